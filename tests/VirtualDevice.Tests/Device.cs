using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using ScanToMail.Tenant;
using ScanToMail.Tenant.Certificates;

namespace ScanToMail.VirtualDevice.Tests
{
    /// <summary>The program as a person starts it: its exit code and what it printed.</summary>
    internal sealed record Run(int ExitCode, string Output, string Errors)
    {
        /// <summary>All that a person saw.</summary>
        public string Text => Output + Errors;

        /// <summary>The object that --json printed.</summary>
        public JsonElement Json => JsonDocument.Parse(Output).RootElement;
    }

    /// <summary>A folder with settings, roots and pages, a stand-in server, and the virtual device run on them.</summary>
    internal sealed class Device : IAsyncDisposable
    {
        public const string Password = "Scan-2-Mail!";
        private const int LimitMs = 60_000;
        private static readonly CertificateAuthority Authority = new();
        private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        private static readonly string Bin = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../.."));

        private Device(TenantServer server)
        {
            Server = server;
            Folder = Directory.CreateTempSubdirectory("scantomail-").FullName;
            File.WriteAllText(Path.Combine(Folder, "roots.pem"), server.RootCertificatePem);
        }

        /// <summary>The project's own three pages.</summary>
        public static string Pages { get; } = Path.Combine(Bin, "VirtualDevice", Configuration, "pages");

        public TenantServer Server { get; }

        public string Folder { get; }

        /// <summary>Settings for the stand-in's server on the premises, free to be changed by a test.</summary>
        public JsonObject Settings { get; } = (JsonObject)JsonNode.Parse($$"""
            {
              "version": 1,
              "device": { "name": "Büro 3", "hostname": "scanner3.contoso.test" },
              "sending": { "method": "onPremises", "host": "mail.contoso.test", "port": 587, "tls": "required",
                "auth": "basic", "user": "scanner@contoso.com", "password": "{{Password}}",
                "from": "scanner@contoso.com", "trustedRoots": "roots.pem" },
              "profiles": [{ "name": "Office", "button": 1, "to": ["office@contoso.com"],
                "cc": ["Second <second@contoso.com>"], "fileName": "scan" }]
            }
            """)!;

        public JsonObject Sending => (JsonObject)Settings["sending"]!;

        public static async Task<Device> StartAsync(TenantOptions? options = null)
        {
            options ??= new TenantOptions();
            options.Authority ??= Authority;
            return new Device(await TenantServer.StartAsync(options));
        }

        public string PathOf(string name) => Path.Combine(Folder, name);

        /// <summary>Runs "send --json" on the settings as they are now.</summary>
        public Task<Run> SendAsync(params string[] more)
        {
            File.WriteAllText(PathOf("settings.json"), Settings.ToJsonString());
            string[] scan = more.Contains("--scan") ? [] : ["--scan", Pages];
            return RunAsync(["send", "--settings", PathOf("settings.json"), "--json", .. Map(), .. scan, .. more]);
        }

        public IEnumerable<string> Map() =>
            ["--map", $"mail.contoso.test:587=127.0.0.1:{Server.OnPremises.Port}",
             $"mail.contoso.test:465=127.0.0.1:{Server.OnPremisesImplicitTls.Port}"];

        public static Process Start(params string[] arguments)
        {
            string program = Path.Combine(Bin, "VirtualDevice", Configuration, "VirtualDevice.dll");
            return Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
                StandardOutputEncoding = System.Text.Encoding.UTF8
            })!;
        }

        public static async Task<Run> RunAsync(params string[] arguments)
        {
            using Process process = Start(arguments);
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> errors = process.StandardError.ReadToEndAsync();
            using var limit = new CancellationTokenSource(LimitMs);
            try
            {
                await process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw new TimeoutException($"the program did not end in {LimitMs} ms");
            }
            return new Run(process.ExitCode, await output, await errors);
        }

        public async ValueTask DisposeAsync()
        {
            await Server.DisposeAsync();
            Directory.Delete(Folder, recursive: true);
        }
    }
}

using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using ScanToMail.Tenant;

namespace ScanToMail.Provision.Tests
{
    /// <summary>A virtual device with an empty flash, and a mail server that it can reach as mail.contoso.com.</summary>
    internal sealed partial class VirtualBoard : IAsyncDisposable
    {
        /// <summary>What the stand-in server takes from scanner@contoso.com.</summary>
        public const string Password = "Scan-2-Mail!";

        private const int StartLimitMs = 60_000;
        private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        private static readonly string Bin = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../.."));

        private readonly Process _process;
        private readonly StringBuilder _output = new();

        private VirtualBoard(TenantServer server, string folder, Process process)
        {
            Server = server;
            Folder = folder;
            _process = process;
        }

        public TenantServer Server { get; }

        public string Folder { get; }

        /// <summary>What --port is for this device.</summary>
        public string Port { get; private set; } = "";

        /// <summary>What the device's program printed.</summary>
        public string Output
        {
            get
            {
                lock (_output) return _output.ToString();
            }
        }

        /// <summary>Starts both; <paramref name="console"/> is tcp:0 or pty.</summary>
        public static async Task<VirtualBoard> StartAsync(string console)
        {
            var options = new TenantOptions();
            options.Smtp.ForEach(endpoint => endpoint.HostName = endpoint.HostName.Replace("contoso.test", "contoso.com"));
            TenantServer server = await TenantServer.StartAsync(options);
            string folder = Directory.CreateTempSubdirectory("provision-").FullName;
            await File.WriteAllTextAsync(Path.Combine(folder, "company-root.pem"), server.RootCertificatePem);
            string[] args =
            [
                Path.Combine(Bin, "VirtualDevice", Configuration, "VirtualDevice.dll"), "run", "--flash", Path.Combine(folder, "flash"),
                "--scan", Path.Combine(Bin, "VirtualDevice", Configuration, "pages"), "--console", console,
                "--map", $"mail.contoso.com:587=127.0.0.1:{server.OnPremises.Port}"
            ];
            Process process = Process.Start(new ProcessStartInfo("dotnet", args)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardOutputEncoding = Encoding.UTF8,
                StandardErrorEncoding = Encoding.UTF8
            })!;
            var board = new VirtualBoard(server, folder, process);
            process.OutputDataReceived += (_, e) => board.Hear(e.Data);
            process.ErrorDataReceived += (_, e) => board.Hear(e.Data);
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            await board.WaitForPortAsync();
            return board;
        }

        /// <summary>Runs Provision on it, as a script would.</summary>
        public Task<(int Code, string Output, string Errors)> ProvisionAsync(string input, params string[] args) =>
            ProcessTests.RunAsync(input, ["--port", Port, .. args]);

        public async ValueTask DisposeAsync()
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
            await Server.DisposeAsync();
            Directory.Delete(Folder, recursive: true);
        }

        private void Hear(string? line)
        {
            lock (_output) _output.AppendLine(line);
        }

        private async Task WaitForPortAsync()
        {
            var watch = Stopwatch.StartNew();
            while (Port.Length == 0)
            {
                Match match = ConsoleAt().Match(Output);
                string at = match.Success ? match.Groups[1].Value : "";
                Port = at.All(char.IsAsciiDigit) && at.Length > 0 ? "tcp:127.0.0.1:" + at : at;
                if (_process.HasExited || watch.ElapsedMilliseconds > StartLimitMs)
                {
                    throw new InvalidOperationException("the virtual device does not start: " + Output);
                }

                await Task.Delay(50);
            }
        }

        [GeneratedRegex(@"console: (\S+)")]
        private static partial Regex ConsoleAt();
    }
}

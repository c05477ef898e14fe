using System.Net;
using System.Text.Json.Nodes;
using ScanToMail.Boot;
using ScanToMail.Config;
using ScanToMail.Delivery;
using ScanToMail.Hal;
using ScanToMail.Hal.Pc;
using ScanToMail.Jobs;
using ScanToMail.SignIn;
using ScanToMail.Smtp;
using ScanToMail.Tenant;
using ScanToMail.Tenant.Certificates;
using ScanToMail.Tenant.Smtp;
using ScanToMail.Tests.Support;
using Xunit;

namespace ScanToMail.Tests.Microsoft365
{
    /// <summary>
    /// A tenant and a device that believes to talk to Microsoft 365: names and ports are the real ones and lead to the
    /// tenant. Network, TLS and DNS are real; time, flash and scanner are simulated, and the tenant has the same time.
    /// </summary>
    internal sealed class Board : IAsyncDisposable
    {
        public const string DnsServer = "192.0.2.53";
        public const string ClientId = "00001111-aaaa-2222-bbbb-3333cccc4444";
        public const string Mailbox = "scanner@contoso.com";

        /// <summary>The address that Microsoft 365 sees the device by unless a test says otherwise.</summary>
        public const string PublicAddress = "203.0.113.25";

        /// <summary>The root of all tenants of the run.</summary>
        public static readonly CertificateAuthority Authority = new();

        private Board(TenantServer tenant, SimHal hal)
        {
            Tenant = tenant;
            Sim = hal;
            foreach (SmtpEndpoint endpoint in (SmtpEndpoint[])[tenant.Submission, tenant.Mx])
            {
                endpoint.Options.SeenAddress ??= IPAddress.Parse(PublicAddress);
            }
            Map = MapTo(tenant);
            Network = new PcNetwork(Map);
            Sim.Flash.CapacityBytes = 2_000_000;
            Sim.Flash.Files["roots.pem"] = System.Text.Encoding.ASCII.GetBytes(tenant.RootCertificatePem);
            Sim.Scanner.Pages.Add(SimPage.Jpeg(TestJpeg.Make(scanBytes: 5000)));
        }

        public TenantServer Tenant { get; }
        public SimHal Sim { get; }

        /// <summary>Where the real names lead; a name may be led elsewhere before the device connects.</summary>
        public LoopbackMap Map { get; }

        public INetwork Network { get; set; }
        public Transcript Transcript { get; } = new();

        /// <summary>The settings, free to be changed before <see cref="Start"/>.</summary>
        public JsonObject Settings { get; private init; } = null!;

        public JsonObject Sending => (JsonObject)Settings["sending"]!;

        public Firmware Firmware { get; private set; } = null!;

        /// <summary>The job that was heard of last.</summary>
        public Job? Last { get; private set; }

        /// <summary>What the spool holds.</summary>
        public IReadOnlyList<SpoolRecord> Records()
        {
            var reader = new Reader();
            Firmware.Queue.Spool.WriteTo(reader);
            return reader.Found;
        }

        /// <summary>The log's lines.</summary>
        public string Log() => LogLines.TextOf(Firmware.Log);

        /// <summary>Types lines at the console, past the first of which the PIN was set, and returns what it says.</summary>
        public string Type(params string[] lines)
        {
            Sim.Serial.Ends = true;
            long before = Sim.Serial.Said.Length;
            Sim.Serial.Type(System.Text.Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\r"))));
            try
            {
                while (true) Firmware.ConsoleSession.Step();
            }
            catch (EndOfTypingException)
            {
                // It waits for a person.
            }
            return System.Text.Encoding.UTF8.GetString(Sim.Serial.Said.ToArray()[(int)before..]);
        }

        /// <summary>Chooses the console's PIN, or types it.</summary>
        public void LogIn() => Type("Pin-12345", "Pin-12345");

        /// <summary>The JSON objects in what the console said, a line each.</summary>
        public static JsonObject[] Json(string said) =>
            [.. said.Split("\r\n").Where(line => line.StartsWith('{')).Select(line => (JsonObject)JsonNode.Parse(line)!)];

        /// <summary>What status says.</summary>
        public JsonObject Status() => Json(Type("status --json")).Single();

        /// <summary>A tenant with a board whose settings are those of a method, as few as it takes.</summary>
        public static async Task<Board> StartAsync(string method, TenantOptions? options = null)
        {
            var hal = new SimHal();
            // Certificates are judged by this PC's clock.
            hal.Clock.SetUtc(DateTime.UtcNow);
            options ??= new TenantOptions();
            options.Authority = Authority;
            options.Time = new DeviceTime(hal.Clock);
            return new Board(await TenantServer.StartAsync(options), hal) { Settings = SettingsOf(method) };
        }

        /// <summary>The same, switched on, with a person at the console.</summary>
        public static async Task<Board> StartAtConsoleAsync(string method)
        {
            Board board = await StartAsync(method);
            board.Start().LogIn();
            return board;
        }

        /// <summary>The same for client submission by modern sign-in; nobody has signed the device in yet.</summary>
        public static async Task<Board> StartOAuthAsync(TenantOptions? options = null, string flow = "deviceCode")
        {
            Board board = await StartAsync("clientSubmission", options);
            board.Settings["sending"] = JsonNode.Parse(
                $$"""{ "method": "clientSubmission", "auth": "oauth", "from": "{{Mailbox}}", "mailbox": "{{Mailbox}}" }""");
            string secret = board.Tenant.Options.SignIn.Applications[0].ClientSecret!;
            board.Tenant.Options.Mailboxes.Single(mailbox => mailbox.Address == Mailbox).FullAccess.Add(ClientId);
            board.Settings["signIn"] = JsonNode.Parse($$"""
                { "tenant": "contoso.com", "clientId": "{{ClientId}}", "flow": "{{flow}}"
                  {{(flow == "deviceCode" ? "" : $", \"clientSecret\": \"{secret}\"")}} }
                """);
            return board;
        }

        /// <summary>Ready to send in a way: a method's name; "oauth", where a person signed the device in an hour ago, so that the
        /// token has expired; "oauthApplication"; "relayCertificate".</summary>
        public static async Task<Board> StartByAsync(string way, TenantOptions? options = null)
        {
            if (way == "oauthApplication") return await StartOAuthAsync(options, "clientCredentials");
            if (way == "relayCertificate")
            {
                Board relay = await StartAsync("relay", options);
                relay.UseClientCertificate("scanner3.contoso.com");
                return relay;
            }
            if (way != "oauth") return await StartAsync(way, options);
            Board board = await StartOAuthAsync(options);
            board.SignIn();
            board.Sim.Clock.Sleep(3_600_000);
            return board;
        }

        /// <summary>Signs the device in by device code, with a person who says yes.</summary>
        public void SignIn()
        {
            if (Firmware is null) Start();
            var control = Firmware!.Control;
            Assert.Null(control.BeginSignIn());
            DeviceCode code = control.SignInCode!;
            Assert.Null(control.PollSignIn());
            Assert.NotNull(control.SignInCode);
            Assert.True(Tenant.SignIn.Approve(code.UserCode, Mailbox));
            Sim.Clock.Sleep(code.IntervalMs);
            Assert.Null(control.PollSignIn());
            Assert.Null(control.SignInCode);
        }

        /// <summary>Puts a client certificate into flash, valid for the time given, and names it in the settings.</summary>
        public ClientCertificate UseClientCertificate(string subject, int fromDays = -1, int toDays = 365)
        {
            DateTimeOffset now = DateTimeOffset.UtcNow;
            ClientCertificate certificate = Tenant.Authority.IssueClient(
                subject, [subject], now.AddDays(fromDays), now.AddDays(toDays));
            Sim.Flash.Files["client.pem"] = System.Text.Encoding.ASCII.GetBytes(certificate.BundlePem);
            Sending["clientCertificate"] = "client.pem";
            return certificate;
        }

        /// <summary>Switches the device on with the settings as they are now.</summary>
        public Board Start() => Start(Settings.ToJsonString());

        /// <summary>The same with others.</summary>
        public Board Start(string settings)
        {
            Firmware = new Firmware(new Hal(Sim, Network), new Ears(this), Transcript);
            Firmware.Start(settings);
            return this;
        }

        /// <summary>Switches the device on with what is in flash, which may be no settings at all.</summary>
        public Board Boot()
        {
            Firmware = new Firmware(new Hal(Sim, Network), new Ears(this), Transcript);
            Firmware.Boot();
            return this;
        }

        /// <summary>Scans and sends one job at once.</summary>
        public DeliveryResult Send()
        {
            if (Firmware is null) Start();
            return Firmware!.RunProfile(Firmware.Settings.Profiles[0]).Result;
        }

        /// <summary>Scans into the spool and sends what is due, a try after the other; the job's number.</summary>
        public int PressAndSend()
        {
            if (Firmware is null) Start();
            int number = Firmware!.Enqueue(1).Number;
            Firmware.Queue.ScanOnce();
            while (Firmware.Queue.SendOnce())
            {
            }
            return number;
        }

        public async ValueTask DisposeAsync() => await Tenant.DisposeAsync();

        /// <summary>Microsoft's names and ports, which lead to the tenant.</summary>
        public static LoopbackMap MapTo(TenantServer tenant)
        {
            var map = new LoopbackMap();
            foreach ((string name, IPEndPoint end) in tenant.NameMap())
            {
                map.Add(name[..name.LastIndexOf(':')], int.Parse(name[(name.LastIndexOf(':') + 1)..]), end);
            }
            map.Add(DnsServer, 53, new IPEndPoint(IPAddress.Loopback, tenant.Dns.Port));
            return map;
        }

        private static JsonObject SettingsOf(string method)
        {
            string sending = method switch
            {
                "clientSubmission" => """{ "auth": "basic", "user": "scanner@contoso.com", "password": "Scan-2-Mail!" }""",
                "relay" => """{ "domain": "contoso.com", "from": "scanner@contoso.com" }""",
                "directSend" => """{ "domain": "contoso.com", "from": "scanner@contoso.com", "acceptedDomains": ["contoso.com"] }""",
                _ => """
                    { "host": "mail.contoso.test", "port": 587, "auth": "basic", "user": "scanner@contoso.com", "password": "Scan-2-Mail!",
                      "from": "scanner@contoso.com" }
                    """
            };
            JsonObject settings = (JsonObject)JsonNode.Parse("""
                {
                  "version": 1,
                  "device": { "name": "Scanner 3", "hostname": "scanner3.contoso.com" },
                  "profiles": [{ "name": "Office", "to": ["office@contoso.com"] }]
                }
                """)!;
            settings["sending"] = JsonNode.Parse(sending);
            settings["sending"]!["method"] = method;
            return settings;
        }

        private sealed class Hal(SimHal sim, INetwork network) : IHal
        {
            public IClock Clock => sim.Clock;
            public INetwork Network => network;
            public IFlash Flash => sim.Flash;
            public IRandom Random => sim.Random;
            public IScanner Scanner => sim.Scanner;
            public IButtons Buttons => sim.Buttons;
            public IStatusLight Light => sim.Light;
            public ISerialLine Serial => sim.Serial;
            public IMemory Memory => sim.Memory;
            public IBoard Board => sim.Board;
        }

        private sealed class Ears(Board board) : JobListener
        {
            public override void Changed(Job job) => board.Last = job;
        }

        private sealed class Reader : SpoolReader
        {
            public List<SpoolRecord> Found { get; } = [];

            public override void Record(SpoolRecord record) => Found.Add(record);
        }
    }

    /// <summary>A device's time for the tenant.</summary>
    internal sealed class DeviceTime(IClock clock) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(clock.UtcNow, TimeSpan.Zero);
    }

    /// <summary>A conversation as the log would have it.</summary>
    internal sealed class Transcript : SmtpTranscript
    {
        public System.Text.StringBuilder Text { get; } = new();

        public override void Sent(string line) => Text.Append("C: " + line + "\n");

        public override void Received(string line) => Text.Append("S: " + line + "\n");

        public override void Note(string line) => Text.Append("-- " + line + "\n");

        public override string ToString() => Text.ToString();
    }
}

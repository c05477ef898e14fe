using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ScanToMail.Config;
using ScanToMail.Hal.Pc;
using ScanToMail.Tenant;
using ScanToMail.Tenant.Certificates;

namespace ScanToMail.VirtualDevice
{
    /// <summary>
    /// One of the four sending methods as the demo shows it: what the tenant's administrator has set, what lies in the
    /// device's flash, and its settings. The device uses the real names and ports; <see cref="Map"/> leads them to the tenant.
    /// </summary>
    internal sealed class DemoMethod
    {
        private const string DnsServer = "192.0.2.53";
        private const string From = "Scanner 3rd floor <scanner@contoso.com>";
        private const string ClientCertificate = "client.pem";

        private static readonly DemoMethod[] All =
        [
            new("clientSubmission", "smtp.office365.com, port 587, signed in by OAuth", SubmissionSettings) { SignIn = SignInSettings },
            new("relay", "the MX of contoso.com, port 25, known by its certificate", RelaySettings) { Prepare = PrepareRelay },
            new("directSend", "the MX of contoso.com, port 25, without a login", DirectSendSettings),
            new("onPremises", "a server on the premises, port 587, with a login", OnPremisesSettings),
        ];

        private static readonly JsonSerializerOptions Readable = new()
        {
            WriteIndented = true,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping
        };

        private readonly Func<TenantServer, JsonObject> _settings;

        private DemoMethod(string name, string way, Func<TenantServer, JsonObject> settings)
        {
            Name = name;
            Way = way;
            _settings = settings;
        }

        /// <summary>The names that <c>--method</c> takes.</summary>
        public static string[] Names => [.. All.Select(method => method.Name)];

        /// <summary>The method's name in settings.</summary>
        public string Name { get; }

        /// <summary>Where the mail goes, for people.</summary>
        public string Way { get; }

        /// <summary>Whether the device has to be signed in before it can send.</summary>
        public bool SignsIn => SignIn is not null;

        private Func<TenantServer, JsonObject>? SignIn { get; init; }

        private Action<TenantServer, string> Prepare { get; init; } = (_, _) => { };

        /// <summary>The method of that name.</summary>
        public static DemoMethod Find(string name) => All.Single(method => method.Name == name);

        /// <summary>Where the names of the world lead while the demo runs.</summary>
        public static LoopbackMap Map(TenantServer tenant)
        {
            var map = new LoopbackMap();
            foreach ((string name, IPEndPoint end) in tenant.NameMap())
            {
                int colon = name.LastIndexOf(':');
                map.Add(name[..colon], int.Parse(name[(colon + 1)..]), end);
            }
            map.Add(DnsServer, 53, new IPEndPoint(IPAddress.Loopback, tenant.Dns.Port));
            return map;
        }

        /// <summary>Makes a flash folder: the root to trust, what the method needs besides, and the settings.</summary>
        public void WriteFlash(TenantServer tenant, string folder)
        {
            File.WriteAllText(Path.Combine(folder, "roots.pem"), tenant.RootCertificatePem);
            Prepare(tenant, folder);
            JsonObject sending = _settings(tenant);
            sending["method"] = Name;
            var settings = new JsonObject
            {
                ["version"] = 1,
                ["device"] = new JsonObject { ["name"] = "Scanner 3rd floor", ["hostname"] = "scanner3.contoso.com" },
                ["time"] = new JsonObject { ["zone"] = "CET-1CEST,M3.5.0,M10.5.0/3" },
                ["sending"] = sending,
                ["profiles"] = new JsonArray(new JsonObject
                {
                    ["name"] = "Office", ["button"] = 1, ["to"] = new JsonArray("office@contoso.com"),
                    ["subject"] = "Scan from {device}, {date} {time}", ["body"] = "{pages} pages are attached.\n",
                    ["fileName"] = "scan-{date}"
                })
            };
            if (SignIn is not null) settings["signIn"] = SignIn(tenant);
            File.WriteAllText(Path.Combine(folder, SettingsStore.ImportFile), settings.ToJsonString(Readable));
        }

        private static JsonObject SubmissionSettings(TenantServer tenant) => new() { ["auth"] = "oauth", ["from"] = From };

        private static JsonObject SignInSettings(TenantServer tenant) => new()
        {
            ["tenant"] = "contoso.com", ["clientId"] = tenant.Options.SignIn.Applications[0].ClientId
        };

        private static JsonObject OnPremisesSettings(TenantServer tenant) =>
            WithLogin(tenant, new JsonObject { ["host"] = "mail.contoso.test", ["port"] = 587, ["tls"] = "required" });

        private static JsonObject RelaySettings(TenantServer tenant) => new()
        {
            ["domain"] = "contoso.com", ["acceptedDomains"] = new JsonArray("contoso.com"), ["from"] = From,
            ["clientCertificate"] = ClientCertificate
        };

        private static JsonObject DirectSendSettings(TenantServer tenant) => new()
        {
            ["domain"] = "contoso.com", ["acceptedDomains"] = new JsonArray("contoso.com"), ["from"] = From
        };

        private static JsonObject WithLogin(TenantServer tenant, JsonObject sending)
        {
            MailboxOptions mailbox = tenant.Options.Mailboxes[0];
            sending["auth"] = "basic";
            sending["user"] = mailbox.UserName ?? mailbox.Address;
            sending["password"] = mailbox.Password;
            sending["from"] = From;
            return sending;
        }

        /// <summary>A connector that knows devices by a name in the domain, and a tenant that takes nothing without one.</summary>
        private static void PrepareRelay(TenantServer tenant, string folder)
        {
            tenant.Options.Organization.RejectDirectSend = true;
            tenant.Options.Organization.Connectors.Add(
                new ConnectorOptions { Name = "scanners", CertificateDomain = "*.contoso.com" });
            DateTimeOffset now = DateTimeOffset.UtcNow;
            using ClientCertificate certificate = tenant.Authority.IssueClient(
                "scanner3.contoso.com", ["scanner3.contoso.com"], now.AddDays(-1), now.AddYears(1));
            File.WriteAllText(Path.Combine(folder, ClientCertificate), certificate.BundlePem);
        }
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using ScanToMail.Config;
using Xunit;

namespace ScanToMail.Tests.Config
{
    /// <summary>Settings texts that the tests start from.</summary>
    internal static class Texts
    {
        public const string Tenant = "4a2f7c1e-0d3b-4f6a-9b58-6e1d2c3b4a59";
        public const string ClientId = "9a1f0c1e-6a4b-4b7e-8f59-0d5b9d3a7c11";

        /// <summary>Every key there is, with values that are not the defaults.</summary>
        public const string Full = """
            {
              "version": 1,
              "device": {
                "name": "Scanner 2. OG", "hostname": "scanner-2.contoso.com", "language": "fr",
                "administrator": "Ops <ops@contoso.com>"
              },
              "network": {
                "interface": "wifi", "ssid": "Büro", "password": "correct horse", "address": "192.168.1.20",
                "mask": "255.255.255.0", "gateway": "192.168.1.1", "dns": ["192.168.1.1", "9.9.9.9"]
              },
              "time": { "servers": ["ntp.contoso.com", "192.168.1.1"], "zone": "CET-1CEST,M3.5.0,M10.5.0/3" },
              "sending": {
                "method": "clientSubmission", "host": "smtp.office365.com", "port": 587, "tls": "required",
                "auth": "oauth", "user": "scanner@contoso.com", "password": "s3cret!", "mailbox": "scans@contoso.com",
                "from": "Scans <scans@contoso.com>", "replyTo": "desk@contoso.com", "domain": "contoso.com",
                "acceptedDomains": ["contoso.com", "contoso.onmicrosoft.com"], "trustedRoots": "roots/m365.pem",
                "recipientDomains": ["contoso.com", "fabrikam.com"], "transfer": "data", "sizeLimitBytes": 20000000,
                "recipientsPerMessage": 100, "messagesPerMinute": 20, "recipientsPerDay": 5000
              },
              "signIn": {
                "authority": "https://login.microsoftonline.us/", "tenant": "contoso.com",
                "clientId": "9a1f0c1e-6a4b-4b7e-8f59-0d5b9d3a7c11", "flow": "clientCredentials",
                "clientSecret": "app~secret", "scope": "https://outlook.office365.com/.default"
              },
              "spool": { "medium": "memory", "sizeLimitBytes": 1000000, "giveUpHours": 48 },
              "profiles": [
                {
                  "name": "Invoices", "button": 3, "to": ["Accounts <accounts@contoso.com>", "b@fabrikam.com"],
                  "cc": ["c@contoso.com"], "bcc": ["archive@contoso.com"], "subject": "Invoice {date} from {device}",
                  "body": "Pages: {pages}\nSerial: {serial}", "fileName": "invoice-{date}-{time}", "document": "pdf",
                  "resolution": 200, "color": "bilevel"
                },
                { "to": ["desk@contoso.com"] }
              ]
            }
            """;

        /// <summary>The fewest keys of each method.</summary>
        public static string Minimal(SendingMethod method) => method switch
        {
            SendingMethod.ClientSubmission => """
                {"sending":{"method":"clientSubmission","auth":"basic","user":"scanner@contoso.com","password":"s3cret!"},
                 "profiles":[{"to":["desk@contoso.com"]}]}
                """,
            SendingMethod.Relay => """
                {"sending":{"method":"relay","host":"contoso-com.mail.protection.outlook.com","from":"scanner@contoso.com"},
                 "profiles":[{"to":["desk@contoso.com"]}]}
                """,
            SendingMethod.DirectSend => """
                {"sending":{"method":"directSend","domain":"contoso.com","from":"scanner@contoso.com",
                 "acceptedDomains":["contoso.com"]},"profiles":[{"to":["desk@contoso.com"]}]}
                """,
            _ => """
                {"sending":{"method":"onPremises","host":"mail.contoso.com","from":"scanner@contoso.com"},
                 "profiles":[{"to":["desk@contoso.com"]}]}
                """
        };

        public static string Minimal(string method) => Minimal(Enum.Parse<SendingMethod>(method, ignoreCase: true));

        /// <summary>
        /// The text with one value replaced or added ("sending.port" = "25", in JSON), or taken away (null).
        /// </summary>
        public static string With(this string text, string path, string? json)
        {
            JsonNode root = JsonNode.Parse(text)!;
            string[] steps = path.Replace("[", ".[").Split('.');
            JsonNode at = root;
            foreach (string step in steps[..^1])
            {
                if (step.StartsWith('[')) at = at[int.Parse(step.Trim('[', ']'))]!;
                else at = at[step] ?? (at[step] = new JsonObject());
            }
            JsonNode? value = json == null ? null : JsonNode.Parse(json);
            string last = steps[^1];
            if (last.StartsWith('['))
            {
                var list = at.AsArray();
                int place = int.Parse(last.Trim('[', ']'));
                if (place == list.Count) list.Add(value);
                else list[place] = value;
            }
            else if (json == null) at.AsObject().Remove(last);
            else at[last] = value;
            return root.ToJsonString(Unescaped);
        }

        /// <summary>A text as JSON, in quotes.</summary>
        public static string Quoted(string text) => JsonSerializer.Serialize(text, Unescaped);

        /// <summary>What reading a wrong text says.</summary>
        public static SettingsException Error(string text) =>
            Assert.Throws<SettingsException>(() => Settings.Parse(text));

        private static readonly JsonSerializerOptions Unescaped =
            new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    }
}

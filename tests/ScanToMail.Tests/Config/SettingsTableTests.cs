using ScanToMail.Config;
using Xunit;

namespace ScanToMail.Tests.Config
{
    /// <summary>Every key with values that are right and values that are wrong.</summary>
    public class SettingsTableTests
    {
        private const string Long64 = "0123456789012345678901234567890123456789012345678901234567890123";

        /// <summary>Key, settings to start from, right values (JSON), wrong values (JSON) with a part of the problem.</summary>
        private static readonly Row[] Rows =
        [
            new("version", "relay", ["1"], [("2", "newer"), ("0", "not known"), ("-1", "not known"), ("\"1\"", "text"),
                ("1.0", "no whole number"), ("true", "neither"), ("99999999999", "out of range"), ("null", "null")]),
            new("device.name", "relay", ["\"Büro 2\"", "\"a\"", Q(Long64), "\"\\ud83d\\udda8\""],
                [("\"\"", "empty"), (Q(Long64 + "x"), "more than 64"), ("7", "number"), ("\"a\\nb\"", "control"),
                 ("\"a\\u007f\"", "control"), ("[]", "list"), ("{}", "object")]),
            new("device.hostname", "relay", ["\"scanner\"", "\"Scanner-2.example.com\"", "\"drucker.büro.example\""],
                [("\"\"", "empty"), ("\"scanner.\"", "dot"), ("\"a_b\"", "'_'"), ("\"a b\"", "space"), ("\"-a\"", "'-'"),
                 ("\"a..b\"", "empty label"), ("\"10.0.0.1\"", "number"), ("\"BÜRO.example\"", "capital"),
                 (Q(Long64 + ".example"), "more than 63"), ("25", "number")]),
            new("device.language", "relay", ["\"en\"", "\"fr\""], [("\"de\"", "words"), ("\"EN\"", "words"), ("\"\"", "empty"),
                ("1", "number")]),
            new("device.administrator", "relay", ["\"a@example.com\"", "\"A B <a@example.com>\""],
                [("\"a\"", "no '@'"), ("\"\"", "empty"), ("\"a@b@c\"", "domain"), ("\"a@example.com\\r\\nBcc: x\"", "control"),
                 ("[]", "list")]),
            new("network.interface", "relay", ["\"wifi\"", "\"ethernet\""], [("\"lan\"", "words"), ("0", "number")]),
            new("network.ssid", "relay", ["\"Guest\"", "\"Büro mit WLAN\""], [("\"\"", "empty"), (Q(Long64[..33]), "more than 32"),
                (Q(new string('ü', 17)), "32 bytes"), ("1", "number")]),
            new("network.password", "wifi", ["\"12345678\"", Q(Long64), Q(Long64[..63]), "\"with space and \\\"\""],
                [("\"1234567\"", "less than 8"), (Q(Long64 + "0"), "more than 64"), (Q(Long64[..63] + "g"), "hexadecimal"),
                 ("\"pässword\"", "ASCII"), ("\"********\"", "mask"), ("12345678", "number")]),
            new("network.address", "fixed", ["\"192.168.1.77\""], [("\"192.168.1.256\"", "no IPv4"), ("\"192.168.1\"", "no IPv4"),
                ("\"192.168.01.7\"", "no IPv4"), ("\"0.1.2.3\"", "one host"), ("\"224.0.0.1\"", "one host"),
                ("\"192.168.1.0\"", "broadcast"), ("\"192.168.1.255\"", "broadcast"), ("\"10.0.0.1\"", "subnet"),
                ("\"::1\"", "less than 7"), ("\"fe80::1\"", "no IPv4"), ("3232235777", "number")]),
            new("network.mask", "fixed", ["\"255.255.255.128\"", "\"255.255.0.0\"", "\"255.255.255.252\""],
                [("\"255.255.255.1\"", "no subnet"), ("\"0.0.0.0\"", "no subnet"), ("\"255.255.255.255\"", "no subnet"),
                 ("\"255.255.255.254\"", "no subnet"), ("\"/24\"", "less than 7"), ("24", "number")]),
            new("network.gateway", "fixed", ["\"192.168.1.1\""], [("\"192.168.2.1\"", "subnet"), ("\"gateway\"", "no IPv4"),
                ("\"192.168.1.2\"", "subnet")]),
            new("network.dns", "fixed", ["[\"9.9.9.9\"]", "[\"9.9.9.9\",\"1.1.1.1\"]"], [("\"9.9.9.9\"", "is text"),
                ("[\"1.1.1.1\",\"9.9.9.9\",\"8.8.8.8\"]", "3 elements"), ("[\"dns.example\"]", "no IPv4"), ("[9]", "number"),
                ("[\"\"]", "empty"), ("[null]", "null"), ("[]", "missing")]),
            new("time.servers", "relay", ["[\"ntp.example\"]", "[\"10.0.0.1\",\"a\",\"b\",\"c\"]"], [("[]", "empty list"),
                ("[\"a\",\"b\",\"c\",\"d\",\"e\"]", "5 elements"), ("[\"no host\"]", "space"), ("\"ntp.example\"", "is text")]),
            new("time.zone", "relay", ["\"UTC0\"", "\"<+0330>-3:30\"", "\"EST5EDT,M3.2.0,M11.1.0\"", "\"IST-1GMT0,M10.5.0,M3.5.0/1\""],
                [("\"Europe/Berlin\"", "offset"), ("\"\"", "empty"), ("\"EST5EDT\"", "starts and ends"), ("\"CET\"", "offset"),
                 ("60", "number"), ("\"UTC0 \"", "no name")]),
            new("sending.method", "onPremises", ["\"onPremises\""], [("\"smtp\"", "words"), ("1", "number"), ("null", "null"),
                ("\"onpremises\"", "words")]),
            new("sending.host", "onPremises", ["\"mail\"", "\"10.0.0.5\"", "\"mail.example.com\"", "\"post.büro.example\""],
                [("\"\"", "empty"), ("\"mail.example.com:25\"", "':'"), ("\"https://mail\"", "':'"), ("\"10.0.0.500\"", "number"),
                 ("\"mail example\"", "space"), ("\"a\\u0000b\"", "NUL"), ("false", "neither")]),
            new("sending.port", "onPremises", ["1", "25", "587", "65535"], [("0", "out of range"), ("65536", "out of range"),
                ("-25", "out of range"), ("\"25\"", "is text"), ("25.5", "no whole number"), ("2.5e1", "no whole number"),
                ("true", "neither"), ("[25]", "list"), ("99999999999999999999", "no whole number")]),
            new("sending.tls", "onPremises", ["\"required\"", "\"implicit\"", "\"whenOffered\"", "\"none\""],
                [("\"starttls\"", "words"), ("true", "neither")]),
            new("sending.auth", "login", ["\"basic\"", "\"none\""], [("\"login\"", "words"), ("\"oauth\"", "missing"),
                ("false", "neither")]),
            new("sending.user", "login", ["\"u\"", "\"acs|app|tenant\"", "\"jürgen@example.com\""], [("\"\"", "empty"),
                ("\"a\\u0001\"", "control"), (Q(new string('u', 257)), "more than 256"), ("42", "number")]),
            new("sending.password", "login", ["\"p\"", "\"pä ss\\\"\\\\(1)\"", Q(new string('p', 256))], [("\"\"", "empty"),
                (Q(new string('p', 257)), "more than 256"), ("\"a\\tb\"", "control"), ("\"********\"", "mask"), ("1234", "number"),
                ("{}", "object")]),
            new("sending.mailbox", "login", ["\"shared@example.com\""], [("\"shared\"", "no '@'"), ("5", "number")]),
            new("sending.from", "onPremises", ["\"a@example.com\"", "\"\\\"Scan, 2\\\" <a@example.com>\"", "\"root@localhost\""],
                [("\"a@\"", "domain"), ("\"<>\"", "no '@'"), ("\"a@example.com, b@example.com\"", "domain"), ("null", "null"),
                 ("\"Scan, 2 <a@example.com>\"", "','")]),
            new("sending.replyTo", "onPremises", ["\"a@example.com\""], [("\"@example.com\"", "nothing before"), ("1", "number")]),
            new("sending.domain", "directSend", ["\"contoso.com\"", "\"büro.example\""], [("\"contoso\"", "no dot"),
                ("\"contoso.com.\"", "dot"), ("\"@contoso.com\"", "'@'"), ("1", "number")]),
            new("sending.acceptedDomains", "directSend", ["[\"contoso.com\"]", "[\"Contoso.COM\",\"b.example\"]"],
                [("[]", "missing"), ("[\"fabrikam.com\"]", "not in one of"), ("[\"contoso\"]", "no dot"), ("\"contoso.com\"", "is text"),
                 ("[1]", "number")]),
            new("sending.recipientDomains", "onPremises", ["[]", "[\"contoso.com\"]", "[\"b.example\",\"Contoso.COM\"]"],
                [("[\"fabrikam.com\"]", "not in one of"), ("[\"contoso\"]", "no dot"), ("\"contoso.com\"", "is text"), ("[1]", "number")]),
            new("sending.trustedRoots", "onPremises", ["\"roots.pem\"", "\"a/b-c_d.pem\"", "\"C:\\\\certs\\\\my roots.pem\"",
                "\"/etc/ssl/ca.pem\""], [("\"\"", "empty"), ("\"roots/\"", "folder"), ("\"a*b\"", "'*'"), ("\"a\\nb\"", "control"),
                 (Q(new string('f', 256)), "more than 255"), ("1", "number")]),
            new("sending.clientCertificate", "onPremises", ["\"device.pem\""], [("\"\"", "empty"), ("\"certs\\\\\"", "folder"),
                ("true", "neither")]),
            new("sending.transfer", "onPremises", ["\"auto\"", "\"data\"", "\"bdat\""], [("\"chunked\"", "words"), ("0", "number")]),
            new("sending.sizeLimitBytes", "onPremises", ["0", "1", "36700160", "2147483647"], [("-1", "out of range"),
                ("2147483648", "out of range"), ("\"35MB\"", "is text"), ("1e6", "no whole number")]),
            new("sending.recipientsPerMessage", "relay", ["0", "1", "1000"], [("-1", "out of range"), ("1001", "out of range"),
                ("\"50\"", "is text")]),
            new("sending.messagesPerMinute", "clientSubmission", ["0", "1", "60"], [("-1", "out of range"), ("61", "out of range"),
                ("0.5", "no whole number")]),
            new("sending.recipientsPerDay", "clientSubmission", ["0", "10000", "1000000"], [("-1", "out of range"),
                ("1000001", "out of range"), ("true", "neither")]),
            new("signIn.authority", "relay", ["\"login.microsoftonline.us\"", "\"https://login.partner.microsoftonline.cn\"",
                "\"https://login.microsoftonline.com/\""], [("\"http://login.microsoftonline.com\"", "':'"),
                 ("\"https://login.microsoftonline.com/tenant\"", "'/'"), ("\"https://\"", "empty"), ("\"login\"", "no dot"),
                 ("1", "number")]),
            new("signIn.tenant", "relay", [Q(Texts.Tenant), "\"contoso.onmicrosoft.com\"", "\"organizations\""],
                [("\"\"", "empty"), ("\"my tenant\"", "space"), ("1", "number")]),
            new("signIn.clientId", "relay", [Q(Texts.ClientId), Q(Texts.ClientId.ToUpperInvariant())], [("\"app\"", "less than 36"),
                (Q("{" + Texts.ClientId[1..]), "GUID"), (Q(Texts.ClientId[..35] + "g"), "GUID"), (Q(Texts.ClientId + "0"), "more than 36"),
                ("1", "number")]),
            new("signIn.flow", "relay", ["\"deviceCode\"", "\"clientCredentials\""], [("\"device\"", "words"), ("null", "null")]),
            new("signIn.clientSecret", "relay", ["\"8Q~abc\""], [("\"\"", "empty"), ("\"********\"", "mask"), ("1", "number")]),
            new("signIn.scope", "relay", ["\"https://outlook.office.com/SMTP.Send offline_access\"", "\"a\""],
                [("\"\"", "empty"), ("\" a\"", "scopes"), ("\"a  b\"", "scopes"), ("\"a \"", "scopes"), ("\"ä\"", "scopes"),
                 ("[\"a\"]", "list")]),
            new("spool.medium", "relay", ["\"automatic\"", "\"flash\"", "\"memory\""], [("\"card\"", "words"), ("1", "number")]),
            new("spool.sizeLimitBytes", "relay", ["0", "1000000", "2147483647"], [("-1", "out of range"), ("\"1MB\"", "is text")]),
            new("spool.giveUpHours", "relay", ["1", "24", "240"], [("0", "out of range"), ("241", "out of range"), ("1.5", "no whole number")]),
            new("profiles[0].name", "relay", ["\"Invoices\"", "\"Factures – comptabilité\""], [("\"\"", "empty"),
                (Q(Long64 + "x"), "more than 64"), ("3", "number")]),
            new("profiles[0].button", "relay", ["0", "1", "16"], [("17", "out of range"), ("-1", "out of range"), ("\"1\"", "is text")]),
            new("profiles[0].to", "relay", ["[\"a@example.com\"]", "[\"a@example.com\",\"B <b@example.com>\"]"], [("[]", "empty list"),
                ("\"a@example.com\"", "is text"), ("[\"a@example.com\",\"b\"]", "no '@'"), ("[{}]", "object"), ("{}", "object"),
                ("null", "null")]),
            new("profiles[0].cc", "relay", ["[]", "[\"a@example.com\"]"], [("[\"a@-example.com\"]", "'-'"), ("\"\"", "is text")]),
            new("profiles[0].bcc", "relay", ["[]", "[\"a@example.com\"]"], [("[7]", "number"), ("[null]", "null")]),
            new("profiles[0].subject", "relay", ["\"Scan\"", "\"{date} {{x}}\"", "\"(1) 2026-11-24T10:11:12Z\"", "\"\\\"quoted\\\"\""],
                [("\"\"", "empty"), ("\"{user}\"", "unknown placeholder {user}"), ("\"{date\"", "belongs to no"), ("\"}\"", "belongs to no"),
                 ("\"a\\nBcc: b\"", "control"), (Q(new string('s', 201)), "more than 200"), ("1", "number")]),
            new("profiles[0].body", "relay", ["\"\"", "\"Hello\\r\\n\\tworld {pages}\"", Q(new string('b', 2000))],
                [(Q(new string('b', 2001)), "more than 2000"), ("\"\\u0007\"", "control"), ("\"{Date}\"", "unknown placeholder"),
                 ("[\"a\"]", "list")]),
            new("profiles[0].fileName", "relay", ["\"scan\"", "\"scan.pdf\"", "\"{device} {date} – {serial}\""], [("\"\"", "empty"),
                ("\"a/b\"", "'/'"), ("\"a\\\\b\"", "'\\'"), ("\"a:b\"", "':'"), ("\".hidden\"", "starts or ends"), ("\"a \"", "starts or ends"),
                ("\"a.\"", "starts or ends"), ("\"{name}\"", "unknown placeholder"), (Q(new string('n', 101)), "more than 100"),
                ("1", "number")]),
            new("profiles[0].document", "relay", ["\"pdf\""],
                [("\"PDF\"", "words"), ("\"tiff\"", "words"), ("\"jpeg\"", "words"), ("1", "number")]),
            new("profiles[0].resolution", "relay", ["50", "300", "1200"], [("49", "out of range"), ("1201", "out of range"),
                ("\"300\"", "is text"), ("300.0", "no whole number")]),
            new("profiles[0].color", "relay", ["\"bilevel\"", "\"gray\"", "\"color\""], [("\"grey\"", "words"), ("8", "number")])
        ];

        public static TheoryData<string> Keys => new(Rows.Select(r => r.Key));

        [Fact]
        public void TheTableHasEveryKey()
        {
            var keys = new List<string>();
            SettingKeys.ForEach(key => keys.Add(key.Path.Replace("[]", "[0]")));
            Assert.Equal(keys, Rows.Select(r => r.Key));
        }

        [Theory]
        [MemberData(nameof(Keys))]
        public void RightValuesAreTaken(string key)
        {
            Row row = Rows.Single(r => r.Key == key);
            foreach (string value in row.Right)
            {
                Assert.NotNull(Settings.Parse(Base(row.Base).With(key, value)));
            }
        }

        [Theory]
        [MemberData(nameof(Keys))]
        public void WrongValuesAreRefusedWithKeyValueAndRemedy(string key)
        {
            Row row = Rows.Single(r => r.Key == key);
            bool isSecret = SettingKeys.Find(key).IsSecret;
            foreach ((string value, string problem) in row.Wrong)
            {
                SettingsException e = Texts.Error(Base(row.Base).With(key, value));
                string said = $"{key} = {value}: {e.Message}";
                Assert.True(e.Problem.Contains(problem), said);
                Assert.False(string.IsNullOrWhiteSpace(e.Remedy), said);
                Assert.Contains(e.Key, e.Message);
                if (isSecret) Assert.Equal("", e.Value);
                if (!problem.Contains("missing") && !problem.Contains("subnet") && !problem.Contains("not in one of"))
                {
                    Assert.True(e.Key == key || e.Key.StartsWith(key + "["), said);
                }
            }
        }

        /// <summary>Every key with each of its values, right and wrong (JSON), and settings with that value.</summary>
        internal static IEnumerable<(string Key, string Value, string Settings)> AllValues() =>
            from row in Rows
            from value in row.Right.Concat(row.Wrong.Select(w => w.Value))
            select (row.Key, value, Base(row.Base).With(row.Key, value));

        private static string Base(string name) => name switch
        {
            "wifi" => Texts.Minimal(SendingMethod.Relay).With("network.ssid", "\"Guest\""),
            "fixed" => Texts.Minimal(SendingMethod.Relay).With("network",
                """{"address":"192.168.1.2","mask":"255.255.255.0","gateway":"192.168.1.1","dns":["192.168.1.1"]}"""),
            "login" => Texts.Minimal(SendingMethod.OnPremises).With("sending.auth", "\"basic\"")
                .With("sending.user", "\"u\"").With("sending.password", "\"p\""),
            _ => Texts.Minimal(name)
        };

        private static string Q(string text) => Texts.Quoted(text);

        private sealed record Row(string Key, string Base, string[] Right, (string Value, string Problem)[] Wrong);
    }
}

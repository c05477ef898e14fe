using System.Text.Json;
using System.Text.Json.Nodes;
using ScanToMail.Tests.Config;
using Xunit;

namespace ScanToMail.Tests.DeviceConfig
{
    /// <summary>
    /// Schema and firmware take and refuse the same settings. What the firmware refuses beyond a schema's words is
    /// a short list, the one in device-config/README.md; the other way round there is nothing. A seed in
    /// SCANTOMAIL_SEED replays a run.
    /// </summary>
    public class SchemaAgreementTests
    {
        private const int Rounds = 500;

        private static readonly int Seed =
            int.TryParse(Environment.GetEnvironmentVariable("SCANTOMAIL_SEED"), out int seed) ? seed : Random.Shared.Next();

        /// <summary>Parts of the firmware's words where a schema can't tell.</summary>
        private static readonly string[] BeyondSchemas =
        [
            "is not in one of sending.acceptedDomains", "is not in one of sending.recipientDomains", "is the name of profiles[", "is the button of profiles[",
            "is not another address in the subnet", "is its subnet's own or broadcast", "has more than 32 bytes",
            "octets", "is no whole number", "stands here a second time", "more than 500 values", "more than 16384 bytes",
            "has a capital letter that is not ASCII", "has brackets after the '@'", "has a label of more than 63"
        ];

        [Fact]
        public void TheyAgreeOnEveryValueOfTheTable()
        {
            int taken = 0;
            int refused = 0;
            foreach ((string key, string value, string settings) in SettingsTableTests.AllValues())
            {
                string problem = HoldTogether(settings, $"{key} = {value}");
                taken += problem.Length == 0 ? 1 : 0;
                refused += problem.Length > 0 ? 1 : 0;
            }

            Assert.True(taken > 80 && refused > 150, $"{taken} taken, {refused} refused");
        }

        [Fact]
        public void TheyAgreeOnMutatedSettings()
        {
            string[] starts = [.. ConfigFolder.Profiles.Select(ConfigFolder.Text), Texts.Full];
            (string Key, string Value)[] values = [.. SettingsTableTests.AllValues().Select(v => (v.Key, v.Value))];
            int taken = 0;
            int refused = 0;
            for (int round = 0; round < Rounds; round++)
            {
                var random = new Random(HashCode.Combine(Seed, round));
                string text = starts[random.Next(starts.Length)];
                string what = "";
                for (int i = random.Next(1, 4); i > 0; i--) (text, what) = Mutate(text, what, values, random);
                string problem = HoldTogether(text, $"seed {Seed}, round {round}: {what}");
                taken += problem.Length == 0 ? 1 : 0;
                refused += problem.Length > 0 ? 1 : 0;
            }

            Assert.True(taken > 25 && refused > 150, $"seed {Seed}: {taken} taken, {refused} refused");
        }

        /// <summary>Every rule between keys, each with what breaks it and nothing else.</summary>
        [Theory]
        [InlineData("client-submission.json", "sending.auth", null)]
        [InlineData("client-submission.json", "sending.auth", "\"none\"")]
        [InlineData("client-submission.json", "sending.tls", "\"whenOffered\"")]
        [InlineData("client-submission.json", "sending.tls", "\"implicit\"")]
        [InlineData("client-submission.json", "sending.port", "465")]
        [InlineData("client-submission.json", "sending.host", "\"40.99.1.2\"")]
        [InlineData("client-submission.json", "sending.host", "\"Contoso-com.Mail.protection.outlook.com\"")]
        [InlineData("client-submission.json", "sending.clientCertificate", "\"device.pem\"")]
        [InlineData("client-submission.json", "sending.from", null)]
        [InlineData("client-submission.json", "signIn", null)]
        [InlineData("client-submission.json", "signIn.tenant", null)]
        [InlineData("client-submission.json", "signIn.clientId", null)]
        [InlineData("client-submission.json", "signIn.flow", "\"clientCredentials\"")]
        [InlineData("client-submission-application.json", "signIn.clientSecret", null)]
        [InlineData("client-submission-password.json", "sending.password", null)]
        [InlineData("client-submission-password.json", "sending.user", null)]
        [InlineData("client-submission-password.json", "sending.auth", null)]
        [InlineData("relay-ip.json", "sending.host", null)]
        [InlineData("relay-ip.json", "sending.host", "\"SMTP.office365.com\"")]
        [InlineData("relay-ip.json", "sending.host", "\"40.99.1.2\"")]
        [InlineData("relay-ip.json", "sending.port", "587")]
        [InlineData("relay-ip.json", "sending.tls", "\"implicit\"")]
        [InlineData("relay-ip.json", "sending.auth", "\"basic\"")]
        [InlineData("relay-ip.json", "sending.user", "\"scanner\"")]
        [InlineData("relay-ip.json", "sending.from", null)]
        [InlineData("relay-certificate.json", "sending.tls", "\"whenOffered\"")]
        [InlineData("relay-certificate.json", "sending.tls", "\"none\"")]
        [InlineData("direct-send.json", "sending.acceptedDomains", null)]
        [InlineData("direct-send.json", "sending.acceptedDomains", "[]")]
        [InlineData("direct-send.json", "sending.clientCertificate", "\"device.pem\"")]
        [InlineData("on-premises.json", "sending.host", null)]
        [InlineData("on-premises.json", "sending.port", "465")]
        [InlineData("on-premises.json", "sending.tls", "\"none\"")]
        [InlineData("on-premises.json", "sending.tls", "\"whenOffered\"")]
        [InlineData("on-premises.json", "sending.auth", "\"oauth\"")]
        [InlineData("on-premises.json", "network.password", "\"12345678\"")]
        [InlineData("on-premises.json", "network.mask", "\"255.255.255.0\"")]
        [InlineData("on-premises.json", "network.gateway", "\"192.168.1.1\"")]
        [InlineData("on-premises.json", "network.address", "\"192.168.1.2\"")]
        [InlineData("on-premises.json", "network", "{\"interface\":\"ethernet\",\"ssid\":\"Guest\"}")]
        [InlineData("on-premises.json", "profiles", null)]
        [InlineData("on-premises.json", "profiles", "[]")]
        [InlineData("on-premises.json", "profiles[0].to", null)]
        [InlineData("on-premises.json", "profiles[0]", "{\"to\":[\"a@contoso.com\"],\"document\":\"jpeg\"}")]
        public void BothRefuseWhatBreaksARule(string profile, string key, string? value)
        {
            string text = ConfigFolder.Text(profile).With(key, value);
            Assert.NotEqual("", ConfigFolder.FirmwareProblem(text));
            Assert.NotEqual("", ConfigFolder.SchemaProblem(text));
        }

        /// <summary>What is beyond a schema's words is what the README says, and it is still beyond them.</summary>
        [Theory]
        [InlineData("direct-send.json", "profiles[0].to", "[\"a@fabrikam.com\"]")]
        [InlineData("relay-ip.json", "sending.from", "\"a@fabrikam.com\"")]
        [InlineData("relay-ip.json", "profiles", "[{\"to\":[\"a@b.c\"],\"name\":\"A\"},{\"to\":[\"a@b.c\"],\"name\":\"A\"}]")]
        [InlineData("relay-ip.json", "profiles", "[{\"to\":[\"a@b.c\"],\"button\":1},{\"to\":[\"a@b.c\"],\"button\":1}]")]
        [InlineData("relay-ip.json", "sending.port", "25.0")]
        [InlineData("relay-ip.json", "network.ssid", "\"ÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖ\"")]
        [InlineData("relay-ip.json", "sending.domain", "\"Şcontoso.com\"")]
        [InlineData("relay-ip.json", "network",
            "{\"address\":\"10.0.0.2\",\"mask\":\"255.255.255.0\",\"gateway\":\"10.0.1.1\",\"dns\":[\"9.9.9.9\"]}")]
        public void OnlyTheFirmwareKnows(string profile, string key, string value)
        {
            string text = ConfigFolder.Text(profile).With(key, value);
            Assert.Contains(BeyondSchemas, ConfigFolder.FirmwareProblem(text).Contains);
            Assert.Equal("", ConfigFolder.SchemaProblem(text));
        }

        // Returns what the firmware says: "" or its problem.
        private static string HoldTogether(string text, string what)
        {
            string firmware = ConfigFolder.FirmwareProblem(text);
            string schema = ConfigFolder.SchemaProblem(text);
            bool isBeyond = BeyondSchemas.Any(firmware.Contains);
            Assert.True(firmware.Length == 0 == (schema.Length == 0) || (isBeyond && schema.Length == 0),
                $"{what}\nfirmware: {firmware}\n{schema}\n{text}");
            return isBeyond && schema.Length == 0 ? "" : firmware;
        }

        private static (string Text, string What) Mutate(
            string text, string what, (string Key, string Value)[] values, Random random)
        {
            string[] paths = [.. Paths(JsonNode.Parse(text)!, "")];
            string path = paths[random.Next(paths.Length)];
            string[] odd = ["null", "true", "-1", "65536", "4000000000", "0.5", "[]", "{}", "\"\"", "\"x\"", "[\"x\"]", "\"a\\r\\nb\"",
                "\"a@b@c\"", "\"********\"", "\"********@contoso.com\""];
            (string key, string value) = values[random.Next(values.Length)];
            (string at, string? json) = random.Next(6) switch
            {
                0 => (path, (string?)odd[random.Next(odd.Length)]),
                1 => (path, null),
                2 => (path.Contains('[') ? "sending.colour" : path + "x", "\"x\""),
                _ => (key, value)
            };

            try
            {
                return (text.With(at, json), $"{what} {at} = {json ?? "(left out)"};");
            }
            catch (Exception e) when (e is InvalidOperationException or ArgumentOutOfRangeException or NullReferenceException)
            {
                return (text, what); // an earlier mutation took the place away
            }
        }

        private static IEnumerable<string> Paths(JsonNode node, string prefix)
        {
            if (node is JsonObject section)
            {
                foreach ((string name, JsonNode? inner) in section)
                {
                    string path = prefix.Length == 0 ? name : prefix + "." + name;
                    yield return path;
                    if (inner != null)
                    {
                        foreach (string deeper in Paths(inner, path)) yield return deeper;
                    }
                }
            }
            else if (node is JsonArray list)
            {
                for (int i = 0; i < list.Count; i++)
                {
                    if (list[i] == null) continue;
                    foreach (string deeper in Paths(list[i]!, $"{prefix}[{i}]")) yield return deeper;
                }
            }
        }
    }
}

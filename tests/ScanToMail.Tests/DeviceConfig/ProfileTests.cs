using System.Text.Json.Nodes;
using ScanToMail.Config;
using ScanToMail.Tests.Config;
using Xunit;

namespace ScanToMail.Tests.DeviceConfig
{
    /// <summary>The ready settings for each sending method.</summary>
    public class ProfileTests
    {
        public static TheoryData<string> Profiles => new(ConfigFolder.Profiles);

        [Theory]
        [MemberData(nameof(Profiles))]
        public void SchemaAndFirmwareTakeIt(string profile)
        {
            string json = ConfigFolder.Text(profile);
            Assert.Equal("", ConfigFolder.SchemaProblem(json));
            Assert.Equal("", ConfigFolder.FirmwareProblem(json));
        }

        [Fact]
        public void EachMethodHasOne()
        {
            IEnumerable<SendingMethod> methods = ConfigFolder.Profiles
                .Select(p => Settings.Parse(ConfigFolder.Text(p)).Sending.Method).Distinct().Order();
            Assert.Equal(Enum.GetValues<SendingMethod>(), methods);
        }

        [Theory]
        [InlineData("client-submission.json", "smtp.office365.com", 587, TlsMode.Required, AuthMode.OAuth)]
        [InlineData("client-submission-application.json", "smtp.office365.com", 587, TlsMode.Required, AuthMode.OAuth)]
        [InlineData("client-submission-password.json", "smtp.office365.com", 587, TlsMode.Required, AuthMode.Basic)]
        [InlineData("relay-certificate.json", "contoso-com.mail.protection.outlook.com", 25, TlsMode.Required, AuthMode.None)]
        [InlineData("relay-ip.json", "contoso-com.mail.protection.outlook.com", 25, TlsMode.Required, AuthMode.None)]
        [InlineData("direct-send.json", "contoso-com.mail.protection.outlook.com", 25, TlsMode.Required, AuthMode.None)]
        [InlineData("on-premises.json", "mail.contoso.com", 587, TlsMode.Required, AuthMode.Basic)]
        [InlineData("on-premises-anonymous.json", "mail.contoso.com", 25, TlsMode.Required, AuthMode.None)]
        [InlineData("azure-communication-services.json", "smtp.azurecomm.net", 587, TlsMode.Required, AuthMode.Basic)]
        [InlineData("high-volume-email.json", "smtp.hve.mx.microsoft", 587, TlsMode.Required, AuthMode.Basic)]
        public void ItGoesWhereTheMethodNeedsIt(string profile, string host, int port, TlsMode tls, AuthMode auth)
        {
            SendingSettings sending = Settings.Parse(ConfigFolder.Text(profile)).Sending;
            Assert.Equal((host, port, tls, auth), (sending.Host, sending.Port, sending.Tls, sending.Auth));
        }

        /// <summary>Nobody's real password or application stands in a file that is shared.</summary>
        [Theory]
        [MemberData(nameof(Profiles))]
        public void SecretsArePlaceholders(string profile)
        {
            JsonNode root = JsonNode.Parse(ConfigFolder.Text(profile))!;
            foreach (JsonNode? secret in new[] { root["sending"]?["password"], root["signIn"]?["clientSecret"], root["network"]?["password"] })
            {
                Assert.Contains(secret?.GetValue<string>(), new[] { null, "REPLACE-ME" });
            }

            Assert.Contains(root["signIn"]?["clientId"]?.GetValue<string>(), new[] { null, Guid.Empty.ToString() });
        }

        [Theory]
        [MemberData(nameof(Profiles))]
        public void TheReadmeHasASectionForIt(string profile)
        {
            string[] headings = ConfigFolder.Text("README.md").Split('\n').Where(l => l.StartsWith("## ")).ToArray();
            Assert.Single(headings, heading => heading.Contains($"`{profile}`"));
        }

        /// <summary>The README names no file and no key that does not exist.</summary>
        [Fact]
        public void TheReadmeSpeaksOfWhatThereIs()
        {
            foreach (string word in ConfigFolder.Text("README.md").Split('`').Where((_, i) => i % 2 == 1))
            {
                bool isKey = new[] { "device.", "network.", "time.", "sending.", "signIn.", "profiles" }.Any(word.StartsWith);
                if (isKey) Assert.True(SettingKeys.Find(word.Split('=')[0]) != null || word == "profiles", word);
                if (word.EndsWith(".json")) Assert.True(File.Exists(ConfigFolder.Full(word)), word);
            }
        }
    }
}

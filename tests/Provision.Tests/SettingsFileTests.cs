using System.Text;
using System.Text.Json.Nodes;
using ScanToMail.Provision.Settings;
using Xunit;

namespace ScanToMail.Provision.Tests
{
    /// <summary>What is done to a settings file before it is sent.</summary>
    public class SettingsFileTests
    {
        private const string Minimal = """{"sending":{"method":"onPremises","port":25},"profiles":[{"to":["a@contoso.com"]}]}""";

        [Theory]
        [InlineData("sending.port", "587", "587")]
        [InlineData("version", "1", "1")]
        [InlineData("sending.host", "10.0.0.5", "\"10.0.0.5\"")]
        [InlineData("sending.user", "42", "\"42\"")]
        [InlineData("device.name", "Büro – 3. OG 🖨", "\"Büro – 3. OG 🖨\"")]
        [InlineData("device.name", "a=b", "\"a=b\"")]
        [InlineData("time.servers", "ntp.contoso.com, 10.0.0.1", "[\"ntp.contoso.com\",\"10.0.0.1\"]")]
        [InlineData("sending.acceptedDomains", "contoso.com", "[\"contoso.com\"]")]
        [InlineData("profiles[0].to", "a@b.c,\"Last, First\" <d@e.f>,", "[\"a@b.c\",\"\\\"Last, First\\\" <d@e.f>\"]")]
        [InlineData("profiles[0].to", "\"a\\\", b\" <c@d.e>", "[\"\\\"a\\\\\\\", b\\\" <c@d.e>\"]")]
        [InlineData("profiles[0].cc", "", "[]")]
        [InlineData("profiles[0].to[0]", "x@y.z", "\"x@y.z\"")]
        [InlineData("profiles[0].to[1]", "x@y.z", "\"x@y.z\"")]
        [InlineData("profiles[0].button", "3", "3")]
        [InlineData("profiles[1].to", "x@y.z", "[\"x@y.z\"]")]
        [InlineData("sending.colour", "red", "\"red\"")]
        public void SetGivesAKeyItsValue(string key, string text, string json)
        {
            SettingsFile file = Parse(Minimal);
            file.Set(key, text);
            JsonNode? at = JsonNode.Parse(string.Join('\n', file.ToLines()));
            foreach (string step in key.Replace("[", ".[").Split('.'))
            {
                at = step[0] == '[' ? at![int.Parse(step.Trim('[', ']'))] : at![step];
            }

            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), at), at!.ToJsonString());
        }

        [Theory]
        [InlineData("sending.port", "many", "'many' is no whole number")]
        [InlineData("sending..port", "1", "is no key")]
        [InlineData("", "1", "is no key")]
        [InlineData("profiles[-1].to", "a@b.c", "is no key")]
        [InlineData("profiles[5].to", "a@b.c", "has 1 elements")]
        [InlineData("profiles[0].to[3]", "a@b.c", "has 1 elements")]
        [InlineData("sending[0]", "1", "has no '[0]'")]
        [InlineData("sending.port.number", "1", "has no 'number'")]
        public void WrongKeysAndValuesAreRefused(string key, string text, string problem)
        {
            var error = Assert.Throws<SettingsFileException>(() => Parse(Minimal).Set(key, text));
            Assert.Contains(problem, error.Message);
        }

        [Fact]
        public void EveryCharacterGoesAsItself()
        {
            string text = "Zürich <>&'+ “Büro” 東京 🖨 é \u2028 \u00ad";
            SettingsFile file = Parse(Minimal);
            file.Set("device.name", text);
            string sent = string.Join('\n', file.ToLines());
            Assert.DoesNotContain("\\u", sent);
            Assert.Contains(text, sent);
            file.Set("device.name", "C:\\u0041 \"q\" \\\\u00e9");
            sent = string.Join('\n', file.ToLines());
            Assert.Contains("\"C:\\\\u0041 \\\"q\\\" \\\\\\\\u00e9\"", sent);
        }

        [Theory]
        [InlineData("[]", "no object")]
        [InlineData("{", "line 1")]
        [InlineData("{\n\"a\":1,\n}", "line 3")]
        [InlineData("{\"a\":1,\"a\":2}", "wrong")]
        [InlineData("", "wrong")]
        public void BrokenFilesAreRefusedWithThePlace(string text, string problem) =>
            Assert.Contains(problem, Assert.Throws<SettingsFileException>(() => Parse(text)).Message);

        [Fact]
        public void OtherEncodingsAreRefused()
        {
            byte[] latin = Encoding.Latin1.GetBytes("{\"device\":{\"name\":\"Büro\"}}");
            Assert.Contains("UTF-8", Assert.Throws<SettingsFileException>(() => SettingsFile.Parse("f", latin)).Message);
        }

        [Fact]
        public void AByteOrderMarkIsNoPartOfTheSettings()
        {
            SettingsFile file = SettingsFile.Parse("f", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Minimal)]);
            Assert.Equal("{", file.ToLines()[0]);
        }

        [Fact]
        public void MoreThanTheDeviceTakesIsRefused()
        {
            SettingsFile file = Parse(Minimal);
            file.Set("profiles[0].body", new string('b', 16384));
            Assert.Contains("16384", Assert.Throws<SettingsFileException>(() => file.ToLines()).Message);
        }

        [Fact]
        public void PlaceholdersAreFound()
        {
            SettingsFile file = SettingsFile.Read(Path.Combine(AppContext.BaseDirectory, "device-config", "client-submission-application.json"));
            Assert.Equal(["signIn.clientId", "signIn.clientSecret"], file.Placeholders());
            file.Set("signIn.clientId", "9a1f0c1e-6a4b-4b7e-8f59-0d5b9d3a7c11");
            file.Set("signIn.clientSecret", "s");
            Assert.Empty(file.Placeholders());
        }

        [Theory]
        [InlineData("sending.password", true)]
        [InlineData("network.password", true)]
        [InlineData("signIn.clientSecret", true)]
        [InlineData("sending.user", false)]
        [InlineData("profiles[0].to", false)]
        [InlineData("no.key", false)]
        public void SecretsAreKnown(string key, bool isSecret) => Assert.Equal(isSecret, SettingTypes.IsSecret(key));

        private static SettingsFile Parse(string json) => SettingsFile.Parse("test", Encoding.UTF8.GetBytes(json));
    }
}

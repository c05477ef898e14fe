using System.Text.Json.Nodes;
using ScanToMail.Config;
using Xunit;

namespace ScanToMail.Tests.Config
{
    public class SettingsDocumentTests
    {
        [Fact]
        public void WhatIsWrittenReadsBackTheSame()
        {
            SettingsDocument document = SettingsDocument.Parse(Texts.Full);
            string plain = document.ToJson(false, true);
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Texts.Full), JsonNode.Parse(plain)));
            Assert.Equal(plain, SettingsDocument.Parse(plain).ToJson(false, true));
            Assert.DoesNotContain("\\u", plain);

            string indented = document.ToJson(true, true);
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(plain), JsonNode.Parse(indented)));
            Assert.StartsWith("{\n  \"version\": 1,\n  \"device\": {\n    \"name\": \"Scanner 2. OG\",\n", indented);
            Assert.Contains("\n      \"to\": [\"Accounts <accounts@contoso.com>\", \"b@fabrikam.com\"],\n", indented);
        }

        [Fact]
        public void KeysStandInTheOrderOfTheSchema()
        {
            string json = SettingsDocument.Parse("""{"profiles":[{"to":["a@b"],"name":"n"}],"sending":{"host":"h","method":"relay"}}""")
                .ToJson(false, true);
            Assert.Equal("""{"version":1,"sending":{"method":"relay","host":"h"},"profiles":[{"name":"n","to":["a@b"]}]}""", json);
        }

        [Theory]
        [InlineData("\"\\\u0001\t\r\n\u001f\u007f/ü€\U0001f5a8")]
        [InlineData("(1) 2026-11-24T10:11:12Z")]
        [InlineData("\"quoted\"")]
        public void AnyTextSurvivesWritingAndReading(string text)
        {
            var document = new SettingsDocument();
            document.AddProfile();
            string raw = SettingsDocument.Parse($$"""{"profiles":[{"body":{{Texts.Quoted(text)}}}]}""").ToJson(false, true);
            Assert.Equal(text, SettingsDocument.Parse(raw).Get("profiles[0].body"));
        }

        [Fact]
        public void ADeviceIsConfiguredKeyByKey()
        {
            var document = new SettingsDocument();
            Assert.Equal("sending.method", Assert.Throws<SettingsException>(document.ToSettings).Key);
            document.Set("sending.method", "onPremises");
            document.Set("sending.host", "10.0.0.5");
            document.Set("sending.port", "2525");
            document.Set("sending.from", "Scans <scans@contoso.com>");
            document.Set("network.dns", "9.9.9.9 , 1.1.1.1");
            Assert.Equal(0, document.AddProfile());
            document.Set("profiles[0].to", "\"Doe, John\" <j@contoso.com>, desk@contoso.com");
            document.Set("profiles[0].to[2]", "third@contoso.com");
            document.Set("profiles[0].to[1]", "second@contoso.com");

            Settings s = document.ToSettings();
            Assert.Equal(("10.0.0.5", 2525), (s.Sending.Host, s.Sending.Port));
            Assert.Equal(["9.9.9.9", "1.1.1.1"], s.Network.Dns);
            Assert.Equal(["j@contoso.com", "second@contoso.com", "third@contoso.com"], s.Profiles[0].To.Select(a => a.Address));
            Assert.Equal("Doe, John", s.Profiles[0].To[0].DisplayName);
            Assert.Equal("2525", document.Get("sending.port"));
            Assert.Equal("9.9.9.9, 1.1.1.1", document.Get("network.dns"));
            Assert.Null(document.Get("sending.tls"));
        }

        [Theory]
        [InlineData("sending.port", "x", "sending.port", "whole number")]
        [InlineData("sending.port", "0", "sending.port", "out of range")]
        [InlineData("sending.port", "", "sending.port", "whole number")]
        [InlineData("sending.tls", "yes", "sending.tls", "words")]
        [InlineData("sending.hots", "h", "sending.hots", "no key")]
        [InlineData("sending", "h", "sending", "no key")]
        [InlineData("sending.host[0]", "h", "sending.host[0]", "no key")]
        [InlineData("", "h", "", "no key")]
        [InlineData("profiles[1].name", "n", "profiles[1]", "does not exist")]
        [InlineData("profiles[x].name", "n", "profiles[x]", "does not exist")]
        [InlineData("profiles[-1].name", "n", "profiles[-1]", "does not exist")]
        [InlineData("profiles.name", "n", "profiles.name", "no key")]
        [InlineData("profiles[0].to[5]", "a@b", "profiles[0].to[5]", "beyond the end")]
        [InlineData("profiles[0].to[0]", "a", "profiles[0].to[0]", "no '@'")]
        [InlineData("profiles[0].to", "a@b, c", "profiles[0].to[1]", "no '@'")]
        [InlineData("profiles[0].to", " , ", "profiles[0].to", "empty list")]
        [InlineData("network.dns", "1.1.1.1,2.2.2.2,3.3.3.3", "network.dns", "3 elements")]
        [InlineData("time.zone", "Europe/Paris", "time.zone", "offset")]
        [InlineData("version", "2", "version", "out of range")]
        [InlineData("device.name", "a\nb", "device.name", "control")]
        public void AWrongValueChangesNothing(string key, string value, string errorKey, string problem)
        {
            SettingsDocument document = SettingsDocument.Parse(Texts.Minimal(SendingMethod.Relay));
            string before = document.ToJson(false, true);
            var e = Assert.Throws<SettingsException>(() => document.Set(key, value));
            Assert.Equal(errorKey, e.Key);
            Assert.Contains(problem, e.Problem);
            Assert.Equal(before, document.ToJson(false, true));
        }

        [Fact]
        public void KeysCanBeTakenAway()
        {
            SettingsDocument document = SettingsDocument.Parse(Texts.Full);
            Assert.True(document.Unset("sending.port"));
            Assert.False(document.Unset("sending.port"));
            Assert.Null(document.Get("sending.port"));
            Assert.True(document.Unset("profiles[0].to[0]"));
            Assert.Equal("b@fabrikam.com", document.Get("profiles[0].to"));
            Assert.True(document.Unset("profiles[0].to[0]"));
            Assert.Null(document.Get("profiles[0].to"));
            Assert.False(document.Unset("profiles[7].to"));
            Assert.Throws<SettingsException>(() => document.Unset("sending.hots"));
            Assert.True(document.RemoveProfile(0));
            Assert.Equal(1, document.ProfileCount);
            Assert.Equal("desk@contoso.com", document.Get("profiles[0].to"));
            Assert.False(document.RemoveProfile(1));
        }

        [Fact]
        public void ProfilesAreLimited()
        {
            var document = new SettingsDocument();
            for (int i = 0; i < Settings.ProfilesMax; i++) Assert.Equal(i, document.AddProfile());
            Assert.Equal("profiles", Assert.Throws<SettingsException>(() => document.AddProfile()).Key);
        }

        [Fact]
        public void SecretsAreNeverShown()
        {
            string[] keys = ["network.password", "sending.password", "signIn.clientSecret"];
            SettingsDocument document = SettingsDocument.Parse(Texts.Full);
            string masked = document.ToJson(true, false);
            foreach (string key in keys)
            {
                Assert.Equal("********", document.Get(key));
                Assert.True(SettingKeys.Find(key).IsSecret);
            }

            foreach (string secret in new[] { "correct horse", "s3cret!", "app~secret" })
            {
                Assert.Contains(secret, document.ToJson(true, true));
                Assert.DoesNotContain(secret, masked);
            }

            var e = Assert.Throws<SettingsException>(() => document.Set("sending.password", "marker\u0001"));
            Assert.DoesNotContain("marker", e.Message + e.Value);
            e = Assert.Throws<SettingsException>(() => document.Set("network.password", "marker"));
            Assert.DoesNotContain("marker", e.Message + e.Value);
        }

        [Fact]
        public void AnExportReadBackKeepsTheSecretsOfTheDevice()
        {
            SettingsDocument present = SettingsDocument.Parse(Texts.Full);
            string masked = present.ToJson(true, false);
            Assert.Equal("sending.password", Texts.Error(masked.With("network.password", null)).Key);

            SettingsDocument imported = SettingsDocument.Parse(masked);
            imported.Set("signIn.clientSecret", "another");
            imported.TakeMaskedSecretsFrom(present);
            Settings s = imported.ToSettings();
            Assert.Equal(("correct horse", "s3cret!", "another"), (s.Network.Password, s.Sending.Password, s.SignIn.ClientSecret));

            imported = SettingsDocument.Parse(masked);
            imported.TakeMaskedSecretsFrom(new SettingsDocument());
            Assert.Null(imported.Get("sending.password"));
        }

        [Fact]
        public void EveryKeyIsListedOnceWithItsKind()
        {
            var keys = new List<SettingKey>();
            SettingKeys.ForEach(key => keys.Add(SettingKeys.Find(key.Path)));
            Assert.Equal(keys.Count, keys.Select(k => k.Path).Distinct().Count());
            Assert.Equal(54, keys.Count);
            Assert.All(keys, k => Assert.EndsWith(k.Name, k.Path));
            Assert.Equal(["network.password", "sending.password", "signIn.clientSecret"], keys.Where(k => k.IsSecret).Select(k => k.Path));
            // Documents are PDF: the one choice that is none.
            Assert.Equal(["profiles[].document"], keys.Where(k => k.Kind == SettingKind.Choice && !k.Choices.Contains('|')).Select(k => k.Path));
            Assert.All(keys, k => Assert.NotEqual("", SettingKinds.Needs(k.Kind)));
            SettingKey to = SettingKeys.Find("profiles[3].to[12]");
            Assert.Equal(("profiles[].to", "to", true, 1, 100), (to.Path, to.Name, to.IsList, to.Min, to.Max));
            Assert.Null(SettingKeys.Find("profiles[3]"));
            Assert.Null(SettingKeys.Find("sending."));
        }
    }
}

using ScanToMail.Config;
using Xunit;

namespace ScanToMail.Tests.Config
{
    /// <summary>Rules between keys, and the errors that people meet first.</summary>
    public class SettingsRulesTests
    {
        private const string Basic = "\"auth\":\"basic\",\"user\":\"u@contoso.com\",\"password\":\"p\"";
        private const string From = "\"from\":\"u@contoso.com\"";
        private const string Mx = "\"host\":\"contoso-com.mail.protection.outlook.com\"";
        private const string Accepted = "\"acceptedDomains\":[\"contoso.com\"]";

        [Theory]
        // Client submission: a name, 587 or 25, TLS, a login.
        [InlineData("\"method\":\"clientSubmission\"," + Basic + ",\"port\":465", "sending.port", "465", "not supported", "587")]
        [InlineData("\"method\":\"clientSubmission\"," + Basic + ",\"port\":2525", "sending.port", "2525", "no port", "587")]
        [InlineData("\"method\":\"clientSubmission\"," + Basic + ",\"host\":\"52.97.1.2\"", "sending.host", "52.97.1.2", "address",
            "smtp.office365.com")]
        [InlineData("\"method\":\"clientSubmission\"," + Basic + ",\"host\":\"2603:1026::2\"", "sending.host", "2603:1026::2",
            "IPv6 address", "")]
        [InlineData("\"method\":\"clientSubmission\"," + Basic + ",\"host\":\"[2603:1026::2]\"", "sending.host", "[2603:1026::2]",
            "IPv6 address", "")]
        [InlineData("\"method\":\"clientSubmission\"," + Basic + ",\"host\":\"52.97.513\"", "sending.host", "52.97.513",
            "ends in a number", "")]
        [InlineData("\"method\":\"clientSubmission\"," + Basic + "," + Mx, "sending.host",
            "contoso-com.mail.protection.outlook.com", "takes no login", "relay")]
        [InlineData("\"method\":\"clientSubmission\"," + Basic + ",\"tls\":\"implicit\"", "sending.tls", "implicit", "clientSubmission",
            "required")]
        [InlineData("\"method\":\"clientSubmission\"," + Basic + ",\"tls\":\"whenOffered\"", "sending.tls", "whenOffered",
            "clientSubmission", "required")]
        [InlineData("\"method\":\"clientSubmission\"," + Basic + ",\"tls\":\"none\"", "sending.tls", "none", "clientSubmission",
            "required")]
        [InlineData("\"method\":\"clientSubmission\",\"auth\":\"none\"," + From, "sending.auth", "none", "needs a login", "oauth")]
        [InlineData("\"method\":\"clientSubmission\"," + From, "sending.auth", "", "missing", "oauth")]
        [InlineData("\"method\":\"clientSubmission\"," + Basic + ",\"clientCertificate\":\"c.pem\"", "sending.clientCertificate",
            "c.pem", "clientSubmission", "relay")]
        // Relay and direct send: the tenant's MX, port 25, nobody logs in.
        [InlineData("\"method\":\"relay\"," + From, "sending.host", "", "missing", "MX")]
        [InlineData("\"method\":\"relay\",\"host\":\"smtp.office365.com\"," + From, "sending.host", "smtp.office365.com", "MX", "MX")]
        [InlineData("\"method\":\"relay\",\"host\":\"1.2.3.4\"," + From, "sending.host", "1.2.3.4", "MX", "MX")]
        [InlineData("\"method\":\"relay\"," + Mx + ",\"port\":587," + From, "sending.port", "587", "relay", "25")]
        [InlineData("\"method\":\"relay\"," + Mx + ",\"tls\":\"implicit\"," + From, "sending.tls", "implicit", "relay", "onPremises")]
        [InlineData("\"method\":\"relay\"," + Mx + "," + Basic, "sending.auth", "basic", "relay", "clientSubmission")]
        [InlineData("\"method\":\"relay\"," + Mx + ",\"user\":\"u\"," + From, "sending.auth", "", "missing", "leave user")]
        [InlineData("\"method\":\"relay\"," + Mx, "sending.from", "", "missing", "address")]
        [InlineData("\"method\":\"relay\"," + Mx + ",\"tls\":\"none\",\"clientCertificate\":\"c.pem\"," + From, "sending.tls", "none",
            "certificate", "required")]
        [InlineData("\"method\":\"relay\"," + Mx + "," + Accepted + ",\"from\":\"a@fabrikam.com\"", "sending.from", "a@fabrikam.com",
            "acceptedDomains", "tenant")]
        [InlineData("\"method\":\"directSend\"," + Mx + "," + From, "sending.acceptedDomains", "", "missing", "domains")]
        [InlineData("\"method\":\"directSend\"," + Mx + "," + From + "," + Accepted + ",\"auth\":\"oauth\"", "sending.auth", "oauth",
            "directSend", "none")]
        [InlineData("\"method\":\"directSend\"," + Mx + "," + From + "," + Accepted + ",\"clientCertificate\":\"c.pem\"",
            "sending.clientCertificate", "c.pem", "directSend", "relay")]
        [InlineData("\"method\":\"directSend\"," + Mx + ",\"from\":\"a@b.example\"," + Accepted, "sending.from", "a@b.example",
            "acceptedDomains", "tenant")]
        // On the premises: anything, but no login in clear.
        [InlineData("\"method\":\"onPremises\"," + From, "sending.host", "", "missing", "name")]
        [InlineData("\"method\":\"onPremises\",\"host\":\"m\",\"port\":465," + From, "sending.port", "465", "first byte", "implicit")]
        [InlineData("\"method\":\"onPremises\",\"host\":\"m\",\"tls\":\"none\"," + Basic, "sending.tls", "none", "clear", "required")]
        [InlineData("\"method\":\"onPremises\",\"host\":\"m\",\"tls\":\"whenOffered\"," + Basic, "sending.tls", "whenOffered", "clear",
            "required")]
        [InlineData("\"method\":\"onPremises\",\"host\":\"m\",\"auth\":\"basic\",\"user\":\"u\"," + From, "sending.password", "",
            "missing", "password")]
        [InlineData("\"method\":\"onPremises\",\"host\":\"m\",\"auth\":\"basic\",\"password\":\"p\"," + From, "sending.user", "",
            "missing", "user")]
        [InlineData("\"method\":\"onPremises\",\"host\":\"m\",\"user\":\"u\",\"password\":\"p\"," + From, "sending.auth", "",
            "missing", "basic")]
        [InlineData("\"method\":\"onPremises\",\"host\":\"m\",\"auth\":\"oauth\",\"user\":\"u\"," + From, "signIn.tenant", "",
            "missing", "tenant")]
        [InlineData("\"host\":\"m\"," + From, "sending.method", "", "missing", "clientSubmission, relay, directSend or onPremises")]
        public void WhatDoesNotGoTogetherIsRefused(string sending, string key, string value, string problem, string remedy)
        {
            SettingsException e = Texts.Error("{\"sending\":{" + sending + "},\"profiles\":[{\"to\":[\"a@contoso.com\"]}]}");
            Assert.Equal((key, value), (e.Key, e.Value));
            Assert.Contains(problem, e.Problem);
            Assert.Contains(remedy, e.Remedy);
        }

        [Theory]
        [InlineData("\"method\":\"clientSubmission\"," + Basic + ",\"port\":25")]
        [InlineData("\"method\":\"clientSubmission\"," + Basic + ",\"host\":\"smtp.azurecomm.net\"")]
        [InlineData("\"method\":\"clientSubmission\"," + Basic + ",\"host\":\"smtp.hve.mx.microsoft\"")]
        [InlineData("\"method\":\"relay\"," + Mx + ",\"clientCertificate\":\"c.pem\"," + From)]
        [InlineData("\"method\":\"relay\",\"domain\":\"contoso.com\",\"auth\":\"none\",\"port\":25,\"tls\":\"whenOffered\"," + From)]
        [InlineData("\"method\":\"directSend\"," + Mx + "," + Accepted + ",\"tls\":\"required\"," + From)]
        [InlineData("\"method\":\"onPremises\",\"host\":\"10.0.0.5\",\"port\":465,\"tls\":\"implicit\"," + Basic)]
        [InlineData("\"method\":\"onPremises\",\"host\":\"m\",\"tls\":\"none\"," + From)]
        [InlineData("\"method\":\"onPremises\",\"host\":\"m\",\"auth\":\"none\",\"user\":\"u\"," + From)]
        [InlineData("\"method\":\"onPremises\",\"host\":\"m\",\"clientCertificate\":\"c.pem\"," + From)]
        public void WhatGoesTogetherIsTaken(string sending)
        {
            Assert.NotNull(Settings.Parse("{\"sending\":{" + sending + "},\"profiles\":[{\"to\":[\"a@contoso.com\"]}]}"));
        }

        [Theory]
        [InlineData("profiles[0].to", "profiles[0].to[1]")]
        [InlineData("profiles[0].cc", "profiles[0].cc[1]")]
        [InlineData("profiles[0].bcc", "profiles[0].bcc[1]")]
        public void DirectSendReachesTheTenantOnly(string list, string key)
        {
            SettingsException e = Texts.Error(Texts.Minimal(SendingMethod.DirectSend)
                .With(list, "[\"a@contoso.com\",\"b@sub.contoso.com\"]"));
            Assert.Equal((key, "b@sub.contoso.com"), (e.Key, e.Value));
            Assert.Contains("clientSubmission", e.Remedy);
        }

        [Theory]
        [InlineData("{\"tenant\":\"t\"}", "signIn.clientId")]
        [InlineData("{\"clientId\":\"" + Texts.ClientId + "\"}", "signIn.tenant")]
        [InlineData("{\"tenant\":\"t\",\"clientId\":\"" + Texts.ClientId + "\",\"flow\":\"clientCredentials\"}", "signIn.clientSecret")]
        public void OAuthNeedsItsApplication(string signIn, string key)
        {
            string text = Texts.Minimal(SendingMethod.ClientSubmission).With("sending.auth", "\"oauth\"").With("signIn", signIn);
            Assert.Equal(key, Texts.Error(text).Key);
        }

        [Fact]
        public void ProfilesDifferInNameAndButton()
        {
            string text = Texts.Minimal(SendingMethod.Relay).With("profiles[1]", """{"to":["b@contoso.com"]}""");
            Assert.Equal([1, 2], Settings.Parse(text).Profiles.Select(p => p.Button));
            SettingsException e = Texts.Error(text.With("profiles[1].name", "\"Profile 1\""));
            Assert.Equal(("profiles[1].name", "Profile 1"), (e.Key, e.Value));
            e = Texts.Error(text.With("profiles[0].button", "2"));
            Assert.Equal(("profiles[1].button", "2"), (e.Key, e.Value));
            Assert.Contains("profiles[0]", e.Problem);
            Assert.NotNull(Settings.Parse(text.With("profiles[0].button", "0").With("profiles[1].button", "0")));
        }

        [Fact]
        public void SeventeenProfilesAreTooMany()
        {
            string Many(int count) => Texts.Minimal(SendingMethod.Relay).With("profiles",
                "[" + string.Join(",", Enumerable.Repeat("""{"to":["a@contoso.com"]}""", count)) + "]");
            Assert.Equal(16, Settings.Parse(Many(16)).Profiles.Length);
            Assert.Equal("profiles", Texts.Error(Many(17)).Key);
        }

        [Theory]
        [InlineData("network", """{"password":"12345678"}""", "network.password")]
        [InlineData("network", """{"interface":"ethernet","ssid":"Guest"}""", "network.ssid")]
        [InlineData("network", """{"mask":"255.255.255.0"}""", "network.mask")]
        [InlineData("network", """{"gateway":"10.0.0.1"}""", "network.gateway")]
        [InlineData("network", """{"address":"10.0.0.2"}""", "network.mask")]
        [InlineData("network", """{"address":"10.0.0.2","mask":"255.0.0.0"}""", "network.gateway")]
        [InlineData("network", """{"address":"10.0.0.2","mask":"255.0.0.0","gateway":"10.0.0.1"}""", "network.dns")]
        public void ANetworkIsWhole(string section, string json, string key)
        {
            Assert.Equal(key, Texts.Error(Texts.Minimal(SendingMethod.Relay).With(section, json)).Key);
        }

        [Theory]
        [InlineData("sending.metod", "sending.method")]
        [InlineData("sending.Host", "sending.host")]
        [InlineData("sending.pasword", "sending.password")]
        [InlineData("sending.acceptedDomain", "sending.acceptedDomains")]
        [InlineData("sending.ssid", "network.ssid")]
        [InlineData("sendin", "sending")]
        [InlineData("host", "sending.host")]
        [InlineData("profile", "profiles")]
        [InlineData("profiles[0].colour", "profiles[0].color")]
        [InlineData("profiles[0].filename", "profiles[0].fileName")]
        [InlineData("profiles[0].clientId", "signIn.clientId")]
        [InlineData("device.nmae", "device.name")]
        [InlineData("time.timezone", "time.zone")]
        [InlineData("tiem (1)", "time")]
        public void AnUnknownKeyNamesTheNearestOne(string key, string nearest)
        {
            SettingsException e = Texts.Error(Texts.Minimal(SendingMethod.Relay).With(key, "\"hunter2\""));
            Assert.Equal(key, e.Key);
            Assert.Equal("", e.Value);
            Assert.EndsWith(" " + nearest, e.Remedy);
            Assert.DoesNotContain("hunter2", e.Message);
        }

        [Fact]
        public void AMisspeltKeyIsNamedBeforeTheOneThatIsMissing()
        {
            SettingsException e = Texts.Error("""{"sending":{"metod":"relay"}}""");
            Assert.Equal("sending.metod", e.Key);
        }

        [Theory]
        [InlineData("{}", "sending.method")]
        [InlineData("""{"sending":{}}""", "sending.method")]
        [InlineData("""{"sending":null}""", "sending")]
        [InlineData("""{"sending":"relay"}""", "sending")]
        [InlineData("""{"sending":[]}""", "sending")]
        [InlineData("""{"profiles":{}}""", "profiles")]
        [InlineData("""{"profiles":[]}""", "profiles")]
        [InlineData("""{"profiles":["a@b"]}""", "profiles[0]")]
        [InlineData("""{"profiles":[{"to":[{"to":1}]}]}""", "profiles[0].to[0]")]
        [InlineData("""{"device":{"name":{"a":"b"}}}""", "device.name")]
        public void WrongShapesAreNamed(string text, string key)
        {
            Assert.Equal(key, Texts.Error(text).Key);
        }

        [Fact]
        public void MissingProfilesAreAskedFor()
        {
            string text = Texts.Minimal(SendingMethod.Relay);
            Assert.Equal("profiles", Texts.Error(text.With("profiles", null)).Key);
            SettingsException e = Texts.Error(text.With("profiles[0].to", null));
            Assert.Equal(("profiles[0].to", "is missing"), (e.Key, e.Problem));
        }

        [Fact]
        public void ErrorsReadAsSentences()
        {
            SettingsException e = Texts.Error(Texts.Minimal(SendingMethod.Relay).With("sending.port", "587"));
            Assert.Equal("sending.port \"587\" does not go with relay: write 25 (or leave the key out)", e.Message);
            e = Texts.Error("{\"sending\":\n {\"port\":, \"host\":\"a\"}}");
            Assert.Equal("sending.port can't be read, line 2, column 10: a value is missing here: text in double quotes, "
                + "a number, true, false, '{' or '[': mend the text there", e.Message);
        }

        [Fact]
        public void LongAndBinaryValuesAreShownShortAndPrintable()
        {
            SettingsException e = Texts.Error(Texts.Minimal(SendingMethod.Relay)
                .With("device.name", Texts.Quoted("a\u001b[2J\r\n" + new string('x', 52) + "\U0001f5a8" + new string('y', 500))));
            Assert.Equal("a?[2J??" + new string('x', 52) + "...", e.Value);
            Assert.DoesNotContain(e.Message, char.IsControl);
        }
    }
}

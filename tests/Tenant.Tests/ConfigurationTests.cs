using System.Net;
using System.Text.Json;
using ScanToMail.Tenant.Certificates;
using ScanToMail.Tenant.Configuration;
using ScanToMail.Tenant.Dns;
using ScanToMail.Tenant.Smtp;
using Xunit;

namespace ScanToMail.Tenant.Tests
{
    /// <summary>Everything can be set from JSON and from single settings.</summary>
    public sealed class ConfigurationTests
    {
        [Fact]
        public void DefaultsAreTheDefaults()
        {
            TenantOptions read = TenantConfiguration.Read(TenantConfiguration.Defaults(), []);
            var fresh = new TenantOptions();
            Assert.Equal(JsonSerializer.Serialize(fresh.SignIn), JsonSerializer.Serialize(read.SignIn));
            Assert.Equal(JsonSerializer.Serialize(fresh.Dns), JsonSerializer.Serialize(read.Dns));
            Assert.Equal(JsonSerializer.Serialize(fresh.Smtp), JsonSerializer.Serialize(read.Smtp));
            Assert.Equal(JsonSerializer.Serialize(fresh.Mailboxes), JsonSerializer.Serialize(read.Mailboxes));
        }

        [Fact]
        public void JsonChangesWhatItNames()
        {
            TenantOptions options = TenantConfiguration.Read(
                """
                {
                  // Comments are allowed.
                  "smtp": {
                    "submission": { "port": 10587, "certificateFault": "expired", "seenAddress": "203.0.113.25" },
                    "mx": null,
                    "branch": { "hostName": "mail.branch.test", "standsFor": ["mail.branch.test:25"] },
                  },
                  "organization": {
                    "rejectDirectSend": true,
                    "connectors": [{ "name": "site", "addresses": ["203.0.113.0/28"] }]
                  },
                  "mailboxes": [{ "address": "a@contoso.com", "passwordReply": "auth-account-locked" }],
                  "dns": { "fault": "pointerPair", "records": [{ "name": "x.test", "type": "mx", "value": "y.test" }] },
                  "faults": [{ "phase": "rcptTo", "reply": "550 5.1.1 No", "recipient": "b@*", "times": 2 }],
                  "replies": ["proxy-failure"]
                }
                """,
                []);

            Assert.Equal(
                ["submission", "onPremises", "onPremisesImplicitTls", "branch"], options.Smtp.Select(s => s.Name));
            Assert.Equal(10587, options.Smtp[0].Port);
            Assert.Equal(CertificateFault.Expired, options.Smtp[0].CertificateFault);
            Assert.Equal(IPAddress.Parse("203.0.113.25"), options.Smtp[0].SeenAddress);
            Assert.Equal("AM0PR02CA0134.outlook.office365.com", options.Smtp[0].HostName);
            Assert.Equal("mail.branch.test", options.Smtp[3].HostName);
            Assert.True(options.Organization.RejectDirectSend);
            Assert.Equal("site", options.Organization.Connectors.Single().Name);
            Assert.Equal("auth-account-locked", options.Mailboxes.Single().PasswordReply);
            Assert.Equal(DnsFault.PointerPair, options.Dns.Fault);
            Assert.Equal("y.test", options.Dns.Records.Single().Value);
            Assert.Equal(SmtpPhase.RcptTo, options.Faults.Single().Phase);
            Assert.Equal(["proxy-failure"], options.Replies);
        }

        [Fact]
        public async Task SettingsComeLastAndTheServerGoesByThem()
        {
            TenantOptions options = TenantConfiguration.Read(
                """{ "organization": { "rejectDirectSend": false } }""",
                [
                    "organization.rejectDirectSend=true", "mailboxes.0.password=12 words", "smtp.mx.hostName=mx.test",
                    "signIn.enabled=false", "dns.enabled=false",
                ]);
            Assert.Equal("12 words", options.Mailboxes[0].Password);
            await using TenantServer server = await SharedAuthority.StartAsync(options);
            await using RawClient client = await RawClient.ConnectAsync(server.Mx.Port);
            Assert.StartsWith("220 mx.test Microsoft ESMTP", await client.ReplyAsync());
            await client.AskAsync(Conversation.Hello);
            Assert.StartsWith("550 5.7.68 ", await client.SendAsync("copier@contoso.com", "office@contoso.com"));
        }

        [Theory]
        [InlineData("""{ "organisation": {} }""", null, "organisation: there is no such setting. Known here: smtp")]
        [InlineData("""{ "smtp": { "mx": { "prt": 1 } } }""", null, "smtp.mx.prt: there is no such setting.")]
        [InlineData("""{ "smtp": { "mx": { "port": "x" } } }""", null, "port")]
        [InlineData("""{ "smtp": { "mx": { "tls": "ssl" } } }""", null, "tls")]
        [InlineData("""{ "smtp": { "mx": { "seenAddress": "here" } } }""", null, "Not an IP address.")]
        [InlineData("""{ "mailboxes": [{ "adress": "x" }] }""", null, "adress")]
        [InlineData("[]", null, "one JSON object")]
        [InlineData("{", null, "no JSON")]
        [InlineData(null, "dns.prt=1", "there is no 'prt'. Known here: enabled, port")]
        [InlineData(null, "mailboxes.7.password=x", "there is no '7'. The list has 2 entries")]
        [InlineData(null, "dns", "expected PATH=VALUE")]
        public void MistakeIsNamed(string? json, string? setting, string expected)
        {
            var e = Assert.Throws<ConfigurationException>(
                () => TenantConfiguration.Read(json, setting == null ? [] : [setting]));
            Assert.Contains(expected, e.Message);
        }

        [Fact]
        public async Task NamesLeadToThisPc()
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            IReadOnlyDictionary<string, IPEndPoint> map = server.NameMap();
            Assert.Equal(server.Submission.Address, map["smtp.office365.com:587"]);
            Assert.Equal(server.Mx.Address, map["contoso-com.mail.protection.outlook.com:25"]);
            Assert.Equal(server.SignIn.Port, map["login.microsoftonline.com:443"].Port);
            Assert.Equal(server.OnPremisesImplicitTls.Address, map["MAIL.contoso.test:465"]);
            Assert.All(map.Values, address => Assert.Equal(IPAddress.Loopback, address.Address));
        }

        [Fact]
        public async Task SeveralServersLiveSideBySide()
        {
            TenantServer[] servers = await Task.WhenAll(
                Enumerable.Range(0, 4).Select(_ => SharedAuthority.StartAsync()));
            Assert.Equal(4, servers.Select(s => s.Submission.Port).Distinct().Count());
            await Task.WhenAll(servers.Select(s => s.DisposeAsync().AsTask()));
        }
    }
}

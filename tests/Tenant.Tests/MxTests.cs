using System.Net;
using MailKit.Net.Smtp;
using MimeKit;
using ScanToMail.Tenant.Certificates;
using Xunit;

namespace ScanToMail.Tenant.Tests
{
    /// <summary>The MX endpoint decides as Exchange Online does: relay by a connector, direct send.</summary>
    public sealed class MxTests
    {
        private const string Inside = "office@contoso.com";
        private const string Outside = "anybody@example.com";
        private const string From = "copier@contoso.com";

        [Fact]
        public async Task MailKitSendsDirectly()
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            using SmtpClient client = Mail.Client(server, "contoso-com.mail.protection.outlook.com");
            await client.ConnectAsync(server.Mx);
            Assert.Empty(client.AuthenticationMechanisms);
            MimeMessage message = Mail.Create(Inside);

            string reply = await client.SendAsync(message);

            ReceivedMessage received = await server.Inbox.WaitForMessageAsync();
            Assert.Equal(Mail.Bytes(message), received.Content);
            Assert.Equal("anonymous", received.Attribution);
            Assert.Matches(
                @"^2\.6\.0 <\S+> \[InternalId=\d+, Hostname=\S+\.prod\.outlook\.com\] "
                + @"\d+ bytes in \d+\.\d{3}, \d+\.\d{3} KB/sec Queued mail for delivery$",
                reply);
        }

        [Fact]
        public async Task DirectSendGoesToOwnMailboxesOnly()
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            await using RawClient client = await Conversation.OpenAsync(server, server.Mx);
            Assert.StartsWith("250 2.6.0 ", await client.SendAsync(From, Inside));
            Assert.StartsWith(
                "550 5.7.64 TenantAttribution; Relay Access Denied [", await client.SendAsync(From, Outside));
            await client.AskAsync("RSET");
            Assert.StartsWith(
                "550 5.4.1 Recipient address rejected: Access denied. [",
                await client.SendAsync(From, "nobody@contoso.com"));
        }

        [Fact]
        public async Task DirectSendWorksInClearText()
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            await using RawClient client = await RawClient.ConnectAsync(server.Mx.Port);
            await client.ReplyAsync();
            await client.AskAsync(Conversation.Hello);
            Assert.StartsWith("250 2.6.0 ", await client.SendAsync(From, Inside));
            Assert.Null((await server.Inbox.WaitForMessageAsync()).Tls);
        }

        [Fact]
        public async Task RejectDirectSendLooksAtTheEnvelopeSender()
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            server.Options.Organization.RejectDirectSend = true;
            await using RawClient client = await Conversation.OpenAsync(server, server.Mx);
            Assert.StartsWith(
                "550 5.7.68 TenantInboundAttribution; Direct Send not allowed for this organization from unauthorized "
                + "sources [",
                await client.SendAsync(From, Inside));
            await client.AskAsync("RSET");
            Assert.StartsWith("250 ", await client.SendAsync("somebody@example.com", Inside));
        }

        [Theory]
        [InlineData("*.contoso.com", "scanner.contoso.com", true)]
        [InlineData("scanner.contoso.com", "scanner.contoso.com", true)]
        [InlineData("scanner.contoso.com", "*.contoso.com", true)]
        [InlineData("contoso.com", "contoso.com", true)]
        [InlineData("contoso.com", "evilcontoso.com", false)]
        [InlineData("*.contoso.com", "scanner.contoso.com.example", false)]
        [InlineData("scanner.contoso.com", "other.contoso.com", false)]
        public async Task ConnectorByCertificateRelays(string connector, string name, bool relayed)
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            server.Options.Organization.RejectDirectSend = true;
            server.Options.Organization.Connectors.Add(new ConnectorOptions
            {
                Name = "scanners", CertificateDomain = connector,
            });
            using ClientCertificate certificate = Issue(server, name);
            await using RawClient client = await Conversation.OpenAsync(server, server.Mx, certificate);

            string reply = await client.SendAsync(From, Outside);

            Assert.StartsWith(relayed ? "250 2.6.0 " : "550 5.7.64 ", reply);
            Assert.Equal(relayed ? "connector:scanners" : null, server.Inbox.Messages.FirstOrDefault()?.Attribution);
        }

        [Theory]
        [InlineData("no chain")]
        [InlineData("expired")]
        [InlineData("foreign root")]
        [InlineData("switched off")]
        public async Task CertificateThatDoesNotHoldIsAnonymous(string kind)
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            server.Options.Organization.Connectors.Add(new ConnectorOptions
            {
                Name = "scanners", CertificateDomain = "*.contoso.com", Enabled = kind != "switched off",
            });
            using var stranger = new CertificateAuthority("Somebody else");
            CertificateAuthority issuer = kind == "foreign root" ? stranger : server.Authority;
            DateTimeOffset to = DateTimeOffset.UtcNow.AddDays(kind == "expired" ? -1 : 90);
            using ClientCertificate certificate = issuer.IssueClient(
                "scanner.contoso.com", ["scanner.contoso.com"], to.AddDays(-200), to);

            await using RawClient client = await Conversation.OpenAsync(
                server, server.Mx, certificate, withChain: kind != "no chain");

            Assert.NotNull(server.Sessions[0].Tls?.ClientCertificate);
            Assert.StartsWith("550 5.7.64 ", await client.SendAsync(From, Outside));
        }

        [Theory]
        [InlineData("203.0.113.25", "203.0.113.25", true)]
        [InlineData("203.0.113.16/28", "203.0.113.25", true)]
        [InlineData("203.0.113.16/28", "203.0.113.33", false)]
        public async Task ConnectorByAddressRelays(string range, string address, bool relayed)
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            server.Mx.Options.SeenAddress = IPAddress.Parse(address);
            server.Options.Organization.Connectors.Add(new ConnectorOptions { Name = "site", Addresses = [range] });
            await using RawClient client = await Conversation.OpenAsync(server, server.Mx);

            Assert.StartsWith(relayed ? "250 2.6.0 " : "550 5.7.64 ", await client.SendAsync(From, Outside));
            await client.AskAsync("RSET");
            string foreignSender = await client.SendAsync("x@example.org", Outside);
            Assert.StartsWith(relayed ? "550 5.7.750 " : "550 5.7.64 ", foreignSender);
        }

        [Fact]
        public async Task RecipientsOfADomainAreLimited()
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            server.Options.Limits.RecipientsPerDomain = 2;
            await using RawClient client = await Conversation.OpenAsync(server, server.Mx);
            await client.AskAsync($"MAIL FROM:<{From}>");
            Assert.StartsWith("250 ", await client.AskAsync($"RCPT TO:<{Inside}>"));
            Assert.StartsWith("250 ", await client.AskAsync($"RCPT TO:<{Mail.User}>"));
            Assert.StartsWith("452 4.5.3 Too many recipients", await client.AskAsync($"RCPT TO:<{Inside}>"));
        }

        [Fact]
        public async Task OtherRefusals()
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            server.Mx.Options.SeenAddress = IPAddress.Parse("203.0.113.25");
            server.Options.Mailboxes[1].AcceptsOutsideSenders = false;
            server.Options.Mailboxes[0].MaxReceiveSizeBytes = 10;
            await using RawClient client = await Conversation.OpenAsync(server, server.Mx);
            Assert.StartsWith("550 5.7.134 ", await client.SendAsync(From, Inside));
            await client.AskAsync("RSET");
            Assert.StartsWith("550 5.2.3 ", await client.SendAsync(From, Mail.User));
            server.Options.Organization.BannedAddresses.Add("203.0.113.25");
            Assert.StartsWith(
                "550 5.7.606 Access denied, banned sending IP [203.0.113.25]. ", await client.SendAsync(From, Inside));
            await client.AskAsync("EHLO contoso-com.mail.protection.outlook.com");
            Assert.StartsWith("550 5.7.506 Access Denied, Bad HELO", await client.AskAsync($"MAIL FROM:<{From}>"));
            await client.AskAsync("EHLO " + server.Mx.Options.HostName);
            Assert.StartsWith("550 5.7.506 Access Denied, Bad HELO", await client.AskAsync($"MAIL FROM:<{From}>"));
        }

        private static ClientCertificate Issue(TenantServer server, string name)
        {
            DateTimeOffset now = DateTimeOffset.UtcNow;
            return server.Authority.IssueClient(name, [name], now.AddDays(-1), now.AddDays(90));
        }
    }
}

using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Xunit;

namespace ScanToMail.Tenant.Tests
{
    /// <summary>MailKit delivers, and the inbox holds what it sent, byte for byte.</summary>
    public sealed class MailKitTests
    {
        [Theory]
        [InlineData("LOGIN")]
        [InlineData("PLAIN")]
        public async Task StartTlsAndPassword(string mechanism)
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            using SmtpClient client = Mail.Client(server, "mail.contoso.test");
            await client.ConnectAsync(server.OnPremises);
            await client.AuthenticateAsync(Sasl(mechanism));
            MimeMessage message = Mail.Create();

            await client.SendAsync(message);
            await client.DisconnectAsync(true);

            ReceivedMessage received = await server.Inbox.WaitForMessageAsync();
            Assert.Equal(Mail.Bytes(message), received.Content);
            Assert.Equal(Mail.User, received.MailFrom);
            Assert.Equal(["office@contoso.com"], received.Recipients);
            Assert.Equal(mechanism, received.Authentication?.Mechanism);
            Assert.Equal("TLS 1.3", received.Tls?.Protocol);
            await received.Session.Ended;
            Assert.Equal(Smtp.SessionEnd.Quit, received.Session.End);
            Assert.Empty(received.Session.Violations);
        }

        [Fact]
        public async Task ImplicitTls()
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            using SmtpClient client = Mail.Client(server);
            await client.ConnectAsync(server.OnPremisesImplicitTls);
            await client.AuthenticateAsync(Mail.User, Mail.Password);
            MimeMessage message = Mail.Create();

            await client.SendAsync(message);

            Assert.Equal(Mail.Bytes(message), (await server.Inbox.WaitForMessageAsync()).Content);
        }

        [Fact]
        public async Task SubmissionByLogin()
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            using SmtpClient client = Mail.Client(server, "smtp.office365.com");
            await client.ConnectAsync(server.Submission);
            await client.AuthenticateAsync(Mail.User, Mail.Password);
            MimeMessage message = Mail.Create();

            await client.SendAsync(message);

            ReceivedMessage received = await server.Inbox.WaitForMessageAsync();
            Assert.Equal("LOGIN", received.Authentication?.Mechanism);
            Assert.Equal(Mail.Bytes(message), received.Content);
        }

        [Fact]
        public async Task BinaryByChunks()
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            using SmtpClient client = Mail.Prepare(new ChunkingClient(), server);
            await client.ConnectAsync(server.Submission);
            await client.AuthenticateAsync(Mail.User, Mail.Password);
            MimeMessage message = Mail.Create(attachmentBytes: 500_000);
            foreach (MimePart part in message.BodyParts.OfType<MimePart>())
            {
                part.ContentTransferEncoding = ContentEncoding.Binary;
            }

            await client.SendAsync(message);

            ReceivedMessage received = await server.Inbox.WaitForMessageAsync();
            Assert.True(received.Chunked);
            Assert.Contains("BODY=BINARYMIME", received.MailParameters);
            Assert.Equal(received.Content.Length, received.ChunkSizesBytes.Sum());
            Assert.Equal(Mail.Bytes(message), received.Content);
        }

        private static SaslMechanism Sasl(string mechanism)
        {
            return mechanism == "LOGIN"
                ? new SaslMechanismLogin(Mail.User, Mail.Password)
                : new SaslMechanismPlain(Mail.User, Mail.Password);
        }
    }
}

using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using System.Security.Cryptography.X509Certificates;
using ScanToMail.Tenant.Smtp;

namespace ScanToMail.Tenant.Tests
{
    /// <summary>MailKit, set up for a server of this run.</summary>
    internal static class Mail
    {
        public const string User = "scanner@contoso.com";
        public const string Password = "Scan-2-Mail!";

        public static MimeMessage Create(string to = "office@contoso.com", int attachmentBytes = 100_000)
        {
            var message = new MimeMessage();
            message.From.Add(new MailboxAddress("Scanner", User));
            message.To.Add(MailboxAddress.Parse(to));
            message.Subject = "A scan";
            var bytes = new byte[attachmentBytes];
            new Random(1).NextBytes(bytes);
            var builder = new BodyBuilder { TextBody = "One line.\r\n.\r\n..two dots\r\n" };
            builder.Attachments.Add("scan.pdf", bytes, new ContentType("application", "pdf"));
            message.Body = builder.ToMessageBody();
            message.Prepare(EncodingConstraint.SevenBit);
            return message;
        }

        public static byte[] Bytes(MimeMessage message)
        {
            FormatOptions format = FormatOptions.Default.Clone();
            format.NewLineFormat = NewLineFormat.Dos;
            format.EnsureNewLine = true;
            format.HiddenHeaders.Add(HeaderId.Bcc);
            using var stream = new MemoryStream();
            message.WriteTo(format, stream);
            return stream.ToArray();
        }

        public static SmtpClient Client(TenantServer server, string? serverName = null)
        {
            return Prepare(new SmtpClient(), server, serverName);
        }

        public static SmtpClient Prepare(SmtpClient client, TenantServer server, string? serverName = null)
        {
            var root = X509Certificate2.CreateFromPem(server.RootCertificatePem);
            client.LocalDomain = "scanner.contoso.com";
            client.CheckCertificateRevocation = false;
            client.ServerCertificateValidationCallback = (_, certificate, chain, errors) =>
            {
                chain!.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
                chain.ChainPolicy.CustomTrustStore.Add(root);
                chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
                var leaf = (X509Certificate2)certificate!;
                return chain.Build(leaf) && (serverName == null || leaf.MatchesHostname(serverName));
            };
            return client;
        }

        public static Task ConnectAsync(this SmtpClient client, SmtpEndpoint endpoint)
        {
            SecureSocketOptions options = endpoint.Options.Tls switch
            {
                TlsMode.Implicit => SecureSocketOptions.SslOnConnect,
                TlsMode.StartTls => SecureSocketOptions.StartTls,
                _ => SecureSocketOptions.None,
            };
            return client.ConnectAsync("127.0.0.1", endpoint.Port, options);
        }
    }
}

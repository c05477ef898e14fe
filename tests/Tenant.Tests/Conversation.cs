using ScanToMail.Tenant.Smtp;
using Xunit;

namespace ScanToMail.Tenant.Tests
{
    /// <summary>Steps of a session that many tests need, on top of <see cref="RawClient"/>.</summary>
    internal static class Conversation
    {
        public const string Hello = "EHLO scanner.contoso.com";

        /// <summary>Connects, and goes as far as EHLO over TLS.</summary>
        public static async Task<RawClient> OpenAsync(
            TenantServer server, SmtpEndpoint endpoint, Certificates.ClientCertificate? certificate = null,
            bool withChain = true)
        {
            RawClient client = await RawClient.ConnectAsync(endpoint.Port);
            Assert.StartsWith("220 ", await client.ReplyAsync());
            Assert.StartsWith("250", await client.AskAsync(Hello));
            Assert.Equal("220 2.0.0 SMTP server ready", await client.AskAsync("STARTTLS"));
            string name = endpoint.Name switch
            {
                "submission" => "smtp.office365.com",
                "mx" => "contoso-com.mail.protection.outlook.com",
                _ => "mail.contoso.test",
            };
            await client.StartTlsAsync(name, server.RootCertificatePem, certificate, withChain);
            Assert.StartsWith("250", await client.AskAsync(Hello));
            return client;
        }

        /// <summary>Logs in by LOGIN; gives the last reply.</summary>
        public static async Task<string> LoginAsync(
            this RawClient client, string user = Mail.User, string password = Mail.Password)
        {
            Assert.Equal("334 VXNlcm5hbWU6", await client.AskAsync("AUTH LOGIN"));
            Assert.Equal("334 UGFzc3dvcmQ6", await client.AskAsync(Base64(user)));
            return await client.AskAsync(Base64(password));
        }

        /// <summary>Sends a whole message; gives the first reply that is not as it should be, else the last.</summary>
        public static async Task<string> SendAsync(
            this RawClient client, string from, string to, string? header = null, string body = "One line.")
        {
            header ??= $"From: <{from}>\r\nMessage-ID: <1@scanner.contoso.com>\r\n";
            foreach (string line in new[] { $"MAIL FROM:<{from}>", $"RCPT TO:<{to}>", "DATA" })
            {
                string reply = await client.AskAsync(line);
                if (reply[0] is not ('2' or '3'))
                {
                    return reply;
                }
            }

            return await client.AskAsync($"{header}\r\n{body}\r\n.");
        }

        public static string Base64(string text) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text));

        /// <summary>The text of XOAUTH2, in base64.</summary>
        public static string Bearer(string user, string token)
        {
            return Base64($"user={user}\u0001auth=Bearer {token}\u0001\u0001");
        }
    }
}

using Xunit;

namespace ScanToMail.Tenant.Tests
{
    /// <summary>Clients that are not ours and not .NET's deliver too.</summary>
    [Trait("Category", "Interop")]
    public sealed class InteropTests : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tenant-tests-");
        private readonly byte[] bytes = Mail.Bytes(Mail.Create());

        public void Dispose() => folder.Delete(recursive: true);

        [SkippableTheory]
        [InlineData("onPremises", "AUTH=PLAIN", "PLAIN")]
        [InlineData("onPremises", "AUTH=LOGIN", "LOGIN")]
        [InlineData("onPremisesImplicitTls", "AUTH=PLAIN", "PLAIN")]
        [InlineData("submission", "AUTH=LOGIN", "LOGIN")]
        public async Task Curl(string endpoint, string login, string mechanism)
        {
            Tool.Require("curl");
            await using TenantServer server = await SharedAuthority.StartAsync();
            Smtp.SmtpEndpoint smtp = server.Endpoint(endpoint);
            string scheme = smtp.Options.Tls == Smtp.TlsMode.Implicit ? "smtps" : "smtp";
            string host = endpoint == "submission" ? "smtp.office365.com" : "mail.contoso.test";

            (int exit, string output) = await Tool.RunAsync(
                "curl", "--silent", "--show-error", "--url", $"{scheme}://{host}:{smtp.Port}/scanner.contoso.com",
                "--resolve", $"{host}:{smtp.Port}:127.0.0.1", "--ssl-reqd", "--cacert", Save("root.pem", server),
                "--user", $"{Mail.User}:{Mail.Password}", "--login-options", login,
                "--mail-from", Mail.User, "--mail-rcpt", "office@contoso.com", "--mail-rcpt", "other@contoso.com",
                "--upload-file", SaveMessage());

            Assert.True(exit == 0, output);
            ReceivedMessage message = await server.Inbox.WaitForMessageAsync();
            Assert.Equal(bytes, message.Content);
            Assert.Equal(["office@contoso.com", "other@contoso.com"], message.Recipients);
            Assert.Equal(mechanism, message.Authentication?.Mechanism);
            Assert.Empty(message.Session.Violations);
        }

        [SkippableTheory]
        [InlineData("onPremises", "PLAIN")]
        [InlineData("onPremisesImplicitTls", "LOGIN")]
        [InlineData("submission", "LOGIN")]
        public async Task Swaks(string endpoint, string mechanism)
        {
            Tool.Require("swaks");
            await using TenantServer server = await SharedAuthority.StartAsync();
            Smtp.SmtpEndpoint smtp = server.Endpoint(endpoint);

            (int exit, string output) = await Tool.RunAsync(
                "swaks", "--server", "127.0.0.1", "--port", smtp.Port.ToString(), "--ehlo", "scanner.contoso.com",
                smtp.Options.Tls == Smtp.TlsMode.Implicit ? "--tls-on-connect" : "--tls",
                "--tls-verify", "--tls-ca-path", Save("root.pem", server),
                "--auth", mechanism, "--auth-user", Mail.User, "--auth-password", Mail.Password,
                "--from", Mail.User, "--to", "office@contoso.com", "--data", "@" + SaveMessage());

            Assert.True(exit == 0, output);
            ReceivedMessage message = await server.Inbox.WaitForMessageAsync();
            Assert.Equal(bytes, message.Content[..bytes.Length]);
            Assert.Equal(mechanism, message.Authentication?.Mechanism);
            Assert.Empty(message.Session.Violations);
        }

        private string Save(string name, TenantServer server)
        {
            string path = Path.Combine(folder.FullName, name);
            File.WriteAllText(path, server.RootCertificatePem);
            return path;
        }

        private string SaveMessage()
        {
            string path = Path.Combine(folder.FullName, "message.eml");
            File.WriteAllBytes(path, bytes);
            return path;
        }
    }
}

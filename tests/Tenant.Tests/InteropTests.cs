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

            // Swaks ends what it reads from a file with one line end more.
            Assert.Equal([.. bytes, .. "\r\n"u8], message.Content);
            Assert.Equal(mechanism, message.Authentication?.Mechanism);
            Assert.Empty(message.Session.Violations);
        }

        [SkippableFact]
        public async Task CurlSignsInWithAToken()
        {
            Tool.Require("curl");
            await using TenantServer server = await SharedAuthority.StartAsync();
            string token = server.SignIn.IssueAccessToken(Mail.User);

            (int exit, string output) = await Tool.RunAsync(
                "curl", "--silent", "--show-error",
                "--url", $"smtp://smtp.office365.com:{server.Submission.Port}/scanner.contoso.com",
                "--resolve", $"smtp.office365.com:{server.Submission.Port}:127.0.0.1", "--ssl-reqd",
                "--cacert", Save("root.pem", server), "--user", Mail.User, "--oauth2-bearer", token,
                "--login-options", "AUTH=XOAUTH2", "--mail-from", Mail.User, "--mail-rcpt", "somebody@example.com",
                "--upload-file", SaveMessage());

            Assert.True(exit == 0, output);
            ReceivedMessage message = await server.Inbox.WaitForMessageAsync();
            Assert.Equal("XOAUTH2", message.Authentication?.Mechanism);
            Assert.Equal(bytes, message.Content);
        }

        [SkippableFact]
        public async Task CurlAsksForADeviceCodeAndAToken()
        {
            Tool.Require("curl");
            await using TenantServer server = await SharedAuthority.StartAsync();
            int port = server.SignIn.Port;
            string service = $"https://login.microsoftonline.com:{port}/common/oauth2/v2.0/";
            string client = server.Options.SignIn.Applications[0].ClientId;
            string[] common =
            [
                "--silent", "--show-error", "--fail", "--cacert", Save("root.pem", server),
                "--resolve", $"login.microsoftonline.com:{port}:127.0.0.1", "--data", "client_id=" + client,
            ];

            (int exit, string output) = await Tool.RunAsync(
                "curl", [.. common, "--data", "scope=https://outlook.office.com/SMTP.Send", service + "devicecode"]);
            Assert.True(exit == 0, output);
            SignIn.DeviceCode code = server.SignIn.DeviceCodes.Single();
            Assert.Contains(code.UserCode, output);
            server.SignIn.Approve(code.UserCode, Mail.User);
            (exit, output) = await Tool.RunAsync(
                "curl",
                [
                    .. common, "--data", "grant_type=urn:ietf:params:oauth:grant-type:device_code",
                    "--data", "device_code=" + code.Value, service + "token",
                ]);
            Assert.True(exit == 0, output);
            Assert.Contains(server.SignIn.AccessTokens.Single().Value, output);
        }

        [SkippableFact]
        public async Task CurlRelaysWithACertificate()
        {
            Tool.Require("curl");
            await using TenantServer server = await SharedAuthority.StartAsync();
            server.Options.Organization.Connectors.Add(new ConnectorOptions
            {
                Name = "scanners", CertificateDomain = "*.contoso.com",
            });
            DateTimeOffset now = DateTimeOffset.UtcNow;
            using Certificates.ClientCertificate certificate = server.Authority.IssueClient(
                "scanner.contoso.com", ["scanner.contoso.com"], now.AddDays(-1), now.AddDays(90));
            const string Host = "contoso-com.mail.protection.outlook.com";

            (int exit, string output) = await Tool.RunAsync(
                "curl", "--silent", "--show-error", "--url", $"smtp://{Host}:{server.Mx.Port}/scanner.contoso.com",
                "--resolve", $"{Host}:{server.Mx.Port}:127.0.0.1", "--ssl-reqd",
                "--cacert", Save("root.pem", server),
                "--cert", Save("client.pem", certificate.LeafPem + certificate.IntermediatePem),
                "--key", Save("client.key", certificate.KeyPem),
                "--mail-from", "copier@contoso.com", "--mail-rcpt", "somebody@example.com",
                "--upload-file", SaveMessage());

            Assert.True(exit == 0, output);
            ReceivedMessage message = await server.Inbox.WaitForMessageAsync();
            Assert.Equal("connector:scanners", message.Attribution);
            Assert.Equal(bytes, message.Content);
        }

        [SkippableFact]
        public async Task SwaksSendsDirectly()
        {
            Tool.Require("swaks");
            await using TenantServer server = await SharedAuthority.StartAsync();

            (int exit, string output) = await Tool.RunAsync(
                "swaks", "--server", "127.0.0.1", "--port", server.Mx.Port.ToString(), "--ehlo", "scanner.contoso.com",
                "--tls", "--from", "copier@contoso.com", "--to", "office@contoso.com", "--data", "@" + SaveMessage());

            Assert.True(exit == 0, output);
            Assert.Equal("anonymous", (await server.Inbox.WaitForMessageAsync()).Attribution);
        }

        private string Save(string name, TenantServer server) => Save(name, server.RootCertificatePem);

        private string Save(string name, string text)
        {
            string path = Path.Combine(folder.FullName, name);
            File.WriteAllText(path, text);
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

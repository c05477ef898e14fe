using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ScanToMail.Delivery;
using ScanToMail.Tenant;
using ScanToMail.Tenant.Certificates;
using ScanToMail.Tenant.Smtp;
using Xunit;

namespace ScanToMail.Tests.Microsoft365
{
    /// <summary>The four methods on the wire, each as Microsoft's endpoints and a server on the premises want it.</summary>
    public sealed class MethodTests
    {
        [Theory]
        [InlineData(587)]
        [InlineData(25)]
        public async Task ClientSubmissionLogsInOverTls(int port)
        {
            await using Board board = await Board.StartAsync("clientSubmission");
            board.Sending["port"] = port;
            Assert.Equal(DeliveryOutcome.Delivered, board.Send().Outcome);
            ReceivedMessage message = await board.Tenant.Inbox.WaitForMessageAsync();
            Assert.Equal(("submission", "login"), (message.Endpoint, message.Attribution));
            Assert.Equal(("LOGIN", "scanner@contoso.com"), (message.Authentication!.Mechanism, message.Authentication.User));
            Assert.Equal("smtp.office365.com", message.Tls!.ServerName);
            Assert.Empty(message.Session.Violations);
            // Nothing but EHLO and STARTTLS was said in clear.
            Assert.Equal(["EHLO", "STARTTLS", "EHLO", "AUTH"], message.Session.Commands.Take(4).Select(line => line.Split(' ')[0]));
            Assert.DoesNotContain("Scan-2-Mail!", board.Transcript.ToString());
            Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes("Scan-2-Mail!")), board.Transcript.ToString());
        }

        [Fact]
        public async Task SenderAndLoginAreTwoThings()
        {
            await using Board board = await Board.StartAsync("clientSubmission");
            board.Tenant.Options.Mailboxes[0].UserName = "svc-scan@contoso.com";
            board.Tenant.Options.Mailboxes[0].SendAs.Add("desk@contoso.com");
            board.Sending["user"] = "svc-scan@contoso.com";
            board.Sending["from"] = "Desk <desk@contoso.com>";
            Assert.Equal(DeliveryOutcome.Delivered, board.Send().Outcome);
            ReceivedMessage message = await board.Tenant.Inbox.WaitForMessageAsync();
            Assert.Equal("svc-scan@contoso.com", message.Authentication!.User);
            Assert.Equal("desk@contoso.com", message.MailFrom);
            Assert.Contains("From: Desk <desk@contoso.com>", message.Text);
        }

        [Theory]
        [InlineData(true)]
        [InlineData(false)]
        public async Task ASenderThatTheLoginMayNotUseIsRefusedForGood(bool byStore)
        {
            await using Board board = await Board.StartAsync("clientSubmission");
            board.Tenant.Options.Organization.SendAsByStore = byStore;
            board.Sending["from"] = "desk@contoso.com";
            DeliveryResult result = board.Send();
            Assert.Equal(DeliveryOutcome.Refused, result.Outcome);
            Assert.False(result.Diagnosis.Retry);
            Assert.Equal(RetryKind.None, RetryPolicy.KindOf(result));
        }

        [Fact]
        public async Task WithoutStartTlsNothingIsSent()
        {
            await using Board board = await Board.StartAsync("clientSubmission");
            board.Tenant.Submission.Options.OfferStartTls = false;
            DeliveryResult result = board.Send();
            Assert.Equal(DeliveryOutcome.NotSent, result.Outcome);
            Assert.Equal("smtp.tlsNotOffered", result.Diagnosis.Symptom.Kind);
            Assert.DoesNotContain(board.Tenant.Sessions.Single().Commands, line => line.StartsWith("AUTH") || line.StartsWith("MAIL"));
        }

        [Theory]
        [InlineData("*.contoso.com", "scanner3.contoso.com")]
        [InlineData("scanner3.contoso.com", "scanner3.contoso.com")]
        [InlineData("contoso.com", "contoso.com")]
        public async Task TheRelayKnowsTheDeviceByItsCertificate(string connector, string subject)
        {
            await using Board board = await Board.StartAsync("relay");
            board.Tenant.Options.Organization.RejectDirectSend = true;
            board.Tenant.Options.Organization.Connectors.Add(
                new ConnectorOptions { Name = "scanners", CertificateDomain = connector });
            using ClientCertificate certificate = board.UseClientCertificate(subject);
            ((JsonArray)board.Settings["profiles"]![0]!["to"]!).Add("partner@fabrikam.example");

            Assert.Equal(DeliveryOutcome.Delivered, board.Send().Outcome);

            ReceivedMessage message = await board.Tenant.Inbox.WaitForMessageAsync();
            Assert.Equal("connector:scanners", message.Attribution);
            // The intermediate has come too, and the root has not (KB3212877).
            Assert.Equal([certificate.Leaf.Thumbprint, board.Tenant.Authority.Intermediate.Thumbprint],
                message.Tls!.ClientChain.Select(sent => sent.Thumbprint));
            Assert.Equal("contoso-com.mail.protection.outlook.com", message.Tls.ServerName);
            Assert.Equal(["office@contoso.com", "partner@fabrikam.example"], message.Recipients);
        }

        [Fact]
        public async Task TheRelayKnowsTheDeviceByItsAddress()
        {
            await using Board board = await Board.StartAsync("relay");
            board.Tenant.Options.Organization.RejectDirectSend = true;
            board.Tenant.Mx.Options.SeenAddress = IPAddress.Parse("203.0.113.25");
            board.Tenant.Options.Organization.Connectors.Add(
                new ConnectorOptions { Name = "site", Addresses = ["203.0.113.16/28"] });
            Assert.Equal(DeliveryOutcome.Delivered, board.Send().Outcome);
            Assert.Equal("connector:site", (await board.Tenant.Inbox.WaitForMessageAsync()).Attribution);
        }

        [Fact]
        public async Task ARelayThatNoConnectorKnowsIsRefusedForGood()
        {
            await using Board board = await Board.StartAsync("relay");
            board.Settings["profiles"]![0]!["to"] = new JsonArray("partner@fabrikam.example");
            DeliveryResult result = board.Send();
            Assert.Equal(DeliveryOutcome.Refused, result.Outcome);
            Assert.Contains("TenantAttribution", result.Diagnosis.Symptom.Reply.Text);
        }

        [Theory]
        [InlineData(true)]
        [InlineData(false)]
        public async Task DirectSendUsesTlsWhereItIsOffered(bool isOffered)
        {
            await using Board board = await Board.StartAsync("directSend");
            board.Tenant.Mx.Options.OfferStartTls = isOffered;
            Assert.Equal(DeliveryOutcome.Delivered, board.Send().Outcome);
            ReceivedMessage message = await board.Tenant.Inbox.WaitForMessageAsync();
            Assert.Equal(isOffered, message.Tls != null);
            Assert.Equal("anonymous", message.Attribution);
            Assert.DoesNotContain(message.Session.Commands, line => line.StartsWith("AUTH"));
        }

        [Fact]
        public async Task DirectSendIsRefusedWhereTheTenantRejectsIt()
        {
            await using Board board = await Board.StartAsync("directSend");
            board.Tenant.Options.Organization.RejectDirectSend = true;
            DeliveryResult result = board.Send();
            Assert.Equal(DeliveryOutcome.Refused, result.Outcome);
            Assert.Contains("5.7.68", result.Diagnosis.Line());
            Assert.Equal(RetryKind.None, RetryPolicy.KindOf(result));
        }

        [Theory]
        [InlineData(587, "required", true)]
        [InlineData(25, "required", false)]
        [InlineData(465, "implicit", true)]
        [InlineData(465, "implicit", false)]
        [InlineData(25, "none", false)]
        public async Task AServerOnThePremisesTakesMail(int port, string tls, bool hasLogin)
        {
            await using Board board = await Board.StartAsync("onPremises");
            foreach (SmtpEndpoint endpoint in board.Tenant.Endpoints)
            {
                endpoint.Options.RequireLogin &= hasLogin;
                endpoint.Options.RequireTls &= tls != "none";
            }
            board.Sending["port"] = port;
            board.Sending["tls"] = tls;
            if (!hasLogin) foreach (string key in (string[])["auth", "user", "password"]) board.Sending.Remove(key);
            Assert.Equal(DeliveryOutcome.Delivered, board.Send().Outcome);
            ReceivedMessage message = await board.Tenant.Inbox.WaitForMessageAsync();
            Assert.Equal((hasLogin, tls != "none"), (message.Authentication != null, message.Tls != null));
        }

        [Fact]
        public async Task AServerOfAnotherRootGetsNoLogin()
        {
            await using Board board = await Board.StartAsync("onPremises");
            using var other = new CertificateAuthority();
            board.Sim.Flash.Files["roots.pem"] = Encoding.ASCII.GetBytes(other.RootPem);
            DeliveryResult result = board.Send();
            Assert.Equal("tls.certificateRefused", result.Diagnosis.Symptom.Kind);
            Assert.DoesNotContain(board.Tenant.Sessions.Single().Commands, line => line.StartsWith("AUTH"));
        }
    }
}

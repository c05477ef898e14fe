using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ScanToMail.Boot;
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

        [Fact]
        public async Task DirectSendToMoreThanADomainTakesGoesInParts()
        {
            await using Board board = await Board.StartAsync("directSend");
            string[] people = [.. Enumerable.Range(1, 250).Select(i => $"p{i:D3}@contoso.com")];
            board.Tenant.Options.Mailboxes.AddRange(people.Select(address => new MailboxOptions { Address = address }));
            JsonNode profile = board.Settings["profiles"]![0]!;
            profile["to"] = new JsonArray([.. people[..100].Select(address => JsonValue.Create(address))]);
            profile["cc"] = new JsonArray([.. people[100..200].Select(address => JsonValue.Create(address))]);
            profile["bcc"] = new JsonArray([.. people[200..].Select(address => JsonValue.Create(address))]);
            // A record of 250 recipients must fit, too.
            board.PressAndSend();
            IReadOnlyList<ReceivedMessage> parts = await board.Tenant.Inbox.WaitForCountAsync(2);
            Assert.Equal([200, 50], parts.Select(part => part.Recipients.Count));
            Assert.Equal(people, parts.SelectMany(part => part.Recipients));
            Assert.Single(parts.Select(part => MimeKit.MimeMessage.Load(new MemoryStream(part.Content)).MessageId).Distinct());
            Assert.Single(board.Tenant.Sessions);
            Assert.Empty(parts[0].RefusedRecipients);
        }

        [Theory]
        [InlineData(130, 120, "250")]
        [InlineData(210, 60, "260 10")]
        public async Task EachDomainHasItsOwn200(int first, int second, string parts)
        {
            await using Board board = await Board.StartAsync("directSend");
            board.Sending["acceptedDomains"] = new JsonArray("contoso.com", "contoso.onmicrosoft.com");
            string[] people =
            [
                .. Enumerable.Range(1, first).Select(i => $"p{i:D3}@contoso.com"),
                .. Enumerable.Range(1, second).Select(i => $"q{i:D3}@contoso.onmicrosoft.com")
            ];
            board.Tenant.Options.Mailboxes.AddRange(people.Select(address => new MailboxOptions { Address = address }));
            JsonNode profile = board.Settings["profiles"]![0]!;
            string[] fields = ["to", "cc", "bcc"];
            foreach ((int place, string[] chunk) in people.Chunk(100).Index())
            {
                profile[fields[place]] = new JsonArray([.. chunk.Select(address => JsonValue.Create(address))]);
            }
            board.PressAndSend();
            IReadOnlyList<ReceivedMessage> received = await board.Tenant.Inbox.WaitForCountAsync(parts.Split(' ').Length);
            Assert.Equal(parts, string.Join(' ', received.Select(part => part.Recipients.Count)));
            Assert.Equal(people.Order(), received.SelectMany(part => part.Recipients).Order());
            Assert.All(received, part => Assert.Empty(part.RefusedRecipients));
        }

        [Fact]
        public async Task WithoutASpoolMoreThanADomainTakesIsRefusedBeforeAnythingIsSent()
        {
            await using Board board = await Board.StartAsync("directSend");
            board.Sending["recipientsPerMessage"] = 2;
            ((JsonArray)board.Settings["profiles"]![0]!["to"]!).Add("desk@contoso.com");
            ((JsonArray)board.Settings["profiles"]![0]!["to"]!).Add("scanner@contoso.com");
            DeliveryResult result = board.Send();
            Assert.Equal((DeliveryOutcome.NotSent, "too-many-recipients-unspooled"), (result.Outcome, result.Diagnosis.Id));
            Assert.Contains("3 recipients, 2 by sending.recipientsPerMessage 2 a domain", result.Diagnosis.Line());
            Assert.Empty(board.Tenant.Sessions);
            Assert.Equal(0, board.Sim.Scanner.Sessions);
        }

        [Fact]
        public async Task TheTenantIsNeverAskedForMoreThanItsMinuteTakes()
        {
            var limits = new LimitOptions { RefuseAboveRate = true, MessagesPerWindow = 3 };
            await using Board board = await Board.StartAsync("clientSubmission", new TenantOptions { Limits = limits });
            board.Sending["messagesPerMinute"] = 3;
            for (int i = 0; i < 7; i++)
            {
                board.PressAndSend();
                board.Sim.Clock.Sleep(5000);
            }
            for (int i = 0; i < 12; i++)
            {
                board.Sim.Clock.Sleep(15_000);
                while (board.Firmware.Queue.SendOnce())
                {
                }
            }
            await board.Tenant.Inbox.WaitForCountAsync(7);
            Assert.DoesNotContain(board.Tenant.Sessions.SelectMany(session => session.Replies), reply => reply.StartsWith('4') || reply.StartsWith('5'));
        }

        /// <summary>The sending thread, a scan that is sent as it comes, a person at the console: a mailbox has three connections, and
        /// a board room for one.</summary>
        [Fact]
        public async Task ThereIsOneConnectionAtATimeWhoeverAsksForIt()
        {
            var options = new TenantOptions { Limits = new LimitOptions { Connections = 1 } };
            await using Board board = await Board.StartByAsync("oauth", options);
            board.Settings["spool"] = JsonNode.Parse("""{ "sizeLimitBytes": 1000000 }""");
            var network = new FailingNetwork(board.Network);
            board.Network = network;
            Firmware firmware = board.Start().Firmware;
            for (int i = 0; i < 5; i++)
            {
                firmware.Enqueue(1);
                firmware.Queue.ScanOnce();
            }
            var failed = new ConcurrentQueue<Diagnosis>();
            Task sending = Task.Run(() =>
            {
                while (firmware.Queue.SendOnce())
                {
                }
            });
            Task[] others =
            [
                .. Enumerable.Range(0, 3).Select(_ => Task.Run(() => Note(firmware.Control.TestConnection(null)))),
                .. Enumerable.Range(0, 3).Select(_ => Task.Run(() => Note(firmware.Control.RenewSignIn()))),
                .. Enumerable.Range(0, 3).Select(_ => Task.Run(() => Note(firmware.Control.TestMail(firmware.Settings.Profiles[0].To[0], false).Diagnosis)))
            ];
            await Task.WhenAll([sending, .. others]).WaitAsync(TimeSpan.FromSeconds(60));
            Assert.Empty(failed.Select(diagnosis => diagnosis.Line()));
            await board.Tenant.Inbox.WaitForCountAsync(5 + 3);
            Assert.Equal(1, network.MostOpen);

            void Note(Diagnosis? problem)
            {
                if (problem is not null) failed.Enqueue(problem);
            }
        }

        [Theory]
        [InlineData("concurrent-connections", RetryKind.Throttled)]
        [InlineData("sender-thread-limit", RetryKind.Throttled)]
        [InlineData("too-many-connections", RetryKind.Throttled)]
        public async Task WhatWasTooMuchIsTriedLaterWithAWaitThatDiffers(string reply, RetryKind kind)
        {
            await using Board board = await Board.StartAsync("clientSubmission");
            board.Tenant.Give(reply, times: 1);
            int number = board.PressAndSend();
            SpoolRecord record = board.Firmware.Queue.Spool.Read(number);
            Assert.Equal((SpoolState.Waiting, kind), (record.State, record.Kind));
            Assert.InRange(record.WaitS, 240, 360);
            board.Sim.Clock.Sleep(361_000);
            Assert.True(board.Firmware.Queue.SendOnce());
            Assert.Equal(SpoolState.Delivered, board.Firmware.Queue.Spool.Read(number).State);
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

using System.Net;
using System.Security.Authentication;
using System.Text.Json.Nodes;
using ScanToMail.Delivery;
using ScanToMail.Hal;
using ScanToMail.SignIn;
using ScanToMail.Tenant;
using ScanToMail.Tenant.Certificates;
using ScanToMail.Tenant.Smtp;
using Xunit;

namespace ScanToMail.Tests.Microsoft365
{
    /// <summary>What each method refuses, insists on, puts up with and tries again, as Microsoft asks; and the ready settings of
    /// Microsoft's other services and of a provider.</summary>
    public sealed class MethodRulesTests
    {
        /// <summary>Settings that can't be right never open a connection: the device says why at once, and whenever it is asked.</summary>
        [Theory]
        [InlineData("clientSubmission", "port", "465", "sending.port \"465\" is not supported by client submission: write 587, or 25 where 587 is blocked")]
        [InlineData("clientSubmission", "host", "\"52.97.1.2\"", "sending.host \"52.97.1.2\" is an address, and client submission needs a name: write smtp.office365.com")]
        [InlineData("clientSubmission", "tls", "\"whenOffered\"", "sending.tls \"whenOffered\" does not go with clientSubmission: write required")]
        [InlineData("clientSubmission", "tls", "\"none\"", "sending.tls \"none\" does not go with clientSubmission: write required")]
        [InlineData("clientSubmission", "auth", "\"none\"", "sending.auth \"none\" does not go with clientSubmission, which needs a login: write oauth or basic")]
        [InlineData("relay", "port", "587", "sending.port \"587\" does not go with relay: write 25")]
        [InlineData("directSend", "port", "587", "sending.port \"587\" does not go with directSend: write 25")]
        [InlineData("directSend", "acceptedDomains", "[]", "sending.acceptedDomains is missing, and direct send reaches these only")]
        [InlineData("onPremises", "tls", "\"none\"", "sending.tls \"none\" could send the login in clear text: write required or implicit")]
        [InlineData("onPremises", "tls", "\"whenOffered\"", "sending.tls \"whenOffered\" could send the login in clear text: write required or implicit")]
        [InlineData("onPremises", "port", "465", "sending.port \"465\" speaks TLS from the first byte: set sending.tls to implicit")]
        public async Task WhatCanNotBeRightIsRefusedWithTheReasonBeforeConnecting(string method, string key, string value, string reason)
        {
            await using Board board = await Board.StartAsync(method);
            var network = new FailingNetwork(board.Network);
            board.Network = network;
            board.Sending[key] = JsonNode.Parse(value);
            board.Boot().LogIn();
            Assert.Contains("ERROR settings: " + reason, board.Type("import", board.Settings.ToJsonString()));

            // One by one they are kept, and then the device does nothing.
            foreach ((string name, JsonNode? one) in board.Sending.Where(one => one.Key != "password"))
            {
                string text = one is JsonArray list ? string.Join(',', list) : one!.ToString();
                if (text.Length > 0) board.Type($"set sending.{name} \"{text}\"");
            }
            if (board.Sending.ContainsKey("password")) board.Type("set sending.password", "Scan-2-Mail!");
            board.Type("profile add Office office@contoso.com");
            foreach (string command in new[] { "test connection", "test mail office@contoso.com", "scan", "mx contoso.com" })
            {
                Assert.Contains("ERROR settings: the device is not configured: " + reason, board.Type(command));
            }
            Assert.Contains("missing: " + reason, board.Type("status"));
            Assert.Equal(0, network.Connects);
            Assert.Empty(board.Tenant.Sessions);
        }

        [Theory]
        [InlineData("clientSubmission", SslProtocols.Tls12, "TLS 1.2")]
        [InlineData("clientSubmission", SslProtocols.Tls13, "TLS 1.3")]
        [InlineData("relay", SslProtocols.Tls12, "TLS 1.2")]
        [InlineData("relay", SslProtocols.Tls13, "TLS 1.3")]
        public async Task BothVersionsOfTlsDo(string method, SslProtocols version, string name)
        {
            await using Board board = await Board.StartAsync(method);
            foreach (SmtpEndpoint endpoint in board.Tenant.Endpoints) endpoint.Options.TlsVersions = version;
            if (method == "relay") board.Tenant.Options.Organization.Connectors.Add(new ConnectorOptions { Name = "site", Addresses = [Board.PublicAddress] });
            Assert.Equal(DeliveryOutcome.Delivered, board.Send().Outcome);
            Assert.Equal(name, (await board.Tenant.Inbox.WaitForMessageAsync()).Tls!.Protocol);
        }

        /// <summary>Only direct send goes on without TLS; see MethodTests for that.</summary>
        [Theory]
        [InlineData("clientSubmission")]
        [InlineData("relay")]
        [InlineData("onPremises")]
        public async Task WithoutStartTlsNoOtherMethodSends(string method)
        {
            await using Board board = await Board.StartAsync(method);
            foreach (SmtpEndpoint endpoint in board.Tenant.Endpoints)
            {
                endpoint.Options.OfferStartTls = false;
                endpoint.Options.RequireTls = endpoint.Options.RequireLogin = false;
            }
            DeliveryResult result = board.Send();
            Assert.Equal((DeliveryOutcome.NotSent, "smtp.tlsNotOffered"), (result.Outcome, result.Diagnosis.Symptom.Kind));
            Assert.DoesNotContain(board.Tenant.Sessions.Single().Commands, line => line.StartsWith("AUTH") || line.StartsWith("MAIL"));
        }

        /// <summary>TLS that is offered is held to: a server that can't prove its name gets no mail in clear instead.</summary>
        [Theory]
        [InlineData(CertificateFault.Untrusted)]
        [InlineData(CertificateFault.WrongName)]
        [InlineData(CertificateFault.Expired)]
        public async Task DirectSendDoesNotFallBackFromTlsThatFails(CertificateFault fault)
        {
            await using Board board = await Board.StartAsync("directSend");
            board.Tenant.Mx.Options.CertificateFault = fault;
            DeliveryResult result = board.Send();
            Assert.Equal((DeliveryOutcome.NotSent, "tls.certificateRefused"), (result.Outcome, result.Diagnosis.Symptom.Kind));
            Assert.Empty(board.Tenant.Inbox.Messages);
            Assert.DoesNotContain(board.Tenant.Sessions.SelectMany(session => session.Commands), line => line.StartsWith("MAIL"));
        }

        /// <summary>Microsoft wants a relay to try failed connections again in a reasonable time, and to keep a log of SMTP.</summary>
        [Theory]
        [InlineData("relay")]
        [InlineData("directSend")]
        public async Task AConnectionThatFailsIsTriedAgainWithinMinutesAndTheConversationIsInTheLog(string method)
        {
            await using Board board = await Board.StartAsync(method);
            board.Settings["spool"] = JsonNode.Parse("""{ "sizeLimitBytes": 1000000 }""");
            board.Tenant.Options.Organization.Connectors.Add(new ConnectorOptions { Name = "site", Addresses = [Board.PublicAddress] });
            var network = new FailingNetwork(board.Network) { Connecting = NetworkFailure.Timeout };
            board.Network = network;
            board.PressAndSend();
            // The first waits: 1, 2, 5, 10, 30 minutes and then an hour, each by up to a fifth shorter or longer.
            int[] minutes = [1, 2, 5, 10, 30, 60, 60];
            foreach (int wait in minutes)
            {
                SpoolRecord record = board.Records().Single();
                Assert.Equal((SpoolState.Waiting, RetryKind.Connection), (record.State, record.Kind));
                Assert.InRange(record.WaitS, wait * 48, wait * 72);
                int before = network.Connects;
                board.Sim.Clock.Sleep(record.WaitS * 1000 - 1000);
                Assert.False(board.Firmware.Queue.SendOnce());
                Assert.Equal(before, network.Connects);
                board.Sim.Clock.Sleep(2000);
                if (wait == minutes[^1] && record.KindTries == minutes.Length) network.Connecting = null;
                Assert.True(board.Firmware.Queue.SendOnce());
            }
            await board.Tenant.Inbox.WaitForMessageAsync();
            Assert.Equal(SpoolState.Delivered, board.Records().Single().State);
            string log = board.Log();
            Assert.All(new[] { "EHLO scanner3.contoso.com", "MAIL FROM:<scanner@contoso.com>", "RCPT TO:<office@contoso.com>", "250 2.6.0" },
                line => Assert.Contains(line, log));
        }

        /// <summary>Who signs in, whose mailbox it is and whom the mail is from are three addresses.</summary>
        [Fact]
        public async Task ASharedMailboxSendsAsAThirdAddress()
        {
            await using Board board = await Board.StartAsync("clientSubmission");
            board.Settings["sending"] = JsonNode.Parse("""
                { "method": "clientSubmission", "auth": "oauth", "user": "scanner@contoso.com", "mailbox": "scans@contoso.com",
                  "from": "Desk <desk@contoso.com>" }
                """);
            board.Settings["signIn"] = JsonNode.Parse($$"""{ "tenant": "contoso.com", "clientId": "{{Board.ClientId}}" }""");
            board.Tenant.Options.Mailboxes.Add(new MailboxOptions
            {
                Address = "scans@contoso.com", FullAccess = ["scanner@contoso.com"], SendAs = ["desk@contoso.com"]
            });
            board.Start();
            Assert.Null(board.Firmware.Control.BeginSignIn());
            DeviceCode code = board.Firmware.Control.SignInCode!;
            Assert.True(board.Tenant.SignIn.Approve(code.UserCode, "scanner@contoso.com"));
            board.Sim.Clock.Sleep(code.IntervalMs);
            Assert.Null(board.Firmware.Control.PollSignIn());
            Assert.Equal(DeliveryOutcome.Delivered, board.Send().Outcome);
            ReceivedMessage message = await board.Tenant.Inbox.WaitForMessageAsync();
            Assert.Equal(("XOAUTH2", "scans@contoso.com", "desk@contoso.com"),
                (message.Authentication!.Mechanism, message.Authentication.User, message.MailFrom));
            Assert.Equal("scanner@contoso.com", Assert.Single(board.Tenant.SignIn.AccessTokens).User);
            Assert.Contains("From: Desk <desk@contoso.com>", message.Text);
        }

        /// <summary>Only the secret is filled in; the name leads to the stand-in, and its certificate is checked.</summary>
        [Theory]
        [InlineData("azure-communication-services.json", "smtp.azurecomm.net", "onPremises")]
        [InlineData("high-volume-email.json", "smtp.hve.mx.microsoft", "submission")]
        [InlineData("other-provider.json", "smtp.provider.example", "onPremises")]
        [InlineData("client-submission-password.json", "smtp.office365.com", "submission")]
        public async Task AReadyFileSends(string file, string host, string endpoint)
        {
            await using Board board = await Board.StartAsync("onPremises");
            string text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "device-config", file)).Replace("REPLACE-ME", "Secret-of-2026");
            JsonObject sending = (JsonObject)JsonNode.Parse(text)!["sending"]!;
            string user = (string)sending["user"]!, from = ((string)sending["from"]!).Split('<')[^1].TrimEnd('>');
            SmtpEndpoint server = board.Tenant.Endpoint(endpoint);
            server.Options.CertificateNames.Add(host);
            board.Map.Add(host, 587, new IPEndPoint(IPAddress.Loopback, server.Port));
            board.Tenant.Options.Mailboxes.RemoveAll(mailbox => mailbox.Address == from);
            board.Tenant.Options.Mailboxes.Add(new MailboxOptions { Address = from, UserName = user, Password = "Secret-of-2026" });

            board.Start(text);
            Assert.Equal(DeliveryOutcome.Delivered, board.Firmware.RunProfile(board.Firmware.Settings.Profiles[0]).Result.Outcome);
            ReceivedMessage message = await board.Tenant.Inbox.WaitForMessageAsync();
            Assert.Equal((endpoint, user, from, host), (message.Endpoint, message.Authentication!.User, message.MailFrom, message.Tls!.ServerName));
            Assert.Empty(message.Session.Violations);
        }
    }
}

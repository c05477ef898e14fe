using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using ScanToMail.Tenant.Certificates;
using ScanToMail.Tenant.Smtp;
using Xunit;

namespace ScanToMail.Tenant.Tests
{
    /// <summary>Every fault strikes where it was asked for.</summary>
    public sealed class FaultTests
    {
        private const string TlsFailed = "TLS failed";

        public static TheoryData<SmtpPhase> Phases
        {
            get
            {
                var data = new TheoryData<SmtpPhase>();
                foreach (SmtpPhase phase in Enum.GetValues<SmtpPhase>())
                {
                    data.Add(phase);
                }

                return data;
            }
        }

        [Theory]
        [MemberData(nameof(Phases))]
        public async Task ReplyAtEveryPhase(SmtpPhase phase)
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            server.Faults.Add(new SmtpFault
            {
                Phase = phase, Reply = "451-4.9.9 First\n451 4.9.9 " + phase, AfterBytes = 5,
            });

            string last = await WalkAsync(server);

            Assert.Equal(phase == SmtpPhase.TlsHandshake ? TlsFailed : "451-4.9.9 First\n451 4.9.9 " + phase, last);
            int accepted = phase is SmtpPhase.Quit ? 2 : phase is SmtpPhase.Data ? 1 : 0;
            Assert.Equal(accepted, server.Inbox.Messages.Count);
        }

        [Theory]
        [MemberData(nameof(Phases))]
        public async Task CloseAtEveryPhase(SmtpPhase phase)
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            server.Faults.Add(phase, SmtpFaultAction.Close);

            Assert.Equal(phase == SmtpPhase.TlsHandshake ? TlsFailed : "", await WalkAsync(server));

            await server.Sessions[0].Ended;
            Assert.Equal(SessionEnd.ServerClosed, server.Sessions[0].End);
        }

        [Theory]
        [MemberData(nameof(Phases))]
        public async Task HangAtEveryPhaseEndsWithTheServer(SmtpPhase phase)
        {
            TenantServer server = await SharedAuthority.StartAsync();
            await using (server)
            {
                server.Faults.Add(phase, SmtpFaultAction.Hang);
                Task<string> walk = WalkAsync(server);
                await Task.WhenAny(walk, Task.Delay(400));
                Assert.False(walk.IsCompleted);
                await server.DisposeAsync();
                await walk.WaitAsync(TimeSpan.FromSeconds(10));
            }
        }

        [Theory]
        [InlineData(SmtpFaultAction.CloseAfter)]
        [InlineData(SmtpFaultAction.HangAfter)]
        public async Task MessageIsTakenButTheReplyIsLost(SmtpFaultAction action)
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            server.Faults.Add(new SmtpFault { Phase = SmtpPhase.EndOfContent, Action = action, Skip = 1 });
            Task<string> walk = WalkAsync(server);
            await server.Inbox.WaitForCountAsync(2);
            bool ended = walk == await Task.WhenAny(walk, Task.Delay(500));
            Assert.Equal(action == SmtpFaultAction.CloseAfter, ended);
            await server.DisposeAsync();
            Assert.DoesNotContain("all went well", await walk);
        }

        [Theory]
        [InlineData(SmtpFaultAction.Close)]
        [InlineData(SmtpFaultAction.Reset)]
        [InlineData(SmtpFaultAction.Hang)]
        public async Task ContentStopsAtTheByte(SmtpFaultAction action)
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            server.OnPremises.Options.RequireTls = server.OnPremises.Options.RequireLogin = false;
            server.Faults.Add(new SmtpFault { Phase = SmtpPhase.Content, Action = action, AfterBytes = 12_345 });
            await using RawClient client = await RawClient.ConnectAsync(server.OnPremises.Port);
            await client.ReplyAsync();
            foreach (string line in new[] { "EHLO x.test", "MAIL FROM:<a@x.test>", "RCPT TO:<b@x.test>", "DATA" })
            {
                await client.AskAsync(line);
            }

            await client.SendAsync(new string('x', 20_000));
            if (action == SmtpFaultAction.Hang)
            {
                await Task.Delay(300);
                Assert.Equal(SessionEnd.Open, server.Sessions[0].End);
                await server.DisposeAsync();
            }

            await server.Sessions[0].Ended;
            Assert.Equal(12_345, server.Sessions[0].AbandonedBytes);
            Assert.Empty(server.Inbox.Messages);
        }

        [Fact]
        public async Task ReplyInTheMiddleOfTheContentComesAtOnce()
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            server.OnPremises.Options.RequireTls = server.OnPremises.Options.RequireLogin = false;
            server.Faults.Add(new SmtpFault
            {
                Phase = SmtpPhase.Content, Reply = "452 4.3.1 Insufficient resources", AfterBytes = 10, Times = 1,
            });
            await using RawClient client = await RawClient.ConnectAsync(server.OnPremises.Port);
            await client.ReplyAsync();
            foreach (string line in new[] { "EHLO x.test", "MAIL FROM:<a@x.test>", "RCPT TO:<b@x.test>", "DATA" })
            {
                await client.AskAsync(line);
            }

            Assert.StartsWith("452 ", await client.AskAsync("0123456789"));
            await client.SendAsync("more\r\n.\r\n");
            Assert.StartsWith("250 ", await client.AskAsync("NOOP"));
            Assert.Empty(server.Inbox.Messages);
        }

        [Fact]
        public async Task ClearTextCanFollowTheReplyToStartTls()
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            server.OnPremises.Options.ClearTextAfterStartTls = "250-injected\r\n250 AUTH PLAIN\r\n";
            await using RawClient client = await RawClient.ConnectAsync(server.OnPremises.Port);
            await client.ReplyAsync();
            await client.AskAsync("EHLO x.test");
            Assert.Equal("220 2.0.0 SMTP server ready", await client.AskAsync("STARTTLS"));
            Assert.Equal("250-injected\n250 AUTH PLAIN", await client.ReplyAsync());
        }

        [Fact]
        public async Task WhatAClientDoesWrongIsOnRecord()
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            server.OnPremises.Options.RequireTls = server.OnPremises.Options.RequireLogin = false;
            await using RawClient client = await RawClient.ConnectAsync(server.OnPremises.Port);
            await client.ReplyAsync();
            await client.AskAsync("EHLO x.test");
            await client.SendAsync("MAIL FROM: <a@x.test> SIZE=10\n");
            Assert.StartsWith("250 ", await client.ReplyAsync());
            await client.AskAsync("RCPT TO:<b@x.test>");
            await client.AskAsync("DATA");
            Assert.StartsWith("250 ", await client.AskAsync(new string('x', 999) + "\r\n\u00e9\nb\r\n."));
            IReadOnlyList<string> violations = server.Sessions[0].Violations;
            string[] parts = ["LF without CR", "A space behind", "LF alone", "999 octets", "SIZE=10", "above 127"];
            foreach (string part in parts)
            {
                Assert.Contains(violations, violation => violation.Contains(part));
            }
        }

        [Theory]
        [InlineData(CertificateFault.Expired)]
        [InlineData(CertificateFault.NotYetValid)]
        [InlineData(CertificateFault.WrongName)]
        [InlineData(CertificateFault.Untrusted)]
        [InlineData(CertificateFault.SelfSigned)]
        [InlineData(CertificateFault.MissingIntermediate)]
        public async Task BadCertificateIsRefused(CertificateFault fault)
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            server.OnPremises.Options.CertificateFault = fault;
            await using RawClient client = await RawClient.ConnectAsync(server.OnPremises.Port);
            await client.ReplyAsync();
            await client.AskAsync("EHLO scanner.contoso.com");
            await client.AskAsync("STARTTLS");

            await Assert.ThrowsAsync<AuthenticationException>(
                () => client.StartTlsAsync("mail.contoso.test", server.RootCertificatePem));
        }

        [Fact]
        public async Task RootIsAllThatAClientNeeds()
        {
            await using TenantServer server = await TenantServer.StartAsync();
            using var root = X509Certificate2.CreateFromPem(server.RootCertificatePem);
            Assert.Equal(root.Subject, root.Issuer);
            await using RawClient client = await RawClient.ConnectAsync(server.OnPremisesImplicitTls.Port);
            await client.StartTlsAsync("mail.contoso.test", server.RootCertificatePem);
            Assert.StartsWith("220 ", await client.ReplyAsync());
        }

        [Fact]
        public async Task StartTlsCanBeMissing()
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            server.OnPremises.Options.OfferStartTls = false;
            await using RawClient client = await RawClient.ConnectAsync(server.OnPremises.Port);
            await client.ReplyAsync();
            Assert.DoesNotContain("STARTTLS", await client.AskAsync("EHLO scanner.contoso.com"));
            Assert.Equal("500 5.3.3 Unrecognized command", await client.AskAsync("STARTTLS"));
        }

        [Fact]
        public async Task OneRecipientIsRefusedAndCountsAreKept()
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            server.OnPremises.Options.RequireTls = server.OnPremises.Options.RequireLogin = false;
            server.Faults.Add(new SmtpFault
            {
                Phase = SmtpPhase.RcptTo, Recipient = "no*@contoso.com", Reply = "550 5.1.1 User unknown {id}",
                Skip = 1, Times = 1,
            });
            await using RawClient client = await RawClient.ConnectAsync(server.OnPremises.Port);
            await client.ReplyAsync();
            await client.AskAsync("EHLO scanner.contoso.com");
            await client.AskAsync("MAIL FROM:<a@contoso.com>");
            Assert.StartsWith("250 ", await client.AskAsync("RCPT TO:<yes@contoso.com>"));
            Assert.StartsWith("250 ", await client.AskAsync("RCPT TO:<no1@contoso.com>"));
            Assert.Matches(
                @"^550 5\.1\.1 User unknown \[mail\.contoso\.test \d{4}-\d\d-\d\dT[\d:.]{12}Z [0-9A-F]{16}\]$",
                await client.AskAsync("RCPT TO:<no2@contoso.com>"));
            Assert.StartsWith("250 ", await client.AskAsync("RCPT TO:<no3@contoso.com>"));
        }

        /// <summary>
        /// Goes through a whole session, every phase in it; gives the reply that is not as it should be.
        /// </summary>
        private static async Task<string> WalkAsync(TenantServer server)
        {
            await using RawClient client = await RawClient.ConnectAsync(server.OnPremises.Port);
            try
            {
                return await WalkAsync(server, client);
            }
            catch (IOException)
            {
                return "";
            }
        }

        private static async Task<string> WalkAsync(TenantServer server, RawClient client)
        {
            string login = Convert.ToBase64String("\0scanner@contoso.com\0Scan-2-Mail!"u8);
            (string Line, string Code)[] steps =
            [
                ("", "220"), ("EHLO scanner.contoso.com", "250"), ("STARTTLS", "220"), ("!tls", ""),
                ("EHLO scanner.contoso.com", "250"), ("AUTH LOGIN", "334"), ("c2Nhbm5lckBjb250b3NvLmNvbQ==", "334"),
                ("wrong", "501"), ("AUTH PLAIN " + login, "235"), ("NOOP", "250"), ("VRFY x", "252"),
                ("MAIL FROM:<a@contoso.com>", "250"), ("RSET", "250"), ("MAIL FROM:<a@contoso.com>", "250"),
                ("RCPT TO:<b@contoso.com>", "250"), ("BDAT 4\r\n1234", "250"), ("BDAT 4 LAST\r\n5678", "250"),
                ("MAIL FROM:<a@contoso.com>", "250"), ("RCPT TO:<b@contoso.com>", "250"), ("DATA", "354"),
                ("Subject: x\r\n\r\n.", "250"), ("QUIT", "221"),
            ];
            foreach ((string line, string code) in steps)
            {
                if (line == "!tls")
                {
                    try
                    {
                        await client.StartTlsAsync("mail.contoso.test", server.RootCertificatePem);
                        continue;
                    }
                    catch (Exception e) when (e is IOException or AuthenticationException)
                    {
                        return TlsFailed;
                    }
                }

                if (line.Length > 0)
                {
                    await client.SendAsync(line.StartsWith("BDAT") ? line : line + "\r\n");
                }

                string reply = await client.ReplyAsync();
                if (!reply.StartsWith(code))
                {
                    return reply;
                }
            }

            return "all went well";
        }
    }
}

using ScanToMail.Tenant.Smtp;
using Xunit;

namespace ScanToMail.Tenant.Tests
{
    /// <summary>The protocol itself, said byte for byte.</summary>
    public sealed class SessionTests
    {
        private const string Hello = "EHLO scanner.contoso.com";

        [Fact]
        public async Task PipelinedGroupIsAnsweredInOrder()
        {
            await using TenantServer server = await OpenServerAsync();
            await using RawClient client = await GreetedAsync(server);

            await client.SendAsync(
                "MAIL FROM:<a@contoso.com>\r\nRCPT TO:<b@contoso.com>\r\nRCPT TO:<not an address>\r\nDATA\r\n");

            Assert.Equal("250 2.1.0 Sender OK", await client.ReplyAsync());
            Assert.Equal("250 2.1.5 Recipient OK", await client.ReplyAsync());
            Assert.Equal("501 5.1.3 Invalid address", await client.ReplyAsync());
            Assert.StartsWith("354 ", await client.ReplyAsync());
            Assert.StartsWith("250 2.0.0", await client.AskAsync("Subject: x\r\n\r\ny\r\n."));
            ReceivedMessage message = await server.Inbox.WaitForMessageAsync();
            Assert.Equal(["b@contoso.com"], message.Recipients);
            Assert.Equal(["not an address"], message.RefusedRecipients);
            Assert.Empty(message.Session.Violations);
        }

        [Theory]
        [InlineData("a\r\n.\r\n", "a\r\n")]
        [InlineData(".\r\n", "")]
        [InlineData("..\r\n.\r\n", ".\r\n")]
        [InlineData("..a\r\n..\r\n\r\n.\r\n", ".a\r\n.\r\n\r\n")]
        [InlineData("a\n.\nb\r\n.\r\n", "a\n.\nb\r\n")]
        [InlineData("a\r\n.\rb\r\n.\r\n", "a\r\n\rb\r\n")]
        [InlineData("a\r\r\n.\r\n", "a\r\r\n")]
        [InlineData("a\n.\r\nb\r\n.\r\n", "a\n.\r\nb\r\n")]
        [InlineData(".a.\r\n.\r\n", "a.\r\n")]
        public async Task DotStuffingIsUndoneInWhateverPieces(string wire, string content)
        {
            await using TenantServer server = await OpenServerAsync();
            foreach (int piece in new[] { 1, 2, 3, 1000 })
            {
                server.Inbox.Clear();
                await using RawClient client = await GreetedAsync(server);
                await StartDataAsync(client);
                for (int i = 0; i < wire.Length; i += piece)
                {
                    await client.SendAsync(wire.Substring(i, Math.Min(piece, wire.Length - i)));
                }

                Assert.StartsWith("250 ", await client.ReplyAsync());
                Assert.Equal(content, (await server.Inbox.WaitForMessageAsync()).Text);
            }
        }

        [Fact]
        public async Task WhatIsSentBehindStartTlsIsThrownAway()
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            await using RawClient client = await GreetedAsync(server);
            await client.SendAsync("STARTTLS\r\nEHLO injected.example\r\nMAIL FROM:<evil@example.com>\r\n");

            Assert.Equal("220 2.0.0 SMTP server ready", await client.ReplyAsync());
            await client.StartTlsAsync("mail.contoso.test", server.RootCertificatePem);

            Assert.Equal("503 5.5.2 Send hello first", await client.AskAsync("MAIL FROM:<a@contoso.com>"));
            Assert.Equal(53, server.Sessions[0].DiscardedAtStartTlsBytes);
            Assert.Equal(2, server.Sessions[0].Violations.Count);
        }

        [Fact]
        public async Task EhloListsAreMicrosofts()
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            await using RawClient client = await RawClient.ConnectAsync(server.Submission.Port);
            await client.ReplyAsync();
            string before = await client.AskAsync(Hello);
            await client.AskAsync("STARTTLS");
            await client.StartTlsAsync("smtp.office365.com", server.RootCertificatePem);
            string after = await client.AskAsync(Hello);

            string[] expected =
            [
                "250-SIZE 157286400", "250-PIPELINING", "250-DSN", "250-ENHANCEDSTATUSCODES", "250-STARTTLS",
                "250-8BITMIME", "250-BINARYMIME", "250-CHUNKING", "250 SMTPUTF8",
            ];
            Assert.Equal(expected, before.Split('\n')[1..]);
            Assert.Equal("250-AUTH LOGIN XOAUTH2", after.Split('\n')[5]);
            Assert.Equal(
                expected.Where(line => !line.Contains("STARTTLS")),
                after.Split('\n')[1..].Where(line => !line.Contains("AUTH")));
        }

        [Fact]
        public async Task TooLargeIsRefusedAtMailAtTheEndOrInTheMiddle()
        {
            await using TenantServer server = await OpenServerAsync();
            server.OnPremises.Options.SizeLimitBytes = 1000;
            await using RawClient client = await GreetedAsync(server);
            Assert.StartsWith("552 5.3.4", await client.AskAsync("MAIL FROM:<a@contoso.com> SIZE=1001"));
            await StartDataAsync(client);
            Assert.StartsWith("552 5.3.4", await client.AskAsync(new string('x', 1000) + "\r\n."));

            server.OnPremises.Options.SizeEnforcement = SizeEnforcement.DuringContent;
            await StartDataAsync(client);
            await client.SendAsync(new string('x', 1002));
            Assert.StartsWith("552 5.3.4", await client.ReplyAsync());
            Assert.True(await client.IsClosedAsync());
            await server.Sessions[0].Ended;
            Assert.Empty(server.Inbox.Messages);
            Assert.Equal(1002 + 1002, server.Sessions[0].AbandonedBytes);
        }

        [Fact]
        public async Task ChunksAreTakenAndABrokenGroupStaysBroken()
        {
            await using TenantServer server = await OpenServerAsync();
            await using RawClient client = await GreetedAsync(server);
            await client.AskAsync("MAIL FROM:<a@contoso.com>");
            await client.AskAsync("RCPT TO:<b@contoso.com>");
            await client.SendAsync("BDAT 5\r\na\r\n.\rBDAT 0\r\nBDAT 3 LAST\r\n\nxx");

            Assert.Equal("250 2.6.0 CHUNK received OK, 5 octets", await client.ReplyAsync());
            Assert.Equal("250 2.6.0 CHUNK received OK, 0 octets", await client.ReplyAsync());
            Assert.StartsWith("250 2.0.0", await client.ReplyAsync());
            Assert.Equal("a\r\n.\r\nxx", (await server.Inbox.WaitForMessageAsync()).Text);

            // Without MAIL the chunk is read all the same, so that its octets are not taken for commands.
            await client.SendAsync("BDAT 6\r\nQUIT\r\n");
            Assert.Equal("503 5.5.2 Need mail command", await client.ReplyAsync());

            await client.AskAsync("MAIL FROM:<a@contoso.com>");
            await client.AskAsync("RCPT TO:<b@contoso.com>");
            server.Faults.Reply(SmtpPhase.Chunk, "452 4.3.1 Insufficient system resources", times: 1);
            await client.SendAsync("BDAT 1\r\nxBDAT 1 LAST\r\nx");
            Assert.StartsWith("452 ", await client.ReplyAsync());
            Assert.Equal("503 5.5.1 Bad sequence of commands", await client.ReplyAsync());
            Assert.StartsWith("250 ", await client.AskAsync("RSET"));
            Assert.Single(server.Inbox.Messages);
        }

        [Fact]
        public async Task LinesThatAreTooLongAndTooManyErrorsEndTheSession()
        {
            await using TenantServer server = await OpenServerAsync();
            await using RawClient client = await GreetedAsync(server);
            Assert.Equal("500 5.5.2 Command too long", await client.AskAsync(new string('x', 20_000)));
            for (int i = 0; i < 4; i++)
            {
                Assert.Equal("500 5.3.3 Unrecognized command", await client.AskAsync("WHAT"));
            }

            Assert.StartsWith("421 4.7.0 Too many errors", await client.AskAsync("WHAT"));
            Assert.True(await client.IsClosedAsync());
        }

        [Fact]
        public async Task SilenceEndsTheSession()
        {
            await using TenantServer server = await OpenServerAsync();
            server.OnPremises.Options.CommandTimeoutMs = 200;
            await using RawClient client = await GreetedAsync(server);

            Assert.Equal("421 4.4.1 Connection timed out", await client.ReplyAsync());
            Assert.True(await client.IsClosedAsync());
        }

        [Theory]
        [InlineData(ReplyDelivery.Whole)]
        [InlineData(ReplyDelivery.Lines)]
        [InlineData(ReplyDelivery.Bytes)]
        public async Task EveryDeliverySaysTheSame(ReplyDelivery delivery)
        {
            await using TenantServer server = await OpenServerAsync();
            server.OnPremises.Options.ReplyDelivery = delivery;
            await using RawClient client = await GreetedAsync(server);
            Assert.StartsWith("214-", await client.AskAsync("HELP"));
            Assert.Equal("252 2.1.5 Cannot VRFY user", await client.AskAsync("VRFY x"));
            Assert.Equal("250 2.0.0 OK", await client.AskAsync("NOOP"));
            Assert.Equal("250 2.0.0 Resetting", await client.AskAsync("RSET"));
            Assert.Equal("221 2.0.0 Service closing transmission channel", await client.AskAsync("QUIT"));
            Assert.True(await client.IsClosedAsync());
        }

        private static async Task<TenantServer> OpenServerAsync()
        {
            TenantServer server = await SharedAuthority.StartAsync();
            server.OnPremises.Options.RequireTls = false;
            server.OnPremises.Options.RequireLogin = false;
            return server;
        }

        private static async Task<RawClient> GreetedAsync(TenantServer server)
        {
            RawClient client = await RawClient.ConnectAsync(server.OnPremises.Port);
            Assert.StartsWith("220 ", await client.ReplyAsync());
            Assert.StartsWith("250-", await client.AskAsync(Hello));
            return client;
        }

        private static async Task StartDataAsync(RawClient client)
        {
            Assert.StartsWith("250 ", await client.AskAsync("MAIL FROM:<a@contoso.com>"));
            Assert.StartsWith("250 ", await client.AskAsync("RCPT TO:<b@contoso.com>"));
            Assert.StartsWith("354 ", await client.AskAsync("DATA"));
        }
    }
}

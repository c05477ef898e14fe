using System.Diagnostics;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using ScanToMail.Tenant.Smtp;
using Xunit;

namespace ScanToMail.Tenant.Tests
{
    /// <summary>Client submission decides as Exchange Online does.</summary>
    public sealed class SubmissionTests
    {
        private const string Disabled =
            "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the ";

        private const string Tail = @" \[AM0PR02CA0134\.outlook\.office365\.com \S+Z [0-9A-F]{16}\]$";

        [Fact]
        public async Task GreetingAndHelloAreMicrosofts()
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            server.Submission.Options.SeenAddress = System.Net.IPAddress.Parse("203.0.113.25");
            await using RawClient client = await RawClient.ConnectAsync(server.Submission.Port);

            Assert.Matches(
                @"^220 AM0PR02CA0134\.outlook\.office365\.com Microsoft ESMTP MAIL Service ready at "
                + @"[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d \+0000 \[[0-9A-F]{16}\]$",
                await client.ReplyAsync());
            Assert.StartsWith(
                "250-AM0PR02CA0134.outlook.office365.com Hello [203.0.113.25]\n",
                await client.AskAsync(Conversation.Hello));
        }

        [Fact]
        public async Task MailKitSignsInWithAToken()
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            using SmtpClient client = Mail.Client(server, "smtp.office365.com");
            await client.ConnectAsync(server.Submission);
            string token = server.SignIn.IssueAccessToken(Mail.User);
            await client.AuthenticateAsync(new SaslMechanismOAuth2(Mail.User, token));
            MimeMessage message = Mail.Create();

            string reply = await client.SendAsync(message);

            ReceivedMessage received = await server.Inbox.WaitForMessageAsync();
            Assert.Equal("XOAUTH2", received.Authentication?.Mechanism);
            Assert.True(received.Authentication?.InitialResponse);
            Assert.Equal(Mail.Bytes(message), received.Content);
            Assert.Equal($"2.0.0 OK <{message.MessageId}> [Hostname=AM0PR02MB1234.eurprd02.prod.outlook.com]", reply);
        }

        [Theory]
        [InlineData(true)]
        [InlineData(false)]
        public async Task TokenInOneLineOrInTwo(bool oneLine)
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            await using RawClient client = await Conversation.OpenAsync(server, server.Submission);
            string answer = Conversation.Bearer(Mail.User, server.SignIn.IssueAccessToken(Mail.User));

            string reply = oneLine
                ? await client.AskAsync("AUTH XOAUTH2 " + answer)
                : await TwoStepsAsync(client, answer);

            Assert.Equal("235 2.7.0 Authentication successful", reply);
            Assert.Equal(!oneLine, server.Sessions[0].Authentication?.InitialResponse == false);
            Assert.DoesNotContain(answer, server.Sessions[0].Transcript);
        }

        [Theory]
        [InlineData("expired")]
        [InlineData("unknown")]
        [InlineData("other mailbox")]
        public async Task BadTokenIsRefused(string kind)
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            string token = server.SignIn.IssueAccessToken(kind == "other mailbox" ? "office@contoso.com" : Mail.User);
            if (kind == "expired")
            {
                server.SignIn.ExpireAccessTokens();
            }

            await using RawClient client = await Conversation.OpenAsync(server, server.Submission);
            string answer = Conversation.Bearer(Mail.User, kind == "unknown" ? token + "x" : token);
            Assert.Matches("^535 5\\.7\\.3 Authentication unsuccessful" + Tail, await TwoStepsAsync(client, answer));
        }

        [Fact]
        public async Task BadTokenCanBeChallengedFirst()
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            server.Submission.Options.BearerErrorChallenge = true;
            await using RawClient client = await Conversation.OpenAsync(server, server.Submission);

            string challenge = await TwoStepsAsync(client, Conversation.Bearer(Mail.User, "bad"));
            Assert.StartsWith("334 ", challenge);
            string error = System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(challenge[4..]));
            Assert.Contains("\"status\":\"400\"", error);
            Assert.Matches("^535 5\\.7\\.3", await client.AskAsync(""));
            Assert.StartsWith("250 ", await client.AskAsync("NOOP"));
        }

        [Fact]
        public async Task SharedMailboxOpensForWhoMayOpenIt()
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            server.Options.Mailboxes.Add(new MailboxOptions
            {
                Address = "scans@contoso.com", FullAccess = [Mail.User],
            });
            await using RawClient client = await Conversation.OpenAsync(server, server.Submission);
            string answer = Conversation.Bearer("scans@contoso.com", server.SignIn.IssueAccessToken(Mail.User));

            Assert.StartsWith("235 ", await TwoStepsAsync(client, answer));
            Assert.StartsWith("250 ", await client.SendAsync("scans@contoso.com", "anybody@example.com"));
        }

        [Fact]
        public async Task WithoutLoginNothingGoes()
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            await using RawClient client = await RawClient.ConnectAsync(server.Submission.Port);
            await client.ReplyAsync();
            await client.AskAsync(Conversation.Hello);

            Assert.Equal("504 5.7.4 Unrecognized authentication type", await client.AskAsync("AUTH LOGIN"));
            Assert.Matches(
                "^530 5\\.7\\.57 Client not authenticated to send mail\\." + Tail,
                await client.AskAsync($"MAIL FROM:<{Mail.User}>"));
        }

        [Fact]
        public async Task RefusedLoginIsRepeatedAtMail()
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            await using RawClient client = await Conversation.OpenAsync(server, server.Submission);
            Assert.Matches(
                "^535 5\\.7\\.139 Authentication unsuccessful, the user credentials were incorrect\\." + Tail,
                await client.LoginAsync(password: "wrong"));
            Assert.Matches(
                "^530 5\\.7\\.57 Client not authenticated to send mail\\. Error: 535 5\\.7\\.139 .*" + Tail,
                await client.AskAsync($"MAIL FROM:<{Mail.User}>"));
        }

        [Theory]
        [InlineData(null, false, "235 ")]
        [InlineData(null, true, Disabled + "Tenant.")]
        [InlineData(true, false, Disabled + "Mailbox.")]
        [InlineData(false, true, "235 ")]
        public async Task SwitchOfTheMailboxWins(bool? mailbox, bool organization, string expected)
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            server.Options.Mailboxes[0].SmtpClientAuthenticationDisabled = mailbox;
            server.Options.Organization.SmtpClientAuthenticationDisabled = organization;
            await using RawClient password = await Conversation.OpenAsync(server, server.Submission);
            Assert.StartsWith(expected, await password.LoginAsync());

            await using RawClient token = await Conversation.OpenAsync(server, server.Submission);
            string answer = Conversation.Bearer(Mail.User, server.SignIn.IssueAccessToken(Mail.User));
            Assert.StartsWith(expected, await TwoStepsAsync(token, answer));
        }

        [Fact]
        public async Task RetiredPasswordsTokensGoOn()
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            server.Options.Organization.BasicAuthenticationRetired = true;
            await using RawClient client = await Conversation.OpenAsync(server, server.Submission);
            Assert.StartsWith(
                "550 5.7.30 Basic authentication is not supported for Client Submission.", await client.LoginAsync());
            string answer = Conversation.Bearer(Mail.User, server.SignIn.IssueAccessToken(Mail.User));
            Assert.StartsWith("235 ", await TwoStepsAsync(client, answer));
        }

        [Fact]
        public async Task WrongPasswordsLockTheAccount()
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            server.Options.Limits.WrongPasswords = 3;
            for (int i = 0; i < 3; i++)
            {
                await using RawClient client = await Conversation.OpenAsync(server, server.Submission);
                Assert.Contains("credentials were incorrect", await client.LoginAsync(password: "wrong"));
            }

            await using RawClient right = await Conversation.OpenAsync(server, server.Submission);
            Assert.Contains("account locked", await right.LoginAsync());
        }

        [Theory]
        [InlineData(true, "554 5.2.252 SendAsDenied; scanner@contoso.com not allowed to send as boss@contoso.com;")]
        [InlineData(false, "550 5.7.60 SMTP; Client does not have permissions to send as this sender")]
        public async Task SendAsIsAskedOfEnvelopeAndHeader(bool byStore, string expected)
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            server.Options.Organization.SendAsByStore = byStore;
            await using RawClient client = await Conversation.OpenAsync(server, server.Submission);
            await client.LoginAsync();

            Assert.StartsWith(expected, await client.SendAsync("boss@contoso.com", "x@example.com"));
            Assert.StartsWith(
                expected,
                await client.SendAsync(Mail.User, "x@example.com", "From: The Boss <boss@contoso.com>\r\n"));
            server.Options.Mailboxes[0].SendAs.Add("BOSS@contoso.com");
            Assert.StartsWith("250 ", await client.SendAsync("boss@contoso.com", "x@example.com"));
        }

        [Theory]
        [InlineData("Subject: x\r\n", "550 5.7.512 Access denied")]
        [InlineData("From: nobody\r\n", "550 5.7.512 Access denied")]
        public async Task MessageNeedsAValidFrom(string header, string expected)
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            await using RawClient client = await Conversation.OpenAsync(server, server.Submission);
            await client.LoginAsync();
            Assert.StartsWith(expected, await client.SendAsync(Mail.User, "x@example.com", header));
        }

        [Fact]
        public async Task HeaderAndMessageMayNotBeTooLong()
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            server.Options.Mailboxes[0].MaxSendSizeBytes = 50_000;
            await using RawClient client = await Conversation.OpenAsync(server, server.Submission);
            await client.LoginAsync();
            string from = $"From: <{Mail.User}>\r\n";
            string value = string.Concat(Enumerable.Repeat("\r\n " + new string('x', 70), 460));

            Assert.Matches(
                @"^554 5\.6\.211 Invalid MIME Content: Single text value size \(\d{5}\) exceeded allowed maximum "
                + @"\(32768\) for the 'X-Long' header\. \[",
                await client.SendAsync(Mail.User, "x@example.com", from + "X-Long:" + value + "\r\n"));
            string body = string.Concat(Enumerable.Repeat(new string('y', 76) + "\r\n", 700));
            Assert.Contains(
                "MapiExceptionMaxSubmissionExceeded", await client.SendAsync(Mail.User, "x@example.com", body: body));
        }

        [Fact]
        public async Task FourthConnectionIsTooMany()
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            var clients = new List<RawClient>();
            for (int i = 0; i < 4; i++)
            {
                clients.Add(await Conversation.OpenAsync(server, server.Submission));
                Assert.StartsWith("235 ", await clients[i].LoginAsync());
            }

            Assert.StartsWith("250 ", await clients[2].SendAsync(Mail.User, "x@example.com"));
            Assert.StartsWith(
                "432 4.3.2 Concurrent connections limit exceeded. Visit https://aka.ms/concurrent_sending",
                await clients[3].SendAsync(Mail.User, "x@example.com"));
            await clients[0].DisposeAsync();
            await server.Sessions[0].Ended;
            Assert.StartsWith("250 ", await clients[3].SendAsync(Mail.User, "x@example.com"));
            foreach (RawClient client in clients)
            {
                await client.DisposeAsync();
            }
        }

        [Fact]
        public async Task AboveTheRateAMessageWaits()
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            server.Options.Limits.MessagesPerWindow = 2;
            server.Options.Limits.WindowMs = 1500;
            await using RawClient client = await Conversation.OpenAsync(server, server.Submission);
            await client.LoginAsync();
            var watch = Stopwatch.StartNew();
            for (int i = 0; i < 3; i++)
            {
                Assert.StartsWith("250 ", await client.SendAsync(Mail.User, "x@example.com"));
            }

            Assert.InRange(watch.ElapsedMilliseconds, 1300, 15_000);
            server.Options.Limits.RefuseAboveRate = true;
            server.Options.Limits.WindowMs = 60_000;
            Assert.StartsWith("421 4.4.2 Message submission rate", await client.SendAsync(Mail.User, "x@example.com"));
        }

        [Fact]
        public async Task RecipientsOfADayAreCounted()
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            server.Options.Limits.RecipientsPerDay = 1;
            await using RawClient client = await Conversation.OpenAsync(server, server.Submission);
            await client.LoginAsync();
            Assert.StartsWith("250 ", await client.SendAsync(Mail.User, "x@example.com"));
            Assert.Contains("SubmissionQuotaExceededException", await client.SendAsync(Mail.User, "x@example.com"));
        }

        [Fact]
        public async Task ChunkingIsWrongByRequest()
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            SmtpEndpointOptions options = server.Submission.Options;
            options.ChunkingFaultFromBytes = 60;
            await using RawClient client = await Conversation.OpenAsync(server, server.Submission);
            await client.LoginAsync();
            string small = $"From: <{Mail.User}>\r\n\r\n";
            string large = small + new string('x', 60);

            options.ChunkingFault = ChunkingFault.HeaderSize;
            Assert.StartsWith("250 ", await SendChunkAsync(client, small));
            Assert.Equal("552 5.3.4 Header size exceeds fixed maximum size", await SendChunkAsync(client, large));
            options.ChunkingFault = ChunkingFault.Unknown;
            Assert.StartsWith("250-", await client.AskAsync(Conversation.Hello));
            Assert.Equal("500 5.3.3 Unrecognized command", await client.AskAsync("BDAT 0 LAST"));
            options.ChunkingFault = ChunkingFault.NoBinary;
            Assert.Equal(
                "501 5.5.4 Unsupported BODY type", await client.AskAsync($"MAIL FROM:<{Mail.User}> BODY=BINARYMIME"));
            options.ChunkingFault = ChunkingFault.StallAtEnd;
            Task<string> stalled = SendChunkAsync(client, large);
            Assert.NotSame(stalled, await Task.WhenAny(stalled, Task.Delay(500)));
        }

        private static async Task<string> SendChunkAsync(RawClient client, string content)
        {
            Assert.StartsWith("250 ", await client.AskAsync($"MAIL FROM:<{Mail.User}>"));
            Assert.StartsWith("250 ", await client.AskAsync("RCPT TO:<x@example.com>"));
            await client.SendAsync($"BDAT {content.Length} LAST\r\n{content}");
            return await client.ReplyAsync();
        }

        private static async Task<string> TwoStepsAsync(RawClient client, string answer)
        {
            Assert.Equal("334 ", await client.AskAsync("AUTH XOAUTH2"));
            return await client.AskAsync(answer);
        }
    }
}

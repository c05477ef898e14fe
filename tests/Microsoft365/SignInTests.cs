using System.Text.Json.Nodes;
using ScanToMail.Delivery;
using ScanToMail.Jobs;
using ScanToMail.SignIn;
using ScanToMail.Tenant;
using ScanToMail.Tenant.Certificates;
using ScanToMail.Tenant.SignIn;
using ScanToMail.Tests.Support;
using Xunit;

namespace ScanToMail.Tests.Microsoft365
{
    /// <summary>Modern sign-in from the settings to the mail: the device's firmware against the tenant's sign-in service and
    /// its submission endpoint, over real HTTPS and TLS.</summary>
    public sealed class SignInTests
    {
        [Fact]
        public async Task APersonConfirmsACodeAndMailGoesOutWithTheToken()
        {
            await using Board board = await Board.StartOAuthAsync();
            Assert.Equal("signIn.needed", board.Send().Diagnosis.Symptom.Kind);
            Assert.Empty(board.Tenant.Sessions);
            board.SignIn();
            Assert.Equal(DeliveryOutcome.Delivered, board.Send().Outcome);
            ReceivedMessage message = await board.Tenant.Inbox.WaitForMessageAsync();
            Assert.Equal(("XOAUTH2", Board.Mailbox, false),
                (message.Authentication!.Mechanism, message.Authentication.User, message.Authentication.InitialResponse));
            Assert.Empty(message.Session.Violations);
            Assert.Single(board.Tenant.SignIn.AccessTokens);
            NoSecretIsSeen(board);
        }

        [Fact]
        public async Task AnApplicationSignsInByItself()
        {
            await using Board board = await Board.StartOAuthAsync(flow: "clientCredentials");
            Assert.Equal(DeliveryOutcome.Delivered, board.Send().Outcome);
            Assert.Equal(DeliveryOutcome.Delivered, board.Send().Outcome);
            Assert.Null(Assert.Single(board.Tenant.SignIn.AccessTokens).User);
            board.Sim.Clock.Sleep(3_600_000);
            Assert.Equal(DeliveryOutcome.Delivered, board.Send().Outcome);
            Assert.Equal(2, board.Tenant.SignIn.AccessTokens.Count);
            NoSecretIsSeen(board);
        }

        [Fact]
        public async Task AWrongSecretIsToldAndSoIsAnApplicationWithoutPublicFlows()
        {
            await using Board board = await Board.StartOAuthAsync(flow: "clientCredentials");
            board.Tenant.Options.SignIn.Applications[0].ClientSecret = "another";
            Diagnosis diagnosis = board.Send().Diagnosis;
            Assert.Equal("signIn.refused", diagnosis.Symptom.Kind);
            Assert.Contains("AADSTS7000215", diagnosis.Symptom.Detail);
            await using Board other = await Board.StartOAuthAsync();
            other.Tenant.Options.SignIn.Applications[0].AllowPublicClient = false;
            other.Start();
            Assert.Null(other.Firmware.Control.BeginSignIn());
            Assert.Contains("AADSTS7000218", other.Firmware.Control.PollSignIn().Symptom.Detail);
        }

        [Fact]
        public async Task RefreshTokensRotateAlsoWhereEachIsGoodForOneUse()
        {
            var options = new TenantOptions();
            options.SignIn.RevokeUsedRefreshTokens = true;
            await using Board board = await Board.StartOAuthAsync(options);
            board.SignIn();
            for (int i = 0; i < 4; i++)
            {
                board.Sim.Clock.Sleep(3_400_000);
                // The device starts anew each time: what counts is in flash.
                board.Start();
                Assert.Equal(DeliveryOutcome.Delivered, board.Send().Outcome);
            }
            Assert.Equal([1, 1, 1, 1, 0], board.Tenant.SignIn.RefreshTokens.Select(token => token.Uses).Order().Reverse());
        }

        [Theory]
        [InlineData(RefreshRefusal.Revoked, "AADSTS50173")]
        [InlineData(RefreshRefusal.SignInFrequency, "AADSTS70043")]
        [InlineData(RefreshRefusal.Inactive, "AADSTS700082")]
        public async Task ARevokedSignInAsksForAPersonAndDoesNotLoopAndTheMailGoesOutAfterwards(RefreshRefusal refusal, string number)
        {
            await using Board board = await Board.StartOAuthAsync();
            board.SignIn();
            board.Tenant.SignIn.RefuseRefreshTokens(null, refusal);
            board.Sim.Clock.Sleep(3_600_000);
            JobQueue queue = board.Firmware.Queue;
            for (int i = 0; i < 3; i++)
            {
                board.Firmware.Enqueue(1);
                Assert.True(queue.ScanOnce());
                queue.SendOnce();
            }
            Assert.True(queue.Spool.NeedsPerson);
            Assert.True(board.Firmware.Control.Tokens.NeedsPerson(board.Firmware.Settings));
            Assert.Contains(number, board.Firmware.Control.Tokens.LastProblem);
            Assert.Equal(1, board.Tenant.SignIn.RefreshTokens.Single().Uses);
            Assert.Empty(board.Tenant.Sessions);
            board.Start();
            board.Firmware.Enqueue(1);
            board.Firmware.Queue.ScanOnce();
            while (board.Firmware.Queue.SendOnce())
            {
                // Held mail and a report of it, perhaps.
            }
            Assert.Equal(1, board.Tenant.SignIn.RefreshTokens.Single().Uses);
            board.SignIn();
            while (board.Firmware.Queue.SendOnce())
            {
                // All that waited.
            }
            Assert.Equal(4, board.Tenant.Inbox.Messages.Count(message => message.Recipients.Contains("office@contoso.com")));
            Assert.False(board.Firmware.Queue.Spool.NeedsPerson);
            NoSecretIsSeen(board);
        }

        [Fact]
        public async Task ATokenThatTheServerRefusesIsReplacedOnce()
        {
            await using Board board = await Board.StartOAuthAsync();
            board.SignIn();
            board.Tenant.SignIn.ExpireAccessTokens();
            Assert.Equal(DeliveryOutcome.Delivered, board.Send().Outcome);
            Assert.Equal(2, board.Tenant.Sessions.Count);
            Assert.Equal(2, board.Tenant.SignIn.AccessTokens.Count);
        }

        [Theory]
        [InlineData("auth-unsuccessful", 2, 2)]
        [InlineData("auth-disabled-mailbox", 1, 1)]
        public async Task AServerThatGoesOnRefusingIsLeftAlone(string reply, int sessions, int tokens)
        {
            await using Board board = await Board.StartOAuthAsync();
            board.SignIn();
            board.Tenant.Give(reply);
            DeliveryResult result = board.Send();
            Assert.Equal(("auth", 535), (result.Diagnosis.Symptom.Phase, result.Diagnosis.Symptom.Reply.Code));
            Assert.Equal((sessions, tokens), (board.Tenant.Sessions.Count, board.Tenant.SignIn.AccessTokens.Count));
        }

        [Fact]
        public async Task ATokenOfNineKilobytesGoesThroughAndOneOfFortyIsRefusedBeforeAuth()
        {
            var options = new TenantOptions();
            options.SignIn.AccessTokenOctets = 9000;
            await using Board board = await Board.StartOAuthAsync(options);
            board.SignIn();
            Assert.InRange(board.Tenant.SignIn.AccessTokens.Single().Value.Length, 8990, 9100);
            Assert.Equal(DeliveryOutcome.Delivered, board.Send().Outcome);
            int sessions = board.Tenant.Sessions.Count;
            options.SignIn.AccessTokenOctets = 40 * 1024;
            board.Sim.Clock.Sleep(3_600_000);
            DeliveryResult result = board.Send();
            Assert.Equal("signIn.tokenTooLong", result.Diagnosis.Symptom.Kind);
            Assert.Contains("octets", result.Diagnosis.Symptom.Detail);
            Assert.Equal(sessions, board.Tenant.Sessions.Count);
            options.SignIn.AccessTokenOctets = 2000;
            board.Sim.Clock.Sleep(3_600_000);
            Assert.Equal(DeliveryOutcome.Delivered, board.Send().Outcome);
        }

        public static TheoryData<string, string> Faults => new()
        {
            { "html", "signIn.notJson" }, { "500", "signIn.serverFailed" }, { "429", "signIn.throttled" },
            { "cut", "signIn.badAnswer" }, { "break", "network.closed" }, { "close", "network.closed" }
        };

        [Theory]
        [MemberData(nameof(Faults))]
        public async Task AnAnswerThatIsNoneKeepsTheMailForLater(string fault, string kind)
        {
            await using Board board = await Board.StartOAuthAsync();
            board.SignIn();
            board.Sim.Clock.Sleep(3_600_000);
            board.Tenant.SignIn.Faults.Add(fault switch
            {
                "html" => SignInFault.Html(),
                "500" => SignInFault.ServerError(),
                "429" => SignInFault.TooManyRequests(120),
                "cut" => SignInFault.Cut(300),
                "break" => SignInFault.Cut(300, breakConnection: true),
                _ => new SignInFault { Close = true }
            });
            DeliveryResult result = board.Send();
            Assert.Equal((kind, "signIn"), (result.Diagnosis.Symptom.Kind, result.Diagnosis.Symptom.Phase));
            Assert.Equal("login.microsoftonline.com:443", result.Diagnosis.Symptom.Server);
            Assert.Empty(board.Tenant.Sessions);
            board.Tenant.SignIn.Faults.Clear();
            if (fault == "429")
            {
                Assert.Equal(kind, board.Send().Diagnosis.Symptom.Kind);
                board.Sim.Clock.Sleep(121_000);
            }
            Assert.Equal(DeliveryOutcome.Delivered, board.Send().Outcome);
            NoSecretIsSeen(board);
        }

        [Fact]
        public async Task AnswersInChunksAreReadToTheirEnd()
        {
            var options = new TenantOptions();
            options.SignIn.ChunkedAnswers = true;
            options.SignIn.AccessTokenOctets = 9000;
            await using Board board = await Board.StartOAuthAsync(options);
            board.SignIn();
            Assert.Equal(DeliveryOutcome.Delivered, board.Send().Outcome);
        }

        [Theory]
        [InlineData(CertificateFault.Expired)]
        [InlineData(CertificateFault.NotYetValid)]
        [InlineData(CertificateFault.WrongName)]
        public async Task ACertificateThatAWrongClockWouldRefuseIsToldWithTheClockFirst(CertificateFault fault)
        {
            var options = new TenantOptions();
            options.SignIn.CertificateFault = fault;
            await using Board board = await Board.StartOAuthAsync(options, flow: "clientCredentials");
            Diagnosis diagnosis = board.Send().Diagnosis;
            Assert.Equal(("tls.certificateRefused", "signIn"), (diagnosis.Symptom.Kind, diagnosis.Symptom.Phase));
            Assert.Contains("login.microsoftonline.com:443", diagnosis.Cause);
            int clock = diagnosis.Cause.IndexOf("clock", StringComparison.Ordinal);
            Assert.InRange(clock, 0, diagnosis.Cause.IndexOf("root", StringComparison.Ordinal));
            Assert.Empty(board.Tenant.SignIn.AccessTokens);
        }

        [Theory]
        [InlineData(-365)]
        [InlineData(365)]
        public async Task AClockThatWasOffByAYearMakesNoOldTokenGood(int days)
        {
            // The service has the device's time, and must take a refresh token of a year ago.
            var options = new TenantOptions();
            options.SignIn.RefreshTokenDays = 400;
            await using Board board = await Board.StartOAuthAsync(options);
            DateTime now = board.Sim.Clock.UtcNow;
            board.Sim.Clock.SetUtc(now.AddDays(days));
            board.SignIn();
            board.Sim.Clock.SetUtc(now);
            Assert.Equal(DeliveryOutcome.Delivered, board.Send().Outcome);
        }

        [Fact]
        public async Task ACodeThatNobodyConfirmsEnds()
        {
            await using Board board = await Board.StartOAuthAsync();
            board.Start();
            Assert.Null(board.Firmware.Control.BeginSignIn());
            Diagnosis? end = null;
            for (int polls = 0; end is null && polls < 200; polls++)
            {
                board.Sim.Clock.Sleep(board.Firmware.Control.SignInCode!.IntervalMs);
                end = board.Firmware.Control.PollSignIn();
            }
            Assert.Equal("signIn.codeExpired", end!.Symptom.Kind);
            Assert.InRange(board.Tenant.SignIn.DeviceCodes.Single().Polls, 170, 180);
        }

        [Fact]
        public async Task APersonWhoSaysNoIsHeard()
        {
            await using Board board = await Board.StartOAuthAsync();
            board.Start();
            Assert.Null(board.Firmware.Control.BeginSignIn());
            Assert.True(board.Tenant.SignIn.Decline(board.Firmware.Control.SignInCode!.UserCode));
            Assert.Equal("signIn.declined", board.Firmware.Control.PollSignIn().Symptom.Kind);
        }

        [Fact]
        public async Task ASovereignCloudIsASetting()
        {
            await using Board board = await Board.StartOAuthAsync();
            ((JsonObject)board.Settings["signIn"]!)["authority"] = "login.microsoftonline.us";
            board.SignIn();
            Assert.Equal(DeliveryOutcome.Delivered, board.Send().Outcome);
        }

        [Fact]
        public async Task TheIdleDeviceRefreshesOnceAWeek()
        {
            await using Board board = await Board.StartOAuthAsync();
            board.SignIn();
            for (int week = 1; week <= 15; week++)
            {
                for (int day = 0; day < 7; day++)
                {
                    board.Sim.Clock.Sleep(86_400_000);
                    Assert.False(board.Firmware.Queue.SendOnce());
                }
                Assert.Equal(week, board.Tenant.SignIn.RefreshTokens.Sum(token => token.Uses));
            }
            // 105 days without a mail, and the refresh tokens last 90.
            Assert.Equal(DeliveryOutcome.Delivered, board.Send().Outcome);
        }

        /// <summary>No token, code or secret is in the transcript or anywhere in flash but where tokens are kept.</summary>
        private static void NoSecretIsSeen(Board board)
        {
            string seen = board.Transcript + string.Concat(board.Sim.Flash.Files
                .Where(file => file.Key is not ("signin.a" or "signin.b"))
                .Select(file => System.Text.Encoding.Latin1.GetString(file.Value)));
            IEnumerable<string> secrets = board.Tenant.SignIn.AccessTokens.Select(token => token.Value)
                .Concat(board.Tenant.SignIn.RefreshTokens.Select(token => token.Value))
                .Concat(board.Tenant.SignIn.DeviceCodes.Select(code => code.Value))
                .Append(board.Tenant.Options.SignIn.Applications[0].ClientSecret!);
            foreach (string secret in secrets)
            {
                Assert.DoesNotContain(secret[..30], seen);
                Assert.DoesNotContain(secret[^30..], seen);
            }
        }
    }
}

using System.Net;
using System.Text;
using ScanToMail.Delivery;
using ScanToMail.Tenant;
using ScanToMail.Tenant.SignIn;
using ScanToMail.Tests.Microsoft365;
using Xunit;

namespace ScanToMail.Tests.Interop
{
    /// <summary>XOAUTH2 as a server speaks it that is not ours: Dovecot's submission service, which asks an introspection
    /// endpoint about the token (passdb oauth2), stands where smtp.office365.com:587 is.</summary>
    public sealed class OAuthTests
    {
        private const string Host = "smtp.office365.com";

        [SkippableTheory]
        [InlineData(1800)]
        [InlineData(4000)]
        public async Task DovecotTakesTheToken(int tokenOctets)
        {
            await using var dovecot = await Rig.StartAsync(tokenOctets);
            DeliveryResult result = dovecot.Board.Send();
            Assert.True(result.Outcome == DeliveryOutcome.Delivered, result.Diagnosis?.Line() + dovecot.Told);
            Assert.Equal(1, dovecot.Introspection.Asked);
            Assert.Equal(["C: AUTH XOAUTH2", "S: 334", "S: 235"], dovecot.SignInSteps());
            ReceivedMessage message = await dovecot.Board.Tenant.Inbox.WaitForMessageAsync();
            Assert.Equal(Board.Mailbox, message.MailFrom);
        }

        [SkippableFact]
        public async Task ATokenThatDovecotRefusesIsReplacedAndTheMailGoesOut()
        {
            await using var dovecot = await Rig.StartAsync();
            dovecot.Board.Tenant.SignIn.ExpireAccessTokens();
            DeliveryResult result = dovecot.Board.Send();
            Assert.True(result.Outcome == DeliveryOutcome.Delivered, result.Diagnosis?.Line() + dovecot.Told);
            // Its second challenge holds the error and wants an empty line; the refusal comes after it.
            Assert.Equal(["C: AUTH XOAUTH2", "S: 334", "S: 334", "S: 535", "C: AUTH XOAUTH2", "S: 334", "S: 235"],
                dovecot.SignInSteps());
            Assert.Equal(2, dovecot.Board.Tenant.SignIn.AccessTokens.Count);
        }

        [SkippableFact]
        public async Task AServerThatRefusesTheFreshTokenTooIsLeftAlone()
        {
            await using var dovecot = await Rig.StartAsync();
            dovecot.Board.Sending["mailbox"] = "office@contoso.com";
            dovecot.Board.Start();
            DeliveryResult result = dovecot.Board.Send();
            Assert.Equal(("auth", 535), (result.Diagnosis.Symptom.Phase, result.Diagnosis.Symptom.Reply.Code));
            Assert.Equal(2, dovecot.Board.Tenant.SignIn.AccessTokens.Count);
            Assert.Equal(2, dovecot.SignInSteps().Count(step => step == "C: AUTH XOAUTH2"));
            Assert.Empty(dovecot.Board.Tenant.Inbox.Messages);
        }

        /// <summary>A signed-in board, the tenant that issues its tokens, and Dovecot in place of the tenant's submission.</summary>
        private sealed class Rig : IAsyncDisposable
        {
            private readonly DovecotSubmissionServer _dovecot;

            private Rig(Board board, TokenIntrospection introspection)
            {
                Board = board;
                Introspection = introspection;
                _dovecot = new DovecotSubmissionServer(board.Tenant.OnPremises.Port, introspection.Address, Host);
                board.Map.Add(Host, 587, new IPEndPoint(IPAddress.Loopback, _dovecot.Port));
                board.Sim.Flash.Files["roots.pem"] =
                    Encoding.ASCII.GetBytes(board.Tenant.RootCertificatePem.TrimEnd() + "\n" + _dovecot.RootPem + "\n");
            }

            public Board Board { get; }

            public TokenIntrospection Introspection { get; }

            /// <summary>The conversation, and what Dovecot logged.</summary>
            public string Told => Board.Transcript + _dovecot.Log();

            public static async Task<Rig> StartAsync(int tokenOctets = 1800)
            {
                Board board = await SignedOutBoardAsync(tokenOctets);
                TokenIntrospection introspection = await TokenIntrospection.StartAsync(value =>
                    board.Tenant.SignIn.AccessTokens.SingleOrDefault(token => token.Value == value && token.ExpiresAt > board.Sim.Clock.UtcNow));
                Rig? rig = null;
                try
                {
                    rig = new Rig(board, introspection);
                    board.SignIn();
                    return rig;
                }
                catch
                {
                    rig?._dovecot.Dispose();
                    await introspection.DisposeAsync();
                    await board.DisposeAsync();
                    throw;
                }
            }

            /// <summary>The commands and codes of signing in, in their order.</summary>
            public IReadOnlyList<string> SignInSteps() => Board.Transcript.ToString().Split('\n')
                .Where(line => line.StartsWith("C: AUTH", StringComparison.Ordinal) || line.StartsWith("S: 334", StringComparison.Ordinal)
                    || line.StartsWith("S: 235", StringComparison.Ordinal) || line.StartsWith("S: 535", StringComparison.Ordinal))
                .Select(line => line.StartsWith("C:", StringComparison.Ordinal) ? line : line[..6]).ToList();

            public async ValueTask DisposeAsync()
            {
                _dovecot.Dispose();
                await Introspection.DisposeAsync();
                await Board.DisposeAsync();
            }

            private static async Task<Board> SignedOutBoardAsync(int tokenOctets)
            {
                var options = new TenantOptions();
                options.SignIn.AccessTokenOctets = tokenOctets;
                var relay = options.Smtp.Single(endpoint => endpoint.Name == "onPremises");
                relay.RequireTls = relay.RequireLogin = false;
                relay.EhloBeforeTls = ["PIPELINING", "SIZE {size}", "8BITMIME", "DSN", "ENHANCEDSTATUSCODES", "CHUNKING"];
                return await Board.StartOAuthAsync(options);
            }
        }
    }
}

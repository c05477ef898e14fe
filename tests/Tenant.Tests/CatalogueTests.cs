using ScanToMail.Tenant.Catalogue;
using ScanToMail.Tenant.Smtp;
using Xunit;

namespace ScanToMail.Tenant.Tests
{
    /// <summary>Every reply of the catalogue comes over the wire, at its phase, word for word.</summary>
    public sealed class CatalogueTests
    {
        private const string Other = "other@contoso.com";

        public static TheoryData<string> Names => [.. ReplyCatalogue.All.Select(reply => reply.Name)];

        [Theory]
        [MemberData(nameof(Names))]
        public async Task ReplyComesAtItsPhase(string name)
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            CatalogueReply reply = server.Give(name, times: 1);
            SmtpEndpoint endpoint = server.Endpoint(reply.Endpoint == "any" ? "submission" : reply.Endpoint);

            (SmtpPhase phase, string text) = await WalkAsync(server, endpoint, reply.Phase);

            Assert.Equal(reply.Phase, phase);
            Assert.Equal(Fill(reply.Reply, endpoint), Normalize(text));
            Assert.Empty(server.Inbox.Messages);
        }

        [Fact]
        public void EveryRowHasWhatItNeeds()
        {
            Assert.Equal(ReplyCatalogue.All.Count, ReplyCatalogue.All.Select(r => r.Name).Distinct().Count());
            Assert.All(ReplyCatalogue.All, row =>
            {
                Assert.Matches(row.Name.EndsWith("-bare", StringComparison.Ordinal)
                    ? @"^[45]\.\d{1,3}\.\d{1,3} \S" : @"^[45]\d\d [45]\.\d{1,3}\.\d{1,3} \S", row.Reply);
                Assert.Contains(row.Endpoint, new[] { "submission", "mx", "any" });
                Assert.NotEmpty(row.Source);
                Assert.Matches("^[a-z0-9-]+$", row.Name);
            });
        }

        [Fact]
        public void AllVariantsOf535AreThere()
        {
            Assert.True(ReplyCatalogue.All.Count(r => r.Reply.StartsWith("535 5.7.139 ")) >= 8);
        }

        [Fact]
        public void UnknownNameSaysWhatIsLikeIt()
        {
            var e = Assert.Throws<ArgumentException>(() => ReplyCatalogue.Get("auth-disabled"));
            Assert.Contains("auth-disabled-mailbox", e.Message);
        }

        private static string Fill(string reply, SmtpEndpoint endpoint)
        {
            return reply.Replace("{host}", endpoint.Options.HostName).Replace("{ip}", "127.0.0.1")
                .Replace("{login}", Mail.User).Replace("{from}", Mail.User).Replace("{domain}", "contoso.com")
                .Replace("{recipient}", Other).Replace("{id}", "[tail]");
        }

        private static string Normalize(string reply)
        {
            return System.Text.RegularExpressions.Regex.Replace(
                reply, @"\[\S+\.outlook\S*\.com \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z [0-9A-F]{16}\]", "[tail]");
        }

        /// <summary>
        /// Goes through a session up to the first refusal; gives the phase it came at, and the reply.
        /// </summary>
        private static async Task<(SmtpPhase Phase, string Reply)> WalkAsync(
            TenantServer server, SmtpEndpoint endpoint, SmtpPhase last)
        {
            await using RawClient client = await RawClient.ConnectAsync(endpoint.Port);
            bool submission = endpoint.Name == "submission";
            var steps = new List<(SmtpPhase Phase, string Line)>
            {
                (SmtpPhase.Greeting, ""), (SmtpPhase.Ehlo, Conversation.Hello), (SmtpPhase.StartTls, "STARTTLS"),
                (SmtpPhase.TlsHandshake, ""), (SmtpPhase.EhloAfterTls, Conversation.Hello),
            };
            if (submission)
            {
                steps.Add((SmtpPhase.Auth, "AUTH LOGIN"));
                steps.Add((SmtpPhase.AuthAnswer, Conversation.Base64(Mail.User)));
                steps.Add((SmtpPhase.AuthResult, Conversation.Base64(Mail.Password)));
            }

            steps.Add((SmtpPhase.MailFrom, $"MAIL FROM:<{Mail.User}>"));
            steps.Add((SmtpPhase.RcptTo, $"RCPT TO:<{(last == SmtpPhase.RcptTo ? Other : "office@contoso.com")}>"));
            steps.Add((SmtpPhase.Data, "DATA"));
            steps.Add((SmtpPhase.EndOfContent, $"From: <{Mail.User}>\r\n\r\nText.\r\n."));
            foreach ((SmtpPhase phase, string line) in steps)
            {
                if (phase == SmtpPhase.TlsHandshake)
                {
                    string name = submission ? "smtp.office365.com" : "contoso-com.mail.protection.outlook.com";
                    await client.StartTlsAsync(name, server.RootCertificatePem);
                    continue;
                }

                string reply = line.Length == 0 ? await client.ReplyAsync() : await client.AskAsync(line);
                if (reply[0] is not ('2' or '3'))
                {
                    return (phase, reply);
                }
            }

            return (SmtpPhase.Quit, "all went well");
        }
    }
}

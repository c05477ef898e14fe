using System.Text;
using ScanToMail.Tenant.Smtp;
using Xunit;
using Xunit.Abstractions;

namespace ScanToMail.Tenant.Tests
{
    /// <summary>Whatever a client sends, the server lives on and says how each session ended.</summary>
    public sealed class RobustnessTests
    {
        private const int Rounds = 150;
        private static readonly string[] Pieces =
        [
            "EHLO x.test", "HELO", "MAIL FROM:<a@x.test>", "RCPT TO:<b@x.test>", "RCPT TO:<", "MAIL FROM:<>", "DATA",
            "BDAT 5", "BDAT 5 LAST", "BDAT -1", "BDAT 99999999999999999999", "AUTH", "AUTH PLAIN =", "AUTH LOGIN",
            "AUTH XOAUTH2 !!!!", "*", "RSET", "NOOP", "STARTTLS", "VRFY", "HELP", ".", "..", " ", "\t", "\0", "QUIT x",
            "MAIL FROM:<\"a\\\">@x.test>", "MAIL FROM:<@r.test:a@x.test> SIZE=1 BODY=BINARYMIME SMTPUTF8", "\r", "\n",
            "RCPT TO:<b@[127.0.0.1]> NOTIFY=NEVER", "\r\n.\r\n", "\u00ff\u00fe", "MAIL FROM:<a@x.test> SIZE=",
        ];

        private readonly ITestOutputHelper output;

        public RobustnessTests(ITestOutputHelper output)
        {
            this.output = output;
        }

        [Fact]
        public async Task RandomTalkEndsInOrder()
        {
            int seed = int.TryParse(Environment.GetEnvironmentVariable("SCANTOMAIL_SEED"), out int given)
                ? given
                : Environment.TickCount;
            output.WriteLine($"Replay with SCANTOMAIL_SEED={seed}");
            await using TenantServer server = await SharedAuthority.StartAsync();
            foreach (SmtpEndpoint endpoint in server.Endpoints)
            {
                endpoint.Options.RequireLogin = endpoint.Options.RequireTls = false;
                endpoint.Options.EhloBeforeTls.Add("AUTH PLAIN LOGIN XOAUTH2");
                endpoint.Options.DrainBeforeCloseMs = 0;
            }

            for (int round = 0; round < Rounds; round++)
            {
                SmtpEndpoint endpoint = server.Endpoints[round % 3];
                await TalkAsync(endpoint.Port, new Random(seed + round));
            }

            foreach (SessionRecord session in server.Sessions)
            {
                await session.Ended.WaitAsync(TimeSpan.FromSeconds(10));
                Assert.True(session.End != SessionEnd.Failed, $"seed {seed}:\n{session.Transcript}");
            }
        }

        [Fact]
        public async Task TwentyFiveMegabytesAreQuick()
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            using MailKit.Net.Smtp.SmtpClient client = Mail.Client(server);
            await client.ConnectAsync(server.OnPremises);
            await client.AuthenticateAsync(Mail.User, Mail.Password);
            MimeKit.MimeMessage message = Mail.Create(attachmentBytes: 25_000_000);
            await client.SendAsync(message).WaitAsync(TimeSpan.FromSeconds(60));
            ReceivedMessage received = await server.Inbox.WaitForMessageAsync();
            Assert.Equal(Mail.Bytes(message), received.Content);
            output.WriteLine($"{received.Content.Length} bytes in {received.AcceptedAt - received.ContentAt}");
        }

        private static async Task TalkAsync(int port, Random random)
        {
            await using RawClient client = await RawClient.ConnectAsync(port);
            var talk = new StringBuilder();
            int count = random.Next(1, 30);
            for (int i = 0; i < count; i++)
            {
                string piece = Pieces[random.Next(Pieces.Length)];
                talk.Append(piece).Append(random.Next(5) == 0 ? "" : "\r\n");
            }

            try
            {
                await client.SendAsync(talk.ToString());
                if (random.Next(2) == 0)
                {
                    await client.ReplyAsync();
                }
            }
            catch (IOException)
            {
                // The server may close at any moment.
            }
        }
    }
}

using System.Text;
using ScanToMail.Smtp;
using ScanToMail.Tests.Support;
using Xunit;

namespace ScanToMail.Tests.Smtp
{
    /// <summary>Bytes that are said to hold no dot beside bytes that are looked at.</summary>
    public class DataSinkTests
    {
        private const string Opening = "S: 220 mail\nC: EHLO [192.0.2.7]\nS: 250 mail\n"
            + "C: MAIL FROM:<scanner@example.com>\nS: 250 ok\nC: RCPT TO:<one@example.com>\nS: 250 ok\nC: DATA\nS: 354 go\nC*\nS: 250 queued\n";

        private readonly SimClock _clock = new();

        private ByteSink Begin(ScriptedServer server, long limitBytes, out SmtpSession session)
        {
            session = new SmtpSession(_clock, new byte[64]);
            session.Open(server, new SmtpTimeouts(), new Jobs.Transcript());
            session.Ehlo("[192.0.2.7]");
            return session.BeginMessage(new SmtpEnvelope
            {
                From = "scanner@example.com",
                Recipients = [new SmtpRecipient { Address = "one@example.com" }],
                LimitBytes = limitBytes
            });
        }

        [Theory]
        [InlineData("AAAA\r\n", ".b\r\n", "AAAA\r\n..b\r\n")]
        [InlineData("AAAA", ".b\r\n", "AAAA.b\r\n")]
        [InlineData("", ".b\r\n", "..b\r\n")]
        [InlineData("AAAA\r\n", "", "AAAA\r\n")]
        [InlineData("AAAA", "", "AAAA\r\n")]
        public void ADotBehindThemIsDoubledWhereALineStarts(string dotless, string looked, string sent)
        {
            var server = new ScriptedServer(_clock, Opening);
            ByteSink sink = Begin(server, 0, out SmtpSession session);
            sink.WriteDotless(Encoding.ASCII.GetBytes(dotless), 0, dotless.Length);
            sink.Write(Encoding.ASCII.GetBytes(looked), 0, looked.Length);
            session.EndMessage();
            Assert.Equal(sent, Encoding.ASCII.GetString(server.Messages.Single()));
        }

        [Fact]
        public void TheyCountToTheLimitToo()
        {
            ByteSink sink = Begin(new ScriptedServer(_clock, Opening), 100, out _);
            sink.WriteDotless(new byte[100], 0, 100);
            var broken = Assert.Throws<SmtpBrokenException>(() => sink.WriteDotless(new byte[1], 0, 1));
            Assert.Equal(SmtpBreak.SizeLimit, broken.Cause);
            Assert.Contains("100 bytes", broken.Message);
        }
    }
}

using System.Text;
using ScanToMail.Smtp;
using ScanToMail.Tests.Support;
using Xunit;

namespace ScanToMail.Tests.Smtp
{
    public class XOAuth2Tests
    {
        private const string Mailbox = "test@contoso.onmicrosoft.com";
        private const string Token = "EwBAAl3BAAUFFpUAo7J3Ve0bjLBWZWCclRC3EoAA";

        // Microsoft, "Authenticate an IMAP, POP or SMTP connection using OAuth", SASL XOAUTH2.
        private const string Vector = "dXNlcj10ZXN0QGNvbnRvc28ub25taWNyb3NvZnQuY29tAWF1dGg9QmVhcmVyIEV3QkFBbDNCQUFVRkZwVUFvN0ozVmUwYmpMQldaV0NjbFJDM0VvQUEBAQ==";

        private const string Opening = "S: 220 x\nC: EHLO [192.0.2.7]\nS: 250-x\nS: 250 AUTH LOGIN XOAUTH2\nC: AUTH XOAUTH2\n";

        private readonly SimClock _clock = new();
        private readonly SimFlash _flash = new();
        private readonly Jobs.Transcript _transcript = new();

        [Theory]
        [InlineData("S: 334 \n")]
        [InlineData("S: 334\n")]
        public void MicrosoftsTestVectorGoesOutByteForByte(string challenge)
        {
            SmtpSession session = Open(Opening + challenge + "C: " + Vector + "\nS: 235 2.7.0 Authentication successful\n", out ScriptedServer server);
            session.Authenticate(Mechanism(Token));
            Assert.True(server.IsDone);
            Assert.DoesNotContain(Token, _transcript.Text.ToString());
            Assert.DoesNotContain(Vector, _transcript.Text.ToString());
            Assert.DoesNotContain(Vector[60..80], _transcript.Text.ToString());
        }

        [Fact]
        public void AnErrorChallengeIsAnsweredWithAnEmptyLineAndTheFinalCodeIsRead()
        {
            SmtpSession session = Open(Opening + "S: 334 \nC: " + Vector + "\nS: 334 eyJzdGF0dXMiOiI0MDAifQ==\nC: \n"
                + "S: 535 5.7.3 Authentication unsuccessful\n", out ScriptedServer server);
            SmtpRefusedException refused = Assert.Throws<SmtpRefusedException>(() => session.Authenticate(Mechanism(Token)));
            Assert.Equal((535, "5.7.3"), (refused.Reply.Code, refused.Reply.EnhancedCode));
            Assert.True(server.IsDone);
        }

        [Fact]
        public void AServerThatGoesOnAskingIsToldToStop()
        {
            SmtpSession session = Open(Opening + "S: 334 \nC: " + Vector + "\nS: 334 e30=\nC: \nS: 334 e30=\nC: *\nS: 501 5.7.0 stopped\n",
                out ScriptedServer server);
            Assert.Throws<SmtpRefusedException>(() => session.Authenticate(Mechanism(Token)));
            Assert.True(server.IsDone);
        }

        [Fact]
        public void EveryLengthIsOneBase64TextOnTheWire()
        {
            for (int length = 1; length < 2400; length += length < 800 ? 1 : 97)
            {
                string token = new('t', length);
                var sink = new MemorySink();
                SaslXOAuth2 mechanism = Mechanism(token);
                mechanism.WriteResponse(0, sink);
                string expected = Convert.ToBase64String(Encoding.UTF8.GetBytes($"user={Mailbox}\u0001auth=Bearer {token}\u0001\u0001"));
                Assert.Equal(expected, sink.Text);
                Assert.Equal(expected.Length + 2, mechanism.LineBytes);
            }
        }

        private SaslXOAuth2 Mechanism(string token)
        {
            _flash.Files["t"] = Encoding.ASCII.GetBytes("before" + token + "behind");
            return new SaslXOAuth2(Mailbox, _flash, "t", 6, token.Length);
        }

        private SmtpSession Open(string script, out ScriptedServer server)
        {
            server = new ScriptedServer(_clock, script);
            var session = new SmtpSession(_clock, new byte[256]);
            session.Open(server, new SmtpTimeouts(), _transcript);
            session.Ehlo("[192.0.2.7]");
            return session;
        }
    }
}

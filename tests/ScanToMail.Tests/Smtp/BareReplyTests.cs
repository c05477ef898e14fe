using ScanToMail.Smtp;
using ScanToMail.Tests.Support;
using Xunit;

namespace ScanToMail.Tests.Smtp
{
    /// <summary>Refusals whose enhanced status code stands alone, without the three digits before it.</summary>
    public class BareReplyTests
    {
        private const string UpToMail = "S: 220 mail.example.com\nC: EHLO [192.0.2.7]\nS: 250 mail.example.com\nC: MAIL FROM:<scanner@example.com>\n";
        private const string UpToTheEnd = UpToMail + "S: 250 ok\nC: RCPT TO:<a@b.c>\nS: 250 ok\nC: DATA\nS: 354 go\nC*\n";

        private readonly SimClock _clock = new();
        private readonly RecordingTranscript _transcript = new();

        [Theory]
        [InlineData("4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded", "4.3.2", "STOREDRV.ClientSubmit; sender thread limit exceeded", true)]
        [InlineData("4.3.2", "4.3.2", "", true)]
        [InlineData("4.3.111 Temporary server error", "4.3.111", "Temporary server error", true)]
        [InlineData("5.7.139 Authentication unsuccessful", "5.7.139", "Authentication unsuccessful", false)]
        [InlineData("5.2.0 554 5.2.0 nested", "5.2.0", "554 5.2.0 nested", false)]
        public void ItIsTheRefusalThatItStandsFor(string line, string enhancedCode, string text, bool isTransient)
        {
            foreach (ReplyMode mode in Enum.GetValues<ReplyMode>())
            {
                foreach (string script in new[] { UpToMail, UpToTheEnd })
                {
                    var error = Assert.Throws<SmtpRefusedException>(() => Deliver(script + "S: " + line, mode));
                    Assert.Equal(script == UpToMail ? SmtpPhase.MailFrom : SmtpPhase.EndOfData, error.Phase);
                    Assert.Equal((enhancedCode, text, isTransient, false),
                        (error.Reply.EnhancedCode, error.Reply.Text, error.Reply.IsTransient, error.Reply.IsPositive));
                    Assert.Equal(isTransient ? SmtpReply.BareTransientCode : SmtpReply.BarePermanentCode, error.Reply.Code);
                    // People read what the server said, not the digits that stand for what it did not.
                    Assert.Equal(line, error.Reply.ToString().Trim());
                }
            }
        }

        [Theory]
        [InlineData("2.0.0 Ok: queued")]
        [InlineData("3.5.4 go ahead")]
        [InlineData("1.0.0 what")]
        [InlineData("6.0.0 what")]
        [InlineData("4.3 two parts")]
        [InlineData("4.3.2.1 four parts")]
        [InlineData("5.1.2600 four digits")]
        [InlineData("5.1234.1 four digits")]
        [InlineData("4..2 none")]
        [InlineData("4.3. none")]
        [InlineData("4.x.2 no digit")]
        [InlineData("4.3.2-goes on")]
        [InlineData("4.3.2\ttabulated")]
        [InlineData(" 4.3.2 indented")]
        [InlineData("#4.3.2 numbered")]
        [InlineData("<4.3.2> in brackets")]
        [InlineData("44.3.2 two digits")]
        public void EverythingElseStaysGarbageAndIsNeverAYes(string line)
        {
            foreach (ReplyMode mode in Enum.GetValues<ReplyMode>())
            {
                var error = Assert.Throws<SmtpBrokenException>(() => Deliver(UpToTheEnd + "S: " + line, mode));
                Assert.Equal((SmtpBreak.Garbage, true), (error.Cause, error.PerhapsDelivered));
            }
        }

        [Theory]
        [InlineData("S: 432-4.3.2 begun\nS: 4.3.2 and not ended")]
        [InlineData("S: 432-4.3.2 begun\nS: 4.3.2 in the middle\nS: 432 4.3.2 ended")]
        [InlineData("S: 250-2.0.0 begun\nS: 5.7.1 and changed")]
        [InlineData("S: 250-2.0.0 begun\nS: 2.0.0 and not ended")]
        public void AReplyThatBeginsWithDigitsGoesOnWithThem(string reply)
        {
            foreach (ReplyMode mode in Enum.GetValues<ReplyMode>())
            {
                var error = Assert.Throws<SmtpBrokenException>(() => Deliver(UpToTheEnd + reply, mode));
                Assert.Equal((SmtpBreak.Garbage, true), (error.Cause, error.PerhapsDelivered));
            }
        }

        /// <summary>A line is a whole reply, so a second one answers nothing, and no later command may take it for its answer.</summary>
        [Theory]
        [InlineData("S: 4.3.2 one\nS: 4.3.2 two")]
        [InlineData("S: 4.3.2 one\nS: 250 2.0.0 two")]
        [InlineData("S: 5.7.1 one\nS: 250-2.0.0 two\nS: 250 2.0.0 three")]
        public void WhatStandsBehindItIsNoAnswerToTheNextMail(string reply)
        {
            foreach (ReplyMode mode in Enum.GetValues<ReplyMode>())
            {
                SmtpSession session = Open(new ScriptedServer(_clock, UpToTheEnd + reply, mode));
                Assert.Throws<SmtpRefusedException>(() => Send(session));
                Assert.ThrowsAny<SmtpException>(() => Send(session));
            }
        }

        [Fact]
        public void OneOfSeveralRecipientsMayHaveIt()
        {
            SmtpSession session = Open(new ScriptedServer(_clock, UpToMail + "S: 250 ok\nC: RCPT TO:<a@b.c>\nS: 5.1.10 nobody\n"
                + "C: RCPT TO:<d@b.c>\nS: 250 ok\nC: DATA\nS: 354 go\nC*\nS: 250 2.0.0 queued"));
            SmtpEnvelope envelope = Envelope("a@b.c", "d@b.c");
            session.BeginMessage(envelope).WriteAscii("hello\r\n");
            Assert.Equal("2.0.0", session.EndMessage().EnhancedCode);
            Assert.Equal([false, true], envelope.Recipients.Select(recipient => recipient.Accepted));
            Assert.Equal("5.1.10", envelope.Recipients[0].Reply.EnhancedCode);
        }

        private void Deliver(string script, ReplyMode mode) => Send(Open(new ScriptedServer(_clock, script, mode)));

        private SmtpSession Open(ScriptedServer server)
        {
            var session = new SmtpSession(_clock, new byte[256]);
            session.Open(server, new SmtpTimeouts(), _transcript);
            session.Ehlo("[192.0.2.7]");
            return session;
        }

        private static void Send(SmtpSession session)
        {
            session.BeginMessage(Envelope("a@b.c")).WriteAscii("hello\r\n");
            session.EndMessage();
        }

        private static SmtpEnvelope Envelope(params string[] recipients) => new()
        {
            From = "scanner@example.com",
            Recipients = recipients.Select(address => new SmtpRecipient { Address = address }).ToArray()
        };
    }
}

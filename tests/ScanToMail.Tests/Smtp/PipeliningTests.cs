using System.Text;
using ScanToMail.Hal;
using ScanToMail.Smtp;
using ScanToMail.Tests.Support;
using Xunit;

namespace ScanToMail.Tests.Smtp
{
    /// <summary>Commands in groups (RFC 2920).</summary>
    public class PipeliningTests
    {
        private const string Opening =
            "S: 220 mail\nC: EHLO [192.0.2.7]\nS: 250-mail\nS: 250 PIPELINING\n";

        private const string Group = "C: MAIL FROM:<scanner@example.com>\nC: RCPT TO:<one@example.com>\n"
            + "C: RCPT TO:<two@example.com>\nC: DATA\n";

        private readonly SimClock _clock = new();
        private readonly Jobs.Transcript _transcript = new();

        public static TheoryData<ReplyMode> Modes => [ReplyMode.Whole, ReplyMode.Line, ReplyMode.Byte];

        private SmtpSession Open(IConnection server, string name = "[192.0.2.7]")
        {
            var session = new SmtpSession(_clock, new byte[8192]);
            session.Open(server, new SmtpTimeouts(), _transcript);
            session.Ehlo(name);
            return session;
        }

        private static SmtpEnvelope Envelope(params string[] recipients) => new()
        {
            From = "scanner@example.com",
            Recipients = recipients.Select(address => new SmtpRecipient { Address = address }).ToArray()
        };

        [Theory]
        [MemberData(nameof(Modes))]
        public void TheWholeEnvelopeGoesInOneWriteAndOneWait(ReplyMode mode)
        {
            var server = new ScriptedServer(_clock, Opening + Group
                + "S: 250 fine\nS: 250-two\nS: 250 lines\nS: 550 5.1.1 nobody\nS: 354 go\nC*\nS: 250 queued\n", mode);
            SmtpSession session = Open(server);
            SmtpEnvelope envelope = Envelope("one@example.com", "two@example.com");
            int waits = session.RoundTrips;
            ByteSink sink = session.BeginMessage(envelope);
            Assert.Equal(2, server.WriteSizes.Count);
            if (mode == ReplyMode.Whole) Assert.Equal(waits + 1, session.RoundTrips);
            sink.WriteAscii("a\r\n");
            session.EndMessage();
            Assert.True(envelope.Recipients[0].Accepted);
            Assert.False(envelope.Recipients[1].Accepted);
            Assert.Equal("5.1.1", envelope.Recipients[1].Reply.EnhancedCode);
            Assert.True(server.IsDone);
        }

        [Fact]
        public void ItIsNeverDoneUnasked()
        {
            var server = new ScriptedServer(_clock, "S: 220 mail\nC: EHLO [192.0.2.7]\nS: 250 mail\n"
                + "C: MAIL FROM:<scanner@example.com>\nS: 250 ok\nC: RCPT TO:<one@example.com>\nS: 250 ok\nC: DATA\nS: 354 go\n");
            Open(server).BeginMessage(Envelope("one@example.com"));
            Assert.Equal(4, server.WriteSizes.Count);
        }

        [Fact]
        public void WhereItIsSwitchedOffItIsNotDoneEither()
        {
            var server = new ScriptedServer(_clock, Opening
                + "C: MAIL FROM:<scanner@example.com>\nS: 250 ok\nC: RCPT TO:<one@example.com>\nS: 250 ok\nC: DATA\nS: 354 go\n");
            SmtpEnvelope envelope = Envelope("one@example.com");
            envelope.AllowsPipelining = false;
            Open(server).BeginMessage(envelope);
            Assert.Equal(4, server.WriteSizes.Count);
        }

        [Theory]
        [InlineData("250 2.0.0 taken")]
        [InlineData("554 5.5.1 no valid recipients")]
        public void A354ThatNobodyCanUseIsEndedByALoneDotAndMeansRefusedWhateverTheAnswer(string answer)
        {
            var server = new ScriptedServer(_clock, Opening + Group
                + $"S: 250 fine\nS: 550 5.1.1 nobody\nS: 450 4.2.0 later\nS: 354 go\nC: .\nS: {answer}\nC: QUIT\nS: 221 bye\n");
            SmtpSession session = Open(server);
            SmtpEnvelope envelope = Envelope("one@example.com", "two@example.com");
            var refused = Assert.Throws<SmtpRefusedException>(() => session.BeginMessage(envelope));
            Assert.Equal(SmtpPhase.RcptTo, refused.Phase);
            Assert.Equal(550, refused.Reply.Code);
            Assert.Equal(450, envelope.Recipients[1].Reply.Code);
            session.Quit();
            Assert.True(server.IsDone);
        }

        [Fact]
        public void ARefusedSenderIsTheErrorAndSaysNothingOfTheRecipients()
        {
            var server = new ScriptedServer(_clock, Opening + Group
                + "S: 550 5.7.60 not you\nS: 503 5.5.1 MAIL first\nS: 503 5.5.1 MAIL first\nS: 503 5.5.1 MAIL first\n");
            SmtpEnvelope envelope = Envelope("one@example.com", "two@example.com");
            var refused = Assert.Throws<SmtpRefusedException>(() => Open(server).BeginMessage(envelope));
            Assert.Equal((SmtpPhase.MailFrom, 550), (refused.Phase, refused.Reply.Code));
            Assert.All(envelope.Recipients, recipient => Assert.Null(recipient.Reply));
        }

        [Fact]
        public void ARefusedDataIsTheError()
        {
            var server = new ScriptedServer(_clock, Opening + Group + "S: 250 ok\nS: 250 ok\nS: 250 ok\nS: 451 4.3.0 not now\n");
            var refused = Assert.Throws<SmtpRefusedException>(
                () => Open(server).BeginMessage(Envelope("one@example.com", "two@example.com")));
            Assert.Equal((SmtpPhase.Data, 451), (refused.Phase, refused.Reply.Code));
        }

        [Fact]
        public void AServerThatStallsOnAGroupIsRecognised()
        {
            var server = new ScriptedServer(_clock, Opening + Group + "S: 250 ok\nHANG\n");
            SmtpSession session = Open(server);
            var broken = Assert.Throws<SmtpBrokenException>(
                () => session.BeginMessage(Envelope("one@example.com", "two@example.com")));
            Assert.Equal(SmtpBreak.Timeout, broken.Cause);
            Assert.True(session.IsPipelining);
        }

        [Fact]
        public void ManyRecipientsGoInGroupsWhoseRepliesAreReadBetween()
        {
            string[] recipients = Enumerable.Range(1, 100).Select(number => $"r{number}@example.com").ToArray();
            var script = new StringBuilder(Opening + "C: MAIL FROM:<scanner@example.com>\n");
            for (int from = 0; from < 100; from += 40)
            {
                string[] group = recipients.Skip(from).Take(40).ToArray();
                foreach (string recipient in group) script.Append($"C: RCPT TO:<{recipient}>\n");
                if (from == 80) script.Append("C: DATA\n");
                if (from == 0) script.Append("S: 250 sender ok\n");
                foreach (string recipient in group) script.Append($"S: 250 {recipient} ok\n");
            }
            var server = new ScriptedServer(_clock, script + "S: 354 go\n");
            SmtpEnvelope envelope = Envelope(recipients);
            Open(server).BeginMessage(envelope);
            Assert.All(envelope.Recipients, recipient => Assert.Equal(recipient.Address + " ok", recipient.Reply.Text));
            Assert.Equal(4, server.WriteSizes.Count);
        }

        [Fact]
        public void AGroupOfLongAddressesEndsWithTheBuffer()
        {
            string[] recipients = Enumerable.Range(1, 40).Select(number => $"{new string('r', 60)}{number:00}@{new string('d', 190)}.com").ToArray();
            var script = new StringBuilder(Opening + "C: MAIL FROM:<scanner@example.com>\n");
            const int perGroup = 30;
            for (int from = 0; from < 40; from += perGroup)
            {
                string[] group = recipients.Skip(from).Take(perGroup).ToArray();
                foreach (string recipient in group) script.Append($"C: RCPT TO:<{recipient}>\n");
                if (from > 0) script.Append("C: DATA\n");
                if (from == 0) script.Append("S: 250 sender ok\n");
                foreach (string _ in group) script.Append("S: 250 ok\n");
            }
            var server = new ScriptedServer(_clock, script + "S: 354 go\n");
            SmtpEnvelope envelope = Envelope(recipients);
            Open(server).BeginMessage(envelope);
            Assert.All(envelope.Recipients, recipient => Assert.True(recipient.Accepted));
            Assert.All(server.WriteSizes, size => Assert.InRange(size, 1, 8192));
        }

        [Fact]
        public void ManyRecipientsDoNotLockUpWithAServerWhoseRepliesFillTheLine()
        {
            string[] recipients = Enumerable.Range(1, 100).Select(number => $"{new string('r', 60)}{number}@{new string('d', 190)}.com").ToArray();
            var server = new NarrowLine(_clock, "250-mail\r\n250 PIPELINING\r\n", _ => "250 2.1.5 " + new string('o', 300) + "\r\n");
            SmtpEnvelope envelope = Envelope(recipients);
            Open(server).BeginMessage(envelope);
            Assert.All(envelope.Recipients, recipient => Assert.True(recipient.Accepted));
            Assert.True(server.HeldBack > 0, "the line was never full: the test shows nothing");
        }

        /// <summary>Found by the fuzzer of servers: where QUIT stood behind the message's end in one write, its answer could stand
        /// where the message's should have.</summary>
        [Fact]
        public void QuitWaitsForTheMessagesReply()
        {
            var server = new ScriptedServer(_clock, Opening + Group + "S: 250 ok\nS: 250 ok\nS: 250 ok\nS: 354 go\nC*\nC: QUIT\nS: 250 bye\n");
            SmtpSession session = Open(server);
            session.BeginMessage(Envelope("one@example.com", "two@example.com")).WriteAscii("a\r\n");
            Assert.True(Assert.Throws<SmtpBrokenException>(() => session.EndMessage()).PerhapsDelivered);
        }

        [Fact]
        public void RepliesThatComeInTwoPiecesSplitAtAnyByteAreTheSameReplies()
        {
            const string script = Opening + Group
                + "S: 250 fine\nS: 250-two\nS: 250 lines\nS: 550 5.1.1 nobody\nS: 354 go\nC*\nS: 250-2.0.0\nS: 250 queued\nC: QUIT\nS: 221 bye\n";
            long all = SendSplit(new ScriptedServer(_clock, script));
            for (long at = 1; at < all; at++) SendSplit(new ScriptedServer(_clock, script) { SplitAfterReadBytes = at });
        }

        private long SendSplit(ScriptedServer server)
        {
            SmtpSession session = Open(server);
            SmtpEnvelope envelope = Envelope("one@example.com", "two@example.com");
            session.BeginMessage(envelope).WriteAscii("a\r\n");
            Assert.Equal("2.0.0", session.EndMessage().EnhancedCode);
            session.Quit();
            Assert.Equal((true, 550), (envelope.Recipients[0].Accepted, envelope.Recipients[1].Reply.Code));
            Assert.True(server.IsDone);
            return server.Traffic.Read;
        }

        [Fact]
        public void TheSecondMailOnAConnectionStartsWithRsetInItsGroup()
        {
            string mail = "C: MAIL FROM:<scanner@example.com>\nC: RCPT TO:<one@example.com>\nC: DATA\n";
            string taken = "S: 250 ok\nS: 250 ok\nS: 354 go\nC*\nS: 250 queued\n";
            var server = new ScriptedServer(_clock, Opening + mail + taken + "C: RSET\n" + mail + "S: 250 reset\n" + taken);
            SmtpSession session = Open(server);
            for (int i = 0; i < 2; i++)
            {
                session.BeginMessage(Envelope("one@example.com")).WriteAscii("a\r\n");
                session.EndMessage();
            }
            Assert.True(server.IsDone);
            Assert.Equal(2, server.Messages.Count);
        }

        [Fact]
        public void AnAddressThatNeedsSmtpUtf8IsLeftOutOfTheGroup()
        {
            var server = new ScriptedServer(_clock, Opening
                + "C: MAIL FROM:<scanner@example.com>\nC: RCPT TO:<one@example.com>\nC: DATA\nS: 250 ok\nS: 250 ok\nS: 354 go\n");
            SmtpEnvelope envelope = Envelope("jürgen@example.com", "one@example.com");
            Open(server).BeginMessage(envelope);
            Assert.Equal("5.6.7", envelope.Recipients[0].Reply.EnhancedCode);
            Assert.True(envelope.Recipients[1].Accepted);
        }

        [Theory]
        [MemberData(nameof(Modes))]
        public void ALineThatBreaksAtAnyByteOfTheGroupOrItsRepliesIsAnError(ReplyMode mode)
        {
            const string script = Opening + Group + "S: 250 ok\nS: 250 ok\nS: 250 ok\nS: 354 go\n";
            var whole = new ScriptedServer(_clock, script);
            Open(whole).BeginMessage(Envelope("one@example.com", "two@example.com"));
            for (long at = 0; at < whole.Traffic.Read; at++)
            {
                Breaks(new ScriptedServer(_clock, script, mode) { DropAfterReadBytes = at });
            }
            for (long at = 0; at < whole.Traffic.Sent; at++)
            {
                Breaks(new ScriptedServer(_clock, script, mode) { DropAfterSentBytes = at });
            }
        }

        private void Breaks(ScriptedServer server)
        {
            var broken = Assert.Throws<SmtpBrokenException>(
                () => Open(server).BeginMessage(Envelope("one@example.com", "two@example.com")));
            Assert.False(broken.PerhapsDelivered);
        }
    }
}

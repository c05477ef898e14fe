using System.Text;
using ScanToMail.Hal;
using ScanToMail.Smtp;
using ScanToMail.Tests.Support;
using Xunit;

namespace ScanToMail.Tests.Smtp
{
    /// <summary>BDAT and BINARYMIME (RFC 3030).</summary>
    public class ChunkingTests
    {
        private const string Ehlo = "S: 220 mail\nC: EHLO [192.0.2.7]\nS: 250-mail\nS: 250-CHUNKING\nS: 250-BINARYMIME\n";
        private const string Opening = Ehlo + "S: 250 SIZE\n";
        private const string PipelinedOpening = Ehlo + "S: 250 PIPELINING\n";

        private readonly SimClock _clock = new();
        private readonly Jobs.Transcript _transcript = new();

        private static string Mail(long sizeBytes) =>
            $"C: MAIL FROM:<scanner@example.com> SIZE={sizeBytes} BODY=BINARYMIME\nS: 250 ok\nC: RCPT TO:<one@example.com>\nS: 250 ok\n";

        private SmtpSession Open(IConnection server, int wireBytes = 64)
        {
            var session = new SmtpSession(_clock, new byte[wireBytes]);
            session.Open(server, new SmtpTimeouts(), _transcript);
            session.Ehlo("[192.0.2.7]");
            return session;
        }

        private static SmtpEnvelope Envelope(long sizeBytes, int chunkBytes = 100, bool isBinary = true) => new()
        {
            From = "scanner@example.com",
            Recipients = [new SmtpRecipient { Address = "one@example.com" }],
            SizeBytes = sizeBytes,
            Transfer = SmtpTransfer.Bdat,
            IsBinary = isBinary,
            ChunkBytes = chunkBytes
        };

        private static byte[] Bytes(int count) => Enumerable.Range(0, count).Select(i => (byte)(i * 7 % 256)).ToArray();

        [Theory]
        [InlineData(1, ReplyMode.Whole)]
        [InlineData(33, ReplyMode.Line)]
        [InlineData(250, ReplyMode.Byte)]
        public void ExactChunksCarryEveryByteAndTheLastOneSaysSo(int strip, ReplyMode mode)
        {
            var server = new ScriptedServer(_clock, Opening + Mail(250)
                + "C: BDAT 100\nC# 100\nS: 250 100 octets\nC: BDAT 100\nC# 100\nS: 250 ok\nC: BDAT 50 LAST\nC# 50\n"
                + "S: 250-2.0.0\nS: 250 queued\nC: QUIT\nS: 221 bye\n", mode);
            SmtpSession session = Open(server);
            ByteSink sink = session.BeginMessage(Envelope(250));
            byte[] message = Bytes(250);
            for (int at = 0; at < 250; at += strip) sink.Write(message, at, Math.Min(strip, 250 - at));
            Assert.Equal(250, session.EndMessage().Code);
            session.Quit();
            Assert.True(server.IsDone);
            Assert.Equal(message, server.Messages.SelectMany(chunk => chunk));
        }

        [Theory]
        [InlineData(true)]
        [InlineData(false)]
        public void AChunkAndItsLineAreOneWriteWhereTheBufferTakesThem(bool isPipelining)
        {
            var server = new ChunkServer(_clock, isPipelining);
            SmtpSession session = Open(server, 8192);
            SmtpEnvelope envelope = Envelope(100_000, chunkBytes: 16384, isBinary: false);
            envelope.BodyBuffer = new byte[SmtpSession.OneWriteBytes(16384)];
            ByteSink sink = session.BeginMessage(envelope);
            int before = server.WriteSizes.Count;
            byte[] message = Bytes(100_000);
            for (int at = 0; at < message.Length; at += 4104) sink.Write(message, at, Math.Min(4104, message.Length - at));
            session.EndMessage();
            int[] writes = server.WriteSizes.Skip(before).ToArray();
            int rest = 100_000 % 16384;
            Assert.Equal([.. Enumerable.Repeat(16396, 6), rest + $"BDAT {rest} LAST\r\n".Length], writes);
            Assert.Equal(message, server.Content.ToArray());
        }

        [Fact]
        public void AServerWhoseRepliesWaitForEachOtherIsNotWaitedForBetweenChunks()
        {
            var server = new ChunkServer(_clock, isPipelining: true) { HoldsReplies = true };
            SmtpSession session = Open(server, 8192);
            long start = _clock.MonotonicMs;
            ByteSink sink = session.BeginMessage(Envelope(2_000_000, chunkBytes: 16384, isBinary: false));
            byte[] message = Bytes(2_000_000);
            for (int at = 0; at < message.Length; at += 4104) sink.Write(message, at, Math.Min(4104, message.Length - at));
            Assert.Equal((0, start), (server.Stalls, _clock.MonotonicMs));
            session.EndMessage();
            // Nothing is left to be sent, so the last replies may wait for an acknowledgement.
            Assert.InRange(server.Stalls, 0, 1);
        }

        [Theory]
        [InlineData(100, 64)]
        [InlineData(16384, 8192)]
        [InlineData(16384, 16396)]
        public void RepliesThatHaveComeAreReadWhileTheMessageIsSent(int chunkBytes, int wireBytes)
        {
            var server = new ChunkServer(_clock, isPipelining: true);
            SmtpSession session = Open(server, wireBytes);
            ByteSink sink = session.BeginMessage(Envelope(chunkBytes * 100, chunkBytes, isBinary: false));
            for (int i = 0; i < 100; i++) sink.Write(Bytes(chunkBytes), 0, chunkBytes);
            Assert.Equal(250, session.EndMessage().Code);
            Assert.InRange(server.UnreadMaxBytes, 1, 4 * "250 2.0.0 chunk\r\n".Length);
        }

        [Theory]
        [InlineData(true)]
        [InlineData(false)]
        public void RepliesToChunksMayComeLateButNotTooLate(bool isPipelining)
        {
            var late = new ChunkServer(_clock, isPipelining) { LateMs = 170_000 };
            SmtpSession session = Open(late, 64);
            session.BeginMessage(Envelope(10_000, isBinary: false)).Write(Bytes(10_000), 0, 10_000);
            Assert.Equal(250, session.EndMessage().Code);
            Assert.Equal(Bytes(10_000), late.Content.ToArray());
            var tooLate = new ChunkServer(_clock, isPipelining) { LateMs = 190_000 };
            ByteSink sink = Open(tooLate, 64).BeginMessage(Envelope(10_000, isBinary: false));
            var broken = Assert.Throws<SmtpBrokenException>(() => sink.Write(Bytes(10_000), 0, 10_000));
            Assert.Equal((SmtpBreak.Timeout, false), (broken.Cause, broken.PerhapsDelivered));
        }

        [Fact]
        public void ALineClosedAfterAnyChunkButTheLastIsNoDelivery()
        {
            for (int chunk = 1; chunk < 30; chunk++)
            {
                foreach (bool isPipelining in new[] { true, false })
                {
                    SmtpSession session = Open(new ChunkServer(_clock, isPipelining) { ClosesAfterChunk = chunk }, 64);
                    ByteSink sink = session.BeginMessage(Envelope(3000, isBinary: false));
                    var broken = Assert.Throws<SmtpBrokenException>(() =>
                    {
                        for (int i = 0; i < 30; i++) sink.Write(Bytes(100), 0, 100);
                        session.EndMessage();
                    });
                    // The end of the document is smaller than the buffer: it may be under way when the loss is seen.
                    if (chunk < 29) Assert.Equal((SmtpBreak.Closed, false), (broken.Cause, broken.PerhapsDelivered));
                }
            }
        }

        [Fact]
        public void RepliesToChunksThatComeInTwoPiecesSplitAtAnyByteAreTheSameReplies()
        {
            string script = PipelinedOpening
                + "C: MAIL FROM:<scanner@example.com> BODY=BINARYMIME\nC: RCPT TO:<one@example.com>\nS: 250 ok\nS: 250 ok\n"
                + string.Concat(Enumerable.Repeat("C: BDAT 100\nC# 100\nS: 250-2.0.0 one\nS: 250 2.0.0 chunk\n", 11))
                + "C: BDAT 50 LAST\nC# 50\nS: 250-2.6.0\nS: 250 queued\nC: QUIT\nS: 221 bye\n";
            long all = SendSplit(new ScriptedServer(_clock, script));
            for (long at = 1; at < all; at++) SendSplit(new ScriptedServer(_clock, script) { SplitAfterReadBytes = at });
        }

        private long SendSplit(ScriptedServer server)
        {
            SmtpSession session = Open(server);
            session.BeginMessage(Envelope(1150)).Write(Bytes(1150), 0, 1150);
            Assert.Equal("2.6.0", session.EndMessage().EnhancedCode);
            session.Quit();
            Assert.True(server.IsDone);
            return server.Traffic.Read;
        }

        [Theory]
        [InlineData("S: 421 4.3.2 going down\n")]
        [InlineData("DROP\n")]
        public void ALineThatBreaksOverARefusedChunkLeavesTheRefusalTheNews(string end)
        {
            var server = new ScriptedServer(_clock, PipelinedOpening
                + "C: MAIL FROM:<scanner@example.com> BODY=BINARYMIME\nC: RCPT TO:<one@example.com>\nS: 250 ok\nS: 250 ok\n"
                + "C: BDAT 100\nC# 100\nC: BDAT 100\nC# 100\nC: BDAT 50 LAST\nC# 50\nS: 552 5.3.4 too big\n" + end);
            SmtpSession session = Open(server, 384);
            session.BeginMessage(Envelope(250)).Write(Bytes(250), 0, 250);
            Assert.Equal("5.3.4", Assert.Throws<SmtpRefusedException>(() => session.EndMessage()).Reply.EnhancedCode);
            session.GiveUpChunks();
            Assert.True(server.IsClosed);
        }

        [Theory]
        [InlineData("500 5.5.1 what?")]
        [InlineData("501 5.5.4 syntax")]
        [InlineData("502 5.5.1 not here")]
        public void AnUnknownBdatLastIsLeftAtOnceTooWithoutAnotherWord(string reply)
        {
            var server = new ScriptedServer(_clock, Opening + Mail(50) + $"C: BDAT 50 LAST\nC# 50\nS: {reply}\n");
            SmtpSession session = Open(server);
            session.BeginMessage(Envelope(50)).Write(Bytes(50), 0, 50);
            Assert.Equal(reply, Assert.Throws<SmtpRefusedException>(() => session.EndMessage()).Reply.ToString());
            Assert.True(server.IsClosed);
            session.Quit();
        }

        [Fact]
        public void AMessageThatFillsItsChunksHasNoEmptyLastOne()
        {
            var server = new ScriptedServer(_clock, Opening + Mail(200)
                + "C: BDAT 100\nC# 100\nS: 250 ok\nC: BDAT 100 LAST\nC# 100\nS: 250 ok\n");
            SmtpSession session = Open(server);
            session.BeginMessage(Envelope(200)).Write(Bytes(200), 0, 200);
            session.EndMessage();
            Assert.True(server.IsDone);
        }

        [Fact]
        public void PipelinedChunksFillTheWritesAndABoundedNumberIsUnanswered()
        {
            var script = new StringBuilder(PipelinedOpening
                + "C: MAIL FROM:<scanner@example.com> BODY=BINARYMIME\nC: RCPT TO:<one@example.com>\nS: 250 ok\nS: 250 ok\n");
            for (int chunk = 1; chunk <= 30; chunk++)
            {
                script.Append(chunk < 30 ? "C: BDAT 100\nC# 100\nS: 250 ok\n" : "C: BDAT 100 LAST\nC# 100\nS: 250 ok\n");
            }
            var server = new ScriptedServer(_clock, script.ToString());
            SmtpSession session = Open(server, 384);
            ByteSink sink = session.BeginMessage(Envelope(3000));
            int before = server.WriteSizes.Count;
            for (int i = 0; i < 30; i++) sink.Write(Bytes(100), 0, 100);
            Assert.All(server.WriteSizes.Skip(before), size => Assert.Equal(384, size));
            session.EndMessage();
            Assert.True(server.IsDone);
        }

        [Fact]
        public void ServerThatAnswersNoChunkGetsOnlyAFewOfThem()
        {
            var script = new StringBuilder(PipelinedOpening
                + "C: MAIL FROM:<scanner@example.com> BODY=BINARYMIME\nC: RCPT TO:<one@example.com>\nS: 250 ok\nS: 250 ok\n");
            for (int chunk = 0; chunk < 100; chunk++) script.Append("C: BDAT 100\nC# 100\n");
            var server = new ScriptedServer(_clock, script.ToString());
            SmtpSession session = Open(server);
            ByteSink sink = session.BeginMessage(Envelope(10_000));
            var broken = Assert.Throws<SmtpBrokenException>(() =>
            {
                for (int i = 0; i < 100; i++) sink.Write(Bytes(100), 0, 100);
            });
            Assert.Equal((SmtpBreak.Timeout, false), (broken.Cause, broken.PerhapsDelivered));
            Assert.InRange(server.Messages.Count, 60, 64);
        }

        [Theory]
        [InlineData("500 5.5.1 what?")]
        [InlineData("501 5.5.4 syntax")]
        [InlineData("502 5.5.1 not here")]
        public void AServerThatDoesNotKnowBdatIsLeftAtOnce(string reply)
        {
            var server = new ScriptedServer(_clock, Opening + Mail(250) + $"C: BDAT 100\nS: {reply}\nC# 100\nHANG\n");
            SmtpSession session = Open(server);
            ByteSink sink = session.BeginMessage(Envelope(250));
            var refused = Assert.Throws<SmtpRefusedException>(() => sink.Write(Encoding.ASCII.GetBytes(
                "QUIT\r\nMAIL FROM:<evil@example.com>\r\n".PadRight(250)), 0, 250));
            Assert.Equal(SmtpPhase.Body, refused.Phase);
            session.GiveUpChunks();
            Assert.True(server.IsClosed);
            Assert.Equal(SmtpState.Closed, session.State);
        }

        [Fact]
        public void AfterAFailedChunkEveryOutstandingReplyIsReadAndTheMailReset()
        {
            var server = new ScriptedServer(_clock, PipelinedOpening
                + "C: MAIL FROM:<scanner@example.com> BODY=BINARYMIME\nC: RCPT TO:<one@example.com>\nS: 250 ok\nS: 250 ok\n"
                + "C: BDAT 100\nC# 100\nS: 552 5.3.4 too big\n"
                + string.Concat(Enumerable.Repeat("C: BDAT 100\nC# 100\nS: 503 5.5.1 no\n", 4)) + "C: RSET\nS: 250 reset\n"
                + "C: QUIT\nS: 221 bye\n");
            SmtpSession session = Open(server, 384);
            ByteSink sink = session.BeginMessage(Envelope(3000));
            var refused = Assert.Throws<SmtpRefusedException>(() =>
            {
                for (int i = 0; i < 30; i++) sink.Write(Bytes(100), 0, 100);
            });
            Assert.Equal("5.3.4", refused.Reply.EnhancedCode);
            session.GiveUpChunks();
            session.Quit();
            Assert.True(server.IsDone);
        }

        [Fact]
        public void ARefusalAtTheEndIsARefusal()
        {
            var server = new ScriptedServer(_clock, Opening + Mail(50) + "C: BDAT 50 LAST\nC# 50\nS: 554 5.6.1 no conversion\n");
            SmtpSession session = Open(server);
            session.BeginMessage(Envelope(50)).Write(Bytes(50), 0, 50);
            var refused = Assert.Throws<SmtpRefusedException>(() => session.EndMessage());
            Assert.Equal((SmtpPhase.EndOfData, 554), (refused.Phase, refused.Reply.Code));
        }

        [Fact]
        public void ALineThatBreaksAtAnyByteIsPerhapsDeliveredFromTheLastByteOnAndNeverBefore()
        {
            string script = Opening + Mail(250)
                + "C: BDAT 100\nC# 100\nS: 250 ok\nC: BDAT 100\nC# 100\nS: 250 ok\nC: BDAT 50 LAST\nC# 50\nS: 250 ok\n";
            var whole = new ScriptedServer(_clock, script);
            Send(whole);
            (long sent, long read) = whole.Traffic;
            for (long at = 0; at < sent; at++)
            {
                SmtpBrokenException broken = Breaks(new ScriptedServer(_clock, script) { DropAfterSentBytes = at });
                if (at < sent - 64) Assert.False(broken.PerhapsDelivered);
            }
            for (long at = 0; at < read; at++)
            {
                SmtpBrokenException broken = Breaks(new ScriptedServer(_clock, script) { DropAfterReadBytes = at });
                Assert.Equal(at >= read - "250 ok\r\n".Length, broken.PerhapsDelivered);
            }
        }

        [Fact]
        public void ADocumentThatChangedItsLengthNeverReachesItsEnd()
        {
            string script = Opening + Mail(250) + "C: BDAT 100\nC# 100\nS: 250 ok\nC: BDAT 100\nC# 100\nS: 250 ok\nC: BDAT 50 LAST\nC# 50\n";
            SmtpSession shorter = Open(new ScriptedServer(_clock, script));
            shorter.BeginMessage(Envelope(250)).Write(Bytes(249), 0, 249);
            Assert.Equal(SmtpBreak.LengthChanged, Assert.Throws<SmtpBrokenException>(() => shorter.EndMessage()).Cause);
            SmtpSession longer = Open(new ScriptedServer(_clock, script));
            ByteSink sink = longer.BeginMessage(Envelope(250));
            Assert.Equal(SmtpBreak.LengthChanged,
                Assert.Throws<SmtpBrokenException>(() => sink.Write(Bytes(251), 0, 251)).Cause);
        }

        [Fact]
        public void WithoutTheOfferItIsAFaultOfTheCaller()
        {
            var server = new ScriptedServer(_clock, "S: 220 mail\nC: EHLO [192.0.2.7]\nS: 250 CHUNKING\n");
            Assert.Throws<ArgumentException>(() => Open(server).BeginMessage(Envelope(250)));
        }

        private void Send(ScriptedServer server)
        {
            SmtpSession session = Open(server);
            session.BeginMessage(Envelope(250)).Write(Bytes(250), 0, 250);
            session.EndMessage();
        }

        private SmtpBrokenException Breaks(ScriptedServer server) => Assert.Throws<SmtpBrokenException>(() => Send(server));
    }
}

using System.Text;
using ScanToMail.Hal;
using ScanToMail.Smtp;
using ScanToMail.Tests.Support;
using Xunit;

namespace ScanToMail.Tests.Smtp
{
    public class SmtpSessionTests
    {
        private const string Greeting = "S: 220 mail.example.com ESMTP\n";
        private const string PlainEhlo = "C: EHLO [192.0.2.7]\nS: 250-mail.example.com\nS: 250 SIZE 1000000\n";

        private readonly SimClock _clock = new();
        private readonly RecordingTranscript _transcript = new();
        private readonly SmtpTimeouts _timeouts = new();

        public static TheoryData<ReplyMode> Modes => [ReplyMode.Whole, ReplyMode.Line, ReplyMode.Byte];

        private SmtpSession Open(ScriptedServer server, int wireBytes = 256)
        {
            var session = new SmtpSession(_clock, new byte[wireBytes]);
            session.Open(server, _timeouts, _transcript);
            return session;
        }

        private static SmtpEnvelope Envelope(params string[] recipients) => new()
        {
            From = "scanner@example.com",
            Recipients = recipients.Select(address => new SmtpRecipient { Address = address }).ToArray()
        };

        [Theory]
        [MemberData(nameof(Modes))]
        public void AWholeConversationGoesByteForByte(ReplyMode mode)
        {
            var server = new ScriptedServer(_clock, WholeConversation, mode);
            SmtpSession session = Open(server);
            Converse(session, server);
            Assert.True(server.IsDone);
            Assert.Equal("a\r\n..b\r\n", Encoding.ASCII.GetString(server.Messages.Single()));
            Assert.True(session.Capabilities.SmtpUtf8);
            Assert.False(session.Capabilities.StartTls);
            Assert.Equal(35882577, session.Capabilities.SizeLimitBytes);
        }

        private const string WholeConversation = """
            S: 220-mail.example.com ESMTP
            S: 220 at your service
            C: EHLO [192.0.2.7]
            S: 250-mail.example.com Hello [203.0.113.9]
            S: 250-size=35882577
            S: 250-AUTH=LOGIN
            S: 250 STARTTLS
            C: STARTTLS
            S: 220 2.0.0 go ahead
            TLS
            C: EHLO [192.0.2.7]
            S: 250-mail.example.com Hello [203.0.113.9]
            S: 250-SIZE 35882577
            S: 250-AUTH PLAIN LOGIN XOAUTH2
            S: 250 SMTPUTF8
            C: AUTH LOGIN
            S: 334 what is thy name?
            C: c2Nhbm5lcg==
            S: 334
            C: c2VjcmV0
            S: 235 2.7.0 welcome
            C: MAIL FROM:<scanner@example.com>
            S: 250 2.1.0 fine
            C: RCPT TO:<one@example.com>
            S: 250 2.1.5 fine
            C: RCPT TO:<two@example.com>
            S: 550-5.1.1 nobody of
            S: 550 5.1.1 that name
            C: DATA
            S: 354 go
            C* message
            S: 250 2.0.0 queued
            C: QUIT
            S: 221 2.0.0 bye
            """;

        private static void Converse(SmtpSession session, ScriptedServer server)
        {
            session.Ehlo("[192.0.2.7]");
            session.StartTls(new TlsOptions { TargetHost = "mail.example.com" });
            session.Authenticate(new SaslLogin("scanner", "secret"));
            SmtpEnvelope envelope = Envelope("one@example.com", "two@example.com");
            ByteSink sink = session.BeginMessage(envelope);
            Assert.True(envelope.Recipients[0].Accepted);
            Assert.False(envelope.Recipients[1].Accepted);
            Assert.Equal(550, envelope.Recipients[1].Reply.Code);
            Assert.Equal("5.1.1", envelope.Recipients[1].Reply.EnhancedCode);
            Assert.Equal("nobody of\nthat name", envelope.Recipients[1].Reply.Text);
            sink.WriteAscii("a\r\n.b\r\n");
            Assert.Equal("2.0.0", session.EndMessage().EnhancedCode);
            session.Quit();
            Assert.True(server.IsClosed);
        }

        [Theory]
        [MemberData(nameof(Modes))]
        public void ALineThatBreaksAtAnyByteIsAnErrorAndNeverDelivered(ReplyMode mode)
        {
            var whole = new ScriptedServer(_clock, WholeConversation, mode);
            Converse(Open(whole), whole);
            (long sent, long read) = whole.Traffic;
            for (long k = 0; k < sent + read; k++)
            {
                var server = new ScriptedServer(_clock, WholeConversation, mode);
                if (k < sent) server.DropAfterSentBytes = k;
                else server.DropAfterReadBytes = k - sent;
                bool isDelivered = false;
                try
                {
                    SmtpSession session = Open(server);
                    Converse(session, server);
                    isDelivered = true;
                }
                catch (SmtpBrokenException error)
                {
                    Assert.Equal(SmtpBreak.Closed, error.Cause);
                    Assert.Equal(error.Phase == SmtpPhase.EndOfData, error.PerhapsDelivered);
                }
                // Only a line that breaks after the 250 may count as delivered: in QUIT, or its reply.
                bool isInQuit = k < sent ? k >= sent - "QUIT\r\n".Length : k - sent >= read - "221 2.0.0 bye\r\n".Length;
                Assert.True(isDelivered == isInQuit, $"k={k} of {sent}+{read}, delivered={isDelivered}");
            }
        }

        [Theory]
        [InlineData("HANG", SmtpPhase.Greeting, 300000)]
        [InlineData(Greeting + "C: EHLO [192.0.2.7]", SmtpPhase.Ehlo, 300000)]
        [InlineData(Greeting + PlainEhlo + "C: MAIL FROM:<scanner@example.com>", SmtpPhase.MailFrom, 300000)]
        [InlineData(Greeting + PlainEhlo + "C: MAIL FROM:<scanner@example.com>\nS: 250 ok\nC: RCPT TO:<a@b.c>", SmtpPhase.RcptTo, 300000)]
        [InlineData(Greeting + PlainEhlo + "C: MAIL FROM:<scanner@example.com>\nS: 250 ok\nC: RCPT TO:<a@b.c>\nS: 250 ok\nC: DATA",
            SmtpPhase.Data, 120000)]
        [InlineData(Greeting + PlainEhlo + "C: MAIL FROM:<scanner@example.com>\nS: 250 ok\nC: RCPT TO:<a@b.c>\nS: 250 ok\nC: DATA\n"
            + "S: 354 go\nC*", SmtpPhase.EndOfData, 600000)]
        public void AServerThatHangsMeetsThePhasesTimeout(string script, SmtpPhase phase, int timeoutMs)
        {
            var server = new ScriptedServer(_clock, script);
            long start = _clock.MonotonicMs;
            var error = Assert.Throws<SmtpBrokenException>(() => Deliver(server));
            Assert.Equal(SmtpBreak.Timeout, error.Cause);
            Assert.Equal(phase, error.Phase);
            Assert.Equal(phase == SmtpPhase.EndOfData, error.PerhapsDelivered);
            Assert.Equal(timeoutMs, _clock.MonotonicMs - start);
        }

        private void Deliver(ScriptedServer server)
        {
            SmtpSession session = Open(server);
            session.Ehlo("[192.0.2.7]");
            session.BeginMessage(Envelope("a@b.c")).WriteAscii("hello\r\n");
            session.EndMessage();
        }

        [Fact]
        public void AServerThatDripsABytePerSecondGainsNoTime()
        {
            var server = new ScriptedServer(_clock, "S: 220 " + new string('x', 900)) { ByteDelayMs = 1000 };
            long start = _clock.MonotonicMs;
            var error = Assert.Throws<SmtpBrokenException>(() => Open(server));
            Assert.Equal(SmtpBreak.Timeout, error.Cause);
            Assert.InRange(_clock.MonotonicMs - start, 300000, 301000 + 512000);
        }

        [Fact]
        public void WhatComesInClearBehindStartTlsIsAnAttack()
        {
            var server = new ScriptedServer(_clock, Greeting + "C: EHLO [192.0.2.7]\nS: 250-mail\nS: 250 STARTTLS\nC: STARTTLS\n"
                + "S: 220 go\nS: 250 injected\nTLS");
            SmtpSession session = Open(server);
            session.Ehlo("[192.0.2.7]");
            var error = Assert.Throws<SmtpBrokenException>(() => session.StartTls(new TlsOptions()));
            Assert.Equal(SmtpBreak.Injection, error.Cause);
            Assert.False(server.IsTls);
        }

        [Theory]
        [InlineData(TlsFailure.CertificateRefused, SmtpBreak.TlsCertificateRefused)]
        [InlineData(TlsFailure.HandshakeFailed, SmtpBreak.TlsHandshakeFailed)]
        [InlineData(TlsFailure.Closed, SmtpBreak.TlsClosed)]
        [InlineData(TlsFailure.Timeout, SmtpBreak.TlsTimeout)]
        public void AFailedHandshakeKeepsItsKind(TlsFailure failure, SmtpBreak cause)
        {
            var server = new ScriptedServer(_clock,
                Greeting + "C: EHLO [192.0.2.7]\nS: 250-mail\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go\nTLS") { TlsFault = failure };
            SmtpSession session = Open(server);
            session.Ehlo("[192.0.2.7]");
            var error = Assert.Throws<SmtpBrokenException>(() => session.StartTls(new TlsOptions()));
            Assert.Equal(cause, error.Cause);
            Assert.Equal(SmtpPhase.TlsHandshake, error.Phase);
        }

        [Fact]
        public void WhereEhloIsUnknownHeloDoes()
        {
            var server = new ScriptedServer(_clock,
                Greeting + "C: EHLO [192.0.2.7]\nS: 502 what?\nC: HELO [192.0.2.7]\nS: 250 hello\n");
            SmtpSession session = Open(server);
            session.Ehlo("[192.0.2.7]");
            Assert.Equal(SmtpState.Ready, session.State);
            Assert.Equal(0, session.Capabilities.SizeLimitBytes);
        }

        [Theory]
        [InlineData("S: 554 5.3.2 not today", SmtpPhase.Greeting, 554)]
        [InlineData(Greeting + "C: EHLO [192.0.2.7]\nS: 450 4.3.2 later", SmtpPhase.Ehlo, 450)]
        [InlineData(Greeting + PlainEhlo + "C: MAIL FROM:<scanner@example.com>\nS: 550 5.7.60 not you", SmtpPhase.MailFrom, 550)]
        [InlineData(Greeting + PlainEhlo + "C: MAIL FROM:<scanner@example.com>\nS: 250 ok\nC: RCPT TO:<a@b.c>\nS: 550 5.4.1 no",
            SmtpPhase.RcptTo, 550)]
        [InlineData(Greeting + PlainEhlo + "C: MAIL FROM:<scanner@example.com>\nS: 250 ok\nC: RCPT TO:<a@b.c>\nS: 250 ok\nC: DATA\n"
            + "S: 451 4.3.0 no room", SmtpPhase.Data, 451)]
        [InlineData(Greeting + PlainEhlo + "C: MAIL FROM:<scanner@example.com>\nS: 250 ok\nC: RCPT TO:<a@b.c>\nS: 250 ok\nC: DATA\n"
            + "S: 354 go\nC*\nS: 554 5.6.0 no such content", SmtpPhase.EndOfData, 554)]
        public void ARefusalNamesItsPhaseAndCode(string script, SmtpPhase phase, int code)
        {
            var error = Assert.Throws<SmtpRefusedException>(() => Deliver(new ScriptedServer(_clock, script)));
            Assert.Equal(phase, error.Phase);
            Assert.Equal(code, error.Reply.Code);
        }

        [Theory]
        [InlineData("S: 421 4.3.2 draining", SmtpPhase.Greeting)]
        [InlineData(Greeting + PlainEhlo + "C: MAIL FROM:<scanner@example.com>\nS: 250 ok\nC: RCPT TO:<a@b.c>\nS: 421 4.3.2 draining",
            SmtpPhase.RcptTo)]
        [InlineData(Greeting + PlainEhlo + "C: MAIL FROM:<scanner@example.com>\nS: 250 ok\nC: RCPT TO:<a@b.c>\nS: 250 ok\nC: DATA\n"
            + "S: 354 go\nC*\nS: 421 4.3.2 draining", SmtpPhase.EndOfData)]
        public void A421EndsTheConversationAtAnyMoment(string script, SmtpPhase phase)
        {
            var error = Assert.Throws<SmtpBrokenException>(() => Deliver(new ScriptedServer(_clock, script)));
            Assert.Equal(SmtpBreak.ServiceClosing, error.Cause);
            Assert.Equal(phase, error.Phase);
            Assert.Equal("4.3.2", error.LastReply.EnhancedCode);
            Assert.False(error.PerhapsDelivered);
        }

        [Fact]
        public void WhatTheServerSaidBeforeItStoppedReadingIsTheDiagnosis()
        {
            string script = Greeting + PlainEhlo + "C: MAIL FROM:<scanner@example.com>\nS: 250 ok\nC: RCPT TO:<a@b.c>\nS: 250 ok\n"
                + "C: DATA\nS: 354 go\nC: first line\nS: 552 5.3.4 too big\nDROP";
            var server = new ScriptedServer(_clock, script);
            SmtpSession session = Open(server, wireBytes: 64);
            session.Ehlo("[192.0.2.7]");
            ByteSink sink = session.BeginMessage(Envelope("a@b.c"));
            var error = Assert.Throws<SmtpRefusedException>(() =>
            {
                sink.WriteAscii("first line\r\n");
                for (int i = 0; i < 100; i++) sink.WriteAscii("another line\r\n");
            });
            Assert.Equal(SmtpPhase.Body, error.Phase);
            Assert.Equal("552 5.3.4 too big", error.Reply.ToString());
        }

        [Fact]
        public void AMessageStopsBeforeTheServersSize()
        {
            string script = Greeting + "C: EHLO [192.0.2.7]\nS: 250-mail\nS: 250 SIZE 1000\nC: MAIL FROM:<scanner@example.com>\nS: 250 ok\n"
                + "C: RCPT TO:<a@b.c>\nS: 250 ok\nC: DATA\nS: 354 go\nC*";
            var server = new ScriptedServer(_clock, script);
            SmtpSession session = Open(server);
            session.Ehlo("[192.0.2.7]");
            ByteSink sink = session.BeginMessage(Envelope("a@b.c"));
            sink.WriteAscii(new string('x', 998) + "\r\n");
            var error = Assert.Throws<SmtpBrokenException>(() => sink.WriteAscii("x"));
            Assert.Equal(SmtpBreak.SizeLimit, error.Cause);
            Assert.Contains("server's SIZE of 1000", error.Message);
            session.Abort();
            Assert.Empty(server.Messages);
        }

        [Fact]
        public void AKnownSizeIsSaidAndCheckedBeforeMail()
        {
            var server = new ScriptedServer(_clock, Greeting + PlainEhlo + "C: MAIL FROM:<scanner@example.com> SIZE=5000\nS: 452 4.3.1 full");
            SmtpSession session = Open(server);
            session.Ehlo("[192.0.2.7]");
            SmtpEnvelope envelope = Envelope("a@b.c");
            envelope.SizeBytes = 2_000_000;
            var tooLarge = Assert.Throws<SmtpBrokenException>(() => session.BeginMessage(envelope));
            Assert.Equal(SmtpBreak.SizeLimit, tooLarge.Cause);
            envelope.SizeBytes = 5000;
            var error = Assert.Throws<SmtpRefusedException>(() => session.BeginMessage(envelope));
            Assert.Equal(452, error.Reply.Code);
        }

        [Theory]
        [InlineData("S: garbage")]
        [InlineData("S: 22")]
        [InlineData("S: 999 what")]
        [InlineData("S: 220_underscore")]
        [InlineData("S: HTTP/1.1 400 Bad Request")]
        public void GarbageIsNamed(string script)
        {
            var error = Assert.Throws<SmtpBrokenException>(() => Open(new ScriptedServer(_clock, script)));
            Assert.Equal(SmtpBreak.Garbage, error.Cause);
        }

        [Fact]
        public void SeededGarbageNeverGetsPastAnError()
        {
            for (int seed = 0; seed < 2000; seed++)
            {
                var random = new Random(seed);
                var bytes = new byte[random.Next(1, 600)];
                random.NextBytes(bytes);
                string text = Encoding.Latin1.GetString(bytes).Replace('\n', ' ').Replace('\r', ' ');
                var server = new ScriptedServer(_clock, "S: " + (seed % 3 == 0 ? "220-" : "") + text + "\nDROP");
                Exception? error = Record.Exception(() => Open(server));
                if (error is not null && error is not SmtpException) Assert.Fail($"seed {seed}: {error}");
            }
        }

        [Fact]
        public void AnEndlessReplyHasALimit()
        {
            var lines = new StringBuilder();
            for (int i = 0; i < 200; i++) lines.Append("S: 220-line\n");
            var error = Assert.Throws<SmtpBrokenException>(() => Open(new ScriptedServer(_clock, lines.ToString())));
            Assert.Contains("128 lines", error.Message);
        }

        [Fact]
        public void ControlCharactersOfAReplyReachNobody()
        {
            var error = Assert.Throws<SmtpRefusedException>(() => Open(new ScriptedServer(_clock, "S: 554 \u001b[31mred\u0007")));
            Assert.Equal("?[31mred?", error.Reply.Text);
            Assert.DoesNotContain(_transcript.Lines, line => line.Contains('\u001b'));
        }

        [Fact]
        public void PlainGoesInTheAuthLineAndNoSecretInTheTranscript()
        {
            var server = new ScriptedServer(_clock, Greeting + "C: EHLO [192.0.2.7]\nS: 250-mail\nS: 250 AUTH PLAIN\n"
                + "C: AUTH PLAIN AHVzZXIAcMOkc3M=\nS: 235 ok");
            SmtpSession session = Open(server);
            session.Ehlo("[192.0.2.7]");
            session.Authenticate(new SaslPlain("user", "päss"));
            Assert.Contains("C: AUTH PLAIN ********", _transcript.Lines);
            Assert.DoesNotContain(_transcript.Lines, line => line.Contains("AHVz"));
        }

        [Fact]
        public void ALongPlainResponseWaitsForItsChallenge()
        {
            string password = new('x', 400);
            string response = Convert.ToBase64String(Encoding.UTF8.GetBytes("\0user\0" + password));
            var server = new ScriptedServer(_clock, Greeting + "C: EHLO [192.0.2.7]\nS: 250-mail\nS: 250 AUTH PLAIN\n"
                + $"C: AUTH PLAIN\nS: 334 \nC: {response}\nS: 235 ok");
            SmtpSession session = Open(server);
            session.Ehlo("[192.0.2.7]");
            session.Authenticate(new SaslPlain("user", password));
            Assert.True(server.IsDone);
        }

        [Fact]
        public void ALoginThatWantsMoreIsCancelled()
        {
            var server = new ScriptedServer(_clock, Greeting + "C: EHLO [192.0.2.7]\nS: 250-mail\nS: 250 AUTH LOGIN\n"
                + "C: AUTH LOGIN\nS: 334 a\nC: dQ==\nS: 334 b\nC: cA==\nS: 334 c\nC: *\nS: 501 cancelled");
            SmtpSession session = Open(server);
            session.Ehlo("[192.0.2.7]");
            var error = Assert.Throws<SmtpRefusedException>(() => session.Authenticate(new SaslLogin("u", "p")));
            Assert.Equal(501, error.Reply.Code);
        }

        [Fact]
        public void WhatIsNotOfferedIsNotTried()
        {
            var server = new ScriptedServer(_clock, Greeting + PlainEhlo);
            SmtpSession session = Open(server);
            session.Ehlo("[192.0.2.7]");
            var auth = Assert.Throws<SmtpBrokenException>(() => session.Authenticate(new SaslLogin("u", "p")));
            Assert.Equal(SmtpBreak.AuthNotOffered, auth.Cause);
            var tls = Assert.Throws<SmtpBrokenException>(() => session.StartTls(new TlsOptions()));
            Assert.Equal(SmtpBreak.TlsNotOffered, tls.Cause);
            Assert.True(server.IsDone);
        }

        [Fact]
        public void AnAddressThatNeedsSmtpUtf8IsRefusedHereWhereTheServerLacksIt()
        {
            var server = new ScriptedServer(_clock, Greeting + PlainEhlo + "C: MAIL FROM:<scanner@example.com>\nS: 250 ok\n"
                + "C: RCPT TO:<a@b.c>\nS: 250 ok\nC: DATA\nS: 354 go");
            SmtpSession session = Open(server);
            session.Ehlo("[192.0.2.7]");
            SmtpEnvelope envelope = Envelope("bücher@example.com", "a@b.c");
            session.BeginMessage(envelope);
            Assert.False(envelope.Recipients[0].Accepted);
            Assert.Equal("5.6.7", envelope.Recipients[0].Reply.EnhancedCode);
            Assert.True(envelope.Recipients[1].Accepted);
        }

        [Fact]
        public void WhereSmtpUtf8IsOfferedItIsUsed()
        {
            var server = new ScriptedServer(_clock, Greeting + "C: EHLO [192.0.2.7]\nS: 250-mail\nS: 250 SMTPUTF8\n"
                + "C: MAIL FROM:<scanner@example.com> SMTPUTF8\nS: 250 ok\nC: RCPT TO:<bücher@example.com>\nS: 250 ok\nC: DATA\nS: 354 go");
            SmtpSession session = Open(server);
            session.Ehlo("[192.0.2.7]");
            session.BeginMessage(Envelope("bücher@example.com"));
            Assert.True(server.IsDone);
        }

        [Theory]
        [InlineData("a@b.c>\r\nRSET")]
        [InlineData("a@b.c\n")]
        [InlineData("a\0@b.c")]
        public void NoArgumentEndsItsLine(string address)
        {
            var server = new ScriptedServer(_clock, Greeting + PlainEhlo + "C: MAIL FROM:<scanner@example.com>\nS: 250 ok");
            SmtpSession session = Open(server);
            session.Ehlo("[192.0.2.7]");
            Assert.Throws<ArgumentException>(() => session.BeginMessage(Envelope(address)));
        }

        [Fact]
        public void AFailedQuitUndoesNothing()
        {
            var server = new ScriptedServer(_clock, Greeting + PlainEhlo + "C: QUIT\nHANG");
            SmtpSession session = Open(server);
            session.Ehlo("[192.0.2.7]");
            session.Quit();
            Assert.True(server.IsClosed);
            Assert.Equal(SmtpState.Closed, session.State);
        }

        [Fact]
        public void TheBodyGoesInFullBuffersAndOnlyTheLastIsShort()
        {
            var server = new ScriptedServer(_clock, Greeting + PlainEhlo + "C: MAIL FROM:<scanner@example.com>\nS: 250 ok\n"
                + "C: RCPT TO:<a@b.c>\nS: 250 ok\nC: DATA\nS: 354 go\nC*\nS: 250 ok");
            SmtpSession session = Open(server, wireBytes: 100);
            session.Ehlo("[192.0.2.7]");
            ByteSink sink = session.BeginMessage(Envelope("a@b.c"));
            int before = server.WriteSizes.Count;
            for (int i = 0; i < 50; i++) sink.WriteAscii("0123456789\r\n");
            session.EndMessage();
            List<int> body = server.WriteSizes.Skip(before).ToList();
            Assert.All(body.SkipLast(1), size => Assert.Equal(100, size));
            Assert.Equal(603, body.Sum());
        }

        /// <summary>Whoever takes a stale reply for the answer to the message calls a mail delivered that was refused.</summary>
        [Theory]
        [InlineData("S: 250 ok\nS: 250 ok twice\nC: DATA\nS: 354 go\nC*\nS: 554 no", SmtpPhase.Data)]
        [InlineData("S: 250 ok\nC: DATA\nS: 354 go\nS: 250 for nothing\nC*\nS: 554 no", SmtpPhase.Body)]
        [InlineData("S: 250 ok\nC: DATA\nS: 354 go\nC*\nS: 250 ok\nS: 554 no", SmtpPhase.EndOfData)]
        public void AReplyTooManyIsNeverTakenForTheMessages(string script, SmtpPhase phase)
        {
            var server = new ScriptedServer(_clock, Greeting + PlainEhlo + "C: MAIL FROM:<scanner@example.com>\nS: 250 ok\n"
                + "C: RCPT TO:<a@example.com>\n" + script);
            SmtpSession session = Open(server);
            session.Ehlo("[192.0.2.7]");
            SmtpException error = Assert.ThrowsAny<SmtpException>(() =>
            {
                ByteSink sink = session.BeginMessage(Envelope("a@example.com"));
                sink.WriteAscii("a\r\n");
                session.EndMessage();
            });
            Assert.Equal(phase, error.Phase);
            if (phase == SmtpPhase.EndOfData) Assert.True(((SmtpBrokenException)error).PerhapsDelivered);
        }

        [Fact]
        public void AnEarlyNoInTheMiddleOfTheDataIsTheAnswer()
        {
            var server = new ScriptedServer(_clock, Greeting + PlainEhlo + "C: MAIL FROM:<scanner@example.com>\nS: 250 ok\n"
                + "C: RCPT TO:<a@example.com>\nS: 250 ok\nC: DATA\nS: 354 go\nS: 552 5.3.4 too large");
            SmtpSession session = Open(server);
            session.Ehlo("[192.0.2.7]");
            ByteSink sink = session.BeginMessage(Envelope("a@example.com"));
            sink.WriteAscii("a\r\n");
            Assert.Equal(552, Assert.Throws<SmtpRefusedException>(() => session.EndMessage()).Reply.Code);
        }

        [Fact]
        public void DotsAreDoubledWhereverTheBuffersAreCut()
        {
            const string Text = ".a\r\n..\r\nb.c\r\n.\r\n...\r\nlast";
            for (int seed = 0; seed < 300; seed++)
            {
                var random = new Random(seed);
                var server = new ScriptedServer(_clock, Greeting + PlainEhlo + "C: MAIL FROM:<scanner@example.com>\nS: 250 ok\n"
                    + "C: RCPT TO:<a@b.c>\nS: 250 ok\nC: DATA\nS: 354 go\nC*\nS: 250 ok");
                SmtpSession session = Open(server, wireBytes: random.Next(64, 80));
                session.Ehlo("[192.0.2.7]");
                ByteSink sink = session.BeginMessage(Envelope("a@b.c"));
                byte[] bytes = Encoding.ASCII.GetBytes(Text);
                for (int at = 0; at < bytes.Length;)
                {
                    int part = Math.Min(random.Next(1, 6), bytes.Length - at);
                    if (random.Next(2) == 0) sink.Write(bytes, at, part);
                    else sink.WriteAscii(Encoding.ASCII.GetString(bytes, at, part));
                    at += part;
                }
                session.EndMessage();
                Assert.Equal("..a\r\n...\r\nb.c\r\n..\r\n....\r\nlast\r\n", Encoding.ASCII.GetString(server.Messages.Single()));
            }
        }
    }
}

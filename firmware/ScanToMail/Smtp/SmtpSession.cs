using System;
using ScanToMail.Hal;

namespace ScanToMail.Smtp
{
    /// <summary>Where a session stands; what may be called depends on it.</summary>
    public enum SmtpState
    {
        /// <summary>No connection.</summary>
        Closed,

        /// <summary>The greeting has been read.</summary>
        Greeted,

        /// <summary>EHLO or HELO was accepted: a mail may begin.</summary>
        Ready,

        /// <summary>354 has come: the message's bytes are due.</summary>
        Data
    }

    /// <summary>
    /// A client's side of SMTP (RFC 5321): one object for the life of the device, one conversation at a time. Every
    /// method blocks for at most its phase's timeout; what the server refuses is a <see cref="SmtpRefusedException"/>,
    /// what breaks the conversation a <see cref="SmtpBrokenException"/>, after which only <see cref="Abort"/> is of use.
    /// </summary>
    public sealed class SmtpSession
    {
        private const int CommandLineLimitBytes = 512;

        private readonly SmtpWire _wire;
        private readonly DataSink _data;
        private readonly ChunkSink _chunks;
        private readonly EnvelopeExchange _exchange;
        private IConnection _connection;
        private SmtpTimeouts _timeouts;
        private SmtpTranscript _transcript;
        private string _clientName;
        private bool _isChunked;
        private bool _hasMailBefore;

        /// <summary>A session with the buffer through which it sends; nobody else may use the buffer meanwhile.</summary>
        public SmtpSession(IClock clock, byte[] wireBuffer)
        {
            _wire = new SmtpWire(clock, wireBuffer);
            _data = new DataSink(_wire);
            _chunks = new ChunkSink(_wire);
            _exchange = new EnvelopeExchange(_wire, Capabilities);
        }

        /// <summary>Size of the body's buffer from which a chunk and its BDAT line go in one write.</summary>
        public static int OneWriteBytes(int chunkBytes)
        {
            return ChunkSink.OneWriteBytes(chunkBytes);
        }

        /// <summary>Where it stands.</summary>
        public SmtpState State { get; private set; }

        /// <summary>What the server offered last.</summary>
        public SmtpCapabilities Capabilities { get; } = new SmtpCapabilities();

        /// <summary>What the server greeted with.</summary>
        public string Greeting { get; private set; } = "";

        /// <summary>Bytes sent above TLS since <see cref="ResetCounters"/>.</summary>
        public long BytesSent
        {
            get { return _wire.BytesSent; }
        }

        /// <summary>Bytes received above TLS since <see cref="ResetCounters"/>.</summary>
        public long BytesReceived
        {
            get { return _wire.BytesReceived; }
        }

        /// <summary>How often a reply was waited for since <see cref="ResetCounters"/>.</summary>
        public int RoundTrips
        {
            get { return _wire.RoundTrips; }
        }

        /// <summary>A group of commands is out and its replies have not all come: a server that is silent now can't
        /// pipeline, whatever it says.</summary>
        public bool IsPipelining
        {
            get { return _exchange.IsPipelining; }
        }

        /// <summary>Sets the counters to 0.</summary>
        public void ResetCounters()
        {
            _wire.ResetCounters();
        }

        /// <summary>Takes over a connection and reads the greeting (RFC 5321 3.1).</summary>
        public void Open(IConnection connection, SmtpTimeouts timeouts, SmtpTranscript transcript)
        {
            _connection = connection;
            _timeouts = timeouts;
            _transcript = transcript;
            _hasMailBefore = false;
            Capabilities.Clear();
            _wire.Attach(connection);
            _wire.WriteTimeoutMs = timeouts.CommandMs;
            _wire.LastWordsMs = timeouts.LastWordsMs;
            _wire.Phase = SmtpPhase.Greeting;
            SmtpReply reply = _wire.ReadReply(timeouts.GreetingMs, transcript);
            Expect(reply, SmtpPhase.Greeting);
            Greeting = reply.Text;
            State = SmtpState.Greeted;
        }

        /// <summary>Introduces the client; where EHLO is not understood, HELO (RFC 5321 3.2).</summary>
        public void Ehlo(string clientName)
        {
            Require(SmtpState.Greeted);
            _clientName = clientName;
            SmtpReply reply = Command(SmtpPhase.Ehlo, "EHLO " + clientName);
            if (reply.IsPositive)
            {
                Capabilities.Read(reply);
            }
            else
            {
                Capabilities.Clear();
                if (reply.IsTransient) throw new SmtpRefusedException(SmtpPhase.Ehlo, reply, "");
                Expect(Command(SmtpPhase.Ehlo, "HELO " + clientName), SmtpPhase.Ehlo);
            }
            State = SmtpState.Ready;
        }

        /// <summary>
        /// Turns TLS on (RFC 3207) and introduces the client again, for what was offered in clear counts for nothing.
        /// What came in clear behind the server's 220 is an attack and ends the conversation.
        /// </summary>
        public void StartTls(TlsOptions options)
        {
            Require(SmtpState.Ready);
            if (!Capabilities.StartTls) throw TlsBreak(SmtpBreak.TlsNotOffered, "the server does not offer STARTTLS");
            SmtpReply reply = Command(SmtpPhase.StartTls, "STARTTLS");
            if (reply.IsTransient) throw new SmtpRefusedException(SmtpPhase.StartTls, reply, "");
            if (reply.Code != 220)
            {
                throw TlsBreak(SmtpBreak.TlsNotOffered, "the server refused STARTTLS: " + reply.ToString());
            }
            if (_wire.HasInput) throw TlsBreak(SmtpBreak.Injection, "more came in clear behind the reply to STARTTLS");
            _wire.Phase = SmtpPhase.TlsHandshake;
            Capabilities.Clear();
            Handshake(options);
            _wire.DropBuffers();
            _transcript.Note("TLS is on");
            State = SmtpState.Greeted;
            Ehlo(_clientName);
        }

        /// <summary>Signs in (RFC 4954). The transcript shows none of the secrets.</summary>
        public void Authenticate(SaslMechanism mechanism)
        {
            Require(SmtpState.Ready);
            if (!Capabilities.OffersAuth(mechanism.Name))
            {
                throw new SmtpBrokenException(SmtpPhase.Auth, SmtpBreak.AuthNotOffered,
                    "the server does not offer AUTH " + mechanism.Name, null, false);
            }
            _wire.HideInReplies(mechanism.Secrets());
            int step = 0;
            SmtpReply reply = BeginAuth(mechanism, ref step);
            while (reply.Code == 334 && step < mechanism.Steps) reply = Answer(mechanism, step++);
            if (reply.Code == 334) reply = Command(SmtpPhase.Auth, "*");
            if (!reply.IsPositive) throw new SmtpRefusedException(SmtpPhase.Auth, reply, "");
        }

        /// <summary>
        /// MAIL, RCPT for each recipient and DATA, in as few waits as the server allows. Every recipient gets its reply;
        /// where at least one is accepted the sink takes the message. By DATA it doubles dots and stops before the
        /// server's SIZE or the envelope's limit by <see cref="SmtpBrokenException"/> SizeLimit; by BDAT it takes exactly
        /// the envelope's size. Both coalesce. Throws <see cref="SmtpRefusedException"/> when the sender, all recipients,
        /// DATA or a chunk are refused.
        /// </summary>
        public ByteSink BeginMessage(SmtpEnvelope envelope)
        {
            Require(SmtpState.Ready);
            CheckSize(envelope);
            CheckTransfer(envelope);
            _wire.ExpectSilence(_transcript);
            _exchange.Run(envelope, _hasMailBefore, _timeouts, _transcript);
            _hasMailBefore = true;
            _wire.Phase = SmtpPhase.Body;
            _wire.WriteTimeoutMs = _timeouts.DataBlockMs;
            _isChunked = envelope.Transfer == SmtpTransfer.Bdat;
            bool isPipelined = Capabilities.Pipelining && envelope.AllowsPipelining;
            State = SmtpState.Data;
            _wire.Use(envelope.BodyBuffer);
            if (_isChunked)
            {
                _chunks.Begin(envelope, isPipelined, _timeouts, _transcript);
                return _chunks;
            }
            _data.Begin(LimitBytes(envelope), LimitName(envelope));
            return _data;
        }

        /// <summary>Asks for sender and recipients as <see cref="BeginMessage"/> does, and no further: what the server would
        /// take. <see cref="Reset"/> lets it forget the mail.</summary>
        public void Probe(SmtpEnvelope envelope)
        {
            Require(SmtpState.Ready);
            envelope.Transfer = SmtpTransfer.None;
            _exchange.Run(envelope, _hasMailBefore, _timeouts, _transcript);
        }

        /// <summary>
        /// The message's end and its reply: a positive one is returned, and the server has the message. Any break from
        /// here on is "perhaps delivered".
        /// </summary>
        public SmtpReply EndMessage()
        {
            Require(SmtpState.Data);
            SmtpReply reply = _isChunked ? _chunks.End() : EndData();
            LeaveBody();
            if (_isChunked && _chunks.IsOutOfStep) Abort();
            if (!reply.IsPositive) throw new SmtpRefusedException(SmtpPhase.EndOfData, reply, "");
            _wire.ExpectLast(reply);
            return reply;
        }

        /// <summary>
        /// After a refused chunk: the server is told to forget the mail, so that the next one may begin, or the line is
        /// closed where the server would take the chunk for commands (RFC 3030 2).
        /// </summary>
        public void GiveUpChunks()
        {
            if (State != SmtpState.Data || !_isChunked) return;
            if (_chunks.IsOutOfStep || _wire.HasFailed)
            {
                Abort();
                return;
            }
            LeaveBody();
            Reset();
            _hasMailBefore = false;
        }

        /// <summary>Forgets a mail that was begun (RFC 5321 4.1.1.5).</summary>
        public void Reset()
        {
            Require(SmtpState.Ready);
            Expect(Command(SmtpPhase.Rset, "RSET"), SmtpPhase.Rset);
        }

        /// <summary>Says goodbye and closes. Nothing depends on the answer: a failure here undoes no 250.</summary>
        public void Quit()
        {
            if (State != SmtpState.Ready && State != SmtpState.Greeted)
            {
                Abort();
                return;
            }
            try
            {
                _wire.Phase = SmtpPhase.Quit;
                _wire.SendLine("QUIT", _transcript);
                _wire.Flush();
                _wire.ReadReply(_timeouts.QuitMs, _transcript);
            }
            catch (SmtpException error)
            {
                _transcript.Note("QUIT: " + error.Message);
            }
            Abort();
        }

        /// <summary>Closes at once. In the middle of a message the server gets no final dot and drops it.</summary>
        public void Abort()
        {
            if (_connection != null) _connection.Close();
            _connection = null;
            _wire.DropBuffers();
            State = SmtpState.Closed;
        }

        private void LeaveBody()
        {
            _wire.Use(null);
            _wire.IsPastTheEnd = false;
            _wire.WriteTimeoutMs = _timeouts.CommandMs;
            State = SmtpState.Ready;
        }

        private void Handshake(TlsOptions options)
        {
            try
            {
                _connection.StartTls(options, _timeouts.TlsMs);
            }
            catch (TlsException error)
            {
                throw TlsBreak(BreakOf(error.Failure), error.Message);
            }
        }

        private static SmtpBreak BreakOf(TlsFailure failure)
        {
            if (failure == TlsFailure.CertificateRefused) return SmtpBreak.TlsCertificateRefused;
            if (failure == TlsFailure.HandshakeFailed) return SmtpBreak.TlsHandshakeFailed;
            return failure == TlsFailure.Closed ? SmtpBreak.TlsClosed : SmtpBreak.TlsTimeout;
        }

        private SmtpBrokenException TlsBreak(SmtpBreak cause, string message)
        {
            SmtpPhase phase = _wire.Phase == SmtpPhase.TlsHandshake ? SmtpPhase.TlsHandshake : SmtpPhase.StartTls;
            return new SmtpBrokenException(phase, cause, message, null, false);
        }

        private SmtpReply BeginAuth(SaslMechanism mechanism, ref int step)
        {
            string command = "AUTH " + mechanism.Name;
            _wire.Phase = SmtpPhase.Auth;
            _wire.ExpectSilence(_transcript);
            _wire.WriteAscii(command);
            bool isShort = command.Length + mechanism.InitialResponseLength + 3 <= CommandLineLimitBytes;
            if (mechanism.InitialResponseLength > 0 && isShort)
            {
                _wire.WriteAscii(" ");
                mechanism.WriteResponse(step++, _wire);
                command += " " + SmtpTranscript.Masked;
            }
            return EndAuthLine(command);
        }

        private SmtpReply Answer(SaslMechanism mechanism, int step)
        {
            mechanism.WriteResponse(step, _wire);
            return EndAuthLine(SmtpTranscript.Masked);
        }

        private SmtpReply EndAuthLine(string shown)
        {
            _wire.WriteAscii("\r\n");
            _transcript.Sent(shown);
            _wire.Flush();
            return _wire.ReadReply(_timeouts.CommandMs, _transcript);
        }

        private void CheckSize(SmtpEnvelope envelope)
        {
            _wire.Phase = SmtpPhase.MailFrom;
            long limitBytes = LimitBytes(envelope);
            if (limitBytes == 0 || envelope.SizeBytes <= limitBytes) return;
            throw _wire.Broken(SmtpBreak.SizeLimit, "the message of " + envelope.SizeBytes.ToString()
                + " bytes is larger than " + LimitName(envelope) + " of " + limitBytes.ToString() + " bytes");
        }

        private void CheckTransfer(SmtpEnvelope envelope)
        {
            bool isBdat = envelope.Transfer == SmtpTransfer.Bdat;
            if (isBdat && (!Capabilities.Chunking || envelope.SizeBytes <= 0))
            {
                throw new ArgumentException("BDAT needs CHUNKING and a size that is known");
            }
            if (envelope.IsBinary && (!isBdat || !Capabilities.BinaryMime))
            {
                throw new ArgumentException("BODY=BINARYMIME needs BDAT and BINARYMIME");
            }
        }

        private SmtpReply EndData()
        {
            _wire.ExpectSilence(_transcript);
            _wire.Phase = SmtpPhase.EndOfData;
            _transcript.Note(_data.SizeBytes.ToString() + " bytes of message");
            _data.WriteEnd();
            _transcript.Sent(".");
            _wire.IsPastTheEnd = true;
            _wire.Flush();
            return _wire.ReadReply(_timeouts.DataTerminationMs, _transcript);
        }

        private long LimitBytes(SmtpEnvelope envelope)
        {
            long serverBytes = Capabilities.SizeLimitBytes;
            if (serverBytes == 0) return envelope.LimitBytes;
            return envelope.LimitBytes == 0 || serverBytes < envelope.LimitBytes ? serverBytes : envelope.LimitBytes;
        }

        private string LimitName(SmtpEnvelope envelope)
        {
            return LimitBytes(envelope) == Capabilities.SizeLimitBytes ? "the server's SIZE" : "the device's own limit";
        }

        private SmtpReply Command(SmtpPhase phase, string line)
        {
            _wire.Phase = phase;
            _wire.ExpectSilence(_transcript);
            _wire.SendLine(line, _transcript);
            _wire.Flush();
            return _wire.ReadReply(_timeouts.CommandMs, _transcript);
        }

        private static void Expect(SmtpReply reply, SmtpPhase phase)
        {
            if (!reply.IsPositive) throw new SmtpRefusedException(phase, reply, "");
        }

        private void Require(SmtpState state)
        {
            if (State != state) throw new InvalidOperationException("the SMTP session is not in the state for this");
        }
    }
}

using System;
using System.Text;
using ScanToMail.Hal;

namespace ScanToMail.Smtp
{
    /// <summary>
    /// The line between session and server: one buffer out, one small buffer in. What is written is coalesced and goes to
    /// the connection in full buffers; only <see cref="Flush"/> sends a shorter one.
    /// </summary>
    internal sealed class SmtpWire : ByteSink
    {
        private const int InputBytes = 512;
        private const int LastRepliesLimit = 16;
        private static readonly char[] LineBreakers = { '\r', '\n', '\0' };

        private readonly IClock _clock;
        private readonly byte[] _out;
        private readonly byte[] _in = new byte[InputBytes];
        private readonly ReplyParser _parser = new ReplyParser();
        private IConnection _connection;
        private int _outCount;
        private int _inOffset;
        private int _inCount;
        private bool _isAwaiting;

        public SmtpWire(IClock clock, byte[] buffer)
        {
            _clock = clock;
            _out = buffer;
        }

        /// <summary>What the conversation is in now; errors name it.</summary>
        public SmtpPhase Phase { get; set; }

        /// <summary>Time that one write may take.</summary>
        public int WriteTimeoutMs { get; set; }

        /// <summary>Time that reading the server's last words may take after a failed write.</summary>
        public int LastWordsMs { get; set; }

        /// <summary>Whether the final dot has been written, so that a break leaves the outcome open.</summary>
        public bool IsPastTheEnd { get; set; }

        public long BytesSent { get; private set; }

        public long BytesReceived { get; private set; }

        /// <summary>How often something was sent and then waited upon.</summary>
        public int RoundTrips { get; private set; }

        /// <summary>Bytes have come that nobody has read.</summary>
        public bool HasInput
        {
            get { return _inOffset < _inCount; }
        }

        /// <summary>A reply, or a part of one, is here.</summary>
        public bool HasReply
        {
            get { return HasInput || _connection.DataAvailable; }
        }

        public void Attach(IConnection connection)
        {
            _connection = connection;
            DropBuffers();
            IsPastTheEnd = false;
            _isAwaiting = true;
        }

        public void ResetCounters()
        {
            BytesSent = 0;
            BytesReceived = 0;
            RoundTrips = 0;
        }

        public void DropBuffers()
        {
            _outCount = 0;
            _inOffset = 0;
            _inCount = 0;
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            while (count > 0)
            {
                int part = count < _out.Length - _outCount ? count : _out.Length - _outCount;
                Array.Copy(buffer, offset, _out, _outCount, part);
                Added(part);
                offset += part;
                count -= part;
            }
        }

        public override void WriteAscii(string text)
        {
            int offset = 0;
            int count = text.Length;
            while (count > 0)
            {
                int part = count < _out.Length - _outCount ? count : _out.Length - _outCount;
                Encoding.UTF8.GetBytes(text, offset, part, _out, _outCount);
                Added(part);
                offset += part;
                count -= part;
            }
        }

        /// <summary>Writes a command line, without sending it yet.</summary>
        public void SendLine(string line, SmtpTranscript transcript)
        {
            if (line.IndexOfAny(LineBreakers) >= 0)
            {
                throw new ArgumentException("an SMTP command may not hold CR, LF or NUL");
            }
            byte[] bytes = Encoding.UTF8.GetBytes(line);
            Write(bytes, 0, bytes.Length);
            WriteAscii("\r\n");
            transcript.Sent(line);
        }

        /// <summary>Sends what is buffered.</summary>
        public void Flush()
        {
            if (_outCount == 0) return;
            int count = _outCount;
            _outCount = 0;
            _isAwaiting = true;
            try
            {
                _connection.Write(_out, 0, count, WriteTimeoutMs);
            }
            catch (NetworkException error)
            {
                ThrowLastWords(error);
            }
            BytesSent += count;
        }

        /// <summary>Reads one whole reply; a 421 ends the conversation whatever was asked (RFC 5321 3.8).</summary>
        public SmtpReply ReadReply(int timeoutMs, SmtpTranscript transcript)
        {
            return ReadReply(timeoutMs, transcript, false);
        }

        /// <summary>The same; a brief one has no text where it is positive.</summary>
        public SmtpReply ReadReply(int timeoutMs, SmtpTranscript transcript, bool isBrief)
        {
            SmtpReply reply = ReadAnyReply(timeoutMs, transcript, isBrief);
            if (reply.Code == 421)
            {
                throw new SmtpBrokenException(Phase, SmtpBreak.ServiceClosing, reply.ToString(), reply, false);
            }
            return reply;
        }

        public SmtpBrokenException Broken(SmtpBreak cause, string message)
        {
            return new SmtpBrokenException(Phase, cause, message, null, IsPastTheEnd);
        }

        private void Added(int count)
        {
            _outCount += count;
            if (_outCount == _out.Length) Flush();
        }

        private SmtpReply ReadAnyReply(int timeoutMs, SmtpTranscript transcript, bool isBrief)
        {
            long deadlineMs = _clock.MonotonicMs + timeoutMs;
            // Within the body only a reply that has not come yet is waited for.
            if (_isAwaiting && (Phase != SmtpPhase.Body || !HasReply)) RoundTrips++;
            _isAwaiting = false;
            _parser.Begin(transcript, isBrief);
            while (!_parser.IsDone)
            {
                if (!HasInput) Fill(deadlineMs);
                _inOffset += _parser.Take(_in, _inOffset, _inCount - _inOffset);
                if (_parser.Error.Length > 0) throw Broken(SmtpBreak.Garbage, _parser.Error);
            }
            return _parser.Reply;
        }

        private void Fill(long deadlineMs)
        {
            long leftMs = deadlineMs - _clock.MonotonicMs;
            if (leftMs <= 0) throw Broken(SmtpBreak.Timeout, "no complete reply in time");
            int count;
            try
            {
                count = _connection.Read(_in, 0, _in.Length, (int)leftMs);
            }
            catch (NetworkException error)
            {
                throw error.Failure == NetworkFailure.Timeout
                    ? Broken(SmtpBreak.Timeout, "no complete reply in time")
                    : Broken(SmtpBreak.Closed, "the connection broke: " + error.Message);
            }
            if (count == 0) throw Broken(SmtpBreak.Closed, "the server closed the connection");
            _inOffset = 0;
            _inCount = count;
            BytesReceived += count;
        }

        /// <summary>A server that stops reading has usually said why before: that is the diagnosis, not the broken
        /// line.</summary>
        private void ThrowLastWords(NetworkException error)
        {
            SmtpReply reply;
            try
            {
                // Replies to chunks that went well may stand before it.
                int replies = 0;
                do reply = ReadReply(LastWordsMs, null);
                while (reply.Code < 400 && ++replies < LastRepliesLimit);
            }
            catch (SmtpBrokenException last)
            {
                if (last.Cause == SmtpBreak.ServiceClosing) throw;
                throw Broken(error.Failure == NetworkFailure.Timeout ? SmtpBreak.Timeout : SmtpBreak.Closed,
                    "sending failed: " + error.Message);
            }
            if (reply.Code >= 400) throw new SmtpRefusedException(Phase, reply, "");
            throw Broken(SmtpBreak.Closed, "sending failed: " + error.Message);
        }
    }
}

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

        private readonly IClock _clock;
        private readonly byte[] _out;
        private readonly byte[] _in = new byte[InputBytes];
        private readonly ReplyParser _parser = new ReplyParser();
        private IConnection _connection;
        private int _outCount;
        private int _inOffset;
        private int _inCount;

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

        /// <summary>How often a reply had to be waited for.</summary>
        public int RoundTrips { get; private set; }

        /// <summary>Bytes have come that nobody has read.</summary>
        public bool HasInput
        {
            get { return _inOffset < _inCount; }
        }

        public void Attach(IConnection connection)
        {
            _connection = connection;
            DropBuffers();
            IsPastTheEnd = false;
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

        /// <summary>Sends what is buffered.</summary>
        public void Flush()
        {
            if (_outCount == 0) return;
            int count = _outCount;
            _outCount = 0;
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
            SmtpReply reply = ReadAnyReply(timeoutMs, transcript);
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

        private SmtpReply ReadAnyReply(int timeoutMs, SmtpTranscript transcript)
        {
            long deadlineMs = _clock.MonotonicMs + timeoutMs;
            if (!HasInput) RoundTrips++;
            _parser.Begin(transcript);
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
                reply = ReadReply(LastWordsMs, null);
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

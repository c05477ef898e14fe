using System;
using System.Text;
using ScanToMail.Hal;

namespace ScanToMail.Smtp
{
    /// <summary>
    /// The line between session and server: one buffer out, one small buffer in. What is written is coalesced and goes to
    /// the connection in full buffers; only <see cref="Flush"/> sends a shorter one. A body may have a larger buffer.
    /// </summary>
    internal sealed class SmtpWire : ByteSink
    {
        private const int InputBytes = 512;
        private const int LastRepliesLimit = 64;
        // Boxed once: Array.IndexOf takes an object.
        private static readonly object LineFeed = (byte)'\n';
        private static readonly char[] LineBreakers = { '\r', '\n', '\0' };

        private readonly IClock _clock;
        private readonly byte[] _own;
        private readonly ReplyParser _parser = new ReplyParser();
        private IConnection _connection;
        private byte[] _out;
        private byte[] _in;
        private int _outCount;
        private int _inOffset;
        private int _inCount;
        private bool _isAwaiting;

        public SmtpWire(IClock clock, byte[] buffer)
        {
            _clock = clock;
            _own = buffer;
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

        /// <summary>A write has failed, so that nobody knows what the server has of it.</summary>
        public bool HasFailed { get; private set; }

        /// <summary>Size of the buffer that is sent when it is full.</summary>
        public int BufferBytes
        {
            get { return _out.Length; }
        }

        /// <summary>Bytes that fit into the buffer before it is sent.</summary>
        public int RoomBytes
        {
            get { return _out.Length - _outCount; }
        }

        public long BytesSent { get; private set; }

        public long BytesReceived { get; private set; }

        /// <summary>How often something was sent and then waited upon.</summary>
        public int RoundTrips { get; private set; }

        /// <summary>Bytes have come that nobody has read.</summary>
        public bool HasInput
        {
            get { return _inOffset < _inCount; }
        }

        /// <summary>Something has come, read or not. Under TLS not every board can tell.</summary>
        public bool HasIncoming
        {
            get { return HasInput || _connection.DataAvailable; }
        }

        public void Attach(IConnection connection)
        {
            _connection = connection;
            DropBuffers();
            IsPastTheEnd = false;
            HasFailed = false;
            _isAwaiting = true;
        }

        public void ResetCounters()
        {
            BytesSent = 0;
            BytesReceived = 0;
            RoundTrips = 0;
        }

        /// <summary>Sends through another buffer from now on, or through its own again (null). Nothing may be unsent.</summary>
        public void Use(byte[] buffer)
        {
            if (_outCount > 0) throw new InvalidOperationException("the buffer holds what is not sent yet");
            _out = buffer == null ? _own : buffer;
        }

        /// <summary>Forgets what is buffered in both directions, and gives the memory for what comes in back until something
        /// does.</summary>
        public void DropBuffers()
        {
            _parser.Release();
            _in = null;
            _out = _own;
            _outCount = 0;
            _inOffset = 0;
            _inCount = 0;
        }

        /// <summary>From now on, up to <see cref="DropBuffers"/>, replies are kept and shown without these secrets.</summary>
        public void HideInReplies(string[] secrets)
        {
            _parser.Hide(secrets);
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            int room = _out.Length - _outCount;
            while (count >= room)
            {
                Array.Copy(buffer, offset, _out, _outCount, room);
                FlushFull();
                offset += room;
                count -= room;
                room = _out.Length;
            }
            Array.Copy(buffer, offset, _out, _outCount, count);
            _outCount += count;
        }

        public override void WriteAscii(string text)
        {
            int offset = 0;
            int count = text.Length;
            int room = _out.Length - _outCount;
            while (count >= room)
            {
                Encoding.UTF8.GetBytes(text, offset, room, _out, _outCount);
                FlushFull();
                offset += room;
                count -= room;
                room = _out.Length;
            }
            if (count == 0) return;
            Encoding.UTF8.GetBytes(text, offset, count, _out, _outCount);
            _outCount += count;
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
                HasFailed = true;
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

        /// <summary>
        /// Reads one reply and returns null where it is a positive line, of which there are hundreds in a message by
        /// BDAT: it is looked at natively, and nobody needs its text.
        /// </summary>
        public SmtpReply ReadUnlessPositive(int timeoutMs)
        {
            if (!HasInput) Fill(_clock.MonotonicMs + timeoutMs);
            int end = Array.IndexOf(_in, LineFeed, _inOffset, _inCount - _inOffset);
            if (end - _inOffset >= 4 && _in[_inOffset] == '2' && _in[_inOffset + 3] == ' ')
            {
                _inOffset = end + 1;
                return null;
            }
            SmtpReply reply = ReadReply(timeoutMs, null);
            return reply.IsPositive ? null : reply;
        }

        /// <summary>
        /// To be called where no reply is due. What has come all the same is the server's early no or its farewell, and ends the
        /// mail; anything else means that the two sides are out of step, and then no later reply says what it seems to say.
        /// </summary>
        public void ExpectSilence(SmtpTranscript transcript)
        {
            if (!HasIncoming) return;
            SmtpReply reply = ReadReply(LastWordsMs, transcript);
            if (reply.Code >= 400) throw new SmtpRefusedException(Phase, reply, "");
            throw Broken(SmtpBreak.Garbage, "the server answered what it was not asked: " + reply.ToString());
        }

        /// <summary>
        /// To be called behind a message's last reply: what stands behind it but a farewell (421) shows
        /// that it was another command's.
        /// </summary>
        public void ExpectLast(SmtpReply reply)
        {
            if (!HasInput || IsFarewell()) return;
            throw new SmtpBrokenException(Phase, SmtpBreak.Garbage, "the server answers more than it was asked", reply, true);
        }

        public SmtpBrokenException Broken(SmtpBreak cause, string message)
        {
            return new SmtpBrokenException(Phase, cause, message, null, IsPastTheEnd);
        }

        /// <summary>As much of it as is there: a reply may come in pieces.</summary>
        private bool IsFarewell()
        {
            int count = _inCount - _inOffset;
            return _in[_inOffset] == '4' && (count < 2 || _in[_inOffset + 1] == '2') && (count < 3 || _in[_inOffset + 2] == '1');
        }

        private void FlushFull()
        {
            _outCount = _out.Length;
            Flush();
        }

        private SmtpReply ReadAnyReply(int timeoutMs, SmtpTranscript transcript)
        {
            long deadlineMs = _clock.MonotonicMs + timeoutMs;
            if (_isAwaiting) RoundTrips++;
            _isAwaiting = false;
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
            if (_in == null) _in = new byte[InputBytes];
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

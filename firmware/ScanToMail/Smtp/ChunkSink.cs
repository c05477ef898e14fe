using System.Text;
using ScanToMail.Hal;

namespace ScanToMail.Smtp
{
    /// <summary>
    /// A message on its way by BDAT (RFC 3030): its size is known, so each chunk is announced before its bytes pass
    /// through, nothing is held, and no byte is looked at. A buffer of <see cref="OneWriteBytes"/> takes a chunk and its
    /// line in one write. Where the server pipelines, at most 64 chunks are unanswered, replies that have come are read between
    /// chunks, and in a smaller buffer the writes stay full across chunks; elsewhere each chunk is answered before the next.
    /// </summary>
    internal sealed class ChunkSink : ByteSink
    {
        private const int PipelinedLimit = 64;
        // Fewer cost a look of their own each; a board's TCP holds six.
        private const int ReadAtOnce = 4;

        private readonly SmtpWire _wire;
        private SmtpTimeouts _timeouts;
        private SmtpTranscript _transcript;
        private byte[] _command;
        private int _chunkBytes;
        private int _chunkLeftBytes;
        private long _leftBytes;
        private int _outstandingLimit;
        private bool _isLast;
        private int _outstanding;

        public ChunkSink(SmtpWire wire)
        {
            _wire = wire;
        }

        /// <summary>Size of the buffer from which a chunk goes with its line in one write.</summary>
        public static int OneWriteBytes(int chunkBytes)
        {
            return Line(chunkBytes).Length + chunkBytes;
        }

        /// <summary>The server has not read the refused chunk and would take it for commands: only closing helps.</summary>
        public bool IsOutOfStep { get; private set; }

        /// <summary>Chunks begun.</summary>
        public int Chunks { get; private set; }

        /// <summary>Starts a message of exactly so many bytes.</summary>
        public void Begin(SmtpEnvelope envelope, bool isPipelined, SmtpTimeouts timeouts, SmtpTranscript transcript)
        {
            _timeouts = timeouts;
            _transcript = transcript;
            _chunkBytes = envelope.ChunkBytes;
            _command = Encoding.UTF8.GetBytes(Line(_chunkBytes));
            _leftBytes = envelope.SizeBytes;
            _chunkLeftBytes = 0;
            // The oldest of the unanswered chunks must have left the buffer when its reply is waited for.
            bool fits = _chunkBytes * (PipelinedLimit - 1) >= _wire.BufferBytes;
            _outstandingLimit = isPipelined && fits ? PipelinedLimit : 1;
            _isLast = false;
            _outstanding = 0;
            IsOutOfStep = false;
            Chunks = 0;
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            while (count >= _chunkLeftBytes && count > 0)
            {
                if (_chunkLeftBytes == 0) BeginChunk();
                int part = count < _chunkLeftBytes ? count : _chunkLeftBytes;
                Pass(part);
                _wire.Write(buffer, offset, part);
                offset += part;
                count -= part;
                if (_chunkLeftBytes == 0) EndChunk();
            }
            _chunkLeftBytes -= count;
            _wire.Write(buffer, offset, count);
        }

        public override void WriteAscii(string text)
        {
            if (text.Length == 0) return;
            if (_chunkLeftBytes == 0) BeginChunk();
            if (text.Length > _chunkLeftBytes)
            {
                byte[] bytes = Encoding.UTF8.GetBytes(text);
                Write(bytes, 0, bytes.Length);
                return;
            }
            Pass(text.Length);
            _wire.WriteAscii(text);
            if (_chunkLeftBytes == 0) EndChunk();
        }

        /// <summary>Sends what is left and reads every outstanding reply; the last one is the message's.</summary>
        public SmtpReply End()
        {
            if (_leftBytes > 0 || _chunkLeftBytes > 0) throw LengthChanged();
            _wire.Phase = SmtpPhase.EndOfData;
            _transcript.Note(Chunks.ToString() + " chunks in all, the last one LAST");
            _wire.Flush();
            while (_outstanding > 1) ReadChunkReply();
            _outstanding = 0;
            SmtpReply reply = _wire.ReadReply(_timeouts.DataTerminationMs, _transcript);
            IsOutOfStep = IsUnread(reply);
            return reply;
        }

        private void BeginChunk()
        {
            if (_leftBytes == 0) throw LengthChanged();
            if (_outstanding == 0) _wire.ExpectSilence(_transcript);
            _isLast = _leftBytes <= _chunkBytes;
            _chunkLeftBytes = _isLast ? (int)_leftBytes : _chunkBytes;
            _leftBytes -= _chunkLeftBytes;
            if (_isLast) _wire.SendLine("BDAT " + _chunkLeftBytes.ToString() + " LAST", _transcript);
            else _wire.Write(_command, 0, _command.Length);
            if (Chunks == 0 && !_isLast) _transcript.Sent("BDAT " + _chunkBytes.ToString());
            Chunks++;
            _outstanding++;
        }

        /// <summary>From the moment that the last byte may be out, a break leaves the outcome open.</summary>
        private void Pass(int count)
        {
            _chunkLeftBytes -= count;
            if (_isLast && _chunkLeftBytes == 0) _wire.IsPastTheEnd = true;
        }

        /// <summary>
        /// Reads what has come, for a board's TCP drops what it has no room for until somebody reads. At the limit it
        /// waits for one reply only, the oldest: it is on its way in any case. A server whose small writes wait for
        /// each other (Nagle's algorithm, as in Postfix) holds the next one back until the next chunk has acknowledged
        /// this one; waiting for that too costs the time of a delayed acknowledgement.
        /// </summary>
        private void EndChunk()
        {
            if (_isLast) return;
            if (_outstandingLimit == 1) _wire.Flush();
            else if (_outstanding < ReadAtOnce) return;
            while (_outstanding >= _outstandingLimit || _wire.HasInput || (HasLeft() && _wire.HasIncoming)) ReadChunkReply();
        }

        /// <summary>The oldest unanswered chunk is out of the buffer: what has come may be no reply (a session ticket of
        /// TLS), and then its reply is waited for.</summary>
        private bool HasLeft()
        {
            return _chunkBytes * (_outstanding - 1) >= _wire.BufferBytes;
        }

        private void ReadChunkReply()
        {
            SmtpReply reply = _wire.ReadUnlessPositive(_timeouts.DataBlockMs);
            _outstanding--;
            if (reply == null) return;
            _transcript.Received(reply.ToString());
            IsOutOfStep = IsUnread(reply) || !ReadTheRest();
            throw new SmtpRefusedException(SmtpPhase.Body, reply, "");
        }

        /// <summary>
        /// Chunks that are out already are answered too, and no command may be sent before that. False where the line
        /// breaks over it: that the server has refused stays the news.
        /// </summary>
        private bool ReadTheRest()
        {
            try
            {
                _wire.Flush();
                while (_outstanding > 0)
                {
                    _wire.ReadReply(_timeouts.DataBlockMs, null);
                    _outstanding--;
                }
                return true;
            }
            catch (SmtpException)
            {
                return false;
            }
        }

        /// <summary>The server does not know BDAT, so it has not read the chunk.</summary>
        private static bool IsUnread(SmtpReply reply)
        {
            return reply.Code >= 500 && reply.Code <= 502;
        }

        private static string Line(int chunkBytes)
        {
            return "BDAT " + chunkBytes.ToString() + "\r\n";
        }

        private SmtpBrokenException LengthChanged()
        {
            return _wire.Broken(SmtpBreak.LengthChanged, "the document's length changed while it was sent");
        }
    }
}

using System.Text;
using ScanToMail.Hal;

namespace ScanToMail.Smtp
{
    /// <summary>
    /// A message on its way by BDAT (RFC 3030): its size is known, so each chunk is announced before its bytes pass
    /// through, nothing is held, and no byte is looked at. Where the server pipelines, the writes stay full across
    /// chunks and a bounded number of replies is outstanding; elsewhere each chunk is answered before the next.
    /// </summary>
    internal sealed class ChunkSink : ByteSink
    {
        private const int OutstandingLimit = 8;

        private readonly SmtpWire _wire;
        private SmtpTimeouts _timeouts;
        private SmtpTranscript _transcript;
        private string _command;
        private int _chunkBytes;
        private int _chunkLeftBytes;
        private long _leftBytes;
        private bool _isPipelined;
        private bool _isLast;
        private int _outstanding;

        public ChunkSink(SmtpWire wire)
        {
            _wire = wire;
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
            _command = "BDAT " + _chunkBytes.ToString() + "\r\n";
            _leftBytes = envelope.SizeBytes;
            _chunkLeftBytes = 0;
            _isPipelined = isPipelined;
            _isLast = false;
            _outstanding = 0;
            IsOutOfStep = false;
            Chunks = 0;
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            while (count > 0)
            {
                if (_chunkLeftBytes == 0) BeginChunk();
                int part = count < _chunkLeftBytes ? count : _chunkLeftBytes;
                Pass(part);
                _wire.Write(buffer, offset, part);
                offset += part;
                count -= part;
                EndChunk();
            }
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
            EndChunk();
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
            return _wire.ReadReply(_timeouts.DataTerminationMs, _transcript);
        }

        private void BeginChunk()
        {
            if (_leftBytes == 0) throw LengthChanged();
            _isLast = _leftBytes <= _chunkBytes;
            _chunkLeftBytes = _isLast ? (int)_leftBytes : _chunkBytes;
            _leftBytes -= _chunkLeftBytes;
            string command = _isLast ? "BDAT " + _chunkLeftBytes.ToString() + " LAST\r\n" : _command;
            if (Chunks == 0) _transcript.Sent(command.Substring(0, command.Length - 2));
            _wire.WriteAscii(command);
            Chunks++;
            _outstanding++;
        }

        /// <summary>From the moment that the last byte may be out, a break leaves the outcome open.</summary>
        private void Pass(int count)
        {
            _chunkLeftBytes -= count;
            if (_isLast && _chunkLeftBytes == 0) _wire.IsPastTheEnd = true;
        }

        private void EndChunk()
        {
            if (_chunkLeftBytes > 0 || _isLast) return;
            if (!_isPipelined) _wire.Flush();
            int limit = _isPipelined ? OutstandingLimit : 0;
            while (_outstanding > limit || (_outstanding > 0 && _wire.HasReply)) ReadChunkReply();
        }

        private void ReadChunkReply()
        {
            SmtpReply reply = _wire.ReadReply(_timeouts.DataBlockMs, null, true);
            _outstanding--;
            if (reply.IsPositive) return;
            _transcript.Received(reply.ToString());
            IsOutOfStep = reply.Code >= 500 && reply.Code <= 502;
            if (!IsOutOfStep) ReadTheRest();
            throw new SmtpRefusedException(SmtpPhase.Body, reply, "");
        }

        /// <summary>Chunks that are out already are answered too, and no command may be sent before that.</summary>
        private void ReadTheRest()
        {
            _wire.Flush();
            while (_outstanding > 0)
            {
                _wire.ReadReply(_timeouts.DataBlockMs, null);
                _outstanding--;
            }
        }

        private SmtpBrokenException LengthChanged()
        {
            return _wire.Broken(SmtpBreak.LengthChanged, "the document's length changed while it was sent");
        }
    }
}

using System.Text;
using ScanToMail.Hal;
using ScanToMail.Tests.Support;

namespace ScanToMail.Tests.Smtp
{
    /// <summary>A server that takes chunks and whose replies to them can be late, held back, or not come.</summary>
    internal sealed class ChunkServer(SimClock clock, bool isPipelining) : IConnection
    {
        private const int DelayedAcknowledgementMs = 250;
        private readonly Queue<byte> _output = new("220 mail\r\n"u8.ToArray());
        private readonly Queue<byte[]> _held = new();
        private readonly List<byte> _line = [];
        private int _left;
        private int _chunk;
        private bool _isUnacknowledged;
        private bool _isClosed;

        /// <summary>Replies are small writes that wait for each other: one is under way at a time, until the client has
        /// acknowledged it by sending, or after the time of a delayed acknowledgement.</summary>
        public bool HoldsReplies { get; init; }

        /// <summary>Milliseconds that the reply to each chunk takes.</summary>
        public int LateMs { get; init; }

        /// <summary>The chunk after which the line is closed; 0 for none.</summary>
        public int ClosesAfterChunk { get; init; }

        /// <summary>How often the client waited for nothing but an acknowledgement of its own.</summary>
        public int Stalls { get; private set; }

        /// <summary>The most bytes of replies that lay unread.</summary>
        public int UnreadMaxBytes { get; private set; }

        /// <summary>Sizes of all writes.</summary>
        public List<int> WriteSizes { get; } = [];

        /// <summary>The chunks' contents.</summary>
        public MemoryStream Content { get; } = new();

        public string RemoteAddress => "192.0.2.1";
        public bool IsTls => false;
        public bool DataAvailable => _output.Count > 0;

        public int Read(byte[] buffer, int offset, int count, int timeoutMs)
        {
            if (_output.Count == 0 && _held.Count > 0)
            {
                if (LateMs > timeoutMs)
                {
                    clock.Sleep(timeoutMs);
                    throw new NetworkException(NetworkFailure.Timeout, "nothing came");
                }
                clock.Sleep(LateMs > 0 ? LateMs : DelayedAcknowledgementMs);
                Stalls++;
                _isUnacknowledged = false;
                Release();
            }
            if (_output.Count == 0 && _isClosed) return 0;
            if (_output.Count == 0) throw new InvalidOperationException("the client waits for a reply that is not due");
            int read = 0;
            while (read < count && _output.TryDequeue(out byte value)) buffer[offset + read++] = value;
            return read;
        }

        public void Write(byte[] buffer, int offset, int count, int timeoutMs)
        {
            if (_isClosed) throw new NetworkException(NetworkFailure.Reset, "the server has gone");
            WriteSizes.Add(count);
            if (HoldsReplies) Acknowledge();
            for (int i = offset; i < offset + count && !_isClosed; i++) Take(buffer[i]);
            UnreadMaxBytes = Math.Max(UnreadMaxBytes, _output.Count);
        }

        public void StartTls(TlsOptions options, int timeoutMs) => throw new NotSupportedException();

        public void Close()
        {
        }

        private void Take(byte value)
        {
            if (_left > 0)
            {
                Content.WriteByte(value);
                if (--_left == 0) EndChunk();
                return;
            }
            _line.Add(value);
            if (value != '\n') return;
            string line = Encoding.ASCII.GetString(_line.ToArray()).Trim();
            _line.Clear();
            if (line.StartsWith("BDAT ", StringComparison.Ordinal)) _left = int.Parse(line.Split(' ')[1]);
            else if (!line.StartsWith("EHLO", StringComparison.Ordinal)) Say("250 2.0.0 ok");
            else Say("250-mail\r\n250-CHUNKING\r\n250 " + (isPipelining ? "PIPELINING" : "SIZE"));
        }

        private void EndChunk()
        {
            _chunk++;
            if (_chunk == ClosesAfterChunk) _isClosed = true;
            else if (HoldsReplies || LateMs > 0) Hold();
            else Say("250 2.0.0 chunk");
        }

        private void Hold()
        {
            _held.Enqueue(Encoding.ASCII.GetBytes("250 2.0.0 chunk\r\n"));
            if (HoldsReplies && !_isUnacknowledged) Release();
        }

        /// <summary>All that is held goes in one segment, which is then unacknowledged in its turn.</summary>
        private void Release()
        {
            if (_held.Count == 0) return;
            while (_held.TryDequeue(out byte[]? reply))
            {
                foreach (byte value in reply) _output.Enqueue(value);
            }
            _isUnacknowledged = true;
        }

        private void Acknowledge()
        {
            _isUnacknowledged = false;
            Release();
        }

        private void Say(string reply)
        {
            foreach (byte value in Encoding.ASCII.GetBytes(reply + "\r\n")) _output.Enqueue(value);
        }
    }
}

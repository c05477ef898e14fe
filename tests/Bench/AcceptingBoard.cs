using System.Text;
using ScanToMail.Hal;

namespace ScanToMail.Tests.Bench
{
    /// <summary>A board whose network is a server that says yes to everything, within this process.</summary>
    internal sealed class AcceptingBoard(bool offersBinary) : IHal, INetwork, IFlash, IClock, IRandom
    {
        public IClock Clock => this;
        public INetwork Network => this;
        public IFlash Flash => this;
        public IRandom Random => this;
        public IScanner Scanner => throw new NotSupportedException();
        public IButtons Buttons => throw new NotSupportedException();
        public IStatusLight Light => throw new NotSupportedException();
        public ISerialLine Serial => throw new NotSupportedException();
        public IMemory Memory { get; } = new Heap(100_000);
        public IBoard Board => throw new NotSupportedException();

        public bool IsSet => true;
        public DateTime UtcNow => DateTime.UtcNow;
        public long MonotonicMs => Environment.TickCount64;
        public void Sleep(int durationMs) => Thread.Sleep(durationMs);
        public bool Synchronize(string[] servers, int timeoutMs) => true;

        public void SetUtc(DateTime utc)
        {
        }

        public void Fill(byte[] buffer, int offset, int count) => System.Random.Shared.NextBytes(buffer.AsSpan(offset, count));

        public bool Exists(string name) => false;
        public IFlashFile Create(string name) => throw new FlashException(FlashFailure.ReadOnly, "no flash here");
        public IFlashFile OpenRead(string name) => throw new FlashException(FlashFailure.NotFound, "no flash here");

        public void Delete(string name)
        {
        }

        public void Move(string from, string to) => throw new FlashException(FlashFailure.ReadOnly, "no flash here");
        public string[] List(string folder) => [];
        public long CapacityBytes => 0;

        public void Start(NetworkSetup setup)
        {
        }

        public bool HasLink => true;
        public bool IsUp => true;
        public string Problem => "";
        public string OwnAddress => "192.0.2.1";
        public string Gateway => "";
        public string MacAddress => "";
        public string[] DnsServers => [];
        public string[] Resolve(string name, int timeoutMs) => ["192.0.2.2"];
        public IConnection Connect(string address, int port, int timeoutMs) => new Accepting(offersBinary);
        public IDatagramSocket OpenDatagramSocket() => throw new NotSupportedException();

        public HttpsAnswer PostForm(string url, byte[] form, byte[] roots, int timeoutMs, int answerLimitBytes, AnswerSink sink) =>
            throw new NotSupportedException();

        /// <summary>A heap as a board without PSRAM has it.</summary>
        private sealed record Heap(long TotalBytes) : IMemory
        {
            public long FreeBytes => TotalBytes;
        }

        /// <summary>Commands get 250 and DATA 354; in a body only its end is looked for.</summary>
        private sealed class Accepting(bool offersBinary) : IConnection
        {
            private readonly Queue<byte> _output = new(Encoding.ASCII.GetBytes("220 yes\r\n"));
            private readonly List<byte> _line = [];
            private long _chunkLeft;
            private bool _isData;
            private byte[] _tail = [];

            public string RemoteAddress => "192.0.2.2";
            public bool IsTls => false;
            public bool DataAvailable => _output.Count > 0;

            public int Read(byte[] buffer, int offset, int count, int timeoutMs)
            {
                int read = 0;
                while (read < count && _output.TryDequeue(out byte value)) buffer[offset + read++] = value;
                return read;
            }

            public void Write(byte[] buffer, int offset, int count, int timeoutMs)
            {
                ReadOnlySpan<byte> bytes = buffer.AsSpan(offset, count);
                while (bytes.Length > 0) bytes = bytes[Take(bytes)..];
            }

            public void StartTls(TlsOptions options, int timeoutMs) => throw new NotSupportedException();

            public void Close()
            {
            }

            private int Take(ReadOnlySpan<byte> bytes)
            {
                if (_chunkLeft > 0)
                {
                    int part = (int)Math.Min(_chunkLeft, bytes.Length);
                    _chunkLeft -= part;
                    return part;
                }
                if (_isData) return TakeData(bytes);
                int end = bytes.IndexOf((byte)'\n');
                int taken = end < 0 ? bytes.Length : end + 1;
                _line.AddRange(bytes[..taken]);
                if (end >= 0) Answer(Encoding.ASCII.GetString(_line.ToArray()));
                return taken;
            }

            /// <summary>The end may lie across two writes, and a command behind it.</summary>
            private int TakeData(ReadOnlySpan<byte> bytes)
            {
                ReadOnlySpan<byte> end = "\r\n.\r\n"u8;
                byte[] seam = [.. _tail, .. bytes[..Math.Min(bytes.Length, end.Length - 1)]];
                int atSeam = seam.AsSpan().IndexOf(end), at = bytes.IndexOf(end);
                int taken = atSeam >= 0 ? atSeam + end.Length - _tail.Length : at >= 0 ? at + end.Length : -1;
                if (taken < 0)
                {
                    byte[] last = [.. _tail, .. bytes[Math.Max(0, bytes.Length - end.Length + 1)..]];
                    _tail = last[Math.Max(0, last.Length - end.Length + 1)..];
                    return bytes.Length;
                }
                _tail = [];
                _isData = false;
                Say("250 taken");
                return taken;
            }

            private void Answer(string line)
            {
                _line.Clear();
                if (line.StartsWith("EHLO", StringComparison.Ordinal))
                {
                    Say("250-yes\r\n250-PIPELINING\r\n" + (offersBinary ? "250-BINARYMIME\r\n" : "") + "250 CHUNKING");
                }
                else if (line.StartsWith("BDAT", StringComparison.Ordinal)) Chunk(line);
                else if (line.StartsWith("QUIT", StringComparison.Ordinal)) Say("221 bye");
                else Say(line.StartsWith("DATA", StringComparison.Ordinal) ? "354 go" : "250 ok");
                _isData = line.StartsWith("DATA", StringComparison.Ordinal);
            }

            private void Chunk(string line)
            {
                _chunkLeft = long.Parse(line.Split(' ', '\r')[1]);
                Say("250 chunk");
            }

            private void Say(string reply)
            {
                foreach (byte value in Encoding.ASCII.GetBytes(reply + "\r\n")) _output.Enqueue(value);
            }
        }
    }
}

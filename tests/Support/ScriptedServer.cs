using System.Text;
using ScanToMail.Hal;

namespace ScanToMail.Tests.Support
{
    /// <summary>How the server's replies reach the client.</summary>
    public enum ReplyMode
    {
        /// <summary>As much as fits into the read.</summary>
        Whole,

        /// <summary>At most one line a read.</summary>
        Line,

        /// <summary>One byte a read.</summary>
        Byte
    }

    /// <summary>
    /// A server's side of one conversation, written down: what must come and what goes back, byte for byte. The script
    /// has a line a step: "S: text" is a reply line, "C: text" a line that must come just so, "C* " a whole message up
    /// to its final dot (kept in <see cref="Messages"/> as it came), "C# n" so many bytes of a chunk (kept too), "TLS" the handshake, "DROP" the end of the line,
    /// "HANG" silence for ever.
    /// </summary>
    public sealed class ScriptedServer : IConnection
    {
        private readonly SimClock _clock;
        private readonly string[] _steps;
        private readonly List<byte> _received = [];
        private readonly Queue<byte> _output = new();
        private int _step;
        private long _sentByClient;
        private long _readByClient;
        private bool _isDropped;

        public ScriptedServer(SimClock clock, string script, ReplyMode mode = ReplyMode.Whole)
        {
            _clock = clock;
            Mode = mode;
            _steps = script.Split('\n').Select(line => line.Trim('\r')).Where(line => line.Trim().Length > 0)
                .Select(line => line.TrimStart()).ToArray();
            Advance();
        }

        public ReplyMode Mode { get; }

        /// <summary>The line breaks when the client has sent this many bytes.</summary>
        public long DropAfterSentBytes { get; set; } = long.MaxValue;

        /// <summary>The line ends when the client has read this many bytes.</summary>
        public long DropAfterReadBytes { get; set; } = long.MaxValue;

        /// <summary>No read goes beyond this many bytes of what the server says, so that they come in two pieces.</summary>
        public long SplitAfterReadBytes { get; set; } = long.MaxValue;

        /// <summary>What the handshake ends with; null: it succeeds.</summary>
        public TlsFailure? TlsFault { get; set; }

        /// <summary>Milliseconds that every byte of a reply takes.</summary>
        public int ByteDelayMs { get; set; }

        /// <summary>Messages as they came, dots doubled, the final dot left out.</summary>
        public List<byte[]> Messages { get; } = [];

        /// <summary>Sizes of the client's writes.</summary>
        public List<int> WriteSizes { get; } = [];

        /// <summary>What the client asked of TLS.</summary>
        public TlsOptions? Tls { get; private set; }

        public bool IsClosed { get; private set; }

        /// <summary>The script was gone through to its end.</summary>
        public bool IsDone => _step == _steps.Length && _output.Count == 0;

        /// <summary>Bytes sent and read by the client so far.</summary>
        public (long Sent, long Read) Traffic => (_sentByClient, _readByClient);

        public string RemoteAddress => "192.0.2.1";

        public bool IsTls { get; private set; }

        public bool DataAvailable => _output.Count > 0;

        public int Read(byte[] buffer, int offset, int count, int timeoutMs)
        {
            if (IsClosed) throw new NetworkException(NetworkFailure.Closed, "closed on this side");
            if (_readByClient >= DropAfterReadBytes) return 0;
            if (_output.Count == 0)
            {
                if (_isDropped) return 0;
                _clock.Sleep(timeoutMs);
                throw new NetworkException(NetworkFailure.Timeout, "nothing came");
            }
            return Deliver(buffer, offset, count, timeoutMs);
        }

        public void Write(byte[] buffer, int offset, int count, int timeoutMs)
        {
            if (IsClosed) throw new NetworkException(NetworkFailure.Closed, "closed on this side");
            WriteSizes.Add(count);
            for (int i = 0; i < count; i++)
            {
                if (_sentByClient >= DropAfterSentBytes || _isDropped)
                {
                    throw new NetworkException(NetworkFailure.Reset, "reset by the server");
                }
                _sentByClient++;
                _received.Add(buffer[offset + i]);
                Match();
            }
        }

        public void StartTls(TlsOptions options, int timeoutMs)
        {
            if (_step >= _steps.Length || _steps[_step] != "TLS") throw new InvalidOperationException("TLS is not due here");
            Tls = options;
            if (TlsFault is { } fault)
            {
                if (fault == TlsFailure.Timeout) _clock.Sleep(timeoutMs);
                throw new TlsException(fault, "scripted");
            }
            IsTls = true;
            _step++;
            Advance();
        }

        public void Close() => IsClosed = true;

        private int Deliver(byte[] buffer, int offset, int count, int timeoutMs)
        {
            int delivered = 0;
            while (delivered < count && _output.Count > 0 && _readByClient < DropAfterReadBytes)
            {
                if (ByteDelayMs > timeoutMs)
                {
                    _clock.Sleep(timeoutMs);
                    throw new NetworkException(NetworkFailure.Timeout, "too slow");
                }
                _clock.Sleep(ByteDelayMs);
                byte value = _output.Dequeue();
                buffer[offset + delivered++] = value;
                _readByClient++;
                if (_readByClient == SplitAfterReadBytes) break;
                if (Mode == ReplyMode.Byte || (Mode == ReplyMode.Line && value == '\n')) break;
            }
            return delivered;
        }

        private void Match()
        {
            if (_step >= _steps.Length) throw new InvalidOperationException($"nothing is due, but came: {Text(_received)}");
            string step = _steps[_step];
            if (step.StartsWith("C*", StringComparison.Ordinal))
            {
                MatchMessage();
                return;
            }
            if (step.StartsWith("C# ", StringComparison.Ordinal))
            {
                if (_received.Count < int.Parse(step[3..])) return;
                Messages.Add([.. _received]);
                Next();
                return;
            }
            if (!step.StartsWith("C: ", StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"'{step}' is due, but came: {Text(_received)}");
            }
            byte[] expected = Encoding.UTF8.GetBytes(step[3..] + "\r\n");
            int at = _received.Count - 1;
            if (at >= expected.Length || _received[at] != expected[at])
            {
                throw new InvalidOperationException($"'{step}' is due, but came: {Text(_received)}");
            }
            if (_received.Count < expected.Length) return;
            Next();
        }

        private void MatchMessage()
        {
            ReadOnlySpan<byte> end = "\r\n.\r\n"u8;
            if (_received[^1] != '\n' || _received.Count < end.Length) return;
            for (int i = 0; i < end.Length; i++)
            {
                if (_received[_received.Count - end.Length + i] != end[i]) return;
            }
            Messages.Add(_received.Take(_received.Count - 3).ToArray());
            Next();
        }

        private void Next()
        {
            _received.Clear();
            _step++;
            Advance();
        }

        /// <summary>Says what is the server's to say now.</summary>
        private void Advance()
        {
            while (_step < _steps.Length)
            {
                string step = _steps[_step];
                if (step.StartsWith("S: ", StringComparison.Ordinal))
                {
                    foreach (byte value in Encoding.Latin1.GetBytes(step[3..] + "\r\n")) _output.Enqueue(value);
                }
                else if (step == "DROP")
                {
                    _isDropped = true;
                }
                else
                {
                    return;
                }
                _step++;
            }
        }

        private static string Text(List<byte> bytes) => Encoding.UTF8.GetString(bytes.ToArray()).Replace("\r", "\\r").Replace("\n", "\\n");
    }
}

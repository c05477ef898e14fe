using System.Text;
using ScanToMail.Hal;
using ScanToMail.Tests.Support;

namespace ScanToMail.Tests.Smtp
{
    /// <summary>
    /// A server at the end of a line with small windows each way, as a board has (5,744 bytes), without any buffer of
    /// its own: while the client has not read what was said, no command is taken; what the client writes meanwhile must
    /// fit into the window, or its write never ends.
    /// </summary>
    internal sealed class NarrowLine(SimClock clock, string ehlo, Func<string, string> reply) : IConnection
    {
        private const int ToClientBytes = 5744;
        private const int ToServerBytes = 8192;
        private readonly Queue<byte> _output = new("220 mail\r\n"u8.ToArray());
        private readonly Queue<byte> _input = new();
        private readonly List<byte> _line = [];

        /// <summary>How often a command had to wait because the client had not read.</summary>
        public int HeldBack { get; private set; }

        public string RemoteAddress => "192.0.2.1";
        public bool IsTls => false;
        public bool DataAvailable => _output.Count > 0;

        public int Read(byte[] buffer, int offset, int count, int timeoutMs)
        {
            Work();
            if (_output.Count == 0)
            {
                clock.Sleep(timeoutMs);
                throw new NetworkException(NetworkFailure.Timeout, "nothing came");
            }
            int read = 0;
            while (read < count && _output.TryDequeue(out byte value)) buffer[offset + read++] = value;
            return read;
        }

        public void Write(byte[] buffer, int offset, int count, int timeoutMs)
        {
            foreach (byte value in buffer.AsSpan(offset, count))
            {
                _input.Enqueue(value);
                if (_input.Count > ToServerBytes) Work();
                if (_input.Count <= ToServerBytes) continue;
                clock.Sleep(timeoutMs);
                throw new NetworkException(NetworkFailure.Timeout, "both sides wait for the other to read");
            }
            Work();
        }

        public void StartTls(TlsOptions options, int timeoutMs) => throw new NotSupportedException();

        public void Close()
        {
        }

        private void Work()
        {
            while (_input.Count > 0 && _output.Count < ToClientBytes)
            {
                byte value = _input.Dequeue();
                _line.Add(value);
                if (value != '\n') continue;
                string line = Encoding.ASCII.GetString(_line.ToArray());
                _line.Clear();
                foreach (byte said in Encoding.ASCII.GetBytes(Answer(line))) _output.Enqueue(said);
            }
            if (_input.Count > 0) HeldBack++;
        }

        private string Answer(string line)
        {
            if (line.StartsWith("EHLO", StringComparison.Ordinal)) return ehlo;
            return line.StartsWith("DATA", StringComparison.Ordinal) ? "354 go\r\n" : reply(line);
        }
    }
}

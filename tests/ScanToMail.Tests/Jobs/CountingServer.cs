using System.Text;
using ScanToMail.Hal;
using ScanToMail.Tests.Support;

namespace ScanToMail.Tests.Jobs
{
    /// <summary>Says yes to everything, to TLS and XOAUTH2 too where it offers them, and keeps nothing.</summary>
    internal sealed class CountingServer(SimClock clock) : IConnection
    {
        private readonly Queue<byte> _output = new("220 mail\r\n"u8.ToArray());
        private readonly byte[] _last = new byte[5];
        private bool _isData;
        private bool _isLogin;
        private int _writes;

        /// <summary>What EHLO offers.</summary>
        public string[] Offers { get; init; } = [];

        public Action<int>? Writing { get; set; }
        public long Bytes { get; private set; }
        public string RemoteAddress => "192.0.2.1";
        public bool IsTls => Tls is not null;

        /// <summary>What the handshake was given.</summary>
        public TlsOptions? Tls { get; private set; }
        public bool DataAvailable => _output.Count > 0;

        public int Read(byte[] buffer, int offset, int count, int timeoutMs)
        {
            if (_output.Count == 0)
            {
                clock.Sleep(timeoutMs);
                throw new NetworkException(NetworkFailure.Timeout, "nothing to say");
            }
            int read = 0;
            while (read < count && _output.TryDequeue(out byte value)) buffer[offset + read++] = value;
            return read;
        }

        public void Write(byte[] buffer, int offset, int count, int timeoutMs)
        {
            Writing?.Invoke(_writes++);
            Bytes += count;
            if (!_isData)
            {
                Answer(buffer.AsSpan(offset, count));
                return;
            }
            for (int i = Math.Max(0, count - 5); i < count; i++)
            {
                Array.Copy(_last, 1, _last, 0, 4);
                _last[4] = buffer[offset + i];
            }
            if (!_last.AsSpan().SequenceEqual("\r\n.\r\n"u8)) return;
            _isData = false;
            Say("250 taken\r\n");
        }

        public void StartTls(TlsOptions options, int timeoutMs) => Tls = options;

        public void Close()
        {
        }

        /// <summary>A write of commands, or of a long line's piece, which gets no answer before its end.</summary>
        private void Answer(ReadOnlySpan<byte> written)
        {
            if (!written.EndsWith("\r\n"u8)) return;
            _isData = written.StartsWith("DATA"u8);
            if (_isData) Say("354 go\r\n");
            else if (written.StartsWith("EHLO"u8) && Offers.Length > 0) Say("250-mail\r\n250-" + string.Join("\r\n250-", Offers) + "\r\n250 8BITMIME\r\n");
            else if (written.StartsWith("AUTH"u8)) Say("334 \r\n");
            else if (written.StartsWith("STARTTLS"u8)) Say("220 go\r\n");
            else Say(_isLogin ? "235 ok\r\n" : "250 ok\r\n");
            _isLogin = written.StartsWith("AUTH"u8);
        }

        private void Say(string reply)
        {
            foreach (byte value in Encoding.ASCII.GetBytes(reply)) _output.Enqueue(value);
        }
    }
}

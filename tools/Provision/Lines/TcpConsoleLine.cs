using System.Net.Sockets;

namespace ScanToMail.Provision.Lines
{
    /// <summary>A console behind a TCP port: the virtual device's, or a serial server's in raw mode.</summary>
    internal sealed class TcpConsoleLine : ConsoleLine
    {
        private const int ConnectTimeoutMs = 10_000;
        private readonly string _address;
        private readonly Socket _socket;

        private TcpConsoleLine(string address, Socket socket)
        {
            _address = address;
            _socket = socket;
        }

        public static new TcpConsoleLine Open(string address)
        {
            (string host, int port) = Split(address);
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            using var limit = new CancellationTokenSource(ConnectTimeoutMs);
            try
            {
                socket.ConnectAsync(host, port, limit.Token).AsTask().GetAwaiter().GetResult();
                return new TcpConsoleLine(address, socket);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                socket.Dispose();
                string why = e is SocketException ? e.Message : $"no answer in {ConnectTimeoutMs / 1000} s";
                throw new LineException($"{address}: {why}. Is the device running, and is this its console's port?");
            }
        }

        public override int Read(byte[] buffer, int timeoutMs)
        {
            try
            {
                if (!_socket.Poll(TimeSpan.FromMilliseconds(timeoutMs), SelectMode.SelectRead))
                {
                    return 0;
                }

                int count = _socket.Receive(buffer);
                return count > 0 ? count : throw new LineException($"{_address}: the other end closed the line.");
            }
            catch (SocketException e)
            {
                throw new LineException($"{_address}: {e.Message}.");
            }
        }

        public override void Write(ReadOnlySpan<byte> bytes)
        {
            try
            {
                while (bytes.Length > 0)
                {
                    bytes = bytes[_socket.Send(bytes)..];
                }
            }
            catch (SocketException e)
            {
                throw new LineException($"{_address}: {e.Message}.");
            }
        }

        public override void Dispose() => _socket.Dispose();

        // tcp:HOST:PORT; an IPv6 address stands in brackets.
        private static (string Host, int Port) Split(string address)
        {
            string rest = address[4..];
            int colon = rest.LastIndexOf(':');
            bool isRight = colon > 0 && ushort.TryParse(rest[(colon + 1)..], out ushort port) && port > 0;
            return isRight
                ? (rest[..colon].Trim('[', ']'), int.Parse(rest[(colon + 1)..]))
                : throw new LineException($"{address} is no address: write tcp:HOST:PORT, such as tcp:127.0.0.1:7000.");
        }
    }
}

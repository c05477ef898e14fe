using System.Net;
using System.Net.Sockets;

namespace ScanToMail.Hal.Pc
{
    /// <summary>A UDP socket over .NET's.</summary>
    internal sealed class PcDatagramSocket : IDatagramSocket
    {
        private readonly LoopbackMap _map;
        private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

        /// <summary>By what address each end was asked last: two mapped names may lead to one end.</summary>
        private readonly Dictionary<IPEndPoint, (string Address, int Port)> _asked = [];

        public PcDatagramSocket(LoopbackMap map)
        {
            _map = map;
            _socket.Bind(new IPEndPoint(IPAddress.Any, 0));
        }

        public void Send(string address, int port, byte[] buffer, int offset, int count)
        {
            try
            {
                IPEndPoint end = _map.EndOf(address, port);
                _asked[end] = (address, port);
                _socket.SendTo(buffer, offset, count, SocketFlags.None, end);
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                throw SocketErrors.Translate(error);
            }
        }

        public int Receive(
            byte[] buffer, int offset, int count, int timeoutMs, out string sourceAddress, out int sourcePort)
        {
            // One byte more than the longest datagram, for .NET hides the source of one that is cut.
            var whole = new byte[65536];
            EndPoint source = new IPEndPoint(IPAddress.Any, 0);
            int received;
            try
            {
                _socket.ReceiveTimeout = timeoutMs;
                received = Math.Min(count, _socket.ReceiveFrom(whole, ref source));
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                throw SocketErrors.Translate(error);
            }
            Array.Copy(whole, 0, buffer, offset, received);
            var end = (IPEndPoint)source;
            (sourceAddress, sourcePort) = _asked.TryGetValue(end, out var name) ? name : (end.Address.ToString(), end.Port);
            return received;
        }

        public void Close() => _socket.Dispose();
    }
}

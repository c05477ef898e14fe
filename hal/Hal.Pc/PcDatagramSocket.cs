using System.Net;
using System.Net.Sockets;

namespace ScanToMail.Hal.Pc
{
    /// <summary>A UDP socket over .NET's.</summary>
    internal sealed class PcDatagramSocket : IDatagramSocket
    {
        private readonly LoopbackMap _map;
        private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

        public PcDatagramSocket(LoopbackMap map)
        {
            _map = map;
            _socket.Bind(new IPEndPoint(IPAddress.Any, 0));
        }

        public void Send(string address, int port, byte[] buffer, int offset, int count)
        {
            try
            {
                _socket.SendTo(buffer, offset, count, SocketFlags.None, _map.EndOf(address, port));
            }
            catch (SocketException error)
            {
                throw SocketErrors.Translate(error);
            }
        }

        public int Receive(
            byte[] buffer, int offset, int count, int timeoutMs, out string sourceAddress, out int sourcePort)
        {
            EndPoint source = new IPEndPoint(IPAddress.Any, 0);
            int received;
            try
            {
                _socket.ReceiveTimeout = timeoutMs;
                received = _socket.ReceiveFrom(buffer, offset, count, SocketFlags.None, ref source);
            }
            catch (SocketException error) when (error.SocketErrorCode == SocketError.MessageSize)
            {
                received = count;
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                throw SocketErrors.Translate(error);
            }
            (sourceAddress, sourcePort) = _map.NameOf((IPEndPoint)source);
            return received;
        }

        public void Close() => _socket.Dispose();
    }
}

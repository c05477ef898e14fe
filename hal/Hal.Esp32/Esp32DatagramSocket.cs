using System;
using System.Net;
using System.Net.Sockets;

namespace ScanToMail.Hal.Esp32
{
    /// <summary>A UDP socket. The board's ReceiveFrom works only once something was sent or the socket bound.</summary>
    internal sealed class Esp32DatagramSocket : IDatagramSocket
    {
        private readonly Socket _socket;

        internal Esp32DatagramSocket()
        {
            try
            {
                _socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
                _socket.Bind(new IPEndPoint(IPAddress.Any, 0));
            }
            catch (Exception)
            {
                Close();
                throw new NetworkException(NetworkFailure.NoLink, "no UDP socket");
            }
        }

        public void Send(string address, int port, byte[] buffer, int offset, int count)
        {
            try
            {
                IPEndPoint end = new IPEndPoint(IPAddress.Parse(address), port);
                _socket.SendTo(buffer, offset, count, SocketFlags.None, end);
            }
            catch (Exception)
            {
                throw new NetworkException(NetworkFailure.Unreachable, "no way to " + address);
            }
        }

        public int Receive(byte[] buffer, int offset, int count, int timeoutMs, out string sourceAddress, out int sourcePort)
        {
            try
            {
                _socket.ReceiveTimeout = timeoutMs;
                EndPoint source = new IPEndPoint(IPAddress.Any, 0);
                int length = _socket.ReceiveFrom(buffer, offset, count, SocketFlags.None, ref source);
                sourceAddress = ((IPEndPoint)source).Address.ToString();
                sourcePort = ((IPEndPoint)source).Port;
                return length;
            }
            catch (Exception error)
            {
                throw SocketCodes.Translate(error);
            }
        }

        public void Close()
        {
            if (_socket != null) _socket.Close();
        }
    }
}

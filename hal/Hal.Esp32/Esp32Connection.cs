using System;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Threading;

namespace ScanToMail.Hal.Esp32
{
    /// <summary>A TCP connection over the board's Socket, and over SslStream on the same Socket once TLS is on.</summary>
    internal sealed class Esp32Connection : IConnection
    {
        /// <summary>
        /// A TLS record is written natively and in one go, whatever room the network has, with all threads standing
        /// still, and older firmware cuts it short in silence. So a record is no larger than the room that lwIP promises
        /// when it calls a socket writable: 2,881 bytes with ESP-IDF's defaults (TCP_SNDLOWAT), less TLS's own bytes.
        /// </summary>
        private const int TlsWriteMaxBytes = 2048;

        private readonly Socket _socket;
        private readonly TlsSlot _slot;
        private SslStream _tls;
        private int _closed;

        private Esp32Connection(Socket socket, string address, TlsSlot slot)
        {
            _socket = socket;
            _slot = slot;
            RemoteAddress = address;
        }

        public string RemoteAddress { get; }

        public bool IsTls
        {
            get { return _tls != null; }
        }

        /// <summary>Socket.Connect has no timeout; closing the socket from another thread ends it.</summary>
        internal static Esp32Connection Open(string address, int port, int timeoutMs, TlsSlot slot)
        {
            Socket socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            ConnectLimit limit = new ConnectLimit(socket, timeoutMs);
            try
            {
                socket.Connect(new IPEndPoint(IPAddress.Parse(address), port));
                socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.NoDelay, true);
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
                limit.End();
                return new Esp32Connection(socket, address, slot);
            }
            catch (Exception error)
            {
                limit.End();
                socket.Close();
                throw limit.IsOver
                    ? new NetworkException(NetworkFailure.Timeout, address + " does not answer") : SocketCodes.Translate(error);
            }
        }

        public bool DataAvailable
        {
            get
            {
                try
                {
                    return _tls != null ? _tls.DataAvailable : _socket.Poll(0, SelectMode.SelectRead);
                }
                catch (Exception)
                {
                    return true;
                }
            }
        }

        public int Read(byte[] buffer, int offset, int count, int timeoutMs)
        {
            try
            {
                _socket.ReceiveTimeout = timeoutMs;
                return _tls != null ? _tls.Read(buffer, offset, count) : _socket.Receive(buffer, offset, count, SocketFlags.None);
            }
            catch (Exception error)
            {
                throw SocketCodes.Translate(error);
            }
        }

        public void Write(byte[] buffer, int offset, int count, int timeoutMs)
        {
            try
            {
                _socket.SendTimeout = timeoutMs;
                if (_tls == null) _socket.Send(buffer, offset, count, SocketFlags.None);
                else WriteRecords(buffer, offset, count);
            }
            catch (Exception error)
            {
                throw SocketCodes.Translate(error);
            }
        }

        public void StartTls(TlsOptions options, int timeoutMs)
        {
            _slot.Take();
            SslStream tls = null;
            try
            {
                // An empty name would turn the check of the name off.
                if (options.TargetHost.Length == 0) throw new ArgumentException("no name to check the certificate against");
                tls = new SslStream(_socket);
                tls.SslVerification = SslVerification.CertificateRequired;
                tls.AuthenticateAsClient(options.TargetHost, TlsCertificates.Client(options.ClientCertificatePem),
                    TlsCertificates.Roots(options.TrustedRootsPem), SslProtocols.Tls12 | SslProtocols.Tls13);
                _tls = tls;
            }
            catch (Exception error)
            {
                if (tls != null) tls.Dispose();
                Close();
                _slot.Free();
                throw SocketCodes.TranslateTls(error);
            }
        }

        public void Close()
        {
            if (Interlocked.Exchange(ref _closed, 1) == 1) return;
            try
            {
                if (_tls != null) _tls.Dispose();
                else _socket.Close();
            }
            catch (Exception)
            {
                // Nobody wants it any more.
            }
            if (_tls != null) _slot.Free();
        }

        private void WriteRecords(byte[] buffer, int offset, int count)
        {
            while (count > 0)
            {
                int part = count < TlsWriteMaxBytes ? count : TlsWriteMaxBytes;
                _tls.Write(buffer, offset, part);
                offset += part;
                count -= part;
            }
        }

        /// <summary>Closes a socket when its time is over.</summary>
        private sealed class ConnectLimit
        {
            private readonly Socket _socket;
            private readonly Timer _timer;
            private int _state;

            internal ConnectLimit(Socket socket, int timeoutMs)
            {
                _socket = socket;
                _timer = new Timer(Expire, null, timeoutMs, Timeout.Infinite);
            }

            /// <summary>The socket was closed because the time was over.</summary>
            internal bool IsOver
            {
                get { return _state == 2; }
            }

            /// <summary>The time counts no more. Where it was over just now the socket is closed, and the next call on it says
            /// so.</summary>
            internal void End()
            {
                _timer.Dispose();
                Interlocked.CompareExchange(ref _state, 1, 0);
            }

            private void Expire(object state)
            {
                if (Interlocked.CompareExchange(ref _state, 2, 0) != 0) return;
                try
                {
                    _socket.Close();
                }
                catch (Exception)
                {
                    // An exception that left a timer would end the program without a word.
                }
            }
        }
    }
}

using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace ScanToMail.Tests.HalPc
{
    /// <summary>A server on loopback whose every connection is served by a function on a thread of its own.</summary>
    internal sealed class LoopbackServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly Action<Socket> _serve;
        private readonly ManualResetEventSlim _over = new();

        public LoopbackServer(Action<Socket> serve)
        {
            _serve = serve;
            _listener.Start();
            new Thread(Accept) { IsBackground = true }.Start();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public IPEndPoint End => (IPEndPoint)_listener.LocalEndpoint;

        public int ConnectionCount { get; private set; }

        /// <summary>Set when the test is over: a function that hangs on purpose waits for it.</summary>
        public WaitHandle Over => _over.WaitHandle;

        /// <summary>A server that speaks TLS from the first byte.</summary>
        public static LoopbackServer Tls(X509Certificate2 certificate, Action<SslStream> serve) =>
            new(socket => serve(Secure(new NetworkStream(socket), certificate)));

        /// <summary>The server's end of TLS over a stream, without asking for a client certificate.</summary>
        public static SslStream Secure(Stream stream, X509Certificate2 certificate, params X509Certificate2[] intermediates)
        {
            var tls = new SslStream(stream);
            tls.AuthenticateAsServer(new SslServerAuthenticationOptions
            {
                ServerCertificateContext = SslStreamCertificateContext.Create(certificate, [.. intermediates], offline: true),
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13
            });
            return tls;
        }

        public void Dispose()
        {
            _over.Set();
            _listener.Stop();
        }

        private void Accept()
        {
            try
            {
                while (true)
                {
                    Socket socket = _listener.AcceptSocket();
                    ConnectionCount++;
                    new Thread(() => Serve(socket)) { IsBackground = true }.Start();
                }
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // The test is over.
            }
        }

        private void Serve(Socket socket)
        {
            try
            {
                using (socket) _serve(socket);
            }
            catch (Exception error) when (error is IOException or SocketException or AuthenticationException or ObjectDisposedException)
            {
                // The client went away or refused: what came of it, the client's side asserts.
            }
        }
    }
}

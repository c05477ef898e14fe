using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ScanToMail.Hal.Pc
{
    /// <summary>A TCP connection over .NET's sockets, with SslStream once TLS is on.</summary>
    internal sealed class PcConnection : IConnection
    {
        private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
        private readonly Socket _socket;
        private readonly TlsSlot _slot;
        private readonly TimedStream _plain;
        private SslStream? _tls;
        private int _closed;

        public PcConnection(Socket socket, string remoteAddress, TlsSlot slot)
        {
            _socket = socket;
            _slot = slot;
            _plain = new TimedStream(socket);
            RemoteAddress = remoteAddress;
        }

        public string RemoteAddress { get; }

        public bool IsTls => _tls is not null;

        /// <summary>Under TLS nothing is claimed: what lies in the socket may be no data but a session ticket.</summary>
        public bool DataAvailable
        {
            get
            {
                try
                {
                    return _tls is null && _socket.Poll(0, SelectMode.SelectRead);
                }
                catch (Exception error) when (error is SocketException or ObjectDisposedException)
                {
                    return true;
                }
            }
        }

        private bool IsClosed => Volatile.Read(ref _closed) == 1;

        private Stream Stream => _tls is not null ? _tls : _plain;

        public int Read(byte[] buffer, int offset, int count, int timeoutMs)
        {
            try
            {
                // A read of SslStream that is cancelled ends the stream, so the wait is the line's below it.
                _plain.DeadlineMs = Environment.TickCount64 + timeoutMs;
                int read = Stream.Read(buffer, offset, count);
                return read > 0 || !IsClosed ? read : throw ClosedHere();
            }
            catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException)
            {
                throw IsClosed ? ClosedHere() : SocketErrors.Translate(error);
            }
        }

        public void Write(byte[] buffer, int offset, int count, int timeoutMs)
        {
            try
            {
                _plain.WriteTimeoutMs = timeoutMs;
                Stream.Write(buffer, offset, count);
            }
            catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException)
            {
                throw IsClosed ? ClosedHere() : SocketErrors.Translate(error);
            }
        }

        public void StartTls(TlsOptions options, int timeoutMs)
        {
            _slot.Take();
            bool hasRefused = false;
            var tls = new SslStream(_plain, leaveInnerStreamOpen: false);
            try
            {
                SslClientAuthenticationOptions client = NewClientOptions(options);
                client.RemoteCertificateValidationCallback = (_, _, _, errors) => !(hasRefused = errors != SslPolicyErrors.None);
                _plain.DeadlineMs = Environment.TickCount64 + timeoutMs;
                _plain.WriteTimeoutMs = timeoutMs;
                tls.AuthenticateAsClient(client);
                _tls = tls;
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                tls.Dispose();
                _slot.Free();
                Close();
                throw Translate(error, hasRefused);
            }
        }

        public void Close()
        {
            if (Interlocked.Exchange(ref _closed, 1) == 1) return;
            _socket.Dispose();
            if (_tls is null) return;
            _tls.Dispose();
            _slot.Free();
        }

        /// <summary>Whatever the system says when Close comes from another thread, it is this.</summary>
        private static NetworkException ClosedHere() => new(NetworkFailure.Closed, "the connection was closed on this side");

        /// <summary>The given roots and nothing else decide; the name and the dates count.</summary>
        private static SslClientAuthenticationOptions NewClientOptions(TlsOptions options)
        {
            var policy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true
            };
            policy.CustomTrustStore.ImportFromPem(Encoding.UTF8.GetString(options.TrustedRootsPem));
            policy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
            var client = new SslClientAuthenticationOptions
            {
                TargetHost = options.TargetHost,
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                CertificateChainPolicy = policy
            };
            if (options.ClientCertificatePem is not null)
            {
                client.ClientCertificateContext = ClientCertificate(Encoding.UTF8.GetString(options.ClientCertificatePem));
            }
            return client;
        }

        /// <summary>Leaf first, then its intermediates: all of them are sent.</summary>
        private static SslStreamCertificateContext ClientCertificate(string pem)
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPem(pem);
            using X509Certificate2 leaf = X509Certificate2.CreateFromPem(pem, pem);
            // SslStream wants a key it can export, which an ephemeral one is not on every platform.
            X509Certificate2 withKey = X509CertificateLoader.LoadPkcs12(leaf.Export(X509ContentType.Pkcs12), null);
            chain.RemoveAt(0);
            return SslStreamCertificateContext.Create(withKey, chain, offline: true);
        }

        private static TlsException Translate(Exception error, bool hasRefused)
        {
            if (hasRefused) return new TlsException(TlsFailure.CertificateRefused, "the certificate was refused");
            for (Exception? inner = error; inner is not null; inner = inner.InnerException)
            {
                if (inner is SocketException { SocketErrorCode: SocketError.TimedOut }) return new TlsException(TlsFailure.Timeout, "no answer in time");
                if (inner is SocketException or ObjectDisposedException || inner.Message.Contains("EOF"))
                {
                    return new TlsException(TlsFailure.Closed, "the server closed the connection");
                }
            }
            bool isAgreement = error is AuthenticationException or CryptographicException;
            return isAgreement || error is not IOException
                ? new TlsException(TlsFailure.HandshakeFailed, "no agreement")
                : new TlsException(TlsFailure.Closed, "the server closed the connection");
        }

        /// <summary>The socket as a stream whose reads end at a time, whatever trickles in, and whose writes end when
        /// nothing moves any more.</summary>
        private sealed class TimedStream(Socket socket) : NetworkStream(socket, ownsSocket: true)
        {
            /// <summary>The write's time counts for each piece. A full record of TLS (RFC 8446 5.1) and a little more fits.</summary>
            private const int PieceBytes = 32 * 1024;
            private int _sendTimeoutMs;

            public long DeadlineMs { get; set; }

            public int WriteTimeoutMs { get; set; }

            public override int Read(Span<byte> buffer)
            {
                long leftMs = DeadlineMs - Environment.TickCount64;
                if (leftMs <= 0) throw new SocketException((int)SocketError.TimedOut);
                Socket.ReceiveTimeout = (int)leftMs;
                return Socket.Receive(buffer, SocketFlags.None);
            }

            public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

            public override void Write(ReadOnlySpan<byte> buffer)
            {
                if (_sendTimeoutMs != WriteTimeoutMs) Socket.SendTimeout = _sendTimeoutMs = WriteTimeoutMs;
                while (buffer.Length > 0)
                {
                    buffer = buffer[Send(buffer[..Math.Min(PieceBytes, buffer.Length)])..];
                }
            }

            /// <summary>.NET says TimedOut wherever the system took a part only, which it also does when the peer resets the
            /// connection meanwhile: the time tells them apart.</summary>
            private int Send(ReadOnlySpan<byte> piece)
            {
                long startMs = Environment.TickCount64;
                try
                {
                    return Socket.Send(piece, SocketFlags.None);
                }
                catch (SocketException error) when (error.SocketErrorCode == SocketError.TimedOut
                    && Environment.TickCount64 - startMs < WriteTimeoutMs / 2)
                {
                    throw new SocketException((int)SocketError.ConnectionReset);
                }
            }

            public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
        }
    }
}

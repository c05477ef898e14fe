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
        private readonly Socket _socket;
        private readonly TlsSlot _slot;
        private readonly NetworkStream _plain;
        private SslStream? _tls;
        private int _closed;
        private int _sendTimeoutMs;

        public PcConnection(Socket socket, string remoteAddress, TlsSlot slot)
        {
            _socket = socket;
            _slot = slot;
            _plain = new NetworkStream(socket, ownsSocket: true);
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

        private Stream Stream => _tls is not null ? _tls : _plain;

        public int Read(byte[] buffer, int offset, int count, int timeoutMs)
        {
            try
            {
                // A read of SslStream that times out ends the stream, so the wait is the socket's.
                if (_tls is null)
                {
                    _socket.ReceiveTimeout = timeoutMs;
                    return _socket.Receive(buffer, offset, count, SocketFlags.None);
                }
                _socket.ReceiveTimeout = timeoutMs;
                return _tls.Read(buffer, offset, count);
            }
            catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException)
            {
                throw SocketErrors.Translate(error);
            }
        }

        public void Write(byte[] buffer, int offset, int count, int timeoutMs)
        {
            try
            {
                if (_sendTimeoutMs != timeoutMs) _socket.SendTimeout = _sendTimeoutMs = timeoutMs;
                Stream.Write(buffer, offset, count);
            }
            catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException)
            {
                throw SocketErrors.Translate(error);
            }
        }

        public void StartTls(TlsOptions options, int timeoutMs)
        {
            _slot.Take();
            var check = new CertificateCheck(options.TrustedRootsPem);
            var tls = new SslStream(_plain, leaveInnerStreamOpen: false);
            try
            {
                using var limit = new CancellationTokenSource(timeoutMs);
                tls.AuthenticateAsClientAsync(NewClientOptions(options, check), limit.Token).GetAwaiter().GetResult();
                _tls = tls;
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                tls.Dispose();
                _slot.Free();
                Close();
                throw Translate(error, check);
            }
        }

        public void Close()
        {
            if (Interlocked.Exchange(ref _closed, 1) == 1) return;
            _socket.Close(0);
            if (_tls is null) return;
            _tls.Dispose();
            _slot.Free();
        }

        private static SslClientAuthenticationOptions NewClientOptions(TlsOptions options, CertificateCheck check)
        {
            var client = new SslClientAuthenticationOptions
            {
                TargetHost = options.TargetHost,
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
                RemoteCertificateValidationCallback = check.Validate
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

        private static TlsException Translate(Exception error, CertificateCheck check)
        {
            if (check.HasRefused) return new TlsException(TlsFailure.CertificateRefused, "the certificate was refused");
            for (Exception? inner = error; inner is not null; inner = inner.InnerException)
            {
                if (inner is OperationCanceledException) return new TlsException(TlsFailure.Timeout, "no answer in time");
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

        /// <summary>The given roots and nothing else decide; the name and the dates count.</summary>
        private sealed class CertificateCheck(byte[] rootsPem)
        {
            public bool HasRefused { get; private set; }

            public bool Validate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
            {
                HasRefused = !IsGood(certificate, chain, errors);
                return !HasRefused;
            }

            private bool IsGood(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
            {
                bool isNamed = (errors & (SslPolicyErrors.RemoteCertificateNotAvailable
                    | SslPolicyErrors.RemoteCertificateNameMismatch)) == 0;
                if (!isNamed || certificate is not X509Certificate2 leaf || chain is null) return false;
                using var own = new X509Chain();
                own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
                own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
                own.ChainPolicy.DisableCertificateDownloads = true;
                own.ChainPolicy.CustomTrustStore.ImportFromPem(Encoding.UTF8.GetString(rootsPem));
                own.ChainPolicy.ExtraStore.AddRange(chain.ChainPolicy.ExtraStore);
                return own.Build(leaf);
            }
        }
    }
}

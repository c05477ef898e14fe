using System;
using System.Net.Sockets;

namespace ScanToMail.Hal.Esp32
{
    /// <summary>
    /// What the board's sockets and TLS throw, in the HAL's kinds. Everything comes as SocketException: of sockets with
    /// Winsock's numbers (10060), of TLS with mbedTLS's negative ones (-9984, certificate verification failed); a call
    /// on a socket that was closed meanwhile with a number of neither kind.
    /// </summary>
    public static class SocketCodes
    {
        private const int TlsCodeMin = -0x8000;

        private static readonly int[] Codes = new int[]
        {
            10060, 10061, 10051, 10064, 10065, 10049, 10050, 10052, 10053, 10054, 10058, 11001, 11003, 11004, 11002
        };

        private static readonly NetworkFailure[] Kinds = new NetworkFailure[]
        {
            NetworkFailure.Timeout, NetworkFailure.Refused, NetworkFailure.Unreachable, NetworkFailure.Unreachable,
            NetworkFailure.Unreachable, NetworkFailure.Unreachable, NetworkFailure.NoLink, NetworkFailure.Reset,
            NetworkFailure.Reset, NetworkFailure.Reset, NetworkFailure.Reset, NetworkFailure.NameNotFound,
            NetworkFailure.NameNotFound, NetworkFailure.NameNotFound, NetworkFailure.Timeout
        };

        /// <summary>mbedTLS: X509_CERT_VERIFY_FAILED; NET_CONN_RESET, NET_RECV_FAILED, SSL_CONN_EOF,
        /// SSL_PEER_CLOSE_NOTIFY; SSL_TIMEOUT (include/mbedtls/x509.h, net_sockets.h, ssl.h).</summary>
        private static readonly int[] TlsCodes = new int[] { -0x2700, -0x0050, -0x004C, -0x7280, -0x7880, -0x6800 };

        private static readonly TlsFailure[] TlsKinds = new TlsFailure[]
        {
            TlsFailure.CertificateRefused, TlsFailure.Closed, TlsFailure.Closed, TlsFailure.Closed, TlsFailure.Closed,
            TlsFailure.Timeout
        };

        /// <summary>The kind of a socket's error; Closed for numbers that are none.</summary>
        public static NetworkFailure OfSocket(int code)
        {
            int at = Array.IndexOf(Codes, code);
            return at < 0 ? NetworkFailure.Closed : Kinds[at];
        }

        /// <summary>The kind of a handshake's error; HandshakeFailed for what says no more.</summary>
        public static TlsFailure OfHandshake(int code)
        {
            int at = Array.IndexOf(TlsCodes, code);
            return at < 0 ? TlsFailure.HandshakeFailed : TlsKinds[at];
        }

        /// <summary>What a socket threw.</summary>
        internal static NetworkException Translate(Exception error)
        {
            SocketException socket = Find(error);
            return socket == null
                ? new NetworkException(NetworkFailure.Closed, "the connection is closed")
                : new NetworkException(OfSocket(socket.ErrorCode), "socket error " + socket.ErrorCode.ToString());
        }

        /// <summary>What a handshake threw.</summary>
        internal static TlsException TranslateTls(Exception error)
        {
            SocketException socket = Find(error);
            return socket == null
                ? new TlsException(TlsFailure.HandshakeFailed, "TLS: " + error.GetType().Name)
                : new TlsException(OfHandshake(socket.ErrorCode), "TLS error " + socket.ErrorCode.ToString());
        }

        /// <summary>What HttpWebRequest threw: its own kinds around what the socket or TLS had thrown.</summary>
        internal static Exception TranslateHttp(Exception error)
        {
            if (error is NetworkException) return error;
            SocketException socket = Find(error);
            if (socket == null) return new NetworkException(NetworkFailure.Closed, "no HTTP answer: " + error.GetType().Name);
            return IsOfTls(socket.ErrorCode) ? (Exception)TranslateTls(error) : Translate(error);
        }

        private static bool IsOfTls(int code)
        {
            return code < 0 && code > TlsCodeMin;
        }

        private static SocketException Find(Exception error)
        {
            while (error != null && !(error is SocketException)) error = error.InnerException;
            return (SocketException)error;
        }
    }
}

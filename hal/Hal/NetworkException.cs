using System;

namespace ScanToMail.Hal
{
    /// <summary>Why the network below TLS failed.</summary>
    public enum NetworkFailure
    {
        /// <summary>No cable, no Wi-Fi.</summary>
        NoLink,

        /// <summary>A link, and no address of our own on it.</summary>
        NoAddress,

        /// <summary>The board has no such network interface.</summary>
        NoInterface,

        /// <summary>DNS knows no address for the name, or there is no DNS server.</summary>
        NameNotFound,

        /// <summary>The host refused the connection: nothing listens on the port.</summary>
        Refused,

        /// <summary>No way to the host.</summary>
        Unreachable,

        /// <summary>The time was over.</summary>
        Timeout,

        /// <summary>The peer broke the connection.</summary>
        Reset,

        /// <summary>The connection was closed on this side, or by the peer where data was due.</summary>
        Closed,

        /// <summary>An HTTPS answer was longer than allowed.</summary>
        AnswerTooLong
    }

    /// <summary>The network below TLS failed.</summary>
    public class NetworkException : Exception
    {
        /// <summary>An error with its kind and the platform's own words.</summary>
        public NetworkException(NetworkFailure failure, string message) : base(message)
        {
            Failure = failure;
        }

        /// <summary>Which way it failed.</summary>
        public NetworkFailure Failure { get; }
    }

    /// <summary>
    /// Why TLS could not be had. The board knows no more than this: which of the checks of the certificate failed
    /// (root, name, dates) it can't tell.
    /// </summary>
    public enum TlsFailure
    {
        /// <summary>The server's certificate did not pass: root, name or dates.</summary>
        CertificateRefused,

        /// <summary>No agreement: version, cipher, alert, garbage.</summary>
        HandshakeFailed,

        /// <summary>The peer closed the connection in the handshake.</summary>
        Closed,

        /// <summary>The time was over in the handshake.</summary>
        Timeout
    }

    /// <summary>TLS could not be had.</summary>
    public class TlsException : Exception
    {
        /// <summary>An error with its kind and the platform's own words.</summary>
        public TlsException(TlsFailure failure, string message) : base(message)
        {
            Failure = failure;
        }

        /// <summary>Which way it failed.</summary>
        public TlsFailure Failure { get; }
    }
}

namespace ScanToMail.Hal
{
    /// <summary>
    /// One TCP connection, in clear or under TLS. Used by one thread at a time; only <see cref="Close"/> may come
    /// from another, and then the blocked call throws <see cref="NetworkException"/> Closed.
    /// </summary>
    public interface IConnection
    {
        /// <summary>The peer's address in dotted form.</summary>
        string RemoteAddress { get; }

        /// <summary>Whether TLS is on.</summary>
        bool IsTls { get; }

        /// <summary>
        /// Reads what is there, at least one byte. Blocks at most <paramref name="timeoutMs"/> (1 or more).
        /// Returns the number of bytes, or 0 when the peer has closed.
        /// Throws <see cref="NetworkException"/>: Timeout (the connection stays usable), Reset, Closed.
        /// </summary>
        int Read(byte[] buffer, int offset, int count, int timeoutMs);

        /// <summary>
        /// Whether a Read would return at once. False proves nothing under TLS: bytes may lie undecrypted. Does
        /// not block and throws nothing; a broken connection is true, and Read then tells.
        /// </summary>
        bool DataAvailable { get; }

        /// <summary>
        /// Writes all of it; returns when the platform has taken the last byte, which proves nothing about the
        /// peer. Blocks at most <paramref name="timeoutMs"/> (1 or more) without progress. The buffer may be
        /// reused after the return. Throws <see cref="NetworkException"/>: Timeout, Reset, Closed; the
        /// connection is then good for nothing but reading what the peer said last.
        /// </summary>
        void Write(byte[] buffer, int offset, int count, int timeoutMs);

        /// <summary>
        /// Turns TLS on over the open connection (implicit TLS is this, right after connecting). The chain is
        /// checked against the options' roots, and the certificate's name against the options' target host; there is
        /// no way to do without. Bytes that the peer sent in clear before the call and that were not read belong
        /// to the handshake. On a PC it blocks at most <paramref name="timeoutMs"/>; on the board the handshake is
        /// native, stops all threads and has no timeout.
        /// Throws <see cref="TlsException"/>, the connection is then closed; and <see cref="NetworkException"/> (Timeout)
        /// while a form's request that was given up still holds the board's one TLS connection.
        /// </summary>
        void StartTls(TlsOptions options, int timeoutMs);

        /// <summary>Closes at once, without waiting for the peer; may be called again. Throws nothing.</summary>
        void Close();
    }

    /// <summary>What a TLS handshake needs to know.</summary>
    public sealed class TlsOptions
    {
        /// <summary>The DNS name the server must prove; also sent as SNI.</summary>
        public string TargetHost = "";

        /// <summary>Root certificates the chain must end in: PEM, one or more, with or without a NUL
        /// behind them, which some platforms must have. Never null, never empty.</summary>
        public byte[] TrustedRootsPem;

        /// <summary>The client's certificate, intermediates and private key as PEM, likewise, or null for none.</summary>
        public byte[] ClientCertificatePem;
    }

    /// <summary>A UDP socket.</summary>
    public interface IDatagramSocket
    {
        /// <summary>Sends one datagram. Throws <see cref="NetworkException"/>: NoLink, Unreachable.</summary>
        void Send(string address, int port, byte[] buffer, int offset, int count);

        /// <summary>
        /// Waits at most <paramref name="timeoutMs"/> for one datagram. Returns its length in bytes, cut to
        /// <paramref name="count"/>, and its source. Throws <see cref="NetworkException"/>: Timeout, NoLink.
        /// </summary>
        int Receive(byte[] buffer, int offset, int count, int timeoutMs, out string sourceAddress, out int sourcePort);

        /// <summary>Closes; may be called again. Throws nothing.</summary>
        void Close();
    }
}

namespace ScanToMail.Tenant.Smtp
{
    /// <summary>How a session ended.</summary>
    public enum SessionEnd
    {
        /// <summary>It goes on.</summary>
        Open,

        /// <summary>QUIT.</summary>
        Quit,

        /// <summary>The client closed, or the line broke, without QUIT.</summary>
        ClientClosed,

        /// <summary>The client was silent for too long.</summary>
        Timeout,

        /// <summary>The TLS handshake failed.</summary>
        TlsFailed,

        /// <summary>The server closed: a fault asked for, 421, a limit.</summary>
        ServerClosed,

        /// <summary>The server was stopped.</summary>
        Stopped,

        /// <summary>This program has a fault; the transcript says which.</summary>
        Failed,
    }
}

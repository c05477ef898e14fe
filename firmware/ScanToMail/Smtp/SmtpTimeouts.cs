namespace ScanToMail.Smtp
{
    /// <summary>How long each phase may take, in milliseconds. The defaults are those of RFC 5321 4.5.3.2; a reply's time
    /// counts to its last line, so a server that drips a byte a second gains nothing.</summary>
    public sealed class SmtpTimeouts
    {
        /// <summary>The server's first words.</summary>
        public int GreetingMs = 300000;

        /// <summary>EHLO, STARTTLS, AUTH, MAIL, RCPT, RSET.</summary>
        public int CommandMs = 300000;

        /// <summary>The TLS handshake, where the platform can keep to it.</summary>
        public int TlsMs = 60000;

        /// <summary>The 354 to DATA.</summary>
        public int DataInitiationMs = 120000;

        /// <summary>One write of data.</summary>
        public int DataBlockMs = 180000;

        /// <summary>The reply to the final dot.</summary>
        public int DataTerminationMs = 600000;

        /// <summary>The reply to QUIT, which nothing depends on.</summary>
        public int QuitMs = 5000;

        /// <summary>What the server said before it stopped reading.</summary>
        public int LastWordsMs = 2000;
    }
}

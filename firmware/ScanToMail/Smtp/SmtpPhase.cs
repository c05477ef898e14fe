namespace ScanToMail.Smtp
{
    /// <summary>Where in a conversation something happened.</summary>
    public enum SmtpPhase
    {
        /// <summary>Waiting for the server's first words (RFC 5321 3.1).</summary>
        Greeting,

        /// <summary>EHLO or HELO (RFC 5321 4.1.1.1).</summary>
        Ehlo,

        /// <summary>The STARTTLS command (RFC 3207 4).</summary>
        StartTls,

        /// <summary>The TLS handshake.</summary>
        TlsHandshake,

        /// <summary>AUTH (RFC 4954).</summary>
        Auth,

        /// <summary>MAIL (RFC 5321 4.1.1.2).</summary>
        MailFrom,

        /// <summary>RCPT (RFC 5321 4.1.1.3).</summary>
        RcptTo,

        /// <summary>DATA up to its 354 (RFC 5321 4.1.1.4).</summary>
        Data,

        /// <summary>The message's bytes.</summary>
        Body,

        /// <summary>The final dot and its reply.</summary>
        EndOfData,

        /// <summary>RSET (RFC 5321 4.1.1.5).</summary>
        Rset,

        /// <summary>QUIT (RFC 5321 4.1.1.10).</summary>
        Quit
    }

    /// <summary>The names of the phases.</summary>
    public static class SmtpPhases
    {
        /// <summary>The phase's name in lower camel case, for people and programs.</summary>
        public static string Name(SmtpPhase phase)
        {
            string[] names =
            {
                "greeting", "ehlo", "startTls", "tlsHandshake", "auth", "mailFrom", "rcptTo", "data", "body",
                "endOfData", "rset", "quit"
            };
            return names[(int)phase];
        }
    }
}

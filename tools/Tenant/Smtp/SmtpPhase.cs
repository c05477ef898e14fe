namespace ScanToMail.Tenant.Smtp
{
    /// <summary>The moments of an SMTP session at which a fault can be asked for.</summary>
    public enum SmtpPhase
    {
        /// <summary>Before the 220 greeting.</summary>
        Greeting,

        /// <summary>EHLO or HELO, before TLS (or where there is none).</summary>
        Ehlo,

        /// <summary>The reply to STARTTLS.</summary>
        StartTls,

        /// <summary>Instead of the TLS handshake, after the 220 to STARTTLS or on an implicit endpoint.</summary>
        TlsHandshake,

        /// <summary>EHLO or HELO over TLS.</summary>
        EhloAfterTls,

        /// <summary>The reply to the AUTH line, a 334 included.</summary>
        Auth,

        /// <summary>The reply to a client's answer within AUTH that is not the last.</summary>
        AuthAnswer,

        /// <summary>The last reply of AUTH: 235 or 535.</summary>
        AuthResult,

        /// <summary>The reply to MAIL FROM.</summary>
        MailFrom,

        /// <summary>The reply to RCPT TO.</summary>
        RcptTo,

        /// <summary>The reply to DATA (354).</summary>
        Data,

        /// <summary>In the middle of the content, after <see cref="SmtpFault.AfterBytes"/> of it.</summary>
        Content,

        /// <summary>The reply to a BDAT chunk that is not the last.</summary>
        Chunk,

        /// <summary>The reply after the final dot, or after BDAT LAST.</summary>
        EndOfContent,

        /// <summary>The reply to RSET.</summary>
        Rset,

        /// <summary>The reply to NOOP.</summary>
        Noop,

        /// <summary>The reply to VRFY.</summary>
        Vrfy,

        /// <summary>The reply to QUIT.</summary>
        Quit,
    }
}

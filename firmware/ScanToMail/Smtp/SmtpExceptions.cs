using System;

namespace ScanToMail.Smtp
{
    /// <summary>A conversation went wrong.</summary>
    public abstract class SmtpException : Exception
    {
        /// <summary>An error in a phase.</summary>
        protected SmtpException(SmtpPhase phase, string message) : base(message)
        {
            Phase = phase;
        }

        /// <summary>Where it happened.</summary>
        public SmtpPhase Phase { get; }
    }

    /// <summary>The server said no.</summary>
    public sealed class SmtpRefusedException : SmtpException
    {
        /// <summary>A refusal with the reply that says it.</summary>
        public SmtpRefusedException(SmtpPhase phase, SmtpReply reply, string recipient)
            : base(phase, SmtpPhases.Name(phase) + " refused: " + reply.ToString())
        {
            Reply = reply;
            Recipient = recipient;
        }

        /// <summary>What the server said.</summary>
        public SmtpReply Reply { get; }

        /// <summary>The recipient it is about, or "".</summary>
        public string Recipient { get; }
    }

    /// <summary>How a conversation broke.</summary>
    public enum SmtpBreak
    {
        /// <summary>The phase's time was over.</summary>
        Timeout,

        /// <summary>The server closed or broke the connection.</summary>
        Closed,

        /// <summary>What came is no SMTP, or none that is allowed here.</summary>
        Garbage,

        /// <summary>More came in clear than the answer to STARTTLS (CVE-2011-0411 and its kind).</summary>
        Injection,

        /// <summary>STARTTLS is needed and not offered, or was refused.</summary>
        TlsNotOffered,

        /// <summary>The server's certificate did not pass.</summary>
        TlsCertificateRefused,

        /// <summary>No agreement in the TLS handshake.</summary>
        TlsHandshakeFailed,

        /// <summary>The server closed the connection in the TLS handshake.</summary>
        TlsClosed,

        /// <summary>The TLS handshake took too long.</summary>
        TlsTimeout,

        /// <summary>The server does not offer the mechanism.</summary>
        AuthNotOffered,

        /// <summary>The message grew beyond the server's SIZE or the setting; it was left without its final dot.</summary>
        SizeLimit,

        /// <summary>The document is longer or shorter than was announced; the message was left without its end.</summary>
        LengthChanged,

        /// <summary>421: the server closes its service (RFC 5321 3.8).</summary>
        ServiceClosing
    }

    /// <summary>The conversation broke.</summary>
    public sealed class SmtpBrokenException : SmtpException
    {
        /// <summary>A break with its cause and, where there is one, the server's last words.</summary>
        public SmtpBrokenException(SmtpPhase phase, SmtpBreak cause, string message, SmtpReply lastReply,
            bool perhapsDelivered) : base(phase, message)
        {
            Cause = cause;
            LastReply = lastReply;
            PerhapsDelivered = perhapsDelivered;
        }

        /// <summary>How it broke.</summary>
        public SmtpBreak Cause { get; }

        /// <summary>What the server said last about it, or null.</summary>
        public SmtpReply LastReply { get; }

        /// <summary>Whether the final dot was out already, so that nobody knows what became of the message.</summary>
        public bool PerhapsDelivered { get; }
    }
}

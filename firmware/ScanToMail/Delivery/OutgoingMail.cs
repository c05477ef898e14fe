using ScanToMail.Config;

namespace ScanToMail.Delivery
{
    /// <summary>One mail on its way out.</summary>
    public sealed class OutgoingMail
    {
        /// <summary>The author, in the header and the envelope.</summary>
        public MailAddress From;

        /// <summary>Where answers go, or null for the author.</summary>
        public MailAddress ReplyTo;

        /// <summary>Recipients that everybody sees.</summary>
        public MailAddress[] To;

        /// <summary>Copies that everybody sees.</summary>
        public MailAddress[] Cc;

        /// <summary>Copies that nobody sees.</summary>
        public MailAddress[] Bcc;

        /// <summary>The Message-ID, angle brackets included; the same on every try.</summary>
        public string MessageId;

        /// <summary>Whether this mail is to find out if the host can take BDAT.</summary>
        public bool IsTrial;

        /// <summary>Subject, text and attachment.</summary>
        public MailContent Content;
    }
}

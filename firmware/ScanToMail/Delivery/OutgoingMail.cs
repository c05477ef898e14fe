using System;
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

        /// <summary>The addresses that this try is for, or null for all of To, Cc and Bcc.</summary>
        public string[] Envelope;

        /// <summary>When the mail came into being, in UTC; <see cref="DateTime.MinValue"/> for the moment of the try. The
        /// same on every try.</summary>
        public DateTime WrittenUtc = DateTime.MinValue;

        /// <summary>Whether this mail is to find out if the host can take BDAT.</summary>
        public bool IsTrial;

        /// <summary>Subject, text and attachment.</summary>
        public MailContent Content;
    }
}

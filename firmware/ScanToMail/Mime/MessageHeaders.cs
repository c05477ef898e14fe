using System;

namespace ScanToMail.Mime
{
    /// <summary>A mailbox of a header (RFC 5322 3.4).</summary>
    public sealed class Mailbox
    {
        /// <summary>The name shown to people, any script, or "".</summary>
        public string DisplayName = "";

        /// <summary>The address; its domain consists of A-labels.</summary>
        public string Address = "";
    }

    /// <summary>What a message's header says. Bcc has no place in it.</summary>
    public sealed class MessageHeaders
    {
        /// <summary>The author.</summary>
        public Mailbox From;

        /// <summary>Where answers go, or null.</summary>
        public Mailbox ReplyTo;

        /// <summary>Recipients; none leaves the field out.</summary>
        public Mailbox[] To = new Mailbox[0];

        /// <summary>Copies; none leaves the field out.</summary>
        public Mailbox[] Cc = new Mailbox[0];

        /// <summary>The subject, any script. What is beyond 255 characters, Exchange's limit, is cut.</summary>
        public string Subject = "";

        /// <summary>The device's local time.</summary>
        public DateTime LocalTime;

        /// <summary>What the local time is ahead of UTC, in minutes.</summary>
        public int UtcOffsetMinutes;

        /// <summary>The Message-ID, angle brackets included.</summary>
        public string MessageId = "";
    }

    /// <summary>How an attachment's bytes travel (RFC 2045 6, RFC 3030).</summary>
    public enum TransferEncoding
    {
        /// <summary>Base64 in lines of 76 columns.</summary>
        Base64,

        /// <summary>As they are; only where the server takes BODY=BINARYMIME.</summary>
        Binary
    }
}

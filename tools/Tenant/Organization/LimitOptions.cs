namespace ScanToMail.Tenant
{
    /// <summary>
    /// The limits of Exchange Online. Source: Microsoft, "Changes in message store and throttling for concurrent
    /// connections", and the list of error codes (4.5.3).
    /// </summary>
    public sealed class LimitOptions
    {
        /// <summary>Messages of a mailbox in one window; what is above waits for the next.</summary>
        public int MessagesPerWindow { get; set; } = 30;

        /// <summary>The window: a minute.</summary>
        public int WindowMs { get; set; } = 60_000;

        /// <summary>True: 421 4.4.2 instead of waiting.</summary>
        public bool RefuseAboveRate { get; set; }

        /// <summary>Connections of a mailbox at a time; a message on one more is answered with 432 4.3.2.</summary>
        public int Connections { get; set; } = 3;

        /// <summary>Recipients of a mailbox in 24 hours; above, 554 5.2.0 SubmissionQuotaExceededException.</summary>
        public int RecipientsPerDay { get; set; } = 10_000;

        /// <summary>Recipients of one domain in one message at the MX endpoint; above, 452 4.5.3.</summary>
        public int RecipientsPerDomain { get; set; } = 200;

        /// <summary>Wrong passwords in a row before the account is locked.</summary>
        public int WrongPasswords { get; set; } = 10;

        /// <summary>Longest value of one header, octets: above, 554 5.6.211.</summary>
        public int HeaderValueOctets { get; set; } = 32_768;
    }
}

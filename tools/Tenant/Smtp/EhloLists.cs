namespace ScanToMail.Tenant.Smtp
{
    /// <summary>
    /// What Exchange Online offers, word for word and in its order.
    /// Submission: transcripts of MailKit issue 1770 (2024-07) and emayili issue 147 (2023-03). MX: public transcripts
    /// of 2022, before TLS; after TLS no transcript is known, it is taken to be the same without STARTTLS.
    /// </summary>
    public static class EhloLists
    {
        /// <summary>smtp.office365.com before STARTTLS.</summary>
        public static readonly IReadOnlyList<string> SubmissionBeforeTls =
        [
            "SIZE {size}", "PIPELINING", "DSN", "ENHANCEDSTATUSCODES", "STARTTLS", "8BITMIME", "BINARYMIME", "CHUNKING",
            "SMTPUTF8",
        ];

        /// <summary>smtp.office365.com over TLS.</summary>
        public static readonly IReadOnlyList<string> SubmissionAfterTls =
        [
            "SIZE {size}", "PIPELINING", "DSN", "ENHANCEDSTATUSCODES", "AUTH LOGIN XOAUTH2", "8BITMIME", "BINARYMIME",
            "CHUNKING", "SMTPUTF8",
        ];

        /// <summary>*.mail.protection.outlook.com before STARTTLS.</summary>
        public static readonly IReadOnlyList<string> MxBeforeTls = SubmissionBeforeTls;

        /// <summary>*.mail.protection.outlook.com over TLS.</summary>
        public static readonly IReadOnlyList<string> MxAfterTls =
        [
            "SIZE {size}", "PIPELINING", "DSN", "ENHANCEDSTATUSCODES", "8BITMIME", "BINARYMIME", "CHUNKING", "SMTPUTF8",
        ];

        /// <summary>A server on the premises before STARTTLS.</summary>
        public static readonly IReadOnlyList<string> OnPremisesBeforeTls =
        [
            "PIPELINING", "SIZE {size}", "VRFY", "STARTTLS", "ENHANCEDSTATUSCODES", "8BITMIME", "DSN", "SMTPUTF8",
            "CHUNKING",
        ];

        /// <summary>A server on the premises over TLS.</summary>
        public static readonly IReadOnlyList<string> OnPremisesAfterTls =
        [
            "PIPELINING", "SIZE {size}", "VRFY", "AUTH PLAIN LOGIN", "ENHANCEDSTATUSCODES", "8BITMIME", "DSN",
            "SMTPUTF8", "CHUNKING",
        ];
    }
}

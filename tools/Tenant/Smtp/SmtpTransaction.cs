namespace ScanToMail.Tenant.Smtp
{
    /// <summary>One mail transaction: from MAIL to the end of its content.</summary>
    internal sealed class SmtpTransaction
    {
        public required string MailFrom { get; init; }

        public required string[] Parameters { get; init; }

        public required DateTimeOffset StartedAt { get; init; }

        /// <summary>BODY=BINARYMIME (RFC 3030): only BDAT may follow.</summary>
        public bool Binary { get; init; }

        /// <summary>BODY=8BITMIME or BINARYMIME.</summary>
        public bool EightBit { get; init; }

        /// <summary>SMTPUTF8 was given.</summary>
        public bool Utf8 { get; init; }

        /// <summary>SIZE as given; null: not given.</summary>
        public long? DeclaredSizeBytes { get; init; }

        public List<string> Recipients { get; } = [];

        public List<string> RefusedRecipients { get; } = [];

        public MemoryStream Content { get; } = new();

        public List<long> ChunkSizesBytes { get; } = [];

        /// <summary>Octets of content, those beyond the limit, which are not kept, included.</summary>
        public long ContentOctets { get; set; }

        public DateTimeOffset ContentAt { get; set; }

        /// <summary>A chunk was refused: nothing but RSET and MAIL helps (RFC 3030 section 2).</summary>
        public bool Broken { get; set; }

        /// <summary>How it is attributed; the policy says so at MAIL.</summary>
        public string Attribution { get; set; } = "anonymous";

        public bool HasBareLineFeed { get; set; }
    }
}

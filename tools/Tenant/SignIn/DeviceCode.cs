namespace ScanToMail.Tenant.SignIn
{
    /// <summary>A sign-in by device code (RFC 8628) under way.</summary>
    public sealed class DeviceCode
    {
        /// <summary>The code that the device polls with.</summary>
        public required string Value { get; init; }

        /// <summary>The code that a person types.</summary>
        public required string UserCode { get; init; }

        /// <summary>The application that asked.</summary>
        public required string ClientId { get; init; }

        /// <summary>What it asked for.</summary>
        public required string Scope { get; init; }

        /// <summary>When it ends.</summary>
        public required DateTimeOffset ExpiresAt { get; set; }

        /// <summary>The person has said yes, as this user; null: not yet.</summary>
        public string? User { get; internal set; }

        /// <summary>The person has said no.</summary>
        public bool Declined { get; internal set; }

        /// <summary>How often the device asked.</summary>
        public int Polls { get; internal set; }

        /// <summary>It has been traded for tokens.</summary>
        public bool Used { get; internal set; }

        internal int IntervalSeconds { get; set; }

        internal DateTimeOffset? LastPollAt { get; set; }
    }
}

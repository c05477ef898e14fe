namespace ScanToMail.Tenant.SignIn
{
    /// <summary>A refresh token that was given out.</summary>
    public sealed class RefreshToken
    {
        /// <summary>The token itself.</summary>
        public required string Value { get; init; }

        /// <summary>The application it was given to.</summary>
        public required string ClientId { get; init; }

        /// <summary>The user it stands for.</summary>
        public required string User { get; init; }

        /// <summary>When it ends, unless it is used.</summary>
        public required DateTimeOffset ExpiresAt { get; set; }

        /// <summary>How often it was used.</summary>
        public int Uses { get; internal set; }

        /// <summary>Why it is no longer good; null: it is.</summary>
        public RefreshRefusal? Refusal { get; internal set; }
    }
}

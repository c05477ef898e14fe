namespace ScanToMail.Tenant.SignIn
{
    /// <summary>An access token that was given out.</summary>
    public sealed class AccessToken
    {
        /// <summary>The token itself.</summary>
        public required string Value { get; init; }

        /// <summary>The application it was given to.</summary>
        public required string ClientId { get; init; }

        /// <summary>The user it stands for; null: the application itself.</summary>
        public required string? User { get; init; }

        /// <summary>The service it is for, such as <c>https://outlook.office.com</c>.</summary>
        public required string Audience { get; init; }

        /// <summary>What it allows, such as <c>SMTP.Send</c>, or the role <c>SMTP.SendAsApp</c>.</summary>
        public required IReadOnlyList<string> Permissions { get; init; }

        /// <summary>When it ends.</summary>
        public required DateTimeOffset ExpiresAt { get; set; }
    }
}

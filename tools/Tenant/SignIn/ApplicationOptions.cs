namespace ScanToMail.Tenant.SignIn
{
    /// <summary>An application registered in Entra ID.</summary>
    public sealed class ApplicationOptions
    {
        /// <summary>Its client id.</summary>
        public required string ClientId { get; set; }

        /// <summary>The name that the sign-in page shows.</summary>
        public string Name { get; set; } = "ScanToMail";

        /// <summary>"Allow public client flows": without it the device code flow ends with AADSTS7000218.</summary>
        public bool AllowPublicClient { get; set; } = true;

        /// <summary>Its secret, for client credentials; null: it has none.</summary>
        public string? ClientSecret { get; set; }

        /// <summary>It has the application permission SMTP.SendAsApp with the administrator's consent.</summary>
        public bool SendAsApp { get; set; }
    }
}

namespace ScanToMail.Tenant
{
    /// <summary>What an administrator of the tenant has set.</summary>
    public sealed class OrganizationOptions
    {
        /// <summary>The accepted domains.</summary>
        public List<string> AcceptedDomains { get; set; } = ["contoso.com", "contoso.onmicrosoft.com"];

        /// <summary>
        /// Set-TransportConfig -SmtpClientAuthenticationDisabled: no client submission, with tokens neither.
        /// </summary>
        public bool SmtpClientAuthenticationDisabled { get; set; }

        /// <summary>Basic authentication is retired for the tenant: passwords are answered with 550 5.7.30.</summary>
        public bool BasicAuthenticationRetired { get; set; }

        /// <summary>Set-OrganizationConfig -RejectDirectSend.</summary>
        public bool RejectDirectSend { get; set; }

        /// <summary>Inbound connectors.</summary>
        public List<ConnectorOptions> Connectors { get; set; } = [];

        /// <summary>
        /// Roots (PEM) under which a connector takes client certificates. The run's own root always counts.
        /// </summary>
        public List<string> ClientRoots { get; set; } = [];

        /// <summary>Addresses on Microsoft's block list: 550 5.7.606 at RCPT.</summary>
        public List<string> BannedAddresses { get; set; } = [];

        /// <summary>Send As is looked at after the content with 554 5.2.252; false: with 550 5.7.60.</summary>
        public bool SendAsByStore { get; set; } = true;

        internal bool IsAccepted(string domain)
        {
            return AcceptedDomains.Contains(domain, StringComparer.OrdinalIgnoreCase);
        }
    }
}

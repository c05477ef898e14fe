namespace ScanToMail.Tenant
{
    /// <summary>An inbound connector: from "your organization's email server" to Office 365.</summary>
    public sealed class ConnectorOptions
    {
        /// <summary>Its name.</summary>
        public required string Name { get; set; }

        /// <summary>
        /// The client certificate's name, such as <c>scanner.contoso.com</c> or <c>*.contoso.com</c>; null: not by
        /// certificate.
        /// </summary>
        public string? CertificateDomain { get; set; }

        /// <summary>
        /// The client's addresses, such as <c>203.0.113.25</c> or <c>203.0.113.0/28</c>; empty: not by address.
        /// </summary>
        public List<string> Addresses { get; set; } = [];

        /// <summary>It is switched on.</summary>
        public bool Enabled { get; set; } = true;
    }
}

namespace ScanToMail.Tenant.Smtp
{
    /// <summary>How an endpoint comes to TLS.</summary>
    public enum TlsMode
    {
        /// <summary>STARTTLS (RFC 3207) is offered.</summary>
        StartTls,

        /// <summary>The TLS handshake comes first (RFC 8314).</summary>
        Implicit,

        /// <summary>Clear text only.</summary>
        None,
    }
}

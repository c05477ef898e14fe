namespace ScanToMail.Tenant.Smtp
{
    /// <summary>The endpoints as they stand in the world.</summary>
    public static class SmtpEndpoints
    {
        /// <summary>smtp.office365.com:587.</summary>
        public static SmtpEndpointOptions Submission() => new()
        {
            Name = "submission",
            Role = SmtpRole.Submission,
            HostName = "AM0PR02CA0134.outlook.office365.com",
            CertificateNames = ["outlook.com", "smtp.office365.com", "*.office365.com", "*.outlook.com"],
            RequireTls = true,
            RequireLogin = true,
        };

        /// <summary>A server on the premises, port 587 or 25: STARTTLS, then a login by PLAIN or LOGIN.</summary>
        public static SmtpEndpointOptions OnPremises() => new()
        {
            Name = "onPremises",
            HostName = "mail.contoso.test",
            EhloBeforeTls = [.. EhloLists.OnPremisesBeforeTls],
            EhloAfterTls = [.. EhloLists.OnPremisesAfterTls],
            RequireTls = true,
            RequireLogin = true,
        };

        /// <summary>The same on port 465: TLS first (RFC 8314).</summary>
        public static SmtpEndpointOptions OnPremisesImplicitTls()
        {
            SmtpEndpointOptions options = OnPremises();
            options.Name = "onPremisesImplicitTls";
            options.Tls = TlsMode.Implicit;
            return options;
        }
    }
}

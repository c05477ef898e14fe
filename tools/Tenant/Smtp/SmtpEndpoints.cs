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
            RequireLogin = true,
            StandsFor = ["smtp.office365.com:587", "smtp.office365.com:25"],
        };

        /// <summary>
        /// The tenant's MX endpoint, port 25. It asks for a client certificate, as a connector needs it.
        /// </summary>
        public static SmtpEndpointOptions Mx() => new()
        {
            Name = "mx",
            Role = SmtpRole.Mx,
            HostName = "AM7EUR06FT066.mail.protection.outlook.com",
            CertificateNames =
            [
                "mail.protection.outlook.com", "*.mail.protection.outlook.com", "*.mail.eo.outlook.com",
                "*.k-v1.mx.microsoft",
            ],
            EhloBeforeTls = [.. EhloLists.MxBeforeTls],
            EhloAfterTls = [.. EhloLists.MxAfterTls],
            AskForClientCertificate = true,
            StandsFor =
            [
                "contoso-com.mail.protection.outlook.com:25", "contoso.mail.protection.outlook.com:25",
                "wingtiptoys-com.k-v1.mx.microsoft:25",
            ],
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
            StandsFor = ["mail.contoso.test:587", "mail.contoso.test:25"],
        };

        /// <summary>The same on port 465: TLS first (RFC 8314).</summary>
        public static SmtpEndpointOptions OnPremisesImplicitTls()
        {
            SmtpEndpointOptions options = OnPremises();
            options.Name = "onPremisesImplicitTls";
            options.Tls = TlsMode.Implicit;
            options.StandsFor = ["mail.contoso.test:465"];
            return options;
        }
    }
}

namespace ScanToMail.Delivery
{
    /// <summary>A mail server of a domain, as DNS names it (RFC 5321 5.1).</summary>
    public sealed class MxRecord
    {
        /// <summary>The lowest is tried first, 0 to 65,535.</summary>
        public int Preference;

        /// <summary>The server's name in its ASCII form, lower case, without a final dot.</summary>
        public string Host = "";

        /// <summary>
        /// Whether the name is one of Microsoft's inbound endpoints: *.mail.protection.outlook.com and, since 2026,
        /// *.mx.microsoft; the US government's and 21Vianet's clouds have names of their own. Any other name is a filter in
        /// front of the tenant, or another provider.
        /// </summary>
        public bool IsMicrosoft
        {
            get
            {
                return Host.EndsWith(".mail.protection.outlook.com") || Host.EndsWith(".mx.microsoft")
                    || Host.EndsWith(".mail.protection.office365.us")
                    || Host.EndsWith(".mail.protection.partner.outlook.cn");
            }
        }
    }
}

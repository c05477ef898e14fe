namespace ScanToMail.Delivery
{
    /// <summary>Which servers are Microsoft's, by their names.</summary>
    internal static class MicrosoftHosts
    {
        /// <summary>Whether the name is one of Exchange Online's or Azure Communication Services'.</summary>
        public static bool Has(string host)
        {
            string name = host.ToLower();
            return name.EndsWith(".office365.com") || name.EndsWith(".outlook.com") || name.EndsWith(".mx.microsoft")
                || name.EndsWith(".office365.us") || name.EndsWith(".partner.outlook.cn") || name.EndsWith(".azurecomm.net");
        }
    }
}

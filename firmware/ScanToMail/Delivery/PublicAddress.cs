using ScanToMail.Config;

namespace ScanToMail.Delivery
{
    /// <summary>The address that a server sees the device by, which a router in between may have changed.</summary>
    internal static class PublicAddress
    {
        private const string Hello = "Hello [";

        /// <summary>
        /// The IPv4 address in Exchange's answer to EHLO, "mx.example Hello [192.0.2.1]"; "" where there is none. It is what
        /// an IP connector and an SPF record must name.
        /// </summary>
        public static string In(string helloText)
        {
            int at = helloText.IndexOf(Hello);
            if (at < 0) return "";
            at += Hello.Length;
            int end = helloText.IndexOf(']', at);
            string address = end < 0 ? "" : helloText.Substring(at, end - at);
            return IpAddress.IsV4(address) ? address : "";
        }
    }
}

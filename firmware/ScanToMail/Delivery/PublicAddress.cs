using ScanToMail.Config;

namespace ScanToMail.Delivery
{
    /// <summary>The address that a server sees the device by, which a router in between may have changed.</summary>
    internal static class PublicAddress
    {
        private const string Hello = "Hello [";

        /// <summary>
        /// The IPv4 address in Exchange's answer to EHLO, "mx.example Hello [192.0.2.1]"; "" where there is none that is
        /// public, as from a server within the same network. It is what an IP connector and an SPF record must name.
        /// </summary>
        public static string In(string helloText)
        {
            int at = helloText.IndexOf(Hello);
            if (at < 0) return "";
            at += Hello.Length;
            int end = helloText.IndexOf(']', at);
            string address = end < 0 ? "" : helloText.Substring(at, end - at);
            return IpAddress.TryParseV4(address, out uint number) && IpAddress.IsPublicV4(number) ? address : "";
        }
    }
}

using System.Net.NetworkInformation;

namespace ScanToMail.Hal.Esp32
{
    /// <summary>The board's network interfaces.</summary>
    internal static class Card
    {
        private static readonly string Hexadecimal = "0123456789ABCDEF";

        /// <summary>The interface of a kind, or null where the board has none.</summary>
        internal static NetworkInterface Find(NetworkInterfaceType type)
        {
            NetworkInterface[] all = NetworkInterface.GetAllNetworkInterfaces();
            for (int i = 0; i < all.Length; i++)
            {
                if (all[i].NetworkInterfaceType == type) return all[i];
            }
            return null;
        }

        /// <summary>The MAC address of the board's first interface, without ':', as the board's number.</summary>
        internal static string SerialNumber()
        {
            NetworkInterface[] all = NetworkInterface.GetAllNetworkInterfaces();
            return all.Length == 0 ? "ESP32" : Text(all[0].PhysicalAddress, "");
        }

        /// <summary>A MAC address in hexadecimal.</summary>
        internal static string Text(byte[] address, string separator)
        {
            string text = "";
            for (int i = 0; i < address.Length; i++)
            {
                text = text + (i == 0 ? "" : separator) + Hexadecimal.Substring(address[i] >> 4, 1)
                    + Hexadecimal.Substring(address[i] & 15, 1);
            }
            return text;
        }

        /// <summary>
        /// Gives the interface the setup's addresses. Each change is kept in flash by the board's firmware, so nothing is
        /// set that holds already.
        /// </summary>
        internal static void Apply(NetworkInterface card, NetworkSetup setup)
        {
            if (setup.Address.Length > 0) ApplyFixed(card, setup);
            else if (!card.IsDhcpEnabled) card.EnableDhcp();
            if (setup.Dns.Length > 0) ApplyDns(card, FirstTwo(setup.Dns));
            else if (!card.IsAutomaticDnsEnabled) TakeDnsFromDhcp(card);
        }

        /// <summary>The board's firmware has kept DNS servers that were set by hand once. Automatic DNS counts with the next
        /// DHCP only.</summary>
        private static void TakeDnsFromDhcp(NetworkInterface card)
        {
            card.EnableAutomaticDns();
            if (card.IsDhcpEnabled) card.EnableDhcp();
        }

        private static void ApplyDns(NetworkInterface card, string[] wanted)
        {
            bool isFixed = !card.IsAutomaticDnsEnabled;
            if (!isFixed || List(card.IPv4DnsAddresses) != List(wanted)) card.EnableStaticIPv4Dns(wanted);
        }

        private static string List(string[] addresses)
        {
            string list = "";
            for (int i = 0; i < addresses.Length; i++) list = list + " " + addresses[i];
            return list;
        }

        private static void ApplyFixed(NetworkInterface card, NetworkSetup setup)
        {
            string gateway = setup.Gateway.Length == 0 ? "0.0.0.0" : setup.Gateway;
            string wanted = setup.Address + " " + setup.Mask + " " + gateway;
            string present = card.IPv4Address + " " + card.IPv4SubnetMask + " " + card.IPv4GatewayAddress;
            if (!card.IsDhcpEnabled && wanted == present) return;
            card.EnableStaticIPv4(setup.Address, setup.Mask, gateway);
        }

        private static string[] FirstTwo(string[] servers)
        {
            return servers.Length > 2 ? new string[] { servers[0], servers[1] } : servers;
        }
    }
}

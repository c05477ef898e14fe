namespace ScanToMail.Config
{
    /// <summary>How the device gets on the network. Without any key: Wi-Fi as stored in the board, address by DHCP.</summary>
    public sealed class NetworkSettings : SettingsSection
    {
        private const int DnsMax = 2;

        /// <summary>Wi-Fi (the default) or Ethernet; the key is "interface".</summary>
        public NetworkLink Interface { get; private set; }

        /// <summary>Name of the Wi-Fi network; "" (the default): what is stored in the board.</summary>
        public string Ssid { get; private set; } = "";

        /// <summary>Password of the Wi-Fi network; "" for an open one.</summary>
        public string Password { get; private set; } = "";

        /// <summary>Fixed IPv4 address; "" (the default) for DHCP.</summary>
        public string Address { get; private set; } = "";

        /// <summary>Subnet mask of the fixed address.</summary>
        public string Mask { get; private set; } = "";

        /// <summary>Gateway of the fixed address.</summary>
        public string Gateway { get; private set; } = "";

        /// <summary>IPv4 addresses of DNS servers, at most 2; empty: what DHCP says.</summary>
        public string[] Dns { get; private set; } = Settings.NoTexts;

        internal override void Visit(SettingsVisitor visitor)
        {
            Interface = (NetworkLink)visitor.Choose("interface", NetworkLinks.Choices, (int)Interface);
            Ssid = visitor.Text("ssid", SettingKind.Ssid, Ssid, 1, 32);
            Password = visitor.Text("password", SettingKind.WifiPassword, Password, 8, 64);
            Address = visitor.Text("address", SettingKind.IPv4, Address, 7, 15);
            Mask = visitor.Text("mask", SettingKind.SubnetMask, Mask, 7, 15);
            Gateway = visitor.Text("gateway", SettingKind.IPv4, Gateway, 7, 15);
            Dns = visitor.Texts("dns", SettingKind.IPv4, Dns, 0, DnsMax);
        }

        /// <summary>Rules between keys. Throws <see cref="SettingsException"/>.</summary>
        internal void Check()
        {
            if (Interface == NetworkLink.Ethernet && Ssid.Length > 0)
            {
                throw new SettingsException("network.ssid", Ssid, "does not go with Ethernet",
                    "leave network.ssid and network.password out, or set network.interface to wifi");
            }

            if (Ssid.Length == 0 && Password.Length > 0)
            {
                throw new SettingsException("network.password", "", "has no network that it belongs to",
                    "set network.ssid too");
            }

            if (Address.Length == 0)
            {
                RefuseWithoutAddress("network.mask", Mask);
                RefuseWithoutAddress("network.gateway", Gateway);
            }
            else
            {
                CheckFixedAddress();
            }
        }

        private static void RefuseWithoutAddress(string key, string value)
        {
            if (value.Length > 0)
            {
                throw new SettingsException(key, value, "is given without network.address",
                    "set network.address too, or leave it out for DHCP");
            }
        }

        private void CheckFixedAddress()
        {
            Require("network.mask", Mask.Length > 0);
            Require("network.gateway", Gateway.Length > 0);
            Require("network.dns", Dns.Length > 0);
            IpAddress.TryParseV4(Address, out uint address);
            IpAddress.TryParseV4(Mask, out uint mask);
            IpAddress.TryParseV4(Gateway, out uint gateway);
            uint host = address & ~mask;
            if (host == 0 || host == ~mask)
            {
                throw new SettingsException("network.address", Address, "is its subnet's own or broadcast address",
                    "choose an address between them, or mend network.mask");
            }

            if ((address & mask) != (gateway & mask) || gateway == address)
            {
                throw new SettingsException("network.gateway", Gateway,
                    "is not another address in the subnet of network.address", "mend the gateway, the address or the mask");
            }
        }

        private static void Require(string key, bool isGiven)
        {
            if (!isGiven)
            {
                throw new SettingsException(key, "", "is missing", "a fixed network.address needs it");
            }
        }
    }
}

namespace ScanToMail.Config
{
    /// <summary>IP addresses in text.</summary>
    internal static class IpAddress
    {
        /// <summary>
        /// Reads a dotted IPv4 address, four decimal numbers without leading zeros (RFC 6943 3.1.1: other forms mean
        /// different things to different programs). <paramref name="address"/> has the first number in its highest
        /// byte.
        /// </summary>
        internal static bool TryParseV4(string text, out uint address)
        {
            address = 0;
            string[] parts = text.Split('.');
            if (parts.Length != 4)
            {
                return false;
            }

            for (int i = 0; i < 4; i++)
            {
                char[] digits = parts[i].ToCharArray();
                if (digits.Length == 0 || digits.Length > 3 || (digits.Length > 1 && digits[0] == '0'))
                {
                    return false;
                }

                uint number = 0;
                for (int j = 0; j < digits.Length; j++)
                {
                    if (!Characters.IsDigit(digits[j]))
                    {
                        return false;
                    }

                    number = (number * 10) + (uint)(digits[j] - '0');
                }

                if (number > 255)
                {
                    return false;
                }

                address = (address << 8) | number;
            }

            return true;
        }

        /// <summary>Whether the text is a dotted IPv4 address.</summary>
        internal static bool IsV4(string text)
        {
            return TryParseV4(text, out uint _);
        }

        /// <summary>
        /// Whether hosts on the internet can have the address: it is not private (RFC 1918), shared by a provider's
        /// customers (RFC 6598), link-local (RFC 3927), loopback, this network's or a group's (RFC 1122 3.2.1.3). Of
        /// <see cref="TryParseV4"/>.
        /// </summary>
        internal static bool IsPublicV4(uint address)
        {
            uint first = address >> 24;
            bool isPrivate = first == 10 || (address >> 20) == 0xAC1 || (address >> 16) == 0xC0A8;
            bool isLocal = (address >> 22) == 0x191 || (address >> 16) == 0xA9FE;
            return !isPrivate && !isLocal && first != 0 && first != 127 && first < 224;
        }

        /// <summary>Whether the text is an IPv6 address (RFC 4291 2.2), with or without a dotted end.</summary>
        internal static bool IsV6(string text)
        {
            if (text.Length < 2 || text.Length > 45)
            {
                return false;
            }

            int gap = text.IndexOf("::");
            if (gap < 0)
            {
                return CountGroups(text, true) == 8;
            }

            int before = gap == 0 ? 0 : CountGroups(text.Substring(0, gap), false);
            string rest = text.Substring(gap + 2);
            int after = rest.Length == 0 ? 0 : CountGroups(rest, true);
            return before >= 0 && after >= 0 && before + after <= 7;
        }

        // How many groups of 16 bits; -1 when one is wrong. Only the last may be dotted, and then counts as two.
        private static int CountGroups(string text, bool mayEndDotted)
        {
            string[] groups = text.Split(':');
            int count = 0;
            for (int i = 0; i < groups.Length; i++)
            {
                if (mayEndDotted && i == groups.Length - 1 && IsV4(groups[i]))
                {
                    return count + 2;
                }

                char[] digits = groups[i].ToCharArray();
                if (digits.Length == 0 || digits.Length > 4)
                {
                    return -1;
                }

                for (int j = 0; j < digits.Length; j++)
                {
                    if (!Characters.IsHexDigit(digits[j]))
                    {
                        return -1;
                    }
                }

                count++;
            }

            return count;
        }
    }
}

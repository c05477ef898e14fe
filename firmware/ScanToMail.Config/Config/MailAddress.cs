using System.Text;

namespace ScanToMail.Config
{
    /// <summary>
    /// One mail address with an optional display name: "a@b", "Name &lt;a@b&gt;" or "\"Last, First\" &lt;a@b&gt;"
    /// (RFC 5322 3.4, without groups, comments and folding). The local part is a dot-atom or a quoted string, also
    /// with other scripts (RFC 6531 3.3); the domain is a name, kept in its ASCII form, or an address in brackets.
    /// </summary>
    public sealed class MailAddress
    {
        /// <summary>Longest local part in octets (RFC 5321 4.5.3.1.1).</summary>
        public const int LocalPartMaxBytes = 64;

        /// <summary>Longest domain in octets (RFC 5321 4.5.3.1.2).</summary>
        public const int DomainMaxBytes = 255;

        /// <summary>Longest address in octets: a path of 256 with its angle brackets (RFC 5321 4.5.3.1.3).</summary>
        public const int AddressMaxBytes = 254;

        /// <summary>Longest display name in Unicode characters.</summary>
        public const int DisplayNameMax = 128;

        internal const string Remedy = "give one address, such as name@example.com or Name <name@example.com>";

        private const int TextMax = 1024;
        private const string AtomSigns = "!#$%&'*+-/=?^_`{|}~";
        private const string PhraseSpecials = "()<>[]:;@\\,\"";

        private MailAddress(string displayName, string address)
        {
            DisplayName = displayName;
            Address = address;
        }

        /// <summary>The display name, decoded from its quotes; "" if none.</summary>
        public string DisplayName { get; }

        /// <summary>local@domain, the domain in its ASCII form.</summary>
        public string Address { get; }

        /// <summary>What stands before the last '@', quotes included.</summary>
        public string LocalPart
        {
            get { return Address.Substring(0, Address.LastIndexOf('@')); }
        }

        /// <summary>The domain in its ASCII form (A-labels, lower case), or an address literal in brackets.</summary>
        public string Domain
        {
            get { return Address.Substring(Address.LastIndexOf('@') + 1); }
        }

        /// <summary>Whether the local part is not ASCII, so that the server must offer SMTPUTF8 (RFC 6531).</summary>
        public bool NeedsUtf8
        {
            get { return Encoding.UTF8.GetBytes(Address).Length != Address.Length; }
        }

        /// <summary>Reads an address. Throws <see cref="SettingsException"/> that names <paramref name="key"/>.</summary>
        public static MailAddress Parse(string key, string text)
        {
            MailAddress address = TryParse(text, out string problem);
            if (address == null)
            {
                throw new SettingsException(key, text, problem, Remedy);
            }

            return address;
        }

        /// <summary>An address from its parts as they were read before. Throws <see cref="SettingsException"/>.</summary>
        public static MailAddress Parse(string key, string displayName, string address)
        {
            if (displayName.Length == 0)
            {
                return Parse(key, address);
            }

            char[] chars = displayName.ToCharArray();
            StringBuilder quoted = new StringBuilder();
            for (int i = 0; i < chars.Length; i++)
            {
                if (chars[i] == '"' || chars[i] == '\\')
                {
                    quoted.Append('\\');
                }

                quoted.Append(chars[i]);
            }

            return Parse(key, "\"" + quoted.ToString() + "\" <" + address + ">");
        }

        /// <summary>As <see cref="Parse(string, string)"/>; null and a problem ("has no '@'") where the text is no
        /// address.</summary>
        internal static MailAddress TryParse(string text, out string problem)
        {
            if (string.IsNullOrEmpty(text))
            {
                problem = "is empty";
                return null;
            }

            char[] chars = text.ToCharArray();
            problem = chars.Length > TextMax ? "is too long" : Characters.CharacterProblem(chars, false);
            if (problem != null)
            {
                return null;
            }

            int start = SkipSpaces(chars, 0);
            int end = chars.Length;
            while (end > start && chars[end - 1] == ' ')
            {
                end--;
            }

            string displayName = "";
            if (end > start && chars[end - 1] == '>')
            {
                int bracket = end - 1;
                while (bracket >= start && chars[bracket] != '<')
                {
                    bracket--;
                }

                if (bracket < start)
                {
                    problem = "has a '>' without '<'";
                    return null;
                }

                displayName = ReadDisplayName(chars, start, bracket, out problem);
                start = bracket + 1;
                end--;
            }

            string address = problem == null ? ReadAddress(chars, start, end, out problem) : null;
            return address == null ? null : new MailAddress(displayName, address);
        }

        private static int SkipSpaces(char[] chars, int index)
        {
            while (index < chars.Length && chars[index] == ' ')
            {
                index++;
            }

            return index;
        }

        private static string ReadDisplayName(char[] chars, int start, int end, out string problem)
        {
            problem = null;
            while (end > start && chars[end - 1] == ' ')
            {
                end--;
            }

            string name = end > start && chars[start] == '"'
                ? ReadQuotedName(chars, start, end, out problem)
                : ReadPlainName(chars, start, end, out problem);
            if (problem == null && Characters.CountCharacters(name) > DisplayNameMax)
            {
                problem = "has a display name of more than " + DisplayNameMax + " characters";
            }

            return name;
        }

        private static string ReadPlainName(char[] chars, int start, int end, out string problem)
        {
            problem = null;
            for (int i = start; i < end; i++)
            {
                // RFC 5322 4.1, obs-phrase: a dot is taken anywhere but at the start.
                if (Characters.IsOneOf(chars[i], PhraseSpecials) || (chars[i] == '.' && i == start))
                {
                    problem = "has a '" + chars[i].ToString() + "' in its display name (put such a name in quotes)";
                    return null;
                }
            }

            return new string(chars, start, end - start);
        }

        private static string ReadQuotedName(char[] chars, int start, int end, out string problem)
        {
            problem = "has a display name with a wrong quote";
            StringBuilder name = new StringBuilder();
            for (int i = start + 1; i < end; i++)
            {
                if (chars[i] == '"')
                {
                    if (i != end - 1)
                    {
                        return null;
                    }

                    problem = null;
                    return name.ToString();
                }

                if (chars[i] == '\\')
                {
                    i++;
                    if (i >= end)
                    {
                        return null;
                    }
                }

                name.Append(chars[i]);
            }

            return null;
        }

        private static string ReadAddress(char[] chars, int start, int end, out string problem)
        {
            int at = start < end && chars[start] == '"'
                ? EndOfQuotedLocalPart(chars, start, end, out problem)
                : EndOfDotAtom(chars, start, end, out problem);
            if (problem != null)
            {
                return null;
            }

            string local = new string(chars, start, at - start);
            if (Encoding.UTF8.GetBytes(local).Length > LocalPartMaxBytes)
            {
                problem = "has more than " + LocalPartMaxBytes + " octets before the '@'";
                return null;
            }

            string domain = ReadDomain(new string(chars, at + 1, end - at - 1), out problem);
            if (domain == null)
            {
                return null;
            }

            string address = local + "@" + domain;
            if (Encoding.UTF8.GetBytes(address).Length > AddressMaxBytes)
            {
                problem = "has more than " + AddressMaxBytes + " octets";
                return null;
            }

            return address;
        }

        // RFC 5321 4.1.2: Dot-string. Returns where the '@' is.
        private static int EndOfDotAtom(char[] chars, int start, int end, out string problem)
        {
            problem = null;
            int i = start;
            while (i < end && chars[i] != '@')
            {
                char c = chars[i];
                bool isAtom = c >= 0x80 || Characters.IsLetter(c) || Characters.IsDigit(c) || Characters.IsOneOf(c, AtomSigns);
                if (c == '.' && (i == start || chars[i - 1] == '.' || i + 1 == end || chars[i + 1] == '@'))
                {
                    problem = "has a dot at a wrong place before the '@'";
                    return -1;
                }

                if (!isAtom && c != '.')
                {
                    problem = "has a character that may not stand before the '@' without quotes: '" + c.ToString() + "'";
                    return -1;
                }

                i++;
            }

            problem = i >= end ? "has no '@'" : i == start ? "has nothing before the '@'" : null;
            return i;
        }

        // RFC 5321 4.1.2: Quoted-string. Returns where the '@' is.
        private static int EndOfQuotedLocalPart(char[] chars, int start, int end, out string problem)
        {
            problem = null;
            int i = start + 1;
            while (i < end && chars[i] != '"')
            {
                i += chars[i] == '\\' ? 2 : 1;
            }

            if (i >= end)
            {
                problem = "has an opening quote without its end";
            }
            else if (i + 1 >= end || chars[i + 1] != '@')
            {
                problem = "has no '@' after the quoted part";
            }

            return i + 1;
        }

        private static string ReadDomain(string text, out string problem)
        {
            if (text.StartsWith("[") && text.EndsWith("]"))
            {
                string literal = text.Substring(1, text.Length - 2);
                bool isAddress = IpAddress.IsV4(literal)
                    || (literal.StartsWith("IPv6:") && IpAddress.IsV6(literal.Substring(5)));
                problem = isAddress ? null : "has brackets after the '@' with no IP address in them";
                return isAddress ? text : null;
            }

            string domain = DomainName.TryToAscii(text, out problem);
            if (domain == null)
            {
                problem = "has a domain that " + problem;
            }

            return domain;
        }
    }
}

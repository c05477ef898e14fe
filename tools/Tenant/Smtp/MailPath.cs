using System.Net;

namespace ScanToMail.Tenant.Smtp
{
    /// <summary>Reads the paths of MAIL and RCPT (RFC 5321 section 4.1.2, RFC 6531 section 3.3).</summary>
    internal static class MailPath
    {
        private const string AtextSpecials = "!#$%&'*+-/=?^_`{|}~";
        private const int LocalPartLimitOctets = 64;
        private const int DomainLimitOctets = 255;

        /// <summary>
        /// Splits <c>&lt;path&gt; PARAM PARAM</c>. False: no path in angle brackets stands at the start.
        /// </summary>
        public static bool TrySplit(string text, out string address, out string[] parameters)
        {
            address = "";
            parameters = [];
            if (text.Length == 0 || text[0] != '<')
            {
                return false;
            }

            int close = FindClose(text);
            if (close < 0 || (close + 1 < text.Length && text[close + 1] != ' '))
            {
                return false;
            }

            address = StripRoute(text[1..close]);
            parameters = text[(close + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return true;
        }

        /// <summary>A mailbox: local part, @, domain or address literal.</summary>
        public static bool IsMailbox(string address)
        {
            int at = address.LastIndexOf('@');
            return at > 0
                && IsLocalPart(address[..at])
                && IsDomain(address[(at + 1)..]);
        }

        /// <summary>Domain behind the @, lower case.</summary>
        public static string DomainOf(string address) => address[(address.LastIndexOf('@') + 1)..].ToLowerInvariant();

        /// <summary>A name of letters, digits and hyphens (or beyond ASCII), or an address literal.</summary>
        public static bool IsDomain(string domain)
        {
            if (domain.StartsWith('['))
            {
                return IsLiteral(domain);
            }

            if (domain.Length is 0 or > DomainLimitOctets)
            {
                return false;
            }

            foreach (string label in domain.Split('.'))
            {
                if (label.Length is 0 or > 63 || label[0] == '-' || label[^1] == '-'
                    || !label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-' || c > 127))
                {
                    return false;
                }
            }

            return true;
        }

        private static bool IsLocalPart(string local)
        {
            if (local.Length > LocalPartLimitOctets)
            {
                return false;
            }

            if (local[0] == '"')
            {
                return local.Length >= 2 && local[^1] == '"';
            }

            return local.Split('.').All(atom => atom.Length > 0 && atom.All(IsAtext));
        }

        private static bool IsAtext(char c)
        {
            return char.IsAsciiLetterOrDigit(c) || c > 127 || AtextSpecials.Contains(c);
        }

        private static bool IsLiteral(string domain)
        {
            if (!domain.EndsWith(']'))
            {
                return false;
            }

            string inner = domain[1..^1];
            if (inner.StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase))
            {
                inner = inner[5..];
            }

            return IPAddress.TryParse(inner, out _);
        }

        private static int FindClose(string text)
        {
            bool quoted = false;
            for (int i = 1; i < text.Length; i++)
            {
                if (text[i] == '\\' && quoted)
                {
                    i++;
                }
                else if (text[i] == '"')
                {
                    quoted = !quoted;
                }
                else if (text[i] == '>' && !quoted)
                {
                    return i;
                }
            }

            return -1;
        }

        // A source route is taken and left out of account (RFC 5321 appendix F.2).
        private static string StripRoute(string path)
        {
            int colon = path.IndexOf(':');
            return path.StartsWith('@') && colon > 0 ? path[(colon + 1)..] : path;
        }
    }
}

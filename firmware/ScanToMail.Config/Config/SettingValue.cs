using System.Text;

namespace ScanToMail.Config
{
    /// <summary>Checks one text value by its kind and brings it into the form that is used.</summary>
    internal static class SettingValue
    {
        /// <summary>What an export shows instead of a secret; no secret may look like it.</summary>
        internal const string Mask = "********";

        private const string FileNameSigns = "*?\"<>|";
        private const string AttachmentSigns = "\\/:*?\"<>|";

        /// <summary>
        /// The value in its used form (names as A-labels, authority as host). <paramref name="min"/> and
        /// <paramref name="max"/> count Unicode characters. Throws <see cref="SettingsException"/>.
        /// </summary>
        internal static string Check(string path, SettingKind kind, string text, int min, int max)
        {
            char[] chars = text.ToCharArray();
            string problem = LengthProblem(text, min, max);
            if (problem == null)
            {
                problem = Characters.CharacterProblem(chars, kind == SettingKind.TemplateLines);
            }

            string value = text;
            if (problem == null)
            {
                value = CheckKind(kind, text, chars, out problem);
            }

            if (problem != null)
            {
                string shown = SettingKinds.IsSecret(kind) ? "" : text;
                throw new SettingsException(path, shown, problem, Remedy(kind, text));
            }

            return value;
        }

        private static string Remedy(SettingKind kind, string text)
        {
            return SettingKinds.IsSecret(kind) && text == Mask
                ? "leave the key out and set the secret by itself"
                : SettingKinds.Needs(kind);
        }

        private static string LengthProblem(string text, int min, int max)
        {
            int count = Characters.CountCharacters(text);
            if (count == 0 && min > 0)
            {
                return "is empty (leave the key out for its default)";
            }

            if (count < min)
            {
                return "has less than " + min + " characters";
            }

            return count > max ? "has more than " + max + " characters" : null;
        }

        private static string CheckKind(SettingKind kind, string text, char[] chars, out string problem)
        {
            problem = null;
            if (kind == SettingKind.HostName || kind == SettingKind.Host || kind == SettingKind.Domain)
            {
                return CheckName(kind, text, out problem);
            }

            if (kind == SettingKind.Authority)
            {
                return CheckAuthority(text, out problem);
            }

            if (kind == SettingKind.IPv4 || kind == SettingKind.SubnetMask)
            {
                problem = AddressProblem(kind, text);
            }
            else if (kind == SettingKind.Template || kind == SettingKind.TemplateLines)
            {
                problem = Placeholders.Problem(text);
            }
            else if (kind == SettingKind.TemplateFileName)
            {
                problem = AttachmentNameProblem(text, chars);
            }
            else if (kind == SettingKind.FileName)
            {
                problem = FileNameProblem(chars);
            }
            else if (kind == SettingKind.Guid)
            {
                problem = IsGuid(chars) ? null : "is no GUID";
            }
            else if (kind == SettingKind.Scope)
            {
                problem = ScopeProblem(chars);
            }
            else if (kind == SettingKind.Ssid)
            {
                problem = Encoding.UTF8.GetBytes(text).Length > 32 ? "has more than 32 bytes" : null;
            }
            else if (SettingKinds.IsSecret(kind))
            {
                problem = SecretProblem(kind, text, chars);
            }

            return text;
        }

        private static string CheckName(SettingKind kind, string text, out string problem)
        {
            problem = null;
            if (kind == SettingKind.Host && IpAddress.TryParseV4(text, out uint address))
            {
                problem = HostAddressProblem(address);
                return text;
            }

            if (kind == SettingKind.Host && IpAddress.IsV6(text.Trim('[', ']')))
            {
                problem = "is an IPv6 address, and the device connects by IPv4";
                return text;
            }

            string name = DomainName.TryToAscii(text, out problem);
            if (problem == null && kind == SettingKind.Domain && name.IndexOf('.') < 0)
            {
                problem = "has no dot";
            }

            return name;
        }

        private static string CheckAuthority(string text, out string problem)
        {
            string host = text.StartsWith("https://") ? text.Substring(8) : text;
            if (host.EndsWith("/"))
            {
                host = host.Substring(0, host.Length - 1);
            }

            return CheckName(SettingKind.Domain, host, out problem);
        }

        private static string AddressProblem(SettingKind kind, string text)
        {
            if (!IpAddress.TryParseV4(text, out uint address))
            {
                return kind == SettingKind.IPv4 ? "is no IPv4 address" : "is no subnet mask";
            }

            if (kind == SettingKind.IPv4)
            {
                return HostAddressProblem(address);
            }

            // Ones, then zeros: the rest's complement plus one has a single bit. /1 to /30 have room for hosts.
            uint rest = ~address;
            bool isMask = (rest & (rest + 1)) == 0;
            return isMask && rest >= 3 && address != 0 ? null : "is no subnet mask";
        }

        private static string HostAddressProblem(uint address)
        {
            uint first = address >> 24;
            return first == 0 || first >= 224 ? "is no address that one host can have" : null;
        }

        private static string AttachmentNameProblem(string text, char[] chars)
        {
            for (int i = 0; i < chars.Length; i++)
            {
                if (Characters.IsOneOf(chars[i], AttachmentSigns))
                {
                    return "has a character that file names may not have: '" + chars[i].ToString() + "'";
                }
            }

            char first = chars[0];
            char last = chars[chars.Length - 1];
            if (first == ' ' || first == '.' || last == ' ' || last == '.')
            {
                return "starts or ends with a space or a dot";
            }

            return Placeholders.Problem(text);
        }

        private static string FileNameProblem(char[] chars)
        {
            for (int i = 0; i < chars.Length; i++)
            {
                if (Characters.IsOneOf(chars[i], FileNameSigns))
                {
                    return "has a character that file names may not have: '" + chars[i].ToString() + "'";
                }
            }

            char last = chars[chars.Length - 1];
            return last == '/' || last == '\\' ? "names a folder" : null;
        }

        private static bool IsGuid(char[] chars)
        {
            if (chars.Length != 36)
            {
                return false;
            }

            for (int i = 0; i < 36; i++)
            {
                bool isDash = i == 8 || i == 13 || i == 18 || i == 23;
                if (isDash ? chars[i] != '-' : !Characters.IsHexDigit(chars[i]))
                {
                    return false;
                }
            }

            return true;
        }

        // RFC 6749 3.3: scope-token *( SP scope-token ), %x21 / %x23-5B / %x5D-7E
        private static string ScopeProblem(char[] chars)
        {
            bool wasSpace = true;
            for (int i = 0; i < chars.Length; i++)
            {
                char c = chars[i];
                bool isSpace = c == ' ';
                if (isSpace ? wasSpace : !Characters.IsVisible(c) || c == '"' || c == '\\')
                {
                    return "is no list of scopes";
                }

                wasSpace = isSpace;
            }

            return wasSpace ? "is no list of scopes" : null;
        }

        private static string SecretProblem(SettingKind kind, string text, char[] chars)
        {
            if (text == Mask)
            {
                return "is the mask of an export, not a secret";
            }

            if (kind == SettingKind.Secret)
            {
                return null;
            }

            bool isKey = chars.Length == 64;
            for (int i = 0; i < chars.Length; i++)
            {
                bool isRight = isKey ? Characters.IsHexDigit(chars[i]) : Characters.IsVisible(chars[i]) || chars[i] == ' ';
                if (!isRight)
                {
                    return isKey ? "has 64 characters that are not all hexadecimal digits" : "is not all ASCII";
                }
            }

            return null;
        }
    }
}

namespace ScanToMail.Config
{
    /// <summary>What a setting's value is; decides how it is checked.</summary>
    public enum SettingKind
    {
        /// <summary>Text on one line.</summary>
        Text,

        /// <summary>Text on one line with placeholders.</summary>
        Template,

        /// <summary>Text on several lines with placeholders.</summary>
        TemplateLines,

        /// <summary>A file name with placeholders, for an attachment.</summary>
        TemplateFileName,

        /// <summary>A password or key: text on one line that is never shown.</summary>
        Secret,

        /// <summary>The name of a Wi-Fi network, at most 32 bytes (IEEE 802.11).</summary>
        Ssid,

        /// <summary>A Wi-Fi password: 8 to 63 ASCII characters or 64 hexadecimal digits. Never shown.</summary>
        WifiPassword,

        /// <summary>A DNS name.</summary>
        HostName,

        /// <summary>A DNS name or an IPv4 address.</summary>
        Host,

        /// <summary>A mail domain: a DNS name with a dot in it.</summary>
        Domain,

        /// <summary>An IPv4 address of one host.</summary>
        IPv4,

        /// <summary>An IPv4 subnet mask.</summary>
        SubnetMask,

        /// <summary>A file in flash; on a PC a path.</summary>
        FileName,

        /// <summary>A GUID, such as an application's client id.</summary>
        Guid,

        /// <summary>The host of a sign-in service, also written as https://host/.</summary>
        Authority,

        /// <summary>OAuth 2.0 scopes with spaces between them (RFC 6749 3.3).</summary>
        Scope,

        /// <summary>A POSIX TZ string.</summary>
        TimeZone,

        /// <summary>A mail address with an optional display name.</summary>
        Address,

        /// <summary>A whole number.</summary>
        Number,

        /// <summary>One of several words.</summary>
        Choice
    }

    /// <summary>Facts about the kinds.</summary>
    public static class SettingKinds
    {
        private const string AllNames = "text|template|templateLines|templateFileName|secret|ssid|wifiPassword|hostName"
            + "|host|domain|ipv4|subnetMask|fileName|guid|authority|scope|timeZone|address|number|choice";

        /// <summary>The kind's name for people and programs.</summary>
        public static string Name(SettingKind kind)
        {
            return Choice.NameAt(AllNames, (int)kind);
        }

        /// <summary>Whether values of this kind are never shown.</summary>
        public static bool IsSecret(SettingKind kind)
        {
            return kind == SettingKind.Secret || kind == SettingKind.WifiPassword;
        }

        /// <summary>What to write, for the remedy of an error and for the console's help.</summary>
        public static string Needs(SettingKind kind)
        {
            if (kind == SettingKind.Template || kind == SettingKind.TemplateLines)
            {
                return "write text, with placeholders {device}, {profile}, {date}, {time}, {pages} and {serial}";
            }

            if (kind == SettingKind.TemplateFileName)
            {
                return "write a file name without folder, such as scan-{date}-{time}";
            }

            return IsName(kind) ? NeedsName(kind) : NeedsValue(kind);
        }

        private static bool IsName(SettingKind kind)
        {
            return kind == SettingKind.HostName || kind == SettingKind.Host || kind == SettingKind.Domain
                || kind == SettingKind.IPv4 || kind == SettingKind.SubnetMask || kind == SettingKind.Authority;
        }

        private static string NeedsName(SettingKind kind)
        {
            return kind == SettingKind.HostName ? "write a name such as scanner-2.example.com"
                : kind == SettingKind.Host ? "write a name such as mail.example.com or an address such as 192.168.1.5"
                : kind == SettingKind.Domain ? "write a domain such as example.com"
                : kind == SettingKind.IPv4 ? "write an IPv4 address such as 192.168.1.5"
                : kind == SettingKind.SubnetMask ? "write a subnet mask such as 255.255.255.0"
                : "write a host such as login.microsoftonline.com";
        }

        private static string NeedsValue(SettingKind kind)
        {
            return kind == SettingKind.Ssid ? "write the network's name, 1 to 32 bytes"
                : kind == SettingKind.WifiPassword ? "write 8 to 63 ASCII characters or 64 hexadecimal digits"
                : kind == SettingKind.FileName ? "write a file's name in flash, such as roots.pem"
                : kind == SettingKind.Guid ? "write a GUID such as 9a1f0c1e-6a4b-4b7e-8f59-0d5b9d3a7c11"
                : kind == SettingKind.Scope ? "write scopes with single spaces between them"
                : kind == SettingKind.TimeZone ? "write a POSIX zone such as UTC0 or CET-1CEST,M3.5.0,M10.5.0/3"
                : kind == SettingKind.Address ? MailAddress.Remedy
                : kind == SettingKind.Number ? "write a whole number without quotes"
                : kind == SettingKind.Choice ? "write one of the words"
                : "write text on one line";
        }
    }
}

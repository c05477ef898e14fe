namespace ScanToMail.Config
{
    /// <summary>Languages of the texts for people.</summary>
    public enum Language
    {
        /// <summary>English.</summary>
        English,

        /// <summary>French.</summary>
        French
    }

    /// <summary>The names of <see cref="Language"/> in settings (ISO 639-1).</summary>
    public static class Languages
    {
        internal const string Choices = "en|fr";

        /// <summary>The name in settings.</summary>
        public static string Name(Language language)
        {
            return Choice.NameAt(Choices, (int)language);
        }
    }

    /// <summary>Where documents wait that have not been sent.</summary>
    public enum SpoolMedium
    {
        /// <summary>In flash where it has room, else in memory where the board has much, else nowhere.</summary>
        Automatic,

        /// <summary>In flash, or on the SD card that the board's wiring gives to the spool.</summary>
        Flash,

        /// <summary>In memory (PSRAM): a power cut loses them.</summary>
        Memory
    }

    /// <summary>The names of <see cref="SpoolMedium"/> in settings.</summary>
    public static class SpoolMediums
    {
        internal const string Choices = "automatic|flash|memory";

        /// <summary>The name in settings.</summary>
        public static string Name(SpoolMedium medium)
        {
            return Choice.NameAt(Choices, (int)medium);
        }
    }

    /// <summary>How the board is connected.</summary>
    public enum NetworkLink
    {
        /// <summary>Wi-Fi.</summary>
        Wifi,

        /// <summary>Ethernet.</summary>
        Ethernet
    }

    /// <summary>The names of <see cref="NetworkLink"/> in settings.</summary>
    public static class NetworkLinks
    {
        internal const string Choices = "wifi|ethernet";

        /// <summary>The name in settings.</summary>
        public static string Name(NetworkLink link)
        {
            return Choice.NameAt(Choices, (int)link);
        }
    }

    /// <summary>The ways of handing mail over that Microsoft documents for devices, and a server of one's own.</summary>
    public enum SendingMethod
    {
        /// <summary>A mailbox logs in at smtp.office365.com.</summary>
        ClientSubmission,

        /// <summary>The tenant's MX relays for a device it knows by certificate or address (connector).</summary>
        Relay,

        /// <summary>The tenant's MX takes mail for the tenant's own recipients, without login.</summary>
        DirectSend,

        /// <summary>A server on the premises, or any other provider.</summary>
        OnPremises
    }

    /// <summary>The names of <see cref="SendingMethod"/> in settings.</summary>
    public static class SendingMethods
    {
        internal const string Choices = "clientSubmission|relay|directSend|onPremises";

        /// <summary>The name in settings.</summary>
        public static string Name(SendingMethod method)
        {
            return Choice.NameAt(Choices, (int)method);
        }
    }

    /// <summary>When the connection to the server is encrypted.</summary>
    public enum TlsMode
    {
        /// <summary>STARTTLS before anything else (RFC 3207); without it there is no mail.</summary>
        Required,

        /// <summary>TLS from the first byte (RFC 8314 3.3).</summary>
        Implicit,

        /// <summary>STARTTLS where the server offers it; clear text only where it does not.</summary>
        WhenOffered,

        /// <summary>Clear text.</summary>
        None
    }

    /// <summary>The names of <see cref="TlsMode"/> in settings.</summary>
    public static class TlsModes
    {
        internal const string Choices = "required|implicit|whenOffered|none";

        /// <summary>The name in settings.</summary>
        public static string Name(TlsMode mode)
        {
            return Choice.NameAt(Choices, (int)mode);
        }
    }

    /// <summary>How the device logs in.</summary>
    public enum AuthMode
    {
        /// <summary>Not at all.</summary>
        None,

        /// <summary>User and password (AUTH LOGIN, AUTH PLAIN).</summary>
        Basic,

        /// <summary>A token of OAuth 2.0 (AUTH XOAUTH2).</summary>
        OAuth
    }

    /// <summary>The names of <see cref="AuthMode"/> in settings.</summary>
    public static class AuthModes
    {
        internal const string Choices = "none|basic|oauth";

        /// <summary>The name in settings.</summary>
        public static string Name(AuthMode mode)
        {
            return Choice.NameAt(Choices, (int)mode);
        }
    }

    /// <summary>Which command carries the message.</summary>
    public enum TransferMode
    {
        /// <summary>BDAT where it is known to work, otherwise DATA.</summary>
        Auto,

        /// <summary>DATA (RFC 5321).</summary>
        Data,

        /// <summary>BDAT (RFC 3030).</summary>
        Bdat
    }

    /// <summary>The names of <see cref="TransferMode"/> in settings.</summary>
    public static class TransferModes
    {
        internal const string Choices = "auto|data|bdat";

        /// <summary>The name in settings.</summary>
        public static string Name(TransferMode mode)
        {
            return Choice.NameAt(Choices, (int)mode);
        }
    }

    /// <summary>How the device gets its first token.</summary>
    public enum SignInFlow
    {
        /// <summary>A person confirms a code in a browser (RFC 8628).</summary>
        DeviceCode,

        /// <summary>The application's own secret (RFC 6749 4.4).</summary>
        ClientCredentials
    }

    /// <summary>The names of <see cref="SignInFlow"/> in settings.</summary>
    public static class SignInFlows
    {
        internal const string Choices = "deviceCode|clientCredentials";

        /// <summary>The name in settings.</summary>
        public static string Name(SignInFlow flow)
        {
            return Choice.NameAt(Choices, (int)flow);
        }
    }

    /// <summary>What the attachment is.</summary>
    public enum DocumentFormat
    {
        /// <summary>One PDF with all pages.</summary>
        Pdf
    }

    /// <summary>The names of <see cref="DocumentFormat"/> in settings.</summary>
    public static class DocumentFormats
    {
        internal const string Choices = "pdf";

        /// <summary>The name in settings.</summary>
        public static string Name(DocumentFormat format)
        {
            return Choice.NameAt(Choices, (int)format);
        }
    }

    /// <summary>Colour mode of a scan.</summary>
    public enum ColorMode
    {
        /// <summary>Black and white, one bit a pixel.</summary>
        Bilevel,

        /// <summary>Gray.</summary>
        Gray,

        /// <summary>Colour.</summary>
        Color
    }

    /// <summary>The names of <see cref="ColorMode"/> in settings.</summary>
    public static class ColorModes
    {
        internal const string Choices = "bilevel|gray|color";

        /// <summary>The name in settings.</summary>
        public static string Name(ColorMode mode)
        {
            return Choice.NameAt(Choices, (int)mode);
        }
    }
}

namespace ScanToMail.Hal
{
    /// <summary>
    /// The network. At most one TLS connection exists at a time, HTTPS included: the board has native memory for
    /// one (2 x 16,717 bytes); starting a second one throws <see cref="System.InvalidOperationException"/>.
    /// </summary>
    public interface INetwork
    {
        /// <summary>
        /// Brings the network up as told, and again after every loss, in the background. Returns at once; may be
        /// called again with another setup, which then holds. Where the platform has a network of its own (a PC),
        /// does nothing. Throws nothing: <see cref="Problem"/> tells.
        /// </summary>
        void Start(NetworkSetup setup);

        /// <summary>Whether the cable or the Wi-Fi is there, with an address or without. Does not block. A board with several
        /// interfaces may say so of any of them.</summary>
        bool HasLink { get; }

        /// <summary>Whether the link is up and has an address. Does not block.</summary>
        bool IsUp { get; }

        /// <summary>Why the network is not up, in one sentence for people, without secrets; "" while it is up.</summary>
        string Problem { get; }

        /// <summary>This device's own IPv4 address in dotted form, or "" while it has none.</summary>
        string OwnAddress { get; }

        /// <summary>The gateway's IPv4 address in dotted form, or "" while there is none.</summary>
        string Gateway { get; }

        /// <summary>The interface's MAC address, six bytes in hexadecimal with ':' between, or "".</summary>
        string MacAddress { get; }

        /// <summary>The DNS servers' addresses (DHCP or set by hand); empty while there are none.</summary>
        string[] DnsServers { get; }

        /// <summary>
        /// The IPv4 addresses of a name, in the order of the answer, at least one; an address in dotted form is
        /// its own answer. Blocks at most <paramref name="timeoutMs"/> where the platform can keep to it (the
        /// board's resolver has its own limit of some seconds).
        /// Throws <see cref="NetworkException"/>: NoInterface, NoLink, NoAddress, NameNotFound, Timeout.
        /// </summary>
        string[] Resolve(string name, int timeoutMs);

        /// <summary>
        /// A TCP connection to an address as <see cref="Resolve"/> gave it. Blocks at most
        /// <paramref name="timeoutMs"/>. Throws <see cref="NetworkException"/>: NoInterface, NoLink, NoAddress,
        /// Refused, Unreachable, Timeout.
        /// </summary>
        IConnection Connect(string address, int port, int timeoutMs);

        /// <summary>A UDP socket on a port the system chooses. Throws <see cref="NetworkException"/>: NoInterface,
        /// NoLink, NoAddress.</summary>
        IDatagramSocket OpenDatagramSocket();

        /// <summary>
        /// POSTs a form (application/x-www-form-urlencoded, already encoded) over HTTPS, with the server's
        /// certificate checked against <paramref name="trustedRootsPem"/> (as in <see cref="TlsOptions"/>), and hands the
        /// answer's body to <paramref name="sink"/> piece by piece, whatever the status: nobody holds it whole. Follows no
        /// redirect. Blocks at most <paramref name="timeoutMs"/> (except in the board's TLS handshake); nothing
        /// reaches the sink after the return.
        /// Throws <see cref="NetworkException"/> (also AnswerTooLong, when the body has more than
        /// <paramref name="answerLimitBytes"/>) and <see cref="TlsException"/>; an HTTP status is an answer, not
        /// an error.
        /// </summary>
        HttpsAnswer PostForm(string url, byte[] form, byte[] trustedRootsPem, int timeoutMs, int answerLimitBytes,
            AnswerSink sink);
    }

    /// <summary>How the device gets onto the network.</summary>
    public sealed class NetworkSetup
    {
        /// <summary>Wi-Fi, not Ethernet.</summary>
        public bool UsesWifi;

        /// <summary>The Wi-Fi's name, at most 32 bytes; "" keeps what the board has stored.</summary>
        public string Ssid = "";

        /// <summary>The Wi-Fi's password, 8 to 63 characters or a key of 64 hexadecimal digits; a secret.</summary>
        public string Password = "";

        /// <summary>Own IPv4 address in dotted form; "" for DHCP.</summary>
        public string Address = "";

        /// <summary>Network mask in dotted form; "" for DHCP.</summary>
        public string Mask = "";

        /// <summary>Gateway in dotted form; "" for DHCP or none.</summary>
        public string Gateway = "";

        /// <summary>DNS servers in dotted form; empty for DHCP's.</summary>
        public string[] Dns = new string[0];

        /// <summary>The name to tell a DHCP server; "" for none.</summary>
        public string Hostname = "";
    }

    /// <summary>What an HTTPS server answered.</summary>
    public sealed class HttpsAnswer
    {
        /// <summary>HTTP status, 100 to 599.</summary>
        public int Status;

        /// <summary>The Content-Type header as received, or "".</summary>
        public string ContentType = "";

        /// <summary>The Retry-After header in seconds, or 0 when absent or a date.</summary>
        public int RetryAfterS;
    }

    /// <summary>Takes an answer's body as it comes.</summary>
    public abstract class AnswerSink
    {
        /// <summary>The next bytes of the body; the buffer is the caller's again after the return. Throws
        /// nothing.</summary>
        public abstract void Write(byte[] buffer, int offset, int count);
    }
}

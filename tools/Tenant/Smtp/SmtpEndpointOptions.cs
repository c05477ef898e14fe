using System.Net;
using System.Security.Authentication;
using ScanToMail.Tenant.Certificates;

namespace ScanToMail.Tenant.Smtp
{
    /// <summary>
    /// What one SMTP endpoint is and does. Everything but <see cref="Name"/>, <see cref="Port"/> and <see cref="Tls"/>
    /// may be changed while the server runs and counts from the next command on.
    /// </summary>
    public sealed class SmtpEndpointOptions
    {
        /// <summary>Its name in this program, such as <c>submission</c>.</summary>
        public required string Name { get; set; }

        /// <summary>Whose rules it goes by.</summary>
        public SmtpRole Role { get; set; } = SmtpRole.OnPremises;

        /// <summary>TCP port on loopback; 0: any free one.</summary>
        public int Port { get; set; }

        /// <summary>The name it greets with.</summary>
        public required string HostName { get; set; }

        /// <summary>Names in its certificate; empty: <see cref="HostName"/>.</summary>
        public List<string> CertificateNames { get; set; } = [];

        /// <summary>How TLS comes about.</summary>
        public TlsMode Tls { get; set; } = TlsMode.StartTls;

        /// <summary>Protocol versions it speaks.</summary>
        public SslProtocols TlsVersions { get; set; } = SslProtocols.Tls12 | SslProtocols.Tls13;

        /// <summary>What is wrong with its certificate.</summary>
        public CertificateFault CertificateFault { get; set; }

        /// <summary>Asks for a client certificate in the handshake (going without one is fine).</summary>
        public bool AskForClientCertificate { get; set; }

        /// <summary>MAIL before TLS is refused.</summary>
        public bool RequireTls { get; set; }

        /// <summary>MAIL before a login is refused.</summary>
        public bool RequireLogin { get; set; }

        /// <summary>
        /// Lines of the EHLO reply before TLS, the greeting line not counted; "{size}" is
        /// <see cref="SizeLimitBytes"/>. Commands, parameters and login mechanisms are taken where they are offered.
        /// </summary>
        public List<string> EhloBeforeTls { get; set; } = [.. EhloLists.SubmissionBeforeTls];

        /// <summary>Lines of the EHLO reply over TLS.</summary>
        public List<string> EhloAfterTls { get; set; } = [.. EhloLists.SubmissionAfterTls];

        /// <summary>False: STARTTLS is left out of the EHLO reply, and the command is not known.</summary>
        public bool OfferStartTls { get; set; } = true;

        /// <summary>EHLO is not known (500), so that a client has to fall back to HELO.</summary>
        public bool HeloOnly { get; set; }

        /// <summary>
        /// Clear text sent right after the reply to STARTTLS, which a client must not take as said over TLS.
        /// </summary>
        public string ClearTextAfterStartTls { get; set; } = "";

        /// <summary>Largest message, octets.</summary>
        public long SizeLimitBytes { get; set; } = 157286400;

        /// <summary>When too large a message is refused.</summary>
        public SizeEnforcement SizeEnforcement { get; set; }

        /// <summary>Most recipients of one message.</summary>
        public int RecipientLimit { get; set; } = 500;

        /// <summary>Longest command line, octets with its line end.</summary>
        public int CommandLimitOctets { get; set; } = 2048;

        /// <summary>Longest line of an AUTH exchange, octets with its line end (RFC 4954 section 4: 12288).</summary>
        public int AuthLineLimitOctets { get; set; } = 12288;

        /// <summary>Wrong commands before the connection is closed with 421.</summary>
        public int ProtocolErrorLimit { get; set; } = 5;

        /// <summary>Silence that ends the session, between commands.</summary>
        public int CommandTimeoutMs { get; set; } = 300_000;

        /// <summary>Silence that ends the session, within the content.</summary>
        public int ContentTimeoutMs { get; set; } = 180_000;

        /// <summary>A message with an LF that no CR precedes is refused with 550 5.6.11.</summary>
        public bool RefuseBareLineFeed { get; set; }

        /// <summary>
        /// After 421, or a reply within the content, input is still read for this long before the close.
        /// </summary>
        public int DrainBeforeCloseMs { get; set; } = 300;

        /// <summary>What CHUNKING and BINARYMIME (RFC 3030) do wrong.</summary>
        public ChunkingFault ChunkingFault { get; set; }

        /// <summary>The fault strikes messages of this size and more, octets: the reports are of real mails.</summary>
        public long ChunkingFaultFromBytes { get; set; }

        /// <summary>A bad access token is answered with a 334 that holds an error in JSON, before the 535.</summary>
        public bool BearerErrorChallenge { get; set; }

        /// <summary>
        /// The address every client seems to come from; null: its own. For connectors and the greeting.
        /// </summary>
        public IPAddress? SeenAddress { get; set; }

        /// <summary>Names and ports it stands for in the world, such as <c>smtp.office365.com:587</c>.</summary>
        public List<string> StandsFor { get; set; } = [];

        /// <summary>In what pieces replies go out.</summary>
        public ReplyDelivery ReplyDelivery { get; set; }
    }
}

using MailKit.Net.Smtp;

namespace ScanToMail.Tenant.Tests
{
    /// <summary>MailKit told to send by BDAT, binary, wherever the server takes it (RFC 3030).</summary>
    internal sealed class ChunkingClient : SmtpClient
    {
        protected override bool PreferSendAsBinaryData => true;
    }
}

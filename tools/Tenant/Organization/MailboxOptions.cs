namespace ScanToMail.Tenant
{
    /// <summary>A mailbox of the tenant.</summary>
    public sealed class MailboxOptions
    {
        /// <summary>Its address.</summary>
        public required string Address { get; set; }

        /// <summary>The name it logs in by; null: its address.</summary>
        public string? UserName { get; set; }

        /// <summary>Its password.</summary>
        public string Password { get; set; } = "";

        /// <summary>
        /// Set-CASMailbox -SmtpClientAuthenticationDisabled; null: as the organization has it. The mailbox wins.
        /// </summary>
        public bool? SmtpClientAuthenticationDisabled { get; set; }

        /// <summary>
        /// Every login with its password is answered so, a name in the catalogue of replies; null: as usual.
        /// </summary>
        public string? PasswordReply { get; set; }

        /// <summary>
        /// Addresses besides its own that it may send as (Add-RecipientPermission -AccessRights SendAs).
        /// </summary>
        public List<string> SendAs { get; set; } = [];

        /// <summary>Users and applications (client ids) that may open it (Add-MailboxPermission FullAccess).</summary>
        public List<string> FullAccess { get; set; } = [];

        /// <summary>Set-Mailbox -MaxSendSize, octets of the whole message: 35 MB unless told otherwise.</summary>
        public long MaxSendSizeBytes { get; set; } = 35 * 1024 * 1024;

        /// <summary>Set-Mailbox -MaxReceiveSize, octets of the whole message: 36 MB unless told otherwise.</summary>
        public long MaxReceiveSizeBytes { get; set; } = 36 * 1024 * 1024;

        /// <summary>False: mail from senders that are not authenticated is refused with 5.7.134.</summary>
        public bool AcceptsOutsideSenders { get; set; } = true;

        internal string Login => UserName ?? Address;
    }
}

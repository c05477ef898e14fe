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

        internal string Login => UserName ?? Address;
    }
}

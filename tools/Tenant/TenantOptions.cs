using System.Text.Json.Serialization;
using ScanToMail.Tenant.Certificates;
using ScanToMail.Tenant.Dns;
using ScanToMail.Tenant.SignIn;
using ScanToMail.Tenant.Smtp;

namespace ScanToMail.Tenant
{
    /// <summary>
    /// All that a <see cref="TenantServer"/> is told. Lists and values may be changed while it runs, ports and the
    /// endpoints' number aside.
    /// </summary>
    public sealed class TenantOptions
    {
        /// <summary>The SMTP endpoints; by default submission, MX, and a server on the premises in two forms.</summary>
        public List<SmtpEndpointOptions> Smtp { get; set; } =
        [
            SmtpEndpoints.Submission(), SmtpEndpoints.Mx(), SmtpEndpoints.OnPremises(),
            SmtpEndpoints.OnPremisesImplicitTls(),
        ];

        /// <summary>Who can log in, sign in and get mail.</summary>
        public List<MailboxOptions> Mailboxes { get; set; } =
        [
            new MailboxOptions { Address = "scanner@contoso.com", Password = "Scan-2-Mail!" },
            new MailboxOptions { Address = "office@contoso.com", Password = "Office-2-Mail!" },
        ];

        /// <summary>What the tenant's administrator has set.</summary>
        public OrganizationOptions Organization { get; set; } = new();

        /// <summary>The limits of Exchange Online.</summary>
        public LimitOptions Limits { get; set; } = new();

        /// <summary>The sign-in service.</summary>
        public SignInOptions SignIn { get; set; } = new();

        /// <summary>The DNS responder.</summary>
        public DnsOptions Dns { get; set; } = new();

        /// <summary>What goes wrong from the start.</summary>
        public List<SmtpFault> Faults { get; set; } = [];

        /// <summary>Replies of the catalogue that are given from the start, by name.</summary>
        public List<string> Replies { get; set; } = [];

        /// <summary>The authority of the certificates; null: one is made for this run.</summary>
        [JsonIgnore]
        public CertificateAuthority? Authority { get; set; }

        /// <summary>The clock.</summary>
        [JsonIgnore]
        public TimeProvider Time { get; set; } = TimeProvider.System;

        /// <summary>The mailbox of this login or address; null: there is none. Case does not count.</summary>
        internal MailboxOptions? FindMailbox(string user)
        {
            return Mailboxes.ToArray().FirstOrDefault(mailbox =>
                mailbox.Login.Equals(user, StringComparison.OrdinalIgnoreCase)
                || mailbox.Address.Equals(user, StringComparison.OrdinalIgnoreCase));
        }
    }
}

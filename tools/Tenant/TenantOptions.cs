using ScanToMail.Tenant.Certificates;
using ScanToMail.Tenant.Smtp;

namespace ScanToMail.Tenant
{
    /// <summary>All that a <see cref="TenantServer"/> is told. Lists may be changed while it runs.</summary>
    public sealed class TenantOptions
    {
        /// <summary>The SMTP endpoints; by default client submission, and a server on the premises in two forms.</summary>
        public List<SmtpEndpointOptions> Smtp { get; set; } =
        [
            SmtpEndpoints.Submission(), SmtpEndpoints.OnPremises(), SmtpEndpoints.OnPremisesImplicitTls(),
        ];

        /// <summary>Who can log in.</summary>
        public List<MailboxOptions> Mailboxes { get; set; } =
        [
            new MailboxOptions { Address = "scanner@contoso.com", Password = "Scan-2-Mail!" },
        ];

        /// <summary>The authority of the certificates; null: one is made for this run.</summary>
        public CertificateAuthority? Authority { get; set; }

        /// <summary>The clock.</summary>
        public TimeProvider Time { get; set; } = TimeProvider.System;

        /// <summary>The mailbox that logs in by this name; null: there is none. Case does not count.</summary>
        internal MailboxOptions? FindMailbox(string user)
        {
            return Mailboxes.ToArray().FirstOrDefault(
                mailbox => mailbox.Login.Equals(user, StringComparison.OrdinalIgnoreCase));
        }
    }
}

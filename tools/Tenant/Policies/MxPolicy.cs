using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using ScanToMail.Tenant.Smtp;

namespace ScanToMail.Tenant.Policies
{
    /// <summary>The tenant's MX endpoint, as *.mail.protection.outlook.com does it: relay, and direct send.</summary>
    internal sealed class MxPolicy : MicrosoftPolicy
    {
        private readonly ConnectorMatcher connectors;

        public MxPolicy(TenantOptions tenant, X509Certificate2 root)
            : base(tenant)
        {
            connectors = new ConnectorMatcher(tenant, root);
        }

        /// <inheritdoc/>
        public override ValueTask<SmtpReply> MailAsync(SmtpContext context, SmtpTransaction transaction)
        {
            IEnumerable<string> ownNames = context.Options.StandsFor.Select(name => name.Split(':')[0])
                .Append(context.Options.HostName);
            if (ownNames.Contains(context.HeloName, StringComparer.OrdinalIgnoreCase))
            {
                return new(Named("bad-helo"));
            }

            ConnectorOptions? connector = connectors.Find(context);
            transaction.Attribution = connector == null ? "anonymous" : "connector:" + connector.Name;
            return new(Replies.SenderOk);
        }

        /// <inheritdoc/>
        public override ValueTask<SmtpReply> RecipientAsync(
            SmtpContext context, SmtpTransaction transaction, string recipient)
        {
            string? refusal = RefuseRecipient(context, transaction, recipient);
            return new(refusal == null ? Replies.RecipientOk : Named(refusal));
        }

        /// <inheritdoc/>
        public override ValueTask<SmtpReply> MessageAsync(SmtpContext context, SmtpTransaction transaction)
        {
            MessageHeader header = MessageHeader.Read(transaction.Content);
            SmtpReply? refusal = JudgeHeader(header);
            bool tooLarge = transaction.Recipients.Any(recipient =>
                transaction.ContentOctets > Tenant.FindMailbox(recipient)?.MaxReceiveSizeBytes);
            if (refusal == null && tooLarge)
            {
                refusal = Named("message-too-large-for-recipient");
            }

            return new(refusal ?? Accept(context, transaction, header));
        }

        private string? RefuseRecipient(SmtpContext context, SmtpTransaction transaction, string recipient)
        {
            OrganizationOptions organization = Tenant.Organization;
            if (organization.BannedAddresses.Contains(context.SeenAddress.ToString()))
            {
                return "banned-ip";
            }

            string domain = MailPath.DomainOf(recipient);
            bool anonymous = transaction.Attribution == "anonymous";
            bool ownSender = organization.IsAccepted(MailPath.DomainOf(transaction.MailFrom));
            if (!organization.IsAccepted(domain))
            {
                return RefuseRelay(anonymous, ownSender);
            }

            // RejectDirectSend looks at the envelope sender alone (Microsoft, "Introducing more control over Direct
            // Send").
            if (anonymous && ownSender && organization.RejectDirectSend)
            {
                return "direct-send-rejected";
            }

            MailboxOptions? mailbox = Tenant.FindMailbox(recipient);
            if (mailbox == null)
            {
                return "recipient-access-denied";
            }

            if (anonymous && !mailbox.AcceptsOutsideSenders)
            {
                return "sender-not-authenticated-mailbox";
            }

            int sameDomain = transaction.Recipients.Count(r => MailPath.DomainOf(r) == domain);
            return sameDomain >= Tenant.Limits.RecipientsPerDomain ? "too-many-recipients" : null;
        }

        private static string? RefuseRelay(bool anonymous, bool ownSender)
        {
            if (anonymous)
            {
                return "tenant-attribution";
            }

            return ownSender ? null : "unregistered-domain";
        }

        private static SmtpReply Accept(SmtpContext context, SmtpTransaction transaction, MessageHeader header)
        {
            double seconds = Math.Max(0.001, (context.Now - transaction.ContentAt).TotalSeconds);
            double rate = transaction.ContentOctets / 1024.0 / seconds;
            return new SmtpReply(string.Create(
                CultureInfo.InvariantCulture,
                $"250 2.6.0 {MessageId(context, header)} [InternalId={context.Now.Ticks}, Hostname={BackEnd(context)}] "
                + $"{transaction.ContentOctets} bytes in {seconds:0.000}, {rate:0.000} KB/sec "
                + $"Queued mail for delivery"));
        }
    }
}

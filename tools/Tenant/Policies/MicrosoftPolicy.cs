using System.Globalization;
using System.Security.Cryptography;
using ScanToMail.Tenant.Catalogue;
using ScanToMail.Tenant.Smtp;

namespace ScanToMail.Tenant.Policies
{
    /// <summary>What both endpoints of Exchange Online have in common: greeting, EHLO, checks of the content.</summary>
    internal abstract class MicrosoftPolicy : SmtpPolicy
    {
        protected MicrosoftPolicy(TenantOptions tenant)
            : base(tenant)
        {
        }

        /// <inheritdoc/>
        public override SmtpReply Greet(SmtpContext context)
        {
            // "Thu, 11 Jul 2024 11:46:42 +0000", then the session, as seen since 2025.
            string time = context.Now.UtcDateTime.ToString("ddd, d MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture);
            string service = context.Options.HostName + " Microsoft ESMTP MAIL Service";
            return new SmtpReply($"220 {service} ready at {time} +0000 [{context.Record.Id}]");
        }

        /// <inheritdoc/>
        public override string Hello(SmtpContext context)
        {
            return $"{context.Options.HostName} Hello [{context.SeenAddress}]";
        }

        protected static SmtpReply Named(string name) => ReplyCatalogue.Get(name).ToReply();

        /// <summary>What is wrong with the header, by the rules of both endpoints; null: nothing.</summary>
        protected SmtpReply? JudgeHeader(MessageHeader header)
        {
            if (header.LongestValue > Tenant.Limits.HeaderValueOctets)
            {
                int most = Tenant.Limits.HeaderValueOctets;
                return new SmtpReply(
                    $"554 5.6.211 Invalid MIME Content: Single text value size ({header.LongestValue}) exceeded "
                    + $"allowed maximum ({most}) for the '{header.LongestName}' header. {{id}}");
            }

            return header.From.Count == 0 ? Named("no-from-header") : null;
        }

        /// <summary>The message's Message-ID, or one made for it.</summary>
        protected static string MessageId(SmtpContext context, MessageHeader header)
        {
            return header.MessageId
                ?? $"<{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}@{BackEnd(context)}>";
        }

        /// <summary>Name of the mailbox server behind the front end, as replies to a message give it.</summary>
        protected static string BackEnd(SmtpContext context)
        {
            int dot = context.Options.HostName.IndexOf('.');
            string name = dot > 6 ? context.Options.HostName[..6] : "AM0PR0";
            return name.ToUpperInvariant() + "2MB1234.eurprd02.prod.outlook.com";
        }
    }
}

using System.Globalization;
using ScanToMail.Tenant.Smtp;

namespace ScanToMail.Tenant.Policies
{
    /// <summary>
    /// Decides over logins, senders, recipients and messages; the session has looked at syntax and order before. This
    /// base is the server on the premises: it takes every sender and recipient.
    /// </summary>
    internal class SmtpPolicy
    {
        public SmtpPolicy(TenantOptions tenant)
        {
            Tenant = tenant;
        }

        protected TenantOptions Tenant { get; }

        /// <summary>The greeting: 220, or a refusal.</summary>
        public virtual SmtpReply Greet(SmtpContext context) => new($"220 {context.Options.HostName} ESMTP ready");

        /// <summary>Text of the first line of the reply to EHLO and HELO.</summary>
        public virtual string Hello(SmtpContext context) => context.Options.HostName;

        /// <summary>Looks at a password: 235, or a refusal.</summary>
        public virtual ValueTask<SmtpReply> PasswordAsync(SmtpContext context, string user, string password)
        {
            MailboxOptions? mailbox = Tenant.FindMailbox(user);
            bool right = mailbox != null && mailbox.Password == password;
            return new(right ? Replies.AuthPassed : Replies.AuthFailed);
        }

        /// <summary>Looks at an access token: 235, or a refusal.</summary>
        public virtual ValueTask<SmtpReply> BearerAsync(SmtpContext context, string user, string token)
        {
            return new(Replies.AuthFailed);
        }

        /// <summary>What is asked after a bad access token; null: nothing, the refusal comes at once.</summary>
        public virtual SmtpReply? BearerChallenge(SmtpContext context) => null;

        /// <summary>The session is over.</summary>
        public virtual void Ended(SmtpContext context)
        {
        }

        /// <summary>Looks at a sender.</summary>
        public virtual ValueTask<SmtpReply> MailAsync(SmtpContext context, SmtpTransaction transaction)
        {
            if (context.Options.RequireTls && context.Tls == null)
            {
                return new(Replies.TlsFirst);
            }

            if (context.Options.RequireLogin && context.Authentication == null)
            {
                return new(Replies.LoginFirst);
            }

            transaction.Attribution = context.Authentication == null ? "anonymous" : "login";
            return new(Replies.SenderOk);
        }

        /// <summary>Looks at a recipient.</summary>
        public virtual ValueTask<SmtpReply> RecipientAsync(
            SmtpContext context, SmtpTransaction transaction, string recipient)
        {
            return new(Replies.RecipientOk);
        }

        /// <summary>Looks at a whole message.</summary>
        public virtual ValueTask<SmtpReply> MessageAsync(SmtpContext context, SmtpTransaction transaction)
        {
            string number = context.Now.Ticks.ToString("X", CultureInfo.InvariantCulture);
            return new(new SmtpReply("250 2.0.0 OK: queued as " + number));
        }
    }
}

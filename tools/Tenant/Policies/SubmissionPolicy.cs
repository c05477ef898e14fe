using System.Text;
using ScanToMail.Tenant.Catalogue;
using ScanToMail.Tenant.SignIn;
using ScanToMail.Tenant.Smtp;

namespace ScanToMail.Tenant.Policies
{
    /// <summary>Client submission, as smtp.office365.com does it.</summary>
    internal sealed class SubmissionPolicy : MicrosoftPolicy
    {
        private readonly SubmissionMeter meter = new();
        private readonly TokenStore tokens;

        public SubmissionPolicy(TenantOptions tenant, TokenStore tokens)
            : base(tenant)
        {
            this.tokens = tokens;
        }

        /// <inheritdoc/>
        public override ValueTask<SmtpReply> PasswordAsync(SmtpContext context, string user, string password)
        {
            MailboxOptions? mailbox = Tenant.FindMailbox(user);
            string? refusal = RefusePassword(mailbox, password);
            if (refusal != null)
            {
                return new(Named(refusal));
            }

            Enter(context, mailbox!);
            return new(Replies.AuthPassed);
        }

        /// <inheritdoc/>
        public override ValueTask<SmtpReply> BearerAsync(SmtpContext context, string user, string token)
        {
            MailboxOptions? mailbox = Tenant.FindMailbox(user);
            AccessToken? access = tokens.FindForSmtp(token, context.Now);
            if (mailbox == null || access == null || !MayOpen(access, mailbox))
            {
                return new(Replies.AuthFailed);
            }

            // The switches count with a token too (email-oauth2-proxy issues 66 and 193).
            if (RefuseSubmission(mailbox) is string refusal)
            {
                return new(Named(refusal));
            }

            Enter(context, mailbox);
            return new(Replies.AuthPassed);
        }

        /// <inheritdoc/>
        public override SmtpReply? BearerChallenge(SmtpContext context)
        {
            const string Error =
                """{"status":"400","schemes":"bearer","scope":"https://outlook.office.com/SMTP.Send"}""";
            return context.Options.BearerErrorChallenge
                ? new SmtpReply("334 " + Convert.ToBase64String(Encoding.UTF8.GetBytes(Error)))
                : null;
        }

        /// <inheritdoc/>
        public override void Ended(SmtpContext context) => meter.Leave(context.Record);

        /// <inheritdoc/>
        public override ValueTask<SmtpReply> MailAsync(SmtpContext context, SmtpTransaction transaction)
        {
            if (context.Authentication == null && context.Options.RequireLogin)
            {
                // A refused login is repeated here: "530 5.7.57 ... Error: 535 5.7.139 ...", as .NET's reports show.
                string error = context.LoginRefusal == null
                    ? "{id}"
                    : "Error: " + context.LoginRefusal.Lines[^1];
                return new(new SmtpReply("530 5.7.57 Client not authenticated to send mail. " + error));
            }

            transaction.Attribution = "login";
            return new(Replies.SenderOk);
        }

        /// <inheritdoc/>
        public override async ValueTask<SmtpReply> MessageAsync(SmtpContext context, SmtpTransaction transaction)
        {
            MessageHeader header = MessageHeader.Read(transaction.Content);
            SmtpReply? refusal = JudgeHeader(header);
            MailboxOptions? mailbox = context.Mailbox;
            if (refusal == null && mailbox != null)
            {
                refusal = Judge(context, transaction, header, mailbox)
                    ?? await ThrottleAsync(context, mailbox).ConfigureAwait(false);
            }

            return refusal
                ?? new SmtpReply($"250 2.0.0 OK {MessageId(context, header)} [Hostname={BackEnd(context)}]");
        }

        private SmtpReply? Judge(
            SmtpContext context, SmtpTransaction transaction, MessageHeader header, MailboxOptions mailbox)
        {
            if (meter.Before(mailbox.Address, context.Record) >= Tenant.Limits.Connections)
            {
                return Named("concurrent-connections");
            }

            string? foreign = header.From.Append(transaction.MailFrom)
                .FirstOrDefault(from => from.Length > 0 && !MaySendAs(mailbox, from));
            if (foreign != null)
            {
                return Tenant.Organization.SendAsByStore
                    ? new SmtpReply(ReplyCatalogue.Get("send-as-denied").Reply.Replace("{from}", foreign))
                    : Named("send-as-denied-front-end");
            }

            if (transaction.ContentOctets > mailbox.MaxSendSizeBytes)
            {
                return Named("message-too-large-for-mailbox");
            }

            int recipients = transaction.Recipients.Count;
            return meter.TryAddRecipients(mailbox.Address, context.Now, recipients, Tenant.Limits.RecipientsPerDay)
                ? null
                : Named("submission-quota");
        }

        private async ValueTask<SmtpReply?> ThrottleAsync(SmtpContext context, MailboxOptions mailbox)
        {
            LimitOptions limits = Tenant.Limits;
            TimeSpan wait = meter.Book(mailbox.Address, context.Now, limits.MessagesPerWindow,
                TimeSpan.FromMilliseconds(limits.WindowMs), bookLater: !limits.RefuseAboveRate);
            if (wait > TimeSpan.Zero && limits.RefuseAboveRate)
            {
                return Named("submission-rate");
            }

            if (wait > TimeSpan.Zero)
            {
                context.Record.Note(context.Now, $"above {limits.MessagesPerWindow} messages: waits {wait}");
                await context.PauseAsync(wait).ConfigureAwait(false);
            }

            return null;
        }

        private string? RefusePassword(MailboxOptions? mailbox, string password)
        {
            if (Tenant.Organization.BasicAuthenticationRetired)
            {
                return "basic-retired";
            }

            if (mailbox == null)
            {
                return "auth-credentials-incorrect";
            }

            if (mailbox.PasswordReply != null)
            {
                return mailbox.PasswordReply;
            }

            if (meter.WrongPasswords(mailbox.Address) >= Tenant.Limits.WrongPasswords)
            {
                return "auth-account-locked";
            }

            if (mailbox.Password != password)
            {
                meter.CountWrongPassword(mailbox.Address);
                return "auth-credentials-incorrect";
            }

            return RefuseSubmission(mailbox);
        }

        private string? RefuseSubmission(MailboxOptions mailbox)
        {
            if (mailbox.SmtpClientAuthenticationDisabled ?? Tenant.Organization.SmtpClientAuthenticationDisabled)
            {
                return mailbox.SmtpClientAuthenticationDisabled == true
                    ? "auth-disabled-mailbox"
                    : "auth-disabled-tenant";
            }

            return null;
        }

        private void Enter(SmtpContext context, MailboxOptions mailbox)
        {
            context.Mailbox = mailbox;
            meter.Enter(mailbox.Address, context.Record);
        }

        private static bool MayOpen(AccessToken access, MailboxOptions mailbox)
        {
            return mailbox.Address.Equals(access.User, StringComparison.OrdinalIgnoreCase)
                || mailbox.FullAccess.Contains(access.User ?? access.ClientId, StringComparer.OrdinalIgnoreCase);
        }

        private static bool MaySendAs(MailboxOptions mailbox, string address)
        {
            return mailbox.Address.Equals(address, StringComparison.OrdinalIgnoreCase)
                || mailbox.SendAs.Contains(address, StringComparer.OrdinalIgnoreCase);
        }
    }
}

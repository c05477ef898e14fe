using System.Globalization;
using ScanToMail.Tenant.Policies;

namespace ScanToMail.Tenant.Smtp
{
    /// <summary>MAIL and RCPT: syntax, order and parameters; the policy decides the rest.</summary>
    internal sealed class SmtpEnvelope
    {
        private readonly SmtpWire wire;
        private readonly SmtpContext context;
        private readonly SmtpPolicy policy;

        public SmtpEnvelope(SmtpWire wire, SmtpContext context, SmtpPolicy policy)
        {
            this.wire = wire;
            this.context = context;
            this.policy = policy;
        }

        /// <summary>Carries out <c>MAIL argument</c>.</summary>
        public async ValueTask<SmtpReply> MailAsync(string argument)
        {
            if (context.HeloName == null || context.Transaction != null)
            {
                return context.HeloName == null ? Replies.HelloFirst : Replies.SenderAlready;
            }

            if (!TryPath("FROM:", argument, out string sender, out string[] parameters))
            {
                return Replies.InvalidArguments;
            }

            SmtpReply? wrong = ReadMail(sender, parameters, out SmtpTransaction transaction);
            if (wrong != null)
            {
                return wrong;
            }

            SmtpReply reply = await wire.DecideAsync(SmtpPhase.MailFrom, () => policy.MailAsync(context, transaction))
                .ConfigureAwait(false);
            if (reply.Positive)
            {
                context.Transaction = transaction;
            }

            return reply;
        }

        /// <summary>Carries out <c>RCPT argument</c>.</summary>
        public async ValueTask<SmtpReply> RecipientAsync(string argument)
        {
            SmtpTransaction? transaction = context.Transaction;
            if (transaction == null)
            {
                return context.HeloName == null ? Replies.HelloFirst : Replies.NeedMail;
            }

            if (transaction.ChunkSizesBytes.Count > 0)
            {
                return Replies.BadSequence;
            }

            if (!TryPath("TO:", argument, out string recipient, out string[] parameters))
            {
                return Replies.InvalidArguments;
            }

            SmtpReply reply = await wire.DecideAsync(
                SmtpPhase.RcptTo, () => CheckRecipientAsync(transaction, recipient, parameters), recipient)
                .ConfigureAwait(false);
            (reply.Positive ? transaction.Recipients : transaction.RefusedRecipients).Add(recipient);
            return reply;
        }

        private ValueTask<SmtpReply> CheckRecipientAsync(
            SmtpTransaction transaction, string recipient, string[] parameters)
        {
            if (parameters.Any(p => !(IsNamed(p, "NOTIFY", "ORCPT") && context.Offers("DSN"))))
            {
                return new(Replies.UnrecognizedParameter);
            }

            if (!transaction.Utf8 && !IsAscii(recipient))
            {
                return new(Replies.Utf8Needed);
            }

            bool postmaster = recipient.Equals("postmaster", StringComparison.OrdinalIgnoreCase);
            if (!postmaster && !MailPath.IsMailbox(recipient))
            {
                return new(Replies.InvalidRecipient);
            }

            return transaction.Recipients.Count >= context.Options.RecipientLimit
                ? new(Replies.TooManyRecipients)
                : policy.RecipientAsync(context, transaction, recipient);
        }

        private SmtpReply? ReadMail(string sender, string[] parameters, out SmtpTransaction transaction)
        {
            string? body = Value(parameters, "BODY");
            long? size = null;
            if (Value(parameters, "SIZE") is string text)
            {
                bool number = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value);
                size = number ? value : -1;
            }

            transaction = new SmtpTransaction
            {
                MailFrom = sender,
                Parameters = parameters,
                StartedAt = context.Now,
                Binary = Is(body, "BINARYMIME"),
                EightBit = Is(body, "8BITMIME") || Is(body, "BINARYMIME"),
                Utf8 = parameters.Any(p => Is(p, "SMTPUTF8")),
                DeclaredSizeBytes = size,
            };
            if (transaction.Binary && context.Options.ChunkingFault == ChunkingFault.NoBinary)
            {
                return Replies.UnsupportedBody;
            }

            if (size < 0 || !parameters.All(IsKnownMailParameter))
            {
                return Replies.UnrecognizedParameter;
            }

            if (!transaction.Utf8 && !IsAscii(sender))
            {
                return Replies.Utf8Needed;
            }

            if (sender.Length > 0 && !MailPath.IsMailbox(sender))
            {
                return Replies.InvalidSender;
            }

            return size > context.Options.SizeLimitBytes ? Replies.TooLarge : null;
        }

        // A parameter counts where its extension is offered (RFC 5321 section 4.1.1.11).
        private bool IsKnownMailParameter(string parameter)
        {
            int equals = parameter.IndexOf('=');
            string name = (equals < 0 ? parameter : parameter[..equals]).ToUpperInvariant();
            string value = equals < 0 ? "" : parameter[(equals + 1)..].ToUpperInvariant();
            return name switch
            {
                "SIZE" => context.Offers("SIZE"),
                "BODY" when value is "7BIT" or "8BITMIME" => context.Offers("8BITMIME"),
                "BODY" when value is "BINARYMIME" => context.Offers("BINARYMIME") && context.Offers("CHUNKING"),
                "SMTPUTF8" => equals < 0 && context.Offers("SMTPUTF8"),
                "RET" or "ENVID" => context.Offers("DSN"),
                "AUTH" => context.Offers("AUTH"),
                _ => false,
            };
        }

        private bool TryPath(string keyword, string argument, out string address, out string[] parameters)
        {
            address = "";
            parameters = [];
            if (!argument.StartsWith(keyword, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }

            string rest = argument[keyword.Length..];
            if (rest.StartsWith(' '))
            {
                context.Violation($"A space behind {keyword} (RFC 5321 3.3).");
                rest = rest.TrimStart(' ');
            }

            return MailPath.TrySplit(rest, out address, out parameters);
        }

        private static bool IsNamed(string parameter, params string[] names)
        {
            return names.Any(name => parameter.StartsWith(name + "=", StringComparison.OrdinalIgnoreCase));
        }

        private static string? Value(string[] parameters, string name)
        {
            return parameters.FirstOrDefault(p => IsNamed(p, name))?[(name.Length + 1)..];
        }

        private static bool Is(string? value, string expected)
        {
            return string.Equals(value, expected, StringComparison.OrdinalIgnoreCase);
        }

        private static bool IsAscii(string text) => text.All(char.IsAscii);
    }
}

using System.Globalization;
using ScanToMail.Tenant.Policies;

namespace ScanToMail.Tenant.Smtp
{
    /// <summary>Takes the content of a message, by DATA (RFC 5321) or by BDAT (RFC 3030), and stores it.</summary>
    internal sealed class SmtpContent
    {
        private const int LineLimitRfcOctets = 998;
        private readonly SmtpWire wire;
        private readonly SmtpContext context;
        private readonly SmtpPolicy policy;
        private readonly MailInbox inbox;
        private SmtpFault? fault;

        public SmtpContent(SmtpWire wire, SmtpContext context, SmtpPolicy policy, MailInbox inbox)
        {
            this.wire = wire;
            this.context = context;
            this.policy = policy;
            this.inbox = inbox;
        }

        private SmtpTransport Transport => wire.Transport;

        /// <summary>Forgets the transaction under way, if there is one.</summary>
        public void Abandon()
        {
            if (context.Transaction != null)
            {
                context.Record.AbandonedBytes += context.Transaction.ContentOctets;
                context.Transaction = null;
            }
        }

        /// <summary>Carries out DATA and takes the content.</summary>
        public async ValueTask<SmtpReply?> DataAsync(string argument)
        {
            SmtpReply start = await wire.DecideAsync(SmtpPhase.Data, () => new(CheckData(argument)))
                .ConfigureAwait(false);
            SmtpTransaction? transaction = context.Transaction;
            if (!start.Positive || transaction == null)
            {
                return start;
            }

            await wire.SendAsync(start).ConfigureAwait(false);
            fault = wire.TakeContentFault();
            transaction.ContentAt = context.Now;
            if (!await ReadDottedAsync(transaction).ConfigureAwait(false))
            {
                Abandon();
                return null;
            }

            return await FinishAsync(transaction, chunked: false).ConfigureAwait(false);
        }

        /// <summary>Carries out <c>BDAT size [LAST]</c> and takes the chunk.</summary>
        public async ValueTask<SmtpReply?> ChunkAsync(string argument)
        {
            string[] words = argument.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            bool last = words.Length == 2 && words[1].Equals("LAST", StringComparison.OrdinalIgnoreCase);
            bool wrong = words.Length is 0 or > 2 || (words.Length == 2 && !last);
            if (wrong || !long.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out long size))
            {
                return Replies.InvalidArguments;
            }

            SmtpTransaction? transaction = context.Transaction;
            SmtpReply? refusal = CheckChunk(transaction);
            if (refusal == null && transaction!.ChunkSizesBytes.Count == 0)
            {
                fault = wire.TakeContentFault();
                transaction.ContentAt = context.Now;
            }

            bool whole = await ReadExactlyAsync(refusal == null ? transaction : null, size).ConfigureAwait(false);
            if (refusal != null || !whole)
            {
                return refusal;
            }

            transaction!.ChunkSizesBytes.Add(size);
            return last
                ? await FinishAsync(transaction, chunked: true).ConfigureAwait(false)
                : await AcknowledgeAsync(transaction, size).ConfigureAwait(false);
        }

        private SmtpReply CheckData(string argument)
        {
            SmtpTransaction? transaction = context.Transaction;
            if (transaction == null)
            {
                return context.HeloName == null ? Replies.HelloFirst : Replies.NeedMail;
            }

            if (argument.Length > 0)
            {
                return Replies.InvalidArguments;
            }

            if (transaction.Recipients.Count == 0)
            {
                return Replies.NeedRecipient;
            }

            // BINARYMIME goes by BDAT alone, and DATA after BDAT is out of order (RFC 3030 sections 2 and 3).
            return transaction.Binary || transaction.ChunkSizesBytes.Count > 0
                ? Replies.BadSequence
                : Replies.StartMailInput;
        }

        private SmtpReply? CheckChunk(SmtpTransaction? transaction)
        {
            if (transaction == null)
            {
                return context.HeloName == null ? Replies.HelloFirst : Replies.NeedMail;
            }

            if (transaction.Recipients.Count == 0)
            {
                return Replies.NeedRecipient;
            }

            return transaction.Broken ? Replies.BadSequence : null;
        }

        private async ValueTask<SmtpReply> AcknowledgeAsync(SmtpTransaction transaction, long size)
        {
            SmtpReply reply = await wire.DecideAsync(
                SmtpPhase.Chunk,
                () => new(TooLarge(transaction)
                    ? Replies.TooLarge
                    : new SmtpReply($"250 2.6.0 CHUNK received OK, {size} octets")))
                .ConfigureAwait(false);
            transaction.Broken = !reply.Positive;
            return reply;
        }

        private async ValueTask<SmtpReply> FinishAsync(SmtpTransaction transaction, bool chunked)
        {
            context.Record.Note(context.Now, $"{transaction.ContentOctets} octets of content");
            CheckContent(transaction);
            if (chunked && context.Options.ChunkingFault == ChunkingFault.StallAtEnd && ChunkingFails(transaction))
            {
                await wire.PauseAsync(Timeout.InfiniteTimeSpan).ConfigureAwait(false);
            }

            SmtpReply reply = await wire.DecideAsync(SmtpPhase.EndOfContent, () => JudgeAsync(transaction, chunked))
                .ConfigureAwait(false);
            if (reply.Positive)
            {
                Store(transaction, chunked);
                context.Transaction = null;
            }

            Abandon();
            return reply;
        }

        private ValueTask<SmtpReply> JudgeAsync(SmtpTransaction transaction, bool chunked)
        {
            if (TooLarge(transaction))
            {
                return new(Replies.TooLarge);
            }

            if (chunked && context.Options.ChunkingFault == ChunkingFault.HeaderSize && ChunkingFails(transaction))
            {
                return new(Replies.HeadersTooLarge);
            }

            return transaction.HasBareLineFeed && context.Options.RefuseBareLineFeed && !chunked
                ? new(Replies.BareLineFeed)
                : policy.MessageAsync(context, transaction);
        }

        private void Store(SmtpTransaction transaction, bool chunked)
        {
            byte[] bytes = transaction.Content.ToArray();
            inbox.Add(number => new ReceivedMessage
            {
                Number = number,
                Session = context.Record,
                Endpoint = context.Record.Endpoint,
                MailFrom = transaction.MailFrom,
                MailParameters = transaction.Parameters,
                Recipients = transaction.Recipients,
                RefusedRecipients = transaction.RefusedRecipients,
                Content = bytes,
                Chunked = chunked,
                ChunkSizesBytes = transaction.ChunkSizesBytes,
                Authentication = context.Authentication,
                Tls = context.Tls,
                Attribution = transaction.Attribution,
                StartedAt = transaction.StartedAt,
                ContentAt = transaction.ContentAt,
                AcceptedAt = context.Now,
            });
        }

        /// <summary>Takes content up to the final dot; false: a reply within the content ended it.</summary>
        private async ValueTask<bool> ReadDottedAsync(SmtpTransaction transaction)
        {
            var unstuffer = new DotUnstuffer();
            bool answered = false;
            while (!unstuffer.Ended)
            {
                if (!Transport.HasInput)
                {
                    await Transport.FillAsync(context.Options.ContentTimeoutMs).ConfigureAwait(false);
                }

                int count = UpToFault(transaction, Transport.Input.Length);
                long before = transaction.Content.Length;
                Transport.Consume(unstuffer.Write(Transport.Input.Span[..count], transaction.Content));
                Added(transaction, transaction.Content.Length - before);
                answered |= await InterruptAsync(transaction).ConfigureAwait(false);
            }

            transaction.HasBareLineFeed = unstuffer.HasBareLineFeed;
            if (unstuffer.HasBareLineFeed || unstuffer.HasBareReturn)
            {
                context.Violation("CR or LF alone within the content of DATA (RFC 5321 2.3.8).");
            }

            if (unstuffer.LongestLineOctets > LineLimitRfcOctets)
            {
                context.Violation($"A line of {unstuffer.LongestLineOctets} octets, 998 allowed (RFC 5321 4.5.3.1.6).");
            }

            return !answered;
        }

        /// <summary>Takes exactly <paramref name="size"/> octets; null: throws them away.</summary>
        private async ValueTask<bool> ReadExactlyAsync(SmtpTransaction? transaction, long size)
        {
            bool answered = false;
            while (size > 0)
            {
                if (!Transport.HasInput)
                {
                    await Transport.FillAsync(context.Options.ContentTimeoutMs).ConfigureAwait(false);
                }

                int count = (int)Math.Min(size, Transport.Input.Length);
                if (transaction != null)
                {
                    count = UpToFault(transaction, count);
                    transaction.Content.Write(Transport.Input.Span[..count]);
                    Added(transaction, count);
                    answered |= await InterruptAsync(transaction).ConfigureAwait(false);
                }

                Transport.Consume(count);
                size -= count;
            }

            return !answered;
        }

        private void Added(SmtpTransaction transaction, long count)
        {
            transaction.ContentOctets += count;
            context.Record.ContentBytes += count;

            // What is too large is counted but not kept.
            if (TooLarge(transaction))
            {
                transaction.Content.SetLength(0);
            }
        }

        private int UpToFault(SmtpTransaction transaction, int count)
        {
            long left = fault == null ? count : Math.Max(1, fault.AfterBytes - transaction.ContentOctets);
            return (int)Math.Min(count, left);
        }

        /// <summary>
        /// The fault within the content, and the limit where it counts at once. True: a reply was sent.
        /// </summary>
        private async ValueTask<bool> InterruptAsync(SmtpTransaction transaction)
        {
            if (TooLarge(transaction) && context.Options.SizeEnforcement == SizeEnforcement.DuringContent)
            {
                await wire.SendAsync(new SmtpReply(Replies.TooLarge.Lines) { Close = true }).ConfigureAwait(false);
            }

            if (fault == null || transaction.ContentOctets < fault.AfterBytes)
            {
                return false;
            }

            SmtpFault now = fault;
            fault = null;
            SmtpReply? reply = await wire.StrikeAsync(now).ConfigureAwait(false);
            if (reply == null)
            {
                return false;
            }

            await wire.SendAsync(reply).ConfigureAwait(false);
            await wire.FlushAsync().ConfigureAwait(false);
            return true;
        }

        private bool TooLarge(SmtpTransaction transaction)
        {
            return transaction.ContentOctets > context.Options.SizeLimitBytes;
        }

        private bool ChunkingFails(SmtpTransaction transaction)
        {
            return transaction.ContentOctets >= context.Options.ChunkingFaultFromBytes;
        }

        private void CheckContent(SmtpTransaction transaction)
        {
            if (transaction.DeclaredSizeBytes < transaction.ContentOctets)
            {
                context.Violation(
                    $"SIZE={transaction.DeclaredSizeBytes} declared, {transaction.ContentOctets} sent (RFC 1870 6).");
            }

            if (transaction.EightBit)
            {
                return;
            }

            byte[] content = transaction.Content.GetBuffer();
            int length = (int)transaction.Content.Length;
            if (content.AsSpan(0, length).ContainsAnyExceptInRange((byte)0, (byte)127))
            {
                context.Violation("Octets above 127 without BODY=8BITMIME or BINARYMIME (RFC 6152 3).");
            }
        }
    }
}

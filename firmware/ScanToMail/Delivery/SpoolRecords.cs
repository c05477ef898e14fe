using System;
using ScanToMail.Config;
using ScanToMail.Hal;
using ScanToMail.Smtp;

namespace ScanToMail.Delivery
{
    /// <summary>How a mail becomes a record, a record a mail again, and what a try changes in it.</summary>
    internal static class SpoolRecords
    {
        private const int ReasonLimitChars = 1000;
        private const int ReplyLimitChars = 200;

        /// <summary>A record of a profile's mail, before its scan.</summary>
        public static SpoolRecord New(int number, string messageId, ProfileSettings profile)
        {
            SpoolRecord record = new SpoolRecord
            {
                Number = number,
                MessageId = messageId,
                Profile = profile.Name,
                Recipients = new SpoolRecipient[profile.To.Length + profile.Cc.Length + profile.Bcc.Length]
            };
            int count = Append(record, 0, RecipientRole.To, profile.To);
            count = Append(record, count, RecipientRole.Cc, profile.Cc);
            count = Append(record, count, RecipientRole.Bcc, profile.Bcc);
            SpoolRecipient[] once = new SpoolRecipient[count];
            Array.Copy(record.Recipients, once, count);
            record.Recipients = once;
            return record;
        }

        /// <summary>Takes in what is known after the scan.</summary>
        public static void Complete(SpoolRecord record, MailContent content, int pages)
        {
            record.Pages = pages;
            record.Subject = content.Subject;
            record.Text = content.Text;
            record.FileName = content.FileName;
            record.ContentType = content.ContentType;
        }

        /// <summary>
        /// The mail for the next try: to those who still wait, or a part of them, with all visible recipients in its header.
        /// Throws <see cref="SettingsException"/> for an address that can't be one.
        /// </summary>
        public static OutgoingMail ToMail(SpoolRecord record, Settings settings, MailContent content)
        {
            return new OutgoingMail
            {
                From = settings.Sending.From,
                ReplyTo = settings.Sending.ReplyTo,
                To = Addresses(record, RecipientRole.To),
                Cc = Addresses(record, RecipientRole.Cc),
                Bcc = Addresses(record, RecipientRole.Bcc),
                Envelope = MailParts.NextEnvelope(record, settings.Sending),
                MessageId = record.MessageId,
                WrittenUtc = record.AcceptedS == 0 ? DateTime.MinValue : RecordTime.ToUtc(record.AcceptedS),
                Content = content
            };
        }

        /// <summary>Why the settings do not let a recipient have mail who still waits, or "".</summary>
        public static string Forbidden(SpoolRecord record, Settings settings)
        {
            try
            {
                for (int i = 0; i < record.Recipients.Length; i++)
                {
                    SpoolRecipient recipient = record.Recipients[i];
                    if (recipient.State != RecipientState.Waiting) continue;
                    MailAddress address = MailAddress.Parse("to", recipient.DisplayName, recipient.Address);
                    SendingRules.CheckRecipient(settings.Sending, "The recipient", address);
                }
                return "";
            }
            catch (SettingsException error)
            {
                return error.Message;
            }
        }

        /// <summary>Takes a try's result into the record: who has the mail, who never will, why the others wait.</summary>
        public static void TakeResult(SpoolRecord record, DeliveryResult result)
        {
            bool isTaken = result.Outcome == DeliveryOutcome.Delivered || result.Outcome == DeliveryOutcome.PartlyDelivered;
            for (int i = 0; i < result.Recipients.Length; i++)
            {
                SmtpRecipient tried = result.Recipients[i];
                SpoolRecipient recipient = Find(record, tried.Address);
                if (tried.Reply != null) recipient.LastReply = Cut(tried.Reply.ToString(), ReplyLimitChars);
                if (isTaken && tried.Accepted) recipient.State = RecipientState.Delivered;
                else if (IsRefusal(tried)) recipient.State = RecipientState.Refused;
            }
            record.MayHaveArrived |= result.Outcome == DeliveryOutcome.PerhapsDelivered;
            record.Reason = result.Diagnosis == null ? "" : Cut(result.Diagnosis.Line(), ReasonLimitChars);
            record.Who = result.Diagnosis == null ? "" : result.Diagnosis.Who;
            if (record.Reason.Length == 0) RememberRefusal(record);
        }

        /// <summary>Whom an earlier try found refused is still the reason when the others have the mail.</summary>
        private static void RememberRefusal(SpoolRecord record)
        {
            for (int i = 0; i < record.Recipients.Length && record.Reason.Length == 0; i++)
            {
                SpoolRecipient recipient = record.Recipients[i];
                if (recipient.State != RecipientState.Refused) continue;
                record.Reason = "The server refused " + recipient.Address + ": " + recipient.LastReply;
                record.Who = "user";
            }
        }

        /// <summary>Makes everything wait again as on the first day; who has the mail has it.</summary>
        public static void Renew(SpoolRecord record, IClock clock)
        {
            for (int i = 0; i < record.Recipients.Length; i++)
            {
                if (record.Recipients[i].State == RecipientState.Refused) record.Recipients[i].State = RecipientState.Waiting;
            }
            record.State = record.MayHaveArrived ? SpoolState.PerhapsDelivered : SpoolState.Waiting;
            record.IsReportDue = false;
            record.Kind = RetryKind.None;
            record.KindTries = 0;
            record.WaitS = 0;
            record.WaitedS = 0;
            record.NextTryS = RecordTime.Now(clock);
        }

        /// <summary>Puts other recipients in the place of those who do not have the mail yet.</summary>
        public static void Readdress(SpoolRecord record, MailAddress[] to)
        {
            int delivered = record.Count(RecipientState.Delivered);
            SpoolRecipient[] old = record.Recipients;
            record.Recipients = new SpoolRecipient[delivered + to.Length];
            int count = 0;
            for (int i = 0; i < old.Length; i++)
            {
                if (old[i].State == RecipientState.Delivered) record.Recipients[count++] = old[i];
            }
            count = Append(record, count, RecipientRole.To, to);
            SpoolRecipient[] once = new SpoolRecipient[count];
            Array.Copy(record.Recipients, once, count);
            record.Recipients = once;
        }

        /// <summary>Adds each address that is not there yet.</summary>
        private static int Append(SpoolRecord record, int count, RecipientRole role, MailAddress[] addresses)
        {
            for (int i = 0; i < addresses.Length; i++)
            {
                bool isThere = false;
                for (int j = 0; j < count; j++) isThere |= record.Recipients[j].Address == addresses[i].Address;
                if (isThere) continue;
                record.Recipients[count++] = new SpoolRecipient
                {
                    Role = role,
                    DisplayName = addresses[i].DisplayName,
                    Address = addresses[i].Address
                };
            }
            return count;
        }

        private static MailAddress[] Addresses(SpoolRecord record, RecipientRole role)
        {
            int count = 0;
            for (int i = 0; i < record.Recipients.Length; i++)
            {
                if (record.Recipients[i].Role == role) count++;
            }
            MailAddress[] addresses = new MailAddress[count];
            for (int i = 0, next = 0; i < record.Recipients.Length; i++)
            {
                SpoolRecipient recipient = record.Recipients[i];
                if (recipient.Role == role) addresses[next++] = MailAddress.Parse("to", recipient.DisplayName, recipient.Address);
            }
            return addresses;
        }

        private static SpoolRecipient Find(SpoolRecord record, string address)
        {
            for (int i = 0; i < record.Recipients.Length; i++)
            {
                if (record.Recipients[i].Address == address) return record.Recipients[i];
            }
            throw new ArgumentException("the result is another mail's");
        }

        /// <summary>For good: 5xx that no quota explains, or the device's own refusal to ask.</summary>
        private static bool IsRefusal(SmtpRecipient tried)
        {
            return !tried.Accepted && !tried.MayTryAgain && tried.Reply != null && !tried.Reply.IsPositive
                && !tried.Reply.IsTransient;
        }

        private static string Cut(string text, int limitChars)
        {
            char[] chars = text.ToCharArray();
            if (chars.Length <= limitChars) return text;
            int count = chars[limitChars - 1] >= 0xD800 && chars[limitChars - 1] <= 0xDBFF ? limitChars - 1 : limitChars;
            return new string(chars, 0, count);
        }
    }
}

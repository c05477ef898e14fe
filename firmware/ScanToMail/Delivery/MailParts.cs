using System;
using ScanToMail.Config;
using ScanToMail.Smtp;

namespace ScanToMail.Delivery
{
    /// <summary>
    /// A mail to more recipients than a server takes at once goes in parts, each a try of its own with the same Message-ID. The
    /// record says after each who has it, so that a cut between two parts sends nobody a second one and forgets nobody.
    /// </summary>
    internal static class MailParts
    {
        /// <summary>RFC 3463 3.6: too many recipients; what Exchange Online says above 200 of one domain.</summary>
        private const string TooMany = "4.5.3";

        /// <summary>Who is asked for next: all who wait, or where they are too many for one envelope those first whom no server
        /// was asked for yet.</summary>
        public static string[] NextEnvelope(SpoolRecord record, SendingSettings sending)
        {
            string[] addresses = new string[record.Count(RecipientState.Waiting)];
            EnvelopeRoom room = new EnvelopeRoom(sending);
            int count = Append(record, room, addresses, 0, true, true);
            if (count == addresses.Length) return addresses;
            room = new EnvelopeRoom(sending);
            count = Append(record, room, addresses, 0, true, false);
            count = Append(record, room, addresses, count, false, true);
            string[] part = new string[count];
            Array.Copy(addresses, part, count);
            return part;
        }

        private static int Append(SpoolRecord record, EnvelopeRoom room, string[] addresses, int count, bool takesNew,
            bool takesAsked)
        {
            for (int i = 0; i < record.Recipients.Length; i++)
            {
                SpoolRecipient recipient = record.Recipients[i];
                bool isMeant = recipient.LastReply.Length == 0 ? takesNew : takesAsked;
                if (recipient.State != RecipientState.Waiting || !isMeant || !room.Take(recipient.Address)) continue;
                addresses[count++] = recipient.Address;
            }
            return count;
        }

        /// <summary>
        /// Whether the next part goes at once: the server was asked for all of this one, did not have too much of us, and there
        /// are recipients whom nobody asked for, or whom it put off for their number alone.
        /// </summary>
        public static bool GoesOn(SpoolRecord record, DeliveryResult result)
        {
            if (!IsAsked(result)) return false;
            bool isTaken = result.Outcome == DeliveryOutcome.PartlyDelivered;
            for (int i = 0; i < result.Recipients.Length && isTaken; i++)
            {
                if (IsPutOff(result.Recipients[i]) && result.Recipients[i].Reply.EnhancedCode == TooMany) return true;
            }
            if (RetryPolicy.KindOf(result) == RetryKind.Throttled) return false;
            for (int i = 0; i < record.Recipients.Length; i++)
            {
                SpoolRecipient recipient = record.Recipients[i];
                if (recipient.State == RecipientState.Waiting && recipient.LastReply.Length == 0) return true;
            }
            return false;
        }

        /// <summary>Why those wait who still do: what this part says of its own, or else what an earlier one said.</summary>
        public static RetryKind KindOf(SpoolRecord record, DeliveryResult result)
        {
            RetryKind kind = RetryPolicy.KindOf(result);
            if (kind != RetryKind.None || !IsAsked(result) || IsAnyPutOff(result)) return kind;
            return record.Kind == RetryKind.None ? RetryKind.Later : record.Kind;
        }

        private static bool IsAnyPutOff(DeliveryResult result)
        {
            for (int i = 0; i < result.Recipients.Length; i++)
            {
                if (IsPutOff(result.Recipients[i])) return true;
            }
            return false;
        }

        private static bool IsPutOff(SmtpRecipient recipient)
        {
            return !recipient.Accepted && recipient.Reply != null && recipient.Reply.IsTransient;
        }

        /// <summary>The conversation went well as far as it is about the mail as a whole.</summary>
        private static bool IsAsked(DeliveryResult result)
        {
            if (result.Outcome == DeliveryOutcome.Delivered || result.Outcome == DeliveryOutcome.PartlyDelivered) return true;
            Symptom symptom = result.Diagnosis == null ? null : result.Diagnosis.Symptom;
            return symptom != null && symptom.Kind == "reply" && symptom.Phase == SmtpPhases.Name(SmtpPhase.RcptTo);
        }
    }
}

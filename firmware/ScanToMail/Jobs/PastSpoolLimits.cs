using ScanToMail.Config;
using ScanToMail.Delivery;
using ScanToMail.Hal;

namespace ScanToMail.Jobs
{
    /// <summary>
    /// The limits of a mail that goes past the spool. The document exists only while it is scanned, so such a mail can neither be
    /// sent a second time to more recipients nor wait for hours: it is refused before anything is sent, while nobody has
    /// it, instead of reaching some. The same holds for a press of yesterday's settings to whom today's forbid mail.
    /// </summary>
    internal static class PastSpoolLimits
    {
        /// <summary>The result of a mail that may not go now; null for one that may.</summary>
        public static DeliveryResult Refusal(Settings settings, Job job, SendingLimits limits, IClock clock)
        {
            SendingSettings sending = settings.Sending;
            SpoolRecord record = SpoolRecords.New(job.Number, job.MessageId, job.Profile);
            string forbidden = SpoolRecords.Forbidden(record, settings);
            if (forbidden.Length > 0) return Refused("recipient.forbidden", forbidden, settings, clock);
            int recipients = record.Recipients.Length;
            int first = MailParts.NextEnvelope(record, sending).Length;
            if (first < recipients)
            {
                return Refused("limit.recipients", recipients.ToString() + " recipients, " + first.ToString()
                    + " by sending.recipientsPerMessage " + sending.RecipientsPerMessage.ToString()
                    + (sending.GoesToMx ? " a domain" : ""), settings, clock);
            }
            if (limits.DayWaitMs(sending, recipients) == 0) return null;
            return Refused("limit.day", limits.RecipientsInDay.ToString() + " recipients in 24 hours, sending.recipientsPerDay "
                + sending.RecipientsPerDay.ToString(), settings, clock);
        }

        private static DeliveryResult Refused(string kind, string detail, Settings settings, IClock clock)
        {
            Symptom symptom = new Symptom { Kind = kind, Phase = "scan", Detail = detail };
            return new DeliveryResult { Diagnosis = Symptoms.Diagnose(symptom, settings, clock) };
        }
    }
}

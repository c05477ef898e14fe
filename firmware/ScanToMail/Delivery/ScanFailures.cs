using System;
using ScanToMail.Config;
using ScanToMail.Hal;

namespace ScanToMail.Delivery
{
    /// <summary>What became of a mail that failed before anybody spoke to a server.</summary>
    internal static class ScanFailures
    {
        /// <summary>The result with its diagnosis; null for a fault of the firmware itself, which must not be
        /// swallowed.</summary>
        public static DeliveryResult Explain(Exception error, Settings settings, IClock clock)
        {
            DeliveryResult result = new DeliveryResult { Outcome = DeliveryOutcome.NotSent };
            if (error is CancelledException)
            {
                result.Outcome = DeliveryOutcome.Cancelled;
                return result;
            }
            Symptom symptom = new Symptom { Kind = "spool.full", Phase = "scan", Detail = error.Message };
            if (error is FlashException)
            {
                if (((FlashException)error).Failure != FlashFailure.Full) symptom.Kind = "spool.failed";
            }
            else if (!(error is SpoolFullException) && !Symptoms.Fill(symptom, error, "scan"))
            {
                return null;
            }
            result.Diagnosis = Symptoms.Diagnose(symptom, settings, clock);
            if (symptom.Kind == "scan.cancelled") result.Outcome = DeliveryOutcome.Cancelled;
            return result;
        }
    }
}

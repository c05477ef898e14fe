using ScanToMail.Delivery;

namespace ScanToMail.Jobs
{
    /// <summary>What the log says of jobs.</summary>
    internal static class JobLog
    {
        /// <summary>What became of a try.</summary>
        public static void AddResult(EventLog log, Job job)
        {
            log.Add(job.Number, DeliveryOutcomes.Name(job.Result.Outcome) + " " + job.MessageId);
            if (job.Result.Diagnosis != null) log.Add(job.Number, job.Result.Diagnosis.Line());
        }
    }
}

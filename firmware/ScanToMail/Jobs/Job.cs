using ScanToMail.Config;
using ScanToMail.Delivery;

namespace ScanToMail.Jobs
{
    /// <summary>Where a job stands.</summary>
    public enum JobState
    {
        /// <summary>It waits for the one before it.</summary>
        Waiting,

        /// <summary>The server is being spoken to; no page has been asked for yet.</summary>
        Connecting,

        /// <summary>Pages are scanned and sent as they come.</summary>
        Scanning,

        /// <summary>It is over; the result tells how.</summary>
        Done
    }

    /// <summary>One press of a button, from the press to its result.</summary>
    public sealed class Job
    {
        /// <summary>Number of this job since the device started, from 1.</summary>
        public int Number;

        /// <summary>What the press asked for.</summary>
        public ProfileSettings Profile;

        /// <summary>Where it stands.</summary>
        public JobState State;

        /// <summary>Pages begun so far.</summary>
        public int Pages;

        /// <summary>Bytes that the scan engine has given so far.</summary>
        public long ScannedBytes;

        /// <summary>The Message-ID, once the job has begun.</summary>
        public string MessageId = "";

        /// <summary>What became of it, or null while it is not over.</summary>
        public DeliveryResult Result;
    }

    /// <summary>Who wants to know how a job goes. Called on the job's own thread: be short, throw nothing.</summary>
    public abstract class JobListener
    {
        /// <summary>The job's state or its number of pages changed.</summary>
        public abstract void Changed(Job job);
    }
}

using ScanToMail.Config;
using ScanToMail.Delivery;

namespace ScanToMail.Jobs
{
    /// <summary>Where a job stands.</summary>
    public enum JobState
    {
        /// <summary>It waits for the scanner.</summary>
        Waiting,

        /// <summary>The server is being spoken to; no page has been asked for yet.</summary>
        Connecting,

        /// <summary>Pages are scanned, into flash or on to the server.</summary>
        Scanning,

        /// <summary>It is accepted: flash has it, and it waits to be sent. The result, if there is one, tells why the last
        /// try failed.</summary>
        Kept,

        /// <summary>It is in memory and waits to be sent. It is not accepted: a power cut loses it. The result as for
        /// <see cref="Kept"/>.</summary>
        Buffered,

        /// <summary>It is being sent from flash.</summary>
        Sending,

        /// <summary>It was refused or given up and is kept for a person; the result tells why.</summary>
        Held,

        /// <summary>It is over; the result tells how.</summary>
        Done
    }

    /// <summary>The names of the states.</summary>
    public static class JobStates
    {
        /// <summary>The state's name in lower camel case.</summary>
        public static string Name(JobState state)
        {
            if (state == JobState.Waiting) return "waiting";
            if (state == JobState.Connecting) return "connecting";
            if (state == JobState.Scanning) return "scanning";
            if (state == JobState.Kept) return "kept";
            if (state == JobState.Buffered) return "buffered";
            if (state == JobState.Sending) return "sending";
            return state == JobState.Held ? "held" : "done";
        }
    }

    /// <summary>One press of a button, from the press to its result.</summary>
    public sealed class Job
    {
        /// <summary>Number of this job, from 1; it goes on counting over restarts.</summary>
        public int Number;

        /// <summary>What the press asked for; null for one that flash kept over a restart, and for a report.</summary>
        public ProfileSettings Profile;

        /// <summary>Where it stands.</summary>
        public JobState State;

        /// <summary>Pages begun so far.</summary>
        public int Pages;

        /// <summary>Bytes that the scan engine has given so far.</summary>
        public long ScannedBytes;

        /// <summary>The Message-ID, once the job has begun.</summary>
        public string MessageId = "";

        /// <summary>What became of its last try, or null before its end.</summary>
        public DeliveryResult Result;
    }

    /// <summary>Who wants to know how jobs go. Called on the jobs' own threads, of which there are two: be short, throw
    /// nothing.</summary>
    public abstract class JobListener
    {
        /// <summary>The job's state or its number of pages changed.</summary>
        public abstract void Changed(Job job);
    }
}

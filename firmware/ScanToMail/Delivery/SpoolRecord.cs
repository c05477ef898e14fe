namespace ScanToMail.Delivery
{
    /// <summary>Where a mail in the spool stands. The numbers are in flash (firmware/SPEC-spool.md).</summary>
    public enum SpoolState
    {
        /// <summary>Its pages are being scanned; it is not accepted yet.</summary>
        Scanning = 1,

        /// <summary>It is accepted and waits for its next try.</summary>
        Waiting = 2,

        /// <summary>A try is under way.</summary>
        Sending = 3,

        /// <summary>A server has taken it for every recipient.</summary>
        Delivered = 4,

        /// <summary>A try ended without an answer to its end, or a power cut ended it: nobody knows. It waits for its
        /// next try.</summary>
        PerhapsDelivered = 5,

        /// <summary>A server has refused it for good for some recipients, and nobody else waits. A person must act.</summary>
        Refused = 6,

        /// <summary>It was given up. A person must act.</summary>
        Held = 7
    }

    /// <summary>The names of the states.</summary>
    public static class SpoolStates
    {
        /// <summary>The state's name in lower camel case.</summary>
        public static string Name(SpoolState state)
        {
            if (state == SpoolState.Scanning) return "scanning";
            if (state == SpoolState.Waiting) return "waiting";
            if (state == SpoolState.Sending) return "sending";
            if (state == SpoolState.Delivered) return "delivered";
            if (state == SpoolState.PerhapsDelivered) return "perhapsDelivered";
            return state == SpoolState.Refused ? "refused" : "held";
        }

        /// <summary>Whether the mail will be tried again without anybody's help.</summary>
        public static bool IsActive(SpoolState state)
        {
            return state == SpoolState.Waiting || state == SpoolState.Sending || state == SpoolState.PerhapsDelivered;
        }

        /// <summary>Whether a person must act: retry, readdress or delete.</summary>
        public static bool NeedsPerson(SpoolState state)
        {
            return state == SpoolState.Refused || state == SpoolState.Held;
        }
    }

    /// <summary>What a recipient is to the mail.</summary>
    public enum RecipientRole
    {
        /// <summary>Everybody sees it.</summary>
        To = 0,

        /// <summary>Everybody sees it.</summary>
        Cc = 1,

        /// <summary>Nobody sees it.</summary>
        Bcc = 2
    }

    /// <summary>What became of the mail for one recipient.</summary>
    public enum RecipientState
    {
        /// <summary>Not delivered yet.</summary>
        Waiting = 0,

        /// <summary>A server has taken it.</summary>
        Delivered = 1,

        /// <summary>A server has refused it for good.</summary>
        Refused = 2
    }

    /// <summary>A recipient of a mail in the spool.</summary>
    public sealed class SpoolRecipient
    {
        /// <summary>To, Cc or Bcc.</summary>
        public RecipientRole Role;

        /// <summary>What became of it.</summary>
        public RecipientState State;

        /// <summary>The display name, or "".</summary>
        public string DisplayName = "";

        /// <summary>local@domain, the domain in its ASCII form.</summary>
        public string Address = "";

        /// <summary>The server's last words on it, at most 200 characters, or "".</summary>
        public string LastReply = "";
    }

    /// <summary>Everything that flash keeps of a mail but its document.</summary>
    public sealed class SpoolRecord
    {
        /// <summary>The job's number, from 1.</summary>
        public int Number;

        /// <summary>Where it stands.</summary>
        public SpoolState State;

        /// <summary>A report of the device itself: it has no document, and its failure is not reported.</summary>
        public bool IsReport;

        /// <summary>A try ended without an answer: a later one may make a second copy, with the same Message-ID.</summary>
        public bool MayHaveArrived;

        /// <summary>Its document is in memory: a power cut loses it, so nobody is told that it is accepted.</summary>
        public bool IsVolatile;

        /// <summary>It needs a person, and the administrator is still to be told.</summary>
        public bool IsReportDue;

        /// <summary>Tries so far; raised before each one.</summary>
        public int Tries;

        /// <summary>Why the last try failed.</summary>
        public RetryKind Kind;

        /// <summary>Tries in a row that failed for that reason.</summary>
        public int KindTries;

        /// <summary>The present wait, in seconds.</summary>
        public int WaitS;

        /// <summary>All waits so far, in seconds; what giving up is counted by, for no clock can jump in it.</summary>
        public int WaitedS;

        /// <summary>When the next try is due, in seconds since 2000-01-01 00:00 UTC.</summary>
        public long NextTryS;

        /// <summary>When it was accepted, in seconds since 2000-01-01 00:00 UTC; 0 where the clock was not set.</summary>
        public long AcceptedS;

        /// <summary>Number of pages.</summary>
        public int Pages;

        /// <summary>Length of the document in bytes.</summary>
        public long DocumentBytes;

        /// <summary>The Message-ID, angle brackets included; the same on every try.</summary>
        public string MessageId = "";

        /// <summary>The profile's name.</summary>
        public string Profile = "";

        /// <summary>The subject, placeholders filled in.</summary>
        public string Subject = "";

        /// <summary>The text, placeholders filled in.</summary>
        public string Text = "";

        /// <summary>The attachment's file name.</summary>
        public string FileName = "";

        /// <summary>The attachment's media type.</summary>
        public string ContentType = "";

        /// <summary>Why it is not delivered, one line for people, or "".</summary>
        public string Reason = "";

        /// <summary>Who must act: nobody, user, administrator, boardMaker; or "".</summary>
        public string Who = "";

        /// <summary>The recipients, each address once.</summary>
        public SpoolRecipient[] Recipients = new SpoolRecipient[0];

        /// <summary>Recipients of the last day, when the record was written.</summary>
        public RecipientCount Counted = new RecipientCount();

        /// <summary>How often the record has been written.</summary>
        internal long Generation;

        /// <summary>How many recipients are in a state.</summary>
        public int Count(RecipientState state)
        {
            int count = 0;
            for (int i = 0; i < Recipients.Length; i++)
            {
                if (Recipients[i].State == state) count++;
            }
            return count;
        }
    }
}

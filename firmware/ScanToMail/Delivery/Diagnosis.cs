using ScanToMail.Config;

namespace ScanToMail.Delivery
{
    /// <summary>What a failure means for people: cause, who must act, what to do, and whether the device tries again.</summary>
    public sealed class Diagnosis
    {
        /// <summary>Replies of Exchange run to 2,000 characters of diagnostics; the log's lines have them whole.</summary>
        private const int WordsLimitChars = 240;

        /// <summary>The catalogue's row, for programs: "auth-disabled-tenant". The same in every language and version.</summary>
        public string Id = "";

        /// <summary>What was seen.</summary>
        public Symptom Symptom;

        /// <summary>The language of <see cref="Cause"/> and <see cref="Remedy"/>.</summary>
        public Language Language;

        /// <summary>What happened, one or two sentences.</summary>
        public string Cause = "";

        /// <summary>Who must act: nobody, user, administrator, boardMaker.</summary>
        public string Who = "";

        /// <summary>What to do, a few sentences.</summary>
        public string Remedy = "";

        /// <summary>Whether and how the device tries again, as the row says: stop, action, connection, later, greylisted,
        /// throttled, hours, repeats, perhaps.</summary>
        public string RetryClass = "stop";

        /// <summary>The same for <see cref="RetryPolicy"/>; None where only a person can help.</summary>
        public RetryKind RetryKind;

        /// <summary>Whether a later try without anybody's help can succeed.</summary>
        public bool Retry
        {
            get { return RetryKind != RetryKind.None; }
        }

        /// <summary>All of it in one line: phase, cause, the server's words, remedy.</summary>
        public string Line()
        {
            bool isFrench = Language == Language.French;
            string line = Symptom.Phase + (isFrench ? " : " : ": ") + Cause;
            if (Symptom.Recipient.Length > 0)
            {
                line += (isFrench ? " Destinataire : " : " Recipient: ") + Symptom.Recipient + ".";
            }
            if (Symptom.Reply != null) line += " " + ServersWords() + ".";
            else if (Symptom.Detail.Length > 0) line += " (" + Symptom.Detail + ")";
            return line + " " + Remedy;
        }

        /// <summary>What the server said, with who says it; "" where it said nothing.</summary>
        public string ServersWords()
        {
            if (Symptom.Reply == null) return "";
            string words = Symptom.Reply.ToString();
            if (words.Length > WordsLimitChars) words = words.Substring(0, WordsLimitChars) + "...";
            return (Language == Language.French ? "Le serveur dit : " : "The server said: ") + words;
        }
    }
}

namespace ScanToMail.Delivery
{
    /// <summary>What a failure means for people: cause, who must act, what to do, and whether the device tries again.</summary>
    public sealed class Diagnosis
    {
        /// <summary>What was seen.</summary>
        public Symptom Symptom;

        /// <summary>What happened, one sentence.</summary>
        public string Cause = "";

        /// <summary>Who must act: nobody, user, administrator, boardMaker.</summary>
        public string Who = "";

        /// <summary>What to do, one or two sentences.</summary>
        public string Remedy = "";

        /// <summary>Whether a later try without anybody's help can succeed.</summary>
        public bool Retry;

        /// <summary>All of it in one line: phase, cause, the server's words, remedy.</summary>
        public string Line()
        {
            string line = Symptom.Phase + ": " + Cause;
            if (Symptom.Recipient.Length > 0) line += " Recipient: " + Symptom.Recipient + ".";
            if (Symptom.Reply != null)
            {
                line += " The server said: " + Symptom.Reply.Code.ToString() + " " + Symptom.Reply.EnhancedCode
                    + (Symptom.Reply.EnhancedCode.Length > 0 ? " " : "") + Symptom.Reply.Text + ".";
            }
            else if (Symptom.Detail.Length > 0)
            {
                line += " (" + Symptom.Detail + ")";
            }
            return line + " " + Remedy;
        }
    }
}

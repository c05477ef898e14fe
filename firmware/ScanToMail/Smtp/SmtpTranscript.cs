namespace ScanToMail.Smtp
{
    /// <summary>
    /// Gets a conversation line by line, without line ends. Secrets are masked before they get here; the message's
    /// bytes never come. Throws nothing.
    /// </summary>
    public abstract class SmtpTranscript
    {
        /// <summary>What stands for a secret.</summary>
        public const string Masked = "********";

        /// <summary>A line of ours.</summary>
        public abstract void Sent(string line);

        /// <summary>A line of the server's.</summary>
        public abstract void Received(string line);

        /// <summary>Something that happened between the lines: TLS, bytes of a message, a break.</summary>
        public abstract void Note(string line);
    }
}

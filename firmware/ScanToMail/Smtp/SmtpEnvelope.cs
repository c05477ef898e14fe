namespace ScanToMail.Smtp
{
    /// <summary>One recipient and what the server said to it.</summary>
    public sealed class SmtpRecipient
    {
        /// <summary>The address; its domain consists of A-labels, its local part may need SMTPUTF8.</summary>
        public string Address;

        /// <summary>The server's last word on it, or null before it was asked.</summary>
        public SmtpReply Reply;

        /// <summary>Whether the server has taken the message for it, or will once the data is accepted.</summary>
        public bool Accepted;

        /// <summary>Whether a later try may succeed where this one did not. Not for the session to know: set by who
        /// explains the reply.</summary>
        public bool MayTryAgain;
    }

    /// <summary>How a message's bytes travel.</summary>
    public enum SmtpTransfer
    {
        /// <summary>DATA (RFC 5321 4.1.1.4).</summary>
        Data,

        /// <summary>BDAT (RFC 3030); only where CHUNKING is offered, and only with a size that is known.</summary>
        Bdat,

        /// <summary>Not at all: MAIL and RCPT are asked for and then reset.</summary>
        None
    }

    /// <summary>A message's envelope (RFC 5321 2.3.1) and how it is to travel.</summary>
    public sealed class SmtpEnvelope
    {
        /// <summary>The sender's address; its domain consists of A-labels.</summary>
        public string From;

        /// <summary>The recipients, one at least.</summary>
        public SmtpRecipient[] Recipients;

        /// <summary>The message's size in bytes as SIZE counts (RFC 1870), or an upper estimate; 0 where not known. By
        /// BDAT it is exact.</summary>
        public long SizeBytes;

        /// <summary>The setting's own limit in bytes; 0 for none.</summary>
        public long LimitBytes;

        /// <summary>Whether commands may go in groups where PIPELINING is offered.</summary>
        public bool AllowsPipelining = true;

        /// <summary>DATA or BDAT.</summary>
        public SmtpTransfer Transfer;

        /// <summary>BODY=BINARYMIME; only by BDAT and where BINARYMIME is offered.</summary>
        public bool IsBinary;

        /// <summary>Size of a chunk, in bytes; the last one may be shorter.</summary>
        public int ChunkBytes = 16384;

        /// <summary>A buffer for the body, larger than the session's own, or null for that one.</summary>
        public byte[] BodyBuffer;
    }
}

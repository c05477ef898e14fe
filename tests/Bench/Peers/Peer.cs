namespace ScanToMail.Tests.Bench.Peers
{
    /// <summary>Where a mail goes.</summary>
    internal sealed record Target(string Host, int Port, int RawPort, string RootPem, string RootFile, string User, string Password);

    /// <summary>The mail that every peer sends: three recipients, one attachment.</summary>
    internal sealed record Work(string Name, byte[] Attachment, int Mails)
    {
        public const string From = "scanner@example.com";
        public static readonly string[] To = ["one@example.com", "two@example.com", "three@example.com"];
        public const string Subject = "A scan of the bench";
        public const string Text = "The scan is attached.\n";
        public const string FileName = "scan.pdf";

        public long PayloadBytes => (long)Attachment.Length * Mails;
    }

    /// <summary>What a peer's own process used, beside the time.</summary>
    internal sealed record PeerFigures(double CpuMs, long PeakLiveBytes, long AllocatedBytes);

    /// <summary>One that sends the work to a target.</summary>
    internal abstract class Peer
    {
        public abstract string Name { get; }

        /// <summary>Why it can't take part here, or null.</summary>
        public virtual string? Absent(Work work) => null;

        /// <summary>Gets ready for a run: what is done here is not timed.</summary>
        public virtual void Prepare(Target target, Work work)
        {
        }

        /// <summary>Sends all mails of the work; everything from connecting to the end of QUIT is timed.</summary>
        public abstract PeerFigures Send(Target target, Work work);
    }
}

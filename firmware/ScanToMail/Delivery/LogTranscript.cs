using ScanToMail.Smtp;

namespace ScanToMail.Delivery
{
    /// <summary>Writes a job's conversations into the log, and passes them on to somebody who listens.</summary>
    public sealed class LogTranscript : SmtpTranscript
    {
        private readonly EventLog _log;
        private readonly SmtpTranscript _next;

        /// <summary>A transcript into a log; <paramref name="next"/> hears everything too, or is null.</summary>
        public LogTranscript(EventLog log, SmtpTranscript next)
        {
            _log = log;
            _next = next;
        }

        /// <summary>The job that is being sent; 0 for a conversation without one.</summary>
        public int Job { get; set; }

        /// <inheritdoc/>
        public override void Sent(string line)
        {
            _log.Add(Job, "C: " + line);
            if (_next != null) _next.Sent(line);
        }

        /// <inheritdoc/>
        public override void Received(string line)
        {
            _log.Add(Job, "S: " + line);
            if (_next != null) _next.Received(line);
        }

        /// <inheritdoc/>
        public override void Note(string line)
        {
            _log.Add(Job, "-- " + line);
            if (_next != null) _next.Note(line);
        }
    }
}

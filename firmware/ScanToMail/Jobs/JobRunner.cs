using ScanToMail.Config;
using ScanToMail.Delivery;
using ScanToMail.Hal;
using ScanToMail.Mime;
using ScanToMail.Smtp;

namespace ScanToMail.Jobs
{
    /// <summary>
    /// Turns a profile and a scan into one mail and sends it. Owns the buffers of a job: they are made once, here, and
    /// live as long as the device runs. One job at a time; <see cref="Cancel"/> may come from another thread.
    /// </summary>
    public sealed class JobRunner
    {
        /// <summary>Size of the buffer that the scan engine fills, in bytes.</summary>
        public const int StripBytes = 4096;

        /// <summary>Size of the buffer that goes to TLS in one write, in bytes; only a body's last write is shorter.</summary>
        public const int WireBytes = 8192;

        private readonly IHal _hal;
        private readonly ScanContent _content;
        private readonly MailSender _sender;
        private int _jobs;

        /// <summary>A runner over a board.</summary>
        public JobRunner(IHal hal)
        {
            _hal = hal;
            _content = new ScanContent(hal, new byte[StripBytes]);
            _sender = new MailSender(hal, new byte[WireBytes]);
        }

        /// <summary>The attachment's bytes made so far in the present job.</summary>
        public long AttachmentBytes
        {
            get { return _sender.AttachmentBytes; }
        }

        /// <summary>A new job for a profile.</summary>
        public Job NewJob(ProfileSettings profile)
        {
            _jobs++;
            return new Job { Number = _jobs, Profile = profile };
        }

        /// <summary>
        /// Runs a job to its end: scans and sends. Blocks; every wait in it has a timeout. Returns what became of it
        /// and throws for faults of the firmware only.
        /// </summary>
        public DeliveryResult Run(Settings settings, Job job, JobListener listener, SmtpTranscript transcript)
        {
            job.MessageId = NewMessageId(settings);
            job.State = JobState.Connecting;
            listener.Changed(job);
            _content.Begin(settings, job, listener);
            job.Result = _sender.Send(settings, Compose(settings, job), transcript);
            job.State = JobState.Done;
            listener.Changed(job);
            return job.Result;
        }

        /// <summary>
        /// Cancels the present job, unless the end of its data is out already. Returns whether it did; the server has
        /// then no mail, and no half one.
        /// </summary>
        public bool Cancel()
        {
            if (!_sender.Cancel()) return false;
            _content.Cancel();
            return true;
        }

        private OutgoingMail Compose(Settings settings, Job job)
        {
            return new OutgoingMail
            {
                From = settings.Sending.From,
                ReplyTo = settings.Sending.ReplyTo,
                To = job.Profile.To,
                Cc = job.Profile.Cc,
                Bcc = job.Profile.Bcc,
                MessageId = job.MessageId,
                Content = _content
            };
        }

        private string NewMessageId(Settings settings)
        {
            byte[] random = new byte[12];
            _hal.Random.Fill(random, 0, random.Length);
            return MessageIds.NewMessageId(_hal.Clock.UtcNow, random, settings.Sending.From.Domain);
        }
    }
}

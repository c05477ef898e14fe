using System;
using ScanToMail.Config;
using ScanToMail.Delivery;
using ScanToMail.Hal;
using ScanToMail.Mime;

namespace ScanToMail.Jobs
{
    /// <summary>
    /// Turns a profile and a scan into one mail: sends it while it is scanned, or puts it into the spool. Owns the buffers
    /// of a job: they are made once, here, and live as long as the device runs. One scan at a time; <see cref="Cancel"/>
    /// may come from another thread.
    /// </summary>
    public sealed class JobRunner
    {
        /// <summary>Size of the buffer that the scan engine fills, in bytes.</summary>
        public const int StripBytes = 4096;

        /// <summary>Size of the buffer that goes to TLS in one write, in bytes; only a body's last write is shorter.</summary>
        public const int WireBytes = 8192;

        /// <summary>How often a wait looks whether it is cancelled.</summary>
        private const int LookMs = 500;

        private readonly IHal _hal;
        private readonly ScanContent _content;
        private readonly MailSender _sender;
        private readonly Spool _spool;
        private readonly object _lock = new object();
        private bool _isSending;
        private bool _isCancelled;
        private bool _isTooLate = true;

        /// <summary>A runner over a board, with the spool that its jobs may go to.</summary>
        public JobRunner(IHal hal, Spool spool)
        {
            _hal = hal;
            _spool = spool;
            _content = new ScanContent(hal, new byte[StripBytes]);
            _sender = new MailSender(hal, new byte[WireBytes]) { Peaks = new MemoryPeaks(hal.Memory) };
        }

        /// <summary>The attachment's bytes made so far in the present try.</summary>
        public long AttachmentBytes
        {
            get { return _sender.AttachmentBytes; }
        }

        /// <summary>The most memory that was in use, by stage.</summary>
        public MemoryPeaks Peaks
        {
            get { return _sender.Peaks; }
        }

        /// <summary>The limits of sending, which all jobs share.</summary>
        public SendingLimits Limits
        {
            get { return _sender.Limits; }
        }

        /// <summary>Who sends, for mails of the spool too: one conversation at a time, so whoever uses it locks it.</summary>
        public MailSender Sender
        {
            get { return _sender; }
        }

        /// <summary>A new job for a profile.</summary>
        public Job NewJob(ProfileSettings profile)
        {
            return new Job { Number = _spool.NextNumber(), Profile = profile };
        }

        /// <summary>
        /// Runs a job to its end, past the spool: scans and sends at once. Blocks; every wait in it has a timeout. Returns
        /// what became of it and throws for faults of the firmware only.
        /// </summary>
        public DeliveryResult Run(Settings settings, Job job, JobListener listener, LogTranscript transcript)
        {
            Begin(settings, job, listener);
            job.State = JobState.Connecting;
            listener.Changed(job);
            Send(settings, job, transcript);
            return End(job, listener, JobState.Done);
        }

        /// <summary>
        /// Scans into the spool, where the mail is then <see cref="JobState.Kept"/>, or
        /// <see cref="JobState.Buffered"/>. A document that outgrows the spool's
        /// room goes to the server at once, and the rest of it while it is scanned. Otherwise as <see cref="Run"/>; the
        /// result is null for a mail that is kept.
        /// </summary>
        public DeliveryResult Keep(Settings settings, Job job, JobListener listener, LogTranscript transcript)
        {
            Begin(settings, job, listener);
            SpoolRecord record = null;
            SpoolFile file = null;
            try
            {
                if (!_spool.HasRoomForScan) throw new SpoolFullException();
                _content.Prepare();
                record = SpoolRecords.New(job.Number, job.MessageId, job.Profile);
                file = _spool.Begin(record);
                bool isWhole = _content.WriteTo(file, file);
                _sender.Peaks.NoteScanning();
                if (isWhole)
                {
                    SpoolRecords.Complete(record, _content, job.Pages);
                    StopOrBeAccepted();
                    _spool.Accept(record, file);
                    JobState state = record.IsVolatile ? JobState.Buffered : JobState.Kept;
                    record = null;
                    return End(job, listener, state);
                }
                _spool.Pause(file);
                _content.GoOnAfter(_spool, job.Number);
                Send(settings, job, transcript);
            }
            catch (Exception error)
            {
                job.Result = ScanFailures.Explain(error, settings, _hal.Clock);
                if (job.Result == null) throw;
            }
            finally
            {
                _content.Close();
                if (record != null && file != null) _spool.Abandon(record, file);
            }
            return End(job, listener, JobState.Done);
        }

        /// <summary>
        /// Cancels the present scan, unless the end of its data is out already. Returns whether it did; nobody has the mail
        /// then, and no half one.
        /// </summary>
        public bool Cancel()
        {
            lock (_lock)
            {
                if (_isTooLate || (_isSending && !_sender.Cancel())) return false;
                _isCancelled = true;
            }
            _content.Cancel();
            return true;
        }

        /// <summary>The moment from which on a mail in the spool is no longer cancelled but delivered or deleted.</summary>
        private void StopOrBeAccepted()
        {
            lock (_lock)
            {
                if (_isCancelled) throw new CancelledException();
                _isTooLate = true;
            }
        }

        private void Begin(Settings settings, Job job, JobListener listener)
        {
            lock (_lock)
            {
                _isCancelled = false;
                _isTooLate = false;
            }
            byte[] random = new byte[12];
            _hal.Random.Fill(random, 0, random.Length);
            job.MessageId = MessageIds.NewMessageId(_hal.Clock.UtcNow, random, settings.Sending.From.Domain);
            _content.Begin(settings, job, listener);
        }

        private void Send(Settings settings, Job job, LogTranscript transcript)
        {
            job.Result = PastSpoolLimits.Refusal(settings, job, Limits, _hal.Clock);
            if (job.Result != null)
            {
                _content.Close();
                return;
            }
            WaitForMinute(settings);
            lock (_sender)
            {
                lock (_lock) _isSending = true;
                try
                {
                    transcript.Job = job.Number;
                    _sender.KeepsOpen = false;
                    job.Result = _sender.Send(settings, Compose(settings, job), transcript);
                }
                finally
                {
                    lock (_lock) _isSending = false;
                }
            }
        }

        /// <summary>A scan that goes past the spool waits here when a minute's messages have gone already.</summary>
        private void WaitForMinute(Settings settings)
        {
            int waitMs;
            while ((waitMs = _sender.Limits.MinuteWaitMs(settings.Sending)) > 0 && !_isCancelled)
            {
                _hal.Clock.Sleep(waitMs < LookMs ? waitMs : LookMs);
            }
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

        private DeliveryResult End(Job job, JobListener listener, JobState state)
        {
            lock (_lock) _isTooLate = true;
            job.State = state;
            listener.Changed(job);
            return job.Result;
        }
    }
}

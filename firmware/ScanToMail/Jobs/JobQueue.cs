using System;
using System.Collections;
using System.Threading;
using ScanToMail.Config;
using ScanToMail.Delivery;
using ScanToMail.Hal;
using ScanToMail.Smtp;

namespace ScanToMail.Jobs
{
    /// <summary>
    /// All jobs of the device: presses that wait for the scanner, the scan under way, and the mails that flash keeps until
    /// they are sent. One thread scans and one sends, so that the next press is taken while a mail is being sent. Where
    /// flash has no room for scans at all, a scan is sent while it is scanned.
    /// </summary>
    public sealed class JobQueue
    {
        /// <summary>Most presses that wait for the scanner.</summary>
        public const int WaitingLimit = 8;

        private const int IdleMs = 200;

        private readonly IHal _hal;
        private readonly Spool _spool;
        private readonly EventLog _log;
        private readonly LogTranscript _transcript;
        private readonly JobListener _listener;
        private readonly JobRunner _runner;
        private readonly DeliveryWorker _worker;
        private readonly Queue _waiting = new Queue();
        private readonly object _lock = new object();
        private Settings _settings;
        private Job _scanning;
        private bool _isStopping;
        private int _threads;

        /// <summary>A queue over a board. The transcript gets each conversation, and the log too.</summary>
        public JobQueue(IHal hal, EventLog log, JobListener listener, SmtpTranscript transcript)
        {
            _hal = hal;
            _log = log;
            _listener = listener;
            _transcript = new LogTranscript(log, transcript);
            _spool = new Spool(hal.Flash, hal.Clock, hal.Memory);
            _runner = new JobRunner(hal, _spool);
            _worker = new DeliveryWorker(hal, _spool, _runner.Sender, log, _transcript, listener);
        }

        /// <summary>The mails that flash keeps.</summary>
        public Spool Spool
        {
            get { return _spool; }
        }

        /// <summary>Who runs jobs past the queue.</summary>
        public JobRunner Runner
        {
            get { return _runner; }
        }

        /// <summary>A fault of the firmware that ended one of the threads, or null. Whoever runs the device restarts it: flash
        /// has all that was accepted.</summary>
        public Exception Fault { get; private set; }

        /// <summary>Repairs and reads the spool. To be called once, before anything else, when the clock is set if it can
        /// be.</summary>
        public void Open(Settings settings)
        {
            _settings = settings;
            _spool.Open(settings.Spool);
            _spool.SkipNumbers(_log.LastJob());
            _runner.Sender.Limits.GoOnFrom(_spool.NewestCount);
            if (_spool.Problem.Length == 0) return;
            _log.Add(0, "spool: " + _spool.Problem);
            _log.Flush();
        }

        /// <summary>Takes new settings; what is under way goes on with the old ones. Mails that are held for the administrator
        /// are tried again.</summary>
        public void Apply(Settings settings)
        {
            _settings = settings;
            _spool.SetLimit(settings.Spool);
            RetryHeld("tried again with new settings");
        }

        /// <summary>Makes the mails due that are held because of something that the administrator has to mend: what was done
        /// now may have been it. The log gets the reason.</summary>
        public void RetryHeld(string why)
        {
            HeldFinder finder = new HeldFinder();
            _spool.WriteTo(finder);
            for (int i = 0; i < finder.Numbers.Count; i++) TryRetry((int)finder.Numbers[i], why);
        }

        /// <summary>Starts the two threads.</summary>
        public void Start()
        {
            Interlocked.Exchange(ref _threads, 2);
            new Thread(RunScans).Start();
            new Thread(RunSends).Start();
        }

        /// <summary>A thread of it still runs.</summary>
        public bool IsRunning
        {
            get { return _threads > 0; }
        }

        /// <summary>Lets the threads end after what they are doing.</summary>
        public void Stop()
        {
            _isStopping = true;
        }

        /// <summary>Adds a press; null when <see cref="WaitingLimit"/> wait already.</summary>
        public Job Enqueue(ProfileSettings profile)
        {
            Job job;
            lock (_lock)
            {
                if (_waiting.Count >= WaitingLimit) return null;
                job = _runner.NewJob(profile);
                _waiting.Enqueue(job);
            }
            _listener.Changed(job);
            return job;
        }

        /// <summary>
        /// Cancels the scan under way; without one the press that waits longest; without one the mail that is being sent,
        /// which is then deleted. Returns whether there was something that could still be cancelled.
        /// </summary>
        public bool Cancel()
        {
            Job waiting = null;
            lock (_lock)
            {
                if (_scanning != null) return _runner.Cancel();
                if (_waiting.Count > 0) waiting = (Job)_waiting.Dequeue();
            }
            if (waiting == null) return _worker.Cancel();
            waiting.Result = new DeliveryResult { Outcome = DeliveryOutcome.Cancelled };
            waiting.State = JobState.Done;
            _listener.Changed(waiting);
            return true;
        }

        /// <summary>The presses that wait for the scanner, the one that is being scanned first. What flash keeps is in
        /// <see cref="Spool"/>.</summary>
        public Job[] Jobs()
        {
            lock (_lock)
            {
                object[] waiting = _waiting.ToArray();
                int first = _scanning == null ? 0 : 1;
                Job[] jobs = new Job[waiting.Length + first];
                if (first == 1) jobs[0] = _scanning;
                for (int i = 0; i < waiting.Length; i++) jobs[first + i] = (Job)waiting[i];
                return jobs;
            }
        }

        /// <summary>
        /// Makes a mail due at once, for everybody who does not have it yet, with all its tries before it; false when there is
        /// none of that number that waits, or it is being sent. Throws <see cref="FlashException"/>.
        /// </summary>
        public bool Retry(int number)
        {
            return Change(number, null, "retried by a person");
        }

        /// <summary>As <see cref="Retry"/>, with these recipients in the place of all who do not have it yet.</summary>
        public bool Readdress(int number, MailAddress[] to)
        {
            string list = "";
            for (int i = 0; i < to.Length; i++) list += (i == 0 ? "" : ", ") + to[i].Address;
            return Change(number, to, "readdressed by a person to " + list);
        }

        /// <summary>Deletes a mail for good; false when there is none of that number, or it is being sent.</summary>
        public bool Delete(int number)
        {
            if (!_spool.Take(number)) return false;
            _log.Add(number, "deleted by a person");
            _log.Flush();
            return _spool.Remove(number);
        }

        /// <summary>Scans for the press that waits longest; false when there is none. What the threads do; throws for
        /// faults of the firmware only.</summary>
        public bool ScanOnce()
        {
            Job job;
            lock (_lock)
            {
                if (_waiting.Count == 0) return false;
                job = (Job)_waiting.Dequeue();
                _scanning = job;
            }
            try
            {
                Scan(job);
            }
            finally
            {
                lock (_lock) _scanning = null;
            }
            return true;
        }

        /// <summary>Tries one mail of the spool that is due; false when there is none. Throws for faults of the firmware
        /// only.</summary>
        public bool SendOnce()
        {
            return _worker.SendOnce(_settings);
        }

        /// <summary>Runs one job past the spool to its end, and returns it.</summary>
        public Job RunNow(ProfileSettings profile)
        {
            Job job = _runner.NewJob(profile);
            Begin(job);
            _runner.Run(_settings, job, _listener, _transcript);
            End(job);
            return job;
        }

        private void Scan(Job job)
        {
            Begin(job);
            if (_spool.IsEnabled) _runner.Keep(_settings, job, _listener, _transcript);
            else _runner.Run(_settings, job, _listener, _transcript);
            End(job);
        }

        private void Begin(Job job)
        {
            _log.Add(job.Number, "profile " + job.Profile.Name);
        }

        private void End(Job job)
        {
            if (job.Result != null) JobLog.AddResult(_log, job);
            else _log.Add(job.Number, JobStates.Name(job.State) + " " + job.MessageId + ", " + job.Pages.ToString() + " pages");
            _log.Flush();
        }

        private void TryRetry(int number, string why)
        {
            try
            {
                Change(number, null, why);
            }
            catch (FlashException error)
            {
                _log.Add(number, "the spool can't be written: " + error.Message);
            }
        }

        private bool Change(int number, MailAddress[] to, string what)
        {
            if (!_spool.Take(number)) return false;
            try
            {
                SpoolRecord record = _spool.Read(number);
                if (record == null || record.State == SpoolState.Delivered) return false;
                if (to != null) SpoolRecords.Readdress(record, to);
                SpoolRecords.Renew(record, _hal.Clock);
                _spool.Update(record);
                _log.Add(number, what);
                _log.Flush();
                return true;
            }
            finally
            {
                _spool.Release(number);
            }
        }

        private void RunScans()
        {
            try
            {
                while (!_isStopping && Fault == null)
                {
                    if (!ScanOnce()) _hal.Clock.Sleep(IdleMs);
                }
            }
            catch (Exception error)
            {
                Fault = error;
            }
            Interlocked.Decrement(ref _threads);
        }

        private void RunSends()
        {
            try
            {
                while (!_isStopping && Fault == null)
                {
                    if (!SendOnce()) _hal.Clock.Sleep(IdleMs);
                }
            }
            catch (Exception error)
            {
                Fault = error;
            }
            Interlocked.Decrement(ref _threads);
        }

        /// <summary>Finds what is held for the administrator.</summary>
        private sealed class HeldFinder : SpoolReader
        {
            public readonly ArrayList Numbers = new ArrayList();

            public override void Record(SpoolRecord record)
            {
                if (SpoolStates.NeedsPerson(record.State) && record.Who == "administrator") Numbers.Add(record.Number);
            }
        }
    }
}

using System;
using ScanToMail.Config;
using ScanToMail.Delivery;
using ScanToMail.Hal;
using ScanToMail.Smtp;

namespace ScanToMail.Jobs
{
    /// <summary>
    /// Sends what the spool holds, one mail after the other, and writes down what became of each before it takes the next.
    /// Whether and when a mail is tried again is <see cref="RetryPolicy"/>'s business.
    /// </summary>
    internal sealed class DeliveryWorker
    {
        private const int SynchronizeTimeoutMs = 20000;
        private const int SynchronizeEveryMs = 60000;
        private const int UnwritablePauseS = 300;

        /// <summary>A report of damage is a record, too: on a flash that gives none back each would cause the next. The next
        /// report names all that came meanwhile.</summary>
        private const int DamagePauseS = 3600;

        private readonly IHal _hal;
        private readonly Spool _spool;
        private readonly MailSender _sender;
        private readonly EventLog _log;
        private readonly LogTranscript _transcript;
        private readonly JobListener _listener;
        private readonly AdministratorReport _report;
        private readonly object _lock = new object();
        private long _nextSynchronizeMs;
        private long _throttledUntilMs;
        private long _nextReportMs;
        private long _nextDamageMs;

        /// <summary>What the administrator is still to be told of; null for nothing.</summary>
        private DamageNotes _damage;
        private int _sendingNumber;
        private bool _isDayFull;

        public DeliveryWorker(IHal hal, Spool spool, MailSender sender, EventLog log, LogTranscript transcript,
            JobListener listener)
        {
            _hal = hal;
            _spool = spool;
            _sender = sender;
            _log = log;
            _transcript = transcript;
            _listener = listener;
            _report = new AdministratorReport(hal, spool);
        }

        /// <summary>Tries one mail that is due; false when there is none. Throws for faults of the firmware only.</summary>
        public bool SendOnce(Settings settings)
        {
            if (ReportOnce(settings)) return true;
            if (!_spool.HasDue || IsHeldBack(settings) || !IsClockSet(settings))
            {
                lock (_sender) Rest(settings);
                return false;
            }
            int number = _spool.TakeDue();
            if (number == 0) return false;
            try
            {
                SpoolRecord record = _spool.Read(number);
                if (record != null) Try(settings, record);
            }
            finally
            {
                _spool.Release(number);
                _log.Flush();
            }
            return true;
        }

        /// <summary>A server has had too much of us, or a minute's messages have gone.</summary>
        private bool IsHeldBack(Settings settings)
        {
            return _hal.Clock.MonotonicMs < _throttledUntilMs || _sender.Limits.MinuteWaitMs(settings.Sending) > 0;
        }

        /// <summary>Gives up the mail that is being sent and deletes it; false when there is none or it is too late.</summary>
        public bool Cancel()
        {
            lock (_lock) return _sendingNumber != 0 && _sender.Cancel();
        }

        /// <summary>Puts a report into the spool that the administrator is still to get: of a mail that a cut of the power or a
        /// full spool kept from being reported, or of a record that can't be read.</summary>
        private bool ReportOnce(Settings settings)
        {
            NoteDamage();
            if (!_spool.HasRoomForJob || _hal.Clock.MonotonicMs < _nextReportMs) return false;
            if (_damage != null && _hal.Clock.MonotonicMs >= _nextDamageMs) return ReportDamage(settings);
            int number = _spool.TakeReportDue();
            if (number == 0) return false;
            try
            {
                SpoolRecord record = _spool.Read(number);
                if (record != null) Report(settings, record);
            }
            finally
            {
                _spool.Release(number);
                _log.Flush();
            }
            return true;
        }

        /// <summary>Takes over what was moved away or lost; the log has it at once.</summary>
        private void NoteDamage()
        {
            DamageNotes damage = _spool.TakeDamage();
            if (damage == null) return;
            damage.WriteTo(_log);
            _log.Flush();
            if (_damage != null) _damage.Add(damage);
            else _damage = damage;
        }

        private bool ReportDamage(Settings settings)
        {
            _nextDamageMs = _hal.Clock.MonotonicMs + DamagePauseS * 1000;
            try
            {
                _report.AddDamage(settings, _damage);
                _damage = null;
            }
            catch (FlashException error)
            {
                _log.Add(0, "the administrator can't be told: " + error.Message);
            }
            return true;
        }

        /// <summary>The record says that the administrator has been told only once the report is in the spool: a cut of the
        /// power between the two makes a second report rather than none.</summary>
        private void Report(Settings settings, SpoolRecord record)
        {
            try
            {
                _report.Add(settings, record);
                record.IsReportDue = false;
                _spool.Update(record);
            }
            catch (FlashException error)
            {
                _log.Add(record.Number, "the administrator can't be told: " + error.Message);
                _nextReportMs = _hal.Clock.MonotonicMs + UnwritablePauseS * 1000;
            }
        }

        /// <summary>What is done while there is nothing to send.</summary>
        private void Rest(Settings settings)
        {
            _sender.CloseIdle();
            Diagnosis problem = _sender.SignIn.KeepFresh(settings);
            if (problem == null) return;
            _log.Add(0, problem.Line());
            _log.Flush();
        }

        /// <summary>No mail is sent before the clock is set. Asks for the time now and then.</summary>
        private bool IsClockSet(Settings settings)
        {
            IClock clock = _hal.Clock;
            if (clock.IsSet) return true;
            if (clock.MonotonicMs < _nextSynchronizeMs) return false;
            bool isSet = clock.Synchronize(settings.Time.Servers, SynchronizeTimeoutMs);
            _nextSynchronizeMs = clock.MonotonicMs + SynchronizeEveryMs;
            return isSet;
        }

        private void Try(Settings settings, SpoolRecord record)
        {
            OutgoingMail mail;
            try
            {
                mail = SpoolRecords.ToMail(record, settings, new SpooledContent(_spool, record));
            }
            catch (SettingsException error)
            {
                _spool.MoveAway(record.Number, error.Message);
                return;
            }
            Job job = new Job { Number = record.Number, Pages = record.Pages, MessageId = record.MessageId };
            if (!HoldForbidden(settings, record, job)) return;
            if (!HasRoomInDay(settings, record, mail) || !BeginTry(record, mail)) return;
            job.State = JobState.Sending;
            _listener.Changed(job);
            job.Result = Send(settings, record, mail);
            Conclude(settings, record, job);
            _listener.Changed(job);
        }

        /// <summary>Whom the settings of today forbid gets no mail of yesterday; false where it is held for that.</summary>
        private bool HoldForbidden(Settings settings, SpoolRecord record, Job job)
        {
            string problem = SpoolRecords.Forbidden(record, settings);
            if (problem.Length == 0) return true;
            record.State = SpoolState.Held;
            record.Reason = problem;
            record.Who = "administrator";
            job.State = JobState.Held;
            KeepOver(settings, record);
            _listener.Changed(job);
            return false;
        }

        /// <summary>False where the day's recipients are used up: the mail waits in RAM, without a try.</summary>
        private bool HasRoomInDay(Settings settings, SpoolRecord record, OutgoingMail mail)
        {
            int waitMs = _sender.Limits.DayWaitMs(settings.Sending, mail.Envelope.Length);
            if (waitMs > 0)
            {
                _spool.PutOff(record.Number, waitMs / 1000);
                if (!_isDayFull) _log.Add(record.Number, "waits: sending.recipientsPerDay is reached");
            }
            _isDayFull = waitMs > 0;
            return waitMs == 0;
        }

        /// <summary>
        /// The record says that a try is under way before it is, so that a cut of the power in it is known. A flash that is full
        /// can't be told: then the try goes on all the same, for what is delivered makes room; one mail at a time, whose
        /// result RAM keeps.
        /// </summary>
        private bool BeginTry(SpoolRecord record, OutgoingMail mail)
        {
            record.Counted = _sender.Limits.ToStore(mail.Envelope.Length);
            record.State = SpoolState.Sending;
            record.Tries++;
            try
            {
                _spool.Update(record);
                return true;
            }
            catch (FlashException error)
            {
                _log.Add(record.Number, "the spool can't be written: " + error.Message);
                if (error.Failure == FlashFailure.Full && !_spool.HasUnwritten(record)) return true;
                _spool.PutOff(record.Number, UnwritablePauseS);
                return false;
            }
        }

        private DeliveryResult Send(Settings settings, SpoolRecord record, OutgoingMail mail)
        {
            bool isPart = mail.Envelope.Length < record.Count(RecipientState.Waiting);
            lock (_sender)
            {
                lock (_lock) _sendingNumber = record.Number;
                try
                {
                    _transcript.Job = record.Number;
                    _sender.KeepsOpen = isPart || _spool.HasDue || _spool.HasConnectionWaiting;
                    return _sender.Send(settings, mail, _transcript);
                }
                finally
                {
                    lock (_lock) _sendingNumber = 0;
                }
            }
        }

        private void Conclude(Settings settings, SpoolRecord record, Job job)
        {
            DeliveryResult result = job.Result;
            JobLog.AddResult(_log, job);
            job.State = JobState.Done;
            if (result.Outcome == DeliveryOutcome.Cancelled)
            {
                _spool.Remove(record.Number);
                return;
            }
            SpoolRecords.TakeResult(record, result);
            record.Counted = _sender.Limits.ToStore(0);
            Decide(settings, record, result);
            job.State = ToJobState(record);
            KeepOver(settings, record);
            if (result.Outcome == DeliveryOutcome.Delivered || result.Outcome == DeliveryOutcome.PartlyDelivered)
            {
                _spool.MakeConnectionsDue();
            }
        }

        /// <summary>Writes down how a try ended, and sees to it that the administrator is told of what needs a person.</summary>
        private void KeepOver(Settings settings, SpoolRecord record)
        {
            bool needsPerson = SpoolStates.NeedsPerson(record.State);
            if (needsPerson) _log.Add(record.Number, SpoolStates.Name(record.State) + ": " + record.Reason);
            if (needsPerson && record.IsReport)
            {
                _log.Add(record.Number, "the report is given up");
                _spool.Remove(record.Number);
                return;
            }
            record.IsReportDue = needsPerson && settings.Device.Administrator != null;
            if (Keep(record) && record.IsReportDue && _spool.HasRoomForJob) Report(settings, record);
        }

        private void Decide(Settings settings, SpoolRecord record, DeliveryResult result)
        {
            if (record.Count(RecipientState.Waiting) == 0)
            {
                record.State = record.Count(RecipientState.Refused) == 0 ? SpoolState.Delivered : SpoolState.Refused;
                return;
            }
            RetryKind kind = MailParts.KindOf(record, result);
            if (MailParts.GoesOn(record, result))
            {
                GoOn(record, kind);
                return;
            }
            if (kind == RetryKind.None)
            {
                record.State = result.Outcome == DeliveryOutcome.Refused ? SpoolState.Refused : SpoolState.Held;
                return;
            }
            byte[] random = new byte[1];
            _hal.Random.Fill(random, 0, 1);
            int giveUpS = settings.Spool.GiveUpHours * 3600;
            bool goesOn = RetryPolicy.Postpone(record, kind, giveUpS, random[0], RecordTime.Now(_hal.Clock));
            if (kind == RetryKind.Throttled) _throttledUntilMs = _hal.Clock.MonotonicMs + (long)record.WaitS * 1000;
            record.State = !goesOn ? SpoolState.Held
                : record.MayHaveArrived ? SpoolState.PerhapsDelivered : SpoolState.Waiting;
            _log.Add(record.Number, goesOn
                ? "next try in " + record.WaitS.ToString() + " s" : "given up after " + record.Tries.ToString() + " tries");
        }

        /// <summary>The next part is due at once; why some of this one wait is remembered for the end.</summary>
        private void GoOn(SpoolRecord record, RetryKind kind)
        {
            record.Kind = kind;
            record.WaitS = 0;
            record.NextTryS = RecordTime.Now(_hal.Clock);
            record.State = record.MayHaveArrived ? SpoolState.PerhapsDelivered : SpoolState.Waiting;
            _log.Add(record.Number, "next part, " + record.Count(RecipientState.Waiting).ToString() + " recipients wait");
        }

        /// <summary>
        /// Writes down what became of the mail; returns whether flash has it. Where it does not take it, a delivered mail is
        /// deleted, which needs no room, and of another one RAM knows who has it for as long as the device runs.
        /// </summary>
        private bool Keep(SpoolRecord record)
        {
            try
            {
                _spool.Update(record);
                return true;
            }
            catch (FlashException error)
            {
                _log.Add(record.Number, "the spool can't be written: " + error.Message);
                if (record.State == SpoolState.Delivered) _spool.Remove(record.Number);
                else _spool.Remember(record, record.WaitS > 0 ? record.WaitS : UnwritablePauseS);
                return false;
            }
        }

        private static JobState ToJobState(SpoolRecord record)
        {
            if (SpoolStates.NeedsPerson(record.State)) return JobState.Held;
            if (record.State == SpoolState.Delivered) return JobState.Done;
            return record.IsVolatile ? JobState.Buffered : JobState.Kept;
        }
    }
}

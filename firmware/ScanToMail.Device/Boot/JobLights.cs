using ScanToMail.Delivery;
using ScanToMail.Jobs;
using ScanToMail.Panel;

namespace ScanToMail.Boot
{
    /// <summary>
    /// Shows on the light how the jobs go, and tells the other listener. What is nearest to the person at the device
    /// comes first: the scan, then what is being sent, then what went wrong, then what is kept.
    /// </summary>
    internal sealed class JobLights : JobListener
    {
        private readonly PanelLoop _panel;
        private readonly JobListener _next;
        private readonly object _lock = new object();
        private LightPattern _front;
        private int _frontNumber;
        private int _sendingNumber;
        private LightPattern _trouble = LightPattern.Ready;

        public JobLights(PanelLoop panel, JobListener next)
        {
            _panel = panel;
            _next = next;
        }

        /// <summary>The mails that flash keeps; set before the first job.</summary>
        public Spool Spool { get; set; }

        /// <summary>Whether the device can't send before somebody has looked after its sign-in.</summary>
        public bool NeedsSignIn { get; set; }

        public override void Changed(Job job)
        {
            Take(job, job.State);
            Refresh();
            _next.Changed(job);
        }

        /// <summary>A person has seen what the light said of the jobs before.</summary>
        public void Acknowledge()
        {
            lock (_lock) _trouble = LightPattern.Ready;
        }

        /// <summary>A press could not be taken.</summary>
        public void Refuse()
        {
            lock (_lock) _trouble = LightPattern.Refused;
        }

        /// <summary>Shows how things are now; a person's orders at the console change them too.</summary>
        public void Refresh()
        {
            lock (_lock) _panel.Show(PatternNow());
        }

        private LightPattern PatternNow()
        {
            if (_frontNumber != 0) return _front;
            if (_sendingNumber != 0) return LightPattern.Sending;
            if (_trouble != LightPattern.Ready) return _trouble;
            if (Spool.NeedsPerson || NeedsSignIn) return LightPattern.NeedsPerson;
            // Not accepted yet, so not "kept": somebody should not switch the device off.
            if (Spool.HasVolatileActive) return LightPattern.Sending;
            return Spool.HasActive ? LightPattern.Kept : LightPattern.Ready;
        }

        private void Take(Job job, JobState state)
        {
            lock (_lock)
            {
                if (state == JobState.Waiting && _frontNumber == 0) Begin(job, LightPattern.Scanning);
                else if (state == JobState.Connecting) Begin(job, LightPattern.Sending);
                else if (state == JobState.Scanning) Begin(job, LightPattern.Scanning);
                else if (state == JobState.Sending) _sendingNumber = job.Number;
                else if (state != JobState.Waiting) End(job, state);
            }
        }

        private void Begin(Job job, LightPattern pattern)
        {
            _frontNumber = job.Number;
            _front = pattern;
        }

        /// <summary>A job's scan or try is over. It may be told twice, by two threads; once counts.</summary>
        private void End(Job job, JobState state)
        {
            if (job.Number != _frontNumber && job.Number != _sendingNumber) return;
            if (job.Number == _frontNumber) _frontNumber = 0;
            if (job.Number == _sendingNumber) _sendingNumber = 0;
            if (job.Result == null || state == JobState.Kept || state == JobState.Buffered) return;
            if (job.Result.Outcome == DeliveryOutcome.Delivered) _panel.Show(LightPattern.Sent);
            else if (job.Result.Outcome != DeliveryOutcome.Cancelled) _trouble = TroubleOf(job.Result, state);
        }

        private static LightPattern TroubleOf(DeliveryResult result, JobState state)
        {
            string who = result.Diagnosis == null ? "" : result.Diagnosis.Who;
            // Perhaps delivered: nobody but a person who looks into the inbox can say.
            bool needsPerson = result.Outcome == DeliveryOutcome.PerhapsDelivered || who == "administrator"
                || who == "boardMaker";
            if (!needsPerson) return LightPattern.Refused;
            // A mail that is held is shown by the spool, and no longer than it is held.
            return state == JobState.Held ? LightPattern.Ready : LightPattern.NeedsPerson;
        }
    }
}

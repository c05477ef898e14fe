using ScanToMail.Config;
using ScanToMail.Hal;

namespace ScanToMail.Delivery
{
    /// <summary>
    /// The limits of sending: messages in a minute, recipients in a day (Microsoft, "Improvements in SMTP authentication
    /// client submission": 30 and 10,000 for a mailbox). A limit delays and never drops. Minutes and days are measured by the
    /// monotonic clock, so that no jump of the clock opens or shuts them; only over a restart the clock says how old the count
    /// is. Any thread may ask.
    /// </summary>
    public sealed class SendingLimits
    {
        private const int MinuteMs = 60000;
        private const int DayS = 86400;
        private const int DayMs = DayS * 1000;

        /// <summary>How often it is looked whether the day has room again.</summary>
        private const int DayLookMs = 60000;

        private readonly IClock _clock;
        private readonly object _lock = new object();

        /// <summary>When the last messages went, a ring; null while nobody has asked for a limit.</summary>
        private long[] _sentMs;
        private int _nextSent;
        private int _sentCount;

        private RecipientCount _stored;
        private long _dayStartMs;
        private int _today;
        private int _dayBefore;
        private int _order;

        /// <summary>Limits by a board's clock; nothing has been sent.</summary>
        public SendingLimits(IClock clock)
        {
            _clock = clock;
            _dayStartMs = clock.MonotonicMs;
        }

        /// <summary>Goes on with a count that the spool has kept. Its age is known once the clock is set.</summary>
        internal void GoOnFrom(RecipientCount stored)
        {
            lock (_lock)
            {
                _stored = stored;
                _order = stored.Order;
            }
        }

        /// <summary>Milliseconds until another message may go, 0 for now.</summary>
        public int MinuteWaitMs(SendingSettings sending)
        {
            lock (_lock)
            {
                int limit = sending.MessagesPerMinute;
                if (limit == 0) return 0;
                if (_sentMs == null) _sentMs = new long[SendingSettings.MessagesPerMinuteMax];
                if (_sentCount < limit) return 0;
                int place = (_nextSent - limit + _sentMs.Length) % _sentMs.Length;
                long waitMs = _sentMs[place] + MinuteMs - _clock.MonotonicMs;
                return waitMs <= 0 ? 0 : (int)waitMs;
            }
        }

        /// <summary>Milliseconds after which to ask again whether a message to so many recipients may go, 0 for now. One
        /// that alone has more than the limit goes when no other counts.</summary>
        public int DayWaitMs(SendingSettings sending, int recipients)
        {
            lock (_lock)
            {
                if (sending.RecipientsPerDay == 0) return 0;
                int counted = CountedRecipients();
                return counted == 0 || counted + recipients <= sending.RecipientsPerDay ? 0 : DayLookMs;
            }
        }

        /// <summary>Recipients that count for the last 24 hours.</summary>
        public int RecipientsInDay
        {
            get
            {
                lock (_lock) return CountedRecipients();
            }
        }

        /// <summary>A message to so many recipients is being handed over.</summary>
        internal void Count(int recipients)
        {
            lock (_lock)
            {
                if (_sentMs != null) CountMessage();
                Roll();
                _today = Added(recipients);
            }
        }

        /// <summary>
        /// What a record is to carry that is about to be written: the count, and recipients that are about to get mail, so that
        /// a cut of the power in the middle forgets none.
        /// </summary>
        internal RecipientCount ToStore(int soon)
        {
            lock (_lock)
            {
                Roll();
                if (_order < int.MaxValue) _order++;
                long dayStartS = RecordTime.Now(_clock) - (_clock.MonotonicMs - _dayStartMs) / 1000;
                return new RecipientCount
                {
                    Order = _order,
                    DayStartS = dayStartS < 0 ? 0 : dayStartS,
                    Today = Added(soon),
                    DayBefore = _dayBefore
                };
            }
        }

        private void CountMessage()
        {
            _sentMs[_nextSent] = _clock.MonotonicMs;
            _nextSent = (_nextSent + 1) % _sentMs.Length;
            if (_sentCount < _sentMs.Length) _sentCount++;
        }

        /// <summary>The day before counts for as much of it as still lies within the last 24 hours, as if its recipients had
        /// been spread evenly: so two numbers do for a window that slides.</summary>
        private int CountedRecipients()
        {
            Roll();
            long leftMs = DayMs - (_clock.MonotonicMs - _dayStartMs);
            return _today + (int)(_dayBefore * leftMs / DayMs);
        }

        private int Added(int recipients)
        {
            long sum = (long)_today + recipients;
            return sum > RecipientCount.Max ? RecipientCount.Max : (int)sum;
        }

        private void Roll()
        {
            TakeStored();
            long ageMs = _clock.MonotonicMs - _dayStartMs;
            if (ageMs < DayMs) return;
            _dayBefore = ageMs < 2L * DayMs ? _today : 0;
            _today = 0;
            _dayStartMs += ageMs / DayMs * DayMs;
        }

        /// <summary>A count from the future is as old as now: the clock was set back.</summary>
        private void TakeStored()
        {
            if (_stored == null || !_clock.IsSet) return;
            long ageS = RecordTime.Now(_clock) - _stored.DayStartS;
            if (ageS < 0) ageS = 0;
            if (ageS > 2 * DayS) ageS = 2 * DayS;
            _dayStartMs = _clock.MonotonicMs - ageS * 1000;
            _today = Added(_stored.Today);
            _dayBefore = _stored.DayBefore;
            _stored = null;
        }
    }
}

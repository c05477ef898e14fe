using ScanToMail.Config;
using ScanToMail.Hal;

namespace ScanToMail.Boot
{
    /// <summary>
    /// Keeps the wall clock set: asks the time servers as soon as the network is up, again after ever longer pauses while
    /// none answers, and once a day after that. At power-up a board has neither network nor time, and without time it
    /// sends nothing.
    /// </summary>
    public sealed class ClockKeeper
    {
        private const int TimeoutMs = 20000;
        private const int FirstPauseMs = 10000;
        private const int LongestPauseMs = 600000;
        private const int DayMs = 86400000;

        private readonly IHal _hal;
        private long _nextMs;
        private int _pauseMs = FirstPauseMs;

        /// <summary>A keeper of a board's clock.</summary>
        public ClockKeeper(IHal hal)
        {
            _hal = hal;
        }

        /// <summary>At the start: a clock that runs already is good for a day.</summary>
        public void Start(Settings settings)
        {
            if (_hal.Clock.IsSet) Calm();
            Step(settings);
        }

        /// <summary>Looks whether it is time, and asks. Blocks for at most 20 s then.</summary>
        public void Step(Settings settings)
        {
            bool isDue = _hal.Clock.MonotonicMs >= _nextMs && _hal.Network.IsUp;
            if (settings == null || !isDue) return;
            if (_hal.Clock.Synchronize(settings.Time.Servers, TimeoutMs))
            {
                Calm();
                return;
            }
            _nextMs = _hal.Clock.MonotonicMs + _pauseMs;
            _pauseMs = _pauseMs * 2 < LongestPauseMs ? _pauseMs * 2 : LongestPauseMs;
        }

        private void Calm()
        {
            _pauseMs = FirstPauseMs;
            _nextMs = _hal.Clock.MonotonicMs + DayMs;
        }
    }
}

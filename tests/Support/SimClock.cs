using ScanToMail.Hal;

namespace ScanToMail.Tests.Support
{
    /// <summary>Time that passes only when somebody waits.</summary>
    public sealed class SimClock : IClock
    {
        private readonly Lock _lock = new();
        private DateTime _utc = new(2026, 11, 24, 9, 30, 0, DateTimeKind.Utc);
        private long _monotonicMs = 1000;

        public bool IsSet { get; set; } = true;

        /// <summary>Whether an SNTP server answers.</summary>
        public bool CanSynchronize { get; set; } = true;

        public DateTime UtcNow
        {
            get
            {
                lock (_lock) return _utc;
            }
        }

        public long MonotonicMs
        {
            get
            {
                lock (_lock) return _monotonicMs;
            }
        }

        public void Sleep(int durationMs)
        {
            lock (_lock)
            {
                _monotonicMs += durationMs;
                _utc = _utc.AddMilliseconds(durationMs);
            }
        }

        public bool Synchronize(string[] servers, int timeoutMs)
        {
            Synchronizing?.Invoke();
            if (CanSynchronize) IsSet = true;
            else Sleep(timeoutMs);
            return CanSynchronize;
        }

        /// <summary>Called at each question to a time server.</summary>
        public Action? Synchronizing { get; set; }

        public void SetUtc(DateTime utc)
        {
            lock (_lock) _utc = utc;
            IsSet = true;
        }
    }
}

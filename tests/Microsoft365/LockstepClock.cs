using System.Diagnostics;
using ScanToMail.Hal;

namespace ScanToMail.Tests.Microsoft365
{
    /// <summary>
    /// Time for a device that runs with all its threads: it stands still while any of them works and goes on to the next
    /// one's end of sleep once all of them sleep. So one runs at a time, and how long real sockets take does not matter. A
    /// thread belongs to it from its first sleep, or from <see cref="Enter"/> on, until it ends. Sleeps end with an exception
    /// once the real time allowed is over, and so does everything that runs on this clock.
    /// </summary>
    internal sealed class LockstepClock(DateTime startUtc, TimeSpan realLimit) : IClock
    {
        private const int LookMs = 20;
        private readonly Lock _lock = new();
        private readonly List<Thread> _threads = [];
        private readonly List<Sleeper> _sleepers = [];
        private readonly long _start = Stopwatch.GetTimestamp();
        private long _nowMs;

        public bool IsSet => true;

        public DateTime UtcNow => startUtc.AddMilliseconds(MonotonicMs);

        public long MonotonicMs
        {
            get
            {
                lock (_lock) return _nowMs;
            }
        }

        /// <summary>A thread that runs belongs to it from now on: time stands still until it sleeps.</summary>
        public void Enter(Thread thread)
        {
            lock (_lock)
            {
                if (!_threads.Contains(thread)) _threads.Add(thread);
            }
        }

        public void Sleep(int durationMs)
        {
            Enter(Thread.CurrentThread);
            using var sleeper = new Sleeper();
            lock (_lock)
            {
                sleeper.EndMs = _nowMs + durationMs;
                _sleepers.Add(sleeper);
                GoOn();
            }
            // Looks up now and then: threads end without a word.
            while (!sleeper.Woken.Wait(LookMs))
            {
                if (Stopwatch.GetElapsedTime(_start) > realLimit) throw new TimeoutException($"still running after {realLimit.TotalSeconds} s");
                lock (_lock) GoOn();
            }
        }

        public bool Synchronize(string[] servers, int timeoutMs) => true;

        public void SetUtc(DateTime utc) => throw new NotSupportedException("the clock is right");

        private void GoOn()
        {
            _threads.RemoveAll(thread => !thread.IsAlive);
            if (_sleepers.Count < _threads.Count || _sleepers.MinBy(sleeper => sleeper.EndMs) is not { } next) return;
            _nowMs = Math.Max(_nowMs, next.EndMs);
            _sleepers.Remove(next);
            next.Woken.Set();
        }

        private sealed class Sleeper : IDisposable
        {
            public long EndMs { get; set; }

            public ManualResetEventSlim Woken { get; } = new();

            public void Dispose() => Woken.Dispose();
        }
    }
}

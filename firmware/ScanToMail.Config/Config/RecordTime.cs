using System;
using ScanToMail.Hal;

namespace ScanToMail.Config
{
    /// <summary>Times in records: whole seconds since 2000-01-01 00:00 UTC, for the board counts ticks from another year
    /// than .NET.</summary>
    public static class RecordTime
    {
        /// <summary>Now; 0 where the clock is not set.</summary>
        public static long Now(IClock clock)
        {
            if (!clock.IsSet) return 0;
            long seconds = (clock.UtcNow - Start()).Ticks / TimeSpan.TicksPerSecond;
            return seconds < 0 ? 0 : seconds;
        }

        /// <summary>The time in UTC.</summary>
        public static DateTime ToUtc(long seconds)
        {
            return Start().AddTicks(seconds * TimeSpan.TicksPerSecond);
        }

        private static DateTime Start()
        {
            return new DateTime(2000, 1, 1, 0, 0, 0);
        }
    }
}

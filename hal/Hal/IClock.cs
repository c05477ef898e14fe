using System;

namespace ScanToMail.Hal
{
    /// <summary>Time. The firmware reads no other clock and sleeps nowhere else.</summary>
    public interface IClock
    {
        /// <summary>
        /// False until the wall clock has been set (by SNTP or by hand) since the last power-up: then no mail is
        /// sent and no certificate is judged. Does not block, throws nothing.
        /// </summary>
        bool IsSet { get; }

        /// <summary>UTC now, to a second or better. May jump in both directions. Meaningless while not
        /// <see cref="IsSet"/>. Does not block, throws nothing.</summary>
        DateTime UtcNow { get; }

        /// <summary>Milliseconds since an arbitrary start; never goes back, never jumps. All timeouts are counted
        /// with it. Does not block, throws nothing.</summary>
        long MonotonicMs { get; }

        /// <summary>Blocks this thread for at least <paramref name="durationMs"/> (0 or more); others run on.</summary>
        void Sleep(int durationMs);

        /// <summary>
        /// Asks the SNTP servers in turn and sets the wall clock by the first sound answer. Blocks at most
        /// <paramref name="timeoutMs"/> in all. Returns whether the clock was set; throws nothing. (RFC 4330)
        /// </summary>
        bool Synchronize(string[] servers, int timeoutMs);

        /// <summary>Sets the wall clock by hand; UTC.</summary>
        void SetUtc(DateTime utc);
    }
}

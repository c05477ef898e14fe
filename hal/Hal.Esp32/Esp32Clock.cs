using System;
using System.Threading;
using nanoFramework.Networking;
using nanoFramework.Runtime.Native;

namespace ScanToMail.Hal.Esp32
{
    /// <summary>The board's clock. It starts in the past at power-up and runs through a restart, so the year tells whether it
    /// has been set.</summary>
    internal sealed class Esp32Clock : IClock
    {
        private const int FirstYear = 2026;

        private readonly INetwork _network;
        private readonly Random _chip = new Random();

        internal Esp32Clock(INetwork network)
        {
            _network = network;
        }

        public bool IsSet
        {
            get { return DateTime.UtcNow.Year >= FirstYear; }
        }

        public DateTime UtcNow
        {
            get { return DateTime.UtcNow; }
        }

        public long MonotonicMs
        {
            get { return Environment.TickCount64; }
        }

        public void Sleep(int durationMs)
        {
            Thread.Sleep(durationMs);
        }

        public void SetUtc(DateTime utc)
        {
            Rtc.SetSystemTime(utc);
        }

        public bool Synchronize(string[] servers, int timeoutMs)
        {
            // The firmware's own client starts by itself with public servers; only the settings' are asked.
            Sntp.Stop();
            long endMs = MonotonicMs + timeoutMs;
            for (int i = 0; i < servers.Length; i++)
            {
                int leftMs = (int)(endMs - MonotonicMs) / (servers.Length - i);
                if (leftMs > 0 && Ask(servers[i], leftMs)) return true;
            }
            return false;
        }

        private bool Ask(string server, int timeoutMs)
        {
            try
            {
                byte[] cookie = new byte[8];
                _chip.NextBytes(cookie);
                DateTime utc = new SntpExchange(_network, cookie).Ask(server, timeoutMs);
                if (utc.Year < FirstYear) return false;
                SetUtc(utc);
                return true;
            }
            catch (NetworkException)
            {
                return false;
            }
        }
    }
}

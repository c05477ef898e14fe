using System;

namespace ScanToMail.Config
{
    /// <summary>
    /// A time zone as a POSIX TZ string (IEEE Std 1003.1, Base Definitions 8.3; hours beyond 24 and below 0 as in
    /// RFC 8536 3.3.1): "UTC0", "CET-1CEST,M3.5.0,M10.5.0/3", "&lt;+0330&gt;-3:30". Offsets are in whole minutes, as
    /// a mail's Date field has them (RFC 5322 3.3).
    /// </summary>
    public sealed class PosixTimeZone
    {
        private const int SecondsADay = 86400;
        private const int YearMin = 2;
        private const int YearMax = 9998;

        private readonly int _standardMinutes;
        private readonly int _daylightMinutes;
        private readonly PosixTimeRule _start;
        private readonly PosixTimeRule _end;

        private PosixTimeZone(int standardMinutes, int daylightMinutes, PosixTimeRule start, PosixTimeRule end)
        {
            _standardMinutes = standardMinutes;
            _daylightMinutes = daylightMinutes;
            _start = start;
            _end = end;
        }

        /// <summary>The zone of UTC, without daylight saving time.</summary>
        public static PosixTimeZone Utc
        {
            get { return new PosixTimeZone(0, 0, null, null); }
        }

        /// <summary>Reads a TZ string. Throws <see cref="FormatException"/> with the reason.</summary>
        public static PosixTimeZone Parse(string tz)
        {
            PosixTimeZone zone = TryParse(tz, out string problem);
            if (zone == null)
            {
                throw new FormatException(problem);
            }

            return zone;
        }

        /// <summary>Minutes that local time is ahead of UTC at a moment (negative west of Greenwich).</summary>
        public int OffsetMinutes(DateTime utc)
        {
            int year = utc.Year;
            if (_start == null || year < YearMin || year > YearMax)
            {
                return _standardMinutes;
            }

            long now = (PosixTimeRule.DaysSince1970(year, utc.Month, utc.Day) * SecondsADay)
                + (utc.Hour * 3600) + (utc.Minute * 60) + utc.Second;

            // The last changeover up to now decides. Rules may fall outside their own year ("J365/25"), so the
            // neighbouring years count; of two at one moment the later year's wins (daylight time all year).
            long last = long.MinValue;
            bool isDaylight = false;
            for (int y = year - 1; y <= year + 1; y++)
            {
                long start = _start.SecondsInYear(y) - (_standardMinutes * 60);
                long end = _end.SecondsInYear(y) - (_daylightMinutes * 60);
                if (start <= now && start >= last)
                {
                    last = start;
                    isDaylight = true;
                }

                if (end <= now && end > last)
                {
                    last = end;
                    isDaylight = false;
                }
            }

            return isDaylight ? _daylightMinutes : _standardMinutes;
        }

        /// <summary>As <see cref="Parse"/>; null and a problem where the text is no zone.</summary>
        internal static PosixTimeZone TryParse(string tz, out string problem)
        {
            PosixTimeZoneReader reader = new PosixTimeZoneReader(tz);
            bool isRead = reader.Read();
            problem = reader.Problem;
            return isRead
                ? new PosixTimeZone(reader.StandardMinutes, reader.DaylightMinutes, reader.Start, reader.End)
                : null;
        }
    }
}

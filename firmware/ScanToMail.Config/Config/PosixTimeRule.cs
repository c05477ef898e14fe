namespace ScanToMail.Config
{
    /// <summary>When a changeover happens, by one of the three kinds of date that POSIX knows.</summary>
    internal sealed class PosixTimeRule
    {
        private readonly char _kind;
        private readonly int _date;
        private readonly int _seconds;

        private PosixTimeRule(char kind, int date, int seconds)
        {
            _kind = kind;
            _date = date;
            _seconds = seconds;
        }

        /// <summary>Mm.w.d: weekday <paramref name="weekday"/> (0 Sunday) of week 1 to 5 (5 the last) of a month.</summary>
        internal static PosixTimeRule OfMonth(int month, int week, int weekday, int seconds)
        {
            return new PosixTimeRule('M', (month << 8) | (week << 4) | weekday, seconds);
        }

        /// <summary>Jn: day 1 to 365, the 29th of February never counted.</summary>
        internal static PosixTimeRule OfJulianDay(int day, int seconds)
        {
            return new PosixTimeRule('J', day, seconds);
        }

        /// <summary>n: day 0 to 365, the 29th of February counted.</summary>
        internal static PosixTimeRule OfYearDay(int day, int seconds)
        {
            return new PosixTimeRule('N', day, seconds);
        }

        /// <summary>The moment in a year, in seconds of local time since 1970-01-01.</summary>
        internal long SecondsInYear(int year)
        {
            long firstDay = DaysSince1970(year, 1, 1);
            if (_kind == 'M')
            {
                return (MonthRuleDay(year) * 86400) + _seconds;
            }

            long day = _kind == 'N' ? _date : _date - 1 + (_date >= 60 && IsLeapYear(year) ? 1 : 0);
            return ((firstDay + day) * 86400) + _seconds;
        }

        /// <summary>Days from 1970-01-01 to a date of the Gregorian calendar.</summary>
        internal static long DaysSince1970(int year, int month, int day)
        {
            // Years counted from March, so that the leap day is a year's last; the shift keeps divisions positive.
            int y = month <= 2 ? year - 1 : year;
            int m = month <= 2 ? month + 9 : month - 3;
            return (365L * y) + (y / 4) - (y / 100) + (y / 400) + (((153 * m) + 2) / 5) + day - 1 - 719468;
        }

        private long MonthRuleDay(int year)
        {
            int month = _date >> 8;
            int week = (_date >> 4) & 0xF;
            int weekday = _date & 0xF;
            long first = DaysSince1970(year, month, 1);
            long next = month == 12 ? DaysSince1970(year + 1, 1, 1) : DaysSince1970(year, month + 1, 1);

            // 1970-01-01 was a Thursday; the sum stays positive for every year from 1 on.
            int firstWeekday = (int)((first + 4 + (7L * 200000)) % 7);
            long day = first + ((weekday - firstWeekday + 7) % 7) + ((week - 1) * 7);
            return day >= next ? day - 7 : day;
        }

        private static bool IsLeapYear(int year)
        {
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        }
    }
}

namespace ScanToMail.Config
{
    /// <summary>Reads a POSIX TZ string from left to right; the first thing that is wrong is the problem.</summary>
    internal sealed class PosixTimeZoneReader
    {
        private const int TextMax = 100;
        private const int NameMin = 3;
        private const int NameMax = 16;
        private const int DefaultRuleSeconds = 2 * 3600;

        private readonly char[] _text;
        private int _at;

        internal PosixTimeZoneReader(string tz)
        {
            _text = tz == null || tz.Length > TextMax ? new char[0] : tz.ToCharArray();
        }

        internal string Problem { get; private set; }

        internal int StandardMinutes { get; private set; }

        internal int DaylightMinutes { get; private set; }

        internal PosixTimeRule Start { get; private set; }

        internal PosixTimeRule End { get; private set; }

        /// <summary>Reads all of it; false with <see cref="Problem"/> set.</summary>
        internal bool Read()
        {
            if (_text.Length == 0)
            {
                return Fail("is empty or too long");
            }

            if (!ReadName("standard time") || !ReadOffset("standard time", out int standard))
            {
                return false;
            }

            StandardMinutes = standard;
            DaylightMinutes = standard;
            if (_at == _text.Length)
            {
                return true;
            }

            if (!ReadName("daylight time"))
            {
                return false;
            }

            int daylight = standard + 60;
            if (_at < _text.Length && _text[_at] != ',' && !ReadOffset("daylight time", out daylight))
            {
                return false;
            }

            DaylightMinutes = daylight;
            if (_at == _text.Length)
            {
                return Fail("names a daylight time but not when it starts and ends");
            }

            PosixTimeRule start = ReadRule();
            PosixTimeRule end = start == null ? null : ReadRule();
            Start = start;
            End = end;
            return end != null && (_at == _text.Length || Fail("has more text after the second rule"));
        }

        private bool Fail(string problem)
        {
            if (Problem == null)
            {
                Problem = problem;
            }

            return false;
        }

        private bool ReadName(string what)
        {
            bool isQuoted = _at < _text.Length && _text[_at] == '<';
            int start = isQuoted ? _at + 1 : _at;
            int i = start;
            while (i < _text.Length && (Characters.IsLetter(_text[i])
                || (isQuoted && (Characters.IsDigit(_text[i]) || _text[i] == '+' || _text[i] == '-'))))
            {
                i++;
            }

            if (i - start < NameMin || i - start > NameMax)
            {
                return Fail("has no name of 3 to 16 letters for its " + what + " (or one like <+03>)");
            }

            if (isQuoted && (i >= _text.Length || _text[i++] != '>'))
            {
                return Fail("has a '<' without '>'");
            }

            _at = i;
            return true;
        }

        // POSIX counts west of Greenwich as positive, a mail's Date field east.
        private bool ReadOffset(string what, out int minutesEast)
        {
            minutesEast = 0;
            if (!ReadTime(24, out int seconds))
            {
                return Fail("has no offset from UTC of 0 to 24 hours after the name of its " + what);
            }

            if (seconds % 60 != 0)
            {
                return Fail("has an offset with seconds, which no mail can carry");
            }

            minutesEast = -seconds / 60;
            return true;
        }

        // [+-]hh[:mm[:ss]]
        private bool ReadTime(int hoursMax, out int seconds)
        {
            seconds = 0;
            bool isNegative = _at < _text.Length && _text[_at] == '-';
            if (isNegative || (_at < _text.Length && _text[_at] == '+'))
            {
                _at++;
            }

            if (!ReadNumber(0, hoursMax, out int hours))
            {
                return false;
            }

            int minutes = 0;
            int rest = 0;
            if (Take(':') && (!ReadNumber(0, 59, out minutes) || (Take(':') && !ReadNumber(0, 59, out rest))))
            {
                return false;
            }

            seconds = (hours * 3600) + (minutes * 60) + rest;
            if (seconds > hoursMax * 3600)
            {
                return false;
            }

            seconds = isNegative ? -seconds : seconds;
            return true;
        }

        private PosixTimeRule ReadRule()
        {
            if (!Take(','))
            {
                Fail("needs two rules such as ,M3.5.0,M10.5.0/3 for its daylight time");
                return null;
            }

            char kind = _at < _text.Length ? _text[_at] : ' ';
            int month = 0;
            int week = 0;
            bool isRead;
            int day;
            if (kind == 'M')
            {
                _at++;
                day = 0;
                isRead = ReadNumber(1, 12, out month) && Take('.') && ReadNumber(1, 5, out week) && Take('.')
                    && ReadNumber(0, 6, out day);
            }
            else
            {
                bool isJulian = Take('J');
                isRead = ReadNumber(isJulian ? 1 : 0, 365, out day);
            }

            int seconds = DefaultRuleSeconds;
            if (!isRead || (Take('/') && !ReadTime(167, out seconds)))
            {
                Fail("has a wrong rule for when daylight time starts or ends");
                return null;
            }

            return kind == 'M' ? PosixTimeRule.OfMonth(month, week, day, seconds)
                : kind == 'J' ? PosixTimeRule.OfJulianDay(day, seconds)
                : PosixTimeRule.OfYearDay(day, seconds);
        }

        private bool Take(char c)
        {
            if (_at < _text.Length && _text[_at] == c)
            {
                _at++;
                return true;
            }

            return false;
        }

        private bool ReadNumber(int min, int max, out int number)
        {
            number = 0;
            int start = _at;
            while (_at < _text.Length && _at - start < 3 && Characters.IsDigit(_text[_at]))
            {
                number = (number * 10) + (_text[_at++] - '0');
            }

            return _at > start && number >= min && number <= max;
        }
    }
}

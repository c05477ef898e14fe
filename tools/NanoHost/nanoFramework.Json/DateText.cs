using System.Globalization;

namespace nanoFramework.Json
{
    /// <summary>What the device's library takes for a date: any text of 18 characters or more in one of three forms.</summary>
    internal static class DateText
    {
        private const int LengthMin = 18;
        private static readonly string[] Formats = ["s", "u", "r", "o", "yyyy-MM-dd'T'HH:mm:ss'Z'"];

        public static bool TryRead(string text, out DateTime date)
        {
            date = DateTime.MaxValue;
            if (text.Length < LengthMin) return false;
            if (DateTime.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out date)) return true;
            return TryReadTicks(text, out date) || TryReadCalendar(text, out date);
        }

        /// <summary>"/Date(628318530718)/": any number in the first pair of brackets, whatever stands around it.</summary>
        private static bool TryReadTicks(string text, out DateTime date)
        {
            string[] parts = text.Split('(', ')');
            bool isNumber = int.TryParse(parts.Length > 1 ? parts[1] : "", CultureInfo.InvariantCulture, out int ticks);
            date = isNumber && ticks >= 0 ? new DateTime(ticks, DateTimeKind.Utc) : DateTime.MaxValue;
            return date != DateTime.MaxValue;
        }

        /// <summary>iCalendar's "20261124T101500Z" (RFC 5545 3.3.5), whatever stands between and behind the digits.</summary>
        private static bool TryReadCalendar(string text, out DateTime date)
        {
            date = DateTime.MaxValue;
            string time = text;
            if (text.Contains("DTSTART") || text.Contains("DTEND"))
            {
                string[] halves = text.Split(':');
                if (halves.Length < 2) return false;
                time = halves[1];
            }
            if (time.Length < 15) return false;
            string digits = time[..8] + time.Substring(9, 6);
            return DateTime.TryParseExact(
                digits, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
        }
    }
}

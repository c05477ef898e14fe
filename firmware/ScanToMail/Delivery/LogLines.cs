using System;
using System.Text;

namespace ScanToMail.Delivery
{
    /// <summary>
    /// The text in a segment of the log: a first line with the number of the segment that its lines began with (it was
    /// written again and again since), then lines of time, job and text with a space between. All lines end with '\n'.
    /// </summary>
    internal static class LogLines
    {
        /// <summary>Longest first line.</summary>
        public const int HeadMaxBytes = 12;

        private const int StampChars = 20;

        /// <summary>"+0s".</summary>
        private const int UptimeLeastChars = 3;

        /// <summary>The first line.</summary>
        public static byte[] Head(int chain)
        {
            return Encoding.UTF8.GetBytes(chain.ToString() + "\n");
        }

        /// <summary>What the first line says.</summary>
        public static int Chain(byte[] content)
        {
            int start = Start(content);
            return start > 0 && int.TryParse(Text(content, 0, start - 1), out int number) ? number : 0;
        }

        /// <summary>Where the line after the first one starts.</summary>
        public static int Start(byte[] content)
        {
            return Array.IndexOf(content, (byte)'\n') + 1;
        }

        /// <summary>How many lines there are.</summary>
        public static int Count(byte[] content, int length)
        {
            int count = 0;
            for (int i = 0; i < length; i++)
            {
                if (content[i] == '\n') count++;
            }
            return count;
        }

        /// <summary>Hands the lines of a job, or of all (0), to the reader.</summary>
        public static void Read(byte[] content, int start, int end, int job, EventLogReader reader)
        {
            while (start < end)
            {
                int stop = Array.IndexOf(content, (byte)'\n', start, end - start);
                if (stop < 0) stop = end;
                ReadLine(Text(content, start, stop - start), job, reader);
                start = stop + 1;
            }
        }

        private static void ReadLine(string line, int job, EventLogReader reader)
        {
            bool isUptime = line.StartsWith("+");
            int stampEnd = isUptime ? line.IndexOf(' ') : StampChars;
            if (stampEnd < UptimeLeastChars || line.Length <= stampEnd) return;
            string rest = line.Substring(stampEnd + 1);
            int space = rest.IndexOf(' ');
            if (space < 0 || !int.TryParse(rest.Substring(0, space), out int number)) return;
            if (job != 0 && job != number) return;
            string text = rest.Substring(space + 1);
            if (isUptime) text = "(clock not set, " + line.Substring(1, stampEnd - 2) + " s after the start) " + text;
            reader.Line(isUptime ? DateTime.MinValue : ReadTime(line.ToCharArray()), number, text);
        }

        /// <summary>"2026-11-24 09:30:00Z"; what is no time is none.</summary>
        private static DateTime ReadTime(char[] stamp)
        {
            try
            {
                return new DateTime(Number(stamp, 0, 4), Number(stamp, 5, 2), Number(stamp, 8, 2),
                    Number(stamp, 11, 2), Number(stamp, 14, 2), Number(stamp, 17, 2));
            }
            catch (ArgumentOutOfRangeException)
            {
                return DateTime.MinValue;
            }
        }

        private static int Number(char[] chars, int at, int count)
        {
            int number = 0;
            for (int i = at; i < at + count; i++) number = number * 10 + (chars[i] - '0');
            return number;
        }

        private static string Text(byte[] content, int offset, int count)
        {
            return Encoding.UTF8.GetString(content, offset, count);
        }
    }
}

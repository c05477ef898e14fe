using ScanToMail.Delivery;

namespace ScanToMail.Tests.Support
{
    /// <summary>The texts of a device's log.</summary>
    public sealed class LogLines : EventLogReader
    {
        private readonly List<string> _texts = [];

        private LogLines()
        {
        }

        /// <summary>Each line's text, oldest first.</summary>
        public static List<string> Of(EventLog log)
        {
            var reader = new LogLines();
            log.WriteTo(reader, 0);
            return reader._texts;
        }

        /// <summary>All lines, each with its line end.</summary>
        public static string TextOf(EventLog log) => string.Concat(Of(log).Select(text => text + "\n"));

        public override void Line(DateTime utc, int job, string text) => _texts.Add(text);
    }
}

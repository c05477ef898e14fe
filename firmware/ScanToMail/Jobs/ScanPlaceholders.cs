using System;
using ScanToMail.Config;

namespace ScanToMail.Jobs
{
    /// <summary>What a job's placeholders stand for.</summary>
    internal sealed class ScanPlaceholders : PlaceholderValues
    {
        /// <summary>The device's name.</summary>
        public string Device;

        /// <summary>The profile's name.</summary>
        public string Profile;

        /// <summary>The device's local time.</summary>
        public DateTime LocalTime;

        /// <summary>Number of pages, or 0 where a feeder can't tell before the end.</summary>
        public int Pages;

        /// <summary>The board's serial number.</summary>
        public string Serial;

        /// <summary>A number of pages that is not known is "?". The time has a dot, for a colon may not stand in a file
        /// name.</summary>
        public override string ValueOf(string name)
        {
            if (name == "device") return Device;
            if (name == "profile") return Profile;
            if (name == "date") return LocalTime.ToString("yyyy-MM-dd");
            if (name == "time") return LocalTime.ToString("HH.mm");
            if (name == "pages") return Pages > 0 ? Pages.ToString() : "?";
            return Serial;
        }
    }
}

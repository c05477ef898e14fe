using ScanToMail.Hal;

namespace ScanToMail.ScanLink
{
    /// <summary>The link's errors in words: what happened, where in the scan, what to do.</summary>
    internal static class LinkFailures
    {
        /// <summary>What a failure's code in a frame stands for (hal/SPEC-scan-link.md, section 4).</summary>
        public static ScanFailure OfCode(int code)
        {
            if (code == 1) return ScanFailure.FeederEmpty;
            if (code == 2) return ScanFailure.Jam;
            if (code == 3) return ScanFailure.CoverOpen;
            if (code == 4) return ScanFailure.Cancelled;
            if (code == 5) return ScanFailure.Busy;
            if (code == 6) return ScanFailure.Timeout;
            return code == 7 ? ScanFailure.Unsupported : ScanFailure.Damaged;
        }

        public static ScanException Cancelled()
        {
            return new ScanException(ScanFailure.Cancelled, "the scan was cancelled");
        }

        public static ScanException Told(int code, string text, string where)
        {
            string words = text.Length == 0 ? "no reason" : text;
            return new ScanException(OfCode(code), "the scan engine says: " + words + where);
        }

        public static ScanException NoAnswer()
        {
            return new ScanException(ScanFailure.Timeout, "the scan engine does not answer: check its power, the cable"
                + " between board and scan engine, and the line's speed on both sides");
        }

        public static ScanException Silent(string where)
        {
            return new ScanException(ScanFailure.Timeout, "the scan engine stopped answering" + where
                + ": check the cable between board and scan engine, switch the device off and on, and scan all pages"
                + " again");
        }

        /// <summary>It answers, but what is waited for does not come.</summary>
        public static ScanException Stuck(bool isInPage, string where)
        {
            return new ScanException(isInPage ? ScanFailure.Timeout : ScanFailure.Busy,
                "the scan engine answers but delivers nothing" + where
                + ": look whether it is warming up or its paper is stuck, and scan all pages again");
        }

        public static ScanException Lost(string where)
        {
            return new ScanException(ScanFailure.Damaged, "the scan engine lost the scan" + where
                + ", as it does when it starts anew: check its power supply and scan all pages again");
        }

        public static ScanException Garbled(string what, string where)
        {
            return new ScanException(ScanFailure.Damaged, "the scan engine sent a wrong " + what + where
                + ": it does not keep to the scan link's version 1; update its firmware");
        }

        public static ScanException WrongVersion(int lowest, int highest)
        {
            return new ScanException(ScanFailure.Unsupported, "the scan engine speaks versions " + lowest.ToString()
                + " to " + highest.ToString() + " of the scan link, this firmware version 1: update the older one");
        }

        public static ScanException WrongColor(string name)
        {
            return new ScanException(ScanFailure.Unsupported,
                "the scan engine can't scan in " + name + ": set the profile's color to another value");
        }

        public static ScanException WrongResolution(int dpi, int lowest, int highest)
        {
            return new ScanException(ScanFailure.Unsupported, "the scan engine can't scan with " + dpi.ToString()
                + " dpi: set the profile's resolution to " + lowest.ToString() + " to " + highest.ToString());
        }
    }
}

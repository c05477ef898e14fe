namespace ScanToMail.Panel
{
    /// <summary>
    /// What the status light says (firmware/PANEL.md). Each is told from the others by its rhythm alone: there is one
    /// light, and not everybody sees colours.
    /// </summary>
    public enum LightPattern
    {
        /// <summary>Ready for a press.</summary>
        Ready,

        /// <summary>Pages are being scanned.</summary>
        Scanning,

        /// <summary>The mail server is being spoken to.</summary>
        Sending,

        /// <summary>The server has taken the mail. Shown once, over what is shown otherwise.</summary>
        Sent,

        /// <summary>A mail is kept and will be tried again.</summary>
        Kept,

        /// <summary>The mail was refused, or the press could not be taken: it will not arrive by itself.</summary>
        Refused,

        /// <summary>Nothing will go before a person has mended something: settings, login, paper, network.</summary>
        NeedsPerson
    }

    /// <summary>The patterns' names and rhythms.</summary>
    public static class LightPatterns
    {
        /// <summary>The pattern's name in lower camel case.</summary>
        public static string Name(LightPattern pattern)
        {
            if (pattern == LightPattern.Ready) return "ready";
            if (pattern == LightPattern.Scanning) return "scanning";
            if (pattern == LightPattern.Sending) return "sending";
            if (pattern == LightPattern.Sent) return "sent";
            if (pattern == LightPattern.Kept) return "kept";
            return pattern == LightPattern.Refused ? "refused" : "needsPerson";
        }

        /// <summary>Whether it is shown once, over what is shown otherwise.</summary>
        internal static bool IsOnce(LightPattern pattern)
        {
            return pattern == LightPattern.Sent;
        }

        /// <summary>How long the light is on, off, on ... in milliseconds, over and over; a first 0 begins in the dark.
        /// No more than three flashes in a second, for people whom faster ones make ill (WCAG 2.2, 2.3.1).</summary>
        internal static int[] Steps(LightPattern pattern)
        {
            if (pattern == LightPattern.Ready) return new int[] { 1000 };
            if (pattern == LightPattern.Scanning) return new int[] { 200, 200 };
            if (pattern == LightPattern.Sending) return new int[] { 1000, 1000 };
            if (pattern == LightPattern.Sent) return new int[] { 0, 500, 3000, 500 };
            if (pattern == LightPattern.Kept) return new int[] { 100, 2900 };
            if (pattern == LightPattern.Refused) return new int[] { 200, 200, 200, 200, 200, 1500 };
            return new int[] { 200, 200, 200, 200, 1000, 1200 };
        }

        /// <summary>Counts a number back: so many flashes between two pauses.</summary>
        internal static int[] CountSteps(int number)
        {
            int[] steps = new int[2 * number + 2];
            steps[1] = 800;
            for (int i = 2; i < steps.Length; i++) steps[i] = 300;
            steps[steps.Length - 1] = 800;
            return steps;
        }
    }
}

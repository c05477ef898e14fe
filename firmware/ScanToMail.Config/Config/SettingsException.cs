using System;

namespace ScanToMail.Config
{
    /// <summary>A setting is wrong. Says which one, what was given, what is wrong with it and what to do.</summary>
    public sealed class SettingsException : Exception
    {
        private const int KeyShownMax = 100;
        private const int ValueShownMax = 60;
        private const int TextShownMax = 300;

        /// <summary>
        /// An error about <paramref name="key"/> ("profiles[1].to[0]", or "" for the text as a whole). Give "" as the
        /// value of a secret. <paramref name="problem"/> continues the key ("is not a number"), <paramref name="remedy"/>
        /// says what to do. Whatever comes from outside is shown cut and without control characters.
        /// </summary>
        public SettingsException(string key, string value, string problem, string remedy)
            : base(Compose(key, value, problem, remedy))
        {
            Key = Printable(key, KeyShownMax);
            Value = Printable(value, ValueShownMax);
            Problem = Printable(problem, TextShownMax);
            Remedy = Printable(remedy, TextShownMax);
        }

        /// <summary>The key's path from the root, such as "profiles[1].to[0]"; "" for the text as a whole.</summary>
        public string Key { get; }

        /// <summary>The value that was given, shortened and printable; "" for secrets and where there is none.</summary>
        public string Value { get; }

        /// <summary>What is wrong; continues the key and the value ("is not a number").</summary>
        public string Problem { get; }

        /// <summary>What to do about it.</summary>
        public string Remedy { get; }

        private static string Compose(string key, string value, string problem, string remedy)
        {
            string subject = key.Length == 0 ? "The settings text" : Printable(key, KeyShownMax);
            if (value.Length > 0)
            {
                subject = subject + " \"" + Printable(value, ValueShownMax) + "\"";
            }

            return subject + " " + Printable(problem, TextShownMax) + ": " + Printable(remedy, TextShownMax);
        }

        private static string Printable(string text, int shownMax)
        {
            char[] chars = text.ToCharArray();
            int shown = chars.Length > shownMax ? shownMax : chars.Length;
            if (shown < chars.Length && chars[shown - 1] >= 0xD800 && chars[shown - 1] < 0xDC00)
            {
                shown--;
            }

            for (int i = 0; i < shown; i++)
            {
                if (Characters.IsControl(chars[i]))
                {
                    chars[i] = '?';
                }
            }

            string printable = new string(chars, 0, shown);
            return shown < chars.Length ? printable + "..." : printable;
        }
    }
}

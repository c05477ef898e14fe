using System;

namespace ScanToMail.Config
{
    /// <summary>A setting is wrong. Says which one, what was given, what is wrong with it and what to do.</summary>
    public sealed class SettingsException : Exception
    {
        /// <summary>Longest part of a wrong value that an error repeats, in characters.</summary>
        private const int ShownMax = 60;

        /// <summary>
        /// An error about <paramref name="key"/> ("profiles[1].to[0]", or "" for the text as a whole). The value is
        /// shown cut and without control characters; give "" for a secret. <paramref name="problem"/> continues the
        /// key ("is not a number"), <paramref name="remedy"/> says what to do.
        /// </summary>
        public SettingsException(string key, string value, string problem, string remedy)
            : base(Compose(key, Printable(value), problem, remedy))
        {
            Key = key;
            Value = Printable(value);
            Problem = problem;
            Remedy = remedy;
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
            string subject = key.Length == 0 ? "The settings text" : key;
            if (value.Length > 0)
            {
                subject = subject + " \"" + value + "\"";
            }

            return subject + " " + problem + ": " + remedy;
        }

        private static string Printable(string value)
        {
            if (string.IsNullOrEmpty(value))
            {
                return "";
            }

            char[] chars = value.ToCharArray();
            int shown = chars.Length > ShownMax ? ShownMax : chars.Length;
            if (shown < chars.Length && chars[shown - 1] >= 0xD800 && chars[shown - 1] < 0xDC00)
            {
                shown--;
            }

            for (int i = 0; i < shown; i++)
            {
                if (Ascii.IsControl(chars[i]))
                {
                    chars[i] = '?';
                }
            }

            string text = new string(chars, 0, shown);
            return shown < chars.Length ? text + "..." : text;
        }
    }
}

namespace ScanToMail.Provision.Settings
{
    /// <summary>The path of a key, such as profiles[0].to[1], step by step.</summary>
    internal sealed class SettingPath
    {
        private readonly string _text;
        private readonly string[] _steps;

        private SettingPath(string text, string[] steps)
        {
            _text = text;
            _steps = steps;
        }

        /// <summary>How many steps: names and places each count.</summary>
        public int Count => _steps.Length;

        /// <summary>Reads a path. Throws <see cref="SettingsFileException"/>.</summary>
        public static SettingPath Parse(string text)
        {
            string[] steps = [.. text.Replace("[", ".[").Split('.')];
            bool isRight = steps.All(step => step.Length > 0 && step[0] == '['
                ? step.EndsWith(']') && ushort.TryParse(step[1..^1], out _)
                : step.Length > 0 && step.All(char.IsAsciiLetterOrDigit));
            return isRight && steps[0][0] != '['
                ? new SettingPath(text, steps)
                : throw new SettingsFileException($"'{text}' is no key: write one such as sending.port or profiles[0].to.");
        }

        /// <summary>Whether a step is a place in a list.</summary>
        public bool IsPlace(int level) => _steps[level][0] == '[';

        /// <summary>The place, from 0.</summary>
        public int Place(int level) => int.Parse(_steps[level][1..^1]);

        /// <summary>The step as it was written.</summary>
        public string Name(int level) => _steps[level];

        public override string ToString() => _text;
    }
}

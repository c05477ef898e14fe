using System.Collections;
using System.Text;

namespace ScanToMail.Config
{
    /// <summary>Takes the settings' secrets out of a text that nobody has looked at, such as an exception's message.</summary>
    public sealed class SecretMask : SettingsVisitor
    {
        /// <summary>A word this long is no word but a key or a token.</summary>
        private const int WordMaxChars = 60;

        private readonly ArrayList _secrets = new ArrayList();

        private SecretMask()
        {
        }

        /// <summary>The text with every secret of the settings, and every word of more than 60 characters, as
        /// asterisks.</summary>
        public static string Hide(string text, Settings settings)
        {
            SecretMask mask = new SecretMask();
            settings.Visit(mask);
            StringBuilder hidden = new StringBuilder(text);
            for (int i = 0; i < mask._secrets.Count; i++) hidden.Replace((string)mask._secrets[i], SettingValue.Mask);
            return WithoutLongWords(hidden.ToString());
        }

        internal override object Visit(SettingKey key, object value)
        {
            string text = value as string;
            if (key.IsSecret && text != null && text.Length > 0) _secrets.Add(text);
            return value;
        }

        private static string WithoutLongWords(string text)
        {
            string[] words = text.Split(' ');
            StringBuilder kept = new StringBuilder(text.Length);
            for (int i = 0; i < words.Length; i++)
            {
                if (i > 0) kept.Append(' ');
                kept.Append(words[i].Length > WordMaxChars ? SettingValue.Mask : words[i]);
            }
            return kept.ToString();
        }
    }
}

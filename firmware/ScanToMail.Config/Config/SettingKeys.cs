namespace ScanToMail.Config
{
    /// <summary>Takes one key's description, which is reused for the next one.</summary>
    public delegate void SettingKeyAction(SettingKey key);

    /// <summary>All keys of the settings: for the console's help and `set`, exports, and the JSON schema.</summary>
    public static class SettingKeys
    {
        /// <summary>Calls <paramref name="action"/> for every key, in the order in which settings are written.</summary>
        public static void ForEach(SettingKeyAction action)
        {
            new Settings().Visit(new Walker(action));
        }

        /// <summary>
        /// The description of a key, or null when there is none. Places in lists don't matter: "profiles[2].to[1]",
        /// "profiles[].to" are one key.
        /// </summary>
        public static SettingKey Find(string path)
        {
            string pattern = WithoutPlaces(path);
            if (pattern.EndsWith("[]"))
            {
                pattern = pattern.Substring(0, pattern.Length - 2);
            }

            SettingKey found = null;
            ForEach(key => found = found == null && key.Path == pattern ? key.Copy() : found);
            return found;
        }

        /// <summary>The known key nearest to a wrong one: in its own section, or the same word elsewhere.</summary>
        internal static string Nearest(string prefix, string name)
        {
            string pattern = WithoutPlaces(prefix);
            string nearest = "";
            int least = int.MaxValue;
            new Settings().Visit(new NameWalker((section, known) =>
            {
                int distance = EditDistance.Between(known, name);
                if (distance < least && (section == pattern || distance == 0))
                {
                    least = distance;
                    nearest = section == pattern ? prefix + known : section + known;
                }
            }));

            return nearest;
        }

        internal static string WithoutPlaces(string path)
        {
            char[] chars = path.ToCharArray();
            int kept = 0;
            bool isInside = false;
            for (int i = 0; i < chars.Length; i++)
            {
                isInside = chars[i] == '[' || (isInside && chars[i] != ']');
                if (!isInside || chars[i] == '[')
                {
                    chars[kept++] = chars[i];
                }
            }

            return new string(chars, 0, kept);
        }

        private sealed class Walker : SettingsVisitor
        {
            private readonly SettingKeyAction _action;

            internal Walker(SettingKeyAction action)
            {
                _action = action;
            }

            internal override object Visit(SettingKey key, object value)
            {
                _action(key);
                return value;
            }
        }

        private delegate void NameAction(string section, string name);

        // Sections' names count too: "sendin" at the root is near to "sending".
        private sealed class NameWalker : SettingsVisitor
        {
            private readonly NameAction _action;

            internal NameWalker(NameAction action)
            {
                _action = action;
            }

            internal override object Visit(SettingKey key, object value)
            {
                _action(Prefix, key.Name);
                return value;
            }

            internal override void Section(string key, SettingsSection section)
            {
                _action(Prefix, key.EndsWith("[]") ? key.Substring(0, key.Length - 2) : key);
                base.Section(key, section);
            }
        }
    }
}

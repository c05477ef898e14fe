using System.Collections;

namespace ScanToMail.Config
{
    /// <summary>
    /// Settings as a person gave them: only the keys that were given, in their own words. What the console's commands
    /// change and what flash keeps; <see cref="ToSettings"/> checks it and fills in the defaults.
    /// </summary>
    public sealed class SettingsDocument
    {
        private readonly Hashtable _tree;

        /// <summary>A document without any key.</summary>
        public SettingsDocument()
        {
            _tree = new Hashtable();
        }

        private SettingsDocument(Hashtable tree)
        {
            _tree = tree;
        }

        /// <summary>The version that the text had before it was carried over to the present one.</summary>
        public int VersionRead { get; private set; } = Settings.CurrentVersion;

        /// <summary>
        /// Reads a settings text. Its form is checked, its values are not (see <see cref="ToSettings"/>). Throws
        /// <see cref="SettingsException"/>.
        /// </summary>
        public static SettingsDocument Parse(string json)
        {
            return Parse(json, SettingsSteps.Known());
        }

        /// <summary>As above, with the steps that carry older versions over.</summary>
        public static SettingsDocument Parse(string json, SettingsStep[] steps)
        {
            Hashtable tree;
            try
            {
                tree = JsonText.Parse(json, JsonText.LengthMaxBytes);
            }
            catch (JsonTextException e)
            {
                throw new SettingsException(e.Path, "",
                    "can't be read, line " + e.Line + ", column " + e.Column + ": " + e.Problem, "mend the text there");
            }

            SettingsDocument document = new SettingsDocument(tree);
            document.VersionRead = SettingsSteps.CarryOver(tree, steps);
            return document;
        }

        /// <summary>Checks everything and fills in the defaults. Throws <see cref="SettingsException"/>.</summary>
        public Settings ToSettings()
        {
            return Settings.Parse(_tree);
        }

        /// <summary>
        /// What was given for a key ("sending.port", "profiles[0].to", "profiles[0].to[1]") as text, lists with ", "
        /// between; a secret as asterisks; null where nothing was given. Throws <see cref="SettingsException"/> for a
        /// key that does not exist.
        /// </summary>
        public string Get(string path)
        {
            SettingKey key = Known(path);
            object value = SettingsPath.Read(_tree, path);
            if (value == null)
            {
                return null;
            }

            if (key.IsSecret)
            {
                return SettingValue.Mask;
            }

            if (!(value is ArrayList list))
            {
                return value.ToString();
            }

            string text = "";
            for (int i = 0; i < list.Count; i++)
            {
                text = text + (i == 0 ? "" : ", ") + list[i];
            }

            return text;
        }

        /// <summary>
        /// The keys that were given in a group ("time", "profiles", "profiles[1]"), in the schema's order; null where there is no
        /// such group.
        /// </summary>
        public string[] KeysIn(string group)
        {
            ArrayList found = new ArrayList();
            bool isGroup = group == "profiles";
            for (int i = 0; isGroup && i < ProfileCount; i++) AddKeysIn("profiles[" + i + "]", found);
            isGroup = isGroup || AddKeysIn(group, found);
            return isGroup ? (string[])found.ToArray(typeof(string)) : null;
        }

        /// <summary>False where there is no such group.</summary>
        private bool AddKeysIn(string group, ArrayList found)
        {
            string pattern = SettingKeys.WithoutPlaces(group);
            bool isGroup = false;
            SettingKeys.ForEach(key =>
            {
                if (!key.Path.StartsWith(pattern + ".")) return;
                isGroup = true;
                string path = group + key.Path.Substring(pattern.Length);
                if (SettingsPath.Read(_tree, path) != null) found.Add(path);
            });
            return isGroup;
        }

        /// <summary>
        /// Gives a key a value in text form, checked by itself: a list as its elements with commas between, or one
        /// element by its place ("profiles[0].to[1]"; the place after the last one adds it). Profiles must exist
        /// (<see cref="AddProfile"/>). Throws <see cref="SettingsException"/>; then nothing has changed.
        /// </summary>
        public void Set(string path, string text)
        {
            SettingKey key = Known(path);
            if (!key.IsList || path.EndsWith("]"))
            {
                object one = FromText(key, path, text);
                SettingsReader.ReadOne(key, path, one);
                SettingsPath.Write(_tree, path, one);
                return;
            }

            ArrayList list = SettingsPath.SplitList(text);
            for (int i = 0; i < list.Count; i++)
            {
                SettingsReader.ReadOne(key, path + "[" + i + "]", list[i]);
            }

            SettingsReader.RefuseCount(path, list.Count, key.Min, key.Max);
            SettingsPath.Write(_tree, path, list);
        }

        /// <summary>
        /// Takes a key away, so that its default holds, or one element out of a list. Returns whether it was there.
        /// Throws <see cref="SettingsException"/> for a key that does not exist.
        /// </summary>
        public bool Unset(string path)
        {
            Known(path);
            return SettingsPath.Remove(_tree, path);
        }

        /// <summary>
        /// The keys whose values differ from another document's, secrets by their keys too, in the schema's order with ", "
        /// between; profiles together as "profiles". "" when nothing differs.
        /// </summary>
        public string ChangesFrom(SettingsDocument other)
        {
            string changes = "";
            SettingKeys.ForEach(key =>
            {
                bool isProfile = key.Path.StartsWith("profiles[");
                bool isSame = isProfile ? HasSameProfiles(other, key.Path) : HasSame(other, key.Path);
                string name = isProfile ? "profiles" : key.Path;
                if (!isSame && !changes.EndsWith(name)) changes += (changes.Length > 0 ? ", " : "") + name;
            });
            return changes;
        }

        private bool HasSameProfiles(SettingsDocument other, string pattern)
        {
            if (ProfileCount != other.ProfileCount) return false;
            string name = pattern.Substring(pattern.LastIndexOf('.'));
            for (int i = 0; i < ProfileCount; i++)
            {
                if (!HasSame(other, "profiles[" + i + "]" + name)) return false;
            }
            return true;
        }

        private bool HasSame(SettingsDocument other, string path)
        {
            object value = SettingsPath.Read(_tree, path);
            object old = SettingsPath.Read(other._tree, path);
            if (value == null || old == null) return value == old;
            if (value is ArrayList list && old is ArrayList oldList)
            {
                bool isSame = list.Count == oldList.Count;
                for (int i = 0; isSame && i < list.Count; i++) isSame = list[i].ToString() == oldList[i].ToString();
                return isSame;
            }
            return value.ToString() == old.ToString();
        }

        /// <summary>How many profiles there are.</summary>
        public int ProfileCount
        {
            get { return _tree["profiles"] is ArrayList list ? list.Count : 0; }
        }

        /// <summary>Adds an empty profile and returns its place. Throws <see cref="SettingsException"/> when there are
        /// <see cref="Settings.ProfilesMax"/> already.</summary>
        public int AddProfile()
        {
            SettingsReader.RefuseCount("profiles", ProfileCount + 1, 1, Settings.ProfilesMax);
            if (!(_tree["profiles"] is ArrayList list))
            {
                list = new ArrayList();
                _tree["profiles"] = list;
            }

            return list.Add(new Hashtable());
        }

        /// <summary>Removes a profile; those behind it move up. Returns whether it was there.</summary>
        public bool RemoveProfile(int place)
        {
            return SettingsPath.Remove(_tree, "profiles[" + place + "]");
        }

        /// <summary>
        /// The settings as JSON, keys in the schema's order. Secrets stand as they are or as asterisks; asterisks are
        /// refused as a value, so that an export that is read back can't set them by accident.
        /// </summary>
        public string ToJson(bool isIndented, bool showsSecrets)
        {
            _tree["version"] = Settings.CurrentVersion;
            return SettingsWriter.Write(_tree, isIndented, showsSecrets ? SecretForm.Plain : SecretForm.Masked);
        }

        /// <summary>Where a secret stands as the asterisks of an export, puts in what <paramref name="present"/> has
        /// at the same place; without that, takes the key away.</summary>
        public void TakeMaskedSecretsFrom(SettingsDocument present)
        {
            SecretCopier.Copy(present._tree, _tree, true);
        }

        /// <summary>The settings without secrets, as kept in flash.</summary>
        internal string ToPublicJson()
        {
            _tree["version"] = Settings.CurrentVersion;
            return SettingsWriter.Write(_tree, false, SecretForm.Left);
        }

        /// <summary>The secrets alone, as kept in flash; "{}" if there are none.</summary>
        internal string ToSecretJson()
        {
            SettingsDocument secrets = new SettingsDocument();
            SecretCopier.Copy(_tree, secrets._tree, false);
            return SettingsWriter.Write(secrets._tree, false, SecretForm.Plain);
        }

        /// <summary>Puts the secrets of another document into this one.</summary>
        internal void TakeSecretsFrom(SettingsDocument secrets)
        {
            SecretCopier.Copy(secrets._tree, _tree, false);
        }

        private SettingKey Known(string path)
        {
            SettingKey key = SettingKeys.Find(path);
            if (key == null || (path.EndsWith("]") && !key.IsList))
            {
                if (KeysIn(path) != null)
                {
                    throw new SettingsException(path, "", "is no key but a group of settings",
                        "name a key in it; show " + path + " tells which are set");
                }

                int dot = path.LastIndexOf('.');
                throw new SettingsException(path, "", "is no key of the settings",
                    "the nearest one is " + SettingKeys.Nearest(path.Substring(0, dot + 1), path.Substring(dot + 1)));
            }

            return key;
        }

        private static object FromText(SettingKey key, string path, string text)
        {
            if (key.Kind != SettingKind.Number)
            {
                return text;
            }

            if (!int.TryParse(text, out int number))
            {
                throw new SettingsException(path, text, "is no whole number",
                    "write a number from " + key.Min + " to " + key.Max);
            }

            return number;
        }
    }
}

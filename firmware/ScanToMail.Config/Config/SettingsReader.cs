using System.Collections;

namespace ScanToMail.Config
{
    /// <summary>Takes the values out of a tree of JSON, section by section, and checks each.</summary>
    internal sealed class SettingsReader : SettingsVisitor
    {
        private Hashtable _table;

        internal SettingsReader(Hashtable tree)
        {
            _table = tree;
        }

        internal void ReadInto(Settings settings)
        {
            RefuseUnknownKeys(settings);
            settings.Visit(this);
        }

        internal override void Section(string key, SettingsSection section)
        {
            if (!_table.Contains(key))
            {
                return;
            }

            if (!(_table[key] is Hashtable inner))
            {
                throw WrongType(Prefix + key, _table[key], "an object with its keys in braces", true);
            }

            ReadSection(key, inner, section);
        }

        internal override ProfileSettings[] Profiles(string key, ProfileSettings[] value, int max)
        {
            if (!_table.Contains(key))
            {
                return value;
            }

            if (!(_table[key] is ArrayList list))
            {
                throw WrongType(Prefix + key, _table[key], "a list of objects in brackets", true);
            }

            RefuseCount(Prefix + key, list.Count, 1, max);
            ProfileSettings[] profiles = new ProfileSettings[list.Count];
            for (int i = 0; i < profiles.Length; i++)
            {
                string place = key + "[" + i + "]";
                if (!(list[i] is Hashtable inner))
                {
                    throw WrongType(Prefix + place, list[i], "an object with its keys in braces", true);
                }

                profiles[i] = new ProfileSettings();
                ReadSection(place, inner, profiles[i]);
            }

            return profiles;
        }

        internal override object Visit(SettingKey key, object value)
        {
            if (!_table.Contains(key.Name))
            {
                return value;
            }

            object given = _table[key.Name];
            if (!key.IsList)
            {
                return ReadOne(key, key.Path, given);
            }

            if (!(given is ArrayList list))
            {
                throw WrongType(key.Path, given, "a list of texts in brackets", key.IsSecret);
            }

            RefuseCount(key.Path, list.Count, key.Min, key.Max);
            return key.Kind == SettingKind.Address ? (object)ReadAddresses(key, list) : ReadTexts(key, list);
        }

        private static MailAddress[] ReadAddresses(SettingKey key, ArrayList list)
        {
            MailAddress[] addresses = new MailAddress[list.Count];
            for (int i = 0; i < addresses.Length; i++)
            {
                addresses[i] = (MailAddress)ReadOne(key, key.Path + "[" + i + "]", list[i]);
            }

            return addresses;
        }

        private static string[] ReadTexts(SettingKey key, ArrayList list)
        {
            string[] texts = new string[list.Count];
            for (int i = 0; i < texts.Length; i++)
            {
                texts[i] = (string)ReadOne(key, key.Path + "[" + i + "]", list[i]);
            }

            return texts;
        }

        /// <summary>Checks one value and gives it its form in use. Throws <see cref="SettingsException"/>.</summary>
        internal static object ReadOne(SettingKey key, string path, object given)
        {
            if (key.Kind == SettingKind.Number)
            {
                return ReadNumber(key, path, given);
            }

            if (!(given is string text))
            {
                throw WrongType(path, given, "text in double quotes", key.IsSecret);
            }

            if (key.Kind == SettingKind.Choice)
            {
                return ReadChoice(key, path, text);
            }

            if (key.Kind == SettingKind.Address)
            {
                return MailAddress.Parse(path, text);
            }

            if (key.Kind == SettingKind.TimeZone)
            {
                return ReadZone(path, text);
            }

            // A list's limits count its elements; each element's own are its kind's.
            return key.IsList
                ? SettingValue.Check(path, key.Kind, text, 1, DomainName.LengthMax)
                : SettingValue.Check(path, key.Kind, text, key.Min, key.Max);
        }

        private static object ReadNumber(SettingKey key, string path, object given)
        {
            bool isWhole = given is int || given is long;
            if (!isWhole)
            {
                throw WrongType(path, given, "a whole number without quotes", false);
            }

            long number = given is int ? (int)given : (long)given;
            if (number < key.Min || number > key.Max)
            {
                string range = key.Min == key.Max ? "write " + key.Min : "write a number from " + key.Min + " to " + key.Max;
                throw new SettingsException(path, number.ToString(), "is out of range", range);
            }

            return (int)number;
        }

        private static object ReadChoice(SettingKey key, string path, string text)
        {
            int choice = Choice.IndexOf(key.Choices, text);
            if (choice < 0)
            {
                throw new SettingsException(path, text, text.Length == 0 ? "is empty" : "is none of its words",
                    "write " + Choice.Describe(key.Choices));
            }

            return choice;
        }

        private static PosixTimeZone ReadZone(string path, string text)
        {
            PosixTimeZone zone = PosixTimeZone.TryParse(text, out string problem);
            if (zone == null)
            {
                throw new SettingsException(path, text, problem, SettingKinds.Needs(SettingKind.TimeZone));
            }

            return zone;
        }

        private void ReadSection(string key, Hashtable inner, SettingsSection section)
        {
            Hashtable outer = _table;
            string outerPrefix = Prefix;
            _table = inner;
            Prefix = outerPrefix + key + ".";
            RefuseUnknownKeys(section);
            section.Visit(this);
            _table = outer;
            Prefix = outerPrefix;
        }

        // Before the values: a key written wrong is the cause when the right one is missing.
        private void RefuseUnknownKeys(SettingsSection section)
        {
            KnownKeys known = new KnownKeys(_table);
            section.Visit(known);
            if (known.Count == _table.Count)
            {
                return;
            }

            foreach (object key in _table.Keys)
            {
                if (!known.Contains((string)key))
                {
                    string path = Prefix + (string)key;
                    throw new SettingsException(path, "", "is no key of the settings",
                        "the nearest one is " + SettingKeys.Nearest(Prefix, (string)key));
                }
            }
        }

        /// <summary>Throws <see cref="SettingsException"/> for a list that is too short or too long.</summary>
        internal static void RefuseCount(string path, int count, int min, int max)
        {
            if (count < min || count > max)
            {
                throw new SettingsException(path, "", count < min ? "is an empty list" : "has " + count + " elements",
                    count < min ? "give it at least " + min : "give it at most " + max);
            }
        }

        private static SettingsException WrongType(string path, object given, string needed, bool isHidden)
        {
            string shown = "";
            string type = "is an object";
            if (given == null)
            {
                return new SettingsException(path, "", "is null", "leave the key out, or write " + needed);
            }

            if (given is string text)
            {
                shown = text;
                type = "is text";
            }
            else if (given is ArrayList)
            {
                type = "is a list";
            }
            else if (given is bool isTrue)
            {
                shown = isTrue ? "true" : "false";
                type = "is neither text nor number";
            }
            else if (!(given is Hashtable))
            {
                shown = given.ToString();
                type = given is int || given is long ? "is a number" : "is no whole number";
            }

            return new SettingsException(path, isHidden ? "" : shown, type, "write " + needed);
        }

        /// <summary>Counts which keys of a table a section knows.</summary>
        private sealed class KnownKeys : SettingsVisitor
        {
            private readonly Hashtable _table;
            private readonly ArrayList _names = new ArrayList();

            internal KnownKeys(Hashtable table)
            {
                _table = table;
            }

            internal int Count
            {
                get { return _names.Count; }
            }

            internal bool Contains(string name)
            {
                return _names.Contains(name);
            }

            internal override object Visit(SettingKey key, object value)
            {
                Take(key.Name);
                return value;
            }

            internal override void Section(string key, SettingsSection section)
            {
                Take(key);
            }

            internal override ProfileSettings[] Profiles(string key, ProfileSettings[] value, int max)
            {
                Take(key);
                return value;
            }

            private void Take(string name)
            {
                if (_table.Contains(name))
                {
                    _names.Add(name);
                }
            }
        }
    }
}

namespace ScanToMail.Config
{
    /// <summary>
    /// Walks the settings. Each section's Visit names its keys with their kinds and limits, once; whoever needs them
    /// walks along: the reader of a settings text takes values in, the list of keys (console, JSON schema) collects
    /// what it is told. So the schema is code in flash, costs no RAM while nobody walks, and exists once.
    /// </summary>
    public abstract class SettingsVisitor
    {
        private readonly SettingKey _key = new SettingKey();

        /// <summary>Path of the section being walked with its dot: "", "sending.", "profiles[1].".</summary>
        internal string Prefix { get; set; } = "";

        /// <summary>
        /// One key. Returns the value it has from now on: <paramref name="value"/> itself or one that was read.
        /// The key's description is reused for the next one.
        /// </summary>
        internal abstract object Visit(SettingKey key, object value);

        /// <summary>A section inside the present one.</summary>
        internal virtual void Section(string key, SettingsSection section)
        {
            string outer = Prefix;
            Prefix = outer + key + ".";
            section.Visit(this);
            Prefix = outer;
        }

        /// <summary>The list of profiles: 1 to <paramref name="max"/> sections of one form.</summary>
        internal virtual ProfileSettings[] Profiles(string key, ProfileSettings[] value, int max)
        {
            Section(key + "[]", new ProfileSettings());
            return value;
        }

        internal string Text(string key, SettingKind kind, string value, int min, int max)
        {
            return (string)Visit(_key.Set(Prefix, key, kind, false, min, max, null), value);
        }

        internal string[] Texts(string key, SettingKind kind, string[] value, int countMin, int countMax)
        {
            return (string[])Visit(_key.Set(Prefix, key, kind, true, countMin, countMax, null), value);
        }

        internal int Number(string key, int value, int min, int max)
        {
            return (int)Visit(_key.Set(Prefix, key, SettingKind.Number, false, min, max, null), value);
        }

        internal int Choose(string key, string choices, int value)
        {
            return (int)Visit(_key.Set(Prefix, key, SettingKind.Choice, false, 0, 0, choices), value);
        }

        internal MailAddress Address(string key, MailAddress value)
        {
            return (MailAddress)Visit(_key.Set(Prefix, key, SettingKind.Address, false, 1, 0, null), value);
        }

        internal MailAddress[] Addresses(string key, MailAddress[] value, int countMin, int countMax)
        {
            return (MailAddress[])Visit(_key.Set(Prefix, key, SettingKind.Address, true, countMin, countMax, null), value);
        }

        internal PosixTimeZone Zone(string key, PosixTimeZone value)
        {
            return (PosixTimeZone)Visit(_key.Set(Prefix, key, SettingKind.TimeZone, false, 1, 100, null), value);
        }
    }

    /// <summary>A section of the settings.</summary>
    public abstract class SettingsSection
    {
        /// <summary>Names every key of the section, in the order in which they are written, and takes its value.</summary>
        internal abstract void Visit(SettingsVisitor visitor);
    }
}

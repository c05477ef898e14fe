namespace ScanToMail.Config
{
    /// <summary>What is known of one key.</summary>
    public sealed class SettingKey
    {
        /// <summary>Path from the root; a profile's keys have an empty place: "profiles[].name".</summary>
        public string Path { get; private set; }

        /// <summary>The last part of the path.</summary>
        public string Name { get; private set; }

        /// <summary>What its value is; of a list, what each element is.</summary>
        public SettingKind Kind { get; private set; }

        /// <summary>Whether it takes a list of values.</summary>
        public bool IsList { get; private set; }

        /// <summary>The lowest number, the fewest characters of a text, or the fewest elements of a list.</summary>
        public int Min { get; private set; }

        /// <summary>The highest number, the most characters of a text (0: the kind's own limit), or the most
        /// elements of a list.</summary>
        public int Max { get; private set; }

        /// <summary>The words to choose from with '|' between them, or null.</summary>
        public string Choices { get; private set; }

        /// <summary>Whether the value is never shown.</summary>
        public bool IsSecret
        {
            get { return SettingKinds.IsSecret(Kind); }
        }

        internal SettingKey Set(
            string prefix, string name, SettingKind kind, bool isList, int min, int max, string choices)
        {
            Path = prefix + name;
            Name = name;
            Kind = kind;
            IsList = isList;
            Min = min;
            Max = max;
            Choices = choices;
            return this;
        }

        internal SettingKey Copy()
        {
            return (SettingKey)MemberwiseClone();
        }
    }
}

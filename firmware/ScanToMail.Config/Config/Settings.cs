using System.Collections;

namespace ScanToMail.Config
{
    /// <summary>
    /// Everything that a person sets, checked and with its defaults filled in. Made from a JSON text and never
    /// changed: who changes settings changes the text (<see cref="SettingsDocument"/>) and reads it anew.
    /// </summary>
    public sealed class Settings : SettingsSection
    {
        /// <summary>The version of the settings that this firmware writes; the key is "version".</summary>
        public const int CurrentVersion = 1;

        /// <summary>Most profiles.</summary>
        public const int ProfilesMax = 16;

        internal static readonly string[] NoTexts = new string[0];
        internal static readonly MailAddress[] NoAddresses = new MailAddress[0];

        internal Settings()
        {
        }

        /// <summary>Version of the settings' form, always <see cref="CurrentVersion"/>.</summary>
        public int Version { get; private set; } = CurrentVersion;

        /// <summary>What the device is called.</summary>
        public DeviceSettings Device { get; } = new DeviceSettings();

        /// <summary>How it gets on the network.</summary>
        public NetworkSettings Network { get; } = new NetworkSettings();

        /// <summary>Time and zone.</summary>
        public TimeSettings Time { get; } = new TimeSettings();

        /// <summary>How mail leaves.</summary>
        public SendingSettings Sending { get; } = new SendingSettings();

        /// <summary>What waits in flash to be sent.</summary>
        public SpoolSettings Spool { get; } = new SpoolSettings();

        /// <summary>Sign-in by OAuth 2.0.</summary>
        public SignInSettings SignIn { get; } = new SignInSettings();

        /// <summary>The profiles, at least one.</summary>
        public ProfileSettings[] Profiles { get; private set; } = new ProfileSettings[0];

        /// <summary>
        /// Reads a settings text: JSON, at most <see cref="JsonText.LengthMaxBytes"/> of UTF-8. Throws
        /// <see cref="SettingsException"/> at the first thing that is wrong.
        /// </summary>
        public static Settings Parse(string json)
        {
            return SettingsDocument.Parse(json).ToSettings();
        }

        internal static Settings Parse(Hashtable tree)
        {
            Settings settings = new Settings();
            new SettingsReader(tree).ReadInto(settings);
            settings.CheckAndComplete();
            return settings;
        }

        internal override void Visit(SettingsVisitor visitor)
        {
            Version = visitor.Number("version", Version, CurrentVersion, CurrentVersion);
            visitor.Section("device", Device);
            visitor.Section("network", Network);
            visitor.Section("time", Time);
            visitor.Section("sending", Sending);
            visitor.Section("signIn", SignIn);
            visitor.Section("spool", Spool);
            Profiles = visitor.Profiles("profiles", Profiles, ProfilesMax);
        }

        private void CheckAndComplete()
        {
            Network.Check();
            SendingRules.Check(Sending, SignIn);
            Time.Complete();
            SignIn.Complete();
            Sending.Complete();
            SendingRules.CheckSender(Sending);
            if (Device.Administrator != null)
            {
                SendingRules.CheckRecipient(Sending, "device.administrator", Device.Administrator);
            }

            if (Profiles.Length == 0)
            {
                throw new SettingsException("profiles", "", "is missing", "give at least one profile with a recipient");
            }

            for (int i = 0; i < Profiles.Length; i++)
            {
                string path = "profiles[" + i + "].";
                ProfileSettings profile = Profiles[i];
                profile.Complete(i, Device.Language);
                profile.Check(path);
                SendingRules.CheckRecipients(Sending, path + "to", profile.To);
                SendingRules.CheckRecipients(Sending, path + "cc", profile.Cc);
                SendingRules.CheckRecipients(Sending, path + "bcc", profile.Bcc);
                RefuseDoubles(path, i);
            }
        }

        private void RefuseDoubles(string path, int place)
        {
            ProfileSettings profile = Profiles[place];
            for (int i = 0; i < place; i++)
            {
                if (Profiles[i].Name == profile.Name)
                {
                    throw new SettingsException(path + "name", profile.Name, "is the name of profiles[" + i + "] too",
                        "give each profile a name of its own");
                }

                if (Profiles[i].Button == profile.Button && profile.Button != 0)
                {
                    throw new SettingsException(path + "button", profile.Button.ToString(),
                        "is the button of profiles[" + i + "] too", "give each profile a button of its own, or 0 for none");
                }
            }
        }
    }
}

using ScanToMail.Config;
using ScanToMail.Delivery;
using ScanToMail.Hal;
using ScanToMail.Jobs;
using ScanToMail.SignIn;

namespace ScanToMail.Console
{
    /// <summary>What the console may do with the device; whoever runs the device implements it. Called on the console's
    /// thread. Members throw <see cref="FlashException"/> where flash fails.</summary>
    public abstract class DeviceControl
    {
        /// <summary>The board.</summary>
        public abstract IHal Hal { get; }

        /// <summary>The firmware's version, such as "1.0.0".</summary>
        public abstract string Version { get; }

        /// <summary>The settings as given, without defaults.</summary>
        public abstract SettingsDocument Document { get; }

        /// <summary>The settings in force, or null while the device is not configured.</summary>
        public abstract Settings Settings { get; }

        /// <summary>What was found wrong with the settings in flash at the start, or "".</summary>
        public abstract string SettingsProblem { get; }

        /// <summary>What a person should know, such as why the device started anew; "" for nothing.</summary>
        public abstract string Notice { get; }

        /// <summary>Keeps a document in flash; where it is complete, it is in force from the next job on.</summary>
        public abstract void Save(SettingsDocument document);

        /// <summary>The jobs and the spool, or null while the device is not configured.</summary>
        public abstract JobQueue Queue { get; }

        /// <summary>What happened last.</summary>
        public abstract EventLog Log { get; }

        /// <summary>Sends a mail with one test page to an address and waits for what becomes of it; a trial is 2 MB long and
        /// goes by BDAT.</summary>
        public abstract DeliveryResult TestMail(MailAddress to, bool isTrial);

        /// <summary>Walks to the server and stops at the first step that fails, which is then returned; null where none did.
        /// Nothing is sent.</summary>
        public abstract Diagnosis TestConnection(ConnectionSteps steps);

        /// <summary>The device's public address as a server greeted it with last, since the device was switched on, or
        /// "".</summary>
        public abstract string PublicAddress { get; }

        /// <summary>What is known of the sign-in by OAuth; does not ask the service.</summary>
        public abstract TokenKeeper Tokens { get; }

        /// <summary>Asks for a device code, which is then <see cref="SignInCode"/>. Returns why there is none, or null.</summary>
        public abstract Diagnosis BeginSignIn();

        /// <summary>The code that a person has to confirm, or null.</summary>
        public abstract DeviceCode SignInCode { get; }

        /// <summary>Asks whether the person has confirmed the code; <see cref="SignInCode"/> is null when it is so. Returns why
        /// it never will be, or null.</summary>
        public abstract Diagnosis PollSignIn();

        /// <summary>Fetches a token with what the device has. Returns why there is none, or null.</summary>
        public abstract Diagnosis RenewSignIn();

        /// <summary>Deletes the tokens for good.</summary>
        public abstract void SignOut();

        /// <summary>
        /// Asks DNS for a domain's mail servers, the one to try first first; null where that fails. The problem is why, or
        /// what to do where none of them is Microsoft's; null where all is well.
        /// </summary>
        public abstract MxRecord[] FindMx(string domain, out Diagnosis problem);

        /// <summary>Orders that settings, secrets, PIN, log and mail are deleted for good at the next start.</summary>
        public abstract void FactoryReset();

        /// <summary>Starts the device anew, soon: files are closed before.</summary>
        public abstract void Reboot();

        /// <summary>What keeps the settings as given from being in force, with its remedy; "" where nothing does.</summary>
        internal string Missing()
        {
            try
            {
                Document.ToSettings();
                return "";
            }
            catch (SettingsException error)
            {
                return error.Message;
            }
        }

        /// <summary>Throws <see cref="ConsoleException"/>, with what is wrong, while the device is not configured.</summary>
        internal void RequireSettings()
        {
            if (Settings != null) return;
            string missing = Missing();
            throw new ConsoleException("settings", "the device is not configured",
                missing.Length > 0 ? missing : "write import, and paste the settings");
        }

        /// <summary>A recipient that somebody typed. Throws <see cref="SettingsException"/> for one that can't be or may not
        /// be.</summary>
        internal MailAddress ReadRecipient(string text)
        {
            RequireSettings();
            MailAddress address = MailAddress.Parse("address", text);
            SendingRules.CheckRecipient(Settings.Sending, "address", address);
            return address;
        }
    }
}

using System.Text;
using ScanToMail.Config;
using ScanToMail.Hal;
using ScanToMail.Jobs;
using ScanToMail.Smtp;

namespace ScanToMail.Boot
{
    /// <summary>
    /// The device as a whole: reads the settings, sets the clock, waits for a button and runs its job. The program that
    /// is flashed and the virtual device only hand it a board.
    /// </summary>
    public sealed class Firmware
    {
        /// <summary>The settings' file in flash.</summary>
        public const string SettingsFile = "settings.json";

        private const int ClockTimeoutMs = 20000;
        private const int ButtonWaitMs = 250;
        private const int DebounceMs = 30;

        private readonly IHal _hal;
        private readonly JobListener _listener;
        private readonly SmtpTranscript _transcript;
        private readonly JobRunner _runner;
        private bool _isStopping;

        /// <summary>A device over a board. Who listens hears of each job; the transcript gets each conversation, without
        /// secrets.</summary>
        public Firmware(IHal hal, JobListener listener, SmtpTranscript transcript)
        {
            _hal = hal;
            _listener = listener;
            _transcript = transcript;
            _runner = new JobRunner(hal);
        }

        /// <summary>The settings in force, or null before the start.</summary>
        public Settings Settings { get; private set; }

        /// <summary>Who runs the jobs.</summary>
        public JobRunner Runner
        {
            get { return _runner; }
        }

        /// <summary>
        /// Reads the settings from flash and sets the clock if it is not set. Throws <see cref="SettingsException"/> for
        /// settings that are wrong or missing.
        /// </summary>
        public void Start()
        {
            Start(ReadSettings());
        }

        /// <summary>The same with settings that come from elsewhere.</summary>
        public void Start(string settingsJson)
        {
            Settings = Settings.Parse(settingsJson);
            if (!_hal.Clock.IsSet) _hal.Clock.Synchronize(Settings.Time.Servers, ClockTimeoutMs);
            _hal.Light.Set(true);
        }

        /// <summary>Waits for presses and runs their jobs, until <see cref="Stop"/>.</summary>
        public void Run()
        {
            bool[] wasDown = new bool[_hal.Buttons.Count + 1];
            while (!_isStopping)
            {
                if (!_hal.Buttons.WaitForChange(ButtonWaitMs)) continue;
                _hal.Clock.Sleep(DebounceMs);
                for (int number = 1; number < wasDown.Length; number++)
                {
                    bool isDown = _hal.Buttons.IsDown(number);
                    if (isDown && !wasDown[number]) Press(number);
                    wasDown[number] = _hal.Buttons.IsDown(number);
                }
            }
        }

        /// <summary>Lets <see cref="Run"/> return after the present job.</summary>
        public void Stop()
        {
            _isStopping = true;
        }

        /// <summary>Runs the job of a button's profile to its end; a button without a profile does nothing.</summary>
        public Job Press(int button)
        {
            for (int i = 0; i < Settings.Profiles.Length; i++)
            {
                if (Settings.Profiles[i].Button == button) return RunProfile(Settings.Profiles[i]);
            }
            return null;
        }

        /// <summary>Runs one job of a profile to its end.</summary>
        public Job RunProfile(ProfileSettings profile)
        {
            _hal.Light.Set(false);
            Job job = _runner.NewJob(profile);
            _runner.Run(Settings, job, _listener, _transcript);
            _hal.Light.Set(true);
            return job;
        }

        private string ReadSettings()
        {
            IFlashFile file;
            try
            {
                file = _hal.Flash.OpenRead(SettingsFile);
            }
            catch (FlashException error)
            {
                throw new SettingsException("", "", "there are no settings in flash: " + error.Message,
                    "Write " + SettingsFile + " to the device's flash.");
            }
            try
            {
                return ReadText(file);
            }
            finally
            {
                file.Close();
            }
        }

        private static string ReadText(IFlashFile file)
        {
            int length = (int)file.LengthBytes;
            if (length > JsonText.LengthMaxBytes)
            {
                throw new SettingsException("", "", "the settings have " + length.ToString() + " bytes",
                    "At most " + JsonText.LengthMaxBytes.ToString() + " bytes are allowed: use fewer profiles.");
            }
            byte[] bytes = new byte[length];
            int count = 0, read;
            while (count < length && (read = file.Read(bytes, count, length - count)) > 0) count += read;
            return Encoding.UTF8.GetString(bytes, 0, count);
        }
    }
}

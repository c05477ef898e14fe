using ScanToMail.Config;
using ScanToMail.Delivery;
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
        private const int ClockTimeoutMs = 20000;
        private const int ButtonWaitMs = 250;
        private const int DebounceMs = 30;

        private readonly IHal _hal;
        private readonly JobListener _listener;
        private readonly EventLog _log;
        private readonly LogTranscript _transcript;
        private readonly JobRunner _runner;
        private readonly SettingsStore _store;
        private bool _isStopping;

        /// <summary>A device over a board. Who listens hears of each job; the transcript gets each conversation, without
        /// secrets.</summary>
        public Firmware(IHal hal, JobListener listener, SmtpTranscript transcript)
        {
            _hal = hal;
            _listener = listener;
            _log = new EventLog(hal.Flash, hal.Clock);
            _transcript = new LogTranscript(_log, transcript);
            _runner = new JobRunner(hal);
            _store = new SettingsStore(hal.Flash);
        }

        /// <summary>The settings in force, or null before the start.</summary>
        public Settings Settings { get; private set; }

        /// <summary>The settings in flash.</summary>
        public SettingsStore Store
        {
            get { return _store; }
        }

        /// <summary>What happened last, in flash.</summary>
        public EventLog Log
        {
            get { return _log; }
        }

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
            Begin(ReadSettings());
        }

        /// <summary>The same with settings that come from elsewhere.</summary>
        public void Start(string settingsJson)
        {
            Begin(Settings.Parse(settingsJson));
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
            _log.Add(job.Number, "profile " + profile.Name);
            _transcript.Job = job.Number;
            DeliveryResult result = _runner.Run(Settings, job, _listener, _transcript);
            _log.Add(job.Number, DeliveryOutcomes.Name(result.Outcome) + " " + job.MessageId);
            if (result.Diagnosis != null) _log.Add(job.Number, result.Diagnosis.Line());
            _log.Flush();
            _hal.Light.Set(true);
            return job;
        }

        private void Begin(Settings settings)
        {
            Settings = settings;
            if (!_hal.Clock.IsSet) _hal.Clock.Synchronize(Settings.Time.Servers, ClockTimeoutMs);
            _hal.Light.Set(true);
        }

        private Settings ReadSettings()
        {
            SettingsDocument document = _store.Load();
            if (_store.IsEmpty && _store.ImportError != null) throw _store.ImportError;
            if (_store.IsEmpty)
            {
                throw new SettingsException("", "", "are not in flash" + (_store.Problem.Length > 0 ? ": " : "")
                    + _store.Problem, "write " + SettingsStore.ImportFile + " to the device's flash");
            }
            return document.ToSettings();
        }
    }
}

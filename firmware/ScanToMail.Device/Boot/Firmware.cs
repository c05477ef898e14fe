using System;
using System.Threading;
using ScanToMail.Config;
using ScanToMail.Console;
using ScanToMail.Delivery;
using ScanToMail.Hal;
using ScanToMail.Jobs;
using ScanToMail.Panel;
using ScanToMail.Smtp;

namespace ScanToMail.Boot
{
    /// <summary>
    /// The device as a whole: reads the settings, sets the clock, waits for a button and runs its job. The program that
    /// is flashed and the virtual device only hand it a board.
    /// </summary>
    public sealed class Firmware
    {
        /// <summary>The firmware's version.</summary>
        public const string Version = "0.1.0";

        private const int ClockLookMs = 1000;
        private const int EndLimitMs = 10000;
        private const int EndLookMs = 50;

        private readonly IHal _hal;
        private readonly EventLog _log;
        private readonly JobQueue _queue;
        private readonly PanelLoop _panel;
        private readonly JobLights _lights;
        private readonly SettingsStore _store;
        private readonly ConsoleSession _console;
        private readonly ClockKeeper _clock;
        private Exception _fault;
        private bool _isStopping;
        private bool _hasQueueStarted;
        private int _threads;

        /// <summary>A device over a board. Who listens hears of each job; the transcript gets each conversation, without
        /// secrets.</summary>
        public Firmware(IHal hal, JobListener listener, SmtpTranscript transcript)
        {
            _hal = hal;
            _log = new EventLog(hal.Flash, hal.Clock);
            _panel = new PanelLoop(hal.Clock, hal.Buttons, hal.Light, new Fingers(this));
            _lights = new JobLights(_panel, listener);
            _queue = new JobQueue(hal, _log, _lights, transcript);
            _lights.Spool = _queue.Spool;
            _queue.Runner.Sender.CertificateCheck = new OwnCertificate(hal, _log);
            _store = new SettingsStore(hal.Flash);
            _clock = new ClockKeeper(hal);
            Control = new FirmwareControl(this, hal, transcript);
            _console = new ConsoleSession(Control);
        }

        /// <summary>The settings in force, or null before the start and while there are none.</summary>
        public Settings Settings { get; private set; }

        /// <summary>What was wrong with the settings in flash at the start, or "".</summary>
        public string SettingsProblem { get; private set; } = "";

        /// <summary>What a person should know about the start, or "".</summary>
        public string Notice { get; set; } = "";

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

        /// <summary>The device as its console sees it.</summary>
        public DeviceControl Control { get; }

        /// <summary>The jobs.</summary>
        public JobQueue Queue
        {
            get { return _queue; }
        }

        /// <summary>The serial console.</summary>
        public ConsoleSession ConsoleSession
        {
            get { return _console; }
        }

        /// <summary>Buttons and light.</summary>
        public PanelLoop Panel
        {
            get { return _panel; }
        }

        /// <summary>Who runs jobs.</summary>
        public JobRunner Runner
        {
            get { return _queue.Runner; }
        }

        /// <summary>
        /// Starts with what flash holds. Without settings that are whole the device runs all the same: its console takes
        /// them, and <see cref="SettingsProblem"/> tells what is missing.
        /// </summary>
        public void Boot()
        {
            RepairFiles();
            try
            {
                Start();
                SettingsProblem = _store.Problem;
            }
            catch (SettingsException error)
            {
                SettingsProblem = error.Message;
                _log.Add(0, "settings: " + error.Message);
                _log.Flush();
                TakeStartOfPanel();
            }
        }

        /// <summary>Takes new settings from the next job on; the first ones make the device work.</summary>
        public void Apply(Settings settings)
        {
            bool isFirst = Settings == null;
            SettingsProblem = "";
            if (isFirst) Begin(settings);
            else if (TextOf(SetupOf(Settings)) != TextOf(SetupOf(settings))) _hal.Network.Start(SetupOf(settings));
            Settings = settings;
            _queue.Apply(settings);
            _panel.HighestNumber = HighestButton(settings);
        }

        /// <summary>
        /// Reads the settings from flash and sets the clock if it is not set. Throws <see cref="SettingsException"/> for
        /// settings that are wrong or missing.
        /// </summary>
        public void Start()
        {
            Begin(ReadSettings());
            TakeStartOfPanel();
        }

        /// <summary>The same with settings that come from elsewhere.</summary>
        public void Start(string settingsJson)
        {
            Begin(Settings.Parse(settingsJson));
            TakeStartOfPanel();
        }

        /// <summary>Takes presses into the queue and drives the light, until <see cref="Stop"/>. Throws what ended one of the
        /// device's threads.</summary>
        public void Run()
        {
            StartThread(RunConsole);
            StartThread(RunClock);
            try
            {
                while (!_isStopping)
                {
                    StartQueue();
                    Exception fault = _fault == null ? _queue.Fault : _fault;
                    if (fault != null) throw fault;
                    _hal.Buttons.WaitForChange(Tick());
                }
            }
            finally
            {
                EndThreads();
            }
        }

        private void StartThread(ThreadStart body)
        {
            Interlocked.Increment(ref _threads);
            new Thread(body).Start();
        }

        /// <summary>A restart wants all files closed. A mail that is being sent may take longer than this waits: what it needs
        /// is in flash.</summary>
        private void EndThreads()
        {
            _isStopping = true;
            _console.Stop();
            _queue.Stop();
            long endMs = _hal.Clock.MonotonicMs + EndLimitMs;
            while ((_threads > 0 || _queue.IsRunning) && _hal.Clock.MonotonicMs < endMs) _hal.Clock.Sleep(EndLookMs);
        }

        /// <summary>One round of <see cref="Run"/>: looks at the buttons, moves the light on. Returns after how many
        /// milliseconds the next round is due.</summary>
        public int Tick()
        {
            if (Settings == null) _panel.Show(LightPattern.NeedsPerson);
            else
            {
                _lights.NeedsSignIn = Runner.Sender.SignIn.Keeper.NeedsPerson(Settings);
                _lights.Refresh();
            }
            return _panel.Tick();
        }

        /// <summary>On a board an exception that leaves a thread ends the program without a word.</summary>
        private void RunConsole()
        {
            try
            {
                _console.Run();
            }
            catch (Exception error)
            {
                _fault = error;
            }
            Interlocked.Decrement(ref _threads);
        }

        private void RunClock()
        {
            try
            {
                while (!_isStopping)
                {
                    _clock.Step(Settings);
                    _hal.Clock.Sleep(ClockLookMs);
                }
            }
            catch (Exception error)
            {
                _fault = error;
            }
            Interlocked.Decrement(ref _threads);
        }

        /// <summary>What a cut of the power left half done of PIN, roots and certificates.</summary>
        private void RepairFiles()
        {
            try
            {
                FlashFiles.RepairAll(_hal.Flash, "");
                FlashFiles.RepairAll(_hal.Flash, "roots");
            }
            catch (FlashException error)
            {
                _log.Add(0, "flash: " + error.Message);
            }
        }

        private void StartQueue()
        {
            if (_hasQueueStarted || Settings == null) return;
            _hasQueueStarted = true;
            _queue.Start();
        }

        /// <summary>Lets <see cref="Run"/> return; the queue's threads end after what they are doing.</summary>
        public void Stop()
        {
            _isStopping = true;
        }

        /// <summary>Puts the job of a button's profile into the queue; null where there is no such profile, or too many presses
        /// wait.</summary>
        public Job Enqueue(int button)
        {
            ProfileSettings profile = FindProfile(button);
            return profile == null ? null : _queue.Enqueue(profile);
        }

        /// <summary>Runs the job of a button's profile to its end, past the queue and the spool; null where there is no such
        /// profile.</summary>
        public Job Press(int button)
        {
            ProfileSettings profile = FindProfile(button);
            return profile == null ? null : RunProfile(profile);
        }

        /// <summary>Runs one job of a profile to its end, past the queue and the spool.</summary>
        public Job RunProfile(ProfileSettings profile)
        {
            return _queue.RunNow(profile);
        }

        private ProfileSettings FindProfile(int button)
        {
            for (int i = 0; Settings != null && i < Settings.Profiles.Length; i++)
            {
                if (Settings.Profiles[i].Button == button) return Settings.Profiles[i];
            }
            return null;
        }

        private void Begin(Settings settings)
        {
            _hal.Network.Start(SetupOf(settings));
            _clock.Start(settings);
            _queue.Open(settings);
            _panel.HighestNumber = HighestButton(settings);
            // Last: from here on Run starts the queue's threads.
            Settings = settings;
        }

        /// <summary>A button that is down now is stuck; one that goes down from here on is a finger.</summary>
        private void TakeStartOfPanel()
        {
            _panel.Tick();
        }

        private static int HighestButton(Settings settings)
        {
            int highest = 1;
            for (int i = 0; i < settings.Profiles.Length; i++)
            {
                if (settings.Profiles[i].Button > highest) highest = settings.Profiles[i].Button;
            }
            return highest;
        }

        private void TakePress(int number)
        {
            _lights.Acknowledge();
            if (Enqueue(number) != null) return;
            _lights.Refuse();
            string reason = Settings == null ? "the device has no settings yet"
                : FindProfile(number) == null ? "no profile has this number"
                : JobQueue.WaitingLimit.ToString() + " presses wait already";
            _log.Add(0, "button " + number.ToString() + " was pressed, but " + reason);
        }

        /// <summary>All of a setup in one text, to compare it.</summary>
        private static string TextOf(NetworkSetup setup)
        {
            string text = (setup.UsesWifi ? "wifi\n" : "ethernet\n") + setup.Ssid + "\n" + setup.Password + "\n"
                + setup.Hostname + "\n" + setup.Address + "\n" + setup.Mask + "\n" + setup.Gateway;
            for (int i = 0; i < setup.Dns.Length; i++) text += "\n" + setup.Dns[i];
            return text;
        }

        private static NetworkSetup SetupOf(Settings settings)
        {
            NetworkSettings network = settings.Network;
            return new NetworkSetup
            {
                UsesWifi = network.Interface == NetworkLink.Wifi,
                Ssid = network.Ssid,
                Password = network.Password,
                Address = network.Address,
                Mask = network.Mask,
                Gateway = network.Gateway,
                Dns = network.Dns,
                Hostname = settings.Device.Hostname
            };
        }

        private Settings ReadSettings()
        {
            SettingsDocument document = _store.Load();
            if (_store.Imported.Length > 0) _log.Add(0, SettingsStore.ImportFile + " changed " + _store.Imported);
            if (_store.IsEmpty && _store.ImportError != null) throw _store.ImportError;
            if (_store.IsEmpty)
            {
                throw new SettingsException("", "", "is not in flash" + (_store.Problem.Length > 0 ? ": " : "")
                    + _store.Problem, "import it on the console, or write it to flash as " + SettingsStore.ImportFile);
            }
            return document.ToSettings();
        }

        /// <summary>What a person does at the panel.</summary>
        private sealed class Fingers : PanelListener
        {
            private readonly Firmware _firmware;

            public Fingers(Firmware firmware)
            {
                _firmware = firmware;
            }

            public override void Pressed(int number)
            {
                _firmware.TakePress(number);
            }

            public override void CancelPressed()
            {
                _firmware._lights.Acknowledge();
                _firmware._queue.Cancel();
            }

            public override void ButtonStuck(int number)
            {
                _firmware._log.Add(0, "button " + number.ToString()
                    + " is stuck: it counts as none until it comes up; look whether something lies on it");
            }
        }
    }
}

using ScanToMail.Config;
using ScanToMail.Console;
using ScanToMail.Delivery;
using ScanToMail.Hal;
using ScanToMail.Jobs;
using ScanToMail.Mime;
using ScanToMail.SignIn;
using ScanToMail.Smtp;

namespace ScanToMail.Boot
{
    /// <summary>The device as its console sees it.</summary>
    internal sealed class FirmwareControl : DeviceControl
    {
        private readonly Firmware _firmware;
        private readonly IHal _hal;
        private readonly SmtpTranscript _transcript;
        private SettingsDocument _document;

        public FirmwareControl(Firmware firmware, IHal hal, SmtpTranscript transcript)
        {
            _firmware = firmware;
            _hal = hal;
            _transcript = transcript;
        }

        public override IHal Hal
        {
            get { return _hal; }
        }

        public override string Version
        {
            get { return Firmware.Version; }
        }

        public override SettingsDocument Document
        {
            get
            {
                if (_document == null) _document = _firmware.Store.Load();
                return _document;
            }
        }

        public override Settings Settings
        {
            get { return _firmware.Settings; }
        }

        public override string SettingsProblem
        {
            get { return _firmware.SettingsProblem; }
        }

        public override string Notice
        {
            get { return _firmware.Notice; }
        }

        public override JobQueue Queue
        {
            get { return _firmware.Queue; }
        }

        public override EventLog Log
        {
            get { return _firmware.Log; }
        }

        public override void Save(SettingsDocument document)
        {
            _firmware.Store.Save(document);
            _document = document;
            Settings settings;
            try
            {
                settings = document.ToSettings();
            }
            catch (SettingsException)
            {
                // Not complete yet: the device goes on as it was.
                return;
            }
            _firmware.Apply(settings);
        }

        public override DeliveryResult TestMail(MailAddress to, bool isTrial)
        {
            MailSender sender = _firmware.Runner.Sender;
            lock (sender)
            {
                sender.CloseIdle();
                sender.KeepsOpen = false;
                return sender.Send(Settings, NewMail(to, isTrial), _transcript);
            }
        }

        public override Diagnosis TestConnection(ConnectionSteps steps)
        {
            MailSender sender = _firmware.Runner.Sender;
            lock (sender) return sender.Probe(Settings, NewMail(Settings.Profiles[0].To[0], false), steps, _transcript);
        }

        public override string PublicAddress
        {
            get { return _firmware.Runner.Sender.PublicAddress; }
        }

        public override TokenKeeper Tokens
        {
            get { return Desk.Keeper; }
        }

        public override DeviceCode SignInCode
        {
            get { return Desk.Code; }
        }

        public override Diagnosis BeginSignIn()
        {
            lock (_firmware.Runner.Sender)
            {
                _firmware.Runner.Sender.CloseIdle();
                return Note(Desk.Begin(Settings), "sign-in: a code was asked for");
            }
        }

        public override Diagnosis PollSignIn()
        {
            Diagnosis problem;
            lock (_firmware.Runner.Sender)
            {
                _firmware.Runner.Sender.CloseIdle();
                problem = Desk.Poll(Settings);
            }
            return problem == null && Desk.Code != null ? null : SignedIn(problem);
        }

        public override Diagnosis RenewSignIn()
        {
            Diagnosis problem;
            lock (_firmware.Runner.Sender)
            {
                _firmware.Runner.Sender.CloseIdle();
                problem = Desk.Renew(Settings);
            }
            return SignedIn(problem);
        }

        public override void SignOut()
        {
            lock (_firmware.Runner.Sender) Desk.Keeper.SignOut();
            Note(null, "sign-in: signed out");
        }

        public override MxRecord[] FindMx(string domain, out Diagnosis problem)
        {
            MailSender sender = _firmware.Runner.Sender;
            lock (sender) return sender.FindMx(Settings, domain, out problem);
        }

        public override void FactoryReset()
        {
            Boot.FactoryReset.Order(_hal.Flash);
        }

        /// <summary>Whoever runs the firmware restarts the board once its threads have ended.</summary>
        public override void Reboot()
        {
            _firmware.Stop();
        }

        private SignInDesk Desk
        {
            get { return _firmware.Runner.Sender.SignIn; }
        }

        private Diagnosis SignedIn(Diagnosis problem)
        {
            Note(problem, "sign-in: signed in");
            if (problem == null) _firmware.Queue.RetryHeld("tried again after the sign-in");
            return problem;
        }

        private Diagnosis Note(Diagnosis problem, string text)
        {
            _firmware.Log.Add(0, problem == null ? text : problem.Line());
            _firmware.Log.Flush();
            return problem;
        }

        private OutgoingMail NewMail(MailAddress to, bool isTrial)
        {
            byte[] random = new byte[12];
            _hal.Random.Fill(random, 0, random.Length);
            MailAddress from = Settings.Sending.From;
            return new OutgoingMail
            {
                From = from,
                ReplyTo = Settings.Sending.ReplyTo,
                To = new MailAddress[] { to },
                Cc = new MailAddress[0],
                Bcc = new MailAddress[0],
                MessageId = MessageIds.NewMessageId(_hal.Clock.UtcNow, random, from.Domain),
                IsTrial = isTrial,
                Content = new TestPage(_hal, Settings.Device.Name, isTrial)
            };
        }
    }
}

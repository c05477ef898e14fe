using ScanToMail.Config;
using ScanToMail.Console;
using ScanToMail.Delivery;
using ScanToMail.Hal;
using ScanToMail.Jobs;
using ScanToMail.Mime;
using ScanToMail.Smtp;

namespace ScanToMail.Boot
{
    /// <summary>The device as its console sees it.</summary>
    internal sealed class FirmwareControl : DeviceControl
    {
        private const string RootsFile = "roots.pem";

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

        public override void FactoryReset()
        {
            _firmware.Stop();
            _firmware.Store.Erase();
            _firmware.Log.Erase();
            DeleteFolder("spool");
            DeleteFolder("spool/corrupt");
            DeleteFolder("");
        }

        public override void Reboot()
        {
            _hal.Board.Reboot();
        }

        /// <summary>Roots are no settings and no secret: they stay.</summary>
        private void DeleteFolder(string folder)
        {
            string[] names = _hal.Flash.List(folder);
            for (int i = 0; i < names.Length; i++)
            {
                if (names[i] != RootsFile) _hal.Flash.Delete(names[i]);
            }
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

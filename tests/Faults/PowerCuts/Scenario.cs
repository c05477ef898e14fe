using ScanToMail.Config;
using ScanToMail.Hal;
using ScanToMail.Jobs;
using ScanToMail.Tests.Support;

namespace ScanToMail.Tests.Faults.PowerCuts
{
    /// <summary>Something that a device does, to be cut anywhere.</summary>
    /// <param name="Name">For people.</param>
    /// <param name="Prepare">What went before; it is not cut.</param>
    /// <param name="Run">What is cut.</param>
    public sealed record Scenario(string Name, Action<QueueRig> Prepare, Action<QueueRig> Run)
    {
        /// <summary>The device's settings.</summary>
        public Settings Settings { get; init; } = Default;

        /// <summary>Recipients that the server refuses for good, from the start to the end.</summary>
        public string[] Refused { get; init; } = [];

        /// <summary>A person's last act after the cuts, such as to retry what is held.</summary>
        public Action<QueueRig> Finish { get; init; } = _ => { };

        /// <summary>Whether mails that were accepted may be gone in the end: a person deletes them.</summary>
        public bool Deletes { get; init; }

        /// <summary>Size of a page in bytes.</summary>
        public int PageBytes { get; init; } = 3000;

        /// <summary>The board's managed heap.</summary>
        public long MemoryBytes { get; init; } = 100_000;

        /// <summary>More to hold true after every boot.</summary>
        public Action<QueueRig> Check { get; init; } = _ => { };

        private static readonly Settings Default = Settings.Parse(QueueRig.SettingsText);
        private static readonly Settings HourOnly =
            Settings.Parse(QueueRig.SettingsText.Replace("\"sizeLimitBytes\"", "\"giveUpHours\": 1, \"sizeLimitBytes\""));
        private static readonly Settings InMemory =
            Settings.Parse(QueueRig.SettingsText.Replace("\"sizeLimitBytes\"", "\"medium\": \"memory\", \"sizeLimitBytes\""));
        private static readonly Settings OneByOne =
            Settings.Parse(QueueRig.SettingsText.Replace("\"method\"", "\"recipientsPerMessage\": 1, \"method\""));
        private static readonly Settings SmallSpool = Settings.Parse(QueueRig.SettingsText.Replace("1000000", "270000"));

        /// <summary>Everything that the firmware does with flash.</summary>
        public static IReadOnlyList<Scenario> All { get; } =
        [
            new("a scan is accepted", _ => { }, rig => rig.Press()),
            new("two scans are accepted", _ => { }, rig =>
            {
                rig.Press(1);
                rig.Press();
            }),
            new("a scan of several strips is accepted", _ => { }, rig => rig.Press()) { PageBytes = 20_000 },
            new("a mail is sent", rig => rig.Press(1), rig => rig.SendDue()),
            new("three mails are sent on one connection", rig => Times(3, () => rig.Press()), rig => rig.SendDue()),
            new("some recipients are refused", rig => rig.Press(1), rig => rig.SendDue()) { Refused = ["b@example.com"] },
            new("all recipients are refused and reported", rig => rig.Press(), rig => rig.SendDue()) { Refused = ["a@example.com"] },
            new("a mail is greylisted and tried again", rig => rig.Press(1), rig =>
            {
                rig.Server.Recipient = address => address[0] == 'b' ? "250 ok" : "450 4.2.0 greylisted";
                rig.SendDue();
                rig.Server.Recipient = _ => "250 ok";
                rig.Pass(0.2);
            }),
            new("a mail goes in parts, and some recipients are refused", rig => rig.Press(1), rig => rig.SendDue())
            {
                Settings = OneByOne, Refused = ["b@example.com"]
            },
            new("a mail goes in parts, and some wait", rig => rig.Press(1), rig =>
            {
                rig.Server.Recipient = address => address[0] == 'b' ? "250 ok" : "450 4.2.0 greylisted";
                rig.SendDue();
                rig.Server.Recipient = _ => "250 ok";
                rig.Pass(0.2);
            }) { Settings = OneByOne },
            new("there is no connection and then there is", rig => Times(2, () => rig.Press()), rig =>
            {
                rig.Server.IsDown = true;
                rig.Pass(0.1);
                rig.Server.IsDown = false;
                rig.Pass(0.2);
            }),
            new("the end of the data is not answered", rig => rig.Press(), rig =>
            {
                rig.Server.EndOfData = () => null;
                rig.SendDue();
                rig.Server.EndOfData = () => "250 ok";
                rig.Pass(0.2);
            }),
            new("a mail is given up and held", rig =>
            {
                rig.Press();
                rig.Server.IsDown = true;
            }, rig => rig.Pass(4)) { Settings = HourOnly, Finish = RetryHeld },
            new("a held mail is readdressed and sent", rig =>
            {
                rig.Press();
                rig.SendDue();
            }, rig =>
            {
                rig.Queue.Readdress(1, [MailAddress.Parse("to", "new@example.com")]);
                rig.SendDue();
            }) { Refused = ["a@example.com"] },
            new("a held mail is deleted", rig =>
            {
                rig.Press();
                rig.SendDue();
                rig.Press(1);
            }, rig => rig.Queue.Delete(1)) { Refused = ["a@example.com"], Deletes = true },
            new("a scan is accepted while a mail is sent", rig =>
            {
                rig.Press(1);
                rig.Hal.Scanner.Reading = (_, at) =>
                {
                    if (at > 0) rig.Queue.SendOnce();
                };
            }, rig => rig.Press()) { PageBytes = 9000 },
            new("a scan outgrows the spool and is sent as it comes", _ => { }, rig => rig.Press()) { Settings = SmallSpool, PageBytes = 280_000 },
            new("a scan waits in memory and is sent", rig => rig.Press(), rig =>
            {
                rig.Press(1);
                rig.Server.IsDown = true;
                rig.Pass(0.1);
                rig.Server.IsDown = false;
                rig.Pass(0.2);
            }) { Settings = InMemory, MemoryBytes = 4_000_000 },
            new("old delivered records make room for new ones", rig => Times(8, () =>
            {
                rig.Press();
                rig.SendDue();
            }), rig =>
            {
                rig.Press();
                rig.SendDue();
            }),
            new("a log that is full goes on", rig =>
            {
                for (int i = 0; i < 400; i++) rig.Log.Add(7, "a line of some length that fills the log, number " + i);
                rig.Log.Flush();
            }, rig =>
            {
                for (int i = 0; i < 20; i++) rig.Log.Add(8, "another line of some length that fills the log, number " + i);
                rig.Log.Flush();
                rig.Press();
            }),
            new("settings are saved while a mail waits", rig =>
            {
                rig.Press();
                SaveSettings(rig, 1);
                SaveSettings(rig, 2);
            }, rig => SaveSettings(rig, 3)) { Check = SettingsAreOldOrNew },
            new("a boot repairs half states and sends", rig =>
            {
                rig.Press();
                rig.Press(1);
                rig.Flash.CutAt(3, 5);
                Until(() => rig.SendDue());
                rig.Flash.PowerOn();
            }, rig =>
            {
                rig.Boot();
                rig.Pass(0.1);
            }),
            .. SignInScenarios.All
        ];

        private static void Times(int count, Action action)
        {
            for (int i = 0; i < count; i++) action();
        }

        private static void Until(Action action)
        {
            try
            {
                action();
            }
            catch (PowerCutException)
            {
                // The half state that is wanted.
            }
        }

        private static void RetryHeld(QueueRig rig)
        {
            foreach (var record in rig.Records()) rig.Queue.Retry(record.Number);
        }

        private static void SaveSettings(QueueRig rig, int number)
        {
            SettingsDocument document = SettingsDocument.Parse(QueueRig.SettingsText);
            document.Set("sending.sizeLimitBytes", number.ToString());
            document.Set("network.ssid", "net" + number);
            document.Set("network.interface", "wifi");
            document.Set("network.password", "password" + number);
            new SettingsStore(rig.Flash).Save(document);
        }

        private static void SettingsAreOldOrNew(QueueRig rig)
        {
            Settings settings = new SettingsStore(rig.Flash).Load().ToSettings();
            int number = settings.Sending.SizeLimitBytes;
            if (number is not (2 or 3) || settings.Network.Password != "password" + number)
            {
                throw new BrokenInvariantException($"settings number {number} with the password {settings.Network.Password}");
            }
        }
    }

    /// <summary>Something is not true that must always be.</summary>
    public sealed class BrokenInvariantException(string message) : Exception(message);
}

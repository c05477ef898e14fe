using ScanToMail.Config;
using ScanToMail.Delivery;
using ScanToMail.Hal;
using ScanToMail.Jobs;
using ScanToMail.Smtp;

namespace ScanToMail.Tests.Support
{
    /// <summary>
    /// The firmware's queue with its spool on a simulated board, driven step by step on one thread, against a model server.
    /// <see cref="Boot"/> switches it on (again): RAM is new, flash, time and server are as they were.
    /// </summary>
    public sealed class QueueRig
    {
        public const string SettingsText = """
            {
              "version": 1,
              "device": { "name": "Scanner 3", "hostname": "scanner3.example.com", "administrator": "Boss <boss@example.com>" },
              "sending": { "method": "onPremises", "host": "mail.example.com", "port": 25, "tls": "none", "auth": "none",
                "from": "Scanner <scanner@example.com>" },
              "spool": { "sizeLimitBytes": 1000000 },
              "profiles": [
                { "name": "One", "to": ["a@example.com"], "subject": "{pages} pages" },
                { "name": "Three", "to": ["Anna <a@example.com>", "b@example.com"], "bcc": ["c@example.com"] }
              ]
            }
            """;

        private readonly int _seed;

        public QueueRig(int seed = 1, SimFlash? flash = null, string settings = SettingsText)
            : this(Settings.Parse(settings), seed, flash)
        {
        }

        public QueueRig(Settings settings, int seed = 1, SimFlash? flash = null)
        {
            _seed = seed;
            Settings = settings;
            Flash = flash ?? new SimFlash { CapacityBytes = 2_000_000 };
            Flash.Files["roots.pem"] = "-----BEGIN CERTIFICATE-----"u8.ToArray();
            Server = new ModelServer(Clock);
            SignIn = new ModelSignIn(Clock, seed) { Event = () => Server.Event?.Invoke() };
            if (settings.Sending.Auth == AuthMode.OAuth) Server.TakesToken = SignIn.Takes;
            Boot();
        }

        public Settings Settings { get; set; }
        public SimFlash Flash { get; }
        public SimClock Clock { get; } = new();
        public ModelServer Server { get; }

        /// <summary>The service that gives tokens, where the settings ask for them.</summary>
        public ModelSignIn SignIn { get; }

        public SimHal Hal { get; private set; } = null!;
        public JobQueue Queue { get; private set; } = null!;
        public EventLog Log { get; private set; } = null!;

        /// <summary>How often the power was switched on; what the board's random numbers depend on too.</summary>
        public int Boots { get; private set; }

        /// <summary>What the listener heard.</summary>
        public List<(int Number, JobState State, DeliveryOutcome? Outcome)> Seen { get; } = [];

        /// <summary>Message-IDs of mails that the device said it has, over all boots.</summary>
        public Dictionary<int, string> Accepted { get; } = [];

        /// <summary>Called when the listener hears something.</summary>
        public Action<Job>? OnChange { get; set; }

        /// <summary>The size of the scans' pages in bytes.</summary>
        public int PageBytes { get; set; } = 9000;

        /// <summary>The board's managed heap.</summary>
        public long MemoryBytes { get; set; } = 100_000;

        /// <summary>Power on; settings and time are there already.</summary>
        public void Boot()
        {
            Boots++;
            Hal = new SimHal(_seed * 1000 + Boots, Flash, Clock);
            Hal.Memory.TotalBytes = MemoryBytes;
            Server.Drop();
            Hal.Network.Server = (_, _) => Server.Connect();
            Hal.Network.Https = SignIn.Answer;
            Hal.Scanner.Pages.Add(SimPage.Jpeg(TestJpeg.Make(scanBytes: PageBytes)));
            Log = new EventLog(Flash, Clock);
            Queue = new JobQueue(Hal, Log, new Listener(this), new Silence());
            Queue.Open(Settings);
        }

        /// <summary>A press of a profile's button, scanned at once.</summary>
        public Job Press(int profile = 0)
        {
            Job job = Queue.Enqueue(Settings.Profiles[profile]);
            Queue.ScanOnce();
            return job;
        }

        /// <summary>Sends all that is due now; returns how many tries there were.</summary>
        public int SendDue()
        {
            int tries = 0;
            while (Queue.SendOnce()) tries++;
            return tries;
        }

        /// <summary>Lets hours pass and sends what comes due.</summary>
        public int Pass(double hours)
        {
            int tries = 0;
            for (int minute = 0; minute <= hours * 60; minute++)
            {
                tries += SendDue();
                Clock.Sleep(60_000);
            }
            return tries;
        }

        /// <summary>The spool's records.</summary>
        public List<SpoolRecord> Records()
        {
            var reader = new Reader();
            Queue.Spool.WriteTo(reader);
            return reader.Records;
        }

        public SpoolRecord Record(int number) => Records().Single(record => record.Number == number);

        private sealed class Listener(QueueRig rig) : JobListener
        {
            public override void Changed(Job job)
            {
                rig.Seen.Add((job.Number, job.State, job.Result?.Outcome));
                if (job.State == JobState.Kept && job.Result is null) rig.Accepted[job.Number] = job.MessageId;
                rig.OnChange?.Invoke(job);
            }
        }

        private sealed class Reader : SpoolReader
        {
            public List<SpoolRecord> Records { get; } = [];

            public override void Record(SpoolRecord record) => Records.Add(record);
        }

        private sealed class Silence : SmtpTranscript
        {
            public override void Sent(string line)
            {
            }

            public override void Received(string line)
            {
            }

            public override void Note(string line)
            {
            }
        }
    }
}

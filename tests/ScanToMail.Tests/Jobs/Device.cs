using System.Text;
using MimeKit;
using ScanToMail.Boot;
using ScanToMail.Hal;
using ScanToMail.Jobs;
using ScanToMail.Smtp;
using ScanToMail.Tests.Support;

namespace ScanToMail.Tests.Jobs
{
    /// <summary>A simulated device with a scripted server, ready for a press.</summary>
    internal sealed class Device
    {
        public const string Settings = """
            {
              "version": 1,
              "device": { "name": "Scanner 3", "hostname": "scanner3.example.com" },
              "time": { "zone": "CET-1CEST,M3.5.0,M10.5.0/3" },
              "sending": { "method": "onPremises", "host": "mail.example.com", "port": 25, "tls": "none", "auth": "none",
                "from": "Scanner <scanner@example.com>" },
              "profiles": [ { "name": "Office", "to": ["office@example.com"], "subject": "{pages} pages from {device}" } ]
            }
            """;

        public const string Opening = "S: 220 mail.example.com\nC: EHLO scanner3.example.com\nS: 250-mail\nS: 250 SIZE 100000000\n";

        public const string Envelope = Opening
            + "C: MAIL FROM:<scanner@example.com>\nS: 250 ok\nC: RCPT TO:<office@example.com>\nS: 250 ok\nC: DATA\nS: 354 go\nC*\n";

        public const string Accepted = Envelope + "S: 250 2.0.0 queued\nC: QUIT\nS: 221 bye";

        public Device(string script, string settings = Settings, int seed = 1, long flashBytes = 262_144)
        {
            Hal = new SimHal(seed);
            Hal.Flash.CapacityBytes = flashBytes;
            Server = new ScriptedServer(Hal.Clock, script);
            Hal.Network.Server = (_, _) => Server;
            Hal.Flash.Files["roots.pem"] = "-----BEGIN CERTIFICATE-----"u8.ToArray();
            Firmware = new Firmware(Hal, Listener, Transcript);
            Firmware.Start(settings);
        }

        public SimHal Hal { get; }
        public ScriptedServer Server { get; set; }
        public Firmware Firmware { get; }
        public Listener Listener { get; } = new();
        public Transcript Transcript { get; } = new();

        public Job Press()
        {
            Job? job = Firmware.Press(1);
            return job!;
        }

        /// <summary>The message that the server took, read back.</summary>
        public MimeMessage Message()
        {
            string text = Encoding.Latin1.GetString(Server.Messages.Single());
            text = text.Replace("\r\n..", "\r\n.");
            return MimeMessage.Load(new MemoryStream(Encoding.Latin1.GetBytes(text)));
        }

        public static byte[] Attachment(MimeMessage message)
        {
            var bytes = new MemoryStream();
            ((MimePart)message.Attachments.Single()).Content!.DecodeTo(bytes);
            return bytes.ToArray();
        }
    }

    internal sealed class Listener : JobListener
    {
        public List<(JobState State, int Pages)> Seen { get; } = [];

        public Action<Job>? OnChange { get; set; }

        public override void Changed(Job job)
        {
            Seen.Add((job.State, job.Pages));
            OnChange?.Invoke(job);
        }
    }

    internal sealed class Transcript : SmtpTranscript
    {
        public StringBuilder Text { get; } = new();

        public override void Sent(string line) => Text.Append("C: " + line + "\n");

        public override void Received(string line) => Text.Append("S: " + line + "\n");

        public override void Note(string line) => Text.Append("-- " + line + "\n");
    }
}

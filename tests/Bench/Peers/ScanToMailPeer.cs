using System.Text;
using ScanToMail.Config;
using ScanToMail.Delivery;
using ScanToMail.DeviceMemory;
using ScanToMail.Hal;
using ScanToMail.Hal.Pc;
using ScanToMail.Jobs;
using ScanToMail.Smtp;
using ScanToMail.Tests.Support;

namespace ScanToMail.Tests.Bench.Peers
{
    /// <summary>The firmware's own assembly, with a document whose length is known (as from the spool).</summary>
    internal sealed class ScanToMailPeer(string name, string transfer, bool hidesBinaryMime) : Peer
    {
        /// <summary>What the spool reads at a time.</summary>
        private const int StripBytes = 4104;
        private MailSender? _sender;
        private Settings? _settings;
        private PcHal? _hal;
        private PeakMemory? _memory;

        public override string Name => name;

        public override void Prepare(Target target, Work work)
        {
            _hal?.Dispose();
            // In memory: how fast this PC's disk is made sure of is no matter of mail.
            var flash = new SimFlash();
            flash.Files["roots.pem"] = Encoding.ASCII.GetBytes(target.RootPem);
            var map = new LoopbackMap();
            map.Add($"{target.Host}:{target.Port}=127.0.0.1:{target.Port}");
            _hal = new PcHal(new PcHalOptions { FlashFolder = Path.GetTempPath(), Map = map });
            _memory = new PeakMemory(_hal, flash, hidesBinaryMime);
            _sender = new MailSender(_memory, new byte[JobRunner.WireBytes]);
            _memory.Root = _sender;
            _settings = Settings.Parse(SettingsText(target, transfer));
        }

        public override PeerFigures Send(Target target, Work work) => InProcess.Measure(() =>
        {
            for (int mail = 0; mail < work.Mails; mail++) SendOne(work, isLast: mail + 1 == work.Mails);
        }, () => _memory!.PeakBytes);

        private void SendOne(Work work, bool isLast)
        {
            _sender!.KeepsOpen = !isLast;
            ProfileSettings profile = _settings!.Profiles[0];
            DeliveryResult result = _sender.Send(_settings, new OutgoingMail
            {
                From = _settings.Sending.From,
                To = profile.To,
                Cc = profile.Cc,
                Bcc = profile.Bcc,
                MessageId = "<" + Guid.NewGuid().ToString("N") + "@example.com>",
                Content = new StoredContent(work.Attachment, StripBytes)
            }, new SilentTranscript());
            if (result.Outcome != DeliveryOutcome.Delivered)
            {
                throw new InvalidOperationException($"{Name}: {DeliveryOutcomes.Name(result.Outcome)} {result.Diagnosis?.Line()}");
            }
        }

        private static string SettingsText(Target target, string transfer) => $$"""
            { "version": 1, "device": { "hostname": "bench.example.com" },
              "sending": { "method": "onPremises", "host": "{{target.Host}}", "port": {{target.Port}}, "tls": "required",
                "auth": "basic", "user": "{{target.User}}", "password": "{{target.Password}}", "from": "{{Work.From}}",
                "trustedRoots": "roots.pem", "transfer": "{{transfer}}" },
              "profiles": [{ "name": "Bench", "to": ["{{string.Join("\",\"", Work.To)}}"] }] }
            """;

        /// <summary>An attachment that lies in memory, given in strips as the spool gives it.</summary>
        private sealed class StoredContent(byte[] bytes, int stripBytes) : MailContent
        {
            private readonly byte[] _strip = new byte[stripBytes];

            public override string Subject => Work.Subject;
            public override string Text => Work.Text;
            public override string ContentType => "application/pdf";
            public override string FileName => Work.FileName;
            public override long LengthBytes => bytes.Length;

            public override void Prepare()
            {
            }

            public override void WriteAttachment(ByteSink sink)
            {
                for (int at = 0; at < bytes.Length; at += _strip.Length)
                {
                    int count = Math.Min(_strip.Length, bytes.Length - at);
                    Array.Copy(bytes, at, _strip, 0, count);
                    sink.Write(_strip, 0, count);
                }
            }

            public override void Close()
            {
            }
        }

        private sealed class SilentTranscript : SmtpTranscript
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

using ScanToMail.Config;
using ScanToMail.Delivery;
using ScanToMail.Jobs;
using ScanToMail.Smtp;

namespace ScanToMail.Tests.Bench
{
    /// <summary>The whole way of a stored document to a connection that takes everything, without any network.</summary>
    internal sealed class BodyPath
    {
        private readonly MailSender _sender;
        private readonly Settings _settings;
        private readonly byte[] _strip;

        public BodyPath(string way, int stripBytes)
        {
            _strip = new byte[stripBytes];
            new Random(1).NextBytes(_strip);
            string transfer = way == IlRun.Data ? "data" : "bdat";
            _sender = new MailSender(new AcceptingBoard(offersBinary: way == IlRun.Binary), new byte[JobRunner.WireBytes]);
            _settings = Settings.Parse($$"""
                { "version": 1, "sending": { "method": "onPremises", "host": "mail", "port": 25, "tls": "none", "auth": "none",
                  "from": "a@example.com", "transfer": "{{transfer}}" }, "profiles": [{ "name": "P", "to": ["b@example.com"] }] }
                """);
        }

        public void Send(int bytes)
        {
            DeliveryResult result = _sender.Send(_settings, new OutgoingMail
            {
                From = _settings.Sending.From,
                To = _settings.Profiles[0].To,
                Cc = _settings.Profiles[0].Cc,
                Bcc = _settings.Profiles[0].Bcc,
                MessageId = "<1@example.com>",
                Content = new RepeatedStrip(_strip, bytes)
            }, new Quiet());
            if (result.Outcome != DeliveryOutcome.Delivered) throw new InvalidOperationException(result.Diagnosis?.Line());
        }

        private sealed class RepeatedStrip(byte[] strip, int bytes) : MailContent
        {
            public override string Subject => "s";
            public override string Text => "t\n";
            public override string ContentType => "application/pdf";
            public override string FileName => "f.pdf";
            public override long LengthBytes => bytes;

            public override void Prepare()
            {
            }

            public override void WriteAttachment(ByteSink sink)
            {
                for (int left = bytes; left > 0; left -= strip.Length) sink.Write(strip, 0, Math.Min(left, strip.Length));
            }

            public override void Close()
            {
            }
        }

        private sealed class Quiet : SmtpTranscript
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

using ScanToMail.Config;
using ScanToMail.Delivery;
using ScanToMail.Hal;
using ScanToMail.Jobs;
using ScanToMail.Smtp;
using ScanToMail.Tests.Support;

namespace ScanToMail.Tests.Fuzz
{
    /// <summary>Replies of a mail server, and what is typed at the console.</summary>
    internal static class MailTargets
    {
        private const string Pin = "471108";

        private static readonly Settings Settings = Settings.Parse(QueueRig.SettingsText);
        private static readonly SimFlash SetUp = NewFlash();

        /// <summary>The bytes are all that a server says, a line for each time that the device listens.</summary>
        public static void Converse(byte[] bytes)
        {
            var hal = new SimHal();
            hal.Network.Server = (_, _) => new Tape(hal.Clock, bytes);
            var sender = new MailSender(hal, new byte[JobRunner.WireBytes]);
            DeliveryResult result = sender.Send(Settings, new OutgoingMail
            {
                From = Settings.Sending.From, To = Settings.Profiles[1].To, Cc = [], Bcc = Settings.Profiles[1].Bcc,
                MessageId = "<1@example.com>", Content = new Page()
            }, new NoTranscript());
            _ = result.Diagnosis?.Line().Length;
            if (RetryPolicy.KindOf(result) < RetryKind.None) throw new InvalidOperationException("no kind of retry");
        }

        /// <summary>The bytes are typed by somebody who is logged in.</summary>
        public static void Type(byte[] bytes)
        {
            var rig = new ConsoleRig(1, SetUp.Copy());
            rig.Type(Pin);
            rig.Hal.Serial.Type(bytes);
            rig.Type("");
        }

        private static SimFlash NewFlash()
        {
            var flash = new SimFlash { CapacityBytes = 2_000_000 };
            var rig = new ConsoleRig(1, flash);
            rig.Type([Pin, Pin, "import", .. QueueRig.SettingsText.Split('\n')]);
            return flash;
        }

        private sealed class Tape(SimClock clock, byte[] bytes) : IConnection
        {
            private int _at;
            private bool _isClosed;

            public string RemoteAddress => "192.0.2.1";
            public bool IsTls => false;
            public bool DataAvailable => false;

            public int Read(byte[] buffer, int offset, int count, int timeoutMs)
            {
                if (_isClosed) throw new NetworkException(NetworkFailure.Closed, "closed on this side");
                int end = Array.IndexOf(bytes, (byte)'\n', _at) + 1;
                int length = Math.Min(count, (end == 0 ? bytes.Length : end) - _at);
                Array.Copy(bytes, _at, buffer, offset, length);
                _at += length;
                return length;
            }

            public void Write(byte[] buffer, int offset, int count, int timeoutMs) => clock.Sleep(1);

            public void StartTls(TlsOptions options, int timeoutMs) => throw new TlsException(TlsFailure.HandshakeFailed, "no TLS here");

            public void Close() => _isClosed = true;
        }

        private sealed class Page : MailContent
        {
            public override string Subject => "Fuzz";
            public override string Text => "Text";
            public override string ContentType => "application/pdf";
            public override string FileName => "scan.pdf";
            public override long LengthBytes => 100;

            public override void Prepare()
            {
            }

            public override void WriteAttachment(ByteSink sink) => sink.Write(new byte[100], 0, 100);

            public override void Close()
            {
            }
        }

        private sealed class NoTranscript : SmtpTranscript
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

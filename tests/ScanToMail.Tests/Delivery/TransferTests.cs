using System.Text;
using ScanToMail.Config;
using ScanToMail.Delivery;
using ScanToMail.Hal;
using ScanToMail.Tests.Support;
using Xunit;

namespace ScanToMail.Tests.Delivery
{
    /// <summary>DATA or BDAT, in groups or one by one, on a new connection or the open one: what the sender chooses, and what
    /// it remembers of hosts.</summary>
    public class TransferTests
    {
        private const string Greeting = "S: 220 mail\nC: EHLO scanner.example.com\nS: 250-mail\n";
        private const string Chunking = Greeting + "S: 250-CHUNKING\nS: 250 BINARYMIME\n";
        private const string Plain = Greeting + "S: 250 8BITMIME\n";
        private const string Pipelining = Greeting + "S: 250 PIPELINING\n";
        private const string Bye = "C: QUIT\nS: 221 bye\n";

        private const string ByData = "C: MAIL FROM:<scanner@example.com>\nS: 250 ok\nC: RCPT TO:<one@example.com>\nS: 250 ok\n"
            + "C: DATA\nS: 354 go\nC*\nS: 250 queued\n";

        private readonly SimHal _hal = new(1);
        private readonly Queue<string> _scripts = new();
        private readonly List<ScriptedServer> _servers = [];
        private readonly Jobs.Transcript _transcript = new();
        private readonly MailSender _sender;

        public TransferTests()
        {
            _sender = new MailSender(_hal, new byte[8192]);
            _hal.Network.Server = (_, _) =>
            {
                var server = new ScriptedServer(_hal.Clock, _scripts.Dequeue());
                _servers.Add(server);
                return server;
            };
        }

        [Fact]
        public void AStoredDocumentGoesInExactChunksAsItIsWhereTheServerTakesThem()
        {
            int size = Size(40_000, isBinary: true);
            _scripts.Enqueue(Chunking + Mail(size, true) + $"C: BDAT 16384\nC# 16384\nS: 250 ok\nC: BDAT 16384\nC# 16384\nS: 250 ok\n"
                + $"C: BDAT {size - 32768} LAST\nC# {size - 32768}\nS: 250 queued\n" + Bye);
            Assert.Equal(DeliveryOutcome.Delivered, Send(40_000).Outcome);
            byte[] message = _servers[0].Messages.SelectMany(chunk => chunk).ToArray();
            MimeKit.MimeMessage read = MimeKit.MimeMessage.Load(new MemoryStream(message));
            Assert.Equal(new Stored(40_000).Bytes, Jobs.Device.Attachment(read));
            Assert.Equal("binary", read.Body!.Headers["Content-Transfer-Encoding"]);
            Assert.Equal("binary", read.Attachments.Single().Headers["Content-Transfer-Encoding"]);
            Assert.Equal("\r\n", Encoding.Latin1.GetString(message)[^2..]);
        }

        [Fact]
        public void ALiveScanGoesByDataEvenThere()
        {
            _scripts.Enqueue(Chunking + ByData + Bye);
            Assert.Equal(DeliveryOutcome.Delivered, Send(4_000, isLive: true).Outcome);
        }

        [Theory]
        [InlineData("smtp.office365.com")]
        [InlineData("contoso-com.mail.protection.outlook.com")]
        [InlineData("contoso-com.e-v1.mx.microsoft")]
        public void Microsoft365GetsDataUntilATrialHasPassed(string host)
        {
            int size = Size(4_000, isBinary: false);
            _scripts.Enqueue(Chunking.Replace("BINARYMIME", "8BITMIME") + ByData.Replace("com>\nS: 250 ok\nC: RCPT", $"com>\nS: 250 ok\nC: RCPT") + Bye);
            Assert.Equal(DeliveryOutcome.Delivered, Send(4_000, host: host).Outcome);
            string chunked = Chunking.Replace("BINARYMIME", "8BITMIME") + Mail(size, false, hasSize: false)
                + $"C: BDAT {size} LAST\nC# {size}\nS: 250 queued\n" + Bye;
            _scripts.Enqueue(chunked);
            Assert.Equal(DeliveryOutcome.Delivered, Send(4_000, host: host, isTrial: true).Outcome);
            _scripts.Enqueue(chunked);
            Assert.Equal(DeliveryOutcome.Delivered, Send(4_000, host: host).Outcome);
            Assert.Contains(host + " bdatPassed", Encoding.ASCII.GetString(_hal.Flash.Files["hosts"]));
        }

        [Fact]
        public void ATrialThatIsRefusedIsRememberedAndEndsAnEarlierPass()
        {
            int size = Size(4_000, isBinary: true);
            const string host = "smtp.office365.com";
            string taken = Chunking + Mail(size, true) + $"C: BDAT {size} LAST\nC# {size}\nS: 250 queued\n" + Bye;
            string refused = Chunking + Mail(size, true) + $"C: BDAT {size} LAST\nC# {size}\nS: 554 5.6.1 body type not supported\n" + Bye;
            _scripts.Enqueue(taken);
            Assert.Equal(DeliveryOutcome.Delivered, Send(4_000, host: host, isTrial: true).Outcome);
            _scripts.Enqueue(refused);
            Assert.Equal(DeliveryOutcome.Refused, Send(4_000, host: host, isTrial: true).Outcome);
            Assert.Equal(host + " noBdat\n", Encoding.ASCII.GetString(_hal.Flash.Files["hosts"]));
            _scripts.Enqueue(Chunking + ByData + Bye);
            Assert.Equal(DeliveryOutcome.Delivered, Send(4_000, host: host).Outcome);
            _scripts.Enqueue(taken);
            Assert.Equal(DeliveryOutcome.Delivered, Send(4_000, host: host, isTrial: true).Outcome);
            Assert.Equal(host + " bdatPassed\n", Encoding.ASCII.GetString(_hal.Flash.Files["hosts"]));
        }

        [Theory]
        [InlineData(100_000, 8192)]
        [InlineData(4_000_000, 16384)]
        public void TheBodyGoesInFullWritesOfOneSizeAndOnlyTheLastIsShort(long heapBytes, int writeBytes)
        {
            _hal.Memory.TotalBytes = heapBytes;
            _scripts.Enqueue(Plain + ByData + Bye);
            Assert.Equal(DeliveryOutcome.Delivered, Send(100_000, isLive: true).Outcome);
            int[] body = _servers[0].WriteSizes.Skip(4).SkipLast(1).ToArray();
            Assert.All(body.SkipLast(1), size => Assert.Equal(writeBytes, size));
            Assert.InRange(body[^1], 1, writeBytes);
            Assert.InRange(body.Sum(), 136_000, 139_000);
        }

        [Fact]
        public void TransferDataForcesDataAndTransferBdatForcesBdat()
        {
            _scripts.Enqueue(Chunking + ByData + Bye);
            Assert.Equal(DeliveryOutcome.Delivered, Send(4_000, transfer: "data").Outcome);
            int size = Size(4_000, isBinary: true);
            _scripts.Enqueue(Chunking + Mail(size, true) + $"C: BDAT {size} LAST\nC# {size}\nS: 502 5.5.1 no\nDROP\n");
            DeliveryResult refused = Send(4_000, transfer: "bdat");
            Assert.Equal(DeliveryOutcome.Refused, refused.Outcome);
            Assert.Empty(_scripts);
        }

        [Theory]
        [InlineData("500 5.5.1 what is that")]
        [InlineData("502 5.5.1 not implemented")]
        [InlineData("503 5.5.1 bad sequence")]
        [InlineData("552 5.3.4 too long")]
        [InlineData("554 5.6.1 conversion not supported")]
        public void ADefiniteRefusalOfBdatIsFollowedByDataOnANewConnectionAndRemembered(string reply)
        {
            int size = Size(4_000, isBinary: true);
            // After 500 to 502 the chunk was taken for commands, and nothing more is said.
            string end = reply.StartsWith("50") && reply[2] < '3' ? "" : Bye;
            _scripts.Enqueue(Chunking + Mail(size, true) + $"C: BDAT {size} LAST\nC# {size}\nS: {reply}\n" + end);
            _scripts.Enqueue(Chunking + ByData + Bye);
            DeliveryResult result = Send(4_000);
            Assert.True(result.Outcome == DeliveryOutcome.Delivered, _transcript.Text.ToString());
            Assert.Contains("noBdat", Encoding.ASCII.GetString(_hal.Flash.Files["hosts"]));
            _scripts.Enqueue(Chunking + ByData + Bye);
            Assert.Equal(DeliveryOutcome.Delivered, Send(4_000).Outcome);
        }

        [Theory]
        [InlineData("550 5.7.1 not from you", DeliveryOutcome.Refused)]
        [InlineData("452 4.3.1 later", DeliveryOutcome.NotSent)]
        public void ARefusalOfTheMailItselfIsNoReasonToTryData(string reply, DeliveryOutcome outcome)
        {
            int size = Size(4_000, isBinary: true);
            _scripts.Enqueue(Chunking + Mail(size, true) + $"C: BDAT {size} LAST\nC# {size}\nS: {reply}\n" + Bye);
            Assert.Equal(outcome, Send(4_000).Outcome);
            Assert.Single(_servers);
        }

        [Fact]
        public void AConnectionLostAfterLastIsPerhapsDeliveredAndNoFallback()
        {
            int size = Size(4_000, isBinary: true);
            _scripts.Enqueue(Chunking + Mail(size, true) + $"C: BDAT {size} LAST\nC# {size}\nDROP\n");
            Assert.Equal(DeliveryOutcome.PerhapsDelivered, Send(4_000).Outcome);
            Assert.Single(_servers);
        }

        [Fact]
        public void AConnectionLostBetweenChunksIsTriedLater()
        {
            int size = Size(40_000, isBinary: true);
            _scripts.Enqueue(Chunking + Mail(size, true) + "C: BDAT 16384\nC# 16384\nDROP\n");
            Assert.Equal(DeliveryOutcome.NotSent, Send(40_000).Outcome);
        }

        [Fact]
        public void CommandsInADocumentAreNoCommandsWhereTheChunkWasRefused()
        {
            string evil = "RSET\r\nMAIL FROM:<evil@example.com>\r\nRCPT TO:<victim@example.com>\r\nDATA\r\n";
            int size = Size(40_000, isBinary: true);
            // The server takes nothing of the chunk: whatever came after the refusal would be read as commands.
            _scripts.Enqueue(Chunking + Mail(size, true) + "C: BDAT 16384\nS: 502 5.5.1 no\nC# 16384\n");
            _scripts.Enqueue(Chunking + ByData + Bye);
            Assert.Equal(DeliveryOutcome.Delivered, Send(40_000, start: evil).Outcome);
            Assert.True(_servers[0].IsClosed);
            Assert.Single(_servers[0].Messages);
        }

        [Fact]
        public void AHostThatStallsOnAGroupIsDoneWithoutFromThenOn()
        {
            _scripts.Enqueue(Pipelining + "C: MAIL FROM:<scanner@example.com>\nC: RCPT TO:<one@example.com>\nC: DATA\nS: 250 ok\nHANG\n");
            _scripts.Enqueue(Pipelining + ByData + Bye);
            Assert.Equal(DeliveryOutcome.Delivered, Send(100, isLive: true).Outcome);
            Assert.Contains("noPipelining", Encoding.ASCII.GetString(_hal.Flash.Files["hosts"]));
            _scripts.Enqueue(Pipelining + ByData + Bye);
            Assert.Equal(DeliveryOutcome.Delivered, Send(100, isLive: true).Outcome);
        }

        [Fact]
        public void AQueueGoesOverOneConnectionWithRsetBetween()
        {
            _scripts.Enqueue(Plain + ByData + "C: RSET\nS: 250 reset\n" + ByData + "C: RSET\nS: 250 reset\n" + ByData + Bye);
            Settings settings = SettingsFor("mail.example.com", "auto");
            for (int mail = 1; mail <= 3; mail++)
            {
                _sender.KeepsOpen = mail < 3;
                Assert.Equal(DeliveryOutcome.Delivered, Send(100, settings: settings, isLive: true).Outcome);
            }
            Assert.Single(_servers);
            Assert.True(_servers[0].IsDone);
        }

        [Fact]
        public void AnIdleConnectionIsClosedBeforeTheServerDoesIt()
        {
            _scripts.Enqueue(Plain + ByData + Bye);
            _scripts.Enqueue(Plain + ByData + Bye);
            Settings settings = SettingsFor("mail.example.com", "auto");
            _sender.KeepsOpen = true;
            Send(100, settings: settings, isLive: true);
            _hal.Clock.Sleep(25_000);
            Send(100, settings: settings, isLive: true);
            _sender.CloseIdle();
            Assert.All(_servers, server => Assert.True(server.IsDone));
            Assert.Equal(2, _servers.Count);
        }

        [Fact]
        public void AConnectionThatDiedUnseenIsMadeAnew()
        {
            _scripts.Enqueue(Plain + ByData + "DROP\n");
            _scripts.Enqueue(Plain + ByData + Bye);
            Settings settings = SettingsFor("mail.example.com", "auto");
            _sender.KeepsOpen = true;
            Send(100, settings: settings, isLive: true);
            _sender.KeepsOpen = false;
            Assert.Equal(DeliveryOutcome.Delivered, Send(100, settings: settings, isLive: true).Outcome);
        }

        [Fact]
        public void AWindowThatNeverOpensEndsByItsTimeout()
        {
            _hal.Network.Server = (_, _) => new StuckServer(_hal.Clock, new ScriptedServer(_hal.Clock, Plain + ByData));
            DeliveryResult result = Send(100_000, isLive: true);
            Assert.Equal(DeliveryOutcome.NotSent, result.Outcome);
            Assert.Contains("time", result.Diagnosis.Line());
        }

        private static string Mail(int size, bool isBinary, bool hasSize = false) =>
            $"C: MAIL FROM:<scanner@example.com>{(hasSize ? $" SIZE={size}" : "")}{(isBinary ? " BODY=BINARYMIME" : "")}\n"
            + "S: 250 ok\nC: RCPT TO:<one@example.com>\nS: 250 ok\n";

        /// <summary>The message's size around an attachment, asked of a server that takes any chunk.</summary>
        private static int Size(int attachmentBytes, bool isBinary)
        {
            var hal = new SimHal(1);
            var server = new TakingServer(isBinary);
            hal.Network.Server = (_, _) => server;
            Settings settings = SettingsFor("mail.example.com", "bdat");
            new MailSender(hal, new byte[8192]).Send(settings, NewMail(settings, new Stored(attachmentBytes)), new Jobs.Transcript());
            return server.SizeBytes;
        }

        private DeliveryResult Send(int bytes, string host = "mail.example.com", string transfer = "auto", bool isLive = false,
            bool isTrial = false, Settings? settings = null, string start = "")
        {
            settings ??= SettingsFor(host, transfer);
            OutgoingMail mail = NewMail(settings, new Stored(bytes, isLive, start));
            mail.IsTrial = isTrial;
            return _sender.Send(settings, mail, _transcript);
        }

        private static OutgoingMail NewMail(Settings settings, MailContent content) => new()
        {
            From = settings.Sending.From,
            To = settings.Profiles[0].To,
            Cc = [],
            Bcc = [],
            MessageId = "<1@example.com>",
            Content = content
        };

        private static Settings SettingsFor(string host, string transfer) => Settings.Parse($$"""
            { "version": 1, "device": { "hostname": "scanner.example.com" },
              "sending": { "method": "onPremises", "host": "{{host}}", "port": 25, "tls": "none", "auth": "none",
                "from": "scanner@example.com", "transfer": "{{transfer}}" },
              "profiles": [{ "name": "P", "to": ["one@example.com"] }] }
            """);

        /// <summary>A document whose length is known, unless it is a live scan.</summary>
        private sealed class Stored(int bytes, bool isLive = false, string start = "") : MailContent
        {
            public byte[] Bytes { get; } =
                [.. Encoding.ASCII.GetBytes(start), .. Enumerable.Range(0, bytes - start.Length).Select(i => (byte)(i * 31 % 251))];

            public override string Subject => "s";
            public override string Text => "t\n";
            public override string ContentType => "application/pdf";
            public override string FileName => "scan.pdf";
            public override long LengthBytes => isLive ? -1 : bytes;

            public override void Prepare()
            {
            }

            public override void WriteAttachment(ByteSink sink)
            {
                for (int at = 0; at < Bytes.Length; at += 4096) sink.Write(Bytes, at, Math.Min(4096, Bytes.Length - at));
            }

            public override void Close()
            {
            }
        }

        /// <summary>Says 250 to everything and adds up the chunks.</summary>
        private sealed class TakingServer(bool isBinary) : IConnection
        {
            private readonly Queue<byte> _output = new("220 mail\r\n"u8.ToArray());
            private readonly List<byte> _line = [];
            private int _left;

            public int SizeBytes { get; private set; }
            public string RemoteAddress => "192.0.2.1";
            public bool IsTls => false;
            public bool DataAvailable => _output.Count > 0;

            public int Read(byte[] buffer, int offset, int count, int timeoutMs)
            {
                int read = 0;
                while (read < count && _output.TryDequeue(out byte value)) buffer[offset + read++] = value;
                return read;
            }

            public void Write(byte[] buffer, int offset, int count, int timeoutMs)
            {
                for (int i = offset; i < offset + count; i++)
                {
                    if (_left > 0)
                    {
                        _left--;
                        continue;
                    }
                    _line.Add(buffer[i]);
                    if (buffer[i] == '\n') Answer(Encoding.ASCII.GetString(_line.ToArray()));
                }
            }

            public void StartTls(TlsOptions options, int timeoutMs) => throw new NotSupportedException();

            public void Close()
            {
            }

            private void Answer(string line)
            {
                _line.Clear();
                string reply = line.StartsWith("EHLO") ? "250-mail\r\n250-CHUNKING\r\n" + (isBinary ? "250 BINARYMIME" : "250 8BITMIME") : "250 ok";
                if (line.StartsWith("BDAT")) SizeBytes += _left = int.Parse(line.Split(' ', '\r')[1]);
                foreach (byte value in Encoding.ASCII.GetBytes(reply + "\r\n")) _output.Enqueue(value);
            }
        }

        /// <summary>Takes no byte of a body: every larger write runs into its timeout.</summary>
        private sealed class StuckServer(SimClock clock, IConnection inner) : IConnection
        {
            public string RemoteAddress => inner.RemoteAddress;
            public bool IsTls => inner.IsTls;
            public bool DataAvailable => inner.DataAvailable;
            public int Read(byte[] buffer, int offset, int count, int timeoutMs) => inner.Read(buffer, offset, count, timeoutMs);

            public void Write(byte[] buffer, int offset, int count, int timeoutMs)
            {
                if (count < 1000)
                {
                    inner.Write(buffer, offset, count, timeoutMs);
                    return;
                }
                clock.Sleep(timeoutMs);
                throw new NetworkException(NetworkFailure.Timeout, "nothing was taken");
            }

            public void StartTls(TlsOptions options, int timeoutMs) => inner.StartTls(options, timeoutMs);
            public void Close() => inner.Close();
        }
    }
}

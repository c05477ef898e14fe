using System.Text;
using MimeKit;
using ScanToMail.Config;
using ScanToMail.Delivery;
using ScanToMail.Hal.Pc;
using ScanToMail.Smtp;
using ScanToMail.Tenant;
using Xunit;

namespace ScanToMail.Tests.Interop
{
    /// <summary>Stored documents by BDAT, BINARYMIME and in groups of commands, to the servers that people run.</summary>
    public sealed class TransferTests : IDisposable
    {
        private const int DocumentBytes = 3_000_000;
        private readonly string _flash = Directory.CreateTempSubdirectory("scantomail-transfer-").FullName;
        private readonly byte[] _document = new byte[DocumentBytes];
        private readonly StringBuilder _transcript = new();

        public TransferTests() => new Random(11).NextBytes(_document);

        public void Dispose() => Directory.Delete(_flash, recursive: true);

        [SkippableTheory]
        [InlineData("auto", "BDAT 16384")]
        [InlineData("data", "DATA")]
        public void PostfixTakesItInChunksAndByData(string transfer, string expected)
        {
            using PostfixServer postfix = PostfixServer.Start();
            DeliveryResult result = Send(postfix.Port, postfix.RootPem, PostfixServer.User, PostfixServer.Password, transfer);
            Assert.True(result.Outcome == DeliveryOutcome.Delivered, result.Diagnosis?.Line() + _transcript);
            Assert.Contains("\n" + expected, _transcript.ToString());
            Assert.Equal(_document, Attachment(postfix.WaitForMessages(1)[0]));
        }

        [SkippableTheory]
        [InlineData("auto", "BDAT 16384")]
        [InlineData("data", "DATA")]
        public void EximTakesItInChunksAndByData(string transfer, string expected)
        {
            using var exim = new EximServer();
            DeliveryResult result = Send(exim.Port, exim.RootPem, EximServer.User, EximServer.Password, transfer);
            Assert.True(result.Outcome == DeliveryOutcome.Delivered, result.Diagnosis?.Line() + _transcript);
            Assert.Contains("\n" + expected, _transcript.ToString());
            Assert.Equal(_document, Attachment(Encoding.Latin1.GetBytes(exim.Messages().Single())));
        }

        [SkippableFact]
        public void OpenSmtpdIsSpokenToOneCommandAtATime()
        {
            using var server = new OpenSmtpdServer();
            DeliveryResult result = Send(server.Port, "", "", "", "auto");
            Assert.True(result.Outcome == DeliveryOutcome.Delivered, result.Diagnosis?.Line() + _transcript);
            Assert.DoesNotContain("PIPELINING", _transcript.ToString());
            Assert.Equal(_document, Attachment(server.Messages().Single()));
        }

        [SkippableFact]
        public async Task DovecotsSubmissionServiceIsNotTrustedWithRawBytes()
        {
            var options = new TenantOptions();
            var relay = options.Smtp.Single(endpoint => endpoint.Name == "onPremises");
            relay.RequireTls = relay.RequireLogin = false;
            relay.EhloBeforeTls = ["PIPELINING", "SIZE {size}", "8BITMIME", "DSN", "ENHANCEDSTATUSCODES", "BINARYMIME", "CHUNKING"];
            await using TenantServer tenant = await TenantServer.StartAsync(options);
            using var dovecot = new DovecotSubmissionServer(tenant.OnPremises.Port);
            DeliveryResult result = Send(dovecot.Port, dovecot.RootPem, DovecotSubmissionServer.User, DovecotSubmissionServer.Password, "auto");
            Assert.True(result.Outcome == DeliveryOutcome.Delivered, result.Diagnosis?.Line() + _transcript + dovecot.Log());
            // It offers BINARYMIME and turns LF into CR LF: base64 in chunks comes through whole.
            Assert.Contains("BINARYMIME", _transcript.ToString());
            Assert.DoesNotContain("BODY=BINARYMIME", _transcript.ToString());
            Assert.Contains("\nBDAT 16384", _transcript.ToString());
            ReceivedMessage message = await tenant.Inbox.WaitForMessageAsync();
            Assert.Equal(_document, Attachment(message.Content));
        }

        [Fact]
        public async Task TheTenantGetsRawBytesInExactChunks()
        {
            var options = new TenantOptions();
            var endpoint = options.Smtp.Single(one => one.Name == "onPremises");
            endpoint.EhloAfterTls = [.. endpoint.EhloAfterTls, "BINARYMIME"];
            await using TenantServer tenant = await TenantServer.StartAsync(options);
            DeliveryResult result = Send(tenant.OnPremises.Port, tenant.RootCertificatePem, "scanner@contoso.com", "Scan-2-Mail!",
                "auto", "mail.contoso.test", "scanner@contoso.com");
            Assert.True(result.Outcome == DeliveryOutcome.Delivered, result.Diagnosis?.Line() + _transcript);
            ReceivedMessage message = await tenant.Inbox.WaitForMessageAsync();
            Assert.Equal(_document, Attachment(message.Content));
            Assert.All(message.ChunkSizesBytes.SkipLast(1), size => Assert.Equal(16384, size));
            Assert.Empty(message.Session.Violations);
            Assert.InRange(result.BytesSent, DocumentBytes, DocumentBytes * 1.001 + 3072);
        }

        private DeliveryResult Send(int port, string rootPem, string user, string password, string transfer, string host = "localhost",
            string from = "scanner@example.com")
        {
            File.WriteAllText(Path.Combine(_flash, "roots.pem"), rootPem);
            string access = user.Length > 0
                ? $"\"tls\": \"required\", \"auth\": \"basic\", \"user\": \"{user}\", \"password\": \"{password}\""
                : "\"tls\": \"none\", \"auth\": \"none\"";
            var map = new LoopbackMap();
            map.Add($"{host}:{port}=127.0.0.1:{port}");
            using var hal = new PcHal(new PcHalOptions { FlashFolder = _flash, Map = map });
            Settings settings = Settings.Parse($$"""
                { "version": 1, "device": { "hostname": "scanner.example.com" },
                  "sending": { "method": "onPremises", "host": "{{host}}", "port": {{port}}, {{access}}, "from": "{{from}}", "transfer": "{{transfer}}" },
                  "profiles": [{ "name": "P", "to": ["one@example.com", "two@example.com"] }] }
                """);
            return new MailSender(hal, new byte[8192]).Send(settings, new OutgoingMail
            {
                From = settings.Sending.From,
                To = settings.Profiles[0].To,
                Cc = [],
                Bcc = [],
                MessageId = $"<{Guid.NewGuid():N}@example.com>",
                Content = new Stored(_document)
            }, new Writer(_transcript));
        }

        private static byte[] Attachment(byte[] message)
        {
            var part = (MimePart)MimeMessage.Load(new MemoryStream(message)).Attachments.Single();
            var content = new MemoryStream();
            part.Content!.DecodeTo(content);
            return content.ToArray();
        }

        private sealed class Stored(byte[] bytes) : MailContent
        {
            public override string Subject => "transfer";
            public override string Text => "text\n";
            public override string ContentType => "application/pdf";
            public override string FileName => "scan.pdf";
            public override long LengthBytes => bytes.Length;

            public override void Prepare()
            {
            }

            public override void WriteAttachment(ByteSink sink)
            {
                for (int at = 0; at < bytes.Length; at += 4096) sink.Write(bytes, at, Math.Min(4096, bytes.Length - at));
            }

            public override void Close()
            {
            }
        }

        private sealed class Writer(StringBuilder text) : SmtpTranscript
        {
            public override void Sent(string line) => text.Append("\n" + line);

            public override void Received(string line) => text.Append("\n< " + line);

            public override void Note(string line) => text.Append("\n-- " + line);
        }
    }
}

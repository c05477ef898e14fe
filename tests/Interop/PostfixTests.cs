using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using ScanToMail.Boot;
using ScanToMail.Delivery;
using ScanToMail.DeviceMemory;
using ScanToMail.Hal.Pc;
using ScanToMail.Jobs;
using ScanToMail.Tests.Support;
using Xunit;

namespace ScanToMail.Tests.Interop
{
    [Trait("Category", "Interop")]
    public sealed class PostfixTests : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("scantomail-interop-").FullName;

        public void Dispose() => Directory.Delete(_folder, recursive: true);

        [SkippableFact]
        public void MailKitDeliversFirst()
        {
            using PostfixServer server = PostfixServer.Start();
            using var client = new SmtpClient();
            client.ServerCertificateValidationCallback = (_, _, _, _) => true;
            client.Connect(PostfixServer.Host, server.Port, SecureSocketOptions.StartTls);
            client.Authenticate(PostfixServer.User, PostfixServer.Password);
            var message = new MimeMessage(new[] { MailboxAddress.Parse("a@example.com") }, new[] { MailboxAddress.Parse("b@example.com") },
                "hello", new TextPart("plain") { Text = "hello" });
            client.Send(message);
            Assert.Contains("hello", System.Text.Encoding.UTF8.GetString(server.WaitForMessages(1)[0]));
        }

        [SkippableFact]
        public void AScanOf25MegabytesArrivesByteForByteInConstantMemory()
        {
            using PostfixServer server = PostfixServer.Start();
            long small = Deliver(server, 2_500_000, pages: 5, expectedMessages: 1);
            long large = Deliver(server, 25_000_000, pages: 10, expectedMessages: 2);
            Assert.InRange(large - small, -500, 500);
        }

        /// <summary>Delivers pages, compares what arrived, and returns the firmware's highest memory figure.</summary>
        private long Deliver(PostfixServer server, int scanBytes, int pages, int expectedMessages)
        {
            string scans = Directory.CreateDirectory(Path.Combine(_folder, "scan" + scanBytes)).FullName;
            for (int i = 1; i <= pages; i++) File.WriteAllBytes(Path.Combine(scans, $"{i}.jpg"), BigJpeg.Make(scanBytes / pages, seed: i));
            string settings = WriteSettings(server, Settings(server));
            (int exitCode, JsonNode result) = Send(settings, scans);
            Assert.Equal(0, exitCode);
            Assert.Equal("delivered", (string)result["result"]!);
            MimeMessage message = MimeMessage.Load(new MemoryStream(server.WaitForMessages(expectedMessages)[^1]));
            Assert.Equal((string)result["messageId"]!, "<" + message.MessageId + ">");
            var pdf = new MemoryStream();
            ((MimePart)message.Attachments.Single()).Content!.DecodeTo(pdf);
            Assert.Equal((long)result["attachmentBytes"]!, pdf.Length);
            Compare(scans, pages, pdf.ToArray());
            return (long)result["liveBytesMax"]!;
        }

        private void Compare(string scans, int pages, byte[] pdf)
        {
            string file = Path.Combine(_folder, "scan.pdf");
            File.WriteAllBytes(file, pdf);
            (int qpdf, string words) = Tool.Run(Tool.Require("qpdf"), "--check", file);
            Assert.True(qpdf == 0, words);
            string prefix = Path.Combine(_folder, "image");
            Tool.Run(Tool.Require("pdfimages"), "-all", file, prefix);
            for (int i = 1; i <= pages; i++)
            {
                byte[] scanned = File.ReadAllBytes(Path.Combine(scans, $"{i}.jpg"));
                byte[] arrived = File.ReadAllBytes($"{prefix}-{i - 1:D3}.jpg");
                Assert.True(scanned.AsSpan().SequenceEqual(arrived), $"page {i} differs");
            }
        }

        [SkippableFact]
        public void OneRefusedRecipientDoesNotStopTheOthers()
        {
            using PostfixServer server = PostfixServer.Start();
            JsonNode settings = Settings(server);
            settings["profiles"]![0]!["to"] = new JsonArray("office@example.com", "gone@example.com");
            (int exitCode, JsonNode result) = Send(WriteSettings(server, settings), OnePage());
            Assert.Equal(1, exitCode);
            Assert.Equal("partlyDelivered", (string)result["result"]!);
            Assert.True((bool)result["recipients"]![0]!["accepted"]!);
            Assert.False((bool)result["recipients"]![1]!["accepted"]!);
            Assert.Equal("5.1.1", (string)result["recipients"]![1]!["enhancedCode"]!);
            Assert.Single(server.WaitForMessages(1));
        }

        [SkippableTheory]
        [InlineData("wrong password", "auth", "refuses the login")]
        [InlineData("no login", "rcptTo", "refuses")]
        [InlineData("foreign root", "tlsHandshake", "certificate")]
        [InlineData("no TLS", "mailFrom", "STARTTLS")]
        public void ARefusalSaysWhyAndNothingIsDelivered(string fault, string phase, string words)
        {
            using PostfixServer server = PostfixServer.Start();
            JsonNode settings = Settings(server);
            JsonNode sending = settings["sending"]!;
            if (fault == "wrong password") sending["password"] = "nonsense";
            if (fault is "no login" or "no TLS") sending["auth"] = "none";
            if (fault == "no TLS") sending["tls"] = "none";
            string file = WriteSettings(server, settings);
            if (fault == "foreign root") File.WriteAllText(Path.Combine(_folder, "roots.pem"), new TestAuthority("localhost").RootPem);
            (int exitCode, JsonNode result) = Send(file, OnePage());
            string diagnosis = (string)result["diagnosis"]!;
            Assert.StartsWith(phase, diagnosis);
            Assert.Contains(words, diagnosis);
            Assert.NotEqual("delivered", (string)result["result"]!);
            Assert.Equal(fault == "foreign root" ? 3 : 1, exitCode);
        }

        private string OnePage()
        {
            string file = Path.Combine(_folder, "page.jpg");
            File.WriteAllBytes(file, BigJpeg.Make(40_000, seed: 1));
            return file;
        }

        private static JsonNode Settings(PostfixServer server) => JsonNode.Parse($$"""
            {
              "version": 1,
              "device": { "name": "Scanner", "hostname": "scanner.example.com" },
              "sending": { "method": "onPremises", "host": "localhost", "port": {{server.Port}}, "tls": "required", "auth": "basic",
                "user": "{{PostfixServer.User}}", "password": "{{PostfixServer.Password}}", "from": "Scanner <scanner@example.com>",
                "trustedRoots": "roots.pem", "sizeLimitBytes": 100000000 },
              "profiles": [ { "name": "Office", "to": ["office@example.com"], "subject": "Überraschung: {pages} Seiten" } ]
            }
            """)!;

        private string WriteSettings(PostfixServer server, JsonNode settings)
        {
            File.WriteAllText(Path.Combine(_folder, "roots.pem"), server.RootPem);
            string file = Path.Combine(_folder, "settings.json");
            File.WriteAllText(file, settings.ToJsonString());
            return file;
        }

        /// <summary>The virtual device as a program of its own, as an integrator would run it.</summary>
        private static (int ExitCode, JsonNode Result) Send(string settings, string scan)
        {
            string program = Path.Combine(AppContext.BaseDirectory, "VirtualDevice.dll");
            (int exitCode, string output) = Tool.Run(Environment.ProcessPath!.EndsWith("dotnet") ? Environment.ProcessPath : "dotnet",
                program, "send", "--settings", settings, "--scan", scan, "--json");
            string line = output.Split('\n').FirstOrDefault(text => text.StartsWith('{')) ?? "";
            Assert.True(line.Length > 0, output);
            return (exitCode, JsonNode.Parse(line)!);
        }
    }
}

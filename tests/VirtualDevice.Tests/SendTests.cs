using System.Text.Json;
using System.Security.Cryptography;
using MimeKit;
using ScanToMail.Tenant;
using Xunit;

namespace ScanToMail.VirtualDevice.Tests
{
    /// <summary>What "send" does when all is well.</summary>
    public class SendTests
    {
        [Theory]
        [InlineData]
        [InlineData("--link")]
        public async Task AFolderOfPagesBecomesOneMailWithThemInNameOrder(params string[] more)
        {
            await using Device device = await Device.StartAsync();
            Run run = await device.SendAsync(more);
            Assert.True(run.ExitCode == 0, run.Text);
            Assert.Equal("delivered", run.Json.GetProperty("result").GetString());

            ReceivedMessage message = await device.Server.Inbox.WaitForMessageAsync();
            Assert.Equal(["office@contoso.com", "second@contoso.com"], message.Recipients);
            Assert.Empty(message.Session.Violations);
            MimeMessage mail = MimeMessage.Load(new MemoryStream(message.Content));
            Assert.Equal(run.Json.GetProperty("messageId").GetString(), $"<{mail.MessageId}>");
            byte[] pdf = Attachment(mail, "scan.pdf");
            Assert.Equal(pdf.Length, run.Json.GetProperty("attachmentBytes").GetInt64());
            using var document = UglyToad.PdfPig.PdfDocument.Open(pdf);
            Assert.Equal(
                Directory.GetFiles(Device.Pages, "*.jpg").Order().Select(page => Hash(File.ReadAllBytes(page))),
                document.GetPages().Select(page => Hash(page.GetImages().Single().RawMemory.ToArray())));
        }

        [Fact]
        public async Task TheReportCountsWhatTheServerSaw()
        {
            await using Device device = await Device.StartAsync();
            Run run = await device.SendAsync();
            ReceivedMessage message = await device.Server.Inbox.WaitForMessageAsync();
            long sent = run.Json.GetProperty("bytesSent").GetInt64();
            Assert.InRange(sent, message.Content.Length, message.Content.Length + 2_000);
            Assert.InRange(run.Json.GetProperty("liveBytesMax").GetInt64(), 20_000, 56 * 1024);
            JsonElement stages = run.Json.GetProperty("liveBytesMaxByStage");
            Assert.InRange(stages.GetProperty("connecting").GetInt64(), 20_000, 56 * 1024);
            Assert.InRange(stages.GetProperty("scanning").GetInt64(), stages.GetProperty("connecting").GetInt64(), 56 * 1024);
            Assert.InRange(run.Json.GetProperty("roundTrips").GetInt32(), 8, 14);
            Assert.InRange(run.Json.GetProperty("bytesReceived").GetInt64(), 100, 4_000);
            Assert.All(run.Json.GetProperty("recipients").EnumerateArray(), recipient =>
            {
                Assert.True(recipient.GetProperty("accepted").GetBoolean());
                Assert.Equal(250, recipient.GetProperty("code").GetInt32());
                Assert.Equal("2.1.5", recipient.GetProperty("enhancedCode").GetString());
            });
        }

        [Fact]
        public async Task TheTranscriptHasTheConversationAndNoSecret()
        {
            await using Device device = await Device.StartAsync();
            Run run = await device.SendAsync("--transcript", device.PathOf("transcript.txt"));
            string transcript = File.ReadAllText(device.PathOf("transcript.txt"));
            Assert.Contains("STARTTLS", transcript);
            Assert.Contains("RCPT TO:<office@contoso.com>", transcript);
            string secret = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Device.Password));
            Assert.DoesNotContain(Device.Password, transcript + run.Text);
            Assert.DoesNotContain(secret, transcript + run.Text);
            Assert.DoesNotContain(secret[..10], transcript + run.Text);
        }

        [Fact]
        public async Task ImplicitTlsIsTakenOnThePremises()
        {
            await using Device device = await Device.StartAsync();
            device.Sending["port"] = 465;
            device.Sending["tls"] = "implicit";
            Run run = await device.SendAsync();
            Assert.True(run.ExitCode == 0, run.Text);
            Assert.NotNull((await device.Server.Inbox.WaitForMessageAsync()).Tls);
        }

        [Fact]
        public async Task OneFileIsAScanToo()
        {
            await using Device device = await Device.StartAsync();
            Run run = await device.SendAsync("--scan", Path.Combine(Device.Pages, "page-2.jpg"));
            Assert.True(run.ExitCode == 0, run.Text);
            Assert.Equal(1, run.Json.GetProperty("pages").GetInt32());
        }

        private static byte[] Attachment(MimeMessage mail, string name)
        {
            MimePart part = mail.Attachments.Cast<MimePart>().Single(part => part.FileName == name);
            using var content = new MemoryStream();
            part.Content!.DecodeTo(content);
            return content.ToArray();
        }

        private static string Hash(byte[] bytes) => Convert.ToHexString(SHA256.HashData(bytes));
    }
}

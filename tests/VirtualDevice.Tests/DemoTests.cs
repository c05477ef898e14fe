using System.Diagnostics;
using MimeKit;
using Xunit;

namespace ScanToMail.VirtualDevice.Tests
{
    /// <summary>The README's first command, and the device that stays up.</summary>
    public class DemoTests
    {
        [Theory]
        [InlineData("", "scanner@contoso.com logged in by PLAIN")]
        [InlineData("clientSubmission", "scanner@contoso.com logged in by XOAUTH2")]
        [InlineData("relay", "known by connector:scanners")]
        [InlineData("directSend", "from nobody known")]
        [InlineData("onPremises", "scanner@contoso.com logged in by PLAIN")]
        public async Task TheDemoLeavesAMailItsPdfAndTheTranscript(string method, string attribution)
        {
            string folder = Directory.CreateTempSubdirectory("scantomail-").FullName;
            Run run = await Device.RunAsync(["demo", "--out", folder, .. method.Length > 0 ? ["--method", method] : Array.Empty<string>()]);
            Assert.True(run.ExitCode == 0, run.Text);
            Assert.StartsWith("Arrived in the inbox of office@contoso.com", run.Output.TrimEnd().Split('\n')[^1]);
            Assert.Contains(attribution, run.Output.TrimEnd().Split('\n')[^1]);
            MimeMessage mail = MimeMessage.Load(Path.Combine(folder, "message.eml"));
            using var content = new MemoryStream();
            ((MimePart)mail.Attachments.Single()).Content!.DecodeTo(content);
            Assert.Equal(content.ToArray(), File.ReadAllBytes(Path.Combine(folder, "scan.pdf")));
            using var document = UglyToad.PdfPig.PdfDocument.Open(content.ToArray());
            Assert.Equal(3, document.NumberOfPages);
            string transcript = File.ReadAllText(Path.Combine(folder, "transcript.txt"));
            Assert.Contains("250", transcript);
            Assert.Contains("TLS is on", transcript);
            Directory.Delete(folder, recursive: true);
        }

        [Theory]
        [InlineData]
        [InlineData("--link")]
        public async Task TheRunningDeviceSendsAScanForEachPress(params string[] more)
        {
            await using Device device = await Device.StartAsync();
            File.WriteAllText(device.PathOf("settings.json"), device.Settings.ToJsonString());
            using Process process = Device.Start(
                ["run", "--flash", device.Folder, "--scan", Path.Combine(Device.Pages, "page-1.jpg"), "--console", "none",
                 .. device.Map(), .. more]);
            try
            {
                for (int mail = 1; mail <= 2; mail++)
                {
                    process.StandardInput.WriteLine("1");
                    Assert.Equal(mail, (await device.Server.Inbox.WaitForCountAsync(mail)).Count);
                    await WaitForLine(process.StandardOutput, ": delivered: 1 pages");
                }
            }
            finally
            {
                process.Kill();
            }
        }

        [Fact]
        public async Task PressesWhileAMailIsSentWaitForTheirTurn()
        {
            await using Device device = await Device.StartAsync();
            File.WriteAllText(device.PathOf("settings.json"), device.Settings.ToJsonString());
            using Process process = Device.Start(
                ["run", "--flash", device.Folder, "--scan", Device.Pages, "--console", "none", .. device.Map()]);
            try
            {
                for (int press = 0; press < 4; press++) process.StandardInput.WriteLine("1");
                Assert.Equal(4, (await device.Server.Inbox.WaitForCountAsync(4)).Count);
                await WaitForLine(process.StandardOutput, "job 4: delivered: 3 pages");
            }
            finally
            {
                process.Kill();
            }
        }

        private static async Task WaitForLine(StreamReader output, string part)
        {
            using var limit = new CancellationTokenSource(30_000);
            while (await output.ReadLineAsync(limit.Token) is { } line)
            {
                if (line.Contains(part)) return;
            }
            Assert.Fail($"the device ended without \"{part}\"");
        }
    }
}

using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using MimeKit;
using ScanToMail.Boot;
using ScanToMail.Config;
using ScanToMail.Delivery;
using ScanToMail.Hal.Pc;
using ScanToMail.Jobs;
using ScanToMail.Tenant;

namespace ScanToMail.VirtualDevice
{
    /// <summary><c>demo</c>: the whole way once, from a press of the button to a mail in an inbox.</summary>
    internal static class DemoCommand
    {
        private const string Host = "mail.contoso.test";
        private const int Port = 587;
        private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

        public static Command Create()
        {
            var outFolder = new Option<DirectoryInfo>("--out")
            {
                Description = "where message.eml, scan.pdf and transcript.txt go",
                DefaultValueFactory = _ => new DirectoryInfo("out")
            };
            var command = new Command("demo", "Presses the button on three pages and shows the mail that arrives.")
            {
                outFolder
            };
            command.SetAction((parsed, _) => Run(parsed.GetRequiredValue(outFolder)));
            return command;
        }

        private static async Task<int> Run(DirectoryInfo outFolder)
        {
            outFolder.Create();
            await using TenantServer server = await TenantServer.StartAsync();
            string flash = PrepareFlash(outFolder, server);
            var map = new LoopbackMap();
            map.Add($"{Host}:{Port}=127.0.0.1:{server.OnPremises.Port}");
            using var hal = new PcHal(new PcHalOptions
            {
                FlashFolder = flash,
                ScanSources = [Path.Combine(AppContext.BaseDirectory, "pages")],
                Map = map
            });
            using var transcript = new TranscriptFile(Path.Combine(outFolder.FullName, "transcript.txt"));
            Job job = PressAndWait(hal, transcript);
            foreach (string line in ResultReport.Lines(job)) System.Console.WriteLine("  " + line);
            if (job.Result.Outcome != DeliveryOutcome.Delivered) return ResultReport.ExitCode(job.Result);
            ReceivedMessage message = await server.Inbox.WaitForMessageAsync();
            return Show(outFolder, message);
        }

        private static string PrepareFlash(DirectoryInfo outFolder, TenantServer server)
        {
            string flash = Path.Combine(outFolder.FullName, "flash");
            if (Directory.Exists(flash)) Directory.Delete(flash, recursive: true);
            Directory.CreateDirectory(flash);
            File.WriteAllText(Path.Combine(flash, "roots.pem"), server.RootCertificatePem);
            MailboxOptions mailbox = server.Options.Mailboxes[0];
            File.WriteAllText(Path.Combine(flash, SettingsStore.ImportFile), JsonSerializer.Serialize(new
            {
                version = 1,
                device = new { name = "Scanner 3rd floor", hostname = "scanner3.contoso.test" },
                time = new { zone = "CET-1CEST,M3.5.0,M10.5.0/3" },
                sending = new
                {
                    method = "onPremises", host = Host, port = Port, tls = "required", trustedRoots = "roots.pem",
                    auth = "basic", user = mailbox.UserName ?? mailbox.Address, password = mailbox.Password,
                    from = $"Scanner 3rd floor <{mailbox.Address}>"
                },
                profiles = new[]
                {
                    new
                    {
                        name = "Office", button = 1, to = new[] { "office@contoso.com" },
                        subject = "Scan from {device}, {date} {time}", body = "{pages} pages are attached.\n",
                        fileName = "scan-{date}"
                    }
                }
            }, new JsonSerializerOptions { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
            return flash;
        }

        private static Job PressAndWait(PcHal hal, TranscriptFile transcript)
        {
            var listener = new ProgressListener();
            var firmware = new Firmware(hal, listener, transcript);
            firmware.Start();
            System.Console.WriteLine("The device is up. The button is pressed:");
            var device = new Thread(firmware.Run) { IsBackground = true, Name = "device" };
            device.Start();
            hal.PressButton(1);
            Job job = listener.Wait(Limit);
            firmware.Stop();
            device.Join(Limit);
            return job;
        }

        private static int Show(DirectoryInfo outFolder, ReceivedMessage message)
        {
            File.WriteAllBytes(Path.Combine(outFolder.FullName, "message.eml"), message.Content);
            MimeMessage mail = MimeMessage.Load(new MemoryStream(message.Content));
            var attachment = (MimePart)mail.Attachments.Single();
            string pdf = Path.Combine(outFolder.FullName, "scan.pdf");
            using (FileStream file = File.Create(pdf)) attachment.Content!.DecodeTo(file);
            System.Console.WriteLine(
                $"Arrived in the inbox of {string.Join(", ", message.Recipients)} over {message.Tls?.Protocol}: "
                + $"\"{mail.Subject}\" with {attachment.FileName} ({new FileInfo(pdf).Length} bytes) -> {outFolder.FullName}");
            return 0;
        }

        /// <summary>Prints each page as it is scanned, and lets the demo wait for the job's end.</summary>
        private sealed class ProgressListener : JobListener
        {
            private readonly ManualResetEventSlim _done = new();
            private Job? _job;

            public override void Changed(Job job)
            {
                if (job.State == JobState.Kept) System.Console.WriteLine("  kept in flash until it is sent");
                if (job.State == JobState.Sending) System.Console.WriteLine("  sending");
                if (job.State == JobState.Scanning && job.Pages > 0)
                {
                    System.Console.WriteLine($"  page {job.Pages}, {job.ScannedBytes} bytes so far");
                }
                if (job.State != JobState.Done) return;
                _job = job;
                _done.Set();
            }

            public Job Wait(TimeSpan limit) => _done.Wait(limit)
                ? _job! : throw new TimeoutException($"the job was not over after {limit.TotalSeconds} s");
        }
    }
}

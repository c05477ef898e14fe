using System.CommandLine;
using MimeKit;
using ScanToMail.Boot;
using ScanToMail.Delivery;
using ScanToMail.Hal.Pc;
using ScanToMail.Jobs;
using ScanToMail.Tenant;

namespace ScanToMail.VirtualDevice
{
    /// <summary><c>demo</c>: the whole way once, from a press of the button to a mail in an inbox.</summary>
    internal static class DemoCommand
    {
        private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

        public static Command Create()
        {
            var outFolder = new Option<DirectoryInfo>("--out")
            {
                Description = "where message.eml, scan.pdf and transcript.txt go",
                DefaultValueFactory = _ => new DirectoryInfo("out")
            };
            var method = new Option<string>("--method")
            {
                Description = "how the mail leaves the device",
                DefaultValueFactory = _ => "onPremises"
            };
            method.AcceptOnlyFromAmong(DemoMethod.Names);
            var byHand = new Option<bool>("--by-hand")
            {
                Description = "with clientSubmission: you confirm the sign-in in a browser"
            };
            var command = new Command("demo", "Presses the button on three pages and shows the mail that arrives.")
            {
                outFolder, method, byHand
            };
            command.SetAction((parsed, _) => Run(parsed.GetRequiredValue(outFolder),
                DemoMethod.Find(parsed.GetRequiredValue(method)), parsed.GetValue(byHand)));
            return command;
        }

        private static async Task<int> Run(DirectoryInfo outFolder, DemoMethod method, bool isByHand)
        {
            outFolder.Create();
            await using TenantServer server = await TenantServer.StartAsync();
            string flash = PrepareFlash(outFolder, server, method);
            System.Console.WriteLine($"The method is {method.Name}: {method.Way}.");
            using var hal = new PcHal(new PcHalOptions
            {
                FlashFolder = flash,
                ScanSources = [Path.Combine(AppContext.BaseDirectory, "pages")],
                Map = DemoMethod.Map(server)
            });
            using var transcript = new TranscriptFile(Path.Combine(outFolder.FullName, "transcript.txt"));
            var listener = new ProgressListener();
            var firmware = new Firmware(hal, listener, transcript);
            firmware.Start();
            System.Console.WriteLine("The device is up.");
            if (method.SignsIn && !await new DemoSignIn(server, firmware.Control, isByHand).RunAsync()) return 3;
            Job job = PressAndWait(hal, firmware, listener);
            foreach (string line in ResultReport.Lines(job)) System.Console.WriteLine("  " + line);
            if (job.Result.Outcome != DeliveryOutcome.Delivered) return ResultReport.ExitCode(job.Result);
            ReceivedMessage message = await server.Inbox.WaitForMessageAsync();
            return Show(outFolder, message);
        }

        private static string PrepareFlash(DirectoryInfo outFolder, TenantServer server, DemoMethod method)
        {
            string flash = Path.Combine(outFolder.FullName, "flash");
            if (Directory.Exists(flash)) Directory.Delete(flash, recursive: true);
            Directory.CreateDirectory(flash);
            method.WriteFlash(server, flash);
            return flash;
        }

        private static Job PressAndWait(PcHal hal, Firmware firmware, ProgressListener listener)
        {
            System.Console.WriteLine("The button is pressed:");
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
                $"Arrived in the inbox of {string.Join(", ", message.Recipients)} over {message.Tls?.Protocol}, "
                + $"{Attribution(message)}: "
                + $"\"{mail.Subject}\" with {attachment.FileName} ({new FileInfo(pdf).Length} bytes) -> {outFolder.FullName}");
            return 0;
        }

        private static string Attribution(ReceivedMessage message) => message switch
        {
            { Authentication: { } login } => $"{login.User} logged in by {login.Mechanism}",
            { Attribution: "anonymous" } => "from nobody known",
            _ => "known by " + message.Attribution
        };

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

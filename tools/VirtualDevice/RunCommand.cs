using System.CommandLine;
using ScanToMail.Boot;
using ScanToMail.Delivery;
using ScanToMail.Hal.Pc;
using ScanToMail.Jobs;

namespace ScanToMail.VirtualDevice
{
    /// <summary><c>run</c>: the device, staying up.</summary>
    internal static class RunCommand
    {
        private const int HeldToCancelMs = 2300;

        public static Command Create()
        {
            var flash = new Option<DirectoryInfo>("--flash") { Description = "folder that is the flash", Required = true };
            Option<string[]> scan = CommonOptions.Scan();
            Option<string[]> map = CommonOptions.Map();
            Option<bool> link = CommonOptions.Link();
            var console = new Option<string>("--console")
            {
                Description = "the serial line: stdio, pty or tcp:PORT",
                DefaultValueFactory = _ => "stdio"
            };
            var command = new Command("run", "Boots the device and keeps it running; a number and Enter press a button.")
            {
                flash, scan, console, map, link
            };
            command.SetAction(parsed => Failures.Guard(() => Run(
                parsed.GetRequiredValue(flash), parsed.GetRequiredValue(scan), parsed.GetValue(console)!,
                CommonOptions.ParseMap(parsed.GetValue(map)), parsed.GetValue(link))));
            return command;
        }

        private static int Run(DirectoryInfo flash, string[] sources, string console, LoopbackMap map, bool isLinked)
        {
            using var hal = new PcHal(new PcHalOptions
            {
                FlashFolder = flash.FullName,
                ScanSources = sources,
                Console = console,
                Map = map
            });
            using var scanner = new LinkedScanner(hal.Scanner, hal.Clock, isLinked);
            using var transcript = new TranscriptFile(null);
            var run = new Boots(new BoardWith(hal) { Scanner = scanner.Scanner }, () => Greet(hal, console));
            System.Console.CancelKeyPress += (_, pressed) =>
            {
                pressed.Cancel = true;
                run.End();
            };
            run.UntilTheEnd(transcript);
            return 0;
        }

        /// <summary>Takes presses from now on: a button that is down while the device boots would count as stuck.</summary>
        private static void Greet(PcHal hal, string console)
        {
            if (console == "stdio")
            {
                System.Console.WriteLine("The console is here; 'scan' presses a button, Ctrl+C twice ends.");
                return;
            }
            new Thread(() => ReadButtons(hal)) { IsBackground = true }.Start();
            if (hal.SerialAddress.Length > 0) System.Console.WriteLine("console: " + hal.SerialAddress);
            System.Console.WriteLine("ready: a button's number and Enter press it, c and Enter hold one to cancel, Ctrl+C ends");
        }

        private static void ReadButtons(PcHal hal)
        {
            while (System.Console.ReadLine() is { } line)
            {
                if (line.Trim() == "c") hal.PressButton(1, HeldToCancelMs);
                else if (int.TryParse(line.Trim(), out int number)) hal.PressButton(number);
                else if (line.Trim().Length == 0) hal.PressButton(1);
            }
        }

        /// <summary>What a board does: whenever the firmware ends, it starts anew.</summary>
        private sealed class Boots(BoardWith board, Action greet)
        {
            private Firmware? _running;
            private volatile bool _isEnding;

            public void UntilTheEnd(TranscriptFile transcript)
            {
                while (!_isEnding)
                {
                    new PrintingSupervisor(board, Take).Run(new PrintingListener(), transcript);
                    if (!_isEnding) System.Console.WriteLine("the device starts anew");
                }
            }

            public void End()
            {
                _isEnding = true;
                _running?.Stop();
            }

            private void Take(Firmware firmware)
            {
                if (_running is null) greet();
                _running = firmware;
                if (_isEnding) firmware.Stop();
            }
        }

        private sealed class PrintingSupervisor(BoardWith board, Action<Firmware> booted) : Supervisor(board)
        {
            protected override void OnBooted()
            {
                if (Firmware.Notice.Length > 0) System.Console.WriteLine(Firmware.Notice);
                if (Firmware.SettingsProblem.Length > 0) System.Console.WriteLine(Firmware.SettingsProblem);
                booted(Firmware);
            }
        }

        private sealed class PrintingListener : JobListener
        {
            public override void Changed(Job job)
            {
                if (job.State == JobState.Scanning && job.Pages > 0) System.Console.WriteLine($"job {job.Number}: page {job.Pages}");
                if (job.State == JobState.Kept && job.Result is null) System.Console.WriteLine($"job {job.Number}: kept in flash as {job.MessageId}, will be sent");
                if (job.State == JobState.Buffered && job.Result is null) System.Console.WriteLine($"job {job.Number}: in memory as {job.MessageId} until it is sent; not accepted, for a power cut loses it");
                if (job.State is not (JobState.Done or JobState.Held or JobState.Kept or JobState.Buffered) || job.Result is null) return;
                foreach (string line in ResultReport.Lines(job)) System.Console.WriteLine($"job {job.Number}: {line}");
                if (job.State is JobState.Kept or JobState.Buffered) System.Console.WriteLine($"job {job.Number}: will be tried again");
                if (job.State == JobState.Held) System.Console.WriteLine($"job {job.Number}: held until somebody retries, readdresses or deletes it");
            }
        }
    }
}

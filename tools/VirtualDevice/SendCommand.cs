using System.CommandLine;
using System.Diagnostics;
using ScanToMail.Boot;
using ScanToMail.Config;
using ScanToMail.Hal.Pc;
using ScanToMail.Jobs;

namespace ScanToMail.VirtualDevice
{
    /// <summary><c>send</c>: one job, headless.</summary>
    internal static class SendCommand
    {
        public static Command Create()
        {
            var settings = new Option<FileInfo>("--settings")
            {
                Description = "the settings, JSON; names of files in them are relative to its folder",
                Required = true
            };
            Option<string[]> scan = CommonOptions.Scan();
            Option<string[]> map = CommonOptions.Map();
            Option<bool> link = CommonOptions.Link();
            var transcript = new Option<string?>("--transcript") { Description = "writes the conversation to a file" };
            var profile = new Option<string?>("--profile") { Description = "name of the profile; the first by default" };
            var json = new Option<bool>("--json") { Description = "prints the result as one JSON object" };
            var command = new Command("send", "Runs one job and tells by its exit code what became of it.")
            {
                settings, scan, profile, transcript, json, map, link
            };
            command.SetAction(parsed => Failures.Guard(() => Send(
                parsed.GetRequiredValue(settings), parsed.GetRequiredValue(scan), parsed.GetValue(profile),
                parsed.GetValue(transcript), parsed.GetValue(json), CommonOptions.ParseMap(parsed.GetValue(map)),
                parsed.GetValue(link))));
            return command;
        }

        private static int Send(FileInfo settings, string[] sources, string? profileName, string? transcriptPath,
            bool json, LoopbackMap map, bool isLinked)
        {
            using var hal = new PcHal(new PcHalOptions
            {
                FlashFolder = settings.DirectoryName!,
                ScanSources = sources,
                Map = map
            });
            using var transcript = new TranscriptFile(transcriptPath);
            var memory = new LiveMemory(hal.Network);
            using var scanner = new LinkedScanner(hal.Scanner, hal.Clock, isLinked);
            var firmware = new Firmware(new BoardWith(hal) { Network = memory, Scanner = scanner.Scanner }, memory, transcript);
            memory.Root = firmware;
            firmware.Start(File.ReadAllText(settings.FullName));
            ProfileSettings profile = FindProfile(firmware.Settings, profileName);
            long start = Stopwatch.GetTimestamp();
            Job job = firmware.RunProfile(profile);
            long durationMs = (long)Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (json) System.Console.WriteLine(ResultReport.Json(job, memory, durationMs));
            else foreach (string line in ResultReport.Lines(job)) System.Console.WriteLine(line);
            return ResultReport.ExitCode(job.Result);
        }

        private static ProfileSettings FindProfile(Settings settings, string? name) =>
            settings.Profiles.FirstOrDefault(profile => name is null || profile.Name == name)
            ?? throw new SettingsException("profiles", name!, "there is no profile of that name",
                "The profiles are: " + string.Join(", ", settings.Profiles.Select(profile => profile.Name)) + ".");
    }
}

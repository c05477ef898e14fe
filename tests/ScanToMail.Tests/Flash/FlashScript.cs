using System.Diagnostics;
using System.Text;
using ScanToMail.Tests.CodeRules;

namespace ScanToMail.Tests.Flash
{
    /// <summary>
    /// One run of tools/flash in a shell, with a stand-in for nanoff on the PATH that writes down how it was called, keeps the
    /// JSON files it was given, and says what a test wants it to say.
    /// </summary>
    internal sealed class FlashScript : IDisposable
    {
        public const string GoodBoard = """
            Connected to:
            ESP32 (ESP32-D0WD-V3 (revision v3.0))
            Features WiFi, BT, Dual Core, 240MHz
            Flash size 8MB GD25Q64 from GIGADEVICE (manufacturer 0xC8 device 0x4017)
            PSRAM: 4MB
            Crystal 40MHz
            MAC 30:AE:A4:07:0D:64
            """;

        private const string StandIn = """
            #!/usr/bin/env bash
            here=$(dirname "$0")
            echo "$*" >> "$here/calls"
            while [ $# -gt 0 ]; do
              case $1 in
                --devicedetails) cat "$here/board"; [ -e "$here/board-fails" ] && exit 1 ;;
                --filedeployment) cp "$2" "$here/files.json"; cp "$(dirname "$2")/capacity" "$here/capacity" 2>/dev/null ;;
                --networkdeployment) cp "$2" "$here/network.json" ;;
              esac
              shift
            done
            cat "$here/says" 2>/dev/null
            exit 0
            """;

        private readonly string _folder = Directory.CreateTempSubdirectory("flash").FullName;

        public FlashScript(string shell)
        {
            Shell = shell;
            Image = Write("ScanToMail.App.bin", "image");
            Settings = Write("settings.json", "{ \"version\": 1 }");
            if (OperatingSystem.IsWindows()) throw new NotSupportedException("the stand-in for nanoff is a script for sh");
            File.WriteAllText(Path.Combine(_folder, "nanoff"), StandIn + "\n");
            File.SetUnixFileMode(Path.Combine(_folder, "nanoff"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
            Board = GoodBoard;
        }

        /// <summary>The shells that are here: bash, and PowerShell where it is installed.</summary>
        public static string[] Shells { get; } = OperatingSystem.IsWindows()
            ? [] : new[] { "bash", "pwsh" }.Where(name => Find(name) is not null).ToArray();

        public string Shell { get; }
        public string Image { get; }
        public string Settings { get; }
        public string Output { get; private set; } = "";
        public string Errors { get; private set; } = "";

        /// <summary>What the board is.</summary>
        public string Board
        {
            set => Write("board", value + "\n");
        }

        /// <summary>What nanoff says to everything.</summary>
        public string Says
        {
            set => Write("says", value + "\n");
        }

        public string[] Calls => File.Exists(At("calls")) ? File.ReadAllLines(At("calls")) : [];

        public string At(string name) => Path.Combine(_folder, name);

        public string Write(string name, string text)
        {
            File.WriteAllText(At(name), text);
            return At(name);
        }

        /// <summary>Runs the script; options are written as for sh ("--dry-run") and translated for PowerShell.</summary>
        public int Run(string input, params string[] options)
        {
            bool isBash = Shell == "bash";
            string script = Path.Combine(Repository.Root, "tools", "flash", isBash ? "flash.sh" : "flash.ps1");
            var start = new ProcessStartInfo(Find(Shell)!)
            {
                RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
                StandardOutputEncoding = Encoding.UTF8, StandardErrorEncoding = Encoding.UTF8,
                StandardInputEncoding = new UTF8Encoding(false)
            };
            string[] first = isBash ? [script] : ["-NoProfile", "-NonInteractive", "-File", script];
            foreach (string argument in first.Concat(options.Select(option => isBash ? option : ForPowerShell(option))))
            {
                start.ArgumentList.Add(argument);
            }
            start.Environment["PATH"] = _folder + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
            start.Environment["LC_ALL"] = "C.UTF-8";
            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
            process.StandardInput.Write(input);
            process.StandardInput.Close();
            if (!process.WaitForExit(60_000)) process.Kill(entireProcessTree: true);
            (Output, Errors) = (output.Result.ReplaceLineEndings("\n"), errors.Result.ReplaceLineEndings("\n"));
            return process.ExitCode;
        }

        public void Dispose() => Directory.Delete(_folder, recursive: true);

        /// <summary>--client-certificate is -ClientCertificate.</summary>
        private static string ForPowerShell(string option) => !option.StartsWith("--", StringComparison.Ordinal) ? option
            : "-" + string.Concat(option[2..].Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

        private static string? Find(string program) => Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
    }
}

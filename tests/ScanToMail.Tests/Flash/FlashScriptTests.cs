using System.Text.Json;
using System.Text.RegularExpressions;
using ScanToMail.Tests.CodeRules;
using Xunit;

namespace ScanToMail.Tests.Flash
{
    /// <summary>tools/flash: what it would do, what it does, and which boards and inputs it refuses.</summary>
    public class FlashScriptTests
    {
        private const string Certificate = "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n";

        public static TheoryData<string> Shells => [.. FlashScript.Shells];

        [Fact]
        public void ThereIsAShellToTestIn() => Assert.True(OperatingSystem.IsWindows() || FlashScript.Shells.Contains("bash"));

        [Theory]
        [MemberData(nameof(Shells))]
        public void ADryRunPrintsEveryCommandAndFileAndDoesNothing(string shell)
        {
            using var script = new FlashScript(shell);
            string details = script.Write("details", FlashScript.GoodBoard + "\n");
            string certificate = script.Write("own.pem", Certificate + "-----BEGIN PRIVATE KEY-----\n");
            int code = script.Run("pass \"word\"\n", "--port", "/dev/ttyUSB0", "--image", script.Image, "--settings", script.Settings,
                "--client-certificate", certificate, "--wifi", "Office", "--details", details, "--dry-run");
            Assert.Equal("", script.Errors);
            Assert.Equal(0, code);
            Assert.Empty(script.Calls);
            Assert.DoesNotContain("pass", script.Output.Replace("--- |", ""));
            string[] plan = Plan(script);
            Assert.Equal(
                [
                    "flash 8 MB, PSRAM 4 MB: enough",
                    "run: nanoff --update --serialport /dev/ttyUSB0 --platform esp32 --deploy --image HERE/ScanToMail.App.bin",
                    @"file: I:\roots.pem <- ROOT/device-config/roots/roots.pem (9088 bytes)",
                    @"file: I:\settings.json <- HERE/settings.json (16 bytes)",
                    @"file: I:\client.pem <- HERE/own.pem (82 bytes)",
                    @"file: I:\capacity <- WORK/capacity (8 bytes)",
                    "run: nanoff --filedeployment WORK/files.json",
                    "run: nanoff --networkdeployment WORK/network.json",
                    "nothing was done"
                ], plan.Where(line => !line.StartsWith("  |", StringComparison.Ordinal)));
            Assert.Contains("\"Password\": \"********\"", script.Output);
        }

        [Fact]
        public void TheDocumentsCommandsAreTaken()
        {
            if (OperatingSystem.IsWindows()) return;
            string[] commands = new[] { "README.md", "tools/flash/README.md" }.SelectMany(file => Repository.Read(file).Split('\n'))
                .Select(line => line.Trim()).Where(line => line.StartsWith("tools/flash/flash.sh ", StringComparison.Ordinal)).ToArray();
            Assert.True(commands.Length >= 4, $"{commands.Length} commands");
            foreach (string command in commands)
            {
                using var script = new FlashScript("bash");
                IEnumerable<string> words = Regex.Matches(command, "\"[^\"]*\"|\\S+").Skip(1).Select(word => word.Value.Trim('"'));
                int code = script.Run("a Wi-Fi password\n",
                    [.. words.Select(word => word == "my-scanner.json" ? script.Settings : word), "--image", script.Image, "--dry-run"]);
                Assert.True(code == 0, command + ": " + script.Errors);
                Assert.Contains("nothing was done", script.Output);
            }
        }

        [Theory]
        [MemberData(nameof(Shells))]
        public void WithoutABoardADryRunShowsThatItWouldAsk(string shell)
        {
            using var script = new FlashScript(shell);
            Assert.Equal(0, script.Run("", "--port", "COM3", "--image", script.Image, "--target", "ESP32_S3_QUAD", "--fwversion", "1.14.0.1",
                "--archive", "fw", "--mass-erase", "--dry-run"));
            Assert.Contains("run: nanoff --platform esp32 --serialport COM3 --devicedetails --checkpsram", Plan(script));
            Assert.Contains("run: nanoff --update --serialport COM3 --target ESP32_S3_QUAD --fwversion 1.14.0.1 --fromarchive "
                + "--archivepath fw --masserase --deploy --image HERE/ScanToMail.App.bin", Plan(script));
        }

        [Theory]
        [MemberData(nameof(Shells))]
        public void ARunChecksTheBoardThenFlashesThenWritesFilesAndNetwork(string shell)
        {
            using var script = new FlashScript(shell);
            const string password = "pä\\ss \"word\" 'n' $x";
            Assert.Equal(0, script.Run(password + "\n", "--port", "COM3", "--image", script.Image, "--settings", script.Settings,
                "--wifi", "Office \"3\""));
            Assert.Equal(4, script.Calls.Length);
            Assert.Equal("--platform esp32 --serialport COM3 --devicedetails --checkpsram", script.Calls[0]);
            Assert.Equal($"--update --serialport COM3 --platform esp32 --deploy --image {script.Image}", script.Calls[1]);
            Assert.StartsWith("--filedeployment ", script.Calls[2]);
            Assert.StartsWith("--networkdeployment ", script.Calls[3]);
            Assert.DoesNotContain(password, script.Output + script.Errors + string.Join("", script.Calls));

            JsonElement files = Json(script, "files.json");
            Assert.Equal("COM3", files.GetProperty("SerialPort").GetString());
            Assert.Equal([@"I:\roots.pem", @"I:\settings.json", @"I:\capacity"], files.GetProperty("Files").EnumerateArray()
                .Select(file => file.GetProperty("DestinationFilePath").GetString()));
            Assert.Equal(script.Settings, files.GetProperty("Files")[1].GetProperty("SourceFilePath").GetString());
            JsonElement wifi = Json(script, "network.json").GetProperty("WirelessClient");
            Assert.Equal(("Office \"3\"", password), (wifi.GetProperty("Ssid").GetString(), wifi.GetProperty("Password").GetString()));
            Assert.Equal(("WPA2", "WPA2_PSK2", "AutoConnect"), (wifi.GetProperty("Authentication").GetString(),
                wifi.GetProperty("Encryption").GetString(), wifi.GetProperty("ConfigurationOption").GetString()));
        }

        [Theory]
        [MemberData(nameof(Shells))]
        public void FilesAloneLeaveTheFirmware(string shell)
        {
            using var script = new FlashScript(shell);
            Assert.Equal(0, script.Run("", "--port", "COM3", "--files-only"));
            Assert.Equal(2, script.Calls.Length);
            Assert.StartsWith("--filedeployment ", script.Calls[1]);
        }

        [Theory]
        [MemberData(nameof(Shells))]
        public void TheBoardIsToldHowMuchFlashItHasForFiles(string shell)
        {
            foreach ((int mb, int bytes) in new[] { (4, 196_608), (8, 2_031_616), (16, 3_080_192), (32, 3_080_192) })
            {
                using var script = new FlashScript(shell);
                script.Board = FlashScript.GoodBoard.Replace("8MB", mb + "MB");
                Assert.Equal(0, script.Run("", "--port", "COM3", "--files-only"));
                Assert.Equal(bytes, int.Parse(File.ReadAllText(script.At("capacity"))));
            }
        }

        [Theory]
        [MemberData(nameof(Shells))]
        public void ABoardThatIsTooSmallIsRefusedWithTheFigures(string shell)
        {
            Refuse(shell, "2 MB of flash; 4 MB are needed", board: FlashScript.GoodBoard.Replace("8MB", "2MB"));
            Refuse(shell, "the size of the board's flash", board: "Connected to:\nESP32\n");
            Refuse(shell, "1 MB of PSRAM; 2 MB are needed", board: FlashScript.GoodBoard.Replace("PSRAM: 4MB", "PSRAM: 1MB"));
            Refuse(shell, "no MB of PSRAM; 2 MB are needed", board: FlashScript.GoodBoard.Replace("PSRAM: 4MB", "PSRAM: not available"));
            Refuse(shell, "that nanoff could find", board: FlashScript.GoodBoard.Replace("PSRAM: 4MB", "PSRAM: undetermined"));
            using var script = new FlashScript(shell) { Board = FlashScript.GoodBoard.Replace("PSRAM: 4MB", "PSRAM: not available") };
            Assert.Equal(0, script.Run("", "--port", "COM3", "--files-only", "--without-psram"));
        }

        [Theory]
        [MemberData(nameof(Shells))]
        public void WrongInputsAreRefusedBeforeAnythingIsDone(string shell)
        {
            using var inputs = new FlashScript(shell);
            Refuse(shell, "still says REPLACE-ME", "--settings", Path.Combine(Repository.Root, "device-config", "on-premises.json"));
            Refuse(shell, "is not there", "--settings", inputs.At("gone.json"));
            Refuse(shell, "is not there", "--roots", inputs.At("gone.pem"));
            Refuse(shell, "holds no certificate", "--roots", inputs.Write("empty.pem", "nothing"));
            Refuse(shell, "holds no private key", "--client-certificate", inputs.Write("own.pem", Certificate));
            Refuse(shell, "partition for it has 1792 KB", "--image", inputs.Write("large.bin", new string('x', 1793 * 1024)));
            Assert.Equal(2, inputs.Run("", "--files-only"));
            Assert.Contains("ort is missing", inputs.Errors);
            Assert.Empty(inputs.Calls);
        }

        [Theory]
        [MemberData(nameof(Shells))]
        public void AFileThatDidNotArriveIsAnErrorThoughNanoffEndsWith0(string shell)
        {
            using var script = new FlashScript(shell);
            script.Says = @"Deploying file a to I:\a...
                Error deploying content file a to I:\a";
            Assert.Equal(2, script.Run("", "--port", "COM3", "--files-only"));
            Assert.Contains("reported an error", script.Errors);
        }

        [Theory]
        [MemberData(nameof(Shells))]
        public void NoBoardAtThePortIsAnErrorThatSaysWhatToDo(string shell)
        {
            using var script = new FlashScript(shell);
            script.Write("board-fails", "");
            Assert.Equal(2, script.Run("", "--port", "COM3", "--files-only"));
            Assert.Contains("hold BOOT", script.Errors);
        }

        [Theory]
        [MemberData(nameof(Shells))]
        public void AWifiWithoutAPasswordIsRefused(string shell)
        {
            using var script = new FlashScript(shell);
            Assert.Equal(2, script.Run("", "--port", "COM3", "--files-only", "--wifi", "Office"));
            Assert.Contains("no password for the Wi-Fi Office", script.Errors);
        }

        private static void Refuse(string shell, string error, string option, string value)
        {
            using var script = new FlashScript(shell);
            string[] image = option == "--image" ? [] : ["--image", script.Image];
            Assert.Equal(2, script.Run("", ["--port", "COM3", .. image, option, value]));
            Assert.Contains(error, script.Errors);
            Assert.Empty(script.Calls);
        }

        private static void Refuse(string shell, string error, string board)
        {
            using var script = new FlashScript(shell) { Board = board };
            Assert.Equal(2, script.Run("", "--port", "COM3", "--image", script.Image));
            Assert.Contains(error, script.Errors);
            Assert.Single(script.Calls);
        }

        private static JsonElement Json(FlashScript script, string name) =>
            JsonDocument.Parse(File.ReadAllText(script.At(name))).RootElement;

        private static string[] Plan(FlashScript script)
        {
            string here = Path.GetDirectoryName(script.Image)!;
            string text = script.Output.Replace(here, "HERE").Replace(Repository.Root, "ROOT");
            return Regex.Replace(text, @"/\S+/(capacity|files\.json|network\.json)", "WORK/$1")
                .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
    }
}

using System.Text;
using System.Text.Json;
using ScanToMail.Boot;
using ScanToMail.Config;
using ScanToMail.Tests.Jobs;
using ScanToMail.Tests.Support;
using Xunit;

namespace ScanToMail.Tests.Console
{
    /// <summary>A simulated device at whose serial line a test types; time passes only while the device waits.</summary>
    internal sealed class TypedConsole
    {
        public const string Pin = "471108";

        private readonly Transcript _transcript = new();

        /// <summary>A device that has just been switched on, configured or not.</summary>
        public TypedConsole(string? settings = null, SimFlash? flash = null, SimClock? clock = null)
        {
            Hal = new SimHal(1, flash, clock);
            if (settings != null) new SettingsStore(Hal.Flash).Save(SettingsDocument.Parse(settings));
            Firmware = new Firmware(Hal, new Listener(), _transcript);
            Firmware.Boot();
        }

        public SimHal Hal { get; }

        public Firmware Firmware { get; }

        /// <summary>Everything that the device has said since the start.</summary>
        public string Said => Encoding.UTF8.GetString(Hal.Serial.Said.ToArray());

        /// <summary>A device whose PIN was set just now.</summary>
        public static TypedConsole LoggedIn(string? settings = Device.Settings, SimFlash? flash = null)
        {
            var rig = new TypedConsole(settings, flash);
            Assert.EndsWith("OK", rig.Type($"{Pin}\r{Pin}\r"));
            return rig;
        }

        /// <summary>Types, lets the device work until it waits for more, and returns what it said meanwhile without its
        /// last prompt.</summary>
        public string Type(string text) => Type(Encoding.UTF8.GetBytes(text));

        public string Type(byte[] bytes)
        {
            int before = Said.Length;
            Hal.Serial.Type(bytes);
            // Nobody types any more: half a second later what the device waits for has come, or never will.
            int quietMs = 0;
            Hal.Serial.Waiting = timeoutMs =>
            {
                Hal.Clock.Sleep(timeoutMs);
                quietMs += timeoutMs;
                if (quietMs > 1000) throw new QuietException();
            };
            Run();
            return WithoutPrompt(Said[before..]);
        }

        /// <summary>Types, then lets so much time pass with a silent line.</summary>
        public string TypeAndWait(string text, int durationMs)
        {
            int before = Said.Length;
            Hal.Serial.Type(Encoding.UTF8.GetBytes(text));
            long endMs = Hal.Clock.MonotonicMs + durationMs;
            Hal.Serial.Waiting = timeoutMs =>
            {
                Hal.Clock.Sleep(timeoutMs);
                if (Hal.Clock.MonotonicMs > endMs) throw new QuietException();
            };
            Run();
            return WithoutPrompt(Said[before..]);
        }

        /// <summary>A command; returns its answer without echo, prompt and last line, which is checked to be OK.</summary>
        public string[] Do(string command)
        {
            string[] lines = Answer(command);
            Assert.True(lines[^1] == "OK", string.Join('\n', lines));
            return lines[..^1];
        }

        /// <summary>A command that fails; returns its last line, which is checked to be code, text and remedy.</summary>
        public string Fail(string command)
        {
            string last = Answer(command)[^1];
            Assert.Matches("^ERROR [a-z]+: .+: .+", last);
            return last;
        }

        /// <summary>The objects of a command that reports in JSON.</summary>
        public JsonElement[] Json(string command) =>
            Do(command + " --json").Select(line => JsonDocument.Parse(line).RootElement).ToArray();

        public string Log() => LogLines.TextOf(Firmware.Log);

        private string[] Answer(string command)
        {
            string said = Type(command + "\r");
            int echo = said.IndexOf("\r\n", StringComparison.Ordinal);
            return said[(echo + 2)..].Split("\r\n").Select(line => line.TrimEnd('\r')).ToArray();
        }

        private void Run()
        {
            try
            {
                while (true) Firmware.ConsoleSession.Step();
            }
            catch (QuietException)
            {
                // The device waits for somebody to type.
            }
        }

        private static string WithoutPrompt(string said)
        {
            int end = said.LastIndexOf("\r\n", StringComparison.Ordinal);
            return end < 0 ? "" : said[..end];
        }

        private sealed class QuietException : Exception;
    }
}

using System.CommandLine;
using ScanToMail.Provision.Device;
using ScanToMail.Provision.Lines;

namespace ScanToMail.Provision.Cli
{
    /// <summary>The options that every command with a device has, and a console that is open and logged in.</summary>
    internal static class Session
    {
        public static readonly Option<string> Port = new("--port", "-p")
        {
            Description = "The device's line: /dev/ttyUSB0, COM3, a pseudo-terminal's path, or tcp:HOST:PORT.",
            Recursive = true
        };

        public static readonly Option<bool> Pin = new("--pin")
        {
            Description = "Read the device's PIN first: at a terminal without echo, otherwise the first line of standard "
                + "input. Without it, a terminal is asked when the device asks.",
            Recursive = true
        };

        /// <summary>Opens the line. Throws <see cref="LineException"/>.</summary>
        public static ConsoleLine OpenLine(ParseResult result)
        {
            string? port = result.GetValue(Port);
            return ConsoleLine.Open(port ?? OnlyPort());
        }

        /// <summary>Opens the console and logs in. Throws the exceptions that <see cref="Exit.Guard"/> knows.</summary>
        public static DeviceConsole Open(ParseResult result, Terminal terminal)
        {
            string? pin = result.GetValue(Pin) ? ReadPin(terminal, "PIN of the device") : null;
            ConsoleLine line = OpenLine(result);
            var console = new DeviceConsole(line);
            try
            {
                bool isNew = console.LogIn(
                    prompt => AnswerPin(terminal, prompt, pin), line => terminal.Error.WriteLine("device: " + line));
                if (isNew) terminal.Error.WriteLine("The device had no PIN; it has this one from now on.");
                return console;
            }
            catch
            {
                console.Dispose();
                throw;
            }
        }

        // A person who sets a PIN types it twice: a slip would lock the device.
        private static string? AnswerPin(Terminal terminal, string prompt, string? pin)
        {
            if (!terminal.IsInteractive) return pin;
            string answer = pin ?? ReadPin(terminal, prompt);
            bool isNew = prompt.Contains("new", StringComparison.OrdinalIgnoreCase);
            return !isNew || ReadPin(terminal, prompt + " again") == answer
                ? answer
                : throw new LoginException("The two PINs differ; the device still has none.");
        }

        private static string ReadPin(Terminal terminal, string prompt)
        {
            string pin = terminal.ReadSecret(prompt) ?? "";
            return pin.Length > 0 ? pin : throw new LoginException("No PIN was given.");
        }

        private static string OnlyPort()
        {
            PortEntry[] ports = PortList.Find();
            return ports.Length == 1
                ? ports[0].Name
                : throw new LineException($"There are {ports.Length} serial ports: choose with --port ('Provision ports' lists them).");
        }
    }
}

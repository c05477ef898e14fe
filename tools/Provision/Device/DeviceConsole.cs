using System.Diagnostics;
using System.Text;
using ScanToMail.Provision.Lines;

namespace ScanToMail.Provision.Device
{
    /// <summary>
    /// A device's console as a program drives it: one command at a time, each answered by lines of which the last is
    /// <c>OK</c> or <c>ERROR code: text: remedy</c> (firmware/CONSOLE.md).
    /// </summary>
    internal sealed class DeviceConsole : IDisposable
    {
        /// <summary>Longer than any command that does not wait for the network.</summary>
        public const int CommandTimeoutMs = 60_000;

        /// <summary>Longer than SMTP's own time limits let a server think (RFC 5321, section 4.5.3.2).</summary>
        public const int MailTimeoutMs = 20 * 60_000;

        private const int WakeTimeoutMs = 20_000;
        private const int WakeStepMs = 1_000;
        private const int QuietMs = 200;
        private const int ChunkBytes = 64;

        private readonly ConsoleLine _line;
        private readonly ConsoleReader _reader;

        public DeviceConsole(ConsoleLine line)
        {
            _line = line;
            _reader = new ConsoleReader(line);
        }

        /// <summary>
        /// Gets the console's attention, whatever the line was in the middle of, and returns its prompt. Throws
        /// <see cref="DeviceSilentException"/>.
        /// </summary>
        public string Wake()
        {
            var watch = Stopwatch.StartNew();
            while (watch.ElapsedMilliseconds < WakeTimeoutMs)
            {
                _line.Write([Control('C'), (byte)'\r']);
                if (_reader.ReadUntilQuiet(WakeStepMs, QuietMs) && _reader.Tail.Trim().Length > 0)
                {
                    string prompt = _reader.Tail;
                    _reader.Clear();
                    return prompt;
                }
            }

            throw new DeviceSilentException($"The device said nothing in {WakeTimeoutMs / 1000} s. Is it on, is this its "
                + "console's port, and does no other program hold the line?");
        }

        /// <summary>
        /// Runs a command and returns the lines of its answer without the last; each line is told as it comes. Throws
        /// <see cref="DeviceErrorException"/> and <see cref="DeviceSilentException"/>.
        /// </summary>
        public string[] Execute(string command, int timeoutMs = CommandTimeoutMs, Action<string>? hear = null)
        {
            Send(command);
            return ReadAnswer(command, timeoutMs, hear);
        }

        /// <summary>Sends a line, as typed. Throws <see cref="ArgumentException"/> for more than one line.</summary>
        private void Send(string text)
        {
            if (text.Any(char.IsControl))
            {
                throw new ArgumentException("there is a control character in it");
            }

            byte[] bytes = [.. Encoding.UTF8.GetBytes(text), (byte)'\r'];
            for (int i = 0; i < bytes.Length; i += ChunkBytes)
            {
                _line.Write(bytes.AsSpan(i, Math.Min(ChunkBytes, bytes.Length - i)));
            }
        }

        /// <summary>Reads to the line that ends an answer; what stands before the command's echo is not the answer's.</summary>
        private string[] ReadAnswer(string echo, int timeoutMs, Action<string>? hear = null)
        {
            var lines = new List<string>();
            bool isEchoed = false;
            while (true)
            {
                string line = _reader.ReadLine(timeoutMs)
                    ?? throw new DeviceSilentException($"The device did not finish '{Name(echo)}' in {timeoutMs / 1000} s.");
                if (!isEchoed && echo.Length > 0 && line.EndsWith(echo, StringComparison.Ordinal))
                {
                    isEchoed = true;
                    lines.Clear();
                }
                else if (line == "OK")
                {
                    return [.. lines];
                }
                else if (line.StartsWith("ERROR ", StringComparison.Ordinal))
                {
                    throw ErrorOf(line);
                }
                else
                {
                    lines.Add(line);
                    hear?.Invoke(line);
                }
            }
        }

        /// <summary>
        /// Wakes the console and logs in where it asks for a PIN; a device that has none yet gets this one.
        /// <paramref name="readPin"/> gets the prompt and returns null where there is nobody to ask. Throws
        /// <see cref="LoginException"/>.
        /// </summary>
        public void LogIn(Func<string, string?> readPin)
        {
            string prompt = Wake();
            if (!IsPinPrompt(prompt))
            {
                return;
            }

            string pin = readPin(prompt.Trim().TrimEnd(':'))
                ?? throw new LoginException("The device asks for its PIN: give --pin.");
            try
            {
                Send(pin);
                ReadLoginAnswer(pin);
            }
            catch (DeviceErrorException e)
            {
                throw new LoginException($"The device refused the PIN: {e.Message}");
            }
        }

        /// <summary>Sends settings as JSON; the device takes them whole or not at all. Tells each line that it has.</summary>
        public void Import(string[] lines, Action step)
        {
            Send("import");
            foreach (string line in lines)
            {
                Send(line);
                step();
            }

            ReadAnswer("import", CommandTimeoutMs);
        }

        /// <summary>
        /// Sends trusted roots, each PEM by itself. Returns what the device says of each; tells each that it has.
        /// </summary>
        public string[] AddRoots(string[] certificates, Action step)
        {
            var said = new List<string>();
            foreach (string certificate in certificates)
            {
                Send("roots add");
                foreach (string line in certificate.Split('\n')) Send(line);
                said.AddRange(ReadAnswer("roots add", CommandTimeoutMs));
                step();
            }

            return [.. said];
        }

        /// <summary>Closes the line.</summary>
        public void Dispose() => _line.Dispose();

        // A new PIN is asked for twice; then the answer ends as any does.
        private void ReadLoginAnswer(string pin)
        {
            var watch = Stopwatch.StartNew();
            while (watch.ElapsedMilliseconds < CommandTimeoutMs)
            {
                if (_reader.ReadLine(QuietMs) is string line)
                {
                    if (line == "OK") return;
                    if (line.StartsWith("ERROR ", StringComparison.Ordinal)) throw ErrorOf(line);
                }
                else if (IsPinPrompt(_reader.Tail))
                {
                    _reader.Clear();
                    Send(pin);
                }
            }

            throw new DeviceSilentException("The device did not answer the PIN.");
        }

        private static bool IsPinPrompt(string prompt) => prompt.Contains("PIN", StringComparison.OrdinalIgnoreCase);

        private static byte Control(char letter) => (byte)(letter & 0x1F);

        private static string Name(string command) => command.Split(' ')[0];

        private static DeviceErrorException ErrorOf(string line)
        {
            string rest = line["ERROR ".Length..];
            int colon = rest.IndexOf(": ", StringComparison.Ordinal);
            return colon < 0
                ? new DeviceErrorException(rest, rest)
                : new DeviceErrorException(rest[..colon], rest[(colon + 2)..]);
        }
    }
}

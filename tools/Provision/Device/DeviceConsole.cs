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

        // A device makes people wait up to five minutes after many wrong PINs.
        private const int LoginTimeoutMs = 6 * 60_000;
        private const int LogoutTimeoutMs = 2_000;
        private const int LineTimeoutMs = 20_000;
        private const int WakeTimeoutMs = 20_000;
        private const int WakeStepMs = 1_000;
        private const int QuietMs = 200;
        private const int ChunkBytes = 64;

        private readonly ConsoleLine _line;
        private readonly ConsoleReader _reader;
        private bool _hasLoggedIn;

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
            AwaitEcho(command);
            return ReadAnswer(command, timeoutMs, hear);
        }

        /// <summary>
        /// Wakes the console and logs in where it asks for a PIN; a device that has none yet gets this one.
        /// <paramref name="readPin"/> gets the prompt and returns null where there is nobody to ask. What the device says
        /// at a login is told to <paramref name="hear"/>. Returns whether the PIN is a new one. Throws
        /// <see cref="LoginException"/>.
        /// </summary>
        public bool LogIn(Func<string, string?> readPin, Action<string> hear)
        {
            string prompt = Wake();
            if (!IsPinPrompt(prompt))
            {
                return false;
            }

            string pin = readPin(prompt.Trim().TrimEnd(':'))
                ?? throw new LoginException("The device asks for its PIN: give --pin.");
            try
            {
                Send(pin);
                ReadLoginAnswer(pin, hear);
                _hasLoggedIn = true;
                return prompt.Contains("new", StringComparison.OrdinalIgnoreCase);
            }
            catch (DeviceErrorException e)
            {
                throw new LoginException($"The device refused the PIN: {e.Message}");
            }
        }

        /// <summary>
        /// Sends settings as JSON; the device takes them whole or not at all. Returns what it says; tells each line
        /// that it has.
        /// </summary>
        public string[] Import(string[] lines, Action step) => Paste("import", lines, step);

        /// <summary>
        /// Makes the device trust these roots and no others, each PEM by itself. Returns what the device says of each;
        /// tells each that it has. Those of before go first: flash has no room for twice as many, and a device that
        /// trusts nobody for a moment sends nothing to anybody.
        /// </summary>
        public string[] ReplaceRoots(string[] certificates, Action step)
        {
            for (int i = Execute("roots list").Count(IsNumbered) - 1; i >= 0; i--)
            {
                Execute($"roots remove {i}");
            }

            var said = new List<string>();
            foreach (string certificate in certificates)
            {
                said.AddRange(Paste("roots add", certificate.Split('\n'), () => { }));
                step();
            }

            return [.. said];
        }

        /// <summary>Sends the device's own certificate, its intermediates and its key; returns what the device says.</summary>
        public string[] ImportCertificate(string[] lines, Action step) => Paste("certificate import", [.. lines, ""], step);

        /// <summary>Logs out where it had to log in, and closes the line.</summary>
        public void Dispose()
        {
            try
            {
                if (_hasLoggedIn) Execute("logout", LogoutTimeoutMs);
            }
            catch (Exception e) when (e is LineException or DeviceSilentException or DeviceErrorException)
            {
                // Who pulled the cable has logged out too: the device does so by itself after a while.
            }

            _line.Dispose();
        }

        // A line as typed; what would be more than one line is none.
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

        // The lines up to OK, without it; ERROR is thrown.
        private string[] ReadAnswer(string command, int timeoutMs, Action<string>? hear = null)
        {
            var lines = new List<string>();
            while (true)
            {
                string line = _reader.ReadLine(timeoutMs)
                    ?? throw new DeviceSilentException($"The device did not finish '{command}' in {timeoutMs / 1000} s.");
                if (line == "OK") return [.. lines];
                if (IsError(line)) throw ErrorOf(line);
                lines.Add(line);
                hear?.Invoke(line);
            }
        }

        // What the device was still saying before it heard the command is passed over.
        private void AwaitEcho(string command)
        {
            while (!AwaitLine(command).EndsWith(command, StringComparison.Ordinal))
            {
            }
        }

        // A new PIN is asked for twice; then the answer ends as any does.
        private void ReadLoginAnswer(string pin, Action<string> hear)
        {
            var watch = Stopwatch.StartNew();
            while (watch.ElapsedMilliseconds < LoginTimeoutMs)
            {
                if (_reader.ReadLine(QuietMs) is string line)
                {
                    if (line == "OK") return;
                    if (IsError(line)) throw ErrorOf(line);
                    if (line.Trim().Length > 0) hear(line);
                }
                else if (IsPinPrompt(_reader.Tail))
                {
                    _reader.Clear();
                    Send(pin);
                }
            }

            throw new DeviceSilentException("The device did not answer the PIN.");
        }

        // Each pasted line is answered by a line's end: so the device is never sent more than it can hold.
        private string[] Paste(string command, string[] lines, Action step)
        {
            Send(command);
            AwaitEcho(command);
            foreach (string line in lines)
            {
                Send(line);
                AwaitLine(command);
                step();
            }

            return ReadAnswer(command, CommandTimeoutMs);
        }

        private string AwaitLine(string command)
        {
            string line = _reader.ReadLine(LineTimeoutMs)
                ?? throw new DeviceSilentException($"The device did not take '{command}' in {LineTimeoutMs / 1000} s.");
            return IsError(line) ? throw ErrorOf(line) : line;
        }

        // "0: subject, ..." is how lists number what they have.
        private static bool IsNumbered(string line)
        {
            int colon = line.IndexOf(": ", StringComparison.Ordinal);
            return colon > 0 && line[..colon].All(char.IsAsciiDigit);
        }

        private static bool IsError(string line) => line.StartsWith("ERROR ", StringComparison.Ordinal);

        private static bool IsPinPrompt(string prompt) => prompt.Contains("PIN", StringComparison.OrdinalIgnoreCase);

        private static byte Control(char letter) => (byte)(letter & 0x1F);

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

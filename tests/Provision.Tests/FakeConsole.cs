using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace ScanToMail.Provision.Tests
{
    /// <summary>
    /// A device's console, scripted: echo, prompt, PIN, pasted JSON and PEM, one connection after another on a TCP
    /// port. What the program sends is kept byte for byte.
    /// </summary>
    internal sealed class FakeConsole : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly MemoryStream _received = new();
        private NetworkStream _stream = null!;
        private bool _isLoggedIn;

        public FakeConsole()
        {
            _listener.Start();
            new Thread(Serve) { IsBackground = true, Name = "fake console" }.Start();
        }

        public string Address => "tcp:127.0.0.1:" + ((IPEndPoint)_listener.LocalEndpoint).Port;

        /// <summary>The PIN; "" for a device that wants a new one; null for one that is logged in already.</summary>
        public string? Pin { get; set; }

        /// <summary>The commands that came, without what was pasted.</summary>
        public ConcurrentQueue<string> Commands { get; } = new();

        /// <summary>What a command is answered: lines, the last OK or ERROR.</summary>
        public Dictionary<string, string> Answers { get; } = new() { ["import"] = "OK", ["roots add"] = "OK", ["logout"] = "OK", ["roots list"] = "OK" };

        /// <summary>What was pasted after import and roots add.</summary>
        public List<string> Pasted { get; } = [];

        /// <summary>Whether more was sent before a pasted line was answered.</summary>
        public bool HasOverrun { get; private set; }

        /// <summary>Delivers what it says byte by byte.</summary>
        public bool IsSlow { get; init; }

        /// <summary>Says this before anything else, as a board that has just booted.</summary>
        public string Banner { get; init; } = "";

        /// <summary>Says nothing at all.</summary>
        public bool IsSilent { get; init; }

        /// <summary>Closes the line at this command.</summary>
        public string ClosesAt { get; init; } = "";

        /// <summary>Closes the line after so many bytes of its own.</summary>
        public int ClosesAfterBytes { get; init; } = int.MaxValue;

        /// <summary>How many bytes it has said.</summary>
        public int SaidBytes { get; private set; }

        public byte[] Received
        {
            get
            {
                lock (_received) return _received.ToArray();
            }
        }

        public void Dispose() => _listener.Stop();

        private void Serve()
        {
            while (true)
            {
                try
                {
                    using TcpClient client = _listener.AcceptTcpClient();
                    client.NoDelay = true;
                    _stream = client.GetStream();
                    Converse();
                }
                catch (IOException)
                {
                    // The program has left.
                }
                catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
                {
                    return;
                }
            }
        }

        private void Converse()
        {
            _isLoggedIn = Pin == null;
            Say(Banner);
            while (ReadLine(_isLoggedIn) is string line)
            {
                if (line.Length == 0) Prompt();
                else if (!_isLoggedIn) LogIn(line);
                else if (line == ClosesAt) return;
                else Run(line);
            }
        }

        private void Run(string command)
        {
            Commands.Enqueue(command);
            if (command == "import") Pasted.Add(Paste(text => IsJson(text)));
            if (command == "roots add") Pasted.Add(Paste(text => text.TrimEnd().EndsWith("-----END CERTIFICATE-----", StringComparison.Ordinal)));
            if (command == "certificate import") Pasted.Add(Paste(text => text.EndsWith("\n\n", StringComparison.Ordinal)));
            if (command == "logout") _isLoggedIn = Pin == null;
            string answer = Answers.GetValueOrDefault(command, "ERROR command.unknown: there is no such command: see help");
            Say(answer.Replace("\n", "\r\n") + "\r\n");
            Prompt();
        }

        private void LogIn(string line)
        {
            if (Pin == "")
            {
                Say("\r\nNew PIN again: ");
                string again = ReadLine(false) ?? "";
                _isLoggedIn = again == line;
                Pin = _isLoggedIn ? line : "";
            }
            else
            {
                _isLoggedIn = line == Pin;
            }

            Say(_isLoggedIn ? "\r\nOK\r\n" : "\r\nERROR pin.wrong: the PIN is wrong: try again in 2 s\r\n");
            Prompt();
        }

        private void Prompt() => Say(_isLoggedIn ? "> " : Pin == "" ? "New PIN: " : "PIN: ");

        // As the device: no echo, a line's end after each line, and no further than what has come by then.
        private string Paste(Func<string, bool> isComplete)
        {
            var text = new StringBuilder();
            while (!isComplete(text.ToString()))
            {
                text.Append(ReadLine(false)).Append('\n');
                HasOverrun |= _stream.DataAvailable;
                Say("\r\n");
            }

            return text.ToString();
        }

        private static bool IsJson(string text)
        {
            try
            {
                JsonDocument.Parse(text).Dispose();
                return true;
            }
            catch (JsonException)
            {
                return false;
            }
        }

        // Without line editing; Ctrl+C drops the line.
        private string? ReadLine(bool hasEcho)
        {
            var line = new List<byte>();
            while (true)
            {
                int b = _stream.ReadByte();
                if (b < 0) return null;
                lock (_received) _received.WriteByte((byte)b);
                if (b == 3) line.Clear();
                else if (b != '\r') line.Add((byte)b);
                if (b != 3 && hasEcho) Say(b == '\r' ? "\r\n" : "", b == '\r' ? [] : [(byte)b]);
                if (b == '\r') return Encoding.UTF8.GetString([.. line]);
            }
        }

        private void Say(string text, byte[]? bytes = null)
        {
            if (IsSilent) return;
            byte[] all = [.. Encoding.UTF8.GetBytes(text), .. bytes ?? []];
            int leftBytes = ClosesAfterBytes - SaidBytes;
            bool isCut = leftBytes < all.Length;
            if (isCut) all = all[..leftBytes];
            SaidBytes += all.Length;
            int step = IsSlow ? 1 : Math.Max(1, all.Length);
            for (int i = 0; i < all.Length; i += step)
            {
                _stream.Write(all, i, Math.Min(step, all.Length - i));
                if (IsSlow) Thread.Sleep(1);
            }

            if (isCut) throw new IOException("cut");
        }
    }
}

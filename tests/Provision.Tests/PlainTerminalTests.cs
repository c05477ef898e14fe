using System.Diagnostics;
using System.Text;
using ScanToMail.Tenant;
using Xunit;

namespace ScanToMail.Provision.Tests
{
    /// <summary>What firmware/CONSOLE.md shows by hand: a person at a plain terminal on a pseudo-terminal, without Provision,
    /// from an empty flash to a delivered test mail.</summary>
    public class PlainTerminalTests
    {
        private const string Pin = "471108";

        [Fact]
        public async Task ByHandFromNothingToADeliveredMail()
        {
            if (OperatingSystem.IsWindows()) return;
            await using VirtualBoard board = await VirtualBoard.StartAsync("pty");
            using var terminal = new PlainTerminal(board.Port);
            terminal.Type("\r");
            await terminal.SeeAsync("New PIN: ");
            terminal.Type(Pin + "\r");
            await terminal.SeeAsync("New PIN again: ");
            terminal.Type(Pin + "\r");
            await terminal.SeeAsync("OK\r\n> ");

            terminal.Type("rotx\b\b\u007foots add\r");
            await terminal.SeeAsync("oots add\r\n");
            terminal.Paste(await File.ReadAllTextAsync(Path.Combine(board.Folder, "company-root.pem")));
            await terminal.SeeAsync("OK\r\n> ");
            terminal.Type("import\r");
            await terminal.SeeAsync("import\r\n");
            terminal.Paste(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "device-config", "on-premises.json")));
            await terminal.SeeAsync("OK\r\n> ");
            terminal.Type("set sending.password\r");
            await terminal.SeeAsync("sending.password: ");
            terminal.Type(VirtualBoard.Password + "\r");
            await terminal.SeeAsync("OK\r\n> ");
            terminal.Type("test connection\r");
            await terminal.SeeAsync("OK\r\n> ");
            terminal.Type("test mail me@contoso.com\r");
            await terminal.SeeAsync("delivered", "OK\r\n> ");

            ReceivedMessage message = Assert.Single(board.Server.Inbox.Messages);
            Assert.Equal("me@contoso.com", Assert.Single(message.Recipients));
            Assert.DoesNotContain(Pin, terminal.All);
            Assert.DoesNotContain(VirtualBoard.Password, terminal.All);
            Assert.DoesNotContain("ERROR", terminal.All);

            terminal.Type("reboot\r");
            await terminal.SeeAsync("PIN: ");
            terminal.Type(Pin + "\r");
            await terminal.SeeAsync("OK\r\n> ");
            terminal.Type("factory-reset\r");
            await terminal.SeeAsync("Type yes: ");
            terminal.Type("yes\r");
            await terminal.SeeAsync("New PIN: ");
        }

        /// <summary>A keyboard and a screen on a tty: each key goes by itself, nothing is known of commands.</summary>
        private sealed class PlainTerminal : IDisposable
        {
            private const int SeeLimitMs = 60_000;

            private readonly FileStream _line;
            private readonly StringBuilder _screen = new();
            private int _seen;

            public PlainTerminal(string path)
            {
                _line = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 1);
                new Thread(Read) { IsBackground = true }.Start();
            }

            public string All
            {
                get
                {
                    lock (_screen) return _screen.ToString();
                }
            }

            public void Type(string text)
            {
                foreach (byte key in Encoding.UTF8.GetBytes(text))
                {
                    _line.WriteByte(key);
                    _line.Flush();
                }
            }

            /// <summary>Line by line and no faster than 115200 baud, as a terminal program pastes.</summary>
            public void Paste(string text)
            {
                foreach (string line in text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
                {
                    _line.Write(Encoding.UTF8.GetBytes(line + "\r"));
                    _line.Flush();
                    Thread.Sleep(10);
                }
            }

            /// <summary>Waits until the words stand on the screen, one after the other, behind what was seen before.</summary>
            public async Task SeeAsync(params string[] words)
            {
                var watch = Stopwatch.StartNew();
                foreach (string word in words)
                {
                    int at;
                    while ((at = All.IndexOf(word, _seen, StringComparison.Ordinal)) < 0)
                    {
                        Assert.True(watch.ElapsedMilliseconds < SeeLimitMs, $"'{word}' does not come; on the screen:\n{All}");
                        await Task.Delay(20);
                    }
                    _seen = at + word.Length;
                }
            }

            public void Dispose() => _line.Dispose();

            private void Read()
            {
                var bytes = new byte[1024];
                try
                {
                    while (_line.Read(bytes) is int count and > 0)
                    {
                        lock (_screen) _screen.Append(Encoding.UTF8.GetString(bytes, 0, count));
                    }
                }
                catch (Exception e) when (e is IOException or ObjectDisposedException)
                {
                    // The device or the terminal has gone.
                }
            }
        }
    }
}

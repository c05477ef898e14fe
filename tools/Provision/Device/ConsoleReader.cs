using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using ScanToMail.Provision.Lines;

namespace ScanToMail.Provision.Device
{
    /// <summary>Makes lines of text out of what a console prints, without a terminal's control sequences.</summary>
    internal sealed partial class ConsoleReader(ConsoleLine line)
    {
        private const int LineLimitBytes = 64 * 1024;

        private readonly byte[] _received = new byte[4096];
        private readonly MemoryStream _pending = new();
        private readonly Queue<string> _lines = new();

        /// <summary>What stands after the last line's end: a prompt, or an unfinished line.</summary>
        public string Tail => Clean(_pending.GetBuffer().AsSpan(0, (int)_pending.Length));

        /// <summary>The next line without its end, or null when none came in time.</summary>
        public string? ReadLine(int timeoutMs)
        {
            var watch = Stopwatch.StartNew();
            while (_lines.Count == 0)
            {
                int leftMs = timeoutMs - (int)watch.ElapsedMilliseconds;
                if (leftMs <= 0)
                {
                    return null;
                }

                Receive(leftMs);
            }

            return _lines.Dequeue();
        }

        /// <summary>Reads until nothing came for <paramref name="quietMs"/>; returns whether anything had come.</summary>
        public bool ReadUntilQuiet(int firstMs, int quietMs)
        {
            bool hasCome = Receive(firstMs) > 0;
            while (hasCome && Receive(quietMs) > 0)
            {
            }

            return hasCome;
        }

        /// <summary>Forgets what came so far.</summary>
        public void Clear()
        {
            _lines.Clear();
            _pending.SetLength(0);
        }

        /// <summary>Waits for bytes once and takes them in. Returns how many came.</summary>
        public int Receive(int timeoutMs)
        {
            int count = line.Read(_received, timeoutMs);
            for (int i = 0; i < count; i++)
            {
                if (_received[i] == '\n')
                {
                    _lines.Enqueue(Tail);
                    _pending.SetLength(0);
                }
                else if (_pending.Length < LineLimitBytes)
                {
                    _pending.WriteByte(_received[i]);
                }
            }

            return count;
        }

        private static string Clean(ReadOnlySpan<byte> bytes)
        {
            string text = ControlSequence().Replace(Encoding.UTF8.GetString(bytes), "").TrimEnd('\r');
            int returned = text.LastIndexOf('\r');
            text = returned >= 0 ? text[(returned + 1)..] : text;
            return new string([.. text.Where(c => c == '\t' || !char.IsControl(c))]);
        }

        // ECMA-48: CSI sequences.
        [GeneratedRegex("\u001b\\[[0-?]*[ -/]*[@-~]")]
        private static partial Regex ControlSequence();
    }
}

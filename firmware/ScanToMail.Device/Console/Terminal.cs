using System;
using System.Text;
using ScanToMail.Hal;

namespace ScanToMail.Console
{
    /// <summary>How the reading of a line ended.</summary>
    public enum LineEnd
    {
        /// <summary>By Enter.</summary>
        Entered,

        /// <summary>By Ctrl+C: what was typed is dropped.</summary>
        Interrupted,

        /// <summary>Nothing was typed for too long.</summary>
        TimedOut
    }

    /// <summary>
    /// A line editor over a plain terminal (115200 8N1): echo, Backspace, Ctrl+U, Ctrl+C, arrows up and down for the last
    /// lines. CR, LF and CR LF end a line. Lines have at most 1,024 bytes of UTF-8; longer ones, noise and half characters
    /// are swallowed to their end and refused as a whole.
    /// </summary>
    public sealed class Terminal
    {
        /// <summary>Longest line, in bytes.</summary>
        public const int LineLimitBytes = 1024;

        private const int HistoryLimit = 4;
        private const int HistoryLineChars = 160;
        private const int SliceMs = 250;
        private const int QuietMs = 500;
        private const int DropLimitMs = 60000;

        private readonly ISerialLine _line;
        private readonly IClock _clock;
        private readonly byte[] _in = new byte[64];
        private readonly byte[] _text = new byte[LineLimitBytes];
        private readonly byte[] _one = new byte[1];
        private readonly string[] _history = new string[HistoryLimit];
        private int _inOffset;
        private int _inCount;
        private int _count;
        private int _historyCount;
        private int _historyAt;
        private int _escape;
        private bool _wasReturn;
        private bool _isEchoing;

        /// <summary>An editor over a line.</summary>
        public Terminal(ISerialLine line, IClock clock)
        {
            _line = line;
            _clock = clock;
        }

        /// <summary>Ends every wait soon.</summary>
        public bool IsStopping { get; set; }

        /// <summary>What is wrong with the line that was entered, or "".</summary>
        public string Problem { get; private set; } = "";

        /// <summary>The line that was entered; "" where there is a problem.</summary>
        public string Text { get; private set; } = "";

        /// <summary>Writes text as it is.</summary>
        public void Write(string text)
        {
            if (text.Length == 0) return;
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            _line.Write(bytes, 0, bytes.Length);
        }

        /// <summary>Writes a line.</summary>
        public void WriteLine(string text)
        {
            Write(text + "\r\n");
        }

        /// <summary>Reads a line into <see cref="Text"/>; a secret is neither echoed nor kept.</summary>
        public LineEnd ReadLine(string prompt, bool isSecret, int timeoutMs)
        {
            Begin(isSecret);
            Write(prompt);
            long untilMs = _clock.MonotonicMs + timeoutMs;
            while (true)
            {
                int value = ReadByte(SliceMs);
                if (value < 0)
                {
                    if (!IsStopping && _clock.MonotonicMs < untilMs) continue;
                    return LineEnd.TimedOut;
                }
                untilMs = _clock.MonotonicMs + timeoutMs;
                bool isSecondHalf = value == '\n' && _wasReturn;
                _wasReturn = value == '\r';
                if (isSecondHalf) continue;
                if (value == 3)
                {
                    WriteLine("^C");
                    return LineEnd.Interrupted;
                }
                if (value == '\r' || value == '\n')
                {
                    WriteLine("");
                    End(isSecret);
                    return LineEnd.Entered;
                }
                Take((byte)value);
            }
        }

        /// <summary>Waits, and returns whether Ctrl+C was typed meanwhile; whatever else is typed is dropped.</summary>
        public bool WaitForInterrupt(int durationMs)
        {
            long untilMs = _clock.MonotonicMs + durationMs;
            while (true)
            {
                int value = ReadByte(0);
                if (value == 3 || IsStopping) return true;
                if (value >= 0) continue;
                long leftMs = untilMs - _clock.MonotonicMs;
                if (leftMs <= 0) return false;
                _clock.Sleep(leftMs < SliceMs ? (int)leftMs : SliceMs);
            }
        }

        /// <summary>
        /// Swallows, unseen, the rest of a text that is being pasted, until the line was quiet for half a second; a minute
        /// at most. For a text that was refused in its middle: what is still coming is no command, and may be a secret.
        /// </summary>
        public void DropPaste()
        {
            long untilMs = _clock.MonotonicMs + DropLimitMs;
            while (_line.Read(_in, 0, _in.Length, QuietMs) > 0 && _clock.MonotonicMs < untilMs && !IsStopping)
            {
            }
            Array.Clear(_in, 0, _in.Length);
            _inOffset = 0;
            _inCount = 0;
        }

        /// <summary>Forgets the last lines, such as those of whoever logs out.</summary>
        public void ForgetHistory()
        {
            while (_historyCount > 0) _history[--_historyCount] = null;
        }

        /// <summary>Forgets the last line, which held what it should not have.</summary>
        public void ForgetLast()
        {
            if (_historyCount > 0) _history[--_historyCount] = null;
        }

        private void Begin(bool isSecret)
        {
            _isEchoing = !isSecret;
            _count = 0;
            _escape = 0;
            _historyAt = _historyCount;
            Problem = "";
            Text = "";
        }

        private void End(bool isSecret)
        {
            if (Problem.Length == 0 && !IsUtf8(_text, _count)) Problem = "the line is not UTF-8";
            if (Problem.Length == 0) Text = Encoding.UTF8.GetString(_text, 0, _count);
            if (isSecret) Array.Clear(_text, 0, _count);
            else Remember(Text);
        }

        private int ReadByte(int timeoutMs)
        {
            if (_inOffset == _inCount)
            {
                _inOffset = 0;
                _inCount = 0;
                _inCount = _line.Read(_in, 0, _in.Length, timeoutMs);
                if (_inCount == 0) return -1;
            }
            return _in[_inOffset++];
        }

        private void Take(byte value)
        {
            if (_escape > 0) TakeEscape(value);
            else if (value == 27) _escape = 1;
            else if (value == 8 || value == 127) Backspace();
            else if (value == 21) Kill();
            else if (value == '\t') Add((byte)' ');
            else if (value < ' ') Problem = "the line has control characters in it";
            else Add(value);
        }

        /// <summary>ECMA-48: ESC [ ... final byte; A and B are the arrows up and down.</summary>
        private void TakeEscape(byte value)
        {
            if (_escape == 1)
            {
                _escape = value == '[' ? 2 : 0;
                return;
            }
            if (value < '@' || value > '~') return;
            _escape = 0;
            if (value == 'A') Recall(_historyAt - 1);
            else if (value == 'B') Recall(_historyAt + 1);
        }

        private void Add(byte value)
        {
            if (_count == _text.Length)
            {
                Problem = "the line is longer than 1,024 bytes";
                return;
            }
            _text[_count++] = value;
            if (!_isEchoing) return;
            _one[0] = value;
            _line.Write(_one, 0, 1);
        }

        private void Backspace()
        {
            if (_count == 0) return;
            do _count--;
            while (_count > 0 && (_text[_count] & 0xC0) == 0x80);
            if (_isEchoing) Write("\b \b");
        }

        private void Kill()
        {
            while (_count > 0) Backspace();
            Problem = "";
        }

        private void Recall(int place)
        {
            if (place < 0 || place > _historyCount || !_isEchoing) return;
            Kill();
            _historyAt = place;
            if (place == _historyCount) return;
            byte[] bytes = Encoding.UTF8.GetBytes(_history[place]);
            for (int i = 0; i < bytes.Length; i++) Add(bytes[i]);
        }

        private void Remember(string text)
        {
            if (text.Length == 0 || text.Length > HistoryLineChars) return;
            if (_historyCount > 0 && _history[_historyCount - 1] == text) return;
            if (_historyCount == HistoryLimit)
            {
                Array.Copy(_history, 1, _history, 0, HistoryLimit - 1);
                _historyCount--;
            }
            _history[_historyCount++] = text;
        }

        /// <summary>RFC 3629: whole characters, none longer than it has to be.</summary>
        private static bool IsUtf8(byte[] bytes, int count)
        {
            for (int i = 0; i < count; i++)
            {
                int lead = bytes[i];
                if (lead < 0x80) continue;
                int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
                if (lead < 0xC2 || lead > 0xF4 || i + more >= count) return false;
                int first = bytes[i + 1];
                if ((lead == 0xE0 && first < 0xA0) || (lead == 0xED && first > 0x9F)) return false;
                if ((lead == 0xF0 && first < 0x90) || (lead == 0xF4 && first > 0x8F)) return false;
                for (int j = 1; j <= more; j++)
                {
                    if ((bytes[i + j] & 0xC0) != 0x80) return false;
                }
                i += more;
            }
            return true;
        }
    }
}

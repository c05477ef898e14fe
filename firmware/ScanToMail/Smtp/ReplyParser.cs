using System;
using System.Text;

namespace ScanToMail.Smtp
{
    /// <summary>
    /// Reads one reply from bytes that come in any pieces (RFC 5321 4.2.1, 4.5.3.1.5). Lenient where servers are sloppy:
    /// lines may be longer than 512 bytes, end in a lone LF, or lack the space; the last line's code counts; a refusal may
    /// be an enhanced status code alone. Strict where it must be: a reply has a limit of lines and bytes, and nothing without
    /// three digits is a yes.
    /// </summary>
    internal sealed class ReplyParser
    {
        private const int LineKeptBytes = 640;
        private const int ReplyLimitBytes = 65536;
        private const int LineLimit = 128;
        private const int CodeChars = 4;
        private const int EnhancedPartChars = 3;
        private const int TextLimitChars = 2000;

        /// <summary>A secret is known by its first characters, for a long one may be cut; shorter ones than the least are
        /// words of replies too.</summary>
        private const int SecretKnownChars = 12;
        private const int SecretLeastChars = 4;

        // Boxed once: Array.IndexOf takes an object, and a new box for every line would be garbage.
        private static readonly object LineFeed = (byte)'\n';

        private readonly StringBuilder _text = new StringBuilder();
        private SmtpTranscript _transcript;
        private string[] _secrets;
        private byte[] _line;
        private int _lineCount;
        private int _lines;
        private int _bytes;
        private int _code;
        private string _enhancedCode;

        /// <summary>The whole reply has come.</summary>
        public bool IsDone { get; private set; }

        /// <summary>What is wrong with it, or "".</summary>
        public string Error { get; private set; }

        /// <summary>The reply, once it is done.</summary>
        public SmtpReply Reply { get; private set; }

        /// <summary>Starts a new reply; the transcript (or null) gets its lines.</summary>
        public void Begin(SmtpTranscript transcript)
        {
            if (_line == null) _line = new byte[LineKeptBytes];
            _transcript = transcript;
            _text.Clear();
            _lineCount = 0;
            _lines = 0;
            _bytes = 0;
            _enhancedCode = "";
            IsDone = false;
            Error = "";
            Reply = null;
        }

        /// <summary>Frees the buffer until the next reply: it is not needed while nobody talks.</summary>
        public void Release()
        {
            _line = null;
            _secrets = null;
        }

        /// <summary>Secrets that the server knows from now on, until <see cref="Release"/>: asterisks stand for them.</summary>
        public void Hide(string[] secrets)
        {
            _secrets = secrets;
            for (int i = 0; i < secrets.Length; i++)
            {
                byte[] bytes = Encoding.UTF8.GetBytes(secrets[i]);
                MakePrintable(bytes, bytes.Length);
                _secrets[i] = Encoding.UTF8.GetString(bytes, 0, bytes.Length);
            }
        }

        /// <summary>Takes bytes up to the end of a line and returns how many; look at <see cref="IsDone"/> and
        /// <see cref="Error"/> then.</summary>
        public int Take(byte[] buffer, int offset, int count)
        {
            int end = Array.IndexOf(buffer, LineFeed, offset, count);
            int taken = end < 0 ? count : end - offset + 1;
            int kept = taken < _line.Length - _lineCount ? taken : _line.Length - _lineCount;
            Array.Copy(buffer, offset, _line, _lineCount, kept);
            _lineCount += kept;
            _bytes += taken;
            if (_bytes > ReplyLimitBytes) Error = "a reply of more than 65,536 bytes";
            else if (end >= 0) EndLine();
            return taken;
        }

        private void EndLine()
        {
            int length = _lineCount;
            _lineCount = 0;
            while (length > 0 && (_line[length - 1] == '\n' || _line[length - 1] == '\r')) length--;
            MakePrintable(_line, length);
            bool hasCode = ReadCode(length);
            string line = Hidden(Encoding.UTF8.GetString(_line, 0, length), hasCode ? CodeChars : 0);
            if (_transcript != null) _transcript.Received(line);
            if (++_lines > LineLimit)
            {
                Error = "a reply of more than 128 lines";
                return;
            }
            bool isBare = !hasCode && _lines == 1 && ReadBareCode(line);
            if (!hasCode && !isBare)
            {
                Error = "no reply code in \"" + (line.Length > 80 ? line.Substring(0, 80) : line) + "\"";
                return;
            }
            Append(isBare ? line : length > CodeChars ? line.Substring(CodeChars) : "");
            if (hasCode && length > 3 && _line[3] == '-') return;
            Reply = new SmtpReply(_code, _enhancedCode, _text.ToString());
            IsDone = true;
        }

        /// <summary>The line with every secret masked, up to the end of the word that it is in.</summary>
        private string Hidden(string line, int from)
        {
            for (int i = 0; _secrets != null && i < _secrets.Length; i++)
            {
                string secret = _secrets[i];
                if (secret.Length >= SecretLeastChars && line.Length > from) line = Hidden(line, from, secret);
            }
            return line;
        }

        private static string Hidden(string line, int from, string secret)
        {
            string known = secret.Length > SecretKnownChars ? secret.Substring(0, SecretKnownChars) : secret;
            int at = line.IndexOf(known, from);
            while (at >= 0)
            {
                int end = at + (line.IndexOf(secret, at) == at ? secret.Length : known.Length);
                int space = end < line.Length ? line.IndexOf(' ', end) : -1;
                line = line.Substring(0, at) + SmtpTranscript.Masked + (space < 0 ? "" : line.Substring(space));
                from = at + SmtpTranscript.Masked.Length;
                at = from < line.Length ? line.IndexOf(known, from) : -1;
            }
            return line;
        }

        /// <summary>Nothing of a reply may steer a terminal or a log; what is no printable ASCII becomes '?'.</summary>
        private static void MakePrintable(byte[] line, int length)
        {
            for (int i = 0; i < length; i++)
            {
                if (line[i] < ' ' || line[i] > '~') line[i] = (byte)'?';
            }
        }

        private bool ReadCode(int length)
        {
            if (length < 3 || (length > 3 && _line[3] != ' ' && _line[3] != '-')) return false;
            if (_line[0] < '2' || _line[0] > '5' || !IsDigit(_line[1]) || !IsDigit(_line[2])) return false;
            _code = (_line[0] - '0') * 100 + (_line[1] - '0') * 10 + _line[2] - '0';
            return true;
        }

        /// <summary>
        /// "4.3.2 STOREDRV..." without its three digits, as logs of Exchange Online show it: a whole reply, of one line, that
        /// refuses. A yes (2.x.x) must have its digits, for a mail counts as delivered by it, and so must every line of a reply
        /// whose first has them.
        /// </summary>
        private bool ReadBareCode(string line)
        {
            if (_line[0] == '2' || EnhancedLength(line) == 0) return false;
            _code = _line[0] == '4' ? SmtpReply.BareTransientCode : SmtpReply.BarePermanentCode;
            return true;
        }

        private void Append(string text)
        {
            int length = EnhancedLength(text);
            if (length > 0)
            {
                if (_enhancedCode.Length == 0) _enhancedCode = text.Substring(0, length);
                text = text.Substring(length).Trim();
            }
            int room = TextLimitChars - _text.Length - 1;
            if (room <= 0) return;
            if (_lines > 1) _text.Append("\n");
            _text.Append(text.Length > room ? text.Substring(0, room) : text);
        }

        /// <summary>Length of an enhanced status code at the text's start, or 0. RFC 3463 2: class.subject.detail, the latter two
        /// of one to three digits.</summary>
        private static int EnhancedLength(string text)
        {
            int end = text.IndexOf(' ');
            string word = end < 0 ? text : text.Substring(0, end);
            if (word.Length < 5 || word.Length > 3 + 2 * EnhancedPartChars) return 0;
            char[] chars = word.ToCharArray();
            if ((chars[0] != '2' && chars[0] != '4' && chars[0] != '5') || chars[1] != '.') return 0;
            int dots = 1;
            int digits = 0;
            for (int i = 2; i < chars.Length; i++)
            {
                bool isDot = chars[i] == '.' && digits > 0 && i + 1 < chars.Length;
                if (isDot) dots++;
                else if (chars[i] < '0' || chars[i] > '9') return 0;
                digits = isDot ? 0 : digits + 1;
                if (digits > EnhancedPartChars) return 0;
            }
            return dots == 2 ? word.Length : 0;
        }

        private static bool IsDigit(byte value)
        {
            return value >= '0' && value <= '9';
        }
    }
}

using System;
using System.Text;

namespace ScanToMail.Mime
{
    /// <summary>
    /// Writes header fields folded at 76 columns (RFC 5322 2.2.3). Text beyond ASCII becomes encoded words (RFC 2047),
    /// and no encoded word splits a character. Works on bytes: a string's characters are costly to reach on the device.
    /// </summary>
    internal sealed class HeaderWriter
    {
        private const int LineColumns = 76;
        private const int EncodedWordBytes = 39;
        private ByteSink _next;
        private int _column;

        public void Begin(ByteSink next)
        {
            _next = next;
            _column = 0;
        }

        /// <summary>A field whose value is plain ASCII and short.</summary>
        public void WriteField(string name, string value)
        {
            Open(name);
            WriteToken(value);
            Close();
        }

        /// <summary>A field of unstructured text in any script.</summary>
        public void WriteText(string name, string text)
        {
            Refuse(name, text);
            Open(name);
            if (IsPlain(text)) WriteWords(text);
            else WriteEncoded(text);
            Close();
        }

        /// <summary>A field that lists mailboxes; nothing for an empty list.</summary>
        public void WriteMailboxes(string name, Mailbox[] mailboxes)
        {
            if (mailboxes.Length == 0) return;
            Open(name);
            for (int i = 0; i < mailboxes.Length; i++) WriteMailbox(name, mailboxes[i], i + 1 < mailboxes.Length);
            Close();
        }

        /// <summary>Starts a field.</summary>
        public void Open(string name)
        {
            _next.WriteAscii(name + ":");
            _column = name.Length + 1;
        }

        /// <summary>One piece that stays on one line, after a space or a fold; may hold UTF-8 (RFC 6532).</summary>
        public void WriteToken(string token)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(token);
            Fold(bytes.Length);
            _next.Write(bytes, 0, bytes.Length);
            _column += bytes.Length;
        }

        /// <summary>Ends a field.</summary>
        public void Close()
        {
            _next.WriteAscii("\r\n");
            _column = 0;
        }

        /// <summary>Throws where a value would end its line.</summary>
        public static void Refuse(string name, string value)
        {
            if (value.IndexOfAny(new char[] { '\r', '\n', '\0' }) >= 0)
            {
                throw new ArgumentException("CR, LF and NUL may not stand in " + name);
            }
        }

        /// <summary>Whether the text can stand in a header as it is: ASCII, no control characters, nothing that reads as
        /// an encoded word.</summary>
        public static bool IsPlain(string text)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            for (int i = 0; i < bytes.Length; i++)
            {
                if (bytes[i] < ' ' || bytes[i] > '~') return false;
            }
            return text.IndexOf("=?") < 0;
        }

        private void WriteMailbox(string name, Mailbox mailbox, bool isFollowed)
        {
            Refuse(name, mailbox.DisplayName);
            Refuse(name, mailbox.Address);
            string comma = isFollowed ? "," : "";
            if (mailbox.DisplayName.Length == 0)
            {
                WriteToken(mailbox.Address + comma);
                return;
            }
            if (!IsPlain(mailbox.DisplayName)) WriteEncoded(mailbox.DisplayName);
            else if (IsAtoms(mailbox.DisplayName)) WriteWords(mailbox.DisplayName);
            else WriteWords(Quote(mailbox.DisplayName));
            WriteToken("<" + mailbox.Address + ">" + comma);
        }

        /// <summary>Words parted by single spaces; each space may become a fold. More than one space stays in one piece,
        /// because folding would lose none but a reader may.</summary>
        private void WriteWords(string text)
        {
            string[] words = text.Split(' ');
            bool isFirst = true;
            for (int i = 0; i < words.Length; i++)
            {
                string word = words[i];
                while (word.Length == 0 && i + 1 < words.Length) word += " " + words[++i];
                if (word.Length > 900) throw new ArgumentException("a header holds a word of more than 900 characters");
                if (isFirst || word.Length > 0) WriteToken(word);
                isFirst = false;
            }
        }

        private void WriteEncoded(string text)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            int offset = 0;
            while (offset < bytes.Length)
            {
                int count = EncodedWordBytes < bytes.Length - offset ? EncodedWordBytes : bytes.Length - offset;
                while (offset + count < bytes.Length && (bytes[offset + count] & 0xC0) == 0x80) count--;
                WriteToken("=?utf-8?B?" + Convert.ToBase64String(bytes, offset, count) + "?=");
                offset += count;
            }
        }

        private void Fold(int length)
        {
            if (_column + 1 + length > LineColumns && _column > 1)
            {
                _next.WriteAscii("\r\n ");
                _column = 1;
                return;
            }
            _next.WriteAscii(" ");
            _column++;
        }

        /// <summary>RFC 5322 3.2.3: what may stand in a phrase without quotes.</summary>
        private static bool IsAtoms(string text)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            if (bytes[0] == ' ' || bytes[bytes.Length - 1] == ' ' || text.IndexOf("  ") >= 0) return false;
            for (int i = 0; i < bytes.Length; i++)
            {
                if (!IsAtom(bytes[i])) return false;
            }
            return true;
        }

        private static bool IsAtom(byte value)
        {
            if ((value >= 'a' && value <= 'z') || (value >= 'A' && value <= 'Z') || (value >= '0' && value <= '9')) return true;
            return value == ' ' || "!#$%&'*+-/=?^_`{|}~".IndexOf((char)value) >= 0;
        }

        private static string Quote(string text)
        {
            StringBuilder quoted = new StringBuilder(text);
            quoted.Replace("\\", "\\\\");
            quoted.Replace("\"", "\\\"");
            return "\"" + quoted.ToString() + "\"";
        }
    }
}

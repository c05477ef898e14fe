using System.Collections;
using System.Globalization;
using System.Text;

namespace nanoFramework.Json
{
    /// <summary>Reads a JSON text as the device's library does.</summary>
    internal sealed class TreeReader(string text)
    {
        private const int DepthLimit = 64;
        private int _at;
        private int _depth;

        public object? ReadDocument()
        {
            object? value = ReadValue();
            SkipSpace();
            if (_at < text.Length) throw new DeserializationException();
            return value;
        }

        private object? ReadValue()
        {
            SkipSpace();
            if (++_depth > DepthLimit) throw new DeserializationException();
            try
            {
                return Peek() switch
                {
                    '{' => ReadObject(),
                    '[' => ReadArray(),
                    '"' or '\'' => ReadText(),
                    '-' or (>= '0' and <= '9') => ReadNumber(),
                    _ => ReadWord()
                };
            }
            finally
            {
                _depth--;
            }
        }

        private Hashtable ReadObject()
        {
            var table = new Hashtable();
            _at++;
            while (true)
            {
                SkipSpace();
                if (Peek() == '}')
                {
                    _at++;
                    return table;
                }
                if (Peek() is not '"' and not '\'') throw new DeserializationException();
                string key = ReadKey();
                SkipSpace();
                Take(':');
                // Add, not set: a key that stands twice is an ArgumentException.
                table.Add(key, ReadValue());
                SkipSpace();
                if (Peek() == ',') _at++;
                else if (Peek() != '}') throw new DeserializationException();
            }
        }

        private ArrayList ReadArray()
        {
            var list = new ArrayList();
            _at++;
            while (true)
            {
                SkipSpace();
                if (Peek() == ']')
                {
                    _at++;
                    return list;
                }
                if (Peek() == '[') throw new DeserializationException();
                list.Add(ReadValue());
                SkipSpace();
                if (Peek() == ',') _at++;
                else if (Peek() != ']') throw new DeserializationException();
            }
        }

        private string ReadKey() =>
            ReadText() as string ?? throw new DeserializationException();

        /// <summary>
        /// Text as the device's library gives it, faults included: a character beyond U+FFFF loses its second half,
        /// text that starts with a quote gets another pair of quotes, text that looks like a date becomes one.
        /// </summary>
        private object ReadText()
        {
            char quote = text[_at++];
            var value = new StringBuilder();
            while (true)
            {
                char c = Next();
                if (c == quote) break;
                if (c == '\\') value.Append(ReadEscape());
                else if (!char.IsLowSurrogate(c)) value.Append(c);
            }
            if (quote == '"' && value.Length > 0 && value[0] == '"') value.Insert(0, '"').Append('"');
            return DateText.TryRead(value.ToString(), out DateTime date) ? date : value.ToString();
        }

        private char ReadEscape()
        {
            char c = Next();
            return c switch
            {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'b' => '\b',
                'f' => '\f',
                'u' => ReadUnicode(),
                '"' or '\\' => c,
                _ => throw new DeserializationException()
            };
        }

        /// <summary>
        /// The device's fault: hexadecimal letters are not taken, the first digit is passed over and the second one
        /// counted twice, and a digit that follows the four is lost.
        /// </summary>
        private char ReadUnicode()
        {
            Next();
            int code = 0;
            char c = Peek();
            for (int i = 0; i < 4; i++)
            {
                if (!char.IsAsciiDigit(c)) throw new DeserializationException();
                code = code * 16 + c - '0';
                c = Peek();
                if (char.IsAsciiDigit(c)) _at++;
            }
            return (char)code;
        }

        private object ReadNumber()
        {
            int start = _at;
            while (_at < text.Length && (char.IsAsciiDigit(text[_at]) || "+-.eE".Contains(text[_at]))) _at++;
            string number = text[start.._at];
            if (int.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int small)) return small;
            if (long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long large)) return large;
            if (double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double real)) return real;
            throw new DeserializationException();
        }

        private object? ReadWord()
        {
            int start = _at;
            while (_at < text.Length && char.IsAsciiLetter(text[_at])) _at++;
            return text[start.._at] switch
            {
                "true" => true,
                "false" => false,
                "null" => null,
                _ => throw new DeserializationException()
            };
        }

        private void SkipSpace()
        {
            while (_at < text.Length && text[_at] is ' ' or '\t' or '\r' or '\n') _at++;
        }

        private void Take(char c)
        {
            if (Next() != c) throw new DeserializationException();
        }

        private char Peek() => _at < text.Length ? text[_at] : throw new DeserializationException();

        private char Next() => _at < text.Length ? text[_at++] : throw new DeserializationException();
    }
}

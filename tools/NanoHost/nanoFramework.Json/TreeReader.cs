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
                string key = ReadText();
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
                list.Add(ReadValue());
                SkipSpace();
                if (Peek() == ',') _at++;
                else if (Peek() != ']') throw new DeserializationException();
            }
        }

        private string ReadText()
        {
            char quote = text[_at++];
            var value = new StringBuilder();
            while (true)
            {
                char c = Next();
                if (c == quote) return value.ToString();
                value.Append(c == '\\' ? ReadEscape() : c);
            }
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
                '"' or '\'' or '\\' or '/' => c,
                _ => throw new DeserializationException()
            };
        }

        /// <summary>The device's fault: hexadecimal letters are not taken.</summary>
        private char ReadUnicode()
        {
            int code = 0;
            for (int i = 0; i < 4; i++)
            {
                char c = Next();
                if (c is < '0' or > '9') throw new DeserializationException();
                code = code * 16 + c - '0';
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

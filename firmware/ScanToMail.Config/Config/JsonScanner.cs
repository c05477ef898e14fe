using System.Text;

namespace ScanToMail.Config
{
    /// <summary>
    /// Checks a JSON text strictly and rewrites it into one that nanoFramework.Json reads right: without white space,
    /// text marked with "~_" and every character in it that is not safe as "~hh" (byte) or "~Uhhhhhh" (code point),
    /// numbers that are not plain whole ones as text with "~#". One pass, time in proportion to the length.
    /// </summary>
    internal sealed class JsonScanner
    {
        private const int DepthMax = 8;
        private const int ValuesMax = 500;
        private const int OpenKeysMax = 128;
        private const int WholeDigitsMax = 18;
        private const string SafeSigns = " !#$%&*+,-./<>?@[]^_`{|}";

        private readonly byte[] _in;
        private int _at;
        private byte[] _out;
        private int _length;
        private int _values;

        // Keys of the objects that are open now, as ranges of the output: what duplicates are looked for in.
        private readonly int[] _keyStart = new int[OpenKeysMax];
        private readonly int[] _keyLength = new int[OpenKeysMax];
        private int _keys;

        // Where the scan stands, a step for each level: a list's index, or -1 and the key in the output.
        private readonly int[] _stepIndex = new int[DepthMax];
        private readonly int[] _stepKey = new int[DepthMax];
        private int _depth;

        internal JsonScanner(byte[] text)
        {
            _in = text;
            _out = new byte[text.Length + (text.Length / 4) + 64];
        }

        /// <summary>The rewritten text. Throws <see cref="JsonTextException"/>.</summary>
        internal string ToSafeText()
        {
            bool hasByteOrderMark = _in.Length >= 3 && _in[0] == 0xEF && _in[1] == 0xBB && _in[2] == 0xBF;
            _at = hasByteOrderMark ? 3 : 0;
            SkipSpace();
            if (Peek() != '{')
            {
                throw Fail("the text does not start with '{'");
            }

            Object();
            SkipSpace();
            if (_at < _in.Length)
            {
                throw Fail("there is more text after the last '}'");
            }

            return Encoding.UTF8.GetString(_out, 0, _length);
        }

        private void Object()
        {
            int firstKey = _keys;
            Open();
            SkipSpace();
            if (Peek() == '}')
            {
                Close();
                return;
            }

            while (true)
            {
                if (Peek() != '"')
                {
                    throw Fail(Peek() == '\'' ? "keys stand in double quotes, not in single ones"
                        : "a key in double quotes is missing here");
                }

                Key(firstKey);
                SkipSpace();
                if (Peek() != ':')
                {
                    // What stands here may be no key but, a quote lost, a secret: errors do not name it.
                    throw Fail("a ':' is missing after the key");
                }

                _stepKey[_depth - 1] = _keys - 1;

                Copy();
                SkipSpace();
                Value(false);
                SkipSpace();
                if (Peek() == '}')
                {
                    break;
                }

                Comma('}');
            }

            _keys = firstKey;
            Close();
        }

        private void Array()
        {
            Open();
            SkipSpace();
            _stepIndex[_depth - 1] = 0;
            while (Peek() != ']')
            {
                Value(true);
                SkipSpace();
                if (Peek() != ']')
                {
                    Comma(']');
                    _stepIndex[_depth - 1]++;
                }
            }

            Close();
        }

        private void Comma(char end)
        {
            if (Peek() != ',')
            {
                throw Fail("a ',' or '" + end.ToString() + "' is missing here");
            }

            Copy();
            SkipSpace();
            if (Peek() == end)
            {
                throw Fail("there is a ',' too many before '" + end.ToString() + "'");
            }
        }

        private void Open()
        {
            if (_depth == DepthMax)
            {
                throw Fail("there are more than " + DepthMax + " levels of brackets");
            }

            _stepIndex[_depth] = -1;
            _stepKey[_depth] = -1;
            _depth++;
            Copy();
        }

        private void Close()
        {
            _depth--;
            Copy();
        }

        private void Key(int firstKey)
        {
            if (_keys == OpenKeysMax)
            {
                throw Fail("there are too many keys in one object");
            }

            int place = _at;
            bool isPlain = IsPlainWord();
            int start = _length + (isPlain ? 1 : 3);
            _stepKey[_depth - 1] = -1;
            Text(!isPlain);
            int length = _length - 1 - start;
            for (int i = firstKey; i < _keys; i++)
            {
                if (_keyLength[i] == length && IsSame(_keyStart[i], start, length))
                {
                    _at = place;
                    _stepKey[_depth - 1] = i;
                    throw Fail("this key stands here a second time");
                }
            }

            _keyStart[_keys] = start;
            _keyLength[_keys] = length;
            _keys++;
        }

        private bool IsSame(int a, int b, int length)
        {
            for (int i = 0; i < length; i++)
            {
                if (_out[a + i] != _out[b + i])
                {
                    return false;
                }
            }

            return true;
        }

        // Keys of letters can't be taken for dates, so they need no mark.
        private bool IsPlainWord()
        {
            for (int i = _at + 1; i < _in.Length && _in[i] != '"'; i++)
            {
                if (!Characters.IsLetter((char)_in[i]) && _in[i] != '_')
                {
                    return false;
                }
            }

            return true;
        }

        private void Value(bool isInList)
        {
            _values++;
            if (_values > ValuesMax)
            {
                throw Fail("there are more than " + ValuesMax + " values");
            }

            int b = Peek();
            if (b == '"')
            {
                Text(true);
            }
            else if (b == '{')
            {
                Object();
            }
            else if (b == '[' && isInList)
            {
                throw Fail("a list stands in a list");
            }
            else if (b == '[')
            {
                Array();
            }
            else if (b == '-' || (b >= '0' && b <= '9'))
            {
                Number();
            }
            else if (!Word("true") && !Word("false") && !Word("null"))
            {
                throw Fail(b == '\'' ? "text stands in double quotes, not in single ones"
                    : "a value is missing here: text in double quotes, a number, true, false, '{' or '['");
            }
        }

        private bool Word(string word)
        {
            char[] chars = word.ToCharArray();
            for (int i = 0; i < chars.Length; i++)
            {
                if (_at + i >= _in.Length || _in[_at + i] != chars[i])
                {
                    return false;
                }
            }

            for (int i = 0; i < chars.Length; i++)
            {
                Copy();
            }

            return true;
        }

        private void Number()
        {
            int start = _at;
            if (Peek() == '-')
            {
                _at++;
            }

            int firstDigit = _at;
            int digits = SkipDigits();
            if (digits == 0 || (digits > 1 && _in[firstDigit] == '0'))
            {
                throw Fail("a number is wrong here");
            }

            bool isWhole = digits <= WholeDigitsMax;
            if (Peek() == '.')
            {
                isWhole = false;
                _at++;
                RequireDigits();
            }

            if (Peek() == 'e' || Peek() == 'E')
            {
                isWhole = false;
                _at++;
                if (Peek() == '+' || Peek() == '-')
                {
                    _at++;
                }

                RequireDigits();
            }

            if (!isWhole)
            {
                EmitWord("\"~#");
            }

            for (int i = start; i < _at; i++)
            {
                Emit(_in[i]);
            }

            if (!isWhole)
            {
                Emit((byte)'"');
            }
        }

        private void RequireDigits()
        {
            if (SkipDigits() == 0)
            {
                throw Fail("a number is wrong here");
            }
        }

        private int SkipDigits()
        {
            int start = _at;
            while (_at < _in.Length && _in[_at] >= '0' && _in[_at] <= '9')
            {
                _at++;
            }

            return _at - start;
        }

        private void Text(bool isMarked)
        {
            EmitWord(isMarked ? "\"~_" : "\"");
            _at++;
            while (true)
            {
                int b = Peek();
                if (b < 0x20)
                {
                    throw Fail(b < 0 ? "the text ends before its closing quote"
                        : "there is a control character in a text (a line break is written as \\n)");
                }

                if (b == '"')
                {
                    break;
                }

                if (b == '\\')
                {
                    EmitPoint(Escape());
                }
                else if (b < 0x80)
                {
                    EmitAscii(b);
                    _at++;
                }
                else
                {
                    EmitPoint(MultiByte());
                }
            }

            Copy();
        }

        private int Escape()
        {
            _at++;
            int b = Peek();
            if (b == 'u')
            {
                return UnicodeEscape();
            }

            int point = b == 'n' ? '\n' : b == 'r' ? '\r' : b == 't' ? '\t' : b == 'b' ? '\b' : b == 'f' ? '\f'
                : b == '"' || b == '\\' || b == '/' ? b : -1;
            if (point < 0)
            {
                throw Fail("there is an unknown escape after a backslash (a backslash itself is written twice)");
            }

            _at++;
            return point;
        }

        private int UnicodeEscape()
        {
            int unit = HexUnit();
            if (unit < 0xD800 || unit > 0xDFFF)
            {
                return unit;
            }

            bool isPair = unit < 0xDC00 && _at + 1 < _in.Length && _in[_at] == '\\' && _in[_at + 1] == 'u';
            if (isPair)
            {
                _at++;
                int low = HexUnit();
                if (low >= 0xDC00 && low <= 0xDFFF)
                {
                    return 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
                }
            }

            throw Fail("there is a half of a surrogate pair without its other half");
        }

        // Stands at the 'u'; leaves behind the four digits.
        private int HexUnit()
        {
            int unit = 0;
            for (int i = 1; i <= 4; i++)
            {
                int b = _at + i < _in.Length ? _in[_at + i] : 0;
                if (!Characters.IsHexDigit((char)b))
                {
                    throw Fail("\\u is not followed by four hexadecimal digits");
                }

                unit = (unit << 4) | Characters.HexValue((char)b);
            }

            _at += 5;
            return unit;
        }

        private int MultiByte()
        {
            int lead = _in[_at];
            int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
            int point = lead & (0xFF >> (length + 1));
            bool isRight = lead >= 0xC2 && lead <= 0xF4 && _at + length <= _in.Length;
            for (int i = 1; isRight && i < length; i++)
            {
                isRight = (_in[_at + i] & 0xC0) == 0x80;
                point = (point << 6) | (_in[_at + i] & 0x3F);
            }

            bool isShort = length == 3 ? point < 0x800 : length == 4 && (point < 0x10000 || point > 0x10FFFF);
            isRight = isRight && !isShort && (point < 0xD800 || point > 0xDFFF);

            // U+FFFD is what a decoder puts in place of bytes that were no UTF-8.
            if (!isRight || point == 0xFFFD)
            {
                throw Fail("there is a character that is not UTF-8 (save the file as UTF-8)");
            }

            _at += length;
            return point;
        }

        private void EmitPoint(int point)
        {
            if (point == 0)
            {
                throw Fail("there is a NUL character in a text");
            }

            if (point < 0x80)
            {
                EmitAscii(point);
            }
            else if (point >= 0xFFFF)
            {
                EmitWord("~U");
                for (int shift = 20; shift >= 0; shift -= 4)
                {
                    EmitHexDigit(point >> shift);
                }
            }
            else
            {
                EnsureRoom();
                _length += Utf8.Write(point, _out, _length);
            }
        }

        private void EmitAscii(int b)
        {
            char c = (char)b;
            if (Characters.IsLetter(c) || Characters.IsDigit(c) || Characters.IsOneOf(c, SafeSigns))
            {
                Emit((byte)b);
                return;
            }

            Emit((byte)'~');
            EmitHexDigit(b >> 4);
            EmitHexDigit(b);
        }

        private void EmitHexDigit(int value)
        {
            int digit = value & 0xF;
            Emit((byte)(digit < 10 ? '0' + digit : 'A' + digit - 10));
        }

        private void EmitWord(string word)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(word);
            for (int i = 0; i < bytes.Length; i++)
            {
                Emit(bytes[i]);
            }
        }

        private void Emit(byte b)
        {
            EnsureRoom();
            _out[_length++] = b;
        }

        // Room for the longest code point.
        private void EnsureRoom()
        {
            if (_length + 4 > _out.Length)
            {
                byte[] larger = new byte[_out.Length * 2];
                System.Array.Copy(_out, larger, _length);
                _out = larger;
            }
        }

        private void Copy()
        {
            Emit(_in[_at++]);
        }

        private int Peek()
        {
            return _at < _in.Length ? _in[_at] : -1;
        }

        private void SkipSpace()
        {
            while (_at < _in.Length
                && (_in[_at] == ' ' || _in[_at] == '\n' || _in[_at] == '\r' || _in[_at] == '\t'))
            {
                _at++;
            }
        }

        private string Path()
        {
            StringBuilder path = new StringBuilder();
            for (int i = 0; i < _depth; i++)
            {
                if (_stepIndex[i] >= 0)
                {
                    path.Append("[" + _stepIndex[i] + "]");
                }
                else if (_stepKey[i] >= 0)
                {
                    int key = _stepKey[i];
                    path.Append(path.Length > 0 ? "." : "");
                    path.Append(JsonText.DecodeText(Encoding.UTF8.GetString(_out, _keyStart[key], _keyLength[key])));
                }
            }

            return path.ToString();
        }

        private JsonTextException Fail(string problem)
        {
            int line = 1;
            int column = 1;
            for (int i = 0; i < _at && i < _in.Length; i++)
            {
                if (_in[i] == '\n')
                {
                    line++;
                    column = 1;
                }
                else if ((_in[i] & 0xC0) != 0x80)
                {
                    column++;
                }
            }

            string text = _at >= _in.Length ? "the text ends too early: " + problem : problem;
            return new JsonTextException(Path(), line, column, text);
        }
    }
}

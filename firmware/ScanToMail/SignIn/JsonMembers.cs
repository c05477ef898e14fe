using System;
using System.Text;
using ScanToMail.Config;
using ScanToMail.Hal;

namespace ScanToMail.SignIn
{
    /// <summary>
    /// Reads one JSON object (RFC 8259) while it comes in, and hands its members over: text in pieces, whole numbers. A tree
    /// of nanoFramework.Json would hold a token three times over; here nobody holds it at all. What is in a text is found
    /// by native searches for its end. Lists and objects inside are passed over, at most 8 deep.
    /// </summary>
    internal abstract class JsonMembers : AnswerSink
    {
        private const int NameMaxBytes = 64;
        private const int DepthMax = 8;
        private const long NumberMax = 1000000000000;

        // Boxed once: Array.IndexOf takes an object.
        private static readonly object Quote = (byte)'"';
        private static readonly object Backslash = (byte)'\\';

        private readonly byte[] _name = new byte[NameMaxBytes];
        private readonly byte[] _escaped = new byte[4];
        private State _state;
        private int _nameBytes;
        private int _depth;
        private int _escape;
        private int _unit;
        private int _high;
        private long _number;

        private enum State
        {
            Start,
            KeyOrEnd,
            Key,
            InKey,
            Colon,
            Value,
            InText,
            InNumber,
            InFraction,
            InWord,
            InNest,
            InNestText,
            AfterValue,
            Done,
            Broken
        }

        /// <summary>Whether the object has ended and nothing was wrong in it.</summary>
        public bool IsComplete
        {
            get { return _state == State.Done; }
        }

        /// <summary>Whether what came can't be such an object; false for one that is only not complete.</summary>
        public bool IsBroken
        {
            get { return _state == State.Broken; }
        }

        /// <summary>Whether nothing but white space has come.</summary>
        public bool IsEmpty
        {
            get { return _state == State.Start; }
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            int end = offset + count;
            while (offset < end && _state != State.Broken)
            {
                if (IsInText && _escape == 0) offset = TakePlain(buffer, offset, end);
                else Take(buffer[offset++]);
            }
        }

        /// <summary>A member whose value is text begins.</summary>
        protected abstract void BeginText(string name);

        /// <summary>A piece of its text, UTF-8 without escapes.</summary>
        protected abstract void AddText(byte[] buffer, int offset, int count);

        /// <summary>The text is complete.</summary>
        protected abstract void EndText();

        /// <summary>A member whose value is a whole number, not negative.</summary>
        protected abstract void TakeNumber(string name, long value);

        /// <summary>What follows is not looked at any more.</summary>
        protected void Break()
        {
            _state = State.Broken;
        }

        private bool IsInText
        {
            get { return _state == State.InText || _state == State.InKey || _state == State.InNestText; }
        }

        private int TakePlain(byte[] buffer, int offset, int end)
        {
            int quote = Array.IndexOf(buffer, Quote, offset, end - offset);
            int limit = quote < 0 ? end : quote;
            int backslash = Array.IndexOf(buffer, Backslash, offset, limit - offset);
            int stop = backslash < 0 ? limit : backslash;
            if (stop > offset) AddPiece(buffer, offset, stop - offset);
            if (stop == end) return end;
            if (stop == backslash) _escape = 1;
            else CloseText();
            return stop + 1;
        }

        private void AddPiece(byte[] buffer, int offset, int count)
        {
            if (_high != 0)
            {
                // A half of a surrogate pair without its other half.
                Break();
            }
            else if (_state == State.InText)
            {
                AddText(buffer, offset, count);
            }
            else if (_state == State.InKey)
            {
                // A name that does not fit is none of those that are known.
                int room = NameMaxBytes - _nameBytes;
                int taken = count < room ? count : room;
                Array.Copy(buffer, offset, _name, _nameBytes, taken);
                _nameBytes += taken;
            }
        }

        private void CloseText()
        {
            if (_high != 0)
            {
                Break();
                return;
            }
            State closed = _state;
            _state = closed == State.InKey ? State.Colon : closed == State.InNestText ? State.InNest : State.AfterValue;
            if (closed == State.InText) EndText();
        }

        private void Take(byte b)
        {
            if (_escape > 0) TakeEscape(b);
            else if (_state == State.InNumber || _state == State.InFraction) TakeDigit(b);
            else if (_state == State.InWord) TakeLetter(b);
            else if (_state == State.InNest) TakeNest(b);
            else if (b != ' ' && b != '\t' && b != '\r' && b != '\n') TakeSign(b);
        }

        private void TakeSign(byte b)
        {
            if (_state == State.Start && b == '{') _state = State.KeyOrEnd;
            else if (_state == State.KeyOrEnd && b == '}') _state = State.Done;
            else if ((_state == State.KeyOrEnd || _state == State.Key) && b == '"') BeginKey();
            else if (_state == State.Colon && b == ':') _state = State.Value;
            else if (_state == State.Value) BeginValue(b);
            else if (_state == State.AfterValue && b == ',') _state = State.Key;
            else if (_state == State.AfterValue && b == '}') _state = State.Done;
            else Break();
        }

        private void BeginKey()
        {
            _nameBytes = 0;
            _state = State.InKey;
        }

        private void BeginValue(byte b)
        {
            if (b == '"')
            {
                _state = State.InText;
                BeginText(Name());
            }
            else if (b >= '0' && b <= '9')
            {
                _number = b - '0';
                _state = State.InNumber;
            }
            else if (b == '-')
            {
                _state = State.InFraction;
            }
            else if (b == '{' || b == '[')
            {
                _depth = 1;
                _state = State.InNest;
            }
            else if (b == 't' || b == 'f' || b == 'n')
            {
                _state = State.InWord;
            }
            else
            {
                Break();
            }
        }

        private void TakeDigit(byte b)
        {
            bool isDigit = b >= '0' && b <= '9';
            if (isDigit && _state == State.InNumber)
            {
                _number = _number * 10 + (b - '0');
                if (_number > NumberMax) _number = NumberMax;
                return;
            }
            if (isDigit) return;
            if (b == '.' || b == 'e' || b == 'E' || b == '+' || b == '-')
            {
                _state = State.InFraction;
                return;
            }
            bool isWhole = _state == State.InNumber;
            _state = State.AfterValue;
            if (isWhole) TakeNumber(Name(), _number);
            Take(b);
        }

        /// <summary>true, false, null: nobody needs them.</summary>
        private void TakeLetter(byte b)
        {
            if (b >= 'a' && b <= 'z') return;
            _state = State.AfterValue;
            Take(b);
        }

        private void TakeNest(byte b)
        {
            if (b == '"') _state = State.InNestText;
            else if (b == '{' || b == '[') _depth++;
            else if (b == '}' || b == ']') _depth--;
            if (_depth == 0) _state = State.AfterValue;
            if (_depth > DepthMax) Break();
        }

        /// <summary>1: behind the backslash; 2 to 5: at a digit of \u.</summary>
        private void TakeEscape(byte b)
        {
            if (_escape == 1 && b == 'u')
            {
                _escape = 2;
                _unit = 0;
                return;
            }
            if (_escape == 1)
            {
                AddEscaped(PointOf(b));
                return;
            }
            if (!Characters.IsHexDigit((char)b))
            {
                Break();
                return;
            }
            _unit = (_unit << 4) | Characters.HexValue((char)b);
            if (_escape++ < 5) return;
            AddUnit();
        }

        private static int PointOf(byte b)
        {
            return b == 'n' ? '\n' : b == 'r' ? '\r' : b == 't' ? '\t' : b == 'b' ? '\b' : b == 'f' ? '\f'
                : b == '"' || b == '\\' || b == '/' ? b : -1;
        }

        private void AddUnit()
        {
            bool isLow = _unit >= 0xDC00 && _unit <= 0xDFFF;
            if (isLow && _high != 0)
            {
                int point = 0x10000 + ((_high - 0xD800) << 10) + (_unit - 0xDC00);
                _high = 0;
                AddEscaped(point);
            }
            else if (_unit >= 0xD800 && _unit < 0xDC00 && _high == 0)
            {
                _high = _unit;
                _escape = 0;
            }
            else
            {
                AddEscaped(isLow ? -1 : _unit);
            }
        }

        private void AddEscaped(int point)
        {
            _escape = 0;
            if (point < 0)
            {
                Break();
                return;
            }
            AddPiece(_escaped, 0, Utf8.Write(point, _escaped, 0));
        }

        private string Name()
        {
            return Encoding.UTF8.GetString(_name, 0, _nameBytes);
        }
    }
}

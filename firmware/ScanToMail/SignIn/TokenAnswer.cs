using System;
using System.Text;
using ScanToMail.Config;

namespace ScanToMail.SignIn
{
    /// <summary>
    /// An answer of /devicecode or /token (RFC 8628 3.2, RFC 6749 5): tokens go to flash as they come, of the rest little
    /// is kept.
    /// </summary>
    internal sealed class TokenAnswer : JsonMembers
    {
        private const int TextMaxBytes = 1024;

        private readonly TokenWriter _writer;
        private byte[] _text;
        private int _textBytes;
        private string _name = "";
        private bool _isToken;

        /// <summary>An answer whose tokens a writer takes; null where none are expected.</summary>
        public TokenAnswer(TokenWriter writer)
        {
            _writer = writer;
        }

        /// <summary>The error's code, or "".</summary>
        public string Error { get; private set; } = "";

        /// <summary>The error's text, one line, or "".</summary>
        public string Description { get; private set; } = "";

        /// <summary>What kind of token came, such as "Bearer".</summary>
        public string TokenType { get; private set; } = "";

        /// <summary>The code that the device polls with; a secret.</summary>
        public string DeviceCode { get; private set; } = "";

        /// <summary>The code that a person types.</summary>
        public string UserCode { get; private set; } = "";

        /// <summary>The address where a person types it.</summary>
        public string VerificationUri { get; private set; } = "";

        /// <summary>For how many seconds it is good; -1 where the answer does not say.</summary>
        public long ExpiresInS { get; private set; } = -1;

        /// <summary>Seconds between two polls; -1 where the answer does not say.</summary>
        public long IntervalS { get; private set; } = -1;

        protected override void BeginText(string name)
        {
            _name = name;
            _textBytes = 0;
            _isToken = name == "access_token" || name == "refresh_token";
            if (_isToken && _writer != null) _writer.Begin(name == "refresh_token");
            if (_text == null && !_isToken) _text = new byte[TextMaxBytes];
        }

        protected override void AddText(byte[] buffer, int offset, int count)
        {
            if (_isToken)
            {
                if (_writer != null) _writer.Write(buffer, offset, count);
                return;
            }
            // Of a text that is too long its start is enough: descriptions are the only long ones.
            int room = TextMaxBytes - _textBytes;
            int taken = count < room ? count : room;
            Array.Copy(buffer, offset, _text, _textBytes, taken);
            _textBytes += taken;
        }

        protected override void EndText()
        {
            if (_isToken)
            {
                if (_writer != null) _writer.End();
                return;
            }
            if (_name == "error") Error = Line();
            else if (_name == "error_description") Description = Line();
            else if (_name == "token_type") TokenType = Line();
            else if (_name == "device_code") DeviceCode = Line();
            else if (_name == "user_code") UserCode = Line();
            else if (_name == "verification_uri") VerificationUri = Line();
            else if (_name == "expires_in" && int.TryParse(Line(), out int seconds)) ExpiresInS = seconds;
        }

        protected override void TakeNumber(string name, long value)
        {
            if (name == "expires_in") ExpiresInS = value;
            else if (name == "interval") IntervalS = value;
        }

        /// <summary>The text as one line: what is no character for people becomes a blank, a half character at its end is
        /// cut.</summary>
        private string Line()
        {
            int count = _textBytes;
            if (count == TextMaxBytes)
            {
                while (count > 0 && (_text[count - 1] & 0xC0) == 0x80) count--;
                if (count > 0 && _text[count - 1] >= 0xC0) count--;
            }
            Characters.MakePrintable(_text, count, ' ');
            return Encoding.UTF8.GetString(_text, 0, count);
        }
    }
}

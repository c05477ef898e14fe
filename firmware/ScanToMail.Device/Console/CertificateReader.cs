using System;
using System.Text;

namespace ScanToMail.Console
{
    /// <summary>
    /// What people need to know of an X.509 certificate (RFC 5280), read from its DER (X.690): subject, issuer, validity,
    /// DNS names of the subject alternative name. Signatures are not checked; that is TLS' business.
    /// </summary>
    public sealed class CertificateReader
    {
        private const int NameLimit = 16;

        private readonly byte[] _der;
        private readonly string[] _names = new string[NameLimit];
        private int _at;
        private int _end;

        /// <summary>Reads a certificate. Throws <see cref="FormatException"/> for bytes that are none.</summary>
        public CertificateReader(byte[] der)
        {
            _der = der;
            _end = der.Length;
            int all = Enter(0x30);
            Enter(0x30);
            if (Peek() == 0xA0) Skip();
            Skip();
            Skip();
            Issuer = ReadName();
            Enter(0x30);
            NotBefore = ReadTime();
            NotAfter = ReadTime();
            Subject = ReadName();
            Skip();
            ReadExtensions();
            if (all > der.Length) throw Broken();
        }

        /// <summary>The subject as "CN=..., O=...".</summary>
        public string Subject { get; }

        /// <summary>The issuer in the same form.</summary>
        public string Issuer { get; }

        /// <summary>UTC from which it is valid.</summary>
        public DateTime NotBefore { get; }

        /// <summary>UTC until which it is valid.</summary>
        public DateTime NotAfter { get; }

        /// <summary>How many DNS names it has.</summary>
        public int NameCount { get; private set; }

        /// <summary>A DNS name of the subject alternative name.</summary>
        public string NameAt(int place)
        {
            return _names[place];
        }

        /// <summary>The DER of a PEM block's base64 lines. Throws <see cref="FormatException"/>.</summary>
        public static byte[] FromPem(string pem)
        {
            int from = pem.IndexOf("-----BEGIN CERTIFICATE-----");
            int to = pem.IndexOf("-----END CERTIFICATE-----");
            if (from < 0 || to < from) throw new FormatException("there is no certificate in it");
            string[] lines = pem.Substring(from + 27, to - from - 27).Split('\n');
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < lines.Length; i++) text.Append(lines[i].Trim());
            // The device drops what is left over from a group of four; .NET refuses it.
            if (text.Length % 4 != 0) throw new FormatException("its base64 is damaged");
            try
            {
                return Convert.FromBase64String(text.ToString());
            }
            catch (Exception)
            {
                throw new FormatException("its base64 is damaged");
            }
        }

        private int Peek()
        {
            if (_at >= _end) throw Broken();
            return _der[_at];
        }

        /// <summary>Reads tag and length and stands at the content; returns the content's end.</summary>
        private int Enter(int tag)
        {
            if (Peek() != tag) throw Broken();
            _at++;
            int length = Peek();
            _at++;
            if (length >= 0x80)
            {
                int bytes = length & 0x7F;
                if (bytes < 1 || bytes > 3) throw Broken();
                length = 0;
                for (int i = 0; i < bytes; i++)
                {
                    length = (length << 8) | Peek();
                    _at++;
                }
            }
            if (length > _end - _at) throw Broken();
            return _at + length;
        }

        private void Skip()
        {
            _at = Enter(Peek());
        }

        private string ReadName()
        {
            int end = Enter(0x30);
            StringBuilder name = new StringBuilder();
            while (_at < end)
            {
                int setEnd = Enter(0x31);
                Enter(0x30);
                int oidEnd = Enter(0x06);
                string label = Label(oidEnd);
                _at = oidEnd;
                int textEnd = Enter(Peek());
                if (label.Length > 0)
                {
                    name.Append(name.Length > 0 ? ", " : "").Append(label).Append("=").Append(Printable(textEnd));
                }
                _at = setEnd;
            }
            return name.ToString();
        }

        /// <summary>X.520's attributes: 2.5.4.3 is CN, .6 C, .10 O, .11 OU.</summary>
        private string Label(int oidEnd)
        {
            if (oidEnd - _at != 3 || _der[_at] != 0x55 || _der[_at + 1] != 0x04) return "";
            int last = _der[_at + 2];
            if (last == 3) return "CN";
            if (last == 6) return "C";
            return last == 10 ? "O" : last == 11 ? "OU" : "";
        }

        private string Printable(int end)
        {
            byte[] bytes = new byte[end - _at];
            Array.Copy(_der, _at, bytes, 0, bytes.Length);
            for (int i = 0; i < bytes.Length; i++)
            {
                if (bytes[i] < ' ' || bytes[i] == 127) bytes[i] = (byte)'?';
            }
            return Encoding.UTF8.GetString(bytes, 0, bytes.Length);
        }

        /// <summary>UTCTime "yyMMddHHmmssZ" or GeneralizedTime "yyyyMMddHHmmssZ" (RFC 5280 4.1.2.5).</summary>
        private DateTime ReadTime()
        {
            bool isShort = Peek() == 0x17;
            if (!isShort && Peek() != 0x18) throw Broken();
            int end = Enter(Peek());
            if (end - _at != (isShort ? 13 : 15)) throw Broken();
            int year = isShort ? Digits(2) : Digits(4);
            if (isShort) year += year < 50 ? 2000 : 1900;
            int month = Digits(2), day = Digits(2), hour = Digits(2), minute = Digits(2), second = Digits(2);
            bool isDate = month >= 1 && month <= 12 && day >= 1 && day <= DaysOf(year, month);
            if (year < 1900 || !isDate || hour > 23 || minute > 59 || second > 59) throw Broken();
            _at = end;
            return new DateTime(year, month, day, hour, minute, second);
        }

        private static int DaysOf(int year, int month)
        {
            if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
            return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
        }

        private int Digits(int count)
        {
            int number = 0;
            for (int i = 0; i < count; i++)
            {
                int digit = Peek() - '0';
                if (digit < 0 || digit > 9) throw Broken();
                number = number * 10 + digit;
                _at++;
            }
            return number;
        }

        private void ReadExtensions()
        {
            while (_at < _end && (Peek() == 0x81 || Peek() == 0x82)) Skip();
            if (_at >= _end || Peek() != 0xA3) return;
            Enter(0xA3);
            int end = Enter(0x30);
            while (_at < end)
            {
                int one = Enter(0x30);
                int oidEnd = Enter(0x06);
                bool isNames = oidEnd - _at == 3 && _der[_at] == 0x55 && _der[_at + 1] == 0x1D && _der[_at + 2] == 17;
                _at = oidEnd;
                if (isNames) ReadAlternativeNames();
                _at = one;
            }
        }

        private void ReadAlternativeNames()
        {
            if (Peek() == 0x01) Skip();
            Enter(0x04);
            int end = Enter(0x30);
            while (_at < end)
            {
                bool isDns = Peek() == 0x82;
                int nameEnd = Enter(Peek());
                if (isDns && NameCount < NameLimit) _names[NameCount++] = Printable(nameEnd);
                _at = nameEnd;
            }
        }

        private static FormatException Broken()
        {
            return new FormatException("it is no certificate, or a damaged one");
        }
    }
}

using System;
using System.Text;
using ScanToMail.Config;

namespace ScanToMail.Console
{
    /// <summary>
    /// What people need to know of an X.509 certificate (RFC 5280), read from its DER (X.690): subject, issuer, validity,
    /// DNS names of the subject alternative name. Signatures are not checked; that is TLS' business.
    /// </summary>
    public sealed class CertificateReader
    {
        private const int NameLimit = 16;

        /// <summary>2.5.29.17, the subject alternative name.</summary>
        private static readonly byte[] NamesId = new byte[] { 0x55, 0x1D, 0x11 };

        private readonly DerReader _der;
        private readonly string[] _names = new string[NameLimit];

        /// <summary>Reads a certificate. Throws <see cref="FormatException"/> for bytes that are none.</summary>
        public CertificateReader(byte[] der)
        {
            _der = new DerReader(der);
            _der.Enter(DerReader.Sequence);
            _der.Enter(DerReader.Sequence);
            if (_der.Peek() == 0xA0) _der.Skip();
            _der.Skip();
            _der.Skip();
            Issuer = ReadName(out string _);
            _der.Enter(DerReader.Sequence);
            NotBefore = ReadTime();
            NotAfter = ReadTime();
            Subject = ReadName(out string commonName);
            CommonName = commonName;
            Key = PublicKey.OfCertificate(_der);
            ReadExtensions();
        }

        /// <summary>The subject as "CN=..., O=...".</summary>
        public string Subject { get; }

        /// <summary>The subject's last common name (CN), or "".</summary>
        public string CommonName { get; }

        /// <summary>The issuer in the same form.</summary>
        public string Issuer { get; }

        /// <summary>UTC from which it is valid.</summary>
        public DateTime NotBefore { get; }

        /// <summary>UTC until which it is valid.</summary>
        public DateTime NotAfter { get; }

        /// <summary>How many DNS names it has.</summary>
        public int NameCount { get; private set; }

        /// <summary>Its public key.</summary>
        public PublicKey Key { get; }

        /// <summary>A DNS name of the subject alternative name.</summary>
        public string NameAt(int place)
        {
            return _names[place];
        }

        /// <summary>All DNS names, with ", " between them.</summary>
        public string Names()
        {
            string names = "";
            for (int i = 0; i < NameCount; i++) names += (i == 0 ? "" : ", ") + _names[i];
            return names;
        }

        private string ReadName(out string commonName)
        {
            commonName = "";
            int end = _der.Enter(DerReader.Sequence);
            StringBuilder name = new StringBuilder();
            while (_der.At < end)
            {
                int setEnd = _der.Enter(DerReader.Set);
                _der.Enter(DerReader.Sequence);
                string label = Label(_der.Content(_der.Enter(DerReader.ObjectId)));
                int textEnd = _der.Enter(_der.Peek());
                if (label.Length > 0)
                {
                    string text = Printable(textEnd);
                    if (label == "CN") commonName = text;
                    name.Append(name.Length > 0 ? ", " : "").Append(label).Append("=").Append(text);
                }
                _der.At = setEnd;
            }
            return name.ToString();
        }

        /// <summary>X.520's attributes: 2.5.4.3 is CN, .6 C, .10 O, .11 OU.</summary>
        private static string Label(byte[] id)
        {
            if (id.Length != 3 || id[0] != 0x55 || id[1] != 0x04) return "";
            if (id[2] == 3) return "CN";
            if (id[2] == 6) return "C";
            return id[2] == 10 ? "O" : id[2] == 11 ? "OU" : "";
        }

        private string Printable(int end)
        {
            byte[] bytes = _der.Content(end);
            Characters.MakePrintable(bytes, bytes.Length, '?');
            return Encoding.UTF8.GetString(bytes, 0, bytes.Length);
        }

        /// <summary>UTCTime "yyMMddHHmmssZ" or GeneralizedTime "yyyyMMddHHmmssZ" (RFC 5280 4.1.2.5).</summary>
        private DateTime ReadTime()
        {
            bool isShort = _der.Peek() == 0x17;
            if (!isShort && _der.Peek() != 0x18) throw DerReader.Broken();
            int end = _der.Enter(_der.Peek());
            if (end - _der.At != (isShort ? 13 : 15)) throw DerReader.Broken();
            int year = isShort ? Digits(2) : Digits(4);
            if (isShort) year += year < 50 ? 2000 : 1900;
            int month = Digits(2), day = Digits(2), hour = Digits(2), minute = Digits(2), second = Digits(2);
            bool isDate = month >= 1 && month <= 12 && day >= 1 && day <= DaysOf(year, month);
            if (year < 1900 || !isDate || hour > 23 || minute > 59 || second > 59) throw DerReader.Broken();
            _der.At = end;
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
                int digit = _der.Take() - '0';
                if (digit < 0 || digit > 9) throw DerReader.Broken();
                number = number * 10 + digit;
            }
            return number;
        }

        private void ReadExtensions()
        {
            while (!_der.IsAtEnd && (_der.Peek() == 0x81 || _der.Peek() == 0x82)) _der.Skip();
            if (_der.IsAtEnd || _der.Peek() != 0xA3) return;
            _der.Enter(0xA3);
            int end = _der.Enter(DerReader.Sequence);
            while (_der.At < end)
            {
                int one = _der.Enter(DerReader.Sequence);
                if (_der.TakeObjectId(NamesId)) ReadAlternativeNames();
                _der.At = one;
            }
        }

        private void ReadAlternativeNames()
        {
            if (_der.Peek() == 0x01) _der.Skip();
            _der.Enter(DerReader.OctetString);
            int end = _der.Enter(DerReader.Sequence);
            while (_der.At < end)
            {
                bool isDns = _der.Peek() == 0x82;
                int nameEnd = _der.Enter(_der.Peek());
                if (isDns && NameCount < NameLimit) _names[NameCount++] = Printable(nameEnd);
                _der.At = nameEnd;
            }
        }
    }
}

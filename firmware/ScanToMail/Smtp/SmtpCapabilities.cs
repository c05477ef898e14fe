namespace ScanToMail.Smtp
{
    /// <summary>What a server offered in its last EHLO reply (RFC 5321 4.1.1.1).</summary>
    public sealed class SmtpCapabilities
    {
        private const int MechanismLimit = 16;
        private readonly string[] _mechanisms = new string[MechanismLimit];
        private int _mechanismCount;

        /// <summary>STARTTLS (RFC 3207).</summary>
        public bool StartTls { get; private set; }

        /// <summary>PIPELINING (RFC 2920).</summary>
        public bool Pipelining { get; private set; }

        /// <summary>CHUNKING (RFC 3030).</summary>
        public bool Chunking { get; private set; }

        /// <summary>BINARYMIME (RFC 3030).</summary>
        public bool BinaryMime { get; private set; }

        /// <summary>8BITMIME (RFC 6152).</summary>
        public bool EightBitMime { get; private set; }

        /// <summary>SMTPUTF8 (RFC 6531).</summary>
        public bool SmtpUtf8 { get; private set; }

        /// <summary>DSN (RFC 3461).</summary>
        public bool Dsn { get; private set; }

        /// <summary>ENHANCEDSTATUSCODES (RFC 2034).</summary>
        public bool EnhancedStatusCodes { get; private set; }

        /// <summary>SIZE (RFC 1870) was offered.</summary>
        public bool Size { get; private set; }

        /// <summary>The largest message in bytes, or 0 where the server names none.</summary>
        public long SizeLimitBytes { get; private set; }

        /// <summary>The reply's first line: the server's name and what it calls us; Microsoft 365 says our public
        /// address here.</summary>
        public string HelloText { get; private set; } = "";

        /// <summary>Whether AUTH was offered with the mechanism, named in upper case (RFC 4954).</summary>
        public bool OffersAuth(string mechanism)
        {
            for (int i = 0; i < _mechanismCount; i++)
            {
                if (_mechanisms[i] == mechanism) return true;
            }
            return false;
        }

        /// <summary>Forgets everything; what was offered before TLS counts for nothing after it.</summary>
        internal void Clear()
        {
            StartTls = Pipelining = Chunking = BinaryMime = EightBitMime = SmtpUtf8 = Dsn = false;
            EnhancedStatusCodes = Size = false;
            SizeLimitBytes = 0;
            HelloText = "";
            _mechanismCount = 0;
        }

        /// <summary>Reads the reply to EHLO.</summary>
        internal void Read(SmtpReply reply)
        {
            Clear();
            string[] lines = reply.Text.Split('\n');
            HelloText = lines[0];
            for (int i = 1; i < lines.Length; i++) ReadLine(lines[i].Trim().ToUpper());
        }

        private void ReadLine(string line)
        {
            int end = line.IndexOfAny(new char[] { ' ', '=' });
            string keyword = end < 0 ? line : line.Substring(0, end);
            string rest = end < 0 ? "" : line.Substring(end + 1).Trim();
            if (keyword == "STARTTLS") StartTls = true;
            else if (keyword == "PIPELINING") Pipelining = true;
            else if (keyword == "CHUNKING") Chunking = true;
            else if (keyword == "BINARYMIME") BinaryMime = true;
            else if (keyword == "8BITMIME") EightBitMime = true;
            else if (keyword == "SMTPUTF8") SmtpUtf8 = true;
            else if (keyword == "DSN") Dsn = true;
            else if (keyword == "ENHANCEDSTATUSCODES") EnhancedStatusCodes = true;
            else if (keyword == "SIZE") ReadSize(rest);
            else if (keyword == "AUTH") ReadMechanisms(rest);
        }

        private void ReadSize(string value)
        {
            Size = true;
            if (long.TryParse(value, out long limitBytes) && limitBytes > 0) SizeLimitBytes = limitBytes;
        }

        private void ReadMechanisms(string list)
        {
            string[] names = list.Split(' ');
            for (int i = 0; i < names.Length && _mechanismCount < MechanismLimit; i++)
            {
                if (names[i].Length > 0) _mechanisms[_mechanismCount++] = names[i];
            }
        }
    }
}

namespace ScanToMail.Delivery
{
    /// <summary>A DNS server's answer to a question for MX records, behind header and question (RFC 1035 4.1).</summary>
    internal static class MxAnswer
    {
        /// <summary>Octets of a message's header.</summary>
        public const int HeaderOctets = 12;

        private const int ResponseFlag = 0x8000;
        private const int TruncatedFlag = 0x0200;
        private const int CodeMask = 0x000F;
        private const int NameError = 3;
        private const int AliasLimit = 8;
        private const int RecordLimit = 16;
        private const int TypeAlias = 5;
        private const int TypeMx = 15;
        private const int ClassInternet = 1;

        /// <summary>
        /// Whether the message is an answer to the question: its id, a response, and the same question, whatever the case
        /// of its letters. Everything else on the port is somebody else's.
        /// </summary>
        public static bool IsTo(byte[] question, int questionAt, int questionOctets, byte[] bytes, int at, int count)
        {
            if (count < questionOctets) return false;
            if (bytes[at] != question[questionAt] || bytes[at + 1] != question[questionAt + 1]) return false;
            if ((bytes[at + 2] & (ResponseFlag >> 8)) == 0 || bytes[at + 4] != 0 || bytes[at + 5] != 1) return false;
            for (int i = HeaderOctets; i < questionOctets; i++)
            {
                if (ToLower(bytes[at + i]) != ToLower(question[questionAt + i])) return false;
            }
            return true;
        }

        /// <summary>Whether the answer was too long for a datagram (RFC 2181 9).</summary>
        public static bool IsTruncated(byte[] bytes, int at)
        {
            return (((bytes[at + 2] << 8) | bytes[at + 3]) & TruncatedFlag) != 0;
        }

        /// <summary>
        /// The MX records in the order of the answer, one at least. Throws <see cref="MxException"/>.
        /// </summary>
        public static MxRecord[] Read(string domain, byte[] bytes, int at, int count, int questionOctets)
        {
            DnsReader reader = new DnsReader(bytes, at, count);
            reader.Skip(2);
            int code = reader.Number16() & CodeMask;
            if (code == NameError) throw new MxException(MxFailure.NoDomain, "DNS knows no domain " + domain);
            if (code != 0)
            {
                throw new MxException(MxFailure.ServerFailed, "the DNS server answers with error " + code.ToString());
            }
            reader.Skip(2);
            int answers = reader.Number16();
            int others = reader.Number16() + reader.Number16();
            reader.Skip(questionOctets - reader.Position);
            MxRecord[] records = new MxRecord[RecordLimit];
            int found = ReadRecords(reader, domain, answers, records);
            // Nobody needs them, but a message that is not whole is not to be believed.
            for (int i = 0; i < others; i++) SkipRecord(reader);
            if (found == 0) throw new MxException(MxFailure.NoMail, domain + " has no MX record");
            return WithoutNull(domain, records, found);
        }

        private static int ReadRecords(DnsReader reader, string domain, int answers, MxRecord[] records)
        {
            string owner = domain;
            int found = 0, aliases = 0;
            for (int i = 0; i < answers; i++)
            {
                bool isOwners = reader.Name() == owner;
                int type = reader.Number16();
                bool isInternet = reader.Number16() == ClassInternet;
                reader.Skip(4);
                int length = reader.Number16();
                int end = reader.Position + length;
                if (isInternet && type == TypeMx)
                {
                    if (!isOwners) throw DnsReader.Bad("an MX record of another domain");
                    MxRecord record = new MxRecord { Preference = reader.Number16(), Host = reader.Name() };
                    if (found < RecordLimit) records[found++] = record;
                }
                else if (isInternet && type == TypeAlias && isOwners)
                {
                    if (++aliases > AliasLimit) throw DnsReader.Bad("more than 8 aliases in a row");
                    owner = reader.Name();
                }
                else
                {
                    reader.Skip(length);
                }
                if (reader.Position != end) throw DnsReader.Bad("a record with a wrong length");
            }
            return found;
        }

        private static void SkipRecord(DnsReader reader)
        {
            reader.Name();
            reader.Skip(8);
            reader.Skip(reader.Number16());
        }

        /// <summary>A lone "." says that the domain takes no mail (RFC 7505); beside others it is nobody.</summary>
        private static MxRecord[] WithoutNull(string domain, MxRecord[] records, int found)
        {
            int count = 0;
            for (int i = 0; i < found; i++)
            {
                if (records[i].Host.Length > 0) records[count++] = records[i];
            }
            if (count == 0) throw new MxException(MxFailure.NoMail, domain + " takes no mail (its MX is \".\")");
            MxRecord[] named = new MxRecord[count];
            for (int i = 0; i < count; i++) named[i] = records[i];
            return named;
        }

        private static int ToLower(byte value)
        {
            return value >= 'A' && value <= 'Z' ? value + 32 : value;
        }
    }
}

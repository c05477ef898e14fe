namespace ScanToMail.Tenant.Dns
{
    /// <summary>Answers questions from the records (RFC 1034 section 4.3.2), in good form.</summary>
    internal sealed class DnsZone
    {
        /// <summary>Answer, authoritative, recursion available; the client's RD bit is added.</summary>
        public const int AnswerFlags = 0x8480;
        public const int TruncatedFlag = 0x0200;
        public const int RecursionDesiredFlag = 0x0100;
        private const int FormatError = 1;
        private const int NameError = 3;
        private const int NotImplemented = 4;
        private const int OpcodeMask = 0x7800;
        private const int AliasLimit = 8;
        private const int EdnsUdpOctets = 1232;
        private readonly DnsOptions options;

        public DnsZone(DnsOptions options)
        {
            this.options = options;
        }

        /// <summary>The answer; over UDP with the truncation bit where it is too long.</summary>
        public byte[] Answer(DnsQuestion question)
        {
            if ((question.Flags & OpcodeMask) != 0)
            {
                return Error(question, NotImplemented);
            }

            if (question.Name.Split('.').Any(label => label.Length is 0 or > 63))
            {
                return Error(question, FormatError);
            }

            List<DnsRecord> answers = Find(question.Name, question.Type, out bool exists);
            if (answers.Count == 0)
            {
                DnsWriter empty = Start(question, exists ? 0 : NameError);
                empty.AddAuthority(Parent(question.Name));
                return Finish(empty, question);
            }

            DnsWriter writer = Start(question, 0);
            int limit = question.Tcp ? int.MaxValue : UdpLimit(question);
            foreach (DnsRecord record in answers)
            {
                writer.Add(0, record);
                if (writer.Length > limit)
                {
                    return Truncated(question);
                }
            }

            AddAddresses(writer, answers, limit);
            return Finish(writer, question);
        }

        /// <summary>An answer with an error code and no record.</summary>
        public static byte[] Error(DnsQuestion question, int code) => Finish(Start(question, code), question);

        /// <summary>An answer that says: too long, ask over TCP.</summary>
        public static byte[] Truncated(DnsQuestion question)
        {
            return Finish(Start(question, TruncatedFlag), question);
        }

        public static DnsWriter Start(DnsQuestion question, int flags)
        {
            return new DnsWriter(question, AnswerFlags | flags | (question.Flags & RecursionDesiredFlag));
        }

        private static byte[] Finish(DnsWriter writer, DnsQuestion question)
        {
            if (question.UdpSizeOctets != null)
            {
                writer.AddEdns(EdnsUdpOctets);
            }

            return writer.ToArray();
        }

        private List<DnsRecord> Find(string name, DnsRecordType type, out bool exists)
        {
            var found = new List<DnsRecord>();
            exists = false;
            for (int i = 0; i < AliasLimit; i++)
            {
                List<DnsRecord> here = options.Records.ToArray()
                    .Where(record => record.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
                exists |= here.Count > 0;
                found.AddRange(here.Where(record => record.Type == type || type == DnsRecordType.Any));
                DnsRecord? alias = here.FirstOrDefault(record => record.Type == DnsRecordType.Cname);
                if (alias == null || type is DnsRecordType.Cname or DnsRecordType.Any)
                {
                    break;
                }

                found.Add(alias);
                name = alias.Value;
            }

            return found;
        }

        // The addresses of mail exchangers come along where there is room (RFC 1035 section 3.3.9).
        private void AddAddresses(DnsWriter writer, List<DnsRecord> answers, int limit)
        {
            foreach (DnsRecord exchange in answers.Where(answer => answer.Type == DnsRecordType.Mx))
            {
                foreach (DnsRecord address in Find(exchange.Value, DnsRecordType.A, out _))
                {
                    writer.Add(2, address);
                    if (writer.Length > limit)
                    {
                        writer.RemoveLast(2);
                        return;
                    }
                }
            }
        }

        private int UdpLimit(DnsQuestion question)
        {
            int least = options.UdpLimitOctets;
            return Math.Clamp(question.UdpSizeOctets ?? 0, least, Math.Max(least, EdnsUdpOctets));
        }

        private static string Parent(string name)
        {
            int dot = name.IndexOf('.');
            return dot < 0 ? name : name[(dot + 1)..];
        }
    }
}

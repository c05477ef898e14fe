using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace ScanToMail.Tenant.Dns
{
    /// <summary>Writes a DNS message, names compressed (RFC 1035 section 4.1).</summary>
    internal sealed class DnsWriter
    {
        private const int PointerLimit = 0x4000;
        private readonly MemoryStream bytes = new();
        private readonly Dictionary<string, int> names = new(StringComparer.OrdinalIgnoreCase);
        private int recordStart;

        public DnsWriter(DnsQuestion question, int flags)
        {
            Write16(question.Id);
            Write16(flags);
            Write16(1);
            Write16(0);
            Write16(0);
            Write16(0);
            names[question.Name] = (int)bytes.Position;
            bytes.Write(question.QuestionSection);
        }

        public int Length => (int)bytes.Length;

        /// <summary>Adds a record to a section: 0 answer, 1 authority, 2 additional.</summary>
        public void Add(int section, DnsRecord record)
        {
            recordStart = Length;
            StartRecord(section, record.Name, record.Type, record.TtlSeconds);
            int lengthAt = Length;
            Write16(0);
            WriteData(record);
            Patch16(lengthAt, Length - lengthAt - 2);
        }

        /// <summary>Adds a start of authority, which goes with "no such name" and "no such record".</summary>
        public void AddAuthority(string zone)
        {
            StartRecord(1, zone, DnsRecordType.Soa, 60);
            int lengthAt = Length;
            Write16(0);
            WriteName("ns1." + zone);
            WriteName("hostmaster." + zone);
            foreach (int value in new[] { 2026070101, 3600, 600, 86400, 60 })
            {
                Write32(value);
            }

            Patch16(lengthAt, Length - lengthAt - 2);
        }

        /// <summary>Adds the OPT record (RFC 6891).</summary>
        public void AddEdns(int udpSizeOctets)
        {
            bytes.WriteByte(0);
            Write16((int)DnsRecordType.Opt);
            Write16(udpSizeOctets);
            Write32(0);
            Write16(0);
            Count(2, 1);
        }

        /// <summary>Adds an MX record whose exchange is <paramref name="name"/> as it is, right or wrong.</summary>
        public void AddRawMx(string owner, byte[] name, int? lengthOctets = null)
        {
            StartRecord(0, owner, DnsRecordType.Mx, 300);
            Write16(lengthOctets ?? name.Length + 2);
            Write16(0);
            bytes.Write(name);
        }

        /// <summary>Takes the last record back.</summary>
        public void RemoveLast(int section)
        {
            bytes.SetLength(recordStart);
            bytes.Position = recordStart;
            Count(section, -1);
        }

        /// <summary>Adds to the count of a section, the records aside.</summary>
        public void Count(int section, int add)
        {
            int at = 6 + (2 * section);
            Patch16(at, BinaryPrimitives.ReadUInt16BigEndian(bytes.GetBuffer().AsSpan(at)) + add);
        }

        public byte[] ToArray() => bytes.ToArray();

        private void StartRecord(int section, string name, DnsRecordType type, int ttlSeconds)
        {
            WriteName(name);
            Write16((int)type);
            Write16(1);
            Write32(ttlSeconds);
            Count(section, 1);
        }

        private void WriteData(DnsRecord record)
        {
            switch (record.Type)
            {
                case DnsRecordType.A or DnsRecordType.Aaaa:
                    bytes.Write(IPAddress.Parse(record.Value).GetAddressBytes());
                    break;
                case DnsRecordType.Mx:
                    Write16(record.Preference);
                    WriteName(record.Value);
                    break;
                case DnsRecordType.Txt:
                    foreach (byte[] part in Encoding.UTF8.GetBytes(record.Value).Chunk(255))
                    {
                        bytes.WriteByte((byte)part.Length);
                        bytes.Write(part);
                    }

                    break;
                default:
                    WriteName(record.Value);
                    break;
            }
        }

        private void WriteName(string name)
        {
            string rest = name.TrimEnd('.');
            while (rest.Length > 0)
            {
                if (names.TryGetValue(rest, out int known))
                {
                    Write16(0xC000 | known);
                    return;
                }

                if (Length < PointerLimit)
                {
                    names[rest] = Length;
                }

                int dot = rest.IndexOf('.');
                string label = dot < 0 ? rest : rest[..dot];
                bytes.WriteByte((byte)label.Length);
                bytes.Write(Encoding.Latin1.GetBytes(label));
                rest = dot < 0 ? "" : rest[(dot + 1)..];
            }

            bytes.WriteByte(0);
        }

        private void Write16(int value)
        {
            bytes.WriteByte((byte)(value >> 8));
            bytes.WriteByte((byte)value);
        }

        private void Write32(int value)
        {
            Write16(value >> 16);
            Write16(value);
        }

        private void Patch16(int at, int value)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes.GetBuffer().AsSpan(at), (ushort)value);
        }
    }
}

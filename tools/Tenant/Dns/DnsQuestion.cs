using System.Buffers.Binary;
using System.Text;

namespace ScanToMail.Tenant.Dns
{
    /// <summary>A question that came in.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Flags">Its flags.</param>
    /// <param name="Name">The name asked for, as written, without the last dot.</param>
    /// <param name="Type">The type asked for.</param>
    /// <param name="QuestionSection">The octets of the question section.</param>
    /// <param name="UdpSizeOctets">Longest answer the client takes over UDP (EDNS); null: it did not say.</param>
    /// <param name="Tcp">It came over TCP.</param>
    /// <param name="SourcePort">The client's port.</param>
    public sealed record DnsQuestion(
        ushort Id, ushort Flags, string Name, DnsRecordType Type, byte[] QuestionSection, int? UdpSizeOctets, bool Tcp,
        int SourcePort)
    {
        private const int HeaderOctets = 12;

        /// <summary>Reads a message; null: it is not one question of class IN in good form.</summary>
        internal static DnsQuestion? Read(ReadOnlySpan<byte> message, bool tcp, int sourcePort)
        {
            if (message.Length < HeaderOctets || BinaryPrimitives.ReadUInt16BigEndian(message[4..]) != 1)
            {
                return null;
            }

            int position = HeaderOctets;
            var name = new StringBuilder();
            while (position < message.Length && message[position] is > 0 and < 64)
            {
                int length = message[position];
                if (position + 1 + length >= message.Length)
                {
                    return null;
                }

                name.Append(name.Length == 0 ? "" : ".")
                    .Append(Encoding.Latin1.GetString(message.Slice(position + 1, length)));
                position += 1 + length;
            }

            if (position + 5 > message.Length || message[position] != 0)
            {
                return null;
            }

            int end = position + 5;
            return new DnsQuestion(
                BinaryPrimitives.ReadUInt16BigEndian(message),
                BinaryPrimitives.ReadUInt16BigEndian(message[2..]),
                name.ToString(),
                (DnsRecordType)BinaryPrimitives.ReadUInt16BigEndian(message[(position + 1)..]),
                message[HeaderOctets..end].ToArray(),
                ReadEdns(message, end),
                tcp,
                sourcePort);
        }

        // The OPT record is the only additional one that resolvers send: root name, type 41, size in the class field.
        private static int? ReadEdns(ReadOnlySpan<byte> message, int position)
        {
            bool present = BinaryPrimitives.ReadUInt16BigEndian(message[10..]) > 0
                && position + 11 <= message.Length
                && message[position] == 0
                && BinaryPrimitives.ReadUInt16BigEndian(message[(position + 1)..]) == (int)DnsRecordType.Opt;
            return present ? BinaryPrimitives.ReadUInt16BigEndian(message[(position + 3)..]) : null;
        }
    }
}

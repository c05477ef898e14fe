using System.Buffers.Binary;
using System.Text;

namespace ScanToMail.Tenant.Dns
{
    /// <summary>Answers that a resolver must refuse, or must survive.</summary>
    internal static class HostileDns
    {
        private const int ServerFailure = 2;
        private const int NameError = 3;
        private const int Refused = 5;
        private const int QuestionOffset = 12;

        // A record with a compressed owner: pointer 2, type 2, class 2, time to live 4, length 2, preference 2.
        private const int ExchangeOffsetInRecord = 14;
        private static readonly byte[] Evil = [4, .. "evil"u8, 7, .. "example"u8, 0];

        /// <summary>
        /// The datagrams (or, over TCP, the messages) to send instead of <paramref name="right"/>; none: silence.
        /// </summary>
        public static IReadOnlyList<byte[]> Answer(DnsFault fault, DnsQuestion question, byte[] right)
        {
            return fault switch
            {
                DnsFault.Silence => [],
                DnsFault.ServerFailure => [DnsZone.Error(question, ServerFailure)],
                DnsFault.Refused => [DnsZone.Error(question, Refused)],
                DnsFault.NotFound => [DnsZone.Error(question, NameError)],
                DnsFault.NoData => [DnsZone.Error(question, 0)],
                DnsFault.Truncated => [question.Tcp ? right : DnsZone.Truncated(question)],
                DnsFault.TruncatedAndTcpCloses or DnsFault.TruncatedAndTcpStalls =>
                    question.Tcp ? [] : [DnsZone.Truncated(question)],
                DnsFault.WrongId => [WithId(right, (ushort)(question.Id + 1))],
                DnsFault.ForgedThenRight => [Forged(question), right],
                DnsFault.NotAnAnswer => [With(right, 2, (byte)(right[2] & 0x7F))],
                DnsFault.WrongQuestion => [WrongQuestion(right)],
                DnsFault.CutShort => [right[..^Math.Min(7, right.Length - QuestionOffset)]],
                DnsFault.HeaderCutShort => [right[..(QuestionOffset - 1)]],
                DnsFault.Empty => [[]],
                DnsFault.Garbage => [Garbage(question)],
                DnsFault.AliasLoop => [AliasLoop(question)],
                DnsFault.None or DnsFault.WrongSource => [right],
                _ => [Record(fault, question)],
            };
        }

        private static byte[] Record(DnsFault fault, DnsQuestion question)
        {
            DnsWriter writer = DnsZone.Start(question, 0);
            int exchangeAt = writer.Length + ExchangeOffsetInRecord;
            switch (fault)
            {
                case DnsFault.ForeignOwner:
                    writer.AddRawMx("evil.example", Evil);
                    break;
                case DnsFault.PointerToItself:
                    writer.AddRawMx(question.Name, Pointer(exchangeAt));
                    break;
                case DnsFault.PointerPair:
                    writer.AddRawMx(question.Name, [.. Pointer(exchangeAt + 2), .. Pointer(exchangeAt)]);
                    break;
                case DnsFault.PointerPastEnd:
                    writer.AddRawMx(question.Name, Pointer(0x3FFF));
                    break;
                case DnsFault.ReservedLabel:
                    writer.AddRawMx(question.Name, [0x41, (byte)'x', 0]);
                    break;
                case DnsFault.NameTooLong:
                    writer.AddRawMx(question.Name, LongName());
                    break;
                case DnsFault.CountTooHigh:
                    writer.AddRawMx(question.Name, Evil);
                    writer.Count(0, 40_000);
                    break;
                case DnsFault.LengthPastEnd:
                    writer.AddRawMx(question.Name, Evil, 60_000);
                    break;
                case DnsFault.LengthTooShort:
                    writer.AddRawMx(question.Name, Evil, 4);
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(fault), fault, "No such answer.");
            }

            return writer.ToArray();
        }

        private static byte[] Pointer(int offset) => [(byte)(0xC0 | (offset >> 8)), (byte)offset];

        private static byte[] LongName()
        {
            var name = new List<byte>();
            for (int i = 0; i < 5; i++)
            {
                name.Add(60);
                name.AddRange(Encoding.ASCII.GetBytes(new string('a', 60)));
            }

            name.Add(0);
            return [.. name];
        }

        private static byte[] Forged(DnsQuestion question)
        {
            DnsWriter writer = DnsZone.Start(question, 0);
            writer.AddRawMx(question.Name, Evil);
            return WithId(writer.ToArray(), (ushort)(question.Id ^ 0x5555));
        }

        private static byte[] AliasLoop(DnsQuestion question)
        {
            DnsWriter writer = DnsZone.Start(question, 0);
            writer.Add(0, DnsRecord.Alias(question.Name, "one.example"));
            writer.Add(0, DnsRecord.Alias("one.example", "two.example"));
            writer.Add(0, DnsRecord.Alias("two.example", question.Name));
            return writer.ToArray();
        }

        private static byte[] WrongQuestion(byte[] right)
        {
            byte first = right[QuestionOffset + 1];
            return With(right, QuestionOffset + 1, (byte)(first == 'x' ? 'y' : 'x'));
        }

        // The same for the same question, so that a failing test fails again.
        private static byte[] Garbage(DnsQuestion question)
        {
            var bytes = new byte[200];
            new Random(question.Name.Length).NextBytes(bytes);
            return WithId(bytes, question.Id);
        }

        private static byte[] WithId(byte[] message, ushort id)
        {
            byte[] copy = [.. message];
            BinaryPrimitives.WriteUInt16BigEndian(copy, id);
            return copy;
        }

        private static byte[] With(byte[] message, int at, byte value)
        {
            byte[] copy = [.. message];
            copy[at] = value;
            return copy;
        }
    }
}

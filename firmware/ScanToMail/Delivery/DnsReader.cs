using System.Text;

namespace ScanToMail.Delivery
{
    /// <summary>
    /// Reads a DNS message (RFC 1035 4.1) that may be anybody's: nothing is read beyond its end, a compression pointer
    /// must lead further back each time, names are at most 255 octets and hold what a host name may hold. Throws
    /// <see cref="MxException"/> BadAnswer.
    /// </summary>
    internal sealed class DnsReader
    {
        private const int NameLimitOctets = 255;
        private const int PointerBits = 0xC0;

        private readonly byte[] _bytes;
        private readonly int _start;
        private readonly int _end;
        private int _at;

        public DnsReader(byte[] bytes, int offset, int count)
        {
            _bytes = bytes;
            _start = offset;
            _end = offset + count;
            _at = offset;
        }

        /// <summary>How far from the message's start the next octet is.</summary>
        public int Position
        {
            get { return _at - _start; }
        }

        /// <summary>A number of two octets.</summary>
        public int Number16()
        {
            int number = (Octet(_at) << 8) | Octet(_at + 1);
            _at += 2;
            return number;
        }

        /// <summary>Passes octets over.</summary>
        public void Skip(int count)
        {
            if (count > _end - _at) throw Bad("a record that reaches beyond the message's end");
            _at += count;
        }

        /// <summary>A name in lower case, its labels parted by dots; "" for the root.</summary>
        public string Name()
        {
            StringBuilder name = new StringBuilder();
            int at = _at, behind = 0, lowest = _at, octets = 1;
            int length = Octet(at);
            while (length != 0)
            {
                if ((length & PointerBits) == PointerBits)
                {
                    int target = _start + (((length & ~PointerBits) << 8) | Octet(at + 1));
                    if (target >= lowest || target < _start + MxAnswer.HeaderOctets)
                    {
                        throw Bad("a compression pointer that does not lead back to a name");
                    }
                    if (behind == 0) behind = at + 2;
                    lowest = target;
                    at = target;
                }
                else
                {
                    if ((length & PointerBits) != 0) throw Bad("a label of an unknown kind");
                    octets += length + 1;
                    if (octets > NameLimitOctets) throw Bad("a name of more than 255 octets");
                    AppendLabel(name, at + 1, length);
                    at += length + 1;
                }
                length = Octet(at);
            }
            _at = behind == 0 ? at + 1 : behind;
            return name.ToString().ToLower();
        }

        /// <summary>What is thrown for a message that can't be believed.</summary>
        public static MxException Bad(string what)
        {
            return new MxException(MxFailure.BadAnswer, "the DNS answer has " + what);
        }

        private void AppendLabel(StringBuilder name, int at, int length)
        {
            if (length > _end - at) throw Bad("a name that reaches beyond the message's end");
            for (int i = at; i < at + length; i++)
            {
                if (!IsHostCharacter(_bytes[i])) throw Bad("a name with characters that no host name has");
            }
            if (name.Length > 0) name.Append('.');
            name.Append(Encoding.UTF8.GetString(_bytes, at, length));
        }

        /// <summary>Letters, digits, hyphen (RFC 1123 2.1), and the underscore that aliases are seen with.</summary>
        private static bool IsHostCharacter(byte value)
        {
            int letter = value | 0x20;
            return (letter >= 'a' && letter <= 'z' && value < 0x80) || (value >= '0' && value <= '9')
                || value == '-' || value == '_';
        }

        private int Octet(int at)
        {
            if (at >= _end) throw Bad("its end in the middle of a record");
            return _bytes[at];
        }
    }
}

namespace ScanToMail.Config
{
    /// <summary>
    /// CRC-32 as in ISO 3309 and gzip (RFC 1952, section 8), four bits at a time: 16 table entries are enough for records
    /// of a few kilobytes, and the board has no native one.
    /// </summary>
    internal sealed class Crc32
    {
        private readonly uint[] _table = new uint[16];
        private uint _register = 0xFFFFFFFF;

        /// <summary>A checksum of nothing yet.</summary>
        internal Crc32()
        {
            for (uint i = 0; i < 16; i++)
            {
                uint value = i;
                for (int bit = 0; bit < 4; bit++)
                {
                    value = (value & 1) != 0 ? (value >> 1) ^ 0xEDB88320 : value >> 1;
                }

                _table[i] = value;
            }
        }

        /// <summary>The checksum of what was added so far.</summary>
        internal uint Value
        {
            get { return _register ^ 0xFFFFFFFF; }
        }

        /// <summary>The checksum of a part of a buffer.</summary>
        internal static uint Of(byte[] buffer, int offset, int count)
        {
            Crc32 crc = new Crc32();
            crc.Add(buffer, offset, count);
            return crc.Value;
        }

        /// <summary>Adds bytes.</summary>
        internal void Add(byte[] buffer, int offset, int count)
        {
            uint register = _register;
            for (int i = offset; i < offset + count; i++)
            {
                register ^= buffer[i];
                register = (register >> 4) ^ _table[register & 15];
                register = (register >> 4) ^ _table[register & 15];
            }

            _register = register;
        }
    }
}

using System;
using System.Text;

namespace ScanToMail.ScanLink
{
    /// <summary>
    /// A frame's checksum: CRC-32 (polynomial 0x04C11DB7, highest bit first, start 0, end not inverted) of the bytes'
    /// base64 text. On the board that is two native calls, because there a string's hash code is this very CRC; nothing
    /// promises that, so it is tried once, and where it does not hold the CRC is reckoned here, the same but slower.
    /// </summary>
    public class FrameCheck
    {
        private const string Probe = "123456789";
        private const uint ProbeCrc = 0x89A1897F;
        private const uint Polynomial = 0x04C11DB7;

        private readonly uint[] _table;

        /// <summary>Finds out which way is open.</summary>
        public FrameCheck()
        {
            IsNative = (uint)HashOf(Probe) == ProbeCrc;
            if (!IsNative) _table = NewTable();
        }

        /// <summary>Whether no loop of ours runs over the bytes.</summary>
        public bool IsNative { get; }

        /// <summary>The checksum of a part of a buffer.</summary>
        public uint Compute(byte[] buffer, int offset, int count)
        {
            string text = Convert.ToBase64String(buffer, offset, count);
            return IsNative ? (uint)HashOf(text) : Crc(Encoding.UTF8.GetBytes(text));
        }

        /// <summary>The platform's hash code of an ASCII text.</summary>
        protected virtual int HashOf(string text)
        {
            return text.GetHashCode();
        }

        private uint Crc(byte[] text)
        {
            uint[] table = _table;
            uint crc = 0;
            for (int i = 0; i < text.Length; i++) crc = (crc << 8) ^ table[(crc >> 24) ^ text[i]];
            return crc;
        }

        private static uint[] NewTable()
        {
            uint[] table = new uint[256];
            for (uint i = 0; i < table.Length; i++)
            {
                uint crc = i << 24;
                for (int bit = 0; bit < 8; bit++)
                {
                    crc = (crc & 0x80000000) != 0 ? (crc << 1) ^ Polynomial : crc << 1;
                }
                table[i] = crc;
            }
            return table;
        }
    }
}

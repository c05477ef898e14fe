namespace ScanToMail.Config
{
    /// <summary>UTF-8 by hand, for what works on bytes (RFC 3629).</summary>
    internal static class Utf8
    {
        /// <summary>Writes a code point; returns its length, 1 to 4 bytes.</summary>
        internal static int Write(int point, byte[] target, int offset)
        {
            if (point < 0x80)
            {
                target[offset] = (byte)point;
                return 1;
            }

            int length = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            int rest = point;
            for (int i = length - 1; i > 0; i--)
            {
                target[offset + i] = (byte)(0x80 | (rest & 0x3F));
                rest >>= 6;
            }

            int lead = length == 2 ? 0xC0 : length == 3 ? 0xE0 : 0xF0;
            target[offset] = (byte)(lead | rest);
            return length;
        }
    }
}

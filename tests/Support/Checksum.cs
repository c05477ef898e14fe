namespace ScanToMail.Tests.Support
{
    /// <summary>CRC-32 bit by bit, as RFC 1952 describes it: the tests' own, to hold the firmware's against.</summary>
    public static class Checksum
    {
        public static uint Crc32(ReadOnlySpan<byte> bytes)
        {
            uint register = 0xFFFFFFFF;
            foreach (byte value in bytes)
            {
                register ^= value;
                for (int bit = 0; bit < 8; bit++) register = (register & 1) != 0 ? (register >> 1) ^ 0xEDB88320 : register >> 1;
            }
            return ~register;
        }

        /// <summary>A sealed file with the header of another one, another content, and length and checksum that fit it.</summary>
        public static byte[] Reseal(byte[] sealedFile, byte[] content)
        {
            byte[] header = [.. sealedFile[..12], .. BitConverter.GetBytes(content.Length)];
            return [.. header, .. BitConverter.GetBytes(Crc32([.. header, .. content])), .. content];
        }
    }
}

namespace ScanToMail.Tests.Support
{
    /// <summary>JPEG files made by hand: a sound header and a scan of any length. No picture, but all that a writer of
    /// documents looks at.</summary>
    public static class TestJpeg
    {
        public static byte[] Make(int width = 1654, int height = 2339, int components = 3, int scanBytes = 1000, int seed = 1)
        {
            var bytes = new MemoryStream();
            bytes.Write([0xFF, 0xD8]);
            bytes.Write([0xFF, 0xE0, 0, 16, (byte)'J', (byte)'F', (byte)'I', (byte)'F', 0, 1, 1, 1, 0, 200, 0, 200, 0, 0]);
            bytes.Write([0xFF, 0xC0, 0, (byte)(8 + 3 * components), 8,
                (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, (byte)components]);
            for (int i = 1; i <= components; i++) bytes.Write([(byte)i, 0x11, 0]);
            bytes.Write([0xFF, 0xDA, 0, (byte)(6 + 2 * components), (byte)components]);
            for (int i = 1; i <= components; i++) bytes.Write([(byte)i, 0]);
            bytes.Write([0, 63, 0]);
            var scan = new byte[scanBytes];
            new Random(seed).NextBytes(scan);
            for (int i = 0; i < scan.Length; i++) if (scan[i] == 0xFF) scan[i] = 0xFE;
            bytes.Write(scan);
            bytes.Write([0xFF, 0xD9]);
            return bytes.ToArray();
        }
    }
}

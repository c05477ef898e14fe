namespace ScanToMail.Tests.Interop
{
    /// <summary>JPEG files of any size that real readers take: a sound baseline image, grown by comment segments.</summary>
    internal static class BigJpeg
    {
        // 8 x 8 pixels, gray: quantization table, frame, Huffman tables, one block.
        private const string Tiny =
            "/9j/4AAQSkZJRgABAQEAyADIAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/"
            + "wAALCAAIAAgBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKB"
            + "kaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKj"
            + "pKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/APP6/9k=";

        public static byte[] Make(int sizeBytes, int seed)
        {
            byte[] tiny = Convert.FromBase64String(Tiny);
            var random = new Random(seed);
            var file = new MemoryStream();
            file.Write(tiny, 0, 20);
            while (file.Length < sizeBytes - tiny.Length)
            {
                var comment = new byte[(int)Math.Min(65000, sizeBytes - file.Length)];
                random.NextBytes(comment);
                int length = comment.Length + 2;
                file.Write([0xFF, 0xFE, (byte)(length >> 8), (byte)length]);
                file.Write(comment);
            }
            file.Write(tiny, 20, tiny.Length - 20);
            return file.ToArray();
        }
    }
}

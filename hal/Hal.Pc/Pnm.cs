namespace ScanToMail.Hal.Pc
{
    /// <summary>Reads PBM, PGM and PPM, plain and raw, 8 bits and 16 (netpbm's formats P1 to P6).</summary>
    internal static class Pnm
    {
        /// <summary>Reads an image into red, green, blue; false when it is none.</summary>
        public static bool TryRead(byte[] bytes, out int width, out int height, out byte[] rgb)
        {
            (width, height, rgb) = (0, 0, []);
            if (bytes.Length < 8 || bytes[0] != 'P' || bytes[1] < '1' || bytes[1] > '6') return false;
            int kind = bytes[1] - '0';
            int at = 2;
            if (!TryNumber(bytes, ref at, out width) || !TryNumber(bytes, ref at, out height)) return false;
            int max = 1;
            if (kind is not 1 and not 4 && !TryNumber(bytes, ref at, out max)) return false;
            if (width < 1 || height < 1 || max < 1 || max > 65535 || (long)width * height > 200_000_000) return false;
            int samples = kind is 3 or 6 ? 3 : 1;
            rgb = new byte[width * height * 3];
            if (kind >= 4) at++;
            return kind switch
            {
                4 => ReadBits(bytes, at, width, height, rgb),
                5 or 6 => ReadRaw(bytes, at, samples, max, rgb),
                _ => ReadPlain(bytes, at, samples, max, kind == 1, rgb)
            };
        }

        private static bool ReadBits(byte[] bytes, int at, int width, int height, byte[] rgb)
        {
            int stride = (width + 7) / 8;
            if (bytes.Length - at < stride * height) return false;
            for (int i = 0; i < width * height; i++)
            {
                bool isBlack = (bytes[at + i / width * stride + i % width / 8] >> (7 - i % width % 8) & 1) == 1;
                rgb.AsSpan(i * 3, 3).Fill(isBlack ? (byte)0 : (byte)255);
            }
            return true;
        }

        private static bool ReadRaw(byte[] bytes, int at, int samples, int max, byte[] rgb)
        {
            int size = max > 255 ? 2 : 1;
            int count = rgb.Length / 3 * samples;
            if (bytes.Length - at < count * size) return false;
            for (int i = 0; i < count; i++)
            {
                int value = size == 1 ? bytes[at + i] : bytes[at + i * 2] << 8 | bytes[at + i * 2 + 1];
                Put(rgb, i, samples, value * 255 / max);
            }
            return true;
        }

        private static bool ReadPlain(byte[] bytes, int at, int samples, int max, bool isBitmap, byte[] rgb)
        {
            for (int i = 0; i < rgb.Length / 3 * samples; i++)
            {
                if (!TryNumber(bytes, ref at, out int value, digits: isBitmap ? 1 : 9)) return false;
                Put(rgb, i, samples, isBitmap ? 255 - value * 255 : value * 255 / max);
            }
            return true;
        }

        private static void Put(byte[] rgb, int index, int samples, int value)
        {
            if (samples == 3) rgb[index] = (byte)Math.Clamp(value, 0, 255);
            else rgb.AsSpan(index * 3, 3).Fill((byte)Math.Clamp(value, 0, 255));
        }

        private static bool TryNumber(byte[] bytes, ref int at, out int value, int digits = 9)
        {
            value = 0;
            while (at < bytes.Length && (bytes[at] <= ' ' || bytes[at] == '#'))
            {
                if (bytes[at] == '#') while (at < bytes.Length && bytes[at] != '\n') at++;
                else at++;
            }
            int start = at;
            while (at < bytes.Length && at - start < digits && bytes[at] is >= (byte)'0' and <= (byte)'9')
            {
                value = value * 10 + bytes[at++] - '0';
            }
            return at > start;
        }
    }
}

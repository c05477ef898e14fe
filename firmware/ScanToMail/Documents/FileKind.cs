namespace ScanToMail.Documents
{
    /// <summary>Tells what a file is by its first bytes, so that an error can say what came instead of an image.</summary>
    internal static class FileKind
    {
        /// <summary>A name for people, with its article.</summary>
        public static string Name(byte[] head, int count)
        {
            if (Starts(head, count, 0x89, 'P', 'N', 'G')) return "a PNG image";
            if (Starts(head, count, 'I', 'I', 42, 0) || Starts(head, count, 'M', 'M', 0, 42)) return "a TIFF image";
            if (Starts(head, count, '%', 'P', 'D', 'F')) return "a PDF document";
            if (Starts(head, count, 'G', 'I', 'F', '8')) return "a GIF image";
            if (count > 2 && head[0] == 'B' && head[1] == 'M') return "a BMP image";
            if (count > 2 && head[0] == 'P' && head[1] >= '1' && head[1] <= '6') return "a PNM image";
            for (int i = 0; i < count; i++)
            {
                bool isText = (head[i] >= ' ' && head[i] <= '~') || head[i] == '\r' || head[i] == '\n' || head[i] == '\t';
                if (!isText) return "data of an unknown kind";
            }
            return "text";
        }

        private static bool Starts(byte[] head, int count, int first, int second, int third, int fourth)
        {
            return count >= 4 && head[0] == first && head[1] == second && head[2] == third && head[3] == fourth;
        }
    }
}

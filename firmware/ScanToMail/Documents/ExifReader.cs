namespace ScanToMail.Documents
{
    /// <summary>The first directory of an EXIF segment (a TIFF file in small), as far as it was kept.</summary>
    internal sealed class ExifReader
    {
        private readonly byte[] _bytes;
        private readonly int _start;
        private readonly int _end;
        private readonly bool _isBigEndian;
        private readonly int _directory;

        public ExifReader(byte[] bytes, int start, int end)
        {
            _bytes = bytes;
            _start = start;
            _end = end;
            _isBigEndian = bytes[start] == 'M';
            bool hasOrder = bytes[start] == bytes[start + 1] && (bytes[start] == 'M' || bytes[start] == 'I');
            _directory = hasOrder ? start + ReadInt(start + 4) : 0;
            IsValid = hasOrder && ReadShort(start + 2) == 42 && _directory >= start + 8 && _directory + 2 <= end;
        }

        public bool IsValid { get; }

        /// <summary>The value of a SHORT, or 0.</summary>
        public int Short(int tag)
        {
            int entry = Find(tag);
            return entry > 0 && ReadShort(entry + 2) == 3 ? ReadShort(entry + 8) : 0;
        }

        /// <summary>The value of a RATIONAL, rounded, or 0.</summary>
        public int Rational(int tag)
        {
            int entry = Find(tag);
            if (entry == 0 || ReadShort(entry + 2) != 5) return 0;
            int offset = ReadInt(entry + 8);
            if (offset < 8 || offset > _end || _start + offset + 8 > _end) return 0;
            int numerator = ReadInt(_start + offset);
            int denominator = ReadInt(_start + offset + 4);
            if (numerator <= 0 || denominator <= 0) return 0;
            return (int)(((long)numerator + denominator / 2) / denominator);
        }

        private int Find(int tag)
        {
            int count = ReadShort(_directory);
            for (int i = 0; i < count; i++)
            {
                int entry = _directory + 2 + i * 12;
                if (entry + 12 > _end) return 0;
                if (ReadShort(entry) == tag) return entry;
            }
            return 0;
        }

        private int ReadShort(int at)
        {
            return _isBigEndian ? _bytes[at] << 8 | _bytes[at + 1] : _bytes[at + 1] << 8 | _bytes[at];
        }

        /// <summary>Negative for what is no sound offset or count; the callers check.</summary>
        private int ReadInt(int at)
        {
            int first = ReadShort(at);
            int second = ReadShort(at + 2);
            return _isBigEndian ? first << 16 | second : second << 16 | first;
        }
    }
}

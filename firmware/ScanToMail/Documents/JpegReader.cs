using System;

namespace ScanToMail.Documents
{
    /// <summary>
    /// Looks at a JPEG (ITU-T T.81) while it passes: reads its header's segments up to the first scan, whatever their
    /// length and however the bytes are cut, and keeps the last bytes for the check of its end. Nothing is done for a
    /// byte of the scan itself.
    /// </summary>
    internal sealed class JpegReader
    {
        private const int HeadBytes = 8;
        private const int SegmentBytes = 512;
        private const int TailBytes = 64;

        private const int InHead = 0, BeforeMarker = 1, InMarker = 2, LengthHigh = 3, LengthLow = 4, InSegment = 5, InScan = 6;

        private readonly byte[] _head = new byte[HeadBytes];
        private readonly byte[] _segment = new byte[SegmentBytes];
        private readonly byte[] _tail = new byte[TailBytes];
        private int _state;
        private int _headCount;
        private int _tailCount;
        private int _marker;
        private int _left;
        private int _kept;
        private int _page;
        private bool _hasFrame;

        public int WidthPixels { get; private set; }

        public int HeightPixels { get; private set; }

        public int Components { get; private set; }

        /// <summary>An APP14 segment of Adobe's is there; its CMYK is stored inverted.</summary>
        public bool IsAdobe { get; private set; }

        /// <summary>EXIF orientation, 1 to 8.</summary>
        public int Orientation { get; private set; }

        /// <summary>Density of the JFIF or EXIF header, or 0.</summary>
        public int DensityXDpi { get; private set; }

        /// <summary>Density of the JFIF or EXIF header, or 0.</summary>
        public int DensityYDpi { get; private set; }

        public void Begin(int page)
        {
            _page = page;
            _state = InHead;
            _headCount = 0;
            _tailCount = 0;
            _hasFrame = false;
            WidthPixels = HeightPixels = Components = DensityXDpi = DensityYDpi = 0;
            IsAdobe = false;
            Orientation = 1;
        }

        public void Take(byte[] buffer, int offset, int count)
        {
            KeepTail(buffer, offset, count);
            if (_headCount < HeadBytes) TakeHead(buffer, offset, count);
            int end = offset + count;
            while (offset < end && _state != InScan) offset += Step(buffer, offset, end - offset);
        }

        public void End()
        {
            CheckHead();
            if (_state != InScan) throw Truncated("ends within its header");
            for (int i = _tailCount - 2; i >= 0; i--)
            {
                if (_tail[i] == 0xFF && _tail[i + 1] == 0xD9) return;
            }
            throw Truncated("has no end-of-image marker: the JPEG is cut off");
        }

        private void TakeHead(byte[] buffer, int offset, int count)
        {
            int part = count < HeadBytes - _headCount ? count : HeadBytes - _headCount;
            Array.Copy(buffer, offset, _head, _headCount, part);
            _headCount += part;
            if (_headCount == HeadBytes) CheckHead();
        }

        private void CheckHead()
        {
            if (_headCount >= 2 && _head[0] == 0xFF && _head[1] == 0xD8) return;
            throw new DocumentException(DocumentFailure.NotAnImage, _page,
                _headCount == 0 ? "is empty" : "is no JPEG but " + FileKind.Name(_head, _headCount));
        }

        /// <summary>Goes on by one marker byte, or by as much of a segment as is there; returns how many bytes.</summary>
        private int Step(byte[] buffer, int offset, int count)
        {
            if (_state == InSegment) return SkipSegment(buffer, offset, count);
            int value = buffer[offset];
            if (_state == InHead || _state == BeforeMarker)
            {
                if (value == 0xFF) _state = InMarker;
                else if (_headCount == HeadBytes) throw Damaged();
            }
            else if (_state == InMarker)
            {
                Marker(value);
            }
            else if (_state == LengthHigh)
            {
                _left = value << 8;
                _state = LengthLow;
            }
            else
            {
                _left += value - 2;
                if (_left < 0) throw Damaged();
                _kept = 0;
                _state = InSegment;
                if (_left == 0) EndSegment();
            }
            return 1;
        }

        private void Marker(int marker)
        {
            _marker = marker;
            if (marker == 0xFF) return;
            bool isAlone = marker == 0xD8 || marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7);
            if (marker == 0x00 || marker == 0xD9) throw Damaged();
            if (marker == 0xDA)
            {
                if (!_hasFrame) throw Damaged();
                _state = InScan;
                return;
            }
            _state = isAlone ? BeforeMarker : LengthHigh;
        }

        private int SkipSegment(byte[] buffer, int offset, int count)
        {
            int part = count < _left ? count : _left;
            int kept = part < SegmentBytes - _kept ? part : SegmentBytes - _kept;
            Array.Copy(buffer, offset, _segment, _kept, kept);
            _kept += kept;
            _left -= part;
            if (_left == 0) EndSegment();
            return part;
        }

        private void EndSegment()
        {
            _state = BeforeMarker;
            bool isFrame = _marker >= 0xC0 && _marker <= 0xCF && _marker != 0xC4 && _marker != 0xC8 && _marker != 0xCC;
            if (isFrame) ReadFrame();
            else if (_marker == 0xE0) ReadJfif();
            else if (_marker == 0xE1) ReadExif();
            else if (_marker == 0xEE) IsAdobe = _kept >= 12 && HasText(_segment, "Adobe");
        }

        private void ReadFrame()
        {
            string kind = JpegKind(_marker);
            if (kind.Length > 0) throw Unsupported("is a " + kind + " JPEG, which a PDF can't hold");
            if (_kept < 6) throw Damaged();
            if (_segment[0] != 8) throw Unsupported("is a " + _segment[0].ToString() + "-bit JPEG; only 8 bits fit a PDF");
            HeightPixels = _segment[1] << 8 | _segment[2];
            WidthPixels = _segment[3] << 8 | _segment[4];
            Components = _segment[5];
            if (HeightPixels == 0 || WidthPixels == 0) throw Unsupported("is a JPEG whose header does not tell its size");
            if (Components != 1 && Components != 3 && Components != 4)
            {
                throw Unsupported("is a JPEG of " + Components.ToString() + " components");
            }
            _hasFrame = true;
        }

        private void ReadJfif()
        {
            if (_kept < 12 || !HasText(_segment, "JFIF")) return;
            SetDensity(_segment[8] << 8 | _segment[9], _segment[10] << 8 | _segment[11], _segment[7] == 2, _segment[7] == 1);
        }

        private void SetDensity(int x, int y, bool isPerCm, bool isPerInch)
        {
            // JFIF stands first in the file and counts: many programs write 72 into EXIF whatever the truth is.
            if (x == 0 || y == 0 || (!isPerCm && !isPerInch) || DensityXDpi > 0) return;
            DensityXDpi = isPerCm ? (x * 254 + 50) / 100 : x;
            DensityYDpi = isPerCm ? (y * 254 + 50) / 100 : y;
        }

        private void ReadExif()
        {
            if (_kept < 20 || !HasText(_segment, "Exif")) return;
            ExifReader exif = new ExifReader(_segment, 6, _kept);
            if (!exif.IsValid) return;
            int orientation = exif.Short(0x0112);
            if (orientation >= 1 && orientation <= 8) Orientation = orientation;
            int unit = exif.Short(0x0128);
            SetDensity(exif.Rational(0x011A), exif.Rational(0x011B), unit == 3, unit == 2);
        }

        private void KeepTail(byte[] buffer, int offset, int count)
        {
            if (count >= TailBytes)
            {
                Array.Copy(buffer, offset + count - TailBytes, _tail, 0, TailBytes);
                _tailCount = TailBytes;
                return;
            }
            int kept = _tailCount < TailBytes - count ? _tailCount : TailBytes - count;
            Array.Copy(_tail, _tailCount - kept, _tail, 0, kept);
            Array.Copy(buffer, offset, _tail, kept, count);
            _tailCount = kept + count;
        }

        private static string JpegKind(int marker)
        {
            if (marker <= 0xC2) return "";
            if (marker == 0xC3) return "lossless";
            return marker >= 0xC9 && marker != 0xCD && marker != 0xCE ? "arithmetic-coded" : "hierarchical";
        }

        private static bool HasText(byte[] bytes, string text)
        {
            char[] chars = text.ToCharArray();
            for (int i = 0; i < chars.Length; i++)
            {
                if (bytes[i] != chars[i]) return false;
            }
            return true;
        }

        private DocumentException Damaged()
        {
            return new DocumentException(DocumentFailure.Truncated, _page, "has a damaged JPEG header");
        }

        private DocumentException Unsupported(string problem)
        {
            return new DocumentException(DocumentFailure.Unsupported, _page, problem);
        }

        private DocumentException Truncated(string problem)
        {
            return new DocumentException(DocumentFailure.Truncated, _page, problem);
        }
    }
}

using System;
using System.Text;
using ScanToMail.Hal;

namespace ScanToMail.Documents
{
    /// <summary>
    /// A PDF 1.5 file (ISO 32000-1) of JPEG pages, written while they come: each JPEG passes untouched as an image with
    /// DCTDecode. What its header tells (size, colour) and its length are indirect objects behind the data, for a
    /// JPEG's header can be longer than any buffer. Offsets are kept for a fixed number of pages; then a
    /// cross-reference section is written, to which the next one points back by /Prev (7.5.6), so that any number
    /// of pages needs the same memory.
    /// </summary>
    public sealed class PdfWriter : DocumentWriter
    {
        /// <summary>Pages whose objects share one cross-reference section.</summary>
        internal const int PagesASection = 16;

        private const int DefaultDpi = 300;
        private const int Catalog = 1, Pages = 2, Info = 3, FirstPage = 4;
        private const int Image = 0, Length = 1, Width = 2, Height = 3, Color = 4, Decode = 5, Content = 6, Page = 7;
        private const int ObjectsAPage = 8;

        private readonly int[] _offsets = new int[PagesASection * ObjectsAPage];
        private readonly JpegReader _jpeg = new JpegReader();
        private readonly PageSink _pageSink;
        private ByteSink _next;
        private DocumentInfo _info;
        private PageInfo _page;
        private long _position;
        private long _imageStart;
        private long _previousSection;
        private int _pages;
        private int _sectionPages;

        /// <summary>A writer that serves any number of documents, one after the other.</summary>
        public PdfWriter()
        {
            _pageSink = new PageSink(this);
        }

        /// <inheritdoc/>
        public override string ContentType
        {
            get { return "application/pdf"; }
        }

        /// <inheritdoc/>
        public override string Extension
        {
            get { return "pdf"; }
        }

        /// <inheritdoc/>
        public override void Begin(ByteSink next, DocumentInfo info)
        {
            _next = next;
            _info = info;
            _position = 0;
            _previousSection = 0;
            _pages = 0;
            _sectionPages = 0;
            Write("%PDF-1.5\n");
            byte[] binaryMark = { (byte)'%', 0xE2, 0xE3, 0xCF, 0xD3, (byte)'\n' };
            Write(binaryMark, 0, binaryMark.Length);
        }

        /// <inheritdoc/>
        public override ByteSink BeginPage(PageInfo page)
        {
            if (page.Encoding != PageEncoding.Jpeg)
            {
                throw new DocumentException(DocumentFailure.Unsupported, _pages + 1,
                    "came as a raw raster; a PDF takes JPEG pages");
            }
            if (_sectionPages == PagesASection) WriteSection(false);
            _page = page;
            _jpeg.Begin(_pages + 1);
            Open(Image);
            Write("<< /Type /XObject /Subtype /Image /Filter /DCTDecode /BitsPerComponent 8 /Width " + Reference(Width)
                + " /Height " + Reference(Height) + " /ColorSpace " + Reference(Color) + " /Decode " + Reference(Decode)
                + " /Length " + Reference(Length) + " >>\nstream\n");
            _imageStart = _position;
            return _pageSink;
        }

        /// <inheritdoc/>
        public override void EndPage()
        {
            _jpeg.End();
            string length = (_position - _imageStart).ToString();
            Write("\nendstream\nendobj\n");
            WriteObject(Length, length);
            WriteObject(Width, _jpeg.WidthPixels.ToString());
            WriteObject(Height, _jpeg.HeightPixels.ToString());
            WriteObject(Color, ColorSpace());
            WriteObject(Decode, DecodeArray());
            WritePage();
            _pages++;
            _sectionPages++;
        }

        /// <inheritdoc/>
        public override void End()
        {
            WriteSection(true);
        }

        private void WritePage()
        {
            bool isTurned = _jpeg.Orientation >= 5;
            int width = Hundredths(_jpeg.WidthPixels, _page.ResolutionXDpi, _jpeg.DensityXDpi);
            int height = Hundredths(_jpeg.HeightPixels, _page.ResolutionYDpi, _jpeg.DensityYDpi);
            string content = "q " + Matrix(_jpeg.Orientation, Points(width), Points(height)) + " cm /Im Do Q";
            WriteObject(Content, "<< /Length " + content.Length.ToString() + " >>\nstream\n" + content + "\nendstream");
            WriteObject(Page, "<< /Type /Page /Parent " + Pages.ToString() + " 0 R /MediaBox [0 0 "
                + Points(isTurned ? height : width) + " " + Points(isTurned ? width : height)
                + "] /Resources << /XObject << /Im " + Reference(Image) + " >> >> /Contents " + Reference(Content) + " >>");
        }

        /// <summary>A length in hundredths of a point (1/72 inch), from pixels and the best resolution known.</summary>
        private static int Hundredths(int pixels, int engineDpi, int headerDpi)
        {
            int dpi = engineDpi > 0 ? engineDpi : headerDpi > 0 ? headerDpi : DefaultDpi;
            return (int)(((long)pixels * 7200 + dpi / 2) / dpi);
        }

        private static string Points(int hundredths)
        {
            return (hundredths / 100).ToString() + "." + (hundredths % 100).ToString("D2");
        }

        /// <summary>The matrix that shows the image as its EXIF orientation wants it (CIPA DC-008, tag 0x0112).</summary>
        private static string Matrix(int orientation, string w, string h)
        {
            if (orientation == 2) return "-" + w + " 0 0 " + h + " " + w + " 0";
            if (orientation == 3) return "-" + w + " 0 0 -" + h + " " + w + " " + h;
            if (orientation == 4) return w + " 0 0 -" + h + " 0 " + h;
            if (orientation == 5) return "0 -" + w + " -" + h + " 0 " + h + " " + w;
            if (orientation == 6) return "0 -" + w + " " + h + " 0 0 " + w;
            if (orientation == 7) return "0 " + w + " " + h + " 0 0 0";
            if (orientation == 8) return "0 " + w + " -" + h + " 0 " + h + " 0";
            return w + " 0 0 " + h + " 0 0";
        }

        private string ColorSpace()
        {
            return _jpeg.Components == 1 ? "/DeviceGray" : _jpeg.Components == 3 ? "/DeviceRGB" : "/DeviceCMYK";
        }

        private string DecodeArray()
        {
            if (_jpeg.Components == 1) return "[0 1]";
            if (_jpeg.Components == 3) return "[0 1 0 1 0 1]";
            return _jpeg.IsAdobe ? "[1 0 1 0 1 0 1 0]" : "[0 1 0 1 0 1 0 1]";
        }

        private int PageBase
        {
            get { return FirstPage + _pages * ObjectsAPage; }
        }

        private string Reference(int part)
        {
            return (PageBase + part).ToString() + " 0 R";
        }

        private void Open(int part)
        {
            _offsets[_sectionPages * ObjectsAPage + part] = CheckedPosition();
            Write((PageBase + part).ToString() + " 0 obj\n");
        }

        private void WriteObject(int part, string body)
        {
            Open(part);
            Write(body + "\nendobj\n");
        }

        /// <summary>Closes the present section; the last one brings catalog, page tree and information with it.</summary>
        private void WriteSection(bool isLast)
        {
            int[] document = new int[FirstPage];
            if (isLast) WriteDocumentObjects(document);
            long start = CheckedPosition();
            Write("xref\n");
            if (isLast)
            {
                Write("0 " + FirstPage.ToString() + "\n0000000000 65535 f\r\n");
                for (int i = 1; i < FirstPage; i++) WriteEntry(document[i]);
            }
            int first = FirstPage + (_pages - _sectionPages) * ObjectsAPage;
            int count = _sectionPages * ObjectsAPage;
            if (count > 0) Write(first.ToString() + " " + count.ToString() + "\n");
            for (int i = 0; i < count; i++) WriteEntry(_offsets[i]);
            string id = Hex(_info.Id);
            Write("trailer\n<< /Size " + PageBase.ToString() + " /Root " + Catalog.ToString() + " 0 R /Info " + Info.ToString()
                + " 0 R /ID [" + id + " " + id + "]"
                + (_previousSection > 0 ? " /Prev " + _previousSection.ToString() : "") + " >>\nstartxref\n"
                + start.ToString() + "\n%%EOF\n");
            _previousSection = start;
            _sectionPages = 0;
        }

        private void WriteEntry(int offset)
        {
            Write(offset.ToString("D10") + " 00000 n\r\n");
        }

        private void WriteDocumentObjects(int[] offsets)
        {
            offsets[Catalog] = CheckedPosition();
            Write(Catalog.ToString() + " 0 obj\n<< /Type /Catalog /Pages " + Pages.ToString() + " 0 R >>\nendobj\n");
            offsets[Pages] = CheckedPosition();
            Write(Pages.ToString() + " 0 obj\n<< /Type /Pages /Count " + _pages.ToString() + " /Kids [");
            for (int i = 0; i < _pages; i++)
            {
                Write((i % 8 == 0 ? "\n" : " ") + (FirstPage + i * ObjectsAPage + Page).ToString() + " 0 R");
            }
            Write("\n] >>\nendobj\n");
            offsets[Info] = CheckedPosition();
            Write(Info.ToString() + " 0 obj\n<< /Title " + TextString(_info.Title) + " /Producer "
                + TextString(_info.Producer) + " /CreationDate " + Date() + " >>\nendobj\n");
        }

        /// <summary>7.9.4: D:YYYYMMDDHHmmSSOHH'mm'.</summary>
        private string Date()
        {
            int offset = _info.UtcOffsetMinutes;
            int minutes = offset < 0 ? -offset : offset;
            return "(D:" + _info.LocalTime.ToString("yyyyMMddHHmmss") + (offset < 0 ? "-" : "+")
                + (minutes / 60).ToString("D2") + "'" + (minutes % 60).ToString("D2") + "')";
        }

        /// <summary>7.9.2.2: UTF-16BE with its mark, in hexadecimal, so that no character needs escaping.</summary>
        private static string TextString(string text)
        {
            StringBuilder hex = new StringBuilder("<FEFF", text.Length * 4 + 6);
            char[] chars = text.ToCharArray();
            for (int i = 0; i < chars.Length; i++) hex.Append(((ushort)chars[i]).ToString("X4"));
            return hex.Append(">").ToString();
        }

        private static string Hex(byte[] bytes)
        {
            StringBuilder hex = new StringBuilder("<", bytes.Length * 2 + 2);
            for (int i = 0; i < bytes.Length; i++) hex.Append(bytes[i].ToString("X2"));
            return hex.Append(">").ToString();
        }

        private int CheckedPosition()
        {
            if (_position <= int.MaxValue) return (int)_position;
            throw new DocumentException(DocumentFailure.TooLarge, _pages + 1, "makes the document larger than 2 GB");
        }

        private void Write(string ascii)
        {
            _position += ascii.Length;
            _next.WriteAscii(ascii);
        }

        private void Write(byte[] buffer, int offset, int count)
        {
            _position += count;
            _next.Write(buffer, offset, count);
        }

        /// <summary>The bytes of a page: looked at, then passed on as they are.</summary>
        private sealed class PageSink : ByteSink
        {
            private readonly PdfWriter _pdf;

            public PageSink(PdfWriter pdf)
            {
                _pdf = pdf;
            }

            public override void Write(byte[] buffer, int offset, int count)
            {
                if (count == 0) return;
                _pdf._jpeg.Take(buffer, offset, count);
                _pdf.Write(buffer, offset, count);
            }
        }
    }
}

using System;
using ScanToMail.Documents;
using ScanToMail.Hal;

namespace ScanToMail.Delivery
{
    /// <summary>
    /// The mail of "test mail": one gray page. For a trial it is grown to 2 MB by comments in the JPEG, random ones, so that
    /// it is as long and as incompressible as a real scan. Its length is known, so that it can go by BDAT.
    /// </summary>
    public sealed class TestPage : MailContent
    {
        // 8 x 8 pixels, gray: quantization table, frame, Huffman tables, one block.
        private const string Jpeg =
            "/9j/4AAQSkZJRgABAQEAyADIAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/"
            + "wAALCAAIAAgBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKB"
            + "kaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKj"
            + "pKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/APP6/9k=";

        private const int SegmentBytes = 4096;
        private const int TrialSegments = 512;
        private const int SoiBytes = 2;

        private readonly IHal _hal;
        private readonly string _device;
        private readonly int _segments;
        private readonly byte[] _jpeg = Convert.FromBase64String(Jpeg);
        private readonly DocumentInfo _info;
        private readonly byte[] _comment;
        private long _lengthBytes;

        /// <summary>A page from a device, as long as a trial needs or as short as can be.</summary>
        public TestPage(IHal hal, string device, bool isTrial)
        {
            _hal = hal;
            _device = device;
            _segments = isTrial ? TrialSegments : 0;
            _comment = new byte[isTrial ? SegmentBytes : 0];
            byte[] id = new byte[16];
            hal.Random.Fill(id, 0, id.Length);
            _info = new DocumentInfo { Title = "Test", Producer = "ScanToMail", LocalTime = hal.Clock.UtcNow, Id = id };
        }

        /// <inheritdoc/>
        public override string Subject
        {
            get { return "Test mail from " + _device; }
        }

        /// <inheritdoc/>
        public override string Text
        {
            get { return "This is a test mail of the scanner " + _device + ".\nIts settings work: nothing needs to be done.\n"; }
        }

        /// <inheritdoc/>
        public override string ContentType
        {
            get { return "application/pdf"; }
        }

        /// <inheritdoc/>
        public override string FileName
        {
            get { return "test.pdf"; }
        }

        /// <inheritdoc/>
        public override long LengthBytes
        {
            get { return _lengthBytes; }
        }

        /// <inheritdoc/>
        public override void Prepare()
        {
            if (_comment.Length > 0)
            {
                _hal.Random.Fill(_comment, 0, _comment.Length);
                _comment[0] = 0xFF;
                _comment[1] = 0xFE;
                _comment[2] = (SegmentBytes - 2) >> 8;
                _comment[3] = (SegmentBytes - 2) & 0xFF;
            }
            CountingSink count = new CountingSink();
            count.Begin(null);
            WriteAttachment(count);
            _lengthBytes = count.Count;
        }

        /// <inheritdoc/>
        public override void WriteAttachment(ByteSink sink)
        {
            PdfWriter pdf = new PdfWriter();
            pdf.Begin(sink, _info);
            ByteSink page = pdf.BeginPage(new PageInfo { ResolutionXDpi = 1, ResolutionYDpi = 1, Encoding = PageEncoding.Jpeg });
            page.Write(_jpeg, 0, SoiBytes);
            for (int i = 0; i < _segments; i++) page.Write(_comment, 0, _comment.Length);
            page.Write(_jpeg, SoiBytes, _jpeg.Length - SoiBytes);
            pdf.EndPage();
            pdf.End();
        }

        /// <inheritdoc/>
        public override void Close()
        {
        }
    }
}

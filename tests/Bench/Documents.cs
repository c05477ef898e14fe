using ScanToMail.Documents;
using ScanToMail.Hal;
using ScanToMail.Tests.Support;

namespace ScanToMail.Tests.Bench
{
    /// <summary>The documents that are sent: JPEG pages of 500 KB in a PDF.</summary>
    internal static class Documents
    {
        private const int PageBytes = 500_000;

        public static byte[] Pdf(int sizeBytes)
        {
            int pages = Math.Max(1, sizeBytes / PageBytes);
            byte[] page = TestJpeg.Make(scanBytes: sizeBytes / pages);
            var output = new MemorySink();
            var pdf = new PdfWriter();
            pdf.Begin(output, new DocumentInfo { Title = "Bench", Producer = "ScanToMail", LocalTime = DateTime.UtcNow, Id = new byte[16] });
            for (int i = 0; i < pages; i++)
            {
                pdf.BeginPage(new PageInfo { Encoding = PageEncoding.Jpeg }).Write(page, 0, page.Length);
                pdf.EndPage();
            }
            pdf.End();
            return output.Bytes.ToArray();
        }

        private sealed class MemorySink : ByteSink
        {
            public MemoryStream Bytes { get; } = new();

            public override void Write(byte[] buffer, int offset, int count) => Bytes.Write(buffer, offset, count);
        }
    }
}

using ScanToMail.Documents;
using ScanToMail.Hal;
using ScanToMail.Tests.Support;
using Xunit;

namespace ScanToMail.Tests.Interop
{
    /// <summary>Documents read by the programs that people use: qpdf, poppler, file.</summary>
    public sealed class DocumentTests : IDisposable
    {
        private static readonly string Pages = Path.Combine(FindRoot(), "tools", "VirtualDevice", "pages");
        private readonly string _folder = Directory.CreateTempSubdirectory("scantomail-documents-").FullName;

        public void Dispose() => Directory.Delete(_folder, recursive: true);

        [SkippableTheory]
        [InlineData(1)]
        [InlineData(32)]
        [InlineData(33)]
        [InlineData(300)]
        public void QpdfFindsNothingToSay(int count)
        {
            string pdf = Write(Enumerable.Range(1, count).Select(number => BigJpeg.Make(2_000 + number, number)));
            (int exitCode, string output) = Tool.Run(Tool.Require("qpdf"), "--check", pdf);
            Assert.True(exitCode == 0, output);
            Assert.Contains("No syntax or stream encoding errors found", output);
            Assert.Contains($"{count}", Tool.Run(Tool.Require("qpdf"), "--show-npages", pdf).Output);
            Assert.Contains("PDF document", Tool.Run(Tool.Require("file"), pdf).Output);
        }

        [SkippableFact]
        public void PdfimagesGivesBackThePagesBytes()
        {
            string[] pages = Directory.GetFiles(Pages, "*.jpg").Order().ToArray();
            string pdf = Write(pages.Select(File.ReadAllBytes));
            (int exitCode, string output) = Tool.Run(Tool.Require("pdfimages"), "-all", pdf, Path.Combine(_folder, "image"));
            Assert.True(exitCode == 0, output);
            string[] images = Directory.GetFiles(_folder, "image-*.jpg").Order().ToArray();
            Assert.Equal(pages.Select(File.ReadAllBytes), images.Select(File.ReadAllBytes));
        }

        [SkippableFact]
        public void PopplerKnowsThePagesSizeAndRendersThemAll()
        {
            string pdf = Write(Directory.GetFiles(Pages, "*.jpg").Order().Select(File.ReadAllBytes));
            (int _, string info) = Tool.Run(Tool.Require("pdfinfo"), "-f", "1", "-l", "3", pdf);
            Assert.Contains("Title:           Scan", info);
            Assert.Matches(@"Pages:\s+3", info);
            (int exitCode, string output) = Tool.Run(Tool.Require("pdftoppm"), "-r", "20", "-png", pdf, Path.Combine(_folder, "page"));
            Assert.True(exitCode == 0 && !output.Contains("rror"), output);
            Assert.Equal(3, Directory.GetFiles(_folder, "page-*.png").Length);
        }

        private string Write(IEnumerable<byte[]> pages)
        {
            var sink = new MemorySink();
            var pdf = new PdfWriter();
            pdf.Begin(sink, new DocumentInfo { Title = "Scan", Producer = "ScanToMail", LocalTime = DateTime.UtcNow, Id = new byte[16] });
            foreach (byte[] page in pages)
            {
                pdf.BeginPage(new PageInfo { Encoding = PageEncoding.Jpeg }).Write(page, 0, page.Length);
                pdf.EndPage();
            }
            pdf.End();
            string file = Path.Combine(_folder, "scan.pdf");
            File.WriteAllBytes(file, sink.Bytes);
            return file;
        }

        private static string FindRoot()
        {
            string? folder = AppContext.BaseDirectory;
            while (folder is not null && !File.Exists(Path.Combine(folder, "nf.sln"))) folder = Path.GetDirectoryName(folder);
            return folder ?? throw new InvalidOperationException("these tests need the checkout that they were built from");
        }
    }
}

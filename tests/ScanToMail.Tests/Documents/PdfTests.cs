using ScanToMail.Documents;
using ScanToMail.Hal;
using ScanToMail.Tests.Jobs;
using ScanToMail.Tests.Support;
using UglyToad.PdfPig;
using Xunit;

namespace ScanToMail.Tests.Documents
{
    /// <summary>PDF of JPEG pages, read back by PdfPig and by a strict reader of our own.</summary>
    public class PdfTests
    {
        [Theory]
        [InlineData(1)]
        [InlineData(2)]
        [InlineData(31)]
        [InlineData(32)]
        [InlineData(33)]
        [InlineData(64)]
        [InlineData(65)]
        [InlineData(300)]
        public void AnyNumberOfPagesHoldsTheScannersOwnBytes(int count)
        {
            byte[][] pages = Enumerable.Range(1, count).Select(number => TestJpeg.Make(scanBytes: 300 + number, seed: number)).ToArray();
            byte[] pdf = Write(pages);
            Assert.Equal(pages, new PdfVerifier(pdf).Images);
            using PdfDocument document = PdfDocument.Open(pdf);
            Assert.Equal(count, document.NumberOfPages);
            Assert.Equal(pages, document.GetPages().Select(page => page.GetImages().Single().RawMemory.ToArray()));
        }

        [Fact]
        public void StripsOfAnySizeGiveTheSameDocument()
        {
            byte[] page = TestJpeg.Make(scanBytes: 9000);
            byte[] expected = Write([page]);
            foreach (int strip in new[] { 1, 2, 3, 7, 19, 64, 511, 4096, 8999 }) Assert.Equal(expected, Write([page], strip));
        }

        [Theory]
        [InlineData(1, "DeviceGray")]
        [InlineData(3, "DeviceRGB")]
        [InlineData(4, "DeviceCMYK")]
        public void TheColourSpaceFollowsTheComponents(int components, string space)
        {
            byte[] pdf = Write([TestJpeg.Make(components: components)]);
            Assert.Contains("/" + space, Referred(pdf, "ColorSpace"));
            using PdfDocument document = PdfDocument.Open(pdf);
            Assert.Single(document.GetPage(1).GetImages());
        }

        [Fact]
        public void AdobesInvertedCmykIsTurnedRound()
        {
            byte[] plain = TestJpeg.Make(components: 4);
            byte[] adobe = [0xFF, 0xEE, 0, 14, .. "Adobe"u8, 0, 100, 0, 0, 0, 0, 2];
            string Decode(byte[] page) => Referred(Write([page]), "Decode");
            Assert.DoesNotContain("[1 0 1 0 1 0 1 0]", Decode(plain));
            Assert.Contains("[1 0 1 0 1 0 1 0]", Decode([.. plain[..20], .. adobe, .. plain[20..]]));
        }

        [Theory]
        [InlineData(200, 200, 0, 0, 1654, 2339, 595.4, 842.0)]
        [InlineData(300, 300, 0, 0, 2480, 3508, 595.2, 841.9)]
        [InlineData(0, 0, 150, 150, 1240, 1754, 595.2, 841.9)]
        [InlineData(200, 100, 0, 0, 1654, 1170, 595.4, 842.4)]
        public void ThePageIsAsLargeAsThePaper(int x, int y, int jfifX, int jfifY, int width, int height, double pointsX, double pointsY)
        {
            byte[] page = TestJpeg.Make(width, height);
            page[13] = (byte)(jfifX > 0 ? 1 : 0);
            if (jfifX > 0) (page[14], page[15], page[16], page[17]) = (0, (byte)jfifX, 0, (byte)jfifY);
            byte[] pdf = Write([page], info: new PageInfo { ResolutionXDpi = x, ResolutionYDpi = y, Encoding = PageEncoding.Jpeg });
            using PdfDocument document = PdfDocument.Open(pdf);
            Assert.Equal(pointsX, document.GetPage(1).Width, 0.6);
            Assert.Equal(pointsY, document.GetPage(1).Height, 0.6);
        }

        [Fact]
        public void TheTitleIsThereInAnyScript()
        {
            foreach (string title in new[] { "Scan", "(paren\\theses)", "Büro", "办公室 😀", "" })
            {
                using PdfDocument document = PdfDocument.Open(Write([TestJpeg.Make()], title: title));
                Assert.Equal(title, document.Information.Title ?? "");
                Assert.Equal("ScanToMail", document.Information.Producer);
            }
        }

        [Theory]
        [InlineData("89504E470D0A1A0A0000000D49484452", "PNG")]
        [InlineData("49492A0008000000", "TIFF")]
        [InlineData("4D4D002A00000008", "TIFF")]
        [InlineData("255044462D312E37", "PDF")]
        [InlineData("474946383961", "GIF")]
        [InlineData("424D3E000000", "BMP")]
        [InlineData("0000000000000000", "page 1")]
        public void WhatIsNoJpegIsNamed(string head, string word)
        {
            byte[] page = [.. Convert.FromHexString(head), .. new byte[600]];
            var refused = Assert.Throws<DocumentException>(() => Write([page]));
            Assert.Equal((DocumentFailure.NotAnImage, 1), (refused.Failure, refused.Page));
            Assert.Contains(word, refused.Message);
        }

        [Fact]
        public void AnEmptyPageIsAnError() => Assert.Throws<DocumentException>(() => Write([[]]));

        [Fact]
        public void ATruncatedPageIsAnErrorWhereverItIsCut()
        {
            byte[] page = TestJpeg.Make(scanBytes: 300);
            for (int length = 0; length < page.Length; length++)
            {
                var refused = Assert.Throws<DocumentException>(() => Write([TestJpeg.Make(), page[..length]]));
                Assert.Equal(2, refused.Page);
            }
        }

        [Theory]
        [InlineData(0xC3, "lossless")]
        [InlineData(0xC9, "arithmetic")]
        [InlineData(0xCA, "arithmetic")]
        [InlineData(0xC5, "hierarchical")]
        public void KindsOfJpegThatAPdfCantHoldAreNamed(int frame, string word)
        {
            byte[] page = TestJpeg.Make();
            page[21] = (byte)frame;
            var refused = Assert.Throws<DocumentException>(() => Write([page]));
            Assert.Equal(DocumentFailure.Unsupported, refused.Failure);
            Assert.Contains(word, refused.Message);
        }

        [Fact]
        public void ProgressiveAndExtendedFramesAreTaken()
        {
            foreach (byte frame in new byte[] { 0xC0, 0xC1, 0xC2 })
            {
                byte[] page = TestJpeg.Make();
                page[21] = frame;
                Assert.Equal(page, new PdfVerifier(Write([page])).Images.Single());
            }
        }

        [Fact]
        public void OtherBitsAndSizesThatMakeNoSenseAreRefused()
        {
            byte[] twelveBit = TestJpeg.Make(), flat = TestJpeg.Make(height: 0), five = TestJpeg.Make(components: 5);
            twelveBit[24] = 12;
            Assert.Contains("12-bit", Assert.Throws<DocumentException>(() => Write([twelveBit])).Message);
            Assert.Contains("size", Assert.Throws<DocumentException>(() => Write([flat])).Message);
            Assert.Contains("5 components", Assert.Throws<DocumentException>(() => Write([five])).Message);
        }

        /// <summary>EXIF 2.3 4.6.4: where the picture's first row and first column are to be seen.</summary>
        [Theory]
        [InlineData(1, "top left", "bottom left")]
        [InlineData(2, "top right", "bottom right")]
        [InlineData(3, "bottom right", "top right")]
        [InlineData(4, "bottom left", "top left")]
        [InlineData(5, "top left", "top right")]
        [InlineData(6, "top right", "top left")]
        [InlineData(7, "bottom right", "bottom left")]
        [InlineData(8, "bottom left", "bottom right")]
        public void ExifOrientationTurnsThePicture(int orientation, string firstPixel, string lastRow)
        {
            byte[] page = WithExif(TestJpeg.Make(width: 100, height: 200), orientation);
            byte[] pdf = Write([page]);
            Assert.Equal(page, new PdfVerifier(pdf).Images.Single());
            using PdfDocument document = PdfDocument.Open(pdf);
            var seen = document.GetPage(1);
            Assert.Equal(orientation >= 5, seen.Width > seen.Height);
            var image = seen.GetImages().Single().BoundingBox;
            string Corner(UglyToad.PdfPig.Core.PdfPoint point) =>
                (point.Y > seen.Height / 2 ? "top " : "bottom ") + (point.X > seen.Width / 2 ? "right" : "left");
            Assert.Equal((firstPixel, lastRow), (Corner(image.TopLeft), Corner(image.BottomLeft)));
        }

        [Fact]
        public void AnUnknownOrientationAndABrokenExifAreNoReasonToRefuse()
        {
            Write([WithExif(TestJpeg.Make(), 9)]);
            byte[] page = TestJpeg.Make();
            byte[] broken = [0xFF, 0xE1, 0, 14, .. "Exif\0\0II"u8, 0xFF, 0xFF, 0xFF, 0xFF];
            Write([[.. page[..20], .. broken, .. page[20..]]]);
        }

        [Fact]
        public void FillBytesAndManySegmentsAreRead()
        {
            byte[] page = TestJpeg.Make();
            byte[] comment = [0xFF, 0xFF, 0xFF, 0xFE, 0x10, 0x00, .. new byte[0x0FFE]];
            byte[] long_ = [.. page[..20], .. comment, .. comment, .. page[20..]];
            Assert.Equal(long_, new PdfVerifier(Write([long_], 33)).Images.Single());
        }

        [Fact]
        public void MutatedPagesGiveASoundDocumentOrAnError()
        {
            int seed = Environment.GetEnvironmentVariable("SCANTOMAIL_SEED") is { } given ? int.Parse(given) : Random.Shared.Next();
            var random = new Random(seed);
            byte[] page = WithExif(TestJpeg.Make(scanBytes: 200), 6);
            int refused = 0;
            for (int round = 0; round < 3000; round++)
            {
                byte[] changed = (byte[])page.Clone();
                for (int i = random.Next(1, 5); i > 0; i--) changed[random.Next(changed.Length)] = (byte)random.Next(256);
                try
                {
                    byte[] pdf = Write([changed], random.Next(1, 300));
                    Assert.True(changed.AsSpan().SequenceEqual(new PdfVerifier(pdf).Images.Single()), $"SCANTOMAIL_SEED={seed}, round {round}");
                }
                catch (DocumentException)
                {
                    refused++;
                }
            }
            Assert.InRange(refused, 100, 2900);
        }

        /// <summary>The object that a key of the first image refers to.</summary>
        private static string Referred(byte[] pdf, string key)
        {
            string text = System.Text.Encoding.Latin1.GetString(pdf);
            string number = System.Text.RegularExpressions.Regex.Match(text, $"/{key} (\\d+) 0 R").Groups[1].Value;
            return number.Length == 0 ? "" : new PdfVerifier(pdf).Object(int.Parse(number));
        }

        /// <summary>An EXIF segment with nothing but an orientation, behind the JFIF segment.</summary>
        private static byte[] WithExif(byte[] page, int orientation)
        {
            byte[] tiff =
            [
                .. "II"u8, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, (byte)orientation, 0, 0, 0, 0, 0, 0, 0
            ];
            byte[] segment = [0xFF, 0xE1, 0, (byte)(2 + 6 + tiff.Length), .. "Exif\0\0"u8, .. tiff];
            return [.. page[..20], .. segment, .. page[20..]];
        }

        private static byte[] Write(byte[][] pages, int strip = 4096, string title = "Scan", PageInfo? info = null)
        {
            var sink = new MemorySink();
            var pdf = new PdfWriter();
            pdf.Begin(sink, new DocumentInfo
            {
                Title = title,
                Producer = "ScanToMail",
                LocalTime = new DateTime(2026, 11, 24, 13, 0, 0),
                UtcOffsetMinutes = 60,
                Id = Enumerable.Range(0, 16).Select(i => (byte)i).ToArray()
            });
            foreach (byte[] page in pages)
            {
                ByteSink into = pdf.BeginPage(info ?? new PageInfo { Encoding = PageEncoding.Jpeg });
                for (int at = 0; at < page.Length; at += strip) into.Write(page, at, Math.Min(strip, page.Length - at));
                pdf.EndPage();
            }
            pdf.End();
            return sink.Bytes;
        }
    }
}

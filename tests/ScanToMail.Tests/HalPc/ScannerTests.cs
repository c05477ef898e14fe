using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using BitMiracle.LibTiff.Classic;
using ScanToMail.Hal;
using ScanToMail.Hal.Pc;
using ScanToMail.Tests.Support;
using Xunit;

namespace ScanToMail.Tests.HalPc
{
    /// <summary>Image files as scan engine: JPEG untouched, everything else as rows whose every byte is known.</summary>
    public sealed class ScannerTests : IDisposable
    {
        // Two rows: black, white, red; green, blue, a gray of 100.
        private static readonly byte[] Rgb = [0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 255, 0, 0, 0, 255, 100, 100, 100];
        private static readonly byte[] Gray = [0, 255, 76, 150, 29, 100];
        private static readonly byte[] Bilevel = [0b1010_0000, 0b0110_0000];
        private readonly string _folder = Directory.CreateTempSubdirectory("scan-").FullName;

        public void Dispose() => Directory.Delete(_folder, recursive: true);

        [Fact]
        public void AJpegPassesUntouched()
        {
            byte[] jpeg = TestJpeg.Make(scanBytes: 10_000);
            Page page = Assert.Single(Scan(ScanColor.Bilevel, Put("a.jpg", jpeg)));
            Assert.Equal(jpeg, page.Bytes);
            Assert.Equal(PageEncoding.Jpeg, page.Info.Encoding);
            Assert.Equal((0, 0, 8), (page.Info.WidthPixels, page.Info.ResolutionXDpi, page.Info.BitsPerSample));
        }

        [Theory]
        [InlineData(".ppm", "P6 3 2 255\n")]
        [InlineData(".pnm", "P6\n# a comment\n3\n2\n255\n")]
        public void APortablePixmapBecomesRows(string ending, string header)
        {
            string file = Put("a" + ending, [.. Encoding.ASCII.GetBytes(header), .. Rgb]);
            HasRows(file, dpiX: 200, dpiY: 200);
        }

        [Fact]
        public void APlainPixmapAndOneOf16BitsBecomeTheSameRows()
        {
            HasRows(Put("a.ppm", Encoding.ASCII.GetBytes("P3 3 2 255\n" + string.Join(" ", Rgb))), 200, 200);
            byte[] wide = [.. Rgb.SelectMany(value => new[] { value, value })];
            HasRows(Put("b.ppm", [.. "P6 3 2 65535\n"u8, .. wide]), 200, 200);
        }

        [Fact]
        public void BitmapsAndGraymapsAreRead()
        {
            Assert.Equal(Bilevel, Rows(ScanColor.Bilevel, Put("a.pbm", [.. "P4 3 2\n"u8, .. Bilevel])));
            Assert.Equal(Bilevel, Rows(ScanColor.Bilevel, Put("b.pbm", "P1 3 2 101 0 1 1"u8.ToArray())));
            Assert.Equal(Gray, Rows(ScanColor.Gray, Put("c.pgm", [.. "P5 3 2 255\n"u8, .. Gray])));
            Assert.Equal([0, 255, 0, 255, 0, 255], Rows(ScanColor.Gray, Put("d.pgm", "P2 3 2 1 0 1 0 1 0 1"u8.ToArray())));
        }

        [Theory]
        [InlineData(7874, 3937, 200, 100)]
        [InlineData(0, 0, 200, 200)]
        public void APngBecomesRowsInItsResolution(int perMetreX, int perMetreY, int dpiX, int dpiY) =>
            HasRows(Put("a.png", Png(perMetreX, perMetreY)), dpiX, dpiY);

        [Theory]
        [InlineData(ResUnit.INCH, 204, 98, 204, 98)]
        [InlineData(ResUnit.CENTIMETER, 80, 80, 203, 203)]
        public void ATiffBecomesRowsInItsResolution(ResUnit unit, int x, int y, int dpiX, int dpiY) =>
            HasRows(Tiff("a.tif", pages: 1, unit, x, y), dpiX, dpiY);

        [Fact]
        public void EveryPageOfATiffIsAPage()
        {
            string[] sources = [Put("1.jpg", TestJpeg.Make()), Tiff("2.tif", pages: 3), Put("3.jpg", TestJpeg.Make())];
            IScanSession session = new ImageScanner(sources).Start(new ScanSettings());
            Assert.Equal(0, session.PageCount);
            session.Close();
            Assert.Equal([PageEncoding.Jpeg, PageEncoding.RawRgb, PageEncoding.RawRgb, PageEncoding.RawRgb, PageEncoding.Jpeg],
                Scan(ScanColor.Color, sources).Select(page => page.Info.Encoding));
        }

        [Fact]
        public void AFolderIsReadInNameOrderAndNumbersCount()
        {
            string[] names = ["page-10.jpg", "page-2.JPG", "page-1.jpeg", "b.jpg", "notes.txt", ".jpg.part"];
            for (int i = 0; i < names.Length; i++) Put(names[i], TestJpeg.Make(seed: i, scanBytes: 100 + i));
            Assert.Equal([103, 102, 101, 100], Scan(ScanColor.Color, _folder).Select(page => page.Bytes.Length - TestJpeg.Make(scanBytes: 0).Length));
            Assert.Equal(4, new ImageScanner([_folder]).Start(new ScanSettings()).PageCount);
        }

        [Fact]
        public void WithoutAnImageTheFeederIsEmpty()
        {
            Put("notes.txt", [1]);
            Assert.Equal(ScanFailure.FeederEmpty, Failure(() => Scan(ScanColor.Color, _folder)));
            Assert.Equal(ScanFailure.FeederEmpty, Failure(() => Scan(ScanColor.Color)));
        }

        [Theory]
        [InlineData("a.png")]
        [InlineData("a.tif")]
        [InlineData("a.ppm")]
        [InlineData("a.jpg")]
        public void WhatIsNoImageIsHandedOnForTheFirmwareToSee(string name)
        {
            byte[] text = "This is a letter and no picture."u8.ToArray();
            Page page = Assert.Single(Scan(ScanColor.Color, Put(name, text)));
            Assert.Equal(text, page.Bytes);
            Assert.Equal(PageEncoding.Jpeg, page.Info.Encoding);
        }

        [Fact]
        public void AnImageCutShortIsHandedOnWholeAndGivesNoPagesOfItsOwn()
        {
            byte[] tiff = File.ReadAllBytes(Tiff("whole.tif", pages: 2));
            byte[] png = Png(0, 0);
            byte[] ppm = [.. "P6 3 2 255\n"u8, .. Rgb];
            foreach ((string name, byte[] whole) in new[] { ("a.tif", tiff), ("b.png", png), ("c.ppm", ppm) })
            {
                for (int length = 1; length < whole.Length; length += Math.Max(1, whole.Length / 40))
                {
                    string file = Put(name, whole[..length]);
                    Page[] pages = Scan(ScanColor.Color, file);
                    Assert.True(pages.Length == 1 || name == "a.tif", $"{name} cut at {length}");
                    Page last = pages[^1];
                    if (last.Info.Encoding == PageEncoding.Jpeg) Assert.Equal(whole[..length], last.Bytes);
                    Assert.True(pages.Length == 1 || pages.All(page => page.Info.Encoding == PageEncoding.RawRgb), $"{name} cut at {length}");
                }
            }
        }

        [Theory]
        [InlineData("P6 99999 99999 255\n")]
        [InlineData("P6 0 2 255\n")]
        [InlineData("P6 3 2 70000\n")]
        [InlineData("P7 3 2 255\n")]
        [InlineData("P6 3\n")]
        public void APixmapWithAnImpossibleHeaderIsNoImage(string header)
        {
            string file = Put("a.ppm", [.. Encoding.ASCII.GetBytes(header), .. Rgb]);
            Assert.Equal(PageEncoding.Jpeg, Assert.Single(Scan(ScanColor.Color, file)).Info.Encoding);
        }

        [Fact]
        public void ACancelledScanSaysSoAndAFileThatWentAwayIsAnErrorOfTheScan()
        {
            string file = Put("a.jpg", TestJpeg.Make());
            IScanSession session = new ImageScanner([file, file]).Start(new ScanSettings());
            Assert.Equal(2, session.PageCount);
            Assert.True(session.NextPage(new PageInfo(), 1000));
            session.Cancel();
            Assert.Equal(ScanFailure.Cancelled, Failure(() => session.Read(new byte[10], 0, 10, 1000)));
            Assert.Equal(ScanFailure.Cancelled, Failure(() => session.NextPage(new PageInfo(), 1000)));
            session.Close();
            session.Close();
            session = new ImageScanner([file]).Start(new ScanSettings());
            File.Delete(file);
            Failure(() => session.NextPage(new PageInfo(), 1000));
            session.Close();
        }

        [Fact]
        public void TheFeederCanBeScannedAgain()
        {
            var scanner = new ImageScanner([Put("a.jpg", TestJpeg.Make())]);
            for (int i = 0; i < 2; i++)
            {
                IScanSession session = scanner.Start(new ScanSettings());
                Assert.True(session.NextPage(new PageInfo(), 1000));
                session.Close();
            }
        }

        private static ScanFailure Failure(Action action) => Assert.Throws<ScanException>(action).Failure;

        private static byte[] Rows(ScanColor color, string file) => Assert.Single(Scan(color, file)).Bytes;

        private static void HasRows(string file, int dpiX, int dpiY)
        {
            foreach ((ScanColor color, PageEncoding encoding, int bits, byte[] rows) in new[]
            {
                (ScanColor.Color, PageEncoding.RawRgb, 8, Rgb), (ScanColor.Gray, PageEncoding.RawGray, 8, Gray),
                (ScanColor.Bilevel, PageEncoding.RawBilevel, 1, Bilevel)
            })
            {
                Page page = Assert.Single(Scan(color, file));
                Assert.Equal((encoding, bits, 3, 2), (page.Info.Encoding, page.Info.BitsPerSample, page.Info.WidthPixels, page.Info.HeightPixels));
                Assert.Equal((dpiX, dpiY), (page.Info.ResolutionXDpi, page.Info.ResolutionYDpi));
                Assert.Equal(rows, page.Bytes);
            }
        }

        /// <summary>All pages of a scan at 200 dpi, read in odd pieces.</summary>
        private static Page[] Scan(ScanColor color, params string[] sources)
        {
            IScanSession session = new ImageScanner(sources).Start(new ScanSettings { Color = color, ResolutionDpi = 200 });
            var pages = new List<Page>();
            var buffer = new byte[777];
            for (var info = new PageInfo(); session.NextPage(info, 1000); info = new PageInfo())
            {
                var bytes = new MemoryStream();
                int count;
                while ((count = session.Read(buffer, 3, 771, 1000)) > 0) bytes.Write(buffer, 3, count);
                pages.Add(new Page(info, bytes.ToArray()));
            }
            session.Close();
            return [.. pages];
        }

        private static byte[] Png(int perMetreX, int perMetreY)
        {
            var png = new MemoryStream();
            png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
            Chunk(png, "IHDR", [0, 0, 0, 3, 0, 0, 0, 2, 8, 2, 0, 0, 0]);
            if (perMetreX > 0)
            {
                var physical = new byte[9];
                BinaryPrimitives.WriteInt32BigEndian(physical, perMetreX);
                BinaryPrimitives.WriteInt32BigEndian(physical.AsSpan(4), perMetreY);
                physical[8] = 1;
                Chunk(png, "pHYs", physical);
            }
            var packed = new MemoryStream();
            using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            {
                zlib.Write([0, .. Rgb[..9], 0, .. Rgb[9..]]);
            }
            Chunk(png, "IDAT", packed.ToArray());
            Chunk(png, "IEND", []);
            return png.ToArray();
        }

        private static void Chunk(Stream png, string type, byte[] data)
        {
            byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
            var number = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
            png.Write(number);
            png.Write(body);
            BinaryPrimitives.WriteUInt32BigEndian(number, Checksum.Crc32(body));
            png.Write(number);
        }

        private string Tiff(string name, int pages, ResUnit unit = ResUnit.INCH, int x = 200, int y = 200)
        {
            string file = Path.Combine(_folder, name);
            using Tiff tiff = BitMiracle.LibTiff.Classic.Tiff.Open(file, "w");
            for (int page = 0; page < pages; page++)
            {
                tiff.SetField(TiffTag.IMAGEWIDTH, 3);
                tiff.SetField(TiffTag.IMAGELENGTH, 2);
                tiff.SetField(TiffTag.BITSPERSAMPLE, 8);
                tiff.SetField(TiffTag.SAMPLESPERPIXEL, 3);
                tiff.SetField(TiffTag.PHOTOMETRIC, Photometric.RGB);
                tiff.SetField(TiffTag.PLANARCONFIG, PlanarConfig.CONTIG);
                tiff.SetField(TiffTag.ROWSPERSTRIP, 1);
                tiff.SetField(TiffTag.RESOLUTIONUNIT, unit);
                tiff.SetField(TiffTag.XRESOLUTION, (double)x);
                tiff.SetField(TiffTag.YRESOLUTION, (double)y);
                tiff.WriteScanline(Rgb[..9], 0);
                tiff.WriteScanline(Rgb[9..], 1);
                tiff.WriteDirectory();
            }
            return file;
        }

        private string Put(string name, byte[] bytes)
        {
            string file = Path.Combine(_folder, name);
            File.WriteAllBytes(file, bytes);
            return file;
        }

        private sealed record Page(PageInfo Info, byte[] Bytes);
    }
}

using System.Buffers.Binary;
using System.Text.RegularExpressions;
using BitMiracle.LibTiff.Classic;
using StbImageSharp;

namespace ScanToMail.Hal.Pc
{
    /// <summary>
    /// Image files as scan engine. JPEG files pass untouched; PNG, PNM and TIFF become raw rows in the colour mode that
    /// is asked for. A file that is no image is handed on as what its name says, for the firmware must see that itself.
    /// </summary>
    public sealed partial class ImageScanner(IReadOnlyList<string> sources) : IScanner
    {
        private static readonly string[] Endings = [".jpg", ".jpeg", ".png", ".pbm", ".pgm", ".ppm", ".pnm", ".tif", ".tiff"];

        /// <inheritdoc/>
        public IScanSession Start(ScanSettings settings)
        {
            string[] files = sources.SelectMany(Files).ToArray();
            if (files.Length == 0) throw new ScanException(ScanFailure.FeederEmpty, "there is no image file to scan");
            return new ImageScanSession(files, settings);
        }

        internal static bool IsTiff(string file) =>
            Path.GetExtension(file).StartsWith(".tif", StringComparison.OrdinalIgnoreCase);

        /// <summary>In name order, with 2 before 10.</summary>
        private static IEnumerable<string> Files(string source)
        {
            if (!Directory.Exists(source)) return File.Exists(source) ? [source] : [];
            return Directory.GetFiles(source)
                .Where(file => Endings.Contains(Path.GetExtension(file).ToLowerInvariant()))
                .OrderBy(file => Digits().Replace(file, run => run.Value.PadLeft(12, '0')), StringComparer.Ordinal);
        }

        [GeneratedRegex("[0-9]+")]
        private static partial Regex Digits();
    }

    /// <summary>A pile of image files.</summary>
    internal sealed class ImageScanSession(string[] files, ScanSettings settings) : IScanSession
    {
        private readonly Queue<RasterPage> _pending = new();
        private Stream? _page;
        private int _next;
        private volatile bool _isCancelled;

        /// <summary>Known only where no file may hold several pages.</summary>
        public int PageCount => files.Any(ImageScanner.IsTiff) ? 0 : files.Length;

        public bool NextPage(PageInfo page, int timeoutMs)
        {
            StopIfCancelled();
            if (_pending.Count == 0 && _next < files.Length)
            {
                string file = files[_next++];
                if (IsRaster(file) && Rasters.TryRead(file, settings.Color, _pending)) return Begin(page, _pending.Dequeue());
                return BeginFile(page, file);
            }
            return _pending.Count > 0 && Begin(page, _pending.Dequeue());
        }

        public int Read(byte[] buffer, int offset, int count, int timeoutMs)
        {
            StopIfCancelled();
            return _page!.Read(buffer, offset, count);
        }

        public void Cancel() => _isCancelled = true;

        public void Close() => _page?.Dispose();

        private bool BeginFile(PageInfo page, string file)
        {
            _page?.Dispose();
            _page = Open(file);
            page.Encoding = PageEncoding.Jpeg;
            page.BitsPerSample = 8;
            // Width, height and resolution are in the JPEG itself.
            page.WidthPixels = page.HeightPixels = page.ResolutionXDpi = page.ResolutionYDpi = 0;
            return true;
        }

        private static FileStream Open(string file)
        {
            try
            {
                return File.OpenRead(file);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new ScanException(ScanFailure.Damaged, error.Message);
            }
        }

        private bool Begin(PageInfo page, RasterPage raster)
        {
            _page?.Dispose();
            _page = new MemoryStream(raster.Rows, writable: false);
            page.Encoding = raster.Encoding;
            page.BitsPerSample = raster.Encoding == PageEncoding.RawBilevel ? 1 : 8;
            page.WidthPixels = raster.WidthPixels;
            page.HeightPixels = raster.HeightPixels;
            page.ResolutionXDpi = raster.Dpi.X > 0 ? raster.Dpi.X : settings.ResolutionDpi;
            page.ResolutionYDpi = raster.Dpi.Y > 0 ? raster.Dpi.Y : settings.ResolutionDpi;
            return true;
        }

        private void StopIfCancelled()
        {
            if (_isCancelled) throw new ScanException(ScanFailure.Cancelled, "the scan was cancelled");
        }

        private static bool IsRaster(string file) =>
            !Path.GetExtension(file).StartsWith(".jp", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A page as rows; 0 dpi where the file does not tell.</summary>
    internal sealed record RasterPage(int WidthPixels, int HeightPixels, (int X, int Y) Dpi, PageEncoding Encoding, byte[] Rows);

    /// <summary>Reads PNG, PNM and TIFF.</summary>
    internal static class Rasters
    {
        private const int PixelLimit = 200_000_000;
        private const double MetresOfInch = 0.0254;
        private const double CentimetresOfInch = 2.54;

        static Rasters() => Tiff.SetErrorHandler(new SilentHandler());

        /// <summary>Adds the file's pages; false, and none added, when it is no image or a broken one.</summary>
        public static bool TryRead(string file, ScanColor color, Queue<RasterPage> pages)
        {
            try
            {
                if (ImageScanner.IsTiff(file)) return TryReadTiff(file, color, pages);
                byte[] bytes = File.ReadAllBytes(file);
                if (Pnm.TryRead(bytes, out int width, out int height, out byte[] rgb))
                {
                    pages.Enqueue(Convert(width, height, (0, 0), rgb, color));
                    return true;
                }
                ImageResult image = ImageResult.FromMemory(bytes, ColorComponents.RedGreenBlue);
                pages.Enqueue(Convert(image.Width, image.Height, PngDpi(bytes), image.Data, color));
                return true;
            }
            catch (Exception)
            {
                // The readers throw whatever they stumble over; then the file is no image, and the firmware will say so.
                return false;
            }
        }

        private static bool TryReadTiff(string file, ScanColor color, Queue<RasterPage> pages)
        {
            using Tiff? tiff = Tiff.Open(file, "r");
            if (tiff is null) return false;
            var found = new List<RasterPage>();
            do
            {
                int width = tiff.GetField(TiffTag.IMAGEWIDTH)[0].ToInt();
                int height = tiff.GetField(TiffTag.IMAGELENGTH)[0].ToInt();
                if (width < 1 || height < 1 || (long)width * height > PixelLimit) return false;
                var raster = new int[width * height];
                if (!tiff.ReadRGBAImageOriented(width, height, raster, Orientation.TOPLEFT, stopOnError: true)) return false;
                var rgb = new byte[width * height * 3];
                for (int i = 0; i < raster.Length; i++)
                {
                    rgb[i * 3] = (byte)Tiff.GetR(raster[i]);
                    rgb[i * 3 + 1] = (byte)Tiff.GetG(raster[i]);
                    rgb[i * 3 + 2] = (byte)Tiff.GetB(raster[i]);
                }
                found.Add(Convert(width, height, (TiffDpi(tiff, TiffTag.XRESOLUTION), TiffDpi(tiff, TiffTag.YRESOLUTION)), rgb, color));
            }
            while (tiff.ReadDirectory());
            found.ForEach(pages.Enqueue);
            return true;
        }

        private static int TiffDpi(Tiff tiff, TiffTag tag)
        {
            double value = tiff.GetField(tag) is { } field ? field[0].ToDouble() : 0;
            int unit = tiff.GetFieldDefaulted(TiffTag.RESOLUTIONUNIT)[0].ToInt();
            if (unit == (int)ResUnit.NONE) return 0;
            return (int)Math.Round(unit == (int)ResUnit.CENTIMETER ? value * CentimetresOfInch : value);
        }

        /// <summary>Resolution of a PNG's pHYs chunk, or 0.</summary>
        private static (int X, int Y) PngDpi(byte[] bytes)
        {
            int at = bytes.AsSpan().IndexOf("pHYs"u8);
            if (at < 0 || at + 13 > bytes.Length || bytes[at + 12] != 1) return (0, 0);
            return (PerInch(bytes.AsSpan(at + 4)), PerInch(bytes.AsSpan(at + 8)));

            static int PerInch(ReadOnlySpan<byte> perMetre) =>
                (int)Math.Round(BinaryPrimitives.ReadUInt32BigEndian(perMetre) * MetresOfInch);
        }

        private static RasterPage Convert(int width, int height, (int X, int Y) dpi, byte[] rgb, ScanColor color)
        {
            if (color == ScanColor.Color) return new RasterPage(width, height, dpi, PageEncoding.RawRgb, rgb);
            var gray = new byte[width * height];
            for (int i = 0; i < gray.Length; i++)
            {
                gray[i] = (byte)((rgb[i * 3] * 299 + rgb[i * 3 + 1] * 587 + rgb[i * 3 + 2] * 114 + 500) / 1000);
            }
            return color == ScanColor.Gray
                ? new RasterPage(width, height, dpi, PageEncoding.RawGray, gray)
                : new RasterPage(width, height, dpi, PageEncoding.RawBilevel, Threshold(width, height, gray));
        }

        private static byte[] Threshold(int width, int height, byte[] gray)
        {
            int stride = (width + 7) / 8;
            var rows = new byte[stride * height];
            for (int y = 0; y < height; y++)
            {
                for (int x = 0; x < width; x++)
                {
                    if (gray[y * width + x] < 128) rows[y * stride + x / 8] |= (byte)(0x80 >> (x % 8));
                }
            }
            return rows;
        }

        /// <summary>What is wrong with a file is the firmware's to say; the library would write it to the terminal.</summary>
        private sealed class SilentHandler : TiffErrorHandler
        {
            public override void WarningHandler(Tiff tif, string method, string format, params object[] args)
            {
            }

            public override void WarningHandlerExt(Tiff tif, object clientData, string method, string format, params object[] args)
            {
            }

            public override void ErrorHandler(Tiff tif, string method, string format, params object[] args)
            {
            }

            public override void ErrorHandlerExt(Tiff tif, object clientData, string method, string format, params object[] args)
            {
            }
        }
    }
}

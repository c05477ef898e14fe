using System;

namespace ScanToMail.Hal
{
    /// <summary>The scan engine.</summary>
    public interface IScanner
    {
        /// <summary>
        /// Starts one scan: as many pages as lie in the feeder, or one from the glass. Blocks until the engine has
        /// taken the settings, 30 s at most. The session must be closed before the next one starts.
        /// Throws <see cref="ScanException"/>.
        /// </summary>
        IScanSession Start(ScanSettings settings);
    }

    /// <summary>What is wanted of a scan.</summary>
    public sealed class ScanSettings
    {
        /// <summary>Dots per inch in both directions.</summary>
        public int ResolutionDpi = 300;

        /// <summary>Colour mode.</summary>
        public ScanColor Color = ScanColor.Color;

        /// <summary>Whether the engine should give JPEG pages where it can; otherwise raw strips.</summary>
        public bool PreferJpeg = true;
    }

    /// <summary>Colour modes, as SANE's "mode" option knows them: Lineart, Gray, Color.</summary>
    public enum ScanColor
    {
        /// <summary>One bit a pixel, black and white.</summary>
        Bilevel,

        /// <summary>Gray, 8 bits.</summary>
        Gray,

        /// <summary>Colour, 8 bits a channel.</summary>
        Color
    }

    /// <summary>One scan under way: pages in order, each a run of bytes. One thread uses it; Cancel may come from
    /// another.</summary>
    public interface IScanSession
    {
        /// <summary>How many pages there will be, or 0 while the engine can't tell (a feeder).</summary>
        int PageCount { get; }

        /// <summary>
        /// Waits for the next page and describes it in <paramref name="page"/>; false when there is none left. The
        /// page before must have been read to its end. Blocks at most <paramref name="timeoutMs"/>.
        /// Throws <see cref="ScanException"/>.
        /// </summary>
        bool NextPage(PageInfo page, int timeoutMs);

        /// <summary>
        /// Reads the page's next bytes, as many as have come, at least one; 0 at the page's end. Blocks at most
        /// <paramref name="timeoutMs"/>. Throws <see cref="ScanException"/>.
        /// </summary>
        int Read(byte[] buffer, int offset, int count, int timeoutMs);

        /// <summary>Stops the engine; a blocked call then throws <see cref="ScanException"/> Cancelled.</summary>
        void Cancel();

        /// <summary>Ends the scan and frees the engine; may be called again. Throws nothing.</summary>
        void Close();
    }

    /// <summary>How the bytes of a page are to be understood.</summary>
    public enum PageEncoding
    {
        /// <summary>A JPEG file (ITU-T T.81), from SOI to EOI.</summary>
        Jpeg,

        /// <summary>Rows of one bit a pixel, 1 is black, the leftmost pixel in the highest bit, rows start at a byte.</summary>
        RawBilevel,

        /// <summary>Rows of one byte a pixel, 0 is black.</summary>
        RawGray,

        /// <summary>Rows of three bytes a pixel: red, green, blue.</summary>
        RawRgb
    }

    /// <summary>A page's description.</summary>
    public sealed class PageInfo
    {
        /// <summary>Width in pixels; 0 where only the JPEG itself tells.</summary>
        public int WidthPixels;

        /// <summary>Height in pixels; 0 where it is not known before the end.</summary>
        public int HeightPixels;

        /// <summary>Dots per inch across; 0 where not known.</summary>
        public int ResolutionXDpi;

        /// <summary>Dots per inch down; 0 where not known.</summary>
        public int ResolutionYDpi;

        /// <summary>Bits of one sample: 1 or 8.</summary>
        public int BitsPerSample;

        /// <summary>How the bytes are to be understood.</summary>
        public PageEncoding Encoding;
    }

    /// <summary>Why a scan failed.</summary>
    public enum ScanFailure
    {
        /// <summary>No paper in the feeder.</summary>
        FeederEmpty,

        /// <summary>Paper jam.</summary>
        Jam,

        /// <summary>A cover is open.</summary>
        CoverOpen,

        /// <summary>A person cancelled.</summary>
        Cancelled,

        /// <summary>The engine is busy or warming up for too long.</summary>
        Busy,

        /// <summary>The engine does not answer.</summary>
        Timeout,

        /// <summary>The engine can't do what was asked.</summary>
        Unsupported,

        /// <summary>Bytes were lost or damaged between engine and board.</summary>
        Damaged
    }

    /// <summary>A scan failed.</summary>
    public class ScanException : Exception
    {
        /// <summary>An error with its kind and the engine's own words.</summary>
        public ScanException(ScanFailure failure, string message) : base(message)
        {
            Failure = failure;
        }

        /// <summary>Which way it failed.</summary>
        public ScanFailure Failure { get; }
    }
}

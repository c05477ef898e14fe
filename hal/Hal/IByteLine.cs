namespace ScanToMail.Hal
{
    /// <summary>
    /// A line of bytes in both directions to the scan engine's processor: a UART, or SPI with a data-ready line
    /// (hal/SPEC-scan-link.md). It may lose, change or add bytes but keeps their order; the link above it mends
    /// that. One thread uses it.
    /// </summary>
    public interface IByteLine
    {
        /// <summary>
        /// How many received bytes the line keeps while nobody reads, also while a native call stands in the way
        /// of every thread (on ESP32 a task of the driver fills its own buffer; as SPI master nothing comes
        /// unasked, so any number holds). What comes beyond is lost. At least 512.
        /// </summary>
        int ReceiveBufferBytes { get; }

        /// <summary>
        /// Reads what is there, at least one byte; blocks at most <paramref name="timeoutMs"/> (0 or more) for the
        /// first one. Returns 0 when none came. Throws nothing.
        /// </summary>
        int Read(byte[] buffer, int offset, int count, int timeoutMs);

        /// <summary>Writes all of it. Blocks for the line's speed, at most 1 s; what did not go out by then is lost.
        /// Throws nothing.</summary>
        void Write(byte[] buffer, int offset, int count);
    }
}

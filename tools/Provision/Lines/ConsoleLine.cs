namespace ScanToMail.Provision.Lines
{
    /// <summary>Bytes to and from a device's serial console, over whatever carries them.</summary>
    internal abstract class ConsoleLine : IDisposable
    {
        /// <summary>
        /// Opens what <c>--port</c> names: a serial port (/dev/ttyUSB0, COM3), a pseudo-terminal's path or
        /// tcp:HOST:PORT. Throws <see cref="LineException"/>.
        /// </summary>
        public static ConsoleLine Open(string address)
        {
            if (address.StartsWith("tcp:", StringComparison.OrdinalIgnoreCase))
            {
                return TcpConsoleLine.Open(address);
            }

            return SerialConsoleLine.Open(address);
        }

        /// <summary>
        /// Reads what is there; waits at most <paramref name="timeoutMs"/> for the first byte. Returns 0 when none
        /// came. Throws <see cref="LineException"/> when the line is gone.
        /// </summary>
        public abstract int Read(byte[] buffer, int timeoutMs);

        /// <summary>Writes all of it. Throws <see cref="LineException"/> when the line is gone.</summary>
        public abstract void Write(ReadOnlySpan<byte> bytes);

        /// <summary>Closes the line.</summary>
        public abstract void Dispose();
    }

    /// <summary>The line can't be opened, or is gone. The message says what to do.</summary>
    internal sealed class LineException(string message) : Exception(message);
}

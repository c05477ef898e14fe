namespace ScanToMail.Hal
{
    /// <summary>
    /// Randomness fit for secrets: boundaries, Message-IDs, salts, DNS query ids. On ESP32 its source is the chip's
    /// hardware generator, which is a true one only while radio or bootloader entropy source is on; Hal.Esp32 says how it
    /// gets at it. On a PC it is the operating system's. System.Random is no source.
    /// </summary>
    public interface IRandom
    {
        /// <summary>Fills with random bytes. Does not block for long, throws nothing.</summary>
        void Fill(byte[] buffer, int offset, int count);
    }
}

namespace ScanToMail.ScanLink
{
    /// <summary>
    /// How much the engine may send unasked, so that it all fits into what the line keeps while the board's threads
    /// stand still (a TLS handshake can take 15 s and more).
    /// </summary>
    internal sealed class LinkCredit
    {
        /// <summary>The least a line must keep.</summary>
        public const int BufferMinBytes = 512;

        private const int ReserveBytes = 128;
        private const int FramesMax = 8;

        /// <summary>Credit for a line: strips as long as allowed, but two of them must fit.</summary>
        public LinkCredit(int receiveBufferBytes)
        {
            int roomBytes = receiveBufferBytes - ReserveBytes;
            StripBytes = roomBytes / 2 - LinkPort.OverheadBytes;
            if (StripBytes > LinkPort.PayloadMaxBytes) StripBytes = LinkPort.PayloadMaxBytes;
            Frames = roomBytes / (StripBytes + LinkPort.OverheadBytes);
            if (Frames > FramesMax) Frames = FramesMax;
        }

        /// <summary>Most bytes of a strip.</summary>
        public int StripBytes { get; }

        /// <summary>Frames that may be under way.</summary>
        public int Frames { get; }
    }
}

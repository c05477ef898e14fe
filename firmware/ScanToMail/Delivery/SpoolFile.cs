using ScanToMail.Hal;

namespace ScanToMail.Delivery
{
    /// <summary>A document on its way into the spool. It is worth something only once the spool has accepted it.</summary>
    public sealed class SpoolFile : ByteSink
    {
        private readonly IFlashFile _file;
        private readonly long _roomBytes;

        internal SpoolFile(IFlashFile file, long roomBytes)
        {
            _file = file;
            _roomBytes = roomBytes;
        }

        /// <summary>Bytes written so far.</summary>
        public long LengthBytes { get; private set; }

        /// <summary>Bytes that may still come.</summary>
        public long RoomBytes
        {
            get { return _roomBytes - LengthBytes; }
        }

        /// <summary>Throws <see cref="FlashException"/>: Full.</summary>
        public override void Write(byte[] buffer, int offset, int count)
        {
            if (count > RoomBytes) throw new FlashException(FlashFailure.Full, "the spool has no room left");
            _file.Write(buffer, offset, count);
            LengthBytes += count;
        }

        internal void Close()
        {
            _file.Close();
        }
    }
}

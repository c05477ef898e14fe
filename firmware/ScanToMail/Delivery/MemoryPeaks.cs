using ScanToMail.Hal;

namespace ScanToMail.Delivery
{
    /// <summary>The most memory that was in use, by stage, since the start. Each look costs a collection, so it is taken
    /// once a stage and job, while all of the stage's buffers are held.</summary>
    public sealed class MemoryPeaks
    {
        private readonly IMemory _memory;

        /// <summary>Peaks over a board's figures.</summary>
        public MemoryPeaks(IMemory memory)
        {
            _memory = memory;
        }

        /// <summary>Bytes in use while a scan was being kept or passed on, or 0 before the first one.</summary>
        public long ScanningBytes { get; private set; }

        /// <summary>Bytes in use while a mail was being sent, or 0 before the first one.</summary>
        public long SendingBytes { get; private set; }

        /// <summary>Bytes in use now.</summary>
        public long UsedBytes
        {
            get { return _memory.TotalBytes - _memory.FreeBytes; }
        }

        internal void NoteScanning()
        {
            long usedBytes = UsedBytes;
            if (usedBytes > ScanningBytes) ScanningBytes = usedBytes;
        }

        internal void NoteSending()
        {
            long usedBytes = UsedBytes;
            if (usedBytes > SendingBytes) SendingBytes = usedBytes;
        }
    }
}

using System;

namespace ScanToMail.Tests.OnDevice
{
    /// <summary>Keeps what is written into it, up to its size.</summary>
    internal sealed class MemorySink : ByteSink
    {
        private readonly byte[] _bytes;

        public MemorySink(int size)
        {
            _bytes = new byte[size];
        }

        public int Count { get; private set; }

        public byte[] Bytes
        {
            get { return _bytes; }
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            Array.Copy(buffer, offset, _bytes, Count, count);
            Count += count;
        }
    }
}

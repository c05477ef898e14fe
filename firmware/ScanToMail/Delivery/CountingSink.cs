namespace ScanToMail.Delivery
{
    /// <summary>Counts bytes and passes them on, if there is somewhere to pass them to.</summary>
    internal sealed class CountingSink : ByteSink
    {
        private ByteSink _next;
        private long _count;

        /// <summary>Bytes that came since <see cref="Begin"/>.</summary>
        public long Count
        {
            get { return _count; }
        }

        /// <summary>Starts at 0; null passes nothing on.</summary>
        public void Begin(ByteSink next)
        {
            _next = next;
            _count = 0;
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            _count += count;
            if (_next != null) _next.Write(buffer, offset, count);
        }
    }
}

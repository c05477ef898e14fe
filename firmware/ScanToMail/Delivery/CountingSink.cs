namespace ScanToMail.Delivery
{
    /// <summary>Passes bytes on and counts them.</summary>
    internal sealed class CountingSink : ByteSink
    {
        private ByteSink _next;

        /// <summary>Bytes that passed since <see cref="Begin"/>.</summary>
        public long Count { get; private set; }

        public void Begin(ByteSink next)
        {
            _next = next;
            Count = 0;
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            Count += count;
            _next.Write(buffer, offset, count);
        }
    }
}

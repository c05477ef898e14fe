namespace ScanToMail.Tests.Support
{
    /// <summary>Keeps what is pushed into it.</summary>
    public sealed class MemorySink : ByteSink
    {
        private readonly MemoryStream _bytes = new();

        public byte[] Bytes => _bytes.ToArray();

        public string Text => System.Text.Encoding.Latin1.GetString(Bytes);

        public override void Write(byte[] buffer, int offset, int count) => _bytes.Write(buffer, offset, count);
    }
}

using System.Text;
using Xunit;

namespace ScanToMail.Tests
{
    public class ByteSinkTests
    {
        private sealed class Collector : ByteSink
        {
            public readonly MemoryStream Bytes = new();
            public override void Write(byte[] buffer, int offset, int count) => Bytes.Write(buffer, offset, count);
        }

        [Fact]
        public void TextArrivesAsOneByteACharacter()
        {
            var sink = new Collector();
            sink.WriteAscii("JVBERi0=");
            Assert.Equal("JVBERi0=", Encoding.ASCII.GetString(sink.Bytes.ToArray()));
        }
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ScanToMail.Hal.Pc;
using Xunit;

namespace ScanToMail.Tests.HalPc
{
    /// <summary>The serial line that is a TCP port or a pseudo-terminal.</summary>
    public sealed class SerialLineTests
    {
        private const int LongMs = 20_000;
        private readonly byte[] _buffer = new byte[256];

        [Fact]
        public void BytesGoBothWaysOverTcpAndTheLineOutlivesItsUsers()
        {
            using PcSerialLine line = PcSerialLine.Open("tcp:0");
            Assert.Equal(0, line.Read(_buffer, 0, 10, 30));
            line.Write("nobody hears this"u8.ToArray(), 0, 17);
            for (int i = 0; i < 2; i++)
            {
                using var user = new TcpClient();
                user.Connect(IPAddress.Loopback, int.Parse(line.Address));
                user.GetStream().Write("status\r\n"u8);
                Assert.Equal("status\r\n", Text(line, 8));
                line.Write("xOK\r\n"u8.ToArray(), 1, 4);
                user.GetStream().ReadExactly(_buffer, 0, 4);
                Assert.Equal("OK\r\n", Encoding.ASCII.GetString(_buffer, 0, 4));
            }
        }

        [Fact]
        public void AUserWhoReadsNothingStopsNobody()
        {
            using PcSerialLine line = PcSerialLine.Open("tcp:0");
            using var user = new TcpClient();
            user.Connect(IPAddress.Loopback, int.Parse(line.Address));
            user.GetStream().Write("x"u8);
            Assert.Equal("x", Text(line, 1));
            line.WriteLimitMs = 300;
            var watch = Stopwatch.StartNew();
            var much = new byte[64 << 20];
            line.Write(much, 0, much.Length);
            Assert.InRange(watch.ElapsedMilliseconds, 250, LongMs / 2);
        }

        [Fact]
        public void BytesGoBothWaysOverAPseudoTerminal()
        {
            if (OperatingSystem.IsWindows()) return;
            using PcSerialLine line = PcSerialLine.Open("pty");
            using var user = new FileStream(line.Address, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, 0);
            byte[] sent = [0, 3, 4, 10, 13, 17, 19, 26, 127, 200, 255];
            user.Write(sent);
            Text(line, sent.Length);
            Assert.Equal(sent, _buffer[..sent.Length]);
            line.Write(sent, 0, sent.Length);
            user.ReadExactly(_buffer, 0, sent.Length);
            Assert.Equal(sent, _buffer[..sent.Length]);
        }

        [Fact]
        public void APseudoTerminalWhereNobodyListensStopsNobody()
        {
            if (OperatingSystem.IsWindows()) return;
            using PcSerialLine line = PcSerialLine.Open("pty");
            line.WriteLimitMs = 300;
            var watch = Stopwatch.StartNew();
            line.Write(new byte[100_000], 0, 100_000);
            Assert.InRange(watch.ElapsedMilliseconds, 250, LongMs / 2);
        }

        [Theory]
        [InlineData("")]
        [InlineData("tcp:")]
        [InlineData("tcp:65536")]
        [InlineData("tcp:-1")]
        [InlineData("com1")]
        public void WhatIsNoLineIsRefused(string kind) => Assert.Throws<FormatException>(() => PcSerialLine.Open(kind));

        [Fact]
        public void NoLineIsSilent()
        {
            using PcSerialLine line = PcSerialLine.Open("none");
            line.Write(_buffer, 0, 10);
            Assert.Equal(0, line.Read(_buffer, 0, 10, 10));
        }

        [Fact]
        public void ATcpPortThatIsTakenIsAnError()
        {
            var other = new TcpListener(IPAddress.Loopback, 0);
            other.Start();
            Assert.Throws<IOException>(() => PcSerialLine.Open("tcp:" + ((IPEndPoint)other.LocalEndpoint).Port));
            other.Stop();
        }

        private string Text(PcSerialLine line, int count)
        {
            int read = 0;
            while (read < count)
            {
                int part = line.Read(_buffer, read, count - read, LongMs);
                Assert.True(part > 0, "nothing came");
                read += part;
            }
            return Encoding.ASCII.GetString(_buffer, 0, count);
        }
    }
}

using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using ScanToMail.Hal.Pc;
using Xunit;

namespace ScanToMail.Tests.HalPc
{
    /// <summary>The PC's clock against time servers of all kinds, its randomness and its buttons.</summary>
    public sealed class DevicesTests
    {
        private const int LongMs = 20_000;
        private static readonly DateTime Noon = new(2031, 5, 6, 12, 0, 0, DateTimeKind.Utc);
        private readonly LoopbackMap _map = new();

        [Fact]
        public void TheClockIsSetByHandAndTheMonotonicOneDoesNotFollow()
        {
            var clock = new PcClock(new PcNetwork(_map));
            Assert.True(clock.IsSet);
            long beforeMs = clock.MonotonicMs;
            clock.SetUtc(Noon);
            Assert.InRange(clock.UtcNow, Noon, Noon.AddSeconds(20));
            clock.Sleep(30);
            Assert.InRange(clock.MonotonicMs - beforeMs, 25, LongMs);
        }

        [Fact]
        public void TheFirstServerWithASoundAnswerSetsTheClock()
        {
            var clock = new PcClock(new PcNetwork(_map));
            using UdpClient sound = Serve("time.example.com", _ => { });
            Assert.True(clock.Synchronize(["no-such-host.invalid", "time.example.com"], LongMs));
            Assert.InRange(clock.UtcNow, Noon.AddMilliseconds(499), Noon.AddSeconds(20));
        }

        [Theory]
        [InlineData("short")]
        [InlineData("not a server")]
        [InlineData("kiss of death")]
        [InlineData("not synchronized")]
        [InlineData("answer to another question")]
        [InlineData("no time")]
        public void AnUnsoundAnswerSetsNothing(string fault)
        {
            var clock = new PcClock(new PcNetwork(_map));
            using UdpClient server = Serve("time.example.com", answer =>
            {
                if (fault == "not a server") answer[0] = 0x23;
                if (fault == "kiss of death") answer[1] = 0;
                if (fault == "not synchronized") answer[0] |= 0xC0;
                if (fault == "answer to another question") answer[24] ^= 1;
                if (fault == "no time") answer.AsSpan(40).Clear();
            }, fault == "short" ? 47 : 48);
            Assert.False(clock.Synchronize(["time.example.com"], 1500));
            Assert.InRange(Math.Abs((clock.UtcNow - DateTime.UtcNow).TotalSeconds), 0, 5);
        }

        [Fact]
        public void AfterTheFirstEraTimeGoesOn()
        {
            // RFC 4330, section 3: a stamp without its highest bit counts from 7 February 2036, 06:28:16.
            var clock = new PcClock(new PcNetwork(_map));
            using UdpClient server = Serve("time.example.com", answer => BinaryPrimitives.WriteUInt32BigEndian(answer.AsSpan(40), 100));
            Assert.True(clock.Synchronize(["time.example.com"], LongMs));
            var at = new DateTime(2036, 2, 7, 6, 29, 56, DateTimeKind.Utc);
            Assert.InRange(clock.UtcNow, at, at.AddSeconds(20));
        }

        [Fact]
        public void ServersThatAreSilentTakeNoLongerThanAllowed()
        {
            var clock = new PcClock(new PcNetwork(_map));
            using var silent = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
            _map.Add("silent.example.com", 123, (IPEndPoint)silent.Client.LocalEndPoint!);
            long startMs = clock.MonotonicMs;
            Assert.False(clock.Synchronize(["silent.example.com", "silent.example.com", "silent.example.com"], 400));
            Assert.InRange(clock.MonotonicMs - startMs, 350, LongMs / 2);
            Assert.False(clock.Synchronize([], 400));
        }

        [Fact]
        public void AServerThatIsSilentLeavesTimeForTheNext()
        {
            var clock = new PcClock(new PcNetwork(_map));
            using var silent = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
            _map.Add("silent.example.com", 123, (IPEndPoint)silent.Client.LocalEndPoint!);
            using UdpClient sound = Serve("time.example.com", _ => { });
            Assert.True(clock.Synchronize(["silent.example.com", "time.example.com"], 4000));
        }

        [Fact]
        public void RandomBytesFillWhatIsAskedFor()
        {
            var bytes = new byte[64];
            new PcRandom().Fill(bytes, 10, 40);
            Assert.All(bytes[..10].Concat(bytes[50..]), value => Assert.Equal(0, value));
            Assert.True(bytes[10..50].Distinct().Count() > 10);
        }

        [Fact]
        public void APressIsSeenAndWakesWhoWaits()
        {
            var buttons = new PcButtons(buttonCount: 3);
            Assert.Equal(3, buttons.Count);
            Assert.False(buttons.WaitForChange(0));
            var finger = new Thread(() => buttons.Press(2, heldMs: 1));
            finger.Start();
            Assert.True(buttons.WaitForChange(LongMs));
            // Who looks late, or seldom, still sees it.
            Thread.Sleep(300);
            for (int i = 0; i < 2; i++, Thread.Sleep(40)) Assert.True(buttons.IsDown(2));
            Assert.False(buttons.IsDown(1));
            while (buttons.IsDown(2)) Thread.Sleep(1);
            Assert.True(buttons.WaitForChange(LongMs));
            for (int i = 0; i < 2; i++, Thread.Sleep(60)) Assert.False(buttons.IsDown(2));
            finger.Join();
            buttons.Press(99, 1);
            Assert.False(buttons.WaitForChange(0));
        }

        /// <summary>A time server at noon and a half second; a function may spoil its answer.</summary>
        private UdpClient Serve(string name, Action<byte[]> spoil, int lengthBytes = 48)
        {
            var server = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
            _map.Add(name, 123, (IPEndPoint)server.Client.LocalEndPoint!);
            new Thread(() =>
            {
                try
                {
                    IPEndPoint? client = null;
                    byte[] question = server.Receive(ref client);
                    var answer = new byte[48];
                    answer[0] = 0x24;
                    answer[1] = 2;
                    question.AsSpan(40).CopyTo(answer.AsSpan(24));
                    BinaryPrimitives.WriteUInt32BigEndian(answer.AsSpan(40), (uint)(Noon - new DateTime(1900, 1, 1)).TotalSeconds);
                    answer[44] = 0x80;
                    spoil(answer);
                    server.Send(answer, lengthBytes, client);
                }
                catch (Exception error) when (error is SocketException or ObjectDisposedException)
                {
                    // The test is over.
                }
            }) { IsBackground = true }.Start();
            return server;
        }
    }
}

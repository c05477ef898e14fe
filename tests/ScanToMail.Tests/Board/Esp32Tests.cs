using ScanToMail.Hal;
using ScanToMail.Hal.Esp32;
using Xunit;

namespace ScanToMail.Tests.Board
{
    /// <summary>What of the board's HAL needs no board.</summary>
    public class Esp32Tests
    {
        private static readonly byte[] Cookie = [1, 2, 3, 4, 5, 6, 7, 8];

        [Theory]
        [InlineData(10060, NetworkFailure.Timeout)]
        [InlineData(10061, NetworkFailure.Refused)]
        [InlineData(10065, NetworkFailure.Unreachable)]
        [InlineData(10054, NetworkFailure.Reset)]
        [InlineData(10050, NetworkFailure.NoLink)]
        [InlineData(11001, NetworkFailure.NameNotFound)]
        [InlineData(-2013265920, NetworkFailure.Closed)]
        [InlineData(0, NetworkFailure.Closed)]
        public void SocketErrorsHaveTheHalsKinds(int code, NetworkFailure kind) => Assert.Equal(kind, SocketCodes.OfSocket(code));

        [Theory]
        [InlineData(-9984, TlsFailure.CertificateRefused)]
        [InlineData(-80, TlsFailure.Closed)]
        [InlineData(-0x7280, TlsFailure.Closed)]
        [InlineData(-0x6800, TlsFailure.Timeout)]
        [InlineData(-0x7780, TlsFailure.HandshakeFailed)]
        public void HandshakeErrorsHaveTheHalsKinds(int code, TlsFailure kind) => Assert.Equal(kind, SocketCodes.OfHandshake(code));

        [Theory]
        [InlineData("settings.a", @"I:\settings.a")]
        [InlineData("spool/12/page-1_x.jpg", @"I:\spool\12\page-1_x.jpg")]
        public void NamesBecomePathsOfTheBoard(string name, string path) => Assert.Equal(path, FlashNames.PathOf(@"I:\", name));

        [Theory]
        [InlineData("")]
        [InlineData("/a")]
        [InlineData("a/")]
        [InlineData("a//b")]
        [InlineData("../a")]
        [InlineData("a/.b")]
        [InlineData(@"a\b")]
        [InlineData("a b")]
        [InlineData("I:")]
        [InlineData("a\0b")]
        [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
        public void OtherNamesAreRefused(string name) =>
            Assert.Equal(FlashFailure.BadName, Assert.Throws<FlashException>(() => FlashNames.PathOf(@"I:\", name)).Failure);

        [Fact]
        public void ListedPathsBecomeNamesAgain()
        {
            Assert.Equal("log/7", FlashNames.NameOf("log", @"I:\log\7"));
            Assert.Equal("settings.a", FlashNames.NameOf("", @"I:\settings.a"));
        }

        [Fact]
        public void TheOneTlsConnectionIsTakenOnceAndOneThatWasGivenUpIsATimeout()
        {
            var slot = new TlsSlot();
            slot.Take();
            Assert.Throws<InvalidOperationException>(slot.Take);
            slot.GiveUp();
            for (int i = 0; i < 2; i++) Assert.Equal(NetworkFailure.Timeout, Assert.Throws<NetworkException>(slot.Take).Failure);
            slot.Free();
            slot.Take();
            Assert.Throws<InvalidOperationException>(slot.Take);
            // The answer came in the moment in which it was given up.
            slot.Free();
            slot.GiveUp();
            slot.Take();
            Assert.Throws<InvalidOperationException>(slot.Take);
        }

        [Fact]
        public void PemEndsInANulOnce()
        {
            byte[] terminated = TlsCertificates.Terminated([65, 66]);
            Assert.Equal([65, 66, 0], terminated);
            Assert.Same(terminated, TlsCertificates.Terminated(terminated));
        }

        [Theory]
        [InlineData(new byte[] { 0xEC, 0xAE, 0x7A, 0x80 }, "2025-10-31T00:00:00")]
        [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF }, "2036-02-07T06:28:15")]
        [InlineData(new byte[] { 0, 0, 0, 0 }, "2036-02-07T06:28:16")]
        public void SntpSecondsAreReadOverTheEndOfTheirEra(byte[] seconds, string utc)
        {
            var packet = new byte[SntpExchange.PacketBytes];
            seconds.CopyTo(packet, 40);
            Assert.Equal(DateTime.Parse(utc), SntpExchange.UtcOf(packet));
        }

        [Fact]
        public void AServersAnswerGivesTheTime()
        {
            var network = new SntpNetwork(Answer);
            Assert.Equal(new DateTime(2025, 10, 31), new SntpExchange(network, Cookie).Ask("time.example", 1000));
            Assert.Equal(0x23, network.Request[0]);
            Assert.True(network.IsClosed);
        }

        [Theory]
        [InlineData("mode 3, a client's", 0, 0x23)]
        [InlineData("mode 5, a broadcast", 0, 0x25)]
        [InlineData("a clock that is not set", 0, 0xE4)]
        [InlineData("a kiss of death", 1, 0)]
        [InlineData("a stratum that is none", 1, 16)]
        [InlineData("an answer to another question", 24, 0x55)]
        [InlineData("an answer to another question, last byte", 31, 0x55)]
        public void UnsoundAnswersAreNone(string what, int at, byte value)
        {
            var network = new SntpNetwork(request =>
            {
                byte[] answer = Answer(request);
                answer[at] = value;
                return answer;
            });
            Assert.True(new SntpExchange(network, Cookie).Ask("time.example", 1000) == DateTime.MinValue, what);
        }

        [Fact]
        public void AShortAnswerIsNone() => Assert.Equal(DateTime.MinValue,
            new SntpExchange(new SntpNetwork(request => Answer(request)[..47]), Cookie).Ask("time.example", 1000));

        [Fact]
        public void SilenceIsTheNetworksError()
        {
            var network = new SntpNetwork(_ => throw new NetworkException(NetworkFailure.Timeout, "silence"));
            Assert.Throws<NetworkException>(() => new SntpExchange(network, Cookie).Ask("time.example", 1000));
            Assert.True(network.IsClosed);
        }

        private static byte[] Answer(byte[] request)
        {
            var answer = new byte[SntpExchange.PacketBytes];
            answer[0] = 0x24;
            answer[1] = 2;
            request.AsSpan(40, 8).CopyTo(answer.AsSpan(24));
            new byte[] { 0xEC, 0xAE, 0x7A, 0x80 }.CopyTo(answer, 40);
            return answer;
        }

        private sealed class SntpNetwork(Func<byte[], byte[]> answer) : INetwork, IDatagramSocket
        {
            public byte[] Request { get; private set; } = [];
            public bool IsClosed { get; private set; }
            public bool HasLink => true;
            public bool IsUp => true;
            public string Problem => "";
            public string OwnAddress => "192.0.2.7";
            public string Gateway => "";
            public string MacAddress => "";
            public string[] DnsServers => [];

            public void Start(NetworkSetup setup) => throw new InvalidOperationException();
            public string[] Resolve(string name, int timeoutMs) => ["192.0.2.123"];
            public IConnection Connect(string address, int port, int timeoutMs) => throw new InvalidOperationException();
            public IDatagramSocket OpenDatagramSocket() => this;

            public HttpsAnswer PostForm(string url, byte[] form, byte[] roots, int timeoutMs, int answerLimitBytes, AnswerSink sink) =>
                throw new InvalidOperationException();

            public void Send(string address, int port, byte[] buffer, int offset, int count)
            {
                Assert.Equal(("192.0.2.123", 123), (address, port));
                Request = buffer.AsSpan(offset, count).ToArray();
            }

            public int Receive(byte[] buffer, int offset, int count, int timeoutMs, out string address, out int port)
            {
                (address, port) = ("192.0.2.123", 123);
                byte[] bytes = answer(Request);
                bytes.CopyTo(buffer, offset);
                return bytes.Length;
            }

            public void Close() => IsClosed = true;
        }
    }
}

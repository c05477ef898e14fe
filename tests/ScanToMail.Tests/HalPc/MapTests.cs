using System.Net;
using System.Net.Sockets;
using ScanToMail.Hal;
using ScanToMail.Hal.Pc;
using Xunit;

namespace ScanToMail.Tests.HalPc
{
    /// <summary>Names that are somewhere else on this PC, for connections and datagrams.</summary>
    public sealed class MapTests
    {
        private const int LongMs = 20_000;
        private readonly LoopbackMap _map = new();

        [Fact]
        public void AMappedNameLeadsToItsEndAndItsOtherPortsNowhere()
        {
            using var server = new LoopbackServer(socket => socket.Send("here"u8));
            _map.Add($"smtp.example.com:587=127.0.0.1:{server.Port}");
            var network = new PcNetwork(_map);
            string address = Assert.Single(network.Resolve("SMTP.example.com", LongMs));
            Assert.StartsWith("198.18.", address);
            IConnection connection = network.Connect(address, 587, LongMs);
            Assert.Equal(address, connection.RemoteAddress);
            Assert.Equal(4, connection.Read(new byte[9], 0, 9, LongMs));
            connection.Close();
            Assert.Equal(NetworkFailure.Refused, Assert.Throws<NetworkException>(() => network.Connect(address, 25, LongMs)).Failure);
        }

        [Fact]
        public void EveryNameHasAnAddressOfItsOwn()
        {
            var network = new PcNetwork(_map);
            for (int i = 0; i < 1000; i++) _map.Add($"host{i}.example.com", 25, new IPEndPoint(IPAddress.Loopback, 1000 + i));
            var addresses = Enumerable.Range(0, 1000).Select(i => network.Resolve($"host{i}.example.com", LongMs)[0]).ToHashSet();
            Assert.Equal(1000, addresses.Count);
            Assert.All(addresses, address => Assert.True(IPAddress.TryParse(address, out _) && address.StartsWith("198.18.", StringComparison.Ordinal)));
        }

        [Fact]
        public void AnAddressCanBeMappedToo()
        {
            using var server = new LoopbackServer(socket => socket.Send("here"u8));
            _map.Add($"192.0.2.1:25=127.0.0.1:{server.Port}");
            var network = new PcNetwork(_map);
            Assert.Equal(["192.0.2.1"], network.Resolve("192.0.2.1", LongMs));
            network.Connect("192.0.2.1", 25, LongMs).Close();
        }

        [Theory]
        [InlineData("")]
        [InlineData("smtp.example.com=127.0.0.1:25")]
        [InlineData("smtp.example.com:587")]
        [InlineData("smtp.example.com:587=127.0.0.1")]
        [InlineData("smtp.example.com:587=127.0.0.1:0")]
        [InlineData("smtp.example.com:0=127.0.0.1:25")]
        [InlineData("smtp.example.com:65536=127.0.0.1:25")]
        [InlineData("smtp.example.com:587=[::1]:25")]
        [InlineData("smtp.example.com:587=localhost:25")]
        [InlineData(":587=127.0.0.1:25")]
        [InlineData("a:1=127.0.0.1:2=127.0.0.1:3")]
        public void WhatIsNoEntryIsRefused(string entry) => Assert.Throws<FormatException>(() => _map.Add(entry));

        [Fact]
        public void ADatagramsSourceIsWhomItWasSentTo()
        {
            // Two names may lead to one stand-in server; each answer comes from the one that was asked.
            using var server = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
            var end = (IPEndPoint)server.Client.LocalEndPoint!;
            _map.Add("192.0.2.53", 53, end);
            _map.Add("192.0.2.54", 53, end);
            IDatagramSocket socket = new PcNetwork(_map).OpenDatagramSocket();
            foreach (string address in new[] { "192.0.2.54", "192.0.2.53" })
            {
                socket.Send(address, 53, "xask"u8.ToArray(), 1, 3);
                IPEndPoint? client = null;
                Assert.Equal("ask"u8.ToArray(), server.Receive(ref client));
                server.Send("answer"u8.ToArray(), 6, client);
                var buffer = new byte[10];
                Assert.Equal(6, socket.Receive(buffer, 2, 8, LongMs, out string source, out int port));
                Assert.Equal("\0\0answer\0\0", System.Text.Encoding.ASCII.GetString(buffer));
                Assert.Equal((address, 53), (source, port));
            }
            socket.Close();
        }

        [Fact]
        public void ADatagramThatIsTooLongIsCutAndKeepsItsSource()
        {
            using var server = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
            var end = (IPEndPoint)server.Client.LocalEndPoint!;
            IDatagramSocket socket = new PcNetwork(_map).OpenDatagramSocket();
            socket.Send("127.0.0.1", end.Port, new byte[1], 0, 1);
            IPEndPoint? client = null;
            server.Receive(ref client);
            server.Send(new byte[1000], 1000, client);
            Assert.Equal(512, socket.Receive(new byte[512], 0, 512, LongMs, out string source, out int port));
            Assert.Equal(("127.0.0.1", end.Port), (source, port));
            socket.Close();
        }

        [Fact]
        public void WithoutADatagramTheTimeIsOverAndAClosedSocketSaysSo()
        {
            IDatagramSocket socket = new PcNetwork(_map).OpenDatagramSocket();
            Assert.Equal(NetworkFailure.Timeout, Failure(() => socket.Receive(new byte[9], 0, 9, 50, out _, out _)));
            socket.Close();
            socket.Close();
            Assert.Equal(NetworkFailure.Closed, Failure(() => socket.Receive(new byte[9], 0, 9, 50, out _, out _)));
            Assert.Equal(NetworkFailure.Closed, Failure(() => socket.Send("127.0.0.1", 9, new byte[9], 0, 9)));
        }

        private static NetworkFailure Failure(Action action) => Assert.Throws<NetworkException>(action).Failure;
    }
}

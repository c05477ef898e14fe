using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ScanToMail.Hal;
using ScanToMail.Hal.Pc;
using Xunit;

namespace ScanToMail.Tests.HalPc
{
    /// <summary>The PC's connections in clear, held against the contract of IConnection and INetwork.</summary>
    public sealed class ConnectionTests
    {
        private const int LongMs = 20_000;
        private const int ShortMs = 150;
        private readonly PcNetwork _network = new(new LoopbackMap());
        private readonly byte[] _buffer = new byte[1 << 16];

        [Fact]
        public void ReadGivesWhatIsThereAndZeroAtTheEnd()
        {
            using var server = new LoopbackServer(socket => socket.Send("220 hello\r\n"u8));
            IConnection connection = _network.Connect("127.0.0.1", server.Port, LongMs);
            Assert.Equal("127.0.0.1", connection.RemoteAddress);
            Assert.False(connection.IsTls);
            Assert.Equal("220 hello\r\n", Text(connection, 11));
            Assert.Equal(0, connection.Read(_buffer, 0, 10, LongMs));
            Assert.True(connection.DataAvailable);
            connection.Close();
            connection.Close();
            Assert.True(connection.DataAvailable);
            Assert.Equal(NetworkFailure.Closed, Failure(() => connection.Read(_buffer, 0, 1, LongMs)));
            Assert.Equal(NetworkFailure.Closed, Failure(() => connection.Write(_buffer, 0, 1, LongMs)));
        }

        [Fact]
        public void AReadKeepsToItsOffsetAndCount()
        {
            using var server = new LoopbackServer(socket => socket.Send("abcdef"u8));
            IConnection connection = _network.Connect("127.0.0.1", server.Port, LongMs);
            while (!connection.DataAvailable) Thread.Sleep(1);
            Assert.Equal(3, connection.Read(_buffer, 5, 3, LongMs));
            Assert.Equal("\0\0\0\0\0abc\0", Encoding.ASCII.GetString(_buffer, 0, 9));
            connection.Close();
        }

        [Fact]
        public void ATimeoutOfAReadLeavesTheConnectionUsable()
        {
            using var mayGoOn = new ManualResetEventSlim();
            using var server = new LoopbackServer(socket =>
            {
                mayGoOn.Wait();
                socket.Send("later"u8);
                socket.Send(_buffer, socket.Receive(_buffer), SocketFlags.None);
            });
            IConnection connection = _network.Connect("127.0.0.1", server.Port, LongMs);
            var watch = Stopwatch.StartNew();
            for (int i = 0; i < 3; i++)
            {
                Assert.Equal(NetworkFailure.Timeout, Failure(() => connection.Read(new byte[9], 0, 9, ShortMs)));
            }
            Assert.InRange(watch.ElapsedMilliseconds, 3 * ShortMs - 50, LongMs);
            Assert.False(connection.DataAvailable);
            mayGoOn.Set();
            Assert.Equal("later", Text(connection, 5));
            connection.Write("echo"u8.ToArray(), 0, 4, LongMs);
            Assert.Equal("echo", Text(connection, 4));
            connection.Close();
        }

        [Fact]
        public void AWriteThatMakesNoProgressTimesOutAndThePeersLastWordsCanBeRead()
        {
            using var isFull = new ManualResetEventSlim();
            using var server = new LoopbackServer(socket =>
            {
                isFull.Wait();
                socket.Send("552 too much\r\n"u8);
                socket.Shutdown(SocketShutdown.Send);
                isFull.Reset();
                isFull.Wait(LongMs);
            });
            IConnection connection = _network.Connect("127.0.0.1", server.Port, LongMs);
            Assert.Equal(NetworkFailure.Timeout, Failure(() =>
            {
                while (true) connection.Write(_buffer, 0, _buffer.Length, ShortMs);
            }));
            isFull.Set();
            Assert.Equal("552 too much\r\n", Text(connection, 14));
            connection.Close();
            isFull.Set();
        }

        [Fact]
        public void AWriteThatIsSlowButGoesOnDoesNotTimeOut()
        {
            long received = 0;
            using var server = new LoopbackServer(socket =>
            {
                var some = new byte[1 << 18];
                int count;
                while ((count = socket.Receive(some)) > 0)
                {
                    received += count;
                    Thread.Sleep(40);
                }
                socket.Send("done"u8);
            });
            IConnection connection = _network.Connect("127.0.0.1", server.Port, LongMs);
            var much = new byte[24 << 20];
            var watch = Stopwatch.StartNew();
            connection.Write(much, 0, much.Length, 1000);
            Assert.True(watch.ElapsedMilliseconds > 1000, "the line was too fast to show anything");
            connection.Close();
        }

        [Fact]
        public void WhatAPeerSaidBeforeItBrokeTheConnectionCanBeRead()
        {
            // The reset comes before, while or after the system takes what is written: each has its own way to say it.
            for (int i = 0; i < 40; i++) ReadAfterReset();
        }

        private void ReadAfterReset()
        {
            using var server = new LoopbackServer(socket =>
            {
                socket.Receive(new byte[1]);
                socket.Send("421 going down\r\n"u8);
                // What was not read of the client makes the system answer with a reset.
            });
            IConnection connection = _network.Connect("127.0.0.1", server.Port, LongMs);
            NetworkFailure failure = Failure(() =>
            {
                while (true) connection.Write(_buffer, 0, _buffer.Length, LongMs);
            });
            Assert.Contains(failure, new[] { NetworkFailure.Reset, NetworkFailure.Closed });
            Assert.Equal("421 going down\r\n", Text(connection, 16));
            connection.Close();
        }

        [Fact]
        public void ABrokenConnectionIsReset()
        {
            using var server = new LoopbackServer(socket =>
            {
                socket.Receive(new byte[1]);
                socket.LingerState = new LingerOption(true, 0);
            });
            IConnection connection = _network.Connect("127.0.0.1", server.Port, LongMs);
            connection.Write(_buffer, 0, 1, LongMs);
            Assert.Equal(NetworkFailure.Reset, Failure(() => connection.Read(_buffer, 0, 1, LongMs)));
            connection.Close();
        }

        [Theory]
        [InlineData(true)]
        [InlineData(false)]
        public void CloseFromAnotherThreadWakesACallThatWaits(bool isReading)
        {
            LoopbackServer? here = null;
            using var server = new LoopbackServer(_ => here!.Over.WaitOne());
            here = server;
            IConnection connection = _network.Connect("127.0.0.1", server.Port, LongMs);
            var closer = new Thread(() =>
            {
                Thread.Sleep(ShortMs);
                connection.Close();
            });
            closer.Start();
            var watch = Stopwatch.StartNew();
            NetworkFailure failure = Failure(() =>
            {
                while (true)
                {
                    if (isReading) connection.Read(_buffer, 0, 1, LongMs);
                    else connection.Write(_buffer, 0, _buffer.Length, LongMs);
                }
            });
            Assert.Equal(NetworkFailure.Closed, failure);
            Assert.True(watch.ElapsedMilliseconds < LongMs / 2);
            closer.Join();
        }

        [Fact]
        public void WhatWasWrittenBeforeCloseArrives()
        {
            using var mayRead = new ManualResetEventSlim();
            string arrived = "";
            using var isOver = new ManualResetEventSlim();
            using var server = new LoopbackServer(socket =>
            {
                mayRead.Wait();
                using var reader = new StreamReader(new NetworkStream(socket));
                arrived = reader.ReadToEnd();
                isOver.Set();
            });
            IConnection connection = _network.Connect("127.0.0.1", server.Port, LongMs);
            connection.Write("QUIT\r\n"u8.ToArray(), 0, 6, LongMs);
            connection.Close();
            mayRead.Set();
            Assert.True(isOver.Wait(LongMs), "the peer saw a broken connection, not its end");
            Assert.Equal("QUIT\r\n", arrived);
        }

        [Fact]
        public void APortWhereNothingListensRefuses()
        {
            int port;
            using (var server = new LoopbackServer(_ => { })) port = server.Port;
            Assert.Equal(NetworkFailure.Refused, Failure(() => _network.Connect("127.0.0.1", port, LongMs)));
        }

        [Fact]
        public void AConnectionThatNobodyAnswersTimesOut()
        {
            // Linux and Windows let a call wait, and say nothing, where the listener's queue is full.
            using var full = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            full.Listen(0);
            var fillers = new List<Socket>();
            for (int i = 0; i < 4; i++)
            {
                fillers.Add(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false });
                try
                {
                    fillers[i].Connect(full.LocalEndPoint!);
                }
                catch (SocketException)
                {
                    // Under way: that is enough.
                }
            }
            Thread.Sleep(50);
            var watch = Stopwatch.StartNew();
            Assert.Equal(NetworkFailure.Timeout,
                Failure(() => _network.Connect("127.0.0.1", ((IPEndPoint)full.LocalEndPoint!).Port, 300)));
            Assert.InRange(watch.ElapsedMilliseconds, 250, LongMs);
            fillers.ForEach(filler => filler.Dispose());
        }

        [Fact]
        public void AnAddressIsItsOwnAnswer()
        {
            Assert.Equal(["192.0.2.7"], _network.Resolve("192.0.2.7", LongMs));
            Assert.Equal(["127.0.0.1"], _network.Resolve("localhost", LongMs));
        }

        [Theory]
        [InlineData("no-such-host.invalid")]
        [InlineData("2130706433")]
        [InlineData("::1")]
        [InlineData("")]
        public void ANameWithoutAnIPv4AddressIsAnError(string name)
        {
            // Without a DNS server in reach the resolver may give up only after a while.
            Assert.Contains(Failure(() => _network.Resolve(name, 3000)), new[] { NetworkFailure.NameNotFound, NetworkFailure.Timeout });
        }

        private static NetworkFailure Failure(Action action) => Assert.Throws<NetworkException>(action).Failure;

        private string Text(IConnection connection, int count)
        {
            int read = 0;
            while (read < count)
            {
                int part = connection.Read(_buffer, read, count - read, LongMs);
                Assert.True(part > 0, "the connection ended early");
                read += part;
            }
            return Encoding.ASCII.GetString(_buffer, 0, count);
        }
    }
}

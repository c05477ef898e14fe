using System.Diagnostics;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ScanToMail.Hal;
using ScanToMail.Hal.Pc;
using Xunit;

namespace ScanToMail.Tests.HalPc
{
    /// <summary>TLS of the PC's connections against servers with certificates made on the spot.</summary>
    public sealed class TlsTests
    {
        private const int LongMs = 20_000;
        private const int ShortMs = 150;
        private const string Host = "mail.example.com";
        private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
        private static readonly TestRoot Root = new("Root");
        private static readonly TestRoot Intermediate = new("Intermediate", Root);
        private static readonly X509Certificate2 Good = Root.Issue(Host);
        private readonly PcNetwork _network = new(new LoopbackMap());
        private readonly byte[] _buffer = new byte[1 << 16];

        [Fact]
        public void ATrustedServerIsSpokenToUnderTls()
        {
            using LoopbackServer server = LoopbackServer.Tls(Good, Echo);
            IConnection connection = Connect(server);
            connection.StartTls(Options(), LongMs);
            Assert.True(connection.IsTls);
            var sent = new byte[100_000];
            new Random(1).NextBytes(sent);
            connection.Write(sent, 0, sent.Length, LongMs);
            Assert.Equal(sent, Bytes(connection, sent.Length));
            connection.Close();
        }

        [Fact]
        public void ARootAmongSeveralAndAnIntermediateOfTheServerAreEnough()
        {
            using var server = new LoopbackServer(
                socket => Echo(LoopbackServer.Secure(new NetworkStream(socket), Intermediate.Issue(Host), Intermediate.Certificate)));
            byte[] roots = [.. new TestRoot("Other").Pem, .. Root.Pem];
            Exchange(server, new TlsOptions { TargetHost = Host, TrustedRootsPem = roots });
        }

        [Theory]
        [InlineData("untrusted")]
        [InlineData("expired")]
        [InlineData("not yet valid")]
        [InlineData("wrong name")]
        [InlineData("not for servers")]
        [InlineData("intermediate missing")]
        [InlineData("itself signed")]
        public void ACertificateThatFailsAnyCheckIsRefusedInTheSameWords(string fault)
        {
            using LoopbackServer server = LoopbackServer.Tls(Bad(fault), Echo);
            IConnection connection = Connect(server);
            TlsException error = Assert.Throws<TlsException>(() => connection.StartTls(Options(), LongMs));
            Assert.Equal(TlsFailure.CertificateRefused, error.Failure);
            // The board can't tell which check failed, so neither may the PC.
            Assert.Equal("the certificate was refused", error.Message);
            Assert.Equal(NetworkFailure.Closed, Failure(() => connection.Write(_buffer, 0, 1, LongMs)));
            Exchange(server: null);
        }

        [Theory]
        [InlineData(0)]
        [InlineData(1)]
        [InlineData(7)]
        public void AServerThatClosesInTheHandshakeHasClosed(int bytesBefore)
        {
            using var server = new LoopbackServer(socket =>
            {
                ReadClientHello(socket);
                socket.Send("\x16\x03\x03\x00\x7a\x02\x00"u8[..bytesBefore]);
            });
            Assert.Equal(TlsFailure.Closed, HandshakeFailure(server, LongMs));
        }

        [Fact]
        public void AServerThatBreaksTheConnectionInTheHandshakeHasClosed()
        {
            using var server = new LoopbackServer(socket =>
            {
                ReadClientHello(socket);
                socket.LingerState = new LingerOption(true, 0);
            });
            Assert.Equal(TlsFailure.Closed, HandshakeFailure(server, LongMs));
        }

        [Fact]
        public void AServerThatHangsInTheHandshakeTimesOut()
        {
            LoopbackServer? here = null;
            using var server = new LoopbackServer(_ => here!.Over.WaitOne());
            here = server;
            var watch = Stopwatch.StartNew();
            Assert.Equal(TlsFailure.Timeout, HandshakeFailure(server, 300));
            Assert.InRange(watch.ElapsedMilliseconds, 250, LongMs);
        }

        [Theory]
        [InlineData("500 what is that?\r\n")]
        [InlineData("\x15\x03\x03\x00\x02\x02\x28")]
        [InlineData("\x15\x03\x03\x00\x02\x02\x46")]
        public void GarbageAndAnAlertAreAFailedHandshake(string answer)
        {
            using var server = new LoopbackServer(socket =>
            {
                ReadClientHello(socket);
                socket.Send(Encoding.Latin1.GetBytes(answer));
                socket.Receive(new byte[9]);
            });
            Assert.Equal(TlsFailure.HandshakeFailed, HandshakeFailure(server, LongMs));
        }

        [Fact]
        public void WhatIsOfferedIsTheNameAndTls12And13Only()
        {
            byte[] hello = [];
            using var server = new LoopbackServer(socket => hello = ReadClientHello(socket));
            HandshakeFailure(server, LongMs);
            Assert.True(hello.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Host)) > 0, "no SNI");
            // Extension supported_versions (43): its length, the list's length, 1.3, 1.2 (RFC 8446, 4.2.1).
            Assert.True(hello.AsSpan().IndexOf((byte[])[0, 43, 0, 5, 4, 3, 4, 3, 3]) > 0, Convert.ToHexString(hello));
        }

        [Fact]
        public void AnOpenConnectionIsUpgraded()
        {
            using var server = new LoopbackServer(socket =>
            {
                socket.Send("220 ready\r\n"u8);
                socket.Receive(new byte[10]);
                Echo(LoopbackServer.Secure(new NetworkStream(socket), Good));
            });
            IConnection connection = Connect(server);
            Assert.Equal("220 ready\r\n", Encoding.ASCII.GetString(Bytes(connection, 11)));
            connection.Write("STARTTLS\r\n"u8.ToArray(), 0, 10, LongMs);
            Exchange(connection);
        }

        [Fact]
        public void WhatCameInClearBehindTheGreenLightIsNoPartOfTheConversation()
        {
            using var server = new LoopbackServer(socket =>
            {
                socket.Send("220 go\r\n250 injected\r\n"u8);
                LoopbackServer.Secure(new NetworkStream(socket), Good);
            });
            IConnection connection = Connect(server);
            Bytes(connection, 8);
            Assert.Equal(TlsFailure.HandshakeFailed, Assert.Throws<TlsException>(() => connection.StartTls(Options(), LongMs)).Failure);
        }

        [Theory]
        [InlineData(false, SslProtocols.Tls12, false)]
        [InlineData(false, SslProtocols.Tls13, true)]
        [InlineData(true, SslProtocols.Tls12, true)]
        public void AClientCertificateGoesOutWithItsChain(bool isRsa, SslProtocols version, bool isKeyFirst)
        {
            X509Certificate2 client = Intermediate.Issue("scanner-7", usage: ClientAuthentication, isRsa: isRsa);
            string[] seen = [];
            using var server = new LoopbackServer(socket => Echo(AskForCertificate(socket, version, chain => seen = chain)));
            string key = isRsa ? client.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem() : client.GetECDsaPrivateKey()!.ExportECPrivateKeyPem();
            string chain = client.ExportCertificatePem() + "\n" + Intermediate.Certificate.ExportCertificatePem();
            TlsOptions options = Options();
            options.ClientCertificatePem = Encoding.ASCII.GetBytes(isKeyFirst ? key + "\n" + chain : chain + "\n" + key);
            Exchange(server, options);
            Assert.Equal(["CN=scanner-7", "CN=Intermediate"], seen);
        }

        [Fact]
        public void WithoutAClientCertificateNoneGoesOut()
        {
            string[] seen = ["not asked"];
            using var server = new LoopbackServer(socket => Echo(AskForCertificate(socket, SslProtocols.Tls13, chain => seen = chain)));
            Exchange(server);
            Assert.Empty(seen);
        }

        [Theory]
        [InlineData("")]
        [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
        [InlineData("certificate without key")]
        public void AClientCertificateThatIsNoneFailsAndFreesTheLine(string pem)
        {
            using LoopbackServer server = LoopbackServer.Tls(Good, Echo);
            TlsOptions options = Options();
            options.ClientCertificatePem = pem.StartsWith("certificate", StringComparison.Ordinal) ? Root.Pem : Encoding.ASCII.GetBytes(pem);
            Assert.Equal(TlsFailure.HandshakeFailed, Assert.Throws<TlsException>(() => Connect(server).StartTls(options, LongMs)).Failure);
            Exchange(server);
        }

        [Theory]
        [InlineData("")]
        [InlineData("no certificate at all")]
        [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
        public void RootsThatHoldNoneTrustNobody(string pem)
        {
            using LoopbackServer server = LoopbackServer.Tls(Good, Echo);
            TlsOptions options = Options();
            options.TrustedRootsPem = Encoding.ASCII.GetBytes(pem);
            Assert.Throws<TlsException>(() => Connect(server).StartTls(options, LongMs));
            Exchange(server);
        }

        [Theory]
        [InlineData(0)]
        [InlineData(1)]
        [InlineData(5)]
        [InlineData(6)]
        [InlineData(23)]
        public void ATimeoutInTheMiddleOfARecordLeavesTheConnectionUsable(int bytesBefore)
        {
            using var mayGoOn = new ManualResetEventSlim();
            using var server = new LoopbackServer(socket =>
            {
                var line = new HoldingStream(socket);
                using SslStream tls = LoopbackServer.Secure(line, Good);
                // The client is there: what follows is one record of data and not the end of the handshake.
                tls.ReadExactly(new byte[2]);
                line.Hold(bytesBefore, mayGoOn);
                tls.Write("later"u8);
                Echo(tls);
            });
            IConnection connection = Connect(server);
            connection.StartTls(Options(), LongMs);
            connection.Write("go"u8.ToArray(), 0, 2, LongMs);
            for (int i = 0; i < 2; i++)
            {
                Assert.Equal(NetworkFailure.Timeout, Failure(() => connection.Read(_buffer, 0, 9, ShortMs)));
            }
            mayGoOn.Set();
            Assert.Equal("later", Encoding.ASCII.GetString(Bytes(connection, 5)));
            connection.Write("echo"u8.ToArray(), 0, 4, LongMs);
            Assert.Equal("echo", Encoding.ASCII.GetString(Bytes(connection, 4)));
            connection.Close();
        }

        [Fact]
        public void ARecordThatTricklesInDoesNotProlongTheTimeout()
        {
            using var server = new LoopbackServer(socket =>
            {
                var line = new HoldingStream(socket);
                using SslStream tls = LoopbackServer.Secure(line, Good);
                tls.ReadExactly(new byte[2]);
                line.DelayMs = 50;
                tls.Write(new byte[4000]);
            });
            IConnection connection = Connect(server);
            connection.StartTls(Options(), LongMs);
            connection.Write("go"u8.ToArray(), 0, 2, LongMs);
            var watch = Stopwatch.StartNew();
            Assert.Equal(NetworkFailure.Timeout, Failure(() => connection.Read(_buffer, 0, 9, 500)));
            Assert.InRange(watch.ElapsedMilliseconds, 400, 10_000);
            connection.Close();
        }

        [Fact]
        public void AWriteThatMakesNoProgressTimesOutAndThePeersLastWordsCanBeRead()
        {
            using var isFull = new ManualResetEventSlim();
            using var server = new LoopbackServer(socket =>
            {
                using SslStream tls = LoopbackServer.Secure(new NetworkStream(socket), Good);
                isFull.Wait();
                tls.Write("552 too much\r\n"u8);
                isFull.Reset();
                isFull.Wait(LongMs);
            });
            IConnection connection = Connect(server);
            connection.StartTls(Options(), LongMs);
            Assert.Equal(NetworkFailure.Timeout, Failure(() =>
            {
                while (true) connection.Write(_buffer, 0, _buffer.Length, ShortMs);
            }));
            isFull.Set();
            Assert.Equal("552 too much\r\n", Encoding.ASCII.GetString(Bytes(connection, 14)));
            connection.Close();
            isFull.Set();
        }

        [Theory]
        [InlineData(true)]
        [InlineData(false)]
        public void TheServersEndIsTheEnd(bool saysSo)
        {
            using LoopbackServer server = LoopbackServer.Tls(Good, tls =>
            {
                tls.Write("bye"u8);
                if (saysSo) tls.ShutdownAsync().GetAwaiter().GetResult();
            });
            IConnection connection = Connect(server);
            connection.StartTls(Options(), LongMs);
            Assert.Equal("bye", Encoding.ASCII.GetString(Bytes(connection, 3)));
            Assert.Equal(0, connection.Read(_buffer, 0, 1, LongMs));
            connection.Close();
        }

        [Fact]
        public void ABrokenConnectionIsReset()
        {
            using var server = new LoopbackServer(socket =>
            {
                using SslStream tls = LoopbackServer.Secure(new NetworkStream(socket), Good);
                tls.ReadExactly(new byte[2]);
                socket.LingerState = new LingerOption(true, 0);
                socket.Close();
            });
            IConnection connection = Connect(server);
            connection.StartTls(Options(), LongMs);
            connection.Write("go"u8.ToArray(), 0, 2, LongMs);
            Assert.Equal(NetworkFailure.Reset, Failure(() => connection.Read(_buffer, 0, 1, LongMs)));
            connection.Close();
        }

        [Fact]
        public void CloseFromAnotherThreadWakesAReadUnderTls()
        {
            using LoopbackServer server = LoopbackServer.Tls(Good, Echo);
            IConnection connection = Connect(server);
            connection.StartTls(Options(), LongMs);
            var closer = new Thread(() =>
            {
                Thread.Sleep(ShortMs);
                connection.Close();
            });
            closer.Start();
            var watch = Stopwatch.StartNew();
            Assert.Equal(NetworkFailure.Closed, Failure(() => connection.Read(_buffer, 0, 1, LongMs)));
            Assert.True(watch.ElapsedMilliseconds < LongMs / 2);
            closer.Join();
            Exchange(server);
        }

        [Fact]
        public void ThereIsNeverASecondTlsConnection()
        {
            using LoopbackServer server = LoopbackServer.Tls(Good, Echo);
            IConnection first = Connect(server), second = Connect(server);
            first.StartTls(Options(), LongMs);
            Assert.Throws<InvalidOperationException>(() => second.StartTls(Options(), LongMs));
            Assert.Throws<InvalidOperationException>(() => _network.PostForm(
                $"https://127.0.0.1:{server.Port}/", "a=b"u8.ToArray(), Root.Pem, LongMs, 100, new Nobody()));
            second.Close();
            first.Write("a"u8.ToArray(), 0, 1, LongMs);
            Assert.Equal("a"u8.ToArray(), Bytes(first, 1));
            first.Close();
            first.Close();
            Exchange(server);
        }

        private static X509Certificate2 Bad(string fault) => fault switch
        {
            "untrusted" => new TestRoot("Root").Issue(Host),
            "expired" => Root.Issue(Host, -20, -1),
            "not yet valid" => Root.Issue(Host, 1, 20),
            "wrong name" => Root.Issue("other.example.com"),
            "not for servers" => Root.Issue(Host, usage: ClientAuthentication),
            "intermediate missing" => Intermediate.Issue(Host),
            _ => new TestRoot(Host).Certificate
        };

        private static TlsOptions Options() => new() { TargetHost = Host, TrustedRootsPem = Root.Pem };

        private static void Echo(SslStream tls)
        {
            var some = new byte[4096];
            int count;
            while ((count = tls.Read(some)) > 0) tls.Write(some, 0, count);
        }

        private static byte[] ReadClientHello(Socket socket)
        {
            var record = new byte[5];
            var stream = new NetworkStream(socket);
            stream.ReadExactly(record);
            var hello = new byte[record[3] << 8 | record[4]];
            stream.ReadExactly(hello);
            return hello;
        }

        private static SslStream AskForCertificate(Socket socket, SslProtocols version, Action<string[]> see)
        {
            var tls = new SslStream(new NetworkStream(socket));
            tls.AuthenticateAsServer(new SslServerAuthenticationOptions
            {
                ServerCertificate = Good,
                EnabledSslProtocols = version,
                ClientCertificateRequired = true,
                RemoteCertificateValidationCallback = (_, leaf, chain, _) =>
                {
                    see(leaf is null ? [] : [leaf.Subject, .. chain!.ChainPolicy.ExtraStore.Select(one => one.Subject).Where(one => one != leaf.Subject)]);
                    return true;
                }
            });
            return tls;
        }

        private static NetworkFailure Failure(Action action) => Assert.Throws<NetworkException>(action).Failure;

        private IConnection Connect(LoopbackServer server) => _network.Connect("127.0.0.1", server.Port, LongMs);

        private TlsFailure HandshakeFailure(LoopbackServer server, int timeoutMs)
        {
            IConnection connection = Connect(server);
            TlsFailure failure = Assert.Throws<TlsException>(() => connection.StartTls(Options(), timeoutMs)).Failure;
            Assert.Equal(NetworkFailure.Closed, Failure(() => connection.Write(_buffer, 0, 1, LongMs)));
            return failure;
        }

        /// <summary>A word there and back, which shows that TLS works, and that the one TLS connection is free.</summary>
        private void Exchange(LoopbackServer? server, TlsOptions? options = null)
        {
            using LoopbackServer own = LoopbackServer.Tls(Good, Echo);
            Exchange(Connect(server ?? own), options);
        }

        private void Exchange(IConnection connection, TlsOptions? options = null)
        {
            connection.StartTls(options ?? Options(), LongMs);
            connection.Write("word"u8.ToArray(), 0, 4, LongMs);
            Assert.Equal("word"u8.ToArray(), Bytes(connection, 4));
            connection.Close();
        }

        private byte[] Bytes(IConnection connection, int count)
        {
            var bytes = new byte[count];
            int read = 0;
            while (read < count)
            {
                int part = connection.Read(bytes, read, count - read, LongMs);
                Assert.True(part > 0, "the connection ended early");
                read += part;
            }
            return bytes;
        }

        /// <summary>A line that can hold back all but the first bytes, or deliver them one by one.</summary>
        private sealed class HoldingStream(Socket socket) : NetworkStream(socket, ownsSocket: false)
        {
            private int _passing = int.MaxValue;
            private ManualResetEventSlim? _mayGoOn;

            public int DelayMs { get; set; }

            public void Hold(int passing, ManualResetEventSlim mayGoOn)
            {
                _mayGoOn = mayGoOn;
                _passing = passing;
            }

            public override void Write(ReadOnlySpan<byte> buffer)
            {
                if (DelayMs > 0)
                {
                    foreach (byte one in buffer)
                    {
                        Socket.Send([one]);
                        Thread.Sleep(DelayMs);
                    }
                    return;
                }
                int first = Math.Min(_passing, buffer.Length);
                Socket.Send(buffer[..first]);
                if (first == buffer.Length) return;
                _mayGoOn!.Wait();
                _passing = int.MaxValue;
                Socket.Send(buffer[first..]);
            }

            public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
        }

        private sealed class Nobody : AnswerSink
        {
            public override void Write(byte[] buffer, int offset, int count) => Assert.Fail("nothing was asked");
        }
    }
}

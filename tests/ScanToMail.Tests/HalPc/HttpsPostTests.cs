using System.Diagnostics;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ScanToMail.Hal;
using ScanToMail.Hal.Pc;
using Xunit;

namespace ScanToMail.Tests.HalPc
{
    /// <summary>One form over HTTPS, against a server that says exactly what a test wants.</summary>
    public sealed class HttpsPostTests : IDisposable
    {
        private const int LongMs = 20_000;
        private const string Host = "login.example.com";
        private const string Url = "https://login.example.com/tenant/oauth2/v2.0/token";
        private static readonly TestRoot Root = new("Root");
        private static readonly X509Certificate2 Good = Root.Issue(Host);
        private readonly LoopbackMap _map = new();
        private readonly List<LoopbackServer> _servers = [];
        private readonly Body _body = new();
        private string _request = "";

        public void Dispose() => _servers.ForEach(server => server.Dispose());

        [Fact]
        public void TheFormGoesOutAsItIsAndTheAnswerComesBack()
        {
            Serve("HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: 8\r\n\r\n{\"ü\":1}");
            HttpsAnswer answer = Post("grant_type=x&scope=a%20b");
            Assert.Equal((200, "{\"ü\":1}", 0), (answer.Status, _body.ToString(), answer.RetryAfterS));
            Assert.Equal("application/json; charset=utf-8", answer.ContentType);
            string[] lines = _request.Split("\r\n");
            Assert.Equal("POST /tenant/oauth2/v2.0/token HTTP/1.1", lines[0]);
            Assert.Contains("Host: login.example.com", lines);
            Assert.Contains("Content-Type: application/x-www-form-urlencoded", lines);
            Assert.Contains("Content-Length: 24", lines);
            Assert.Equal("grant_type=x&scope=a%20b", lines[^1]);
        }

        [Theory]
        [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n", 200, "abcde")]
        [InlineData("HTTP/1.0 200 OK\r\n\r\nuntil the end", 200, "until the end")]
        [InlineData("HTTP/1.1 204 No Content\r\n\r\n", 204, "")]
        [InlineData("HTTP/1.1 400 Bad Request\r\nContent-Length: 3\r\n\r\nbad", 400, "bad")]
        [InlineData("HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n", 500, "")]
        public void EveryStatusIsAnAnswer(string reply, int status, string body)
        {
            Serve(reply);
            HttpsAnswer answer = Post("a=b");
            Assert.Equal((status, body), (answer.Status, _body.ToString()));
        }

        [Fact]
        public void ARedirectIsNotFollowed()
        {
            LoopbackServer server = Serve("HTTP/1.1 307 Go\r\nLocation: " + Url + "2\r\nContent-Length: 0\r\n\r\n");
            Assert.Equal(307, Post("secret=1").Status);
            Assert.Equal(1, server.ConnectionCount);
        }

        [Theory]
        [InlineData("17", 17)]
        [InlineData("Wed, 21 Oct 2099 07:28:00 GMT", 0)]
        [InlineData("99999999999999999999", 0)]
        [InlineData("-5", 0)]
        [InlineData("soon", 0)]
        public void RetryAfterIsSecondsOrNothing(string value, int seconds)
        {
            Serve($"HTTP/1.1 429 Slow\r\nRetry-After: {value}\r\nContent-Length: 0\r\n\r\n");
            Assert.Equal(seconds, Post("a=b").RetryAfterS);
        }

        [Theory]
        [InlineData("Content-Length: 100\r\n\r\n", 100, true)]
        [InlineData("Content-Length: 101\r\n\r\n", 101, false)]
        [InlineData("Content-Length: 999999999\r\n\r\n", 200, false)]
        [InlineData("\r\n", 101, false)]
        [InlineData("Transfer-Encoding: chunked\r\n\r\nFFFFFF\r\n", 200_000, false)]
        public void TheAnswersSizeHasALimit(string headers, int bytes, bool isTaken)
        {
            Serve("HTTP/1.1 200 OK\r\n" + headers + new string('x', bytes));
            if (!isTaken)
            {
                Assert.Equal(NetworkFailure.AnswerTooLong, Failure());
                return;
            }
            Post("a=b");
            Assert.Equal(100, _body.ToString().Length);
        }

        [Fact]
        public void HeadersWithoutEndAreNotReadForever()
        {
            Serve(tls =>
            {
                tls.Write("HTTP/1.1 200 OK\r\n"u8);
                while (true) tls.Write("X-More: and more and more and more and more and more\r\n"u8);
            });
            Failure();
        }

        [Theory]
        [InlineData("")]
        [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
        [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nfirst half")]
        [InlineData("220 mail.example.com ESMTP\r\n")]
        [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n")]
        public void AnAnswerThatEndsEarlyOrIsNoneIsClosed(string reply)
        {
            Serve(reply);
            Assert.Equal(NetworkFailure.Closed, Failure());
            Serve("HTTP/1.1 204 No Content\r\n\r\n");
            Assert.Equal(204, Post("a=b").Status);
        }

        [Theory]
        [InlineData("")]
        [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nfirst half")]
        public void AServerThatHangsTimesOut(string before)
        {
            LoopbackServer? server = null;
            server = Serve(tls =>
            {
                if (before.Length > 0) tls.Write(Encoding.ASCII.GetBytes(before));
                server!.Over.WaitOne();
            });
            var watch = Stopwatch.StartNew();
            Assert.Equal(NetworkFailure.Timeout, Failure(timeoutMs: 1500));
            Assert.InRange(watch.ElapsedMilliseconds, 1000, LongMs);
        }

        [Fact]
        public void AnAnswerThatTricklesInTimesOutAsAWhole()
        {
            Serve(tls =>
            {
                tls.Write("HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n"u8);
                for (int i = 0; i < 900; i++)
                {
                    tls.Write("x"u8);
                    Thread.Sleep(30);
                }
            });
            var watch = Stopwatch.StartNew();
            Assert.Equal(NetworkFailure.Timeout, Failure(timeoutMs: 1500));
            Assert.InRange(watch.ElapsedMilliseconds, 1000, LongMs);
        }

        [Fact]
        public void AHandshakeThatHangsTimesOut()
        {
            LoopbackServer? server = null;
            server = Add(new LoopbackServer(_ => server!.Over.WaitOne()));
            TlsException error = Assert.Throws<TlsException>(() => Post("a=b", timeoutMs: 500));
            Assert.Equal(TlsFailure.Timeout, error.Failure);
        }

        [Fact]
        public void AnUntrustedServerGetsNoForm()
        {
            string seen = "";
            Add(LoopbackServer.Tls(new TestRoot("Other").Issue(Host), tls => seen = ReadRequest(tls)));
            TlsException error = Assert.Throws<TlsException>(() => Post("secret=1"));
            Assert.Equal(TlsFailure.CertificateRefused, error.Failure);
            Assert.DoesNotContain("secret", seen);
        }

        [Fact]
        public void NoNameNoServerAndNoHttpsAreErrors()
        {
            Assert.Equal(NetworkFailure.Refused, Failure(url: "https://127.0.0.1:1/"));
            Assert.Contains(Failure(url: "https://no-such-host.invalid/"), new[] { NetworkFailure.NameNotFound, NetworkFailure.Timeout });
            Assert.Throws<ArgumentException>(() => Post("a=b", url: "http://login.example.com/"));
        }

        private static string ReadRequest(SslStream tls)
        {
            var bytes = new byte[4096];
            int count = 0, bodyBytes = -1;
            while (bodyBytes != 0)
            {
                int part = tls.Read(bytes, count, bytes.Length - count);
                if (part == 0) return "";
                count += part;
                string text = Encoding.ASCII.GetString(bytes, 0, count);
                int end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
                if (end < 0) continue;
                int at = text.IndexOf("Content-Length: ", StringComparison.Ordinal) + 16;
                bodyBytes = end + 4 + int.Parse(text[at..text.IndexOf('\r', at)]) - count;
            }
            return Encoding.ASCII.GetString(bytes, 0, count);
        }

        private LoopbackServer Serve(string reply) => Serve(tls => tls.Write(Encoding.UTF8.GetBytes(reply)));

        private LoopbackServer Serve(Action<SslStream> answer) => Add(LoopbackServer.Tls(Good, tls =>
        {
            _request = ReadRequest(tls);
            answer(tls);
            tls.ShutdownAsync().GetAwaiter().GetResult();
        }));

        private LoopbackServer Add(LoopbackServer server)
        {
            _servers.Add(server);
            _map.Add(Host, 443, server.End);
            return server;
        }

        private HttpsAnswer Post(string form, string url = Url, int timeoutMs = LongMs) =>
            new PcNetwork(_map).PostForm(url, Encoding.ASCII.GetBytes(form), Root.Pem, timeoutMs, answerLimitBytes: 100, _body);

        private NetworkFailure Failure(string url = Url, int timeoutMs = LongMs) =>
            Assert.Throws<NetworkException>(() => Post("a=b", url, timeoutMs)).Failure;

        /// <summary>What came, as text.</summary>
        private sealed class Body : AnswerSink
        {
            private readonly MemoryStream _bytes = new();

            public override void Write(byte[] buffer, int offset, int count) => _bytes.Write(buffer, offset, count);

            public override string ToString() => Encoding.UTF8.GetString(_bytes.ToArray());
        }
    }
}

using System.Text.Json.Nodes;
using ScanToMail.Delivery;
using ScanToMail.Hal;
using ScanToMail.Tenant;
using ScanToMail.Tenant.Smtp;
using Xunit;

namespace ScanToMail.Tests.Microsoft365
{
    /// <summary>What goes over the network in which order: the board has room for one TLS connection.</summary>
    public sealed class SignInOrderTests
    {
        [Fact]
        public async Task NoConnectionIsOpenWhileATokenIsAskedForAndTheTokenIsThereBeforeSmtpOpens()
        {
            await using Board board = await Board.StartOAuthAsync();
            var network = new WatchedNetwork(board.Network);
            board.Network = network;
            board.Start();
            board.SignIn();
            Assert.Equal("devicecode token token", network.Take());
            // The server refuses the first token (535): one more, over a new connection, which then stays for the next mail.
            board.Tenant.SignIn.ExpireAccessTokens();
            Press(board, 3);
            Assert.True(board.Firmware.Queue.SendOnce());
            Assert.Equal("smtp close token smtp", network.Take());
            Assert.Equal(1, network.Open);
            // A person at the console comes in between.
            board.SignIn();
            Assert.Equal("close devicecode token token", network.Take());
            Assert.True(board.Firmware.Queue.SendOnce());
            Assert.True(board.Firmware.Queue.SendOnce());
            Assert.Equal("smtp close", network.Take());
            // Five minutes before its end the token is replaced, and not before.
            int life = board.Tenant.Options.SignIn.AccessTokenSeconds;
            board.Sim.Clock.Sleep((life - 320) * 1000);
            Press(board, 1);
            Assert.True(board.Firmware.Queue.SendOnce());
            Assert.Equal("smtp close", network.Take());
            board.Sim.Clock.Sleep(30_000);
            Press(board, 1);
            Assert.True(board.Firmware.Queue.SendOnce());
            Assert.Equal("token smtp close", network.Take());
            // Idle: once a week, and nothing else.
            for (int day = 0; day < 15; day++)
            {
                board.Sim.Clock.Sleep(86_400_000);
                Assert.False(board.Firmware.Queue.SendOnce());
            }
            Assert.Equal("token token", network.Take());
            Assert.Equal(0, network.OpenWhilePosting);
            Assert.Equal(5, board.Tenant.Inbox.Messages.Count);
        }

        [Fact]
        public async Task ASovereignCloudIsItsAuthorityItsScopeAndItsHost()
        {
            var options = new TenantOptions();
            options.SignIn.ExchangeAudiences = ["https://outlook.office365.us"];
            SmtpEndpointOptions submission = options.Smtp.Single(endpoint => endpoint.StandsFor.Contains("smtp.office365.com:587"));
            submission.StandsFor = ["smtp.office365.us:587"];
            submission.CertificateNames = ["smtp.office365.us"];
            options.SignIn.StandsFor = ["login.microsoftonline.us:443"];
            await using Board board = await Board.StartOAuthAsync(options);
            var signIn = (JsonObject)board.Settings["signIn"]!;
            board.Sending["host"] = "smtp.office365.us";
            signIn["authority"] = "login.microsoftonline.us";
            signIn["scope"] = "https://outlook.office365.us/SMTP.Send offline_access";
            board.SignIn();
            Assert.Equal(DeliveryOutcome.Delivered, board.Send().Outcome);
            board.Sim.Clock.Sleep(3_600_000);
            Assert.Equal(DeliveryOutcome.Delivered, board.Send().Outcome);
            Assert.Equal("smtp.office365.us", board.Tenant.Inbox.Messages[0].Tls!.ServerName);
            Assert.All(board.Tenant.SignIn.AccessTokens, token => Assert.Equal("https://outlook.office365.us", token.Audience));
            Assert.Equal(2, board.Tenant.SignIn.AccessTokens.Count);
        }

        private static void Press(Board board, int times)
        {
            for (int i = 0; i < times; i++)
            {
                board.Firmware.Enqueue(1);
                Assert.True(board.Firmware.Queue.ScanOnce());
            }
        }

        /// <summary>Writes down when connections are opened and closed and forms are posted.</summary>
        private sealed class WatchedNetwork(INetwork network) : INetwork
        {
            private readonly List<string> _events = [];

            /// <summary>Mail connections that are open.</summary>
            public int Open { get; private set; }

            /// <summary>The most of them that were open while a form was posted.</summary>
            public int OpenWhilePosting { get; private set; }

            public bool HasLink => network.HasLink;
            public bool IsUp => network.IsUp;
            public string Problem => network.Problem;
            public string OwnAddress => network.OwnAddress;
            public string Gateway => network.Gateway;
            public string MacAddress => network.MacAddress;
            public string[] DnsServers => network.DnsServers;

            /// <summary>What has happened since the last call.</summary>
            public string Take()
            {
                string taken = string.Join(' ', _events);
                _events.Clear();
                return taken;
            }

            public void Start(NetworkSetup setup) => network.Start(setup);

            public string[] Resolve(string name, int timeoutMs) => network.Resolve(name, timeoutMs);

            public IDatagramSocket OpenDatagramSocket() => network.OpenDatagramSocket();

            public IConnection Connect(string address, int port, int timeoutMs)
            {
                IConnection connection = network.Connect(address, port, timeoutMs);
                _events.Add("smtp");
                Open++;
                return new WatchedConnection(this, connection);
            }

            public HttpsAnswer PostForm(string url, byte[] form, byte[] trustedRootsPem, int timeoutMs, int answerLimitBytes, AnswerSink sink)
            {
                _events.Add(url[(url.LastIndexOf('/') + 1)..]);
                OpenWhilePosting = Math.Max(OpenWhilePosting, Open);
                return network.PostForm(url, form, trustedRootsPem, timeoutMs, answerLimitBytes, sink);
            }

            private sealed class WatchedConnection(WatchedNetwork network, IConnection connection) : IConnection
            {
                private bool _isClosed;

                public string RemoteAddress => connection.RemoteAddress;
                public bool IsTls => connection.IsTls;
                public bool DataAvailable => connection.DataAvailable;

                public int Read(byte[] buffer, int offset, int count, int timeoutMs) => connection.Read(buffer, offset, count, timeoutMs);

                public void Write(byte[] buffer, int offset, int count, int timeoutMs) => connection.Write(buffer, offset, count, timeoutMs);

                public void StartTls(TlsOptions options, int timeoutMs) => connection.StartTls(options, timeoutMs);

                public void Close()
                {
                    connection.Close();
                    if (_isClosed) return;
                    _isClosed = true;
                    network.Open--;
                    network._events.Add("close");
                }
            }
        }
    }
}

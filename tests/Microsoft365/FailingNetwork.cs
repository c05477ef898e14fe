using ScanToMail.Hal;

namespace ScanToMail.Tests.Microsoft365
{
    /// <summary>A network of which each part can fail.</summary>
    internal sealed class FailingNetwork(INetwork network) : INetwork
    {
        /// <summary>Null: the real one's.</summary>
        public string? Mac { get; init; } = "02:00:5E:00:53:07";

        public bool HasLink { get; init; } = true;

        public bool IsUp { get; init; } = true;

        public NetworkFailure? Resolving { get; init; }

        public NetworkFailure? Connecting { get; set; }

        public string[]? Servers { get; init; }

        public NetworkFailure? Posting { get; init; }

        /// <summary>The longest that a connection waits, whatever it is asked for.</summary>
        public int PatienceMs { get; init; } = int.MaxValue;

        public string Problem => IsUp ? "" : HasLink ? "no DHCP server answers" : "no cable";

        /// <summary>How often a connection was opened or tried.</summary>
        public int Connects { get; private set; }

        /// <summary>How many connections were open at once at most, SMTP and HTTPS.</summary>
        public int MostOpen { get; private set; }

        private readonly Lock _lock = new();
        private int _open;

        public string OwnAddress => IsUp ? network.OwnAddress : "";

        public string Gateway => network.Gateway;

        public string MacAddress => Mac ?? network.MacAddress;

        public string[] DnsServers => Servers ?? network.DnsServers;

        public void Start(NetworkSetup setup) => network.Start(setup);

        public string[] Resolve(string name, int timeoutMs)
        {
            if (!IsUp) throw new NetworkException(Mac == "" ? NetworkFailure.NoInterface : HasLink ? NetworkFailure.NoAddress : NetworkFailure.NoLink, Problem);
            return Resolving is { } failure ? throw new NetworkException(failure, "no " + name) : network.Resolve(name, timeoutMs);
        }

        public IConnection Connect(string address, int port, int timeoutMs)
        {
            Connects++;
            if (Connecting is { } failure) throw new NetworkException(failure, "no " + address);
            var connection = new HastyConnection(network.Connect(address, port, timeoutMs), this);
            Count(1);
            return connection;
        }

        private void Count(int opened)
        {
            lock (_lock)
            {
                _open += opened;
                MostOpen = Math.Max(MostOpen, _open);
            }
        }

        public IDatagramSocket OpenDatagramSocket() => network.OpenDatagramSocket();

        public HttpsAnswer PostForm(string url, byte[] form, byte[] trustedRootsPem, int timeoutMs, int answerLimitBytes,
            AnswerSink sink)
        {
            if (Posting is { } failure) throw new NetworkException(failure, "no " + url);
            Count(1);
            try
            {
                return network.PostForm(url, form, trustedRootsPem, timeoutMs, answerLimitBytes, sink);
            }
            finally
            {
                Count(-1);
            }
        }

        private sealed class HastyConnection(IConnection connection, FailingNetwork owner) : IConnection
        {
            private int _isClosed;

            public string RemoteAddress => connection.RemoteAddress;

            public bool IsTls => connection.IsTls;

            public bool DataAvailable => connection.DataAvailable;

            public int Read(byte[] buffer, int offset, int count, int timeoutMs) =>
                connection.Read(buffer, offset, count, Math.Min(timeoutMs, owner.PatienceMs));

            public void Write(byte[] buffer, int offset, int count, int timeoutMs) => connection.Write(buffer, offset, count, timeoutMs);

            public void StartTls(TlsOptions options, int timeoutMs) => connection.StartTls(options, Math.Min(timeoutMs, owner.PatienceMs));

            public void Close()
            {
                connection.Close();
                if (Interlocked.Exchange(ref _isClosed, 1) == 0) owner.Count(-1);
            }
        }
    }
}

using ScanToMail.Boot;
using ScanToMail.DeviceMemory;
using ScanToMail.Hal;
using ScanToMail.Jobs;

namespace ScanToMail.VirtualDevice
{
    /// <summary>
    /// The board's network with a look at the firmware's memory now and then: what is reachable from the firmware's
    /// root, counted as the device counts it, taken on the job's own thread while a write is under way and when the job
    /// comes to its next stage.
    /// </summary>
    internal sealed class LiveMemory(INetwork network) : JobListener, INetwork
    {
        private const int WritesASample = 64;
        private readonly SortedDictionary<string, long> _stages = [];
        private string _stage = "connecting";
        private int _writes;

        /// <summary>The firmware that is measured, once there is one.</summary>
        public Firmware? Root { get; set; }

        /// <summary>The highest figure so far, in bytes.</summary>
        public long MaxBytes => _stages.Values.DefaultIfEmpty().Max();

        /// <summary>The highest figure of each stage, by the names of the job's states.</summary>
        public IReadOnlyDictionary<string, long> MaxBytesByStage => _stages;

        public bool HasLink => network.HasLink;
        public bool IsUp => network.IsUp;
        public string Problem => network.Problem;
        public string OwnAddress => network.OwnAddress;
        public string Gateway => network.Gateway;
        public string MacAddress => network.MacAddress;
        public void Start(NetworkSetup setup) => network.Start(setup);
        public string[] DnsServers => network.DnsServers;
        public string[] Resolve(string name, int timeoutMs) => network.Resolve(name, timeoutMs);
        public IDatagramSocket OpenDatagramSocket() => network.OpenDatagramSocket();

        public HttpsAnswer PostForm(string url, byte[] form, byte[] roots, int timeoutMs, int answerLimitBytes, AnswerSink sink) =>
            network.PostForm(url, form, roots, timeoutMs, answerLimitBytes, sink);

        public IConnection Connect(string address, int port, int timeoutMs) =>
            new Connection(this, network.Connect(address, port, timeoutMs));

        /// <summary>A job has come to its next stage.</summary>
        public override void Changed(Job job)
        {
            _stage = JobStates.Name(job.State);
            Count();
        }

        private void Sample()
        {
            if (_writes++ % WritesASample == 0) Count();
        }

        private void Count()
        {
            if (Root is null) return;
            _stages[_stage] = Math.Max(_stages.GetValueOrDefault(_stage), DeviceHeap.CountReachableBytes(Root));
        }

        private sealed class Connection(LiveMemory memory, IConnection inner) : IConnection
        {
            public string RemoteAddress => inner.RemoteAddress;
            public bool IsTls => inner.IsTls;
            public bool DataAvailable => inner.DataAvailable;

            public int Read(byte[] buffer, int offset, int count, int timeoutMs) =>
                inner.Read(buffer, offset, count, timeoutMs);

            public void Write(byte[] buffer, int offset, int count, int timeoutMs)
            {
                memory.Sample();
                inner.Write(buffer, offset, count, timeoutMs);
            }

            public void StartTls(TlsOptions options, int timeoutMs) => inner.StartTls(options, timeoutMs);
            public void Close() => inner.Close();
        }
    }
}

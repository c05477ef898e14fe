using ScanToMail.DeviceMemory;
using ScanToMail.Hal;

namespace ScanToMail.Tests.Bench.Peers
{
    /// <summary>
    /// The PC's board with flash in memory and two looks at what passes: live memory, counted as the device counts it, at the first write
    /// after the first 100 KB (once, for the counting itself takes time), and, on demand, an EHLO reply without
    /// BINARYMIME.
    /// </summary>
    internal sealed class PeakMemory(IHal board, IFlash flash, bool hidesBinaryMime) : IHal, INetwork
    {
        private const int SampleAtBytes = 100_000;

        public object? Root { get; set; }

        public long PeakBytes { get; private set; }

        public IClock Clock => board.Clock;
        public INetwork Network => this;
        public IFlash Flash => flash;
        public IRandom Random => board.Random;
        public IScanner Scanner => board.Scanner;
        public IButtons Buttons => board.Buttons;
        public IStatusLight Light => board.Light;
        public ISerialLine Serial => board.Serial;
        public IMemory Memory => board.Memory;
        public IBoard Board => board.Board;

        public void Start(NetworkSetup setup) => board.Network.Start(setup);
        public bool HasLink => board.Network.HasLink;
        public bool IsUp => board.Network.IsUp;
        public string Problem => board.Network.Problem;
        public string OwnAddress => board.Network.OwnAddress;
        public string Gateway => board.Network.Gateway;
        public string MacAddress => board.Network.MacAddress;
        public string[] DnsServers => board.Network.DnsServers;
        public string[] Resolve(string name, int timeoutMs) => board.Network.Resolve(name, timeoutMs);
        public IDatagramSocket OpenDatagramSocket() => board.Network.OpenDatagramSocket();

        public HttpsAnswer PostForm(string url, byte[] form, byte[] roots, int timeoutMs, int answerLimitBytes, AnswerSink sink) =>
            board.Network.PostForm(url, form, roots, timeoutMs, answerLimitBytes, sink);

        public IConnection Connect(string address, int port, int timeoutMs) =>
            new Connection(this, board.Network.Connect(address, port, timeoutMs));

        private sealed class Connection(PeakMemory memory, IConnection inner) : IConnection
        {
            private long _bytes;

            public string RemoteAddress => inner.RemoteAddress;
            public bool IsTls => inner.IsTls;
            public bool DataAvailable => inner.DataAvailable;

            public int Read(byte[] buffer, int offset, int count, int timeoutMs)
            {
                int read = inner.Read(buffer, offset, count, timeoutMs);
                if (memory.HidesBinaryMime) Replace(buffer.AsSpan(offset, read), "BINARYMIME"u8, "XBINARYXXX"u8);
                return read;
            }

            public void Write(byte[] buffer, int offset, int count, int timeoutMs)
            {
                bool isDue = _bytes < SampleAtBytes && _bytes + count >= SampleAtBytes;
                _bytes += count;
                if (isDue && memory.PeakBytes == 0) memory.PeakBytes = DeviceHeap.CountReachableBytes(memory.Root!);
                inner.Write(buffer, offset, count, timeoutMs);
            }

            public void StartTls(TlsOptions options, int timeoutMs) => inner.StartTls(options, timeoutMs);
            public void Close() => inner.Close();

            private static void Replace(Span<byte> text, ReadOnlySpan<byte> old, ReadOnlySpan<byte> by)
            {
                int at = text.IndexOf(old);
                if (at >= 0) by.CopyTo(text[at..]);
            }
        }

        private bool HidesBinaryMime => hidesBinaryMime;
    }
}

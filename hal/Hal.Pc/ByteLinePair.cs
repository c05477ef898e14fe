namespace ScanToMail.Hal.Pc
{
    /// <summary>
    /// Two ends of a line of bytes inside this program, as a cable would join them. The end whose buffer is full loses
    /// what comes, as a UART does.
    /// </summary>
    public sealed class ByteLinePair
    {
        /// <summary>A line whose ends keep so many bytes while nobody reads.</summary>
        public ByteLinePair(int boardBufferBytes, int engineBufferBytes)
        {
            var board = new End(boardBufferBytes);
            var engine = new End(engineBufferBytes);
            board.Other = engine;
            engine.Other = board;
            Board = board;
            Engine = engine;
        }

        /// <summary>The board's end.</summary>
        public IByteLine Board { get; }

        /// <summary>The engine's end.</summary>
        public IByteLine Engine { get; }

        private sealed class End(int bufferBytes) : IByteLine
        {
            private readonly object _lock = new();
            private readonly Queue<byte> _received = new();

            public End? Other { get; set; }

            public int ReceiveBufferBytes => bufferBytes;

            public int Read(byte[] buffer, int offset, int count, int timeoutMs)
            {
                lock (_lock)
                {
                    if (_received.Count == 0) Monitor.Wait(_lock, timeoutMs);
                    int read = 0;
                    while (read < count && _received.TryDequeue(out byte value)) buffer[offset + read++] = value;
                    return read;
                }
            }

            public void Write(byte[] buffer, int offset, int count) => Other!.Keep(buffer.AsSpan(offset, count));

            private void Keep(ReadOnlySpan<byte> bytes)
            {
                lock (_lock)
                {
                    foreach (byte value in bytes)
                    {
                        if (_received.Count < bufferBytes) _received.Enqueue(value);
                    }
                    Monitor.Pulse(_lock);
                }
            }
        }
    }

    /// <summary>Runs an engine's end of the scan link at the end of a line, on a thread of its own.</summary>
    public sealed class ScanEngineHost : IDisposable
    {
        private const int SliceMs = 20;
        private readonly ScanEngine _engine;
        private readonly IByteLine _line;
        private readonly Thread _thread;
        private volatile bool _isStopping;

        /// <summary>Starts the engine over a source of pages.</summary>
        public ScanEngineHost(IScanner source, IByteLine line, ScanEngineOptions options)
        {
            _line = line;
            _engine = new ScanEngine(source, options, bytes => line.Write(bytes, 0, bytes.Length));
            _thread = new Thread(Run) { IsBackground = true, Name = "scan engine" };
            _thread.Start();
        }

        /// <summary>Stops it.</summary>
        public void Dispose()
        {
            _isStopping = true;
            _thread.Join();
        }

        private void Run()
        {
            var buffer = new byte[4096];
            while (!_isStopping)
            {
                int count = _line.Read(buffer, 0, buffer.Length, SliceMs);
                _engine.Receive(buffer.AsSpan(0, count), Environment.TickCount64);
                _engine.Tick(Environment.TickCount64);
            }
        }
    }
}

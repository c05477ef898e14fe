using ScanToMail.Hal;
using ScanToMail.Hal.Pc;
using ScanToMail.ScanLink;
using ScanToMail.Tests.Support;

namespace ScanToMail.Tests.ScanLink
{
    /// <summary>A page as the board got it.</summary>
    internal sealed record GotPage(PageInfo Info, byte[] Bytes);

    /// <summary>
    /// Board's end and engine's end of the scan link on one simulated clock, with a line between them that a test may
    /// hurt: each end's frames pass through a channel, and the line keeps only as many bytes as it says.
    /// </summary>
    internal sealed class LinkRig : IByteLine
    {
        private const int OperationLimit = 400_000;
        private const int StepMs = 20;
        private readonly Queue<byte> _toBoard = new();
        private int _frames;
        private ScanEngine _engine;

        public LinkRig(
            int receiveBufferBytes = 512, FrameCheck? check = null, ScanEngineOptions? options = null,
            SimClock? clock = null)
        {
            Clock = clock ?? new SimClock();
            ReceiveBufferBytes = receiveBufferBytes;
            Options = options ?? new ScanEngineOptions();
            _engine = NewEngine();
            Board = new LinkScanner(this, Clock, check ?? new FrameCheck());
        }

        public SimClock Clock { get; }

        public SimScanner Source { get; } = new();

        public ScanEngineOptions Options { get; }

        public LinkScanner Board { get; private set; }

        public int ReceiveBufferBytes { get; }

        /// <summary>What becomes of a frame on its way: index from 0, whether it goes to the board, its
        /// bytes.</summary>
        public Func<int, bool, byte[], byte[][]> Channel { get; set; } = (_, _, bytes) => [bytes];

        /// <summary>Called before each of the board's operations on the line, with its number.</summary>
        public Action<int>? Operating { get; set; }

        /// <summary>Most bytes that a read gives.</summary>
        public int ReadMaxBytes { get; set; } = int.MaxValue;

        /// <summary>Whether the engine does nothing any more.</summary>
        public bool IsEngineDead { get; set; }

        public int Operations { get; private set; }

        /// <summary>Bytes that came while the line's buffer was full.</summary>
        public int LostBytes { get; private set; }

        /// <summary>Frames as they were sent: whether to the board, and the bytes.</summary>
        public List<(bool ToBoard, byte[] Bytes)> Sent { get; } = [];

        public int Read(byte[] buffer, int offset, int count, int timeoutMs)
        {
            Operate();
            long endMs = Clock.MonotonicMs + timeoutMs;
            TickEngine();
            while (_toBoard.Count == 0 && Clock.MonotonicMs < endMs)
            {
                Pass((int)Math.Min(StepMs, endMs - Clock.MonotonicMs));
            }
            int read = 0;
            while (read < Math.Min(count, ReadMaxBytes) && _toBoard.TryDequeue(out byte value))
            {
                buffer[offset + read++] = value;
            }
            return read;
        }

        public void Write(byte[] buffer, int offset, int count)
        {
            Operate();
            foreach (byte[] bytes in Sending(false, buffer[offset..(offset + count)]))
            {
                if (!IsEngineDead) _engine.Receive(bytes, Clock.MonotonicMs);
            }
        }

        /// <summary>The board's threads all stand still; the engine does not.</summary>
        public void FreezeBoard(int durationMs)
        {
            for (int i = 0; i < durationMs / StepMs; i++) Pass(StepMs);
        }

        /// <summary>The engine's processor starts anew.</summary>
        public void ResetEngine()
        {
            IsEngineDead = false;
            _engine = NewEngine();
        }

        /// <summary>The board starts anew; what the line has kept is still there.</summary>
        public void RestartBoard() => Board = new LinkScanner(this, Clock, new FrameCheck());

        /// <summary>Bytes that nobody sent.</summary>
        public void AddNoise(ReadOnlySpan<byte> bytes)
        {
            foreach (byte value in bytes) Keep(value);
        }

        /// <summary>Scans everything.</summary>
        public List<GotPage> Scan(ScanSettings? settings = null, int bufferBytes = 100,
            Action<IScanSession>? onStart = null, Action<IScanSession>? onRead = null)
        {
            var pages = new List<GotPage>();
            IScanSession session = Board.Start(settings ?? new ScanSettings());
            onStart?.Invoke(session);
            try
            {
                var info = new PageInfo();
                while (session.NextPage(info, 60_000))
                {
                    pages.Add(new GotPage(info, ReadPage(session, bufferBytes, onRead)));
                    info = new PageInfo();
                }
                return pages;
            }
            finally
            {
                session.Close();
            }
        }

        private static byte[] ReadPage(IScanSession session, int bufferBytes, Action<IScanSession>? onRead)
        {
            var bytes = new MemoryStream();
            var buffer = new byte[bufferBytes];
            int count;
            while ((count = session.Read(buffer, 0, buffer.Length, 30_000)) > 0)
            {
                bytes.Write(buffer, 0, count);
                onRead?.Invoke(session);
            }
            return bytes.ToArray();
        }

        private ScanEngine NewEngine() => new(Source, Options, bytes =>
        {
            foreach (byte[] part in Sending(true, bytes))
            {
                foreach (byte value in part) Keep(value);
            }
        });

        private byte[][] Sending(bool toBoard, byte[] bytes)
        {
            Sent.Add((toBoard, bytes));
            return Channel(_frames++, toBoard, bytes);
        }

        private void Keep(byte value)
        {
            if (_toBoard.Count < ReceiveBufferBytes) _toBoard.Enqueue(value);
            else LostBytes++;
        }

        private void Pass(int durationMs)
        {
            Clock.Sleep(durationMs);
            TickEngine();
        }

        private void TickEngine()
        {
            if (!IsEngineDead) _engine.Tick(Clock.MonotonicMs);
        }

        private void Operate()
        {
            if (++Operations > OperationLimit) throw new InvalidOperationException("the link does not come to an end");
            Operating?.Invoke(Operations);
        }
    }

    /// <summary>A checksum as the board's native calls give it: the string's hash code is the CRC.</summary>
    internal sealed class BoardCheck : FrameCheck
    {
        public int Hashes { get; private set; }

        protected override int HashOf(string text)
        {
            Hashes++;
            uint crc = 0;
            foreach (char c in text)
            {
                crc ^= (uint)c << 24;
                for (int bit = 0; bit < 8; bit++) crc = (crc & 0x80000000) != 0 ? crc << 1 ^ 0x04C11DB7 : crc << 1;
            }
            return (int)crc;
        }
    }
}

using ScanToMail.Hal;
using ScanToMail.Hal.Pc;
using ScanToMail.ScanLink;
using ScanToMail.Tests.Support;

namespace ScanToMail.Tests.Fuzz
{
    /// <summary>
    /// What comes from a scan engine. The input is a row of records: one byte of kind, one of length, then so many bytes. An even
    /// kind is a frame: its checksum is made to fit and its session is the board's, so that fuzzing gets past both; an odd one
    /// is bytes as they are.
    /// </summary>
    internal static class LinkTargets
    {
        private const int SessionAt = 6;
        private const int HeaderBytes = 10;

        private static readonly FrameCheck Check = new();

        public static byte[][] Seeds { get; } = [Record(pages: 1), Record(pages: 2)];

        public static void Take(byte[] bytes)
        {
            var line = new Line(bytes);
            var scanner = new LinkScanner(line, line.Clock, Check);
            IScanSession? session = null;
            try
            {
                session = scanner.Start(new ScanSettings { ResolutionDpi = 300 });
                var info = new PageInfo();
                var buffer = new byte[500];
                while (session.NextPage(info, 60_000))
                {
                    while (session.Read(buffer, 0, buffer.Length, 30_000) > 0)
                    {
                    }
                }
            }
            catch (ScanException)
            {
                // The engine's fault is no fault of ours.
            }
            finally
            {
                session?.Close();
            }
        }

        /// <summary>What an honest engine says in a scan, as an input.</summary>
        private static byte[] Record(int pages)
        {
            var clock = new SimClock();
            var said = new List<byte>();
            var toBoard = new Queue<byte>();
            var source = new SimScanner();
            for (int i = 0; i < pages; i++) source.Pages.Add(SimPage.Jpeg(TestJpeg.Make(scanBytes: 100, seed: i)));
            var engine = new ScanEngine(source, new ScanEngineOptions(), frame =>
            {
                foreach (byte value in frame) toBoard.Enqueue(value);
                byte[] body = frame[2..^4];
                if (body.Length < 256) said.AddRange([0, (byte)body.Length, .. body]);
            });
            var line = new EngineLine(clock, engine, toBoard);
            IScanSession session = new LinkScanner(line, clock, Check).Start(new ScanSettings { ResolutionDpi = 300 });
            var info = new PageInfo();
            while (session.NextPage(info, 60_000))
            {
                while (session.Read(new byte[500], 0, 500, 30_000) > 0)
                {
                }
            }
            session.Close();
            return [.. said];
        }

        private sealed class EngineLine(SimClock clock, ScanEngine engine, Queue<byte> toBoard) : IByteLine
        {
            public int ReceiveBufferBytes => 8192;

            public int Read(byte[] buffer, int offset, int count, int timeoutMs)
            {
                if (toBoard.Count == 0) clock.Sleep(Math.Min(timeoutMs, 20));
                engine.Tick(clock.MonotonicMs);
                int read = 0;
                while (read < count && toBoard.TryDequeue(out byte value)) buffer[offset + read++] = value;
                return read;
            }

            public void Write(byte[] buffer, int offset, int count) =>
                engine.Receive(buffer.AsSpan(offset, count), clock.MonotonicMs);
        }

        private sealed class Line(byte[] input) : IByteLine
        {
            private readonly Queue<byte> _waiting = new();
            private byte[] _session = [0, 0];
            private int _at;

            public SimClock Clock { get; } = new();

            public int ReceiveBufferBytes => 8192;

            public int Read(byte[] buffer, int offset, int count, int timeoutMs)
            {
                if (_waiting.Count == 0) Next();
                if (_waiting.Count == 0) Clock.Sleep(timeoutMs);
                int read = 0;
                while (read < count && _waiting.TryDequeue(out byte value)) buffer[offset + read++] = value;
                return read;
            }

            public void Write(byte[] buffer, int offset, int count)
            {
                if (count >= HeaderBytes) _session = buffer.AsSpan(offset + SessionAt, 2).ToArray();
            }

            private void Next()
            {
                if (_at + 2 > input.Length) return;
                bool isFrame = (input[_at] & 1) == 0;
                int length = Math.Min(input[_at + 1], input.Length - _at - 2);
                byte[] body = input.AsSpan(_at + 2, length).ToArray();
                _at += 2 + length;
                if (isFrame && length >= HeaderBytes - 2) body = Frame(body);
                foreach (byte value in body) _waiting.Enqueue(value);
            }

            private byte[] Frame(byte[] body)
            {
                _session.CopyTo(body, SessionAt - 2);
                int payloadBytes = body.Length - (HeaderBytes - 2);
                (body[6], body[7]) = ((byte)payloadBytes, (byte)(payloadBytes >> 8));
                return [0xA5, 0x5A, .. body, .. BitConverter.GetBytes(Check.Compute(body, 0, body.Length))];
            }
        }
    }
}

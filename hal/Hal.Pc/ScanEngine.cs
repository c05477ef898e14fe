using System.Buffers.Binary;
using System.Text;

namespace ScanToMail.Hal.Pc
{
    /// <summary>What an engine is told about itself.</summary>
    public sealed class ScanEngineOptions
    {
        /// <summary>What it calls itself, at most 32 characters of ASCII.</summary>
        public string Name { get; init; } = "PC scan engine";

        /// <summary>The versions of the link that it speaks, lowest and highest.</summary>
        public (byte Lowest, byte Highest) Versions { get; init; } = (1, 1);

        /// <summary>Bit 0 JPEG, 1 black and white, 2 gray, 3 colour.</summary>
        public byte Abilities { get; init; } = 0x0F;

        /// <summary>Lowest and highest resolution.</summary>
        public (ushort Lowest, ushort Highest) ResolutionDpi { get; init; } = (50, 1200);

        /// <summary>Most bytes that it puts into a strip.</summary>
        public int StripMaxBytes { get; init; } = LinkFrame.PayloadMaxBytes;
    }

    /// <summary>
    /// The engine's end of the scan link, version 1 (hal/SPEC-scan-link.md): feeds what a scanner delivers, for example
    /// a folder of images, through the link. Does nothing by itself: it is given bytes and time, and hands bytes out.
    /// </summary>
    public sealed class ScanEngine(IScanner source, ScanEngineOptions options, Action<byte[]> send)
    {
        private const long AbandonMs = 600_000;
        private const int GapMs = 100;
        private const int SourceTimeoutMs = 30_000;

        private readonly LinkFrameReader _reader = new();
        private readonly Queue<byte[]> _unconfirmed = new();
        private ushort? _session;
        private IScanSession? _scan;
        private (LinkFrameType Type, byte[] Payload)? _startAnswer;
        private ushort _first;
        private ushort _limit;
        private int _stripBytes;
        private ushort _page;
        private uint _pageBytes;
        private bool _isInPage;
        private bool _isAtEnd;
        private long _lastByteMs;
        private long _lastFrameMs;

        private ushort Next => (ushort)(_first + _unconfirmed.Count);

        /// <summary>Takes what came over the line, and answers.</summary>
        public void Receive(ReadOnlySpan<byte> bytes, long nowMs)
        {
            if (bytes.Length > 0) _lastByteMs = nowMs;
            _reader.Add(bytes);
            while (_reader.Next() is { } frame) Handle(frame, nowMs);
        }

        /// <summary>Goes on with the scan as far as there is credit, and lets go of a board that is gone.</summary>
        public void Tick(long nowMs)
        {
            if (nowMs - _lastByteMs > GapMs && _reader.NextAfterGap() is { } frame) Handle(frame, nowMs);
            if (_session is not null && nowMs - _lastFrameMs > AbandonMs) EndSession();
            while (_scan is not null && !_isAtEnd && (short)(_limit - Next) > 0) SendNext();
        }

        private void Handle(LinkFrame frame, long nowMs)
        {
            if (frame.Type == LinkFrameType.Hello && frame.Payload.Length >= 4) Greet(frame);
            else if (frame.Session != _session) Send(LinkFrameType.Status, [0, 0], frame.Session);
            else if (frame.Type == LinkFrameType.Start && frame.Payload.Length >= 8) Start(frame);
            else if (frame.Type is LinkFrameType.Grant or LinkFrameType.Resend) Grant(frame);
            else if (frame.Type == LinkFrameType.Cancel) Cancel(frame.Session);
            if (frame.Session == _session) _lastFrameMs = nowMs;
        }

        private void Greet(LinkFrame hello)
        {
            if (hello.Session != _session)
            {
                EndSession();
                _session = hello.Session;
            }
            byte version = Math.Min(hello.Payload[1], options.Versions.Highest);
            if (version < Math.Max(hello.Payload[0], options.Versions.Lowest)) version = 0;
            var welcome = new byte[10];
            welcome[0] = version;
            welcome[1] = options.Versions.Lowest;
            welcome[2] = options.Versions.Highest;
            welcome[3] = options.Abilities;
            BinaryPrimitives.WriteUInt16LittleEndian(welcome.AsSpan(4), options.ResolutionDpi.Lowest);
            BinaryPrimitives.WriteUInt16LittleEndian(welcome.AsSpan(6), options.ResolutionDpi.Highest);
            BinaryPrimitives.WriteUInt16LittleEndian(welcome.AsSpan(8), (ushort)options.StripMaxBytes);
            Send(LinkFrameType.Welcome, [.. welcome, .. Encoding.ASCII.GetBytes(options.Name)], hello.Session);
        }

        /// <summary>A Start that comes again gets the same answer and starts nothing.</summary>
        private void Start(LinkFrame start)
        {
            _startAnswer ??= Begin(start.Payload);
            Send(_startAnswer.Value.Type, _startAnswer.Value.Payload, start.Session);
        }

        private (LinkFrameType Type, byte[] Payload) Begin(byte[] settings)
        {
            if (settings[2] > 2) return (LinkFrameType.Refused, Reason(7, "unknown colour mode"));
            _stripBytes = Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(settings.AsSpan(4)), options.StripMaxBytes);
            if (_stripBytes is < 64 or > LinkFrame.PayloadMaxBytes)
            {
                return (LinkFrameType.Refused, Reason(7, "wrong strip size"));
            }
            try
            {
                _scan = source.Start(new ScanSettings
                {
                    ResolutionDpi = BinaryPrimitives.ReadUInt16LittleEndian(settings),
                    Color = (ScanColor)settings[2],
                    PreferJpeg = (settings[3] & 1) != 0
                });
            }
            catch (ScanException error)
            {
                return (LinkFrameType.Refused, Reason(Code(error.Failure), error.Message));
            }
            var answer = new byte[2];
            BinaryPrimitives.WriteUInt16LittleEndian(answer, (ushort)_scan.PageCount);
            return (LinkFrameType.Started, answer);
        }

        private void Grant(LinkFrame grant)
        {
            int taken = (ushort)(grant.Sequence - _first);
            if (taken <= _unconfirmed.Count)
            {
                for (int i = 0; i < taken; i++) _unconfirmed.Dequeue();
                _first = grant.Sequence;
                var limit = (ushort)(grant.Sequence + grant.Credit);
                if ((short)(limit - _limit) > 0) _limit = limit;
            }
            if (grant.Type != LinkFrameType.Resend) return;
            if (_unconfirmed.Count == 0) Send(LinkFrameType.Status, [State(), 0], grant.Session);
            foreach (byte[] frame in _unconfirmed) send(frame);
        }

        private byte State()
        {
            if (_scan is null) return 1;
            if (_isAtEnd) return 4;
            return (byte)((short)(_limit - Next) > 0 ? 2 : 3);
        }

        private void Cancel(ushort session)
        {
            EndSession();
            Send(LinkFrameType.Status, [0, 0], session);
        }

        private void EndSession()
        {
            _scan?.Cancel();
            _scan?.Close();
            _scan = null;
            _session = null;
            _startAnswer = null;
            _unconfirmed.Clear();
            _first = _limit = _page = 0;
            _isInPage = _isAtEnd = false;
        }

        private void SendNext()
        {
            try
            {
                if (_isInPage) SendStrip();
                else SendPage();
            }
            catch (ScanException error)
            {
                SendInTurn(LinkFrameType.Failed, Reason(Code(error.Failure), error.Message));
                _isAtEnd = true;
            }
            if (_isAtEnd) _scan!.Close();
        }

        private void SendPage()
        {
            var info = new PageInfo();
            if (!_scan!.NextPage(info, SourceTimeoutMs))
            {
                var count = new byte[2];
                BinaryPrimitives.WriteUInt16LittleEndian(count, _page);
                SendInTurn(LinkFrameType.ScanEnd, count);
                _isAtEnd = true;
                return;
            }
            _page++;
            _pageBytes = 0;
            _isInPage = true;
            var page = new byte[16];
            BinaryPrimitives.WriteUInt16LittleEndian(page, _page);
            page[2] = (byte)info.Encoding;
            page[3] = (byte)info.BitsPerSample;
            BinaryPrimitives.WriteInt32LittleEndian(page.AsSpan(4), info.WidthPixels);
            BinaryPrimitives.WriteInt32LittleEndian(page.AsSpan(8), info.HeightPixels);
            BinaryPrimitives.WriteUInt16LittleEndian(page.AsSpan(12), (ushort)info.ResolutionXDpi);
            BinaryPrimitives.WriteUInt16LittleEndian(page.AsSpan(14), (ushort)info.ResolutionYDpi);
            SendInTurn(LinkFrameType.Page, page);
        }

        private void SendStrip()
        {
            var strip = new byte[_stripBytes];
            int count = _scan!.Read(strip, 0, strip.Length, SourceTimeoutMs);
            if (count > 0)
            {
                _pageBytes += (uint)count;
                SendInTurn(LinkFrameType.Strip, strip[..count]);
                return;
            }
            _isInPage = false;
            var end = new byte[6];
            BinaryPrimitives.WriteUInt16LittleEndian(end, _page);
            BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(2), _pageBytes);
            SendInTurn(LinkFrameType.PageEnd, end);
        }

        private void SendInTurn(LinkFrameType type, byte[] payload)
        {
            byte[] bytes = new LinkFrame(type, 0, Next, _session!.Value, payload).ToBytes();
            _unconfirmed.Enqueue(bytes);
            send(bytes);
        }

        private void Send(LinkFrameType type, byte[] payload, ushort session) =>
            send(new LinkFrame(type, 0, 0, session, payload).ToBytes());

        private static byte[] Reason(byte code, string text)
        {
            byte[] words = Encoding.ASCII.GetBytes(text);
            return [code, .. words.AsSpan(0, Math.Min(words.Length, 120))];
        }

        private static byte Code(ScanFailure failure) => failure switch
        {
            ScanFailure.FeederEmpty => 1,
            ScanFailure.Jam => 2,
            ScanFailure.CoverOpen => 3,
            ScanFailure.Cancelled => 4,
            ScanFailure.Busy => 5,
            ScanFailure.Timeout => 6,
            ScanFailure.Unsupported => 7,
            _ => 8
        };
    }
}

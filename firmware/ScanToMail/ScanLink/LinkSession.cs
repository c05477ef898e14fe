using System;
using System.Text;
using ScanToMail.Hal;

namespace ScanToMail.ScanLink
{
    /// <summary>
    /// One scan over the link. The board drives all mending: the engine sends only what it has credit for and repeats
    /// only what it is asked for, so that the board may stand still at any moment.
    /// </summary>
    internal sealed class LinkSession : IScanSession
    {
        private const int Version = 1;
        private const int SliceMs = 100;
        private const int QuietMs = 500;
        private const int HelloTimeoutMs = 10000;
        private const int StartTimeoutMs = 20000;
        private const int SilenceLimitMs = 10000;
        private const int CancelTries = 3;
        private const int NameMaxBytes = 32;
        private const int TextMaxBytes = 120;
        private const int HelloBytes = 4;
        private const int WelcomeBytes = 10;
        private const int StartBytes = 8;
        private const int PageBytes = 16;
        private const int StatusBytes = 2;

        private const int StateOver = 0;

        private readonly LinkPort _port;
        private readonly LinkCredit _credit;
        private readonly int _session;
        private int _next;
        private int _sinceGrant;
        private bool _isResendAsked;
        private int _waitedMs;
        private int _quietMs;
        private int _silentMs;
        private bool _isScanning;
        private bool _isEnded;
        private bool _isInPage;
        private int _page;
        private long _pageBytes;
        private int _stripOffset;
        private int _stripEnd;
        private bool _isCancelled;
        private ScanException _failure;

        public LinkSession(LinkPort port, int session)
        {
            _port = port;
            _session = session;
            _credit = new LinkCredit(port.ReceiveBufferBytes);
        }

        public string EngineName { get; private set; } = "";

        public bool IsClosed { get; private set; }

        public int PageCount { get; private set; }

        /// <summary>Says hello, agrees on the version, starts the scan. Throws <see cref="ScanException"/>, and the
        /// session is closed then.</summary>
        public void Open(ScanSettings settings)
        {
            try
            {
                SayHello(settings);
                Start(settings);
                Grant(FrameType.Grant);
            }
            catch (ScanException)
            {
                Close();
                throw;
            }
        }

        public bool NextPage(PageInfo page, int timeoutMs)
        {
            if (_failure != null) throw _failure;
            if (_isEnded) return false;
            if (_isInPage) throw new InvalidOperationException("the page before was not read to its end");
            Await(timeoutMs);
            if (_port.Type == FrameType.ScanEnd)
            {
                _isEnded = true;
                if (_port.PayloadBytes < 2 || _port.Get16(LinkPort.HeaderBytes) != _page) throw Garbled("end");
                return false;
            }
            if (_port.Type != FrameType.Page) throw Garbled("page header");
            ReadPage(page);
            return true;
        }

        public int Read(byte[] buffer, int offset, int count, int timeoutMs)
        {
            if (_failure != null) throw _failure;
            if (_isCancelled) throw Fail(LinkFailures.Cancelled());
            if (!_isInPage) return 0;
            if (_stripOffset == _stripEnd && !NextStrip(timeoutMs)) return 0;
            int part = _stripEnd - _stripOffset;
            if (part > count) part = count;
            Array.Copy(_port.Frame, _stripOffset, buffer, offset, part);
            _stripOffset += part;
            return part;
        }

        public void Cancel()
        {
            _isCancelled = true;
        }

        public void Close()
        {
            if (IsClosed) return;
            IsClosed = true;
            if (_isEnded) return;
            for (int i = 0; i < CancelTries; i++)
            {
                _port.Send(FrameType.Cancel, 0, _next, _session, 0);
                if (AwaitOver()) return;
            }
        }

        private void SayHello(ScanSettings settings)
        {
            _port.Outgoing[LinkPort.HeaderBytes] = Version;
            _port.Outgoing[LinkPort.HeaderBytes + 1] = Version;
            _port.Put16(LinkPort.HeaderBytes + 2, _credit.StripBytes);
            Ask(FrameType.Hello, HelloBytes, FrameType.Welcome, HelloTimeoutMs);
            if (_port.PayloadBytes < WelcomeBytes) throw Garbled("welcome");
            byte[] frame = _port.Frame;
            if (frame[LinkPort.HeaderBytes] != Version)
            {
                throw LinkFailures.WrongVersion(frame[LinkPort.HeaderBytes + 1], frame[LinkPort.HeaderBytes + 2]);
            }
            EngineName = Text(LinkPort.HeaderBytes + WelcomeBytes, NameMaxBytes);
            CheckAbilities(settings, frame[LinkPort.HeaderBytes + 3]);
            int lowest = _port.Get16(LinkPort.HeaderBytes + 4), highest = _port.Get16(LinkPort.HeaderBytes + 6);
            if (settings.ResolutionDpi >= lowest && settings.ResolutionDpi <= highest) return;
            throw LinkFailures.WrongResolution(settings.ResolutionDpi, lowest, highest);
        }

        private static void CheckAbilities(ScanSettings settings, int abilities)
        {
            int needed = settings.Color == ScanColor.Bilevel ? 2 : settings.Color == ScanColor.Gray ? 4 : 8;
            if ((abilities & needed) != 0) return;
            throw LinkFailures.WrongColor(needed == 2 ? "black and white" : needed == 4 ? "gray" : "colour");
        }

        private void Start(ScanSettings settings)
        {
            int at = LinkPort.HeaderBytes;
            _port.Put16(at, settings.ResolutionDpi);
            int color = settings.Color == ScanColor.Bilevel ? 0 : settings.Color == ScanColor.Gray ? 1 : 2;
            _port.Outgoing[at + 2] = (byte)color;
            _port.Outgoing[at + 3] = (byte)(settings.PreferJpeg ? 1 : 0);
            _port.Put16(at + 4, _credit.StripBytes);
            _port.Put16(at + 6, 0);
            Ask(FrameType.Start, StartBytes, FrameType.Started, StartTimeoutMs);
            if (_port.PayloadBytes < 2) throw Garbled("answer to the start");
            PageCount = _port.Get16(at);
            _isScanning = true;
        }

        /// <summary>Sends a frame, again at every quiet time, until its answer comes; the payload stays in the
        /// buffer.</summary>
        private void Ask(int type, int payloadBytes, int answer, int timeoutMs)
        {
            BeginWait();
            _port.Send(type, 0, 0, _session, payloadBytes);
            while (true)
            {
                if (Listen(timeoutMs))
                {
                    if (_port.Type == answer) return;
                    if (_port.Type == FrameType.Refused) throw Told();
                    if (type != FrameType.Hello) CheckStatus();
                }
                else if (_quietMs >= QuietMs)
                {
                    _quietMs = 0;
                    _port.Send(type, 0, 0, _session, payloadBytes);
                }
            }
        }

        /// <summary>Waits for the next frame in the row; asks for it again when it is missing.</summary>
        private void Await(int timeoutMs)
        {
            BeginWait();
            while (true)
            {
                bool came = Listen(timeoutMs);
                if (came && FrameType.IsSequenced(_port.Type) && Take()) return;
                if (came) CheckStatus();
                if (_quietMs >= QuietMs)
                {
                    _quietMs = 0;
                    Grant(FrameType.Resend);
                }
                else if (_port.WasDamaged && !_isResendAsked)
                {
                    _isResendAsked = true;
                    Grant(FrameType.Resend);
                }
            }
        }

        private void BeginWait()
        {
            _waitedMs = 0;
            _quietMs = 0;
            _silentMs = 0;
        }

        /// <summary>
        /// Listens for a short while: whether a frame of this session came. Throws when cancelled or over time.
        /// </summary>
        private bool Listen(int timeoutMs)
        {
            if (_isCancelled) throw Fail(LinkFailures.Cancelled());
            if (_silentMs >= SilenceLimitMs) throw Silent();
            if (_waitedMs >= timeoutMs)
            {
                throw _silentMs >= 2 * QuietMs ? Silent() : Fail(LinkFailures.Stuck(_isInPage, Where()));
            }
            bool came = _port.Receive(SliceMs) && _port.Session == _session;
            _waitedMs += _port.WaitedMs;
            _quietMs = came ? 0 : _quietMs + _port.WaitedMs;
            _silentMs = came ? 0 : _silentMs + _port.WaitedMs;
            return came;
        }

        /// <summary>Takes a frame that is in turn; one from before is a repetition, one from after shows a
        /// gap.</summary>
        private bool Take()
        {
            short distance = (short)(_port.Sequence - _next);
            if (distance != 0)
            {
                if (distance < 0 || _isResendAsked) return false;
                _isResendAsked = true;
                Grant(FrameType.Resend);
                return false;
            }
            _next = (_next + 1) & 0xFFFF;
            _isResendAsked = false;
            _sinceGrant++;
            if (_port.Type == FrameType.Failed)
            {
                _isEnded = true;
                Grant(FrameType.Grant);
                throw Told();
            }
            if (_sinceGrant * 2 >= _credit.Frames || _port.Type == FrameType.ScanEnd) Grant(FrameType.Grant);
            return true;
        }

        private void Grant(int type)
        {
            _sinceGrant = 0;
            _port.Send(type, _credit.Frames, _next, _session, 0);
        }

        private void CheckStatus()
        {
            if (_port.Type != FrameType.Status || _port.PayloadBytes < StatusBytes) return;
            if (_port.Frame[LinkPort.HeaderBytes] != StateOver) return;
            _isEnded = true;
            throw Fail(LinkFailures.Lost(Where()));
        }

        private void ReadPage(PageInfo page)
        {
            int at = LinkPort.HeaderBytes;
            byte[] frame = _port.Frame;
            bool isPage = _port.PayloadBytes >= PageBytes && _port.Get16(at) == _page + 1 && frame[at + 2] <= 3;
            if (!isPage) throw Garbled("page header");
            page.Encoding = ToEncoding(frame[at + 2]);
            page.BitsPerSample = frame[at + 3];
            page.WidthPixels = (int)_port.Get32(at + 4);
            page.HeightPixels = (int)_port.Get32(at + 8);
            page.ResolutionXDpi = _port.Get16(at + 12);
            page.ResolutionYDpi = _port.Get16(at + 14);
            if (page.WidthPixels < 0 || page.HeightPixels < 0) throw Garbled("page header");
            _page++;
            _pageBytes = 0;
            _stripOffset = 0;
            _stripEnd = 0;
            _isInPage = true;
        }

        private static PageEncoding ToEncoding(int code)
        {
            if (code == 0) return PageEncoding.Jpeg;
            if (code == 1) return PageEncoding.RawBilevel;
            return code == 2 ? PageEncoding.RawGray : PageEncoding.RawRgb;
        }

        private bool NextStrip(int timeoutMs)
        {
            Await(timeoutMs);
            if (_port.Type == FrameType.Strip && _port.PayloadBytes > 0)
            {
                _stripOffset = LinkPort.HeaderBytes;
                _stripEnd = _stripOffset + _port.PayloadBytes;
                _pageBytes += _port.PayloadBytes;
                return true;
            }
            _isInPage = false;
            bool isWhole = _port.Type == FrameType.PageEnd && _port.PayloadBytes >= 6
                && _port.Get16(LinkPort.HeaderBytes) == _page && _port.Get32(LinkPort.HeaderBytes + 2) == _pageBytes;
            if (!isWhole) throw Garbled("page's end");
            return false;
        }

        /// <summary>Whether the engine says within a short while that it has let go of the session.</summary>
        private bool AwaitOver()
        {
            for (int waitedMs = 0; waitedMs < QuietMs; waitedMs += _port.WaitedMs)
            {
                if (!_port.Receive(SliceMs) || _port.Type != FrameType.Status || _port.Session != _session) continue;
                if (_port.Frame[LinkPort.HeaderBytes] == StateOver) return true;
            }
            return false;
        }

        /// <summary>Text of a frame from an offset to the payload's end, cut at a limit. What people read stays one
        /// line of ASCII, whatever the engine sends.</summary>
        private string Text(int offset, int limitBytes)
        {
            int count = LinkPort.HeaderBytes + _port.PayloadBytes - offset;
            if (count <= 0) return "";
            if (count > limitBytes) count = limitBytes;
            byte[] text = new byte[count];
            for (int i = 0; i < count; i++)
            {
                byte value = _port.Frame[offset + i];
                text[i] = value >= 32 && value < 127 ? value : (byte)'?';
            }
            return Encoding.UTF8.GetString(text, 0, count);
        }

        private ScanException Told()
        {
            if (_port.PayloadBytes < 1) return Garbled("failure");
            string text = Text(LinkPort.HeaderBytes + 1, TextMaxBytes);
            return Fail(LinkFailures.Told(_port.Frame[LinkPort.HeaderBytes], text, Where()));
        }

        private ScanException Garbled(string what)
        {
            return Fail(LinkFailures.Garbled(what, Where()));
        }

        private ScanException Silent()
        {
            return Fail(_isScanning ? LinkFailures.Silent(Where()) : LinkFailures.NoAnswer());
        }

        /// <summary>Keeps the failure: a scan that failed never looks as if it had come to its end.</summary>
        private ScanException Fail(ScanException failure)
        {
            _failure = failure;
            return failure;
        }

        private string Where()
        {
            if (_page == 0) return "";
            return _isInPage
                ? " in page " + _page.ToString() + " after " + _pageBytes.ToString() + " bytes"
                : " after page " + _page.ToString();
        }
    }
}

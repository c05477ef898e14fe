using System;
using ScanToMail.Hal;

namespace ScanToMail.ScanLink
{
    /// <summary>
    /// A scan engine at the other end of a byte line: the board's end of the scan link, version 1
    /// (hal/SPEC-scan-link.md). Its buffers are made once, here; a scan makes one small object more.
    /// </summary>
    public sealed class LinkScanner : IScanner
    {
        private readonly LinkPort _port;
        private LinkSession _current;
        private int _session;

        /// <summary>The engine at the end of a line. Throws <see cref="ArgumentException"/> for a line that keeps fewer
        /// than 512 bytes while nobody reads.</summary>
        public LinkScanner(IByteLine line, IClock clock, FrameCheck check)
        {
            if (line.ReceiveBufferBytes < LinkCredit.BufferMinBytes)
            {
                throw new ArgumentException("the scan link's line must keep 512 bytes or more");
            }
            _port = new LinkPort(line, clock, check);
            _session = (int)(clock.MonotonicMs & 0xFFFF);
        }

        /// <summary>What the engine calls itself, or "" before the first scan.</summary>
        public string EngineName
        {
            get { return _current == null ? "" : _current.EngineName; }
        }

        /// <inheritdoc/>
        public IScanSession Start(ScanSettings settings)
        {
            if (_current != null && !_current.IsClosed)
            {
                throw new ScanException(ScanFailure.Busy, "the scan before is not over; wait for its end or cancel it");
            }
            _session = (_session + 1) & 0xFFFF;
            _current = new LinkSession(_port, _session);
            _current.Open(settings);
            return _current;
        }
    }
}

using ScanToMail.Hal;
using ScanToMail.Hal.Pc;
using ScanToMail.ScanLink;

namespace ScanToMail.VirtualDevice
{
    /// <summary>A scanner at the other end of a scan link: its pages go through frames, checksums and credit as on a
    /// board with a scan engine of its own.</summary>
    internal sealed class LinkedScanner : IDisposable
    {
        // As large as Hal.Esp32 makes its serial port's buffer.
        private const int BoardBufferBytes = 8192;
        private const int EngineBufferBytes = 1024;
        private readonly ScanEngineHost? _engine;

        /// <summary>The scanner itself, or its link when that is wanted.</summary>
        public LinkedScanner(IScanner scanner, IClock clock, bool isLinked)
        {
            Scanner = scanner;
            if (!isLinked) return;
            var line = new ByteLinePair(BoardBufferBytes, EngineBufferBytes);
            _engine = new ScanEngineHost(scanner, line.Engine, new ScanEngineOptions());
            Scanner = new LinkScanner(line.Board, clock, new FrameCheck());
        }

        public IScanner Scanner { get; }

        public void Dispose() => _engine?.Dispose();
    }
}

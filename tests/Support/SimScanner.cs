using ScanToMail.Hal;

namespace ScanToMail.Tests.Support
{
    /// <summary>A page in the simulated feeder.</summary>
    /// <param name="Bytes">What the engine delivers.</param>
    /// <param name="Info">How it describes the page.</param>
    public sealed record SimPage(byte[] Bytes, PageInfo Info)
    {
        /// <summary>A JPEG page whose engine tells nothing but that.</summary>
        public static SimPage Jpeg(byte[] bytes) => new(bytes, new PageInfo { Encoding = PageEncoding.Jpeg, BitsPerSample = 8 });
    }

    /// <summary>A scan engine whose pages lie in memory, with strips of any size and failures where a test wants
    /// them.</summary>
    public sealed class SimScanner : IScanner
    {
        public List<SimPage> Pages { get; } = [];

        /// <summary>The most that one read gives.</summary>
        public int StripBytes { get; set; } = int.MaxValue;

        /// <summary>Whether the engine knows the number of pages beforehand.</summary>
        public bool CountsPages { get; set; } = true;

        /// <summary>The failure, and the page (from 1) and byte at which it comes; page 0 is the start.</summary>
        public (ScanFailure Failure, int Page, long AtByte)? Fault { get; set; }

        /// <summary>Called before each read of a strip.</summary>
        public Action<int, long>? Reading { get; set; }

        /// <summary>Whether a session may start while another is open, as when an engine starts anew.</summary>
        public bool IsShared { get; set; }

        public int Sessions { get; private set; }

        public int OpenSessions { get; private set; }

        public IScanSession Start(ScanSettings settings)
        {
            if (OpenSessions > 0 && !IsShared) throw new InvalidOperationException("the session before is still open");
            Fail(0, 0);
            if (Pages.Count == 0) throw new ScanException(ScanFailure.FeederEmpty, "no paper");
            Sessions++;
            OpenSessions++;
            return new Session(this);
        }

        private void Fail(int page, long atByte)
        {
            if (Fault is { } fault && fault.Page == page && atByte >= fault.AtByte)
            {
                throw new ScanException(fault.Failure, $"simulated on page {page} at byte {atByte}");
            }
        }

        private sealed class Session(SimScanner scanner) : IScanSession
        {
            private int _page;
            private int _at;
            private bool _isCancelled;
            private bool _isClosed;

            public int PageCount => scanner.CountsPages ? scanner.Pages.Count : 0;

            public bool NextPage(PageInfo page, int timeoutMs)
            {
                if (_page == scanner.Pages.Count) return false;
                PageInfo info = scanner.Pages[_page++].Info;
                _at = 0;
                scanner.Fail(_page, -1);
                page.Encoding = info.Encoding;
                page.BitsPerSample = info.BitsPerSample;
                page.WidthPixels = info.WidthPixels;
                page.HeightPixels = info.HeightPixels;
                page.ResolutionXDpi = info.ResolutionXDpi;
                page.ResolutionYDpi = info.ResolutionYDpi;
                return true;
            }

            public int Read(byte[] buffer, int offset, int count, int timeoutMs)
            {
                scanner.Reading?.Invoke(_page, _at);
                if (_isCancelled) throw new ScanException(ScanFailure.Cancelled, "cancelled");
                scanner.Fail(_page, _at);
                byte[] bytes = scanner.Pages[_page - 1].Bytes;
                int part = Math.Min(Math.Min(count, scanner.StripBytes), bytes.Length - _at);
                Array.Copy(bytes, _at, buffer, offset, part);
                _at += part;
                return part;
            }

            public void Cancel() => _isCancelled = true;

            public void Close()
            {
                if (!_isClosed) scanner.OpenSessions--;
                _isClosed = true;
            }
        }
    }
}

using System;
using ScanToMail.Hal;

namespace ScanToMail.Tests.OnDevice
{
    /// <summary>Three pages, each a sound JPEG header and a scan of 20 KB.</summary>
    internal sealed class TestScanner : IScanner
    {
        /// <summary>Bytes of a page's scan.</summary>
        public const int PageBytes = 20000;

        private const int PageCount = 3;

        private static readonly byte[] Head = new byte[]
        {
            0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 0x4A, 0x46, 0x49, 0x46, 0, 1, 1, 1, 0, 200, 0, 200, 0, 0,
            0xFF, 0xC0, 0, 11, 8, 9, 0x23, 6, 0x76, 1, 1, 0x11, 0, 0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0
        };

        public IScanSession Start(ScanSettings settings)
        {
            return new Session();
        }

        private sealed class Session : IScanSession
        {
            private int _page;
            private int _at;

            public int PageCount { get { return TestScanner.PageCount; } }

            public bool NextPage(PageInfo page, int timeoutMs)
            {
                if (_page == TestScanner.PageCount) return false;
                _page++;
                _at = 0;
                page.Encoding = PageEncoding.Jpeg;
                page.BitsPerSample = 8;
                return true;
            }

            public int Read(byte[] buffer, int offset, int count, int timeoutMs)
            {
                if (_at < Head.Length) return Give(Head, _at, buffer, offset, count);
                int left = Head.Length + PageBytes - _at;
                if (left <= 0) return Give(new byte[] { 0xFF, 0xD9 }, -left, buffer, offset, count);
                // What lies in the buffer is scan enough, as long as it is no marker: the scan's bytes mean nothing here.
                int part = count < left ? count : left;
                Array.Clear(buffer, offset, part);
                _at += part;
                return part;
            }

            public void Cancel()
            {
            }

            public void Close()
            {
            }

            private int Give(byte[] bytes, int from, byte[] buffer, int offset, int count)
            {
                int part = count < bytes.Length - from ? count : bytes.Length - from;
                Array.Copy(bytes, from, buffer, offset, part);
                _at += part;
                return part;
            }
        }
    }
}

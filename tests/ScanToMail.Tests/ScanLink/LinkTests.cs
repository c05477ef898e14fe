using ScanToMail.Hal;
using ScanToMail.Hal.Pc;
using ScanToMail.ScanLink;
using ScanToMail.Tests.Support;
using Xunit;

namespace ScanToMail.Tests.ScanLink
{
    /// <summary>The board's end of the scan link against the engine's end, on a sound line.</summary>
    public class LinkTests
    {
        [Theory]
        [InlineData(512, 100, int.MaxValue)]
        [InlineData(512, 1, 1)]
        [InlineData(1024, 4096, 7)]
        [InlineData(4096, 4096, int.MaxValue)]
        [InlineData(65536, 4096, int.MaxValue)]
        public void PagesComeAsTheyAre(int lineBytes, int bufferBytes, int readMaxBytes)
        {
            var rig = new LinkRig(lineBytes) { ReadMaxBytes = readMaxBytes };
            Fill(rig.Source, 0, 1, 499, 500, 501, 20_000);
            Same(rig.Source, rig.Scan(bufferBytes: bufferBytes));
            Assert.Equal(0, rig.LostBytes);
            Assert.Equal(0, rig.Source.OpenSessions);
        }

        [Fact]
        public void TheDescriptionOfAPageComesWhole()
        {
            var rig = new LinkRig();
            var info = new PageInfo
            {
                Encoding = PageEncoding.RawRgb, BitsPerSample = 8, WidthPixels = 70_000, HeightPixels = 123_456_789,
                ResolutionXDpi = 600, ResolutionYDpi = 300
            };
            rig.Source.Pages.Add(new SimPage([1, 2, 3], info));
            PageInfo got = rig.Scan().Single().Info;
            Assert.Equivalent(info, got, strict: true);
        }

        [Fact]
        public void SettingsReachTheEngine()
        {
            var rig = new LinkRig();
            var source = new AskedScanner();
            var board = new LinkScanner(rig, rig.Clock, new FrameCheck());
            ScanEngine engine = new(source, rig.Options, bytes => rig.AddNoise(bytes));
            rig.Channel = (_, toBoard, bytes) =>
            {
                if (!toBoard) engine.Receive(bytes, 0);
                return [];
            };
            Assert.Throws<ScanException>(() => board.Start(
                new ScanSettings { ResolutionDpi = 1200, Color = ScanColor.Gray, PreferJpeg = false }));
            Assert.Equal((1200, ScanColor.Gray, false), source.Asked);
        }

        [Fact]
        public void TheNumberOfPagesIsTheEnginesIfItKnows()
        {
            var rig = new LinkRig();
            Fill(rig.Source, 10, 10, 10);
            IScanSession session = rig.Board.Start(new ScanSettings());
            Assert.Equal(3, session.PageCount);
            Assert.Equal("PC scan engine", rig.Board.EngineName);
            session.Close();
            rig.Source.CountsPages = false;
            Assert.Equal(0, rig.Board.Start(new ScanSettings()).PageCount);
        }

        [Fact]
        public void OneScanAfterTheOtherAndNeverTwoAtOnce()
        {
            var rig = new LinkRig();
            Fill(rig.Source, 400);
            for (int i = 0; i < 3; i++) Same(rig.Source, rig.Scan());
            IScanSession session = rig.Board.Start(new ScanSettings());
            ScanException error = Assert.Throws<ScanException>(() => rig.Board.Start(new ScanSettings()));
            Assert.Equal(ScanFailure.Busy, error.Failure);
            session.Close();
            session.Close();
            Same(rig.Source, rig.Scan());
        }

        [Fact]
        public void SequenceNumbersMayRunOver()
        {
            var rig = new LinkRig();
            Fill(rig.Source, Enumerable.Repeat(0, 33_000).ToArray());
            Assert.Equal(33_000, rig.Scan().Count);
        }

        [Theory]
        [InlineData(ScanFailure.FeederEmpty)]
        [InlineData(ScanFailure.Jam)]
        [InlineData(ScanFailure.CoverOpen)]
        [InlineData(ScanFailure.Cancelled)]
        [InlineData(ScanFailure.Busy)]
        [InlineData(ScanFailure.Timeout)]
        [InlineData(ScanFailure.Unsupported)]
        [InlineData(ScanFailure.Damaged)]
        public void TheEnginesFailuresAreTheBoardsAtTheStartAndInAPage(ScanFailure failure)
        {
            foreach ((int page, long atByte) in new[] { (0, 0L), (1, -1L), (1, 200L), (2, 500L) })
            {
                var rig = new LinkRig();
                Fill(rig.Source, 600, 600);
                rig.Source.Fault = (failure, page, atByte);
                ScanException error = Assert.Throws<ScanException>(() => rig.Scan());
                Assert.Equal(failure, error.Failure);
                Assert.Contains("simulated on page", error.Message);
                Assert.Equal(0, rig.Source.OpenSessions);
            }
        }

        [Fact]
        public void AFailedScanStaysFailed()
        {
            var rig = new LinkRig();
            Fill(rig.Source, 600, 600);
            rig.Source.Fault = (ScanFailure.Jam, 1, 300);
            IScanSession session = rig.Board.Start(new ScanSettings());
            var buffer = new byte[1000];
            Assert.True(session.NextPage(new PageInfo(), 1000));
            for (int i = 0; i < 2; i++) session.Read(buffer, 0, 150, 1000);
            for (int i = 0; i < 3; i++)
            {
                Assert.Equal(ScanFailure.Jam, Assert.Throws<ScanException>(() =>
                {
                    while (session.Read(buffer, 0, 1000, 1000) > 0)
                    {
                    }
                }).Failure);
                ScanException error = Assert.Throws<ScanException>(() => session.NextPage(new PageInfo(), 1000));
                Assert.Equal(ScanFailure.Jam, error.Failure);
            }
        }

        [Theory]
        [InlineData(2, 9, "versions 2 to 9")]
        [InlineData(0, 0, "versions 0 to 0")]
        public void AnotherVersionIsRefusedInWords(byte lowest, byte highest, string words)
        {
            var rig = new LinkRig(options: new ScanEngineOptions { Versions = (lowest, highest) });
            Fill(rig.Source, 100);
            ScanException error = Assert.Throws<ScanException>(() => rig.Scan());
            Assert.Equal(ScanFailure.Unsupported, error.Failure);
            Assert.Contains(words, error.Message);
        }

        [Fact]
        public void ANewerEngineThatStillSpeaksVersion1Scans()
        {
            var rig = new LinkRig(options: new ScanEngineOptions { Versions = (1, 7) });
            Fill(rig.Source, 100);
            Same(rig.Source, rig.Scan());
        }

        [Fact]
        public void WhatTheEngineCantDoIsRefusedBeforeItStarts()
        {
            var rig = new LinkRig(options: new ScanEngineOptions { Abilities = 0x02, ResolutionDpi = (100, 200) });
            Fill(rig.Source, 100);
            foreach ((ScanColor color, int dpi, string words) in new[]
            {
                (ScanColor.Gray, 150, "gray"), (ScanColor.Color, 150, "colour"), (ScanColor.Bilevel, 300, "100 to 200")
            })
            {
                var settings = new ScanSettings { Color = color, ResolutionDpi = dpi };
                ScanException error = Assert.Throws<ScanException>(() => rig.Scan(settings));
                Assert.Equal(ScanFailure.Unsupported, error.Failure);
                Assert.Contains(words, error.Message);
            }
            Assert.Equal(0, rig.Source.Sessions);
            Same(rig.Source, rig.Scan(new ScanSettings { Color = ScanColor.Bilevel, ResolutionDpi = 150 }));
        }

        [Fact]
        public void AnEngineWithSmallerStripsIsFine()
        {
            var rig = new LinkRig(options: new ScanEngineOptions { StripMaxBytes = 64 });
            Fill(rig.Source, 5000);
            Same(rig.Source, rig.Scan());
        }

        [Fact]
        public void ALineThatKeepsTooLittleIsRefused() =>
            Assert.Throws<ArgumentException>(() => new LinkRig(511));

        [Fact]
        public void TheNativeChecksumAndOurOwnAreTheSame()
        {
            var native = new BoardCheck();
            var own = new FrameCheck();
            Assert.True(native.IsNative);
            Assert.False(own.IsNative);
            var random = new Random(7);
            for (int length = 0; length < 200; length++)
            {
                var bytes = new byte[length + 5];
                random.NextBytes(bytes);
                uint expected = LinkFrame.Crc(bytes.AsSpan(5));
                Assert.Equal(expected, own.Compute(bytes, 5, length));
                Assert.Equal(expected, native.Compute(bytes, 5, length));
            }
            var rig = new LinkRig(check: native);
            Fill(rig.Source, 3000);
            Same(rig.Source, rig.Scan());
            Assert.True(native.Hashes > 200);
        }

        internal static void Fill(SimScanner source, params int[] pageBytes)
        {
            var random = new Random(pageBytes.Length);
            foreach (int count in pageBytes)
            {
                var bytes = new byte[count];
                random.NextBytes(bytes);
                // Bytes that look like a frame's start are what a page will hold one day.
                for (int i = 0; i + 1 < count; i += 37) (bytes[i], bytes[i + 1]) = (0xA5, 0x5A);
                source.Pages.Add(SimPage.Jpeg(bytes));
            }
        }

        internal static void Same(SimScanner source, List<GotPage> pages)
        {
            Assert.Equal(source.Pages.Count, pages.Count);
            for (int i = 0; i < pages.Count; i++)
            {
                Assert.True(source.Pages[i].Bytes.AsSpan().SequenceEqual(pages[i].Bytes), $"page {i + 1}");
            }
        }

        private sealed class AskedScanner : IScanner
        {
            public (int, ScanColor, bool) Asked { get; private set; }

            public IScanSession Start(ScanSettings settings)
            {
                Asked = (settings.ResolutionDpi, settings.Color, settings.PreferJpeg);
                throw new ScanException(ScanFailure.Busy, "asked");
            }
        }
    }
}

using ScanToMail.Hal;
using ScanToMail.Hal.Pc;
using Xunit;

namespace ScanToMail.Tests.ScanLink
{
    /// <summary>The link on a line that hurts it: the bytes are the same or there is a clear error, never wrong bytes
    /// and never a hang.</summary>
    public class LinkFaultTests
    {
        private const long PatienceMs = 120_000;
        private static readonly int[] SmallPages = [300, 170];

        /// <summary>Frames of a scan on a sound line: whether to the board, and their bytes.</summary>
        private static List<(bool ToBoard, byte[] Bytes)> CleanFrames()
        {
            LinkRig rig = NewRig();
            rig.Scan();
            return rig.Sent;
        }

        private static LinkRig NewRig(params int[] pages)
        {
            var rig = new LinkRig();
            LinkTests.Fill(rig.Source, pages.Length == 0 ? SmallPages : pages);
            return rig;
        }

        /// <summary>Scans in which every type of frame occurs, each with a name.</summary>
        public static TheoryData<string> Scenarios => [.. Names];

        private static readonly string[] Names = ["whole", "lost strip", "lost grant", "refused", "jam", "cancelled"];

        private static LinkRig NewRig(string scenario)
        {
            LinkRig rig = NewRig();
            int seen = 0;
            byte lostType = scenario == "lost strip" ? (byte)0x82 : scenario == "lost grant" ? (byte)0x03 : (byte)0;
            rig.Channel = (_, _, bytes) => bytes[2] == lostType && ++seen == 2 ? [] : [bytes];
            if (scenario == "refused") rig.Source.Fault = (ScanFailure.CoverOpen, 0, 0);
            if (scenario == "jam") rig.Source.Fault = (ScanFailure.Jam, 1, 200);
            return rig;
        }

        private static string Outcome(LinkRig rig, string scenario)
        {
            ScanException? error = Try(rig, onRead: session =>
            {
                if (scenario == "cancelled") session.Cancel();
            });
            Assert.Equal(0, rig.Source.OpenSessions);
            return error is null ? "whole" : error.Failure.ToString();
        }

        [Theory]
        [MemberData(nameof(Scenarios))]
        public void AWrongBitAtAnyPlaceOfAnyFrameIsMended(string scenario)
        {
            LinkRig clean = NewRig(scenario);
            string expected = Outcome(clean, scenario);
            for (int frame = 0; frame < clean.Sent.Count; frame++)
            {
                for (int bit = 0; bit < clean.Sent[frame].Bytes.Length * 8; bit++)
                {
                    LinkRig rig = NewRig(scenario);
                    Func<int, bool, byte[], byte[][]> channel = rig.Channel;
                    (int hurtFrame, int hurtBit) = (frame, bit);
                    rig.Channel = (index, toBoard, bytes) =>
                        index == hurtFrame ? [Flip(bytes, hurtBit)] : channel(index, toBoard, bytes);
                    string outcome = Outcome(rig, scenario);
                    Assert.True(outcome == expected, $"frame {frame} bit {bit}: {outcome}");
                    long tookMs = rig.Clock.MonotonicMs;
                    Assert.True(tookMs < PatienceMs, $"frame {frame} bit {bit}: {tookMs} ms");
                }
            }
        }

        [Fact]
        public void TheScenariosHaveEveryTypeOfFrame()
        {
            var types = new HashSet<byte>();
            foreach (string scenario in Names)
            {
                LinkRig rig = NewRig(scenario);
                Outcome(rig, scenario);
                types.UnionWith(rig.Sent.Select(frame => frame.Bytes[2]));
            }
            Assert.Equal(Enum.GetValues<LinkFrameType>().Select(type => (byte)type).Order(), types.Order());
        }

        [Fact]
        public void AnyOneFrameMayBeLostRepeatedCutOrLate()
        {
            List<(bool ToBoard, byte[] Bytes)> frames = CleanFrames();
            for (int frame = 0; frame < frames.Count; frame++)
            {
                int hurt = frame;
                Mended((index, _, bytes) => index == hurt ? [] : [bytes], $"frame {frame} lost");
                Mended((index, _, bytes) => index == hurt ? [bytes, bytes, bytes] : [bytes], $"frame {frame} repeated");
                for (int length = 0; length < frames[frame].Bytes.Length; length++)
                {
                    int kept = length;
                    string what = $"frame {frame} cut at {length}";
                    Mended((index, _, bytes) => index == hurt ? [bytes[..kept]] : [bytes], what);
                    Mended((index, _, bytes) => index == hurt ? [bytes[kept..]] : [bytes], what + ", its end only");
                }
                Late(frame);
            }
        }

        /// <summary>A frame comes behind the next one of its direction.</summary>
        private static void Late(int frame)
        {
            byte[]? held = null;
            bool heldToBoard = false;
            Mended((index, toBoard, bytes) =>
            {
                if (index == frame)
                {
                    (held, heldToBoard) = (bytes, toBoard);
                    return [];
                }
                if (held is null || toBoard != heldToBoard) return [bytes];
                byte[] late = held;
                held = null;
                return [bytes, late];
            }, $"frame {frame} late");
        }

        [Fact]
        public void HalfTheFramesOfAKindMayBeLost()
        {
            foreach (byte type in new byte[] { 1, 2, 3, 4, 0x41, 0x42, 0x43, 0x81, 0x82, 0x83, 0x84 })
            {
                var random = new Random(type);
                Mended((_, _, bytes) => bytes[2] == type && random.Next(2) == 0 ? [] : [bytes], $"type {type:X2}");
            }
        }

        [Fact]
        public void NoiseBetweenFramesIsPassedOver()
        {
            int count = CleanFrames().Count;
            var random = new Random(3);
            for (int frame = 0; frame < count; frame++)
            {
                foreach (int noiseBytes in new[] { 1, 2, 9, 100 })
                {
                    var noise = new byte[noiseBytes];
                    random.NextBytes(noise);
                    if (noiseBytes > 1) (noise[^2], noise[^1]) = (0xA5, 0x5A);
                    int hurt = frame;
                    string what = $"{noiseBytes} bytes before frame {frame}";
                    Mended((index, _, bytes) => index == hurt ? [noise, bytes] : [bytes], what);
                }
            }
        }

        [Theory]
        [InlineData(512)]
        [InlineData(8192)]
        public void TheBoardMayStandStillFor15SecondsAtAnyMoment(int lineBytes)
        {
            int[] pages = [3000, 20_000, 1];
            var clean = new LinkRig(lineBytes);
            LinkTests.Fill(clean.Source, pages);
            clean.Scan();
            int operations = clean.Operations;
            for (int moment = 1; moment <= operations; moment++)
            {
                var rig = new LinkRig(lineBytes);
                LinkTests.Fill(rig.Source, pages);
                rig.Operating = number =>
                {
                    if (number == moment) rig.FreezeBoard(15_000);
                };
                LinkTests.Same(rig.Source, rig.Scan());
                Assert.True(rig.LostBytes == 0, $"{rig.LostBytes} bytes lost at operation {moment}");
            }
        }

        [Fact]
        public void TheBoardMayStandStillBetweenAllReadsForMinutes()
        {
            LinkRig rig = NewRig(3000, 3000);
            LinkTests.Same(rig.Source, rig.Scan(onRead: _ => rig.FreezeBoard(180_000)));
            Assert.Equal(0, rig.LostBytes);
        }

        [Fact]
        public void AnEngineThatIsResetAtAnyMomentIsAnErrorOrStartsWell()
        {
            int frames = CleanFrames().Count;
            for (int frame = 0; frame < frames; frame++)
            {
                LinkRig rig = NewRig();
                int hurt = frame;
                rig.Channel = (index, toBoard, bytes) =>
                {
                    if (index != hurt) return [bytes];
                    rig.ResetEngine();
                    return toBoard ? [bytes] : [];
                };
                rig.Source.IsShared = true;
                ScanException? error = Try(rig);
                if (error is null) continue;
                Assert.Equal(ScanFailure.Damaged, error.Failure);
                Assert.Contains("starts anew", error.Message);
            }
        }

        [Fact]
        public void AnEngineThatStopsAtAnyByteIsATimeoutWithARemedy()
        {
            List<(bool ToBoard, byte[] Bytes)> frames = CleanFrames();
            for (int frame = 0; frame < frames.Count; frame++)
            {
                if (!frames[frame].ToBoard) continue;
                for (int kept = 0; kept < frames[frame].Bytes.Length; kept += frames[frame].Bytes.Length / 5)
                {
                    LinkRig rig = NewRig();
                    (int last, int part) = (frame, kept);
                    rig.Channel = (index, toBoard, bytes) =>
                    {
                        if (index >= last) rig.IsEngineDead = true;
                        return toBoard && index > last ? [] : index == last ? [bytes[..part]] : [bytes];
                    };
                    long startMs = rig.Clock.MonotonicMs;
                    ScanException error = Assert.Throws<ScanException>(() => rig.Scan());
                    Assert.Equal(ScanFailure.Timeout, error.Failure);
                    Assert.Contains("check", error.Message);
                    Assert.InRange(rig.Clock.MonotonicMs - startMs, 1, 20_000);
                }
            }
        }

        [Fact]
        public void AnEngineThatStopsInAStripSaysWhere()
        {
            LinkRig rig = NewRig(5000);
            rig.Channel = (index, _, bytes) =>
            {
                if (index >= 20) rig.IsEngineDead = true;
                return index >= 20 && bytes.Length > 50 ? [bytes[..50]] : [bytes];
            };
            ScanException error = Assert.Throws<ScanException>(() => rig.Scan());
            Assert.Matches("stopped answering in page 1 after [0-9]{3,} bytes.*scan all pages again", error.Message);
        }

        [Fact]
        public void AnEngineThatAnswersButDeliversNothingIsATimeoutToo()
        {
            LinkRig rig = NewRig(5000);
            // In place of each strip the engine says that it is scanning.
            rig.Channel = (_, _, bytes) => bytes[2] != 0x82 ? [bytes]
                : [new LinkFrame(LinkFrameType.Status, 0, 0, (ushort)(bytes[6] | bytes[7] << 8), [2, 0]).ToBytes()];
            long startMs = rig.Clock.MonotonicMs;
            ScanException error = Assert.Throws<ScanException>(() => rig.Scan());
            Assert.Equal(ScanFailure.Timeout, error.Failure);
            Assert.InRange(rig.Clock.MonotonicMs - startMs, 25_000, 45_000);
        }

        [Fact]
        public void NothingAtTheOtherEndIsATimeout()
        {
            foreach (bool isNoisy in new[] { false, true })
            {
                LinkRig rig = NewRig();
                rig.IsEngineDead = true;
                var random = new Random(1);
                if (isNoisy) rig.Operating = _ => AddNoise(rig, random);
                long startMs = rig.Clock.MonotonicMs;
                ScanException error = Assert.Throws<ScanException>(() => rig.Scan());
                Assert.Equal(ScanFailure.Timeout, error.Failure);
                Assert.Contains("does not answer", error.Message);
                Assert.InRange(rig.Clock.MonotonicMs - startMs, 9_000, 20_000);
            }
        }

        /// <summary>A line that is never quiet, as with a wrong speed: 11 bytes a millisecond.</summary>
        private static void AddNoise(LinkRig rig, Random random)
        {
            rig.Clock.Sleep(1);
            rig.AddNoise([(byte)random.Next(256), 0xA5, 0x5A, 0x82, 0, 0, 0, 0, 0, 0, 7]);
        }

        [Fact]
        public void CancelAtAnyMomentStopsTheEngine()
        {
            LinkRig clean = NewRig();
            clean.Scan();
            for (int moment = 1; moment <= clean.Operations; moment++)
            {
                LinkRig rig = NewRig();
                IScanSession? session = null;
                int hurt = moment;
                rig.Operating = number =>
                {
                    if (number >= hurt) session?.Cancel();
                };
                ScanException? error = Try(rig, started => session = started);
                if (error is not null) Assert.Equal(ScanFailure.Cancelled, error.Failure);
                Assert.Equal(0, rig.Source.OpenSessions);
                rig.Operating = null;
                LinkTests.Same(rig.Source, rig.Scan());
            }
        }

        [Fact]
        public void ABoardThatStartsAnewInTheMiddleGetsItsNextScan()
        {
            LinkRig rig = NewRig();
            rig.Board.Start(new ScanSettings()).NextPage(new PageInfo(), 1000);
            rig.Clock.Sleep(1);
            rig.RestartBoard();
            LinkTests.Same(rig.Source, rig.Scan());
        }

        [Fact]
        public void AnEngineLetsGoOfABoardThatIsGone()
        {
            LinkRig rig = NewRig();
            IScanSession session = rig.Board.Start(new ScanSettings());
            rig.FreezeBoard(590_000);
            Assert.Equal(1, rig.Source.OpenSessions);
            rig.FreezeBoard(20_000);
            Assert.Equal(0, rig.Source.OpenSessions);
            ScanException error = Assert.Throws<ScanException>(() =>
            {
                while (session.NextPage(new PageInfo(), 5000))
                {
                    while (session.Read(new byte[100], 0, 100, 5000) > 0)
                    {
                    }
                }
            });
            Assert.Equal(ScanFailure.Damaged, error.Failure);
        }

        /// <summary>Everything at once, by a seed that the failure names.</summary>
        [Fact]
        public void AThousandRandomLines()
        {
            int whole = 0;
            for (int seed = 1; seed <= 1000; seed++)
            {
                if (RandomLine(seed)) whole++;
            }
            Assert.InRange(whole, 950, 999);
        }

        private static bool RandomLine(int seed)
        {
            var random = new Random(seed);
            int lineBytes = random.Next(512, 9000);
            var rig = new LinkRig(lineBytes) { ReadMaxBytes = random.Next(4) == 0 ? random.Next(1, 20) : int.MaxValue };
            LinkTests.Fill(rig.Source, Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(6000)).ToArray());
            rig.Source.IsShared = true;
            double badness = random.Next(3) * 0.05 + 0.005;
            byte[]? held = null;
            int freezesLeft = 5;
            rig.Channel = (_, toBoard, bytes) => Hurt(random, badness, toBoard, bytes, ref held, rig);
            rig.Operating = _ =>
            {
                if (random.Next(100) == 0 && freezesLeft-- > 0) rig.FreezeBoard(random.Next(30_000));
            };
            try
            {
                ScanException? error = Try(rig, bufferBytes: random.Next(1, 5000));
                bool isClear = error is null || error.Failure is ScanFailure.Damaged or ScanFailure.Timeout;
                Assert.True(isClear, $"seed {seed}: {error?.Message}");
                return error is null;
            }
            catch (Exception error) when (error is not ScanException)
            {
                throw new Xunit.Sdk.XunitException($"seed {seed}: {error}");
            }
        }

        private static byte[][] Hurt(
            Random random, double badness, bool toBoard, byte[] bytes, ref byte[]? held, LinkRig rig)
        {
            if (random.NextDouble() >= badness)
            {
                if (held is null || !toBoard) return [bytes];
                byte[] late = held;
                held = null;
                return [bytes, late];
            }
            var noise = new byte[random.Next(300)];
            random.NextBytes(noise);
            switch (random.Next(8))
            {
                case 0: return [];
                case 1: return [bytes, bytes];
                case 2: return [bytes[..random.Next(bytes.Length)]];
                case 3: return [noise, bytes];
                case 4: return [Flip(bytes, random.Next(bytes.Length * 8))];
                case 5: return [Burst(random, bytes)];
                case 6 when toBoard:
                    held = bytes;
                    return [];
                case 7 when random.Next(40) == 0:
                    rig.ResetEngine();
                    return [];
                default: return [bytes, noise];
            }
        }

        private static byte[] Burst(Random random, byte[] bytes)
        {
            byte[] hurt = [.. bytes];
            int from = random.Next(hurt.Length);
            random.NextBytes(hurt.AsSpan(from, Math.Min(random.Next(1, 40), hurt.Length - from)));
            return hurt;
        }

        private static byte[] Flip(byte[] bytes, int bit)
        {
            byte[] hurt = [.. bytes];
            hurt[bit / 8] ^= (byte)(1 << bit % 8);
            return hurt;
        }

        private static void Mended(Func<int, bool, byte[], byte[][]> channel, string what)
        {
            LinkRig rig = NewRig();
            rig.Channel = channel;
            ScanException? error = Try(rig);
            Assert.True(error is null, $"{what}: {error?.Message}");
            Assert.True(rig.Clock.MonotonicMs < PatienceMs, $"{what}: {rig.Clock.MonotonicMs} ms");
        }

        /// <summary>Scans; the bytes are the same, or the error that was thrown.</summary>
        private static ScanException? Try(LinkRig rig, Action<IScanSession>? onStart = null,
            Action<IScanSession>? onRead = null, int bufferBytes = 100)
        {
            try
            {
                LinkTests.Same(rig.Source, rig.Scan(bufferBytes: bufferBytes, onStart: onStart, onRead: onRead));
                return null;
            }
            catch (ScanException error)
            {
                return error;
            }
        }
    }
}

using System.Text;
using System.Text.RegularExpressions;
using ScanToMail.DeviceMemory;
using ScanToMail.Hal;
using ScanToMail.Hal.Pc;
using ScanToMail.ScanLink;
using ScanToMail.Smtp;
using ScanToMail.Tests.Support;
using Xunit;

namespace ScanToMail.Tests.ScanLink
{
    /// <summary>hal/SPEC-scan-link.md against the code: its example frames, its table of types, its figures.</summary>
    public class SpecTests
    {
        private const int MemoryLimitBytes = 4608;
        private static readonly string Spec = File.ReadAllText(Path.Combine(Repository(), "hal", "SPEC-scan-link.md"));

        [Fact]
        public void TheExampleConversationIsWhatBothEndsSay()
        {
            var rig = new LinkRig(4096);
            rig.Source.Pages.Add(SimPage.Jpeg([0xFF, 0xD8, 0xFF, 0xD9]));
            int strips = 0;
            rig.Channel = (_, _, bytes) => bytes[2] == (byte)LinkFrameType.Strip && strips++ == 0 ? [] : [bytes];
            rig.Scan(new ScanSettings { ResolutionDpi = 300, Color = ScanColor.Gray });
            Same("conversation", rig);
        }

        [Fact]
        public void TheExampleOfAFailureIsWhatBothEndsSay()
        {
            var rig = new LinkRig(4096);
            rig.Source.Pages.Add(SimPage.Jpeg([0xFF, 0xD8, 0xFF, 0xD9]));
            rig.Source.Fault = (ScanFailure.Jam, 1, 0);
            Assert.Throws<ScanException>(() => rig.Scan());
            Same("jam", rig);
        }

        [Fact]
        public void TheExampleOfACancelIsWhatBothEndsSay()
        {
            var rig = new LinkRig(4096);
            rig.Source.Pages.Add(SimPage.Jpeg([0xFF, 0xD8, 0xFF, 0xD9]));
            Assert.Throws<ScanException>(() => rig.Scan(onStart: session => session.Cancel()));
            Same("cancel", rig);
        }

        [Fact]
        public void TheExampleOfACoverIsWhatBothEndsSay()
        {
            var rig = new LinkRig(4096);
            rig.Source.Fault = (ScanFailure.CoverOpen, 0, 0);
            Assert.Throws<ScanException>(() => rig.Scan());
            Same("cover", rig);
        }

        [Fact]
        public void TheTableHasEveryTypeOfFrame()
        {
            IEnumerable<string> rows = Regex
                .Matches(Spec, @"^\| `([0-9A-F]{2})` \| ([A-Z_]+) \|", RegexOptions.Multiline)
                .Select(row => row.Groups[1].Value + " " + row.Groups[2].Value.Replace("_", ""));
            IEnumerable<string> types = Enum.GetValues<LinkFrameType>()
                .Select(type => $"{(byte)type:X2} {type.ToString().ToUpperInvariant()}");
            Assert.Equal(types, rows);
        }

        [Fact]
        public void TheChecksumsExamplesAreRight()
        {
            MatchCollection rows = Regex.Matches(Spec, @"^\| `([^`]*)` \| `([0-9A-F]{8})` \|", RegexOptions.Multiline);
            Assert.Equal(3, rows.Count);
            foreach (Match row in rows)
            {
                byte[] bytes = Encoding.ASCII.GetBytes(row.Groups[1].Value);
                uint crc = Convert.ToUInt32(row.Groups[2].Value, 16);
                Assert.Equal(crc, new FrameCheck().Compute(bytes, 0, bytes.Length));
                Assert.Equal(crc, LinkFrame.Crc(bytes));
            }
        }

        [Fact]
        public void TheLinkStaysWithinItsMemory()
        {
            foreach (FrameCheck check in new[] { new FrameCheck(), new BoardCheck() })
            {
                var rig = new LinkRig(8192, check);
                LinkTests.Fill(rig.Source, 100_000);
                long most = 0;
                rig.Scan(bufferBytes: 4096, onRead: _ => most = Math.Max(most, CountLink(rig.Board)));
                Assert.InRange(most, 2048, MemoryLimitBytes);
            }
        }

        /// <summary>Bytes of the link without the statics of the whole library, which any object of it has.</summary>
        private static long CountLink(LinkScanner board) =>
            DeviceHeap.CountReachableBytes(board) - DeviceHeap.CountReachableBytes(new SmtpTimeouts());

        private static void Same(string name, LinkRig rig)
        {
            Match block = Regex.Match(Spec, $"```frames {name}\n(.*?)```", RegexOptions.Singleline);
            Assert.True(block.Success, $"the example '{name}' is missing");
            string said = string.Concat(rig.Sent.Select(frame =>
                (frame.ToBoard ? "E " : "B ") + BitConverter.ToString(frame.Bytes).Replace('-', ' ') + "\n"));
            string written = Regex.Replace(block.Groups[1].Value, @"^ *(#.*)?\n", "", RegexOptions.Multiline);
            written = Regex.Replace(written, @" *#.*", "");
            Assert.Equal(said, written);
        }

        private static string Repository()
        {
            string folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "nf.sln"))) folder = Path.GetDirectoryName(folder)!;
            return folder;
        }
    }
}

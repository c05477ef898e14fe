using System.Text;
using ScanToMail.Console;
using Xunit;

namespace ScanToMail.Tests.Console
{
    /// <summary>Whatever comes over the serial line, the console stays what it is.</summary>
    public class NoiseTests
    {
        [Theory]
        [InlineData(1)]
        [InlineData(2)]
        [InlineData(3)]
        public void RandomBytesChangeNothingAndTheNextCommandWorks(int seed)
        {
            TypedConsole rig = TypedConsole.LoggedIn();
            string[] before = rig.Do("export");
            var random = new Random(seed);
            byte[] noise = new byte[100_000];
            random.NextBytes(noise);
            string said = rig.Type(noise);
            Assert.DoesNotContain("\r\nOK\r\n", said.Replace("> \r\n", ""));
            Assert.True(said.Length < 20 * noise.Length, $"{said.Length} characters for {noise.Length}");
            rig.Type("\u0003\r");
            Assert.Equal(before, rig.Do("export"));
        }

        [Theory]
        [InlineData(1024, false)]
        [InlineData(1025, true)]
        [InlineData(10_240, true)]
        [InlineData(1_000_000, true)]
        public void LongLinesAreRefusedAsAWhole(int length, bool isTooLong)
        {
            TypedConsole rig = TypedConsole.LoggedIn();
            string said = rig.Type("status " + new string('x', length - 7) + "\r");
            Assert.Contains(isTooLong ? "ERROR line: the line is longer than 1,024 bytes" : "ERROR usage", said);
            Assert.Single(said.Split("ERROR").Skip(1));
            Assert.NotEmpty(rig.Do("version"));
        }

        [Theory]
        [InlineData(new byte[] { 0xC3 })] // half an ü
        [InlineData(new byte[] { 0xE2, 0x82 })] // two thirds of a €
        [InlineData(new byte[] { 0xF0, 0x9F, 0x96 })]
        [InlineData(new byte[] { 0xC0, 0x80 })] // NUL, too long
        [InlineData(new byte[] { 0xED, 0xA0, 0x80 })] // a surrogate
        [InlineData(new byte[] { 0xF4, 0x90, 0x80, 0x80 })] // beyond Unicode
        [InlineData(new byte[] { 0x80 })]
        [InlineData(new byte[] { 0xFF, 0xFE })]
        public void HalfCharactersAreRefusedWherever(byte[] bytes)
        {
            TypedConsole rig = TypedConsole.LoggedIn();
            foreach (string line in new[] { "set device.name \"a@\"", "@status", "show @" })
            {
                int at = line.IndexOf('@');
                byte[] typed = [.. Encoding.ASCII.GetBytes(line[..at]), .. bytes, .. Encoding.ASCII.GetBytes(line[(at + 1)..]), (byte)'\r'];
                Assert.Contains("ERROR line: the line is not UTF-8", rig.Type(typed));
            }
            Assert.Equal("Scanner 3", rig.Do("show device.name").Single());
        }

        [Fact]
        public void EveryUnicodeTextThatIsOneGoesThrough()
        {
            TypedConsole rig = TypedConsole.LoggedIn();
            foreach (string name in new[] { "Büro", "スキャナ", "🖨 3", "Ελλάδα", "\u0800\uFFFC" })
            {
                rig.Do($"set device.name \"{name}\"");
                Assert.Equal(name, rig.Do("show device.name").Single());
            }
        }

        [Fact]
        public void TheAnswerToNoiseIsBoundedByTheNoise()
        {
            var random = new Random(4);
            for (int i = 0; i < 200; i++)
            {
                TypedConsole rig = new(i % 2 == 0 ? Jobs.Device.Settings : null);
                byte[] noise = new byte[random.Next(1, 400)];
                random.NextBytes(noise);
                rig.Type(noise);
                Assert.True(rig.Said.Length < 200 + 160 * noise.Length, $"{rig.Said.Length} for {noise.Length}");
            }
        }

        [Fact]
        public void TheTerminalTakesBytesOneByOneAndAllAtOnce()
        {
            foreach (int piece in new[] { 1, 3, 64, 4096 })
            {
                TypedConsole rig = TypedConsole.LoggedIn();
                byte[] typed = Encoding.UTF8.GetBytes("set device.name Büro\rshow device.name\r");
                for (int i = 0; i < typed.Length; i += piece) rig.Hal.Serial.Type(typed.AsSpan(i, Math.Min(piece, typed.Length - i)));
                Assert.EndsWith("Büro\r\nOK", rig.Type(""));
            }
            Assert.Equal(1024, Terminal.LineLimitBytes);
        }
    }
}

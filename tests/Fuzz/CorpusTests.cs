using System.Diagnostics;
using Xunit;

namespace ScanToMail.Tests.Fuzz
{
    /// <summary>What fuzzing has found so far is taken without a fault, in bounded time and memory, and so is what is near it.</summary>
    public class CorpusTests
    {
        private const int Seed = 20261125;
        private const int Mutations = 400;
        private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(10);

        /// <summary>All that is allocated for one input, the simulated board's own parts too.</summary>
        private const long MemoryLimitBytes = 64L * 1024 * 1024;

        public static IEnumerable<object[]> Names => FuzzTarget.All.Select(target => new object[] { target.Name });

        [Theory]
        [MemberData(nameof(Names))]
        public void NothingOfTheCorpusBreaksItsParser(string name)
        {
            FuzzTarget target = FuzzTarget.Find(name);
            byte[][] inputs = [.. Corpus.Of(target)];
            Assert.True(inputs.Length > target.Seeds.Length, "fuzzing has found nothing yet");
            foreach (byte[] input in inputs) Take(target, input);
        }

        [Theory]
        [MemberData(nameof(Names))]
        public void NorDoesWhatIsNearIt(string name)
        {
            FuzzTarget target = FuzzTarget.Find(name);
            byte[][] inputs = [.. Corpus.Of(target)];
            var random = new Random(Seed);
            for (int i = 0; i < Mutations; i++) Take(target, Mutate(inputs, random));
        }

        private static void Take(FuzzTarget target, byte[] input)
        {
            long start = Stopwatch.GetTimestamp();
            long bytes = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                target.Take(input);
            }
            catch (Exception error)
            {
                Assert.Fail($"{target.Name} {Convert.ToBase64String(input)}: {error}");
            }
            bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeLimit, $"too slow: {target.Name} {Convert.ToBase64String(input)}");
            Assert.True(bytes < MemoryLimitBytes, $"{bytes} bytes: {target.Name} {Convert.ToBase64String(input)}");
        }

        private static byte[] Mutate(byte[][] inputs, Random random)
        {
            byte[] input = inputs[random.Next(inputs.Length)];
            byte[] other = inputs[random.Next(inputs.Length)];
            switch (random.Next(4))
            {
                case 0: return [.. input[..random.Next(input.Length + 1)], .. other[random.Next(other.Length + 1)..]];
                case 1: return input[..random.Next(input.Length + 1)];
            }
            byte[] bytes = (byte[])input.Clone();
            for (int i = random.Next(1, 6); i > 0 && bytes.Length > 0; i--)
            {
                int at = random.Next(bytes.Length);
                bytes[at] = random.Next(3) switch { 0 => (byte)random.Next(256), 1 => (byte)(bytes[at] ^ 1 << random.Next(8)), _ => 0xFF };
            }
            return bytes;
        }
    }
}

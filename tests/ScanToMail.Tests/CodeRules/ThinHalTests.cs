using Mono.Cecil;
using Xunit;

namespace ScanToMail.Tests.CodeRules
{
    /// <summary>The board's HAL stays thin, and knows the HAL's interfaces only.</summary>
    public class ThinHalTests
    {
        private static readonly string Assembly = Path.Combine(Repository.DeviceFolder, "ScanToMail.Hal.Esp32.dll");

        [Fact]
        public void NoMethodOfTheBoardsHalHasMoreThanAFewBranches()
        {
            using AssemblyDefinition assembly = Repository.Open(Assembly);
            Assert.InRange(assembly.MainModule.Types.Count, 15, 60);
            Assert.Empty(ThinHal.Wrong(assembly));
        }

        [Fact]
        public void TheBoardsHalKnowsTheInterfacesAndNothingElseOfOurs()
        {
            using AssemblyDefinition assembly = Repository.Open(Assembly);
            Assert.Equal("ScanToMail.Hal", Assert.Single(assembly.MainModule.AssemblyReferences,
                reference => reference.Name.StartsWith("ScanToMail", StringComparison.Ordinal)).Name);
        }

        [Theory]
        [InlineData("class A { int M(int i) { switch (i) { case 0: return 9; case 1: return 3; case 2: return 5; case 3: return 8; case 4: return 1; } return 2; } }")]
        [InlineData("class A { bool M(int i) { return i == 1 || i == 30 || i == 500 || i == 70 || i == 90 || i == 110; } }")]
        public void AMethodWithMoreIsSeen(string source)
        {
            using AssemblyDefinition assembly = Fixture.Compile(source);
            Assert.Contains("branches", Assert.Single(ThinHal.Wrong(assembly)));
        }
    }
}

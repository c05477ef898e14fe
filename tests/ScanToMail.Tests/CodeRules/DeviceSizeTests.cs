using Mono.Cecil;
using Xunit;

namespace ScanToMail.Tests.CodeRules
{
    /// <summary>Every assembly that is flashed fits into the board's format.</summary>
    public class DeviceSizeTests
    {
        [Fact]
        public void EveryAssemblyFitsIntoTheBoardsFormat()
        {
            foreach (string file in Repository.DeviceAssemblies)
            {
                using AssemblyDefinition assembly = Repository.Open(file);
                Assert.Empty(DeviceSize.Wrong(assembly));
            }
        }

        [Fact]
        public void TooMuchCodeIsSeen()
        {
            string body = string.Concat(Enumerable.Repeat("B(1000); ", 1000));
            using AssemblyDefinition assembly = Fixture.Compile("class A { static void B(int i) { } "
                + string.Concat(Enumerable.Range(0, 9).Select(i => $"void M{i}() {{ {body} }} ")) + "}");
            Assert.Contains("bytes of code", Assert.Single(DeviceSize.Wrong(assembly)));
        }

        [Fact]
        public void TooManyTextsAreSeen()
        {
            string body = string.Concat(Enumerable.Range(0, 700).Select(i => $"B(\"{i}{new string('x', 100)}\"); "));
            using AssemblyDefinition assembly = Fixture.Compile("class A { static void B(string s) { } void M() { " + body + " } }");
            Assert.Contains("bytes of strings", Assert.Single(DeviceSize.Wrong(assembly)));
        }
    }
}

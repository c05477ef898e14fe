using System.Reflection;
using Mono.Cecil;
using nanoFramework.TestFramework;
using ScanToMail.Tests.CodeRules;
using Xunit;
using Assert = Xunit.Assert;

namespace ScanToMail.Tests.OnDevice
{
    /// <summary>The tests for a board: held to what a board has, and run on this PC as far as a PC has it.</summary>
    public class OnDeviceTests
    {
        /// <summary>What only a board or the virtual nanoCLR has.</summary>
        private static readonly string[] NeedTheBoard = ["FileTests", "MemoryTests"];

        private static readonly string File = Path.Combine(Repository.Root, "artifacts", "ondevice", "NFUnitTest.dll");
        private static readonly Assembly Tests = Assembly.LoadFrom(File);

        public static TheoryData<string> Names => [.. from type in Tests.GetTypes()
            where type.GetCustomAttribute<TestClassAttribute>() is not null && !NeedTheBoard.Contains(type.Name)
            from method in type.GetMethods()
            where method.GetCustomAttribute<TestMethodAttribute>() is not null
            select $"{type.Name}.{method.Name}"];

        [Fact]
        public void ThereAreTestsOfEachKind() => Assert.Equal(
            ["Base64Tests", "FileTests", "FormatTests", "JobTests", "MemoryTests", "SettingsTests", "Utf8Tests"],
            Tests.GetTypes().Where(type => type.GetCustomAttribute<TestClassAttribute>() is not null).Select(type => type.Name).Order());

        [Theory]
        [MemberData(nameof(Names))]
        public void PassesOnThisPcToo(string name)
        {
            Type type = Tests.GetTypes().Single(type => type.Name == name.Split('.')[0]);
            // The board's launcher calls with no object, so a test that used one would fail there only.
            type.GetMethod(name.Split('.')[1])!.CreateDelegate<Action>(null).Invoke();
        }

        [Fact]
        public void TheBoardHasWhatTheTestsUse()
        {
            using AssemblyDefinition tests = Repository.Open(File);
            var own = new HashSet<string>
            {
                "NFUnitTest", "nanoFramework.TestFramework", "ScanToMail", "ScanToMail.Config", "ScanToMail.Device", "ScanToMail.Hal"
            };
            Assert.Empty(DeviceApi.MissingOfUsed(tests, own));
            Assert.Empty(IlRules.Generics(tests).Concat(IlRules.Machinery(tests)).Concat(IlRules.BannedInstructions(tests)));
        }
    }
}

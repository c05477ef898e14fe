using Mono.Cecil;
using Xunit;

namespace ScanToMail.Tests.CodeRules
{
    /// <summary>Declarations and firmware held against the device's real API.</summary>
    public class DeviceApiTests
    {
        [Fact]
        public void TheFactsAreThere() => Assert.InRange(DeviceApi.Count, 3_000, 100_000);

        [Fact]
        public void WhatTheDeclarationsDeclareTheDeviceHas()
        {
            Assert.InRange(Repository.ReferenceAssemblies.Length, 8, 40);
            foreach (string file in Repository.ReferenceAssemblies.Where(file => !file.Contains("TestFramework", StringComparison.Ordinal)))
            {
                using AssemblyDefinition assembly = Repository.Open(file);
                Assert.Empty(DeviceApi.MissingOfDeclared(assembly));
            }
        }

        [Fact]
        public void WhatTheFirmwareUsesTheDeviceHas()
        {
            var own = Repository.DeviceAssemblies.Select(file => Path.GetFileNameWithoutExtension(file)).ToHashSet();
            foreach (string file in Repository.DeviceAssemblies)
            {
                using AssemblyDefinition assembly = Repository.Open(file);
                Assert.Empty(DeviceApi.MissingOfUsed(assembly, own));
            }
        }

        [Fact]
        public void WhatTheDeviceHasNotGotIsSeen()
        {
            using AssemblyDefinition assembly = Fixture.Compile("public class A { public string M() { return \"a\".Replace('a', 'b'); } }");
            assembly.MainModule.AssemblyReferences.Single(reference => reference.Name == "System.Private.CoreLib").Name = "mscorlib";
            Assert.Contains(DeviceApi.MissingOfUsed(assembly, new HashSet<string>()), line => line.Contains("String::Replace"));
            assembly.Name.Name = "mscorlib";
            Assert.Contains(DeviceApi.MissingOfDeclared(assembly), line => line.Contains("A::M"));
        }
    }
}

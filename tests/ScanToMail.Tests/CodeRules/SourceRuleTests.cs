using System.Text.RegularExpressions;
using System.Xml.Linq;
using Mono.Cecil;
using Xunit;

namespace ScanToMail.Tests.CodeRules
{
    /// <summary>Rules about the source, the board's project files and the documents.</summary>
    public partial class SourceRuleTests
    {
        private static readonly string[] DeviceFolders = ["firmware", "hal/Hal", "hal/Hal.Esp32"];

        [Fact]
        public void TheSourceForTheBoardKeepsTheRules()
        {
            string[] files = Repository.Files("*.cs", DeviceFolders).ToArray();
            Assert.True(files.Length > 50);
            Assert.Equal("", string.Join("\n", files.SelectMany(file => SourceRules.All(file, Repository.Read(file)))));
        }

        [Theory]
        [InlineData("#if DEBUG\n#endif")]
        [InlineData("// TODO: later")]
        [InlineData("// x = 1;")]
        [InlineData("public class A { }")]
        [InlineData("/// <summary>A.</summary>\npublic class A { public int M() { return 1; } }")]
        [InlineData("/// <summary>A.</summary>\npublic interface A { int M(); }")]
        [InlineData("class A { int msTimeout; }")]
        [InlineData(null)]
        public void EachSourceRuleCanFail(string? source)
        {
            source ??= "class A { void M() {\n" + string.Concat(Enumerable.Repeat(";\n", 80)) + "} }";
            Assert.Single(SourceRules.All("a.cs", source));
            Assert.Single(SourceRules.All("a.cs", "class B { } " + new string(' ', 200) + "class C { }"));
        }

        [Fact]
        public void EveryBoardProjectListsItsFilesAndPackages()
        {
            string[] projects = Repository.Files("*.nfproj").ToArray();
            Assert.NotEmpty(projects);
            Assert.Empty(projects.SelectMany(project => BoardProjects.Wrong(project, Repository.Read(project),
                Repository.Files("*.cs", Path.GetDirectoryName(project)!), Repository.Read(Path.GetDirectoryName(project) + "/packages.config"))));
        }

        [Fact]
        public void EveryBoardProjectListsWhatItsAssemblyUses()
        {
            int checkedCount = 0;
            foreach (string project in Repository.Files("*.nfproj"))
            {
                string assembly = Path.Combine(Repository.DeviceFolder, Path.GetFileNameWithoutExtension(project) + ".dll");
                if (!File.Exists(assembly)) continue;
                using AssemblyDefinition built = AssemblyDefinition.ReadAssembly(assembly);
                Assert.Empty(BoardProjects.WrongUses(project, Repository.Read(project), built.MainModule.AssemblyReferences.Select(r => r.Name),
                    path => File.Exists(Path.Combine(Repository.Root, path))));
                checkedCount++;
            }
            Assert.True(checkedCount >= 6, $"{checkedCount} projects have an assembly in artifacts/device");
        }

        [Fact]
        public void AMissingReferenceAndAMissingProjectAreSeen()
        {
            const string project = """
                <Project><ItemGroup><Reference Include="mscorlib, Version=1.17.11.0"><HintPath>..\packages\nanoFramework.CoreLibrary.1.17.10\lib\System.dll</HintPath></Reference>
                <ProjectReference Include="..\q\Q.nfproj" /></ItemGroup></Project>
                """;
            Assert.Equal(2, BoardProjects.WrongUses("p/P.nfproj", project, ["mscorlib", "Q", "System.Net"], _ => false).Count());
            const string packages = """<packages><package id="nanoFramework.CoreLibrary" version="1.17.10" /></packages>""";
            Assert.Equal(2, BoardProjects.Wrong("p/P.nfproj", project, [], packages).Count());
        }

        [Fact]
        public void AForgottenFileAForeignOneAndAWrongVersionAreSeen()
        {
            const string project = """
                <Project xmlns="http://schemas.microsoft.com/developer/msbuild/2003"><ItemGroup><Compile Include="A.cs" /><Compile Include="Gone.cs" />
                <Reference Include="mscorlib"><HintPath>..\packages\nanoFramework.CoreLibrary.1.0.0\lib\mscorlib.dll</HintPath></Reference>
                <Reference Include="System.Net"><HintPath>..\packages\nanoFramework.System.Net.1.11.60\lib\System.Net.dll</HintPath></Reference></ItemGroup></Project>
                """;
            const string packages = """<packages><package id="nanoFramework.CoreLibrary" version="1.17.11" /></packages>""";
            string[] wrong = BoardProjects.Wrong("p/P.nfproj", project, ["p/A.cs", "p/B.cs"], packages).ToArray();
            Assert.Contains(wrong, line => line.Contains("B.cs"));
            Assert.Contains(wrong, line => line.Contains("Gone.cs"));
            Assert.Contains(wrong, line => line.Contains("nanoFramework.CoreLibrary.1.0.0"));
            Assert.Contains(wrong, line => line.Contains("nanoFramework.System.Net"));
        }

        [Fact]
        public void AllBoardProjectsUseOneVersionOfAPackage()
        {
            var versions = Repository.Files("packages.config")
                .SelectMany(file => XDocument.Parse(Repository.Read(file)).Root!.Elements("package"))
                .GroupBy(package => package.Attribute("id")!.Value, package => package.Attribute("version")!.Value);
            Assert.All(versions, group => Assert.Single(group.Distinct()));
            Assert.Equal("1.17.11", versions.Single(group => group.Key == "nanoFramework.CoreLibrary").First());
        }

        [Fact]
        public void TheSolutionHoldsEveryProject()
        {
            string solution = Repository.Read("nf.sln").Replace('\\', '/');
            Assert.All(Repository.Files("*.*proj"), project => Assert.Contains(project, solution));
        }

        [Fact]
        public void LinksAndCommandsOfTheDocumentsLeadSomewhere()
        {
            foreach (string file in Repository.Files("*.md"))
            {
                string text = Repository.Read(file), folder = Path.GetDirectoryName(Path.Combine(Repository.Root, file))!;
                Assert.Empty(Link().Matches(text).Select(match => match.Groups[1].Value)
                    .Where(link => !File.Exists(Path.Combine(folder, link)) && !Directory.Exists(Path.Combine(folder, link)))
                    .Select(link => $"{file}: {link}"));
                Assert.Empty(ProjectOption().Matches(text).Select(match => match.Groups[1].Value)
                    .Where(project => !Directory.Exists(Path.Combine(Repository.Root, project)))
                    .Select(project => $"{file}: {project}"));
            }
        }

        [Fact]
        public void TheReadmesFirstCommandsAreTheTwoThatMatter()
        {
            string[] commands = Repository.Read("README.md").Split('\n').Select(line => line.Trim())
                .Where(line => line.StartsWith("dotnet ", StringComparison.Ordinal)).ToArray();
            Assert.Equal(["dotnet run --project tools/VirtualDevice -- demo", "dotnet test nf.sln"], commands.Take(2));
        }

        [GeneratedRegex(@"\]\((?!https?:|#|mailto:)([^)#\s]+)")]
        private static partial Regex Link();

        [GeneratedRegex(@"--project\s+([A-Za-z][\w./-]*)")]
        private static partial Regex ProjectOption();
    }
}

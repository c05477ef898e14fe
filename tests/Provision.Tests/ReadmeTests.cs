using System.CommandLine;
using System.CommandLine.Parsing;
using ScanToMail.Provision.Cli;
using Xunit;

namespace ScanToMail.Provision.Tests
{
    /// <summary>Every command that a README shows is one that the program takes, and its files exist.</summary>
    public class ReadmeTests
    {
        private const string Start = "dotnet run --project tools/Provision -- ";
        private static readonly string Docs = Path.Combine(AppContext.BaseDirectory, "docs");

        public static IEnumerable<object[]> Commands =>
            from file in Directory.GetFiles(Docs, "*.md", SearchOption.AllDirectories)
            from line in File.ReadAllLines(file)
            where line.Contains(Start)
            select new object[] { Path.GetRelativePath(Docs, file), line[(line.IndexOf(Start, StringComparison.Ordinal) + Start.Length)..].Trim('`', ' ') };

        [Theory]
        [MemberData(nameof(Commands))]
        public void TheProgramTakesIt(string readme, string command)
        {
            ParseResult result = ProvisionCommand.Create(new TestTerminal(false)).Parse(command);
            Assert.True(result.Errors.Count == 0, readme + ": " + string.Join("; ", result.Errors.Select(e => e.Message)));
            foreach (Token token in result.Tokens.Where(t => t.Value.StartsWith("device-config/", StringComparison.Ordinal)))
            {
                Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, token.Value)), token.Value);
            }
        }

        [Fact]
        public void EveryCommandIsInTheReadme()
        {
            string readme = File.ReadAllText(Path.Combine(Docs, "tools", "Provision", "README.md"));
            foreach (Command command in ProvisionCommand.Create(new TestTerminal(false)).Subcommands)
            {
                IEnumerable<Command> leaves = command.Subcommands.Count > 0 ? command.Subcommands : [command];
                foreach (Command leaf in leaves)
                {
                    string name = leaf == command ? leaf.Name : command.Name + " " + leaf.Name;
                    Assert.Contains($"| `{name}", readme);
                    foreach (Option option in leaf.Options.Where(o => o is not System.CommandLine.Help.HelpOption))
                    {
                        Assert.Contains(option.Name, readme);
                    }
                }
            }
        }
    }
}

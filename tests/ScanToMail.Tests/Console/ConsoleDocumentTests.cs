using System.Text.RegularExpressions;
using ScanToMail.Console;
using ScanToMail.Tests.CodeRules;
using Xunit;

namespace ScanToMail.Tests.Console
{
    /// <summary>firmware/CONSOLE.md is what the console does.</summary>
    public partial class ConsoleDocumentTests
    {
        private static readonly string Text = Repository.Read("firmware/CONSOLE.md");

        [Fact]
        public void EveryCommandStandsInItsTable()
        {
            string table = Text[Text.IndexOf("## Commands", StringComparison.Ordinal)..];
            Assert.All(HelpTexts.All().Split("\r\n"), line =>
            {
                string command = line[..line.IndexOfAny([' ', ':'])];
                Assert.Contains("`" + command, table);
                if (line.Contains("--json")) Assert.Matches($"(?m)^\\| [^|]*`{command}[^|]*\\[json\\]", table);
            });
        }

        [Fact]
        public void EveryErrorCodeStandsInItsTable()
        {
            string[] documented = CodeRow().Matches(Text[..Text.IndexOf("## PIN", StringComparison.Ordinal)])
                .SelectMany(row => Word().Matches(row.Groups[1].Value)).Select(match => match.Groups[1].Value).ToArray();
            string[] used = Repository.Files("*.cs", "firmware/ScanToMail.Device")
                .SelectMany(file => UsedCode().Matches(Repository.Read(file))).Select(match => match.Groups[1].Value)
                .Append("flash").Append("settings").Distinct().ToArray();
            Assert.True(used.Length > 10, string.Join(' ', used));
            Assert.Empty(used.Except(documented));
        }

        [GeneratedRegex(@"(?m)^\| (`[a-z`, ]+) \|")]
        private static partial Regex CodeRow();

        [GeneratedRegex("`([a-z]+)`")]
        private static partial Regex Word();

        [GeneratedRegex("new ConsoleException\\(\"([a-z]+)\"")]
        private static partial Regex UsedCode();
    }
}

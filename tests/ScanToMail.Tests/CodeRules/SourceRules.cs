using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ScanToMail.Tests.CodeRules
{
    /// <summary>Rules about source text, each a function from a file's name and text to what is wrong in it.</summary>
    internal static partial class SourceRules
    {
        private const int LineLimitColumns = 130;
        private const int MethodLimitLines = 70;

        public static IEnumerable<string> All(string file, string text) =>
            Directives(file, text).Concat(Lines(file, text)).Concat(Syntax(file, text));

        /// <summary>The same source compiles for the board and the PC: no switch anywhere.</summary>
        public static IEnumerable<string> Directives(string file, string text) =>
            text.Split('\n').Where(line => line.TrimStart().StartsWith("#if", StringComparison.Ordinal)
                || line.TrimStart().StartsWith("#region", StringComparison.Ordinal)).Select(line => $"{file}: {line.Trim()}");

        /// <summary>Nothing left for later, no line that nobody can read, no statement kept as a comment.</summary>
        public static IEnumerable<string> Lines(string file, string text)
        {
            string[] lines = text.Split('\n');
            for (int i = 0; i < lines.Length; i++)
            {
                string where = $"{file}:{i + 1}";
                if (Unfinished().IsMatch(lines[i])) yield return $"{where}: left for later";
                // A row of a table of texts is one line, however long, and an address can't be broken.
                bool isTableRow = lines[i].TrimStart().StartsWith('"') || lines[i].TrimStart().StartsWith("+ \"", StringComparison.Ordinal)
                    || lines[i].Contains("// https://", StringComparison.Ordinal);
                if (!isTableRow && lines[i].TrimEnd('\r').Length > LineLimitColumns) yield return $"{where}: longer than {LineLimitColumns} columns";
                if (DeadCode().IsMatch(lines[i])) yield return $"{where}: a statement in a comment";
            }
        }

        /// <summary>Docstrings on all that is public, short methods, a file named as its first type, units last.</summary>
        public static IEnumerable<string> Syntax(string file, string text)
        {
            SyntaxNode root = CSharpSyntaxTree.ParseText(text).GetRoot();
            foreach (MemberDeclarationSyntax member in root.DescendantNodes().OfType<MemberDeclarationSyntax>())
            {
                if (IsPublic(member) && !HasDocstring(member)) yield return $"{file}: {NameOf(member)} is public without a docstring";
                FileLinePositionSpan span = member.GetLocation().GetLineSpan();
                int lines = span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
                if (member is BaseMethodDeclarationSyntax && lines > MethodLimitLines) yield return $"{file}: {NameOf(member)} has {lines} lines";
            }
            foreach (SyntaxToken name in Names(root).Where(name => UnitFirst().IsMatch(name.Text)))
            {
                yield return $"{file}: {name.Text}: units stand last";
            }
        }

        private static IEnumerable<SyntaxToken> Names(SyntaxNode root) =>
            root.DescendantNodes().OfType<VariableDeclaratorSyntax>().Select(node => node.Identifier)
                .Concat(root.DescendantNodes().OfType<ParameterSyntax>().Select(node => node.Identifier))
                .Concat(root.DescendantNodes().OfType<PropertyDeclarationSyntax>().Select(node => node.Identifier));

        private static bool IsPublic(MemberDeclarationSyntax member)
        {
            if (member is BaseNamespaceDeclarationSyntax or GlobalStatementSyntax) return false;
            if (member.Parent is InterfaceDeclarationSyntax or EnumDeclarationSyntax) return IsPublic((MemberDeclarationSyntax)member.Parent);
            bool isVisible = member.Modifiers.Any(SyntaxKind.PublicKeyword)
                || (member.Modifiers.Any(SyntaxKind.ProtectedKeyword) && !member.Modifiers.Any(SyntaxKind.PrivateKeyword));
            bool isOverride = member.Modifiers.Any(SyntaxKind.OverrideKeyword);
            return isVisible && !isOverride && (member.Parent is not TypeDeclarationSyntax parent || IsPublic(parent));
        }

        private static bool HasDocstring(MemberDeclarationSyntax member) => member.GetLeadingTrivia()
            .Any(trivia => trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia)
                || (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) && trivia.ToString().StartsWith("///", StringComparison.Ordinal)));

        private static string NameOf(MemberDeclarationSyntax member) => member switch
        {
            BaseTypeDeclarationSyntax type => type.Identifier.Text,
            MethodDeclarationSyntax method => method.Identifier.Text,
            PropertyDeclarationSyntax property => property.Identifier.Text,
            EnumMemberDeclarationSyntax value => value.Identifier.Text,
            BaseFieldDeclarationSyntax field => field.Declaration.Variables[0].Identifier.Text,
            _ => member.Kind().ToString()
        };

        [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b")]
        private static partial Regex Unfinished();

        [GeneratedRegex(@"^\s*//(?!/).*[;{}]\s*$")]
        private static partial Regex DeadCode();

        [GeneratedRegex(@"^_?(ms|seconds|bytes|dpi|pixels)[A-Z]", RegexOptions.None)]
        private static partial Regex UnitFirst();
    }
}

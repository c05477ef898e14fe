using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Mono.Cecil;

namespace ScanToMail.Tests.CodeRules
{
    /// <summary>A little source compiled on the spot, so that each rule can be seen to fail.</summary>
    internal static class Fixture
    {
        public static AssemblyDefinition Compile(string source)
        {
            var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true,
                optimizationLevel: OptimizationLevel.Release);
            string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
            IEnumerable<MetadataReference> references = Directory.GetFiles(runtime, "System*.dll")
                .Where(file => !file.Contains(".Native.", StringComparison.Ordinal))
                .Select(file => MetadataReference.CreateFromFile(file));
            var compilation = CSharpCompilation.Create("Fixture", [CSharpSyntaxTree.ParseText(source)], references, options);
            var image = new MemoryStream();
            var result = compilation.Emit(image);
            if (!result.Success) throw new InvalidOperationException(string.Join("\n", result.Diagnostics));
            image.Position = 0;
            return AssemblyDefinition.ReadAssembly(image);
        }
    }
}

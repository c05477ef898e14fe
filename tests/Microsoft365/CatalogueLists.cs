using ScanToMail.Diagnoses;

namespace ScanToMail.Tests.Microsoft365
{
    /// <summary>The firmware's catalogue of diagnoses as the tests look at it.</summary>
    internal static class CatalogueLists
    {
        /// <summary>Each row's pattern, by its parts: id, kind, phase, code, enhanced, text, facts, who, retry.</summary>
        public static readonly string[][] Rows = [.. Enumerable.Range(0, CatalogueRows.ChunkCount).SelectMany(Chunk)];

        public static string[] Row(string id) => Rows.Single(row => row[0] == id);

        private static IEnumerable<string[]> Chunk(int chunk)
        {
            for (int number = 0; CatalogueRows.Pattern(chunk, number) is { } pattern; number++) yield return pattern.Split('|');
        }
    }
}

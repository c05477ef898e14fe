namespace ScanToMail.Tests.Fuzz
{
    /// <summary>Inputs that are known to reach something of their own: a file for each target, an input in base64 a line.</summary>
    internal static class Corpus
    {
        /// <summary>A target's seeds, and what fuzzing has found.</summary>
        public static IEnumerable<byte[]> Of(FuzzTarget target) => target.Seeds.Concat(Read(Path.Combine(AppContext.BaseDirectory, "Corpus"), target));

        /// <summary>What fuzzing has found, as it lies in a folder.</summary>
        public static IEnumerable<byte[]> Read(string folder, FuzzTarget target)
        {
            string file = Path.Combine(folder, target.Name + ".txt");
            return File.Exists(file) ? File.ReadLines(file).Where(line => line.Length > 0).Select(Convert.FromBase64String) : [];
        }

        /// <summary>Writes inputs, shortest first.</summary>
        public static void Write(string folder, FuzzTarget target, IEnumerable<byte[]> inputs) =>
            File.WriteAllLines(Path.Combine(folder, target.Name + ".txt"),
                inputs.Select(Convert.ToBase64String).Distinct().OrderBy(line => line.Length).ThenBy(line => line, StringComparer.Ordinal));
    }
}

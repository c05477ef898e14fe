using System.Diagnostics;
using SharpFuzz;

namespace ScanToMail.Tests.Fuzz
{
    using Console = System.Console;

    /// <summary>
    /// Fuzzes one target with afl-fuzz: this program is copied, the firmware's assemblies in the copy get SharpFuzz's
    /// counters, and afl-fuzz drives it, from the corpus on. What it finds new goes into the corpus; what breaks is printed.
    /// </summary>
    /// <param name="target">What is fuzzed.</param>
    /// <param name="seconds">For how long.</param>
    /// <param name="seed">Decides what afl-fuzz tries.</param>
    /// <param name="corpusFolder">Where what it finds is written.</param>
    internal sealed class AflRun(FuzzTarget target, int seconds, int seed, string corpusFolder)
    {
        private const int InputLimitBytes = 2048;
        private const int CorpusLimit = 150;

        /// <summary>How many inputs broke the target. Throws <see cref="InvalidOperationException"/> where afl-fuzz does not
        /// run.</summary>
        public int Run()
        {
            string folder = Directory.CreateTempSubdirectory("scantomail-fuzz-").FullName;
            try
            {
                string program = Instrument(folder);
                string seeds = WriteSeeds(folder);
                Fuzz(folder, program, seeds);
                string[] crashes = Found(folder, "crashes").Concat(Found(folder, "hangs")).ToArray();
                foreach (string file in crashes) Console.WriteLine($"BROKEN: {target.Name} {Convert.ToBase64String(File.ReadAllBytes(file))}");
                TakeNew(folder);
                return crashes.Length;
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        private static string Instrument(string folder)
        {
            string copy = Directory.CreateDirectory(Path.Combine(folder, "program")).FullName;
            foreach (string file in Directory.GetFiles(AppContext.BaseDirectory)) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
            foreach (string assembly in new[] { "ScanToMail", "ScanToMail.Config", "ScanToMail.Device" })
            {
                _ = Fuzzer.Instrument(Path.Combine(copy, assembly + ".dll"), _ => true, Options.Value).Count();
            }
            return Path.Combine(copy, Path.GetFileName(typeof(AflRun).Assembly.Location));
        }

        private string WriteSeeds(string folder)
        {
            string seeds = Directory.CreateDirectory(Path.Combine(folder, "seeds")).FullName;
            int count = 0;
            foreach (byte[] input in target.Seeds.Concat(Corpus.Read(corpusFolder, target))) File.WriteAllBytes(Path.Combine(seeds, $"{count++}"), input);
            return seeds;
        }

        private void Fuzz(string folder, string program, string seeds)
        {
            var start = new ProcessStartInfo("afl-fuzz",
                ["-i", seeds, "-o", Path.Combine(folder, "out"), "-t", "10000", "-m", "none", "-V", seconds.ToString(), "-s", seed.ToString(),
                    "--", "dotnet", program, "take", target.Name])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true
            };
            foreach (string name in new[] { "SKIP_BIN_CHECK", "NO_UI", "SKIP_CPUFREQ", "NO_AFFINITY", "I_DONT_CARE_ABOUT_MISSING_CRASHES", "SKIP_CRASHES" })
            {
                start.Environment["AFL_" + name] = "1";
            }
            start.Environment["DOTNET_TieredPGO"] = "0";
            using Process afl = Process.Start(start)!;
            Task<string> errors = afl.StandardError.ReadToEndAsync();
            string said = afl.StandardOutput.ReadToEnd();
            afl.WaitForExit();
            string stats = Path.Combine(folder, "out", "default", "fuzzer_stats");
            if (!File.Exists(stats)) throw new InvalidOperationException("afl-fuzz did not run: " + said + errors.Result);
            foreach (string line in File.ReadLines(stats).Where(IsOfInterest)) Console.WriteLine($"  {target.Name}: {line}");
        }

        private static bool IsOfInterest(string line) => line.StartsWith("execs_done", StringComparison.Ordinal)
            || line.StartsWith("corpus_count", StringComparison.Ordinal) || line.StartsWith("edges_found", StringComparison.Ordinal)
            || line.StartsWith("saved_", StringComparison.Ordinal);

        /// <summary>Inputs that afl-fuzz kept because they reached something new: the shortest ones, for the repository holds
        /// them.</summary>
        private void TakeNew(string folder)
        {
            IEnumerable<byte[]> found = Found(folder, "queue").Select(File.ReadAllBytes).Where(input => input.Length <= InputLimitBytes);
            Corpus.Write(corpusFolder, target, Corpus.Read(corpusFolder, target).Concat(found).OrderBy(input => input.Length).Take(CorpusLimit));
        }

        private static IEnumerable<string> Found(string folder, string what)
        {
            string path = Path.Combine(folder, "out", "default", what);
            return Directory.Exists(path) ? Directory.GetFiles(path, "id*") : [];
        }
    }
}

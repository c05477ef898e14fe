using Mono.Cecil;

namespace ScanToMail.Tests.CodeRules
{
    /// <summary>The checkout that these tests were built from.</summary>
    internal static class Repository
    {
        /// <summary>The folder of nf.sln.</summary>
        public static string Root { get; } = FindRoot();

        public static string DeviceFolder { get; } = Path.Combine(Root, "artifacts", "device");

        /// <summary>The assemblies that would be flashed.</summary>
        public static string[] DeviceAssemblies { get; } =
            [.. Directory.GetFiles(DeviceFolder, "*.dll"), .. Directory.GetFiles(DeviceFolder, "*.exe")];

        /// <summary>Those of them that are the portable library.</summary>
        public static string[] Library { get; } = [.. DeviceAssemblies.Where(file => Path.GetExtension(file) == ".dll"
            && Path.GetFileName(file) != "ScanToMail.App.dll" && !Path.GetFileName(file).StartsWith("ScanToMail.Hal", StringComparison.Ordinal))];

        /// <summary>The declarations of the device's libraries, as built.</summary>
        public static string[] ReferenceAssemblies { get; } =
            Directory.GetFiles(Path.Combine(Root, "artifacts", "nanoreference"), "*.dll");

        /// <summary>All files of a kind that belong to the project, with their paths from the root.</summary>
        public static IEnumerable<string> Files(string pattern, params string[] folders) =>
            (folders.Length == 0 ? [""] : folders)
                .Where(folder => Directory.Exists(Path.Combine(Root, folder)))
                .SelectMany(folder => Directory.GetFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories))
                .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
                .Where(file => !file.StartsWith("artifacts/", StringComparison.Ordinal)
                    && !file.StartsWith(".git/", StringComparison.Ordinal) && !file.Contains("/packages/")
                    && !file.Contains("/obj/") && !file.Contains("/bin/"))
                .Order(StringComparer.Ordinal);

        public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

        public static AssemblyDefinition Open(string path) => AssemblyDefinition.ReadAssembly(path);

        private static string FindRoot()
        {
            string? folder = AppContext.BaseDirectory;
            while (folder is not null && !File.Exists(Path.Combine(folder, "nf.sln"))) folder = Path.GetDirectoryName(folder);
            return folder ?? throw new InvalidOperationException("these tests need the checkout that they were built from");
        }
    }
}

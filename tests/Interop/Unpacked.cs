namespace ScanToMail.Tests.Interop
{
    /// <summary>
    /// Programs of Debian packages that can't be installed beside Postfix: downloaded, unpacked into a folder, run from
    /// there. The folder is kept among the temporary ones, so that one download serves all runs.
    /// </summary>
    internal static class Unpacked
    {
        private static readonly object Lock = new();

        /// <summary>The path of a program of a package; where the package can't be had the test is skipped, or fails where
        /// skipping is not allowed.</summary>
        public static string Require(string package, string program)
        {
            string root = Path.Combine(Path.GetTempPath(), "scantomail-packages", package);
            string path = Path.Combine(root, program);
            lock (Lock)
            {
                if (!File.Exists(path)) Unpack(package, root);
            }
            bool isRequired = Environment.GetEnvironmentVariable("SCANTOMAIL_REQUIRE_INTEROP") == "1";
            Xunit.Assert.False(!File.Exists(path) && isRequired, $"{package} can't be had, and SCANTOMAIL_REQUIRE_INTEROP=1");
            Xunit.Skip.If(!File.Exists(path), $"{package} can't be had");
            return path;
        }

        private static void Unpack(string package, string root)
        {
            Directory.CreateDirectory(root);
            // apt-get download writes into the folder that it is started in.
            Tool.Run("sh", "-c", $"cd '{root}' && apt-get download -q {package} >/dev/null 2>&1 && dpkg-deb -x {package}_*.deb .");
        }
    }
}

using System.Diagnostics;
using Xunit;

namespace ScanToMail.Tests.Interop
{
    /// <summary>Programs that the tests need and the SDK does not bring.</summary>
    internal static class Tool
    {
        private static readonly string[] Folders =
            [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'), "/usr/sbin", "/usr/lib/postfix/sbin"];

        /// <summary>The program's path; where it is missing the test is skipped, or fails if
        /// SCANTOMAIL_REQUIRE_INTEROP=1 says that everything must be there.</summary>
        public static string Require(string name)
        {
            string? path = Folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
            bool isRequired = Environment.GetEnvironmentVariable("SCANTOMAIL_REQUIRE_INTEROP") == "1";
            Assert.False(path is null && isRequired, $"{name} is not installed, and SCANTOMAIL_REQUIRE_INTEROP=1");
            Skip.If(path is null, $"{name} is not installed");
            return path!;
        }

        /// <summary>Only root can start the mail servers.</summary>
        public static void RequireRoot()
        {
            bool isRequired = Environment.GetEnvironmentVariable("SCANTOMAIL_REQUIRE_INTEROP") == "1";
            Assert.False(!Environment.IsPrivilegedProcess && isRequired, "not root, and SCANTOMAIL_REQUIRE_INTEROP=1");
            Skip.IfNot(Environment.IsPrivilegedProcess, "only root can start a mail server");
        }

        /// <summary>Runs a program to its end and gives its exit code and all it printed.</summary>
        public static (int ExitCode, string Output) Run(string program, params string[] arguments)
        {
            var start = new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true
            };
            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            Task<string> error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            if (!process.WaitForExit(60_000))
            {
                process.Kill(entireProcessTree: true);
                Assert.Fail($"{program} did not end within 60 s");
            }
            return (process.ExitCode, output + error.Result);
        }
    }
}

using System.Diagnostics;
using Xunit;

namespace ScanToMail.Tenant.Tests
{
    /// <summary>A program of the PC, such as curl; a test that needs it is skipped where it is missing.</summary>
    internal static class Tool
    {
        private const int TimeoutMs = 60_000;

        /// <summary>Skips the test where a program is missing; fails it where skipping is not allowed.</summary>
        public static void Require(string name)
        {
            bool found = (Environment.GetEnvironmentVariable("PATH") ?? "")
                .Split(Path.PathSeparator)
                .Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, name)));
            if (!found && Environment.GetEnvironmentVariable("SCANTOMAIL_REQUIRE_INTEROP") == "1")
            {
                Assert.Fail($"{name} is not installed, and SCANTOMAIL_REQUIRE_INTEROP=1 forbids to skip this test.");
            }

            Skip.IfNot(found, $"{name} is not installed.");
        }

        /// <summary>Runs a program to its end; gives its exit code and all that it wrote.</summary>
        public static async Task<(int ExitCode, string Output)> RunAsync(string name, params string[] arguments)
        {
            var start = new ProcessStartInfo(name, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
            };
            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> errors = process.StandardError.ReadToEndAsync();
            using var limit = new CancellationTokenSource(TimeoutMs);
            try
            {
                await process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw new TimeoutException($"{name} did not end in {TimeoutMs} ms.");
            }

            return (process.ExitCode, await output + await errors);
        }
    }
}

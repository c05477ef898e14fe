using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace ScanToMail.Provision.Tests
{
    /// <summary>The program as it is started from a script.</summary>
    public class ProcessTests
    {
        private const int LimitMs = 60_000;

        [Fact]
        public async Task PinAndSecretsComeFromStandardInputInTurn()
        {
            using var device = new FakeConsole { Pin = "471108" };
            string file = Path.Combine(AppContext.BaseDirectory, "device-config", "client-submission-application.json");
            (int code, string output, string errors) = await RunAsync("471108\ngeheim ß\nweißes Netz\n",
                "--port", device.Address, "--pin", "apply", file, "--set", "signIn.clientId=9a1f0c1e-6a4b-4b7e-8f59-0d5b9d3a7c11",
                "--set", "network.ssid=Gäste", "--secret", "signIn.clientSecret", "--secret", "network.password");
            Assert.True(code == 0, errors);
            Assert.Equal("", output);
            JsonNode sent = JsonNode.Parse(Assert.Single(device.Pasted))!;
            Assert.Equal("geheim ß", sent["signIn"]!["clientSecret"]!.GetValue<string>());
            Assert.Equal("weißes Netz", sent["network"]!["password"]!.GetValue<string>());
            Assert.Equal("Gäste", sent["network"]!["ssid"]!.GetValue<string>());
            Assert.DoesNotContain("geheim", errors);
            Assert.DoesNotContain("471108", errors);
        }

        [Fact]
        public async Task StandardInputThatEndsTooEarlyIsTold()
        {
            using var device = new FakeConsole();
            string file = Path.Combine(AppContext.BaseDirectory, "device-config", "on-premises.json");
            (int code, _, string errors) = await RunAsync("", "--port", device.Address, "apply", file, "--secret", "sending.password");
            Assert.Equal(2, code);
            Assert.Contains("sending.password", errors);
            Assert.Empty(device.Commands);
        }

        [Fact]
        public async Task TheTerminalCarriesWhatIsPiped()
        {
            using var device = new FakeConsole();
            device.Answers["version"] = "ScanToMail 0.1.0\nOK";
            (int code, string output, string errors) = await RunAsync("version\r", "--port", device.Address, "terminal");
            Assert.True(code == 0, errors);
            Assert.Contains("ScanToMail 0.1.0", output);
        }

        internal static async Task<(int Code, string Output, string Errors)> RunAsync(string input, params string[] args)
        {
            string program = Path.Combine(AppContext.BaseDirectory, "Provision.dll");
            using Process process = Process.Start(new ProcessStartInfo("dotnet", [program, .. args])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardInputEncoding = new UTF8Encoding(false),
                StandardOutputEncoding = Encoding.UTF8,
                StandardErrorEncoding = Encoding.UTF8
            })!;
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> errors = process.StandardError.ReadToEndAsync();
            using var limit = new CancellationTokenSource(LimitMs);
            try
            {
                await process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw new TimeoutException($"the program did not end in {LimitMs} ms");
            }

            return (process.ExitCode, await output, await errors);
        }
    }
}

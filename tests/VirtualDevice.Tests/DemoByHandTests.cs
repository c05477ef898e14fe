using System.Diagnostics;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using MimeKit;
using Xunit;

namespace ScanToMail.VirtualDevice.Tests
{
    /// <summary><c>demo --method clientSubmission --by-hand</c> with a person who reads the screen and uses a browser.</summary>
    public sealed class DemoByHandTests : IDisposable
    {
        private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

        private readonly string _folder = Directory.CreateTempSubdirectory("scantomail-").FullName;

        [Fact]
        public async Task APersonTypesTheCodeSignsInAndTheMailArrives()
        {
            using var limit = new CancellationTokenSource(Limit);
            using var demo = new Demo(_folder);
            (string address, string code, string account, string password) = await demo.ReadCodeAsync(limit.Token);
            using HttpClient browser = Browser();
            string page = await browser.GetStringAsync(address, limit.Token);
            Assert.Contains("Enter the code displayed on your device.", page);
            page = await SubmitAsync(browser, address, page, [("code", "NOTACODE1")], limit.Token);
            Assert.Contains("That code is not valid", page);
            // As people type it.
            page = await SubmitAsync(browser, address, page, [("code", code[..4].ToLowerInvariant() + " " + code[4..])], limit.Token);
            Assert.Contains("You are signing in to", page);
            page = await SubmitAsync(browser, address, page, [("user", account), ("password", "wrong"), ("answer", "yes")], limit.Token);
            Assert.Contains("Your account or password is incorrect.", page);
            page = await SubmitAsync(browser, address, page, [("user", account), ("password", password), ("answer", "yes")], limit.Token);
            Assert.Contains("You have signed in", page);
            (int exitCode, string output, string errors) = await demo.EndAsync(limit.Token);
            Assert.True(exitCode == 0, output + errors);
            Assert.Contains("signed in: an access token of ", output);
            string last = output.TrimEnd().Split('\n')[^1];
            Assert.StartsWith("Arrived in the inbox of office@contoso.com", last);
            Assert.Contains("scanner@contoso.com logged in by XOAUTH2", last);
            Assert.Single(MimeMessage.Load(Path.Combine(_folder, "message.eml"), limit.Token).Attachments);
        }

        [Fact]
        public async Task APersonWhoSaysNoIsToldSoAndNothingIsSent()
        {
            using var limit = new CancellationTokenSource(Limit);
            using var demo = new Demo(_folder);
            (string address, string code, _, _) = await demo.ReadCodeAsync(limit.Token);
            using HttpClient browser = Browser();
            string page = await SubmitAsync(browser, address, await browser.GetStringAsync(address, limit.Token), [("code", code)], limit.Token);
            page = await SubmitAsync(browser, address, page, [("answer", "no")], limit.Token);
            Assert.Contains("You said no", page);
            (int exitCode, string output, string errors) = await demo.EndAsync(limit.Token);
            Assert.Equal(3, exitCode);
            Assert.Contains("The person at the browser declined the sign-in.", errors);
            Assert.Contains("Write signin again and confirm the code with the device's account.", errors);
            Assert.DoesNotContain("The button is pressed", output);
            Assert.False(File.Exists(Path.Combine(_folder, "message.eml")));
        }

        public void Dispose() => Directory.Delete(_folder, recursive: true);

        /// <summary>A browser that has been given the run's root, and so checks the certificate.</summary>
        private HttpClient Browser()
        {
            var handler = new SocketsHttpHandler();
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(Path.Combine(_folder, "flash", "roots.pem")) }
            };
            return new HttpClient(handler);
        }

        /// <summary>Fills in the page's form and sends it, with what is hidden in it.</summary>
        private static async Task<string> SubmitAsync(HttpClient browser, string address, string page, (string Name, string Value)[] typed,
            CancellationToken cancel)
        {
            Assert.All(typed, field => Assert.Contains($"name=\"{field.Name}\"", page));
            var fields = Regex.Matches(page, "type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"")
                .Select(hidden => (Name: hidden.Groups[1].Value, Value: WebUtility.HtmlDecode(hidden.Groups[2].Value)))
                .Concat(typed).ToDictionary(field => field.Name, field => field.Value);
            using var form = new FormUrlEncodedContent(fields);
            using HttpResponseMessage answer = await browser.PostAsync(address, form, cancel);
            answer.EnsureSuccessStatusCode();
            return await answer.Content.ReadAsStringAsync(cancel);
        }

        /// <summary>The program while it runs; it is ended when the test is over, whatever became of it.</summary>
        private sealed class Demo(string folder) : IDisposable
        {
            private readonly Process _process = Device.Start(["demo", "--out", folder, "--method", "clientSubmission", "--by-hand"]);
            private readonly StringBuilder _output = new();

            /// <summary>What a person reads off the screen: where to go, what to type there, and who to be.</summary>
            public async Task<(string Address, string Code, string Account, string Password)> ReadCodeAsync(CancellationToken cancel)
            {
                Match shown = Match.Empty;
                while (!shown.Success && await _process.StandardOutput.ReadLineAsync(cancel) is { } line)
                {
                    _output.AppendLine(line);
                    shown = Regex.Match(_output.ToString(),
                        @"open (https://\S+), type the code ([A-Z0-9]+)\.\s+Sign in there as (\S+) with the password (\S+)\. The browser");
                }
                Assert.True(shown.Success, _output.ToString());
                return (shown.Groups[1].Value, shown.Groups[2].Value, shown.Groups[3].Value, shown.Groups[4].Value);
            }

            public async Task<(int ExitCode, string Output, string Errors)> EndAsync(CancellationToken cancel)
            {
                Task<string> errors = _process.StandardError.ReadToEndAsync(cancel);
                _output.Append(await _process.StandardOutput.ReadToEndAsync(cancel));
                await _process.WaitForExitAsync(cancel);
                return (_process.ExitCode, _output.ToString(), await errors);
            }

            public void Dispose()
            {
                if (!_process.HasExited) _process.Kill(entireProcessTree: true);
                _process.Dispose();
            }
        }
    }
}

using System.CommandLine;
using System.Text.Json;
using ScanToMail.Tenant.Cli;
using Xunit;

namespace ScanToMail.Tenant.Tests
{
    /// <summary>The program, as it is started from a shell.</summary>
    public sealed class CommandLineTests : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tenant-tests-");

        public void Dispose() => folder.Delete(recursive: true);

        [Fact]
        public async Task RunsUntilStoppedAndWritesWhatIsAsked()
        {
            string map = FilePath("map.json");
            string root = FilePath("root.pem");
            string client = FilePath("client.pem");
            using var stop = new CancellationTokenSource();
            Task<int> run = InvokeAsync(
                stop.Token, "--map", map, "--root", root, "--inbox", FilePath("mails"), "--reply",
                "direct-send-rejected", "--issue-client", "scanner.contoso.com=" + client, "--set", "smtp.mx.hostName=mx.test");
            Dictionary<string, string> names = await ReadMapAsync(map, run);

            int port = int.Parse(names["contoso-com.mail.protection.outlook.com:25"].Split(':')[1]);
            await using (RawClient smtp = await RawClient.ConnectAsync(port))
            {
                Assert.StartsWith("220 mx.test ", await smtp.ReplyAsync());
                await smtp.AskAsync(Conversation.Hello);
                Assert.StartsWith("550 5.7.68 ", await smtp.SendAsync("a@contoso.com", "office@contoso.com"));
            }

            Assert.Contains("dns:53", names.Keys);
            Assert.StartsWith("-----BEGIN CERTIFICATE-----", await File.ReadAllTextAsync(root));
            Assert.Contains("PRIVATE KEY", await File.ReadAllTextAsync(client));
            await stop.CancelAsync();
            Assert.Equal(0, await run.WaitAsync(TimeSpan.FromSeconds(20)));
        }

        [Theory]
        [InlineData("--set", "dns.prt=1")]
        [InlineData("--reply", "no-such-reply")]
        [InlineData("--port", "submission")]
        [InlineData("--config", "no-such-file.json")]
        [InlineData("--issue-client", "x")]
        public async Task MistakeEndsWithTwo(string option, string value)
        {
            Assert.Equal(2, await InvokeAsync(CancellationToken.None, option, value));
        }

        private static Task<int> InvokeAsync(CancellationToken cancellation, params string[] arguments)
        {
            return TenantCommand.Create().Parse(arguments).InvokeAsync(null, cancellation);
        }

        private static async Task<Dictionary<string, string>> ReadMapAsync(string path, Task run)
        {
            while (!File.Exists(path) || new FileInfo(path).Length == 0)
            {
                Assert.False(run.IsCompleted);
                await Task.Delay(50);
            }

            await Task.Delay(50);
            return JsonSerializer.Deserialize<Dictionary<string, string>>(await File.ReadAllTextAsync(path))!;
        }

        private string FilePath(string name) => Path.Combine(folder.FullName, name);
    }
}

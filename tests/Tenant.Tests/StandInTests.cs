using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using ScanToMail.Tenant.Smtp;
using Xunit;

namespace ScanToMail.Tenant.Tests
{
    /// <summary>What makes it a stand-in: the endpoints' own words, Microsoft's limits without a setting, nothing of what it
    /// tests, and that it runs alone.</summary>
    public sealed class StandInTests
    {
        private const string Time = @"[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d \+0000 \[[0-9A-F]{16}\]$";

        private static readonly string[] Microsoft =
            ["SIZE 157286400", "PIPELINING", "DSN", "ENHANCEDSTATUSCODES", "STARTTLS", "8BITMIME", "BINARYMIME", "CHUNKING", "SMTPUTF8"];

        /// <summary>Endpoint, greeting, name in the reply to EHLO, its certificate's name, line in STARTTLS's place over TLS.</summary>
        [Theory]
        [InlineData("submission", @"^220 AM0PR02CA0134\.outlook\.office365\.com Microsoft ESMTP MAIL Service ready at " + Time,
            "AM0PR02CA0134.outlook.office365.com Hello [127.0.0.1]", "smtp.office365.com", "AUTH LOGIN XOAUTH2")]
        [InlineData("mx", @"^220 AM7EUR06FT066\.mail\.protection\.outlook\.com Microsoft ESMTP MAIL Service ready at " + Time,
            "AM7EUR06FT066.mail.protection.outlook.com Hello [127.0.0.1]", "contoso-com.mail.protection.outlook.com", null)]
        public async Task EachEndpointGreetsAndOffersAsMicrosoftsDoes(string name, string greeting, string hello, string host, string? login)
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            await using RawClient client = await RawClient.ConnectAsync(server.Endpoint(name).Port);
            Assert.Matches(greeting, await client.ReplyAsync());
            Assert.Equal(Multiline([hello, .. Microsoft]), await client.AskAsync(Conversation.Hello));
            Assert.Equal("220 2.0.0 SMTP server ready", await client.AskAsync("STARTTLS"));
            await client.StartTlsAsync(host, server.RootCertificatePem);
            Assert.Equal("503 5.5.2 Send hello first", await client.AskAsync("MAIL FROM:<copier@contoso.com>"));
            IEnumerable<string> overTls = Microsoft.Select(line => line == "STARTTLS" ? login : line).OfType<string>();
            Assert.Equal(Multiline([hello, .. overTls]), await client.AskAsync(Conversation.Hello));
        }

        [Fact]
        public async Task AServerOnThePremisesIsNoneOfMicrosofts()
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            string[] offers = ["PIPELINING", "SIZE 157286400", "VRFY", "STARTTLS", "ENHANCEDSTATUSCODES", "8BITMIME", "DSN", "SMTPUTF8", "CHUNKING"];
            await using RawClient client = await RawClient.ConnectAsync(server.OnPremises.Port);
            Assert.StartsWith("220 mail.contoso.test ", await client.ReplyAsync());
            Assert.Equal(offers, Offers(await client.AskAsync(Conversation.Hello)));
            await client.AskAsync("STARTTLS");
            await client.StartTlsAsync("mail.contoso.test", server.RootCertificatePem);
            string[] overTls = [.. offers.Select(line => line == "STARTTLS" ? "AUTH PLAIN LOGIN" : line)];
            Assert.Equal(overTls, Offers(await client.AskAsync(Conversation.Hello)));

            await using RawClient implicitTls = await RawClient.ConnectAsync(server.OnPremisesImplicitTls.Port);
            await implicitTls.StartTlsAsync("mail.contoso.test", server.RootCertificatePem);
            Assert.StartsWith("220 mail.contoso.test ", await implicitTls.ReplyAsync());
            Assert.Equal(overTls, Offers(await implicitTls.AskAsync(Conversation.Hello)));
        }

        [Fact]
        public async Task TheThirtyFirstMessageOfAMinuteIsLate()
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            Assert.Equal((30, 60_000), (server.Options.Limits.MessagesPerWindow, server.Options.Limits.WindowMs));
            server.Options.Limits.WindowMs = 4000;
            await using RawClient client = await Conversation.OpenAsync(server, server.Submission);
            await client.LoginAsync();
            var watch = Stopwatch.StartNew();
            for (int i = 0; i < 30; i++)
            {
                Assert.StartsWith("250 ", await client.SendAsync(Mail.User, "x@example.com"));
            }

            long thirtiethMs = watch.ElapsedMilliseconds;
            Assert.StartsWith("250 ", await client.SendAsync(Mail.User, "x@example.com"));
            Assert.InRange(watch.ElapsedMilliseconds, 3900, 30_000);
            string transcript = server.Sessions[0].Transcript;
            Assert.True(thirtiethMs > 4000 || Regex.Count(transcript, "above 30 messages: waits") == 1, transcript);
        }

        [Fact]
        public async Task TheLimitsAreMicrosoftsWithoutASetting()
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            Assert.Equal((3, 10_000, 200, 32_768), (server.Options.Limits.Connections, server.Options.Limits.RecipientsPerDay,
                server.Options.Limits.RecipientsPerDomain, server.Options.Limits.HeaderValueOctets));
            Assert.All(server.Options.Mailboxes, mailbox =>
                Assert.Equal((35 << 20, 36 << 20), (mailbox.MaxSendSizeBytes, mailbox.MaxReceiveSizeBytes)));
            foreach (string endpoint in new[] { "submission", "mx" })
            {
                await using RawClient client = await Conversation.OpenAsync(server, server.Endpoint(endpoint));
                if (endpoint == "submission")
                {
                    await client.LoginAsync();
                }

                Assert.StartsWith("552 5.3.4 ", await client.AskAsync($"MAIL FROM:<{Mail.User}> SIZE=157286401"));
                Assert.StartsWith("250 ", await client.AskAsync($"MAIL FROM:<{Mail.User}> SIZE=157286400"));
            }
        }

        [Fact]
        public async Task TwoHundredOfADomainAndAsManyOfAnotherAreTaken()
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            string[] domains = ["contoso.com", "contoso.onmicrosoft.com"];
            server.Options.Mailboxes.AddRange(domains.SelectMany(domain => Enumerable.Range(0, 201)
                .Select(i => new MailboxOptions { Address = $"p{i}@{domain}" })));
            await using RawClient client = await Conversation.OpenAsync(server, server.Mx);
            await client.AskAsync("MAIL FROM:<copier@contoso.com>");
            foreach (string domain in domains)
            {
                for (int i = 0; i <= 200; i++)
                {
                    Assert.StartsWith(i < 200 ? "250 " : "452 4.5.3 Too many recipients", await client.AskAsync($"RCPT TO:<p{i}@{domain}>"));
                }
            }
        }

        [Fact]
        public void NothingOfScanToMailIsInIt()
        {
            Assert.DoesNotContain(typeof(TenantServer).Assembly.GetReferencedAssemblies(), name =>
                name.Name!.StartsWith("ScanToMail", StringComparison.Ordinal) || name.Name.StartsWith("nanoFramework", StringComparison.Ordinal)
                || name.Name == "mscorlib");
        }

        [SkippableFact]
        public async Task ItRunsAloneUntilItIsToldToEnd()
        {
            Skip.If(OperatingSystem.IsWindows(), "There it is ended by Ctrl+C alone.");
            DirectoryInfo folder = Directory.CreateTempSubdirectory("tenant-alone-");
            string map = Path.Combine(folder.FullName, "map.json");
            var start = new ProcessStartInfo("dotnet", [typeof(TenantServer).Assembly.Location, "--map", map])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using Process process = Process.Start(start)!;
            try
            {
                Task<string> said = process.StandardOutput.ReadToEndAsync();
                Dictionary<string, string> names = await MapAsync(map, process);
                int port = int.Parse(names["contoso-com.mail.protection.outlook.com:25"].Split(':')[1]);
                await using (RawClient client = await RawClient.ConnectAsync(port))
                {
                    await client.ReplyAsync();
                    await client.AskAsync(Conversation.Hello);
                    Assert.StartsWith("250 2.6.0 ", await client.SendAsync("copier@contoso.com", "office@contoso.com"));
                }

                (int exit, _) = await Tool.RunAsync("kill", "-TERM", process.Id.ToString());
                Assert.Equal(0, exit);
                await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
                Assert.Equal(0, process.ExitCode);
                Assert.Contains("copier@contoso.com", await said);
            }
            finally
            {
                if (!process.HasExited)
                {
                    process.Kill();
                }

                folder.Delete(recursive: true);
            }
        }

        private static async Task<Dictionary<string, string>> MapAsync(string path, Process process)
        {
            for (int i = 0; i < 600; i++)
            {
                Assert.False(process.HasExited);
                string text = File.Exists(path) ? await File.ReadAllTextAsync(path) : "";
                if (text.TrimEnd().EndsWith('}'))
                {
                    return JsonSerializer.Deserialize<Dictionary<string, string>>(text)!;
                }

                await Task.Delay(100);
            }

            throw new TimeoutException("It did not start within a minute.");
        }

        private static string Multiline(IReadOnlyList<string> lines) =>
            string.Join('\n', lines.Select((line, i) => (i < lines.Count - 1 ? "250-" : "250 ") + line));

        private static string[] Offers(string reply) => [.. reply.Split('\n')[1..].Select(line => line[4..])];
    }
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ScanToMail.Config;
using ScanToMail.Delivery;
using ScanToMail.Tenant;
using ScanToMail.Tenant.Certificates;
using Xunit;

namespace ScanToMail.Tests.Microsoft365
{
    /// <summary>The device's own certificate is looked at before a connection is opened: what can't serve goes no further,
    /// nothing scanned is lost, and once the certificate is mended the mail arrives.</summary>
    public sealed class CertificateTests
    {
        private const string Subject = "scanner3.contoso.com";

        /// <summary>What breaks it, by the row that must be found; the retry class is the row's.</summary>
        internal static readonly Dictionary<string, Action<Board>> Broken = new()
        {
            ["certificate-missing"] = board => board.Sim.Flash.Files.Remove("client.pem"),
            ["certificate-damaged"] = board => Rewrite(board, pem => pem.Remove(200, 4)),
            ["certificate-key-encrypted"] = board => Rewrite(board, pem => OnlyCertificates(pem) + EncryptedKey()),
            ["certificate-no-key"] = board => Rewrite(board, OnlyCertificates),
            ["certificate-other-key"] = board => Rewrite(board, pem => OnlyCertificates(pem) + RSA.Create(2048).ExportPkcs8PrivateKeyPem()),
            ["certificate-expired"] = board => board.UseClientCertificate(Subject, -400, -1),
            ["certificate-not-yet-valid"] = board => board.UseClientCertificate(Subject, 1, 400),
            ["certificate-clock-wrong"] = board => board.Sim.Clock.SetUtc(new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc)),
            ["certificate-other-domain"] = board => board.UseClientCertificate("scanner3.fabrikam.example"),
            ["clock-not-set"] = board => (board.Sim.Clock.IsSet, board.Sim.Clock.CanSynchronize) = (false, false)
        };

        public static TheoryData<string> BrokenIds => [.. Broken.Keys];

        [Theory]
        [MemberData(nameof(BrokenIds))]
        public async Task WhatCantServeIsToldBeforeAnyConnectionAndTheScanIsKept(string id)
        {
            await using Board board = await StartAsync();
            board.UseClientCertificate(Subject);
            Broken[id](board);
            DateTime now = DateTime.UtcNow;
            var network = new FailingNetwork(board.Network);
            board.Network = network;
            int number = board.PressAndSend();

            SpoolRecord record = board.Firmware.Queue.Spool.Read(number);
            if (id != "clock-not-set")
            {
                Diagnosis diagnosis = board.Last!.Result.Diagnosis;
                Assert.Equal((id, "settings", "administrator"), (diagnosis.Id, diagnosis.Symptom.Phase, diagnosis.Who));
                Assert.Equal(RetryClassOf(id), diagnosis.RetryClass);
                Assert.Equal(diagnosis.Retry ? SpoolState.Waiting : SpoolState.Held, record.State);
                Assert.DoesNotContain("PRIVATE KEY", diagnosis.Line());
                if (id == "certificate-clock-wrong") Assert.Contains("it says 2001-02-03 04:05:06 UTC", diagnosis.Cause);
            }
            // The very first step of the walk that can tell, too.
            (string step, string walked) = Walk(board.Start());
            Assert.Equal((id == "clock-not-set" ? "clock" : "certificate", id), (step, walked));
            Assert.Equal(0, network.Connects);
            Assert.Empty(board.Tenant.Sessions);

            (board.Sim.Clock.IsSet, board.Sim.Clock.CanSynchronize) = (true, true);
            board.Sim.Clock.SetUtc(now);
            board.UseClientCertificate(Subject);
            board.Firmware.Apply(Settings.Parse(board.Settings.ToJsonString()));
            board.Firmware.Queue.Retry(number);
            Assert.True(board.Firmware.Queue.SendOnce());
            Assert.True(board.Last!.Result.Outcome == DeliveryOutcome.Delivered, board.Transcript.ToString());
            Assert.Equal("connector:scanners", (await board.Tenant.Inbox.WaitForMessageAsync()).Attribution);
        }

        [Fact]
        public async Task WithoutASpoolNothingIsScannedEither()
        {
            await using Board board = await StartAsync();
            board.UseClientCertificate(Subject, -400, -1);
            var network = new FailingNetwork(board.Network);
            board.Network = network;
            DeliveryResult result = board.Send();
            Assert.Equal((DeliveryOutcome.NotSent, "certificate-expired"), (result.Outcome, result.Diagnosis.Id));
            Assert.Equal((0, 0L), (network.Connects, result.AttachmentBytes));
        }

        [Theory]
        [InlineData("contoso.com", null, "contoso.com")]
        [InlineData("scanner3.contoso.com", null, "*.contoso.com")]
        [InlineData("*.contoso.com", null, "*.contoso.com")]
        [InlineData("SCANNER3.Contoso.COM", null, "*.contoso.com")]
        [InlineData("Scanner 3", "a.contoso.com", "a.contoso.com")]
        public async Task NamesInTheSendersDomainServe(string subject, string? name, string connector)
        {
            await using Board board = await StartAsync(connector);
            Use(board, subject, name is null ? [] : ["other.example", name]);
            Assert.Equal(DeliveryOutcome.Delivered, board.Send().Outcome);
            Assert.Equal("connector:scanners", (await board.Tenant.Inbox.WaitForMessageAsync()).Attribution);
            Assert.DoesNotContain("certificate-", Status(board)["warnings"]!.ToJsonString());
        }

        [Theory]
        [InlineData("scanner3.notcontoso.com", true)]
        [InlineData("contoso.com.fabrikam.example", true)]
        [InlineData("a.b.example", true)]
        [InlineData("*.example", false)]
        [InlineData("*.com", false)]
        [InlineData("scanner.wingtip.example", false)]
        public async Task NamesElsewhereAreRefusedByTheAcceptedDomains(string subject, bool isRefused)
        {
            await using Board board = await StartAsync();
            board.Sending["acceptedDomains"] = new JsonArray("contoso.com", "wingtip.example");
            Use(board, subject, []);
            var network = new FailingNetwork(board.Network);
            board.Network = network;
            DeliveryResult result = board.Send();
            Assert.Equal(isRefused, result.Diagnosis?.Id == "certificate-other-domain");
            Assert.Equal(isRefused, network.Connects == 0);
        }

        [Fact]
        public async Task AServerOnThePremisesKnowsCertificatesByItsOwnRules()
        {
            await using Board board = await Board.StartAsync("onPremises");
            board.Sending["tls"] = "required";
            board.UseClientCertificate("device 17");
            Assert.Equal(DeliveryOutcome.Delivered, board.Send().Outcome);
            Assert.Empty(Status(board)["warnings"]!.AsArray());
        }

        [Fact]
        public async Task AnotherSendersDomainIsAWarningWhereTheTenantsDomainsAreNotKnown()
        {
            await using Board board = await StartAsync("scanner.wingtip.example");
            board.Sending.Remove("acceptedDomains");
            board.UseClientCertificate("scanner.wingtip.example");
            Assert.Equal(DeliveryOutcome.Delivered, board.Send().Outcome);
            Assert.Contains("None of the names in the device's own certificate is in the domain of sending.from.", board.Log());
            Assert.StartsWith("certificate-other-sender: ", (string?)Status(board)["warnings"]!.AsArray().Single());
        }

        [Theory]
        [InlineData(29, true)]
        [InlineData(32, false)]
        public async Task ThirtyDaysBeforeItsEndItWarns(int days, bool warns)
        {
            await using Board board = await StartAsync();
            board.UseClientCertificate(Subject, -1, days);
            board.Start();
            for (int i = 0; i < 3; i++) board.PressAndSend();
            board.Firmware.Apply(Settings.Parse(board.Settings.ToJsonString()));
            board.PressAndSend();
            const string Words = "The device's own certificate expires within 30 days";
            Assert.Equal(warns ? 1 : 0, board.Log().Split(Words).Length - 1);
            Assert.Contains($"{Subject}; valid to {DateTime.UtcNow.AddDays(days):yyyy-MM-dd}", (string?)Status(board)["certificate"]);
            Assert.Equal(warns, board.Type("test connection").Contains("warning: certificate-expires-soon: " + Words));
            Assert.Equal(warns, board.Type("test connection --json").Contains("{\"warning\":\"certificate-expires-soon\""));
            Assert.Equal(warns, Status(board)["warnings"]!.AsArray().Count == 1);
            Assert.Equal(warns, board.Type("status").Contains("warnings: certificate-expires-soon: " + Words));

            board.Sim.Clock.Sleep(24 * 3600 * 1000);
            board.PressAndSend();
            Assert.Equal(warns ? 2 : 0, board.Log().Split(Words).Length - 1);
        }

        [Fact]
        public async Task ADayThatBeganWellDoesNotHideTheEndInItsMiddle()
        {
            await using Board board = await StartAsync();
            DateTime noon = DateTime.UtcNow.Date.AddHours(12);
            board.Sim.Clock.SetUtc(noon);
            using ClientCertificate certificate = board.Tenant.Authority.IssueClient(Subject, [Subject], noon.AddDays(-9), noon.AddHours(1));
            board.Sim.Flash.Files["client.pem"] = Encoding.ASCII.GetBytes(certificate.BundlePem);
            board.Sending["clientCertificate"] = "client.pem";
            Assert.Equal(DeliveryOutcome.Delivered, board.Send().Outcome);
            board.Sim.Clock.Sleep(2 * 3600 * 1000);
            Assert.Equal("certificate-expired", board.Send().Diagnosis.Id);
            Assert.StartsWith("certificate-expired: ", (string?)Status(board)["certificateProblem"]);
        }

        [Fact]
        public async Task TheWalkShowsSubjectNamesAndEnd()
        {
            await using Board board = await StartAsync();
            board.UseClientCertificate(Subject);
            board.Start().LogIn();
            Assert.Matches($@"certificate: ok \(CN={Subject}; {Subject}; valid to 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC\)", board.Type("test connection"));
            Assert.Equal(1, board.Sim.Flash.Files.Count(file => file.Key == "client.pem"));
        }

        private static async Task<Board> StartAsync(string connector = "*.contoso.com")
        {
            Board board = await Board.StartAsync("relay");
            board.Settings["spool"] = JsonNode.Parse("""{ "sizeLimitBytes": 1000000 }""");
            board.Sending["acceptedDomains"] = new JsonArray("contoso.com");
            board.Tenant.Options.Organization.Connectors.Add(new ConnectorOptions { Name = "scanners", CertificateDomain = connector });
            return board;
        }

        private static void Use(Board board, string subject, string[] names)
        {
            using ClientCertificate certificate = board.Tenant.Authority.IssueClient(
                subject, names, DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(300));
            board.Sim.Flash.Files["client.pem"] = Encoding.ASCII.GetBytes(certificate.BundlePem);
            board.Sending["clientCertificate"] = "client.pem";
        }

        private static (string Step, string Id) Walk(Board board)
        {
            board.LogIn();
            JsonObject step = Board.Json(board.Type("test connection --json"))[^1];
            return ((string)step["step"]!, (string)step["diagnosis"]!);
        }

        private static JsonObject Status(Board board)
        {
            board.LogIn();
            return board.Status();
        }

        private static void Rewrite(Board board, Func<string, string> change)
        {
            string pem = Encoding.ASCII.GetString(board.Sim.Flash.Files["client.pem"]);
            board.Sim.Flash.Files["client.pem"] = Encoding.ASCII.GetBytes(change(pem));
        }

        private static string OnlyCertificates(string pem) =>
            string.Concat(pem.Split("-----BEGIN ").Where(block => block.StartsWith("CERTIFICATE")).Select(block => "-----BEGIN " + block));

        private static string EncryptedKey() => RSA.Create(2048).ExportEncryptedPkcs8PrivateKeyPem(
            "pass", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));

        private static string RetryClassOf(string id) => CatalogueLists.Row(id)[8];
    }
}

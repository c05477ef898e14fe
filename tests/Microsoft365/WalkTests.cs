using System.Text.Json.Nodes;
using ScanToMail.Hal;
using ScanToMail.Tenant;
using ScanToMail.Tenant.Certificates;
using ScanToMail.Tenant.Dns;
using ScanToMail.Tenant.SignIn;
using ScanToMail.Tenant.Smtp;
using Xunit;

namespace ScanToMail.Tests.Microsoft365
{
    /// <summary>`test connection`, `test mail` and `mx` on the device's console.</summary>
    public sealed class WalkTests
    {

        private static readonly string[] Submission =
            ["link", "address", "dns", "clock", "tcp", "greeting", "ehlo", "tls", "ehloAfterTls", "auth", "mailFrom", "rcptTo", "rset"];

        private static readonly string[] Mx =
            ["link", "address", "mx", "dns", "clock", "tcp", "greeting", "ehlo", "tls", "ehloAfterTls", "mailFrom", "rcptTo", "rset"];

        /// <summary>The steps of each way in their order. The token is fetched before the connection is opened, for the board has
        /// room for one TLS connection.</summary>
        private static readonly Dictionary<string, string[]> Steps = new()
        {
            ["clientSubmission"] = Submission,
            ["onPremises"] = Submission,
            ["oauth"] = InsertedAfter("clock", "signIn", Submission),
            ["relay"] = Mx,
            ["relayCertificate"] = InsertedAfter("clock", "certificate", Mx),
            ["directSend"] = Mx
        };

        [Theory]
        [InlineData("clientSubmission")]
        [InlineData("oauth")]
        [InlineData("relay")]
        [InlineData("relayCertificate")]
        [InlineData("directSend")]
        public async Task AWalkGoesToTheEndAndSendsNothing(string way)
        {
            await using Board board = await Board.StartByAsync(way);
            board.Start().LogIn();
            string said = board.Type("test connection");
            Assert.EndsWith("OK\r\n> ", said);
            Assert.Equal(Steps[way], Passed(said));
            // The address that a connector and the SPF record must name.
            Assert.Contains($"Hello [{Board.PublicAddress}]", said);
            Assert.Contains("publicAddress: " + Board.PublicAddress, said);
            Assert.Contains("chains to roots.pem", said);
            Assert.DoesNotContain("Scan-2-Mail!", said);
            Assert.Empty(board.Tenant.Inbox.Messages);
            Assert.Empty(board.Tenant.Sessions.Single().Violations);

            JsonObject[] lines = Board.Json(board.Type("test connection --json")), steps = StepsOf(lines);
            Assert.Equal(Passed(said), steps.Select(step => (string)step["step"]!));
            Assert.All(steps, step => Assert.True((bool)step["ok"]!));
            Assert.Equal(Board.PublicAddress, (string?)lines.Single(line => line.ContainsKey("publicAddress"))["publicAddress"]);
        }

        [Fact]
        public async Task ImplicitTlsComesBeforeTheGreeting()
        {
            await using Board board = await Board.StartAsync("onPremises");
            board.Sending["port"] = 465;
            board.Sending["tls"] = "implicit";
            board.Start().LogIn();
            Assert.Equal(["link", "address", "dns", "clock", "tcp", "tls", "greeting", "ehlo", "auth", "mailFrom", "rcptTo", "rset"],
                Passed(board.Type("test connection")));
        }

        /// <summary>What makes each step fail, and the row that explains it.</summary>
        internal static readonly Dictionary<string, (string Step, string Id, string Way, Action<Board> Break)> Failures = new()
        {
            ["no interface"] = ("link", "no-interface", "clientSubmission", board => Use(board, new(board.Network) { IsUp = false, HasLink = false, Mac = "" })),
            ["no cable"] = ("link", "no-link", "clientSubmission", board => Use(board, new(board.Network) { IsUp = false, HasLink = false })),
            ["no cable, fixed address"] = ("link", "no-link", "clientSubmission", board => Use(board, new(board.Network) { HasLink = false })),
            ["no DHCP"] = ("address", "no-address", "clientSubmission", board => Use(board, new(board.Network) { IsUp = false })),
            ["unknown name"] = ("dns", "name-not-found", "clientSubmission", board => Use(board, new(board.Network) { Resolving = NetworkFailure.NameNotFound })),
            ["slow resolver"] = ("dns", "name-timeout", "clientSubmission", board => Use(board, new(board.Network) { Resolving = NetworkFailure.Timeout })),
            ["no DNS server"] = ("mx", "dns-no-server", "relay", board => Use(board, new(board.Network) { Servers = [] })),
            ["filter"] = ("mx", "dns-not-microsoft", "relay", board => board.Sending["domain"] = "fabrikam.com"),
            ["no domain"] = ("mx", "dns-no-domain", "relay", board => board.Sending["domain"] = "nobody.contoso.com"),
            ["no mail"] = ("mx", "dns-no-mail", "relay", board => board.Sending["domain"] = "nomail.example"),
            ["forged"] = ("mx", "dns-bad-answer", "relay", board => board.Tenant.Dns.SetFault(DnsFault.ForeignOwner)),
            ["no time"] = ("clock", "clock-not-set", "clientSubmission", board => (board.Sim.Clock.IsSet, board.Sim.Clock.CanSynchronize) = (false, false)),
            ["no certificate"] = ("certificate", "certificate-missing", "relayCertificate", board => board.Sim.Flash.Files.Remove("client.pem")),
            ["sign-in revoked"] = ("signIn", "sign-in-password-changed", "oauth", board => board.Tenant.SignIn.RefuseRefreshTokens(null, RefreshRefusal.Revoked)),
            ["sign-in service down"] = ("signIn", "sign-in-unavailable", "oauth", board => board.Tenant.SignIn.Faults.Add(SignInFault.ServerError())),
            ["sign-in behind a portal"] = ("signIn", "sign-in-portal", "oauth", board => board.Tenant.SignIn.Faults.Add(SignInFault.Html())),
            ["blocked 587"] = ("tcp", "port-blocked", "clientSubmission", board => Use(board, new(board.Network) { Connecting = NetworkFailure.Timeout })),
            ["blocked 25"] = ("tcp", "port-25-blocked", "directSend", board => Use(board, new(board.Network) { Connecting = NetworkFailure.Timeout })),
            ["blocked 25 submission"] = ("tcp", "port-25-blocked-submission", "clientSubmission", board =>
            {
                board.Sending["port"] = 25;
                Use(board, new(board.Network) { Connecting = NetworkFailure.Timeout });
            }),
            ["blocked 465"] = ("tcp", "port-465-blocked", "onPremises", board =>
            {
                board.Sending["port"] = 465;
                board.Sending["tls"] = "implicit";
                Use(board, new(board.Network) { Connecting = NetworkFailure.Timeout });
            }),
            ["refused"] = ("tcp", "port-refused", "clientSubmission", board => Use(board, new(board.Network) { Connecting = NetworkFailure.Refused })),
            ["unreachable"] = ("tcp", "unreachable", "clientSubmission", board => Use(board, new(board.Network) { Connecting = NetworkFailure.Unreachable })),
            ["draining"] = ("greeting", "service-draining", "clientSubmission", board => board.Tenant.Give("service-not-active")),
            ["hung up"] = ("greeting", "smtp-broken", "clientSubmission", board => board.Tenant.Faults.Add(SmtpPhase.Greeting, SmtpFaultAction.Close)),
            ["bad hello"] = ("ehlo", "invalid-hello", "clientSubmission", board => board.Tenant.Give("invalid-domain-name")),
            ["TLS taken out"] = ("tls", "tls-not-offered-microsoft", "clientSubmission", board => board.Tenant.Submission.Options.OfferStartTls = false),
            ["no TLS"] = ("tls", "tls-not-offered", "onPremises", board => board.Tenant.OnPremises.Options.OfferStartTls = false),
            ["TLS later"] = ("tls", "tls-unavailable", "clientSubmission", board => board.Tenant.Give("tls-not-available")),
            ["TLS inspected"] = ("tls", "tls-certificate-microsoft", "clientSubmission", board => board.Tenant.Submission.Options.CertificateFault = CertificateFault.Untrusted),
            ["wrong name"] = ("tls", "tls-certificate", "onPremises", board => board.Tenant.OnPremises.Options.CertificateFault = CertificateFault.WrongName),
            ["wrong clock"] = ("tls", "tls-clock-wrong", "clientSubmission", board =>
            {
                board.Sim.Clock.SetUtc(new DateTime(2000, 1, 1, 0, 5, 0, DateTimeKind.Utc));
                board.Tenant.Submission.Options.CertificateFault = CertificateFault.Expired;
            }),
            ["TLS closed"] = ("tls", "tls-closed", "clientSubmission", board => board.Tenant.Faults.Add(SmtpPhase.TlsHandshake, SmtpFaultAction.Close)),
            ["no roots"] = ("tls", "flash-failed", "clientSubmission", board => board.Sim.Flash.Files.Remove("roots.pem")),
            ["second hello"] = ("ehloAfterTls", "service-draining", "clientSubmission", board => board.Tenant.Faults.Reply(SmtpPhase.EhloAfterTls, "421 4.3.2 Service not active")),
            ["no login offered"] = ("auth", "auth-not-offered", "clientSubmission", board => board.Tenant.Submission.Options.EhloAfterTls.RemoveAll(line => line.StartsWith("AUTH", StringComparison.Ordinal))),
            ["login off"] = ("auth", "auth-disabled-tenant", "clientSubmission", board => board.Tenant.Give("auth-disabled-tenant")),
            ["banned"] = ("mailFrom", "banned-sender", "clientSubmission", board => board.Tenant.Give("banned-sender")),
            ["nobody there"] = ("rcptTo", "recipient-unknown", "clientSubmission", board => board.Tenant.Give("recipient-not-found")),
            ["no connector"] = ("rcptTo", "relay-denied-address", "relay", board => board.Tenant.Give("tenant-attribution")),
            ["reset"] = ("rset", "closing", "clientSubmission", board => board.Tenant.Faults.Reply(SmtpPhase.Rset, "421 closing")),
            ["no reset"] = ("rset", "smtp-broken", "clientSubmission", board => board.Tenant.Faults.Add(SmtpPhase.Rset, SmtpFaultAction.Close))
        };

        public static TheoryData<string> FailureNames => [.. Failures.Keys];

        [Theory]
        [MemberData(nameof(FailureNames))]
        public async Task AWalkStopsAtTheFirstStepThatFailsAndSaysWhatToDo(string name)
        {
            (string step, string id, string way, Action<Board> breakIt) = Failures[name];
            await using Board board = await Board.StartByAsync(way);
            breakIt(board);
            board.Start().LogIn();
            JsonObject[] steps = StepsOf(Board.Json(board.Type("test connection --json")));
            JsonObject failed = steps[^1];
            Assert.Equal((step, id), ((string)failed["step"]!, (string)failed["diagnosis"]!));
            Assert.False((bool)failed["ok"]!);
            if (name != "blocked 465") Assert.Equal(Steps[way].TakeWhile(one => one != step), steps[..^1].Select(one => (string)one["step"]!));
            Assert.All(new[] { "cause", "remedy", "who", "retry" }, key => Assert.NotEmpty((string)failed[key]!));

            string said = board.Type("test connection");
            Assert.Contains($"{step}: failed\r\n", said);
            Assert.Contains("ERROR connection: ", said);
            Assert.Contains((string)failed["remedy"]!, said);
            Assert.Contains(((string)failed["cause"]!).TrimEnd('.'), said);
            if (name == "wrong clock") Assert.Contains("it says 2000-01-01 00:", said);
            if (name == "no connector") Assert.Contains("its public address is " + Board.PublicAddress, said);
            Assert.Empty(board.Tenant.Inbox.Messages);
        }

        [Fact]
        public void EveryStepFailsSomewhere() =>
            Assert.Equal(Steps.Values.SelectMany(steps => steps).Distinct().Order(), Failures.Values.Select(failure => failure.Step).Distinct().Order());

        /// <summary>A sign-in that was mended lets the walk go on.</summary>
        [Fact]
        public async Task AWalkThatStoppedAtTheSignInGoesOnAfterwards()
        {
            await using Board board = await Board.StartByAsync("oauth");
            board.Tenant.SignIn.Faults.Add(SignInFault.ServerError());
            board.Start().LogIn();
            Assert.Equal(["link", "address", "dns", "clock"], Passed(board.Type("test connection")));
            Assert.Empty(board.Tenant.Sessions);
            board.Tenant.SignIn.Faults.Clear();
            Assert.Equal(Steps["oauth"], Passed(board.Type("test connection")));

            board.Tenant.SignIn.RefuseRefreshTokens(null, RefreshRefusal.Revoked);
            board.Sim.Clock.Sleep(3_600_000);
            Assert.Contains("signIn: failed\r\n", board.Type("test connection"));
            board.SignIn();
            Assert.Equal(Steps["oauth"], Passed(board.Type("test connection")));
        }

        [Fact]
        public async Task ItSpeaksTheDevicesLanguage()
        {
            await using Board board = await Board.StartAsync("clientSubmission");
            board.Settings["device"]!["language"] = "fr";
            board.Tenant.Give("auth-disabled-tenant");
            board.Start().LogIn();
            string said = board.Type("test connection");
            Assert.Contains("ERROR connection: auth, L'envoi par SMTP avec identification est désactivé pour tout le locataire", said);
            Assert.Contains("Le serveur dit : 535 5.7.139", said);
        }

        [Fact]
        public async Task AClockThatIsNotSetIsSetOnTheWay()
        {
            await using Board board = await Board.StartAsync("clientSubmission");
            board.Sim.Clock.IsSet = false;
            board.Start().LogIn();
            Assert.Equal(Submission, Passed(board.Type("test connection")));
        }

        [Fact]
        public async Task ATestMailIsOnePageAndItsFailureIsExplained()
        {
            await using Board board = await Board.StartAtConsoleAsync("clientSubmission");
            Assert.EndsWith("OK\r\n> ", board.Type("test mail office@contoso.com"));
            ReceivedMessage message = await board.Tenant.Inbox.WaitForMessageAsync();
            Assert.Contains("application/pdf", message.Text);

            JsonObject sent = Board.Json(board.Type("test mail office@contoso.com --json")).Single();
            Assert.Equal("delivered", (string)sent["outcome"]!);
            board.Tenant.Give("mailbox-full");
            string said = board.Type("test mail office@contoso.com --json");
            JsonObject failed = Board.Json(said).Single();
            Assert.Equal(("refused", "mailbox-full", "endOfData"), ((string)failed["outcome"]!, (string)failed["diagnosis"]!, (string)failed["phase"]!));
            Assert.Contains("ERROR mail: endOfData, The device's own mailbox is full", said);
        }

        [Fact]
        public async Task MxListsTheServersAndSaysWhichAreMicrosofts()
        {
            await using Board board = await Board.StartAsync("relay");
            board.Tenant.Options.Dns.Records.Add(DnsRecord.Mx("contoso.com", 30, "mx.fallback.example"));
            board.Start().LogIn();
            string said = board.Type("mx contoso.com");
            int microsoft = said.IndexOf("contoso-com.mail.protection.outlook.com (Microsoft 365)", StringComparison.Ordinal);
            Assert.InRange(microsoft, 1, said.IndexOf("30 mx.fallback.example\r\n", StringComparison.Ordinal));
            Assert.EndsWith("OK\r\n> ", said);
            JsonObject[] records = Board.Json(board.Type("mx CONTOSO.com --json"));
            Assert.Equal([true, false], records.Select(record => (bool)record["isMicrosoft"]!));
            Assert.Equal(30, (int)records[1]["preference"]!);
            Assert.Contains(".mx.microsoft (Microsoft 365)", board.Type("mx wingtiptoys.com"));
        }

        [Fact]
        public async Task MxSaysWhatToDoAboutAFilterAndWhatIsWrongOtherwise()
        {
            await using Board board = await Board.StartAtConsoleAsync("relay");
            string said = board.Type("mx fabrikam.com");
            Assert.Contains("mx1.mailfilter.example\r\n", said);
            Assert.Contains("Write the tenant's own MX name into sending.host", said);
            Assert.EndsWith("OK\r\n> ", said);
            Assert.Equal("dns-not-microsoft", (string)Board.Json(board.Type("mx fabrikam.com --json"))[^1]["diagnosis"]!);
            Assert.Contains("ERROR mx: resolve, DNS knows no domain nobody.contoso.com", board.Type("mx nobody.contoso.com"));
            Assert.Contains("ERROR mx: resolve, The domain nomail.example names no mail server", board.Type("mx nomail.example"));
            Assert.Contains("ERROR domain", board.Type("mx -bad-.example"));
            Assert.Contains("ERROR usage", board.Type("mx"));
            Assert.Contains("ERROR usage", board.Type("test"));
        }

        private static void Use(Board board, FailingNetwork network) => board.Network = network;

        private static string[] InsertedAfter(string before, string step, string[] steps) =>
            [.. steps.SelectMany(one => one == before ? [one, step] : new[] { one })];

        private static string[] Passed(string said) =>
            [.. said.Split("\r\n").Where(line => line.Contains(": ok")).Select(line => line.Split(':')[0])];

        private static JsonObject[] StepsOf(JsonObject[] lines) => [.. lines.Where(line => line.ContainsKey("step"))];

    }
}

using System.Reflection;
using System.Text.Json.Nodes;
using ScanToMail.Config;
using ScanToMail.Delivery;
using ScanToMail.Hal;
using ScanToMail.Tenant;
using ScanToMail.Tenant.Certificates;
using ScanToMail.Tenant.Dns;
using ScanToMail.Tenant.SignIn;
using ScanToMail.Tenant.Smtp;
using Xunit;

namespace ScanToMail.Tests.Microsoft365
{
    /// <summary>What fails below SMTP, at the sign-in or by breaking off, brought about and met by a mail: what the firmware
    /// makes of it, who must act, and whether the mail is tried again, as the catalogue's row says.</summary>
    public sealed class FailureTests
    {
        /// <summary>How each row that no walk meets is brought about; a row's name is the key.</summary>
        internal static readonly Dictionary<string, (string Way, Action<Board> Break)> Failures = new()
        {
            ["dns-no-answer"] = ("relay", board => board.Tenant.Dns.SetFault(DnsFault.Silence)),
            ["dns-server-failed"] = ("relay", board => board.Tenant.Dns.SetFault(DnsFault.ServerFailure)),
            ["network-timeout"] = ("oauth", board => board.Network = new FailingNetwork(board.Network) { Posting = NetworkFailure.Timeout }),
            ["network-broken"] = ("oauth", board => board.Tenant.SignIn.Faults.Add(new SignInFault { Close = true })),
            ["tls-certificate-sign-in"] = ("oauthApplication", board => board.Tenant.Options.SignIn.CertificateFault = CertificateFault.WrongName),
            // The port wants STARTTLS.
            ["tls-handshake"] = ("onPremises", board => board.Sending["tls"] = "implicit"),
            ["tls-timeout"] = ("clientSubmission", board => Hang(board, SmtpPhase.TlsHandshake)),
            ["smtp-timeout"] = ("clientSubmission", board => Hang(board, SmtpPhase.MailFrom)),
            ["smtp-garbage"] = ("clientSubmission", board => Fault(board, SmtpPhase.Greeting, "SSH-2.0-OpenSSH_9.6\r\n")),
            ["smtp-injection"] = ("clientSubmission", board =>
                board.Tenant.Submission.Options.ClearTextAfterStartTls = "250 2.1.0 Sender OK\r\n"),
            ["size-limit"] = ("clientSubmission", board => Replace(board, "SIZE {size}", "SIZE 3000")),
            ["perhaps-delivered"] = ("clientSubmission", board => board.Tenant.Faults.Add(SmtpPhase.EndOfContent, SmtpFaultAction.CloseAfter, 1)),
            ["needs-smtputf8"] = ("clientSubmission", board =>
            {
                Replace(board, "SMTPUTF8", null);
                board.Settings["profiles"]![0]!["to"] = new JsonArray("bûro@contoso.com");
            }),
            ["auth-token-refused"] = ("oauth", board => board.Tenant.Give("auth-unsuccessful")),
            ["sign-in-needed"] = ("oauth", board =>
            {
                board.Sim.Flash.Files.Remove("signin.a");
                board.Sim.Flash.Files.Remove("signin.b");
            }),
            ["sign-in-frequency"] = ("oauth", board => board.Tenant.SignIn.RefuseRefreshTokens(null, RefreshRefusal.SignInFrequency)),
            ["sign-in-expired"] = ("oauth", board => board.Tenant.SignIn.RefuseRefreshTokens(null, RefreshRefusal.Inactive)),
            ["sign-in-blocked"] = ("oauth", board => Refuse(board, "invalid_grant", "AADSTS53003: Access has been blocked by Conditional Access policies.")),
            ["sign-in-consent"] = ("oauth", board => Refuse(board, "invalid_grant", "AADSTS65001: The user or administrator has not consented to use the application.")),
            ["sign-in-public-client"] = ("oauth", board => Refuse(board, "invalid_client", "AADSTS7000218: The request body must contain: 'client_assertion' or 'client_secret'.")),
            ["sign-in-secret"] = ("oauthApplication", board => board.Tenant.Options.SignIn.Applications[0].ClientSecret = "another"),
            ["sign-in-application"] = ("oauthApplication", board => board.Tenant.Options.SignIn.Applications[0].ClientId = Guid.Empty.ToString()),
            ["sign-in-refused"] = ("oauth", board => Refuse(board, "invalid_scope", "AADSTS70011: The provided value for the input parameter 'scope' is not valid.")),
            ["sign-in-token-too-long"] = ("oauth", board => board.Tenant.Options.SignIn.AccessTokenOctets = 40 * 1024),
            ["sign-in-throttled"] = ("oauth", board => board.Tenant.SignIn.Faults.Add(SignInFault.TooManyRequests(120))),
            ["sign-in-bad-answer"] = ("oauth", board => board.Tenant.SignIn.Faults.Add(SignInFault.Cut(300)))
        };

        /// <summary>Rows that a mail on its way to a server does not meet, and the test that shows each.</summary>
        private static readonly Dictionary<string, (Type Type, string Test)> Elsewhere = new()
        {
            // Nothing is sent before the clock is set.
            ["clock-not-set"] = (typeof(WalkTests), nameof(WalkTests.AWalkStopsAtTheFirstStepThatFailsAndSaysWhatToDo)),
            ["certificate-expires-soon"] = (typeof(CertificateTests), nameof(CertificateTests.ThirtyDaysBeforeItsEndItWarns)),
            ["certificate-other-sender"] =
                (typeof(CertificateTests), nameof(CertificateTests.AnotherSendersDomainIsAWarningWhereTheTenantsDomainsAreNotKnown)),
            ["too-many-recipients-unspooled"] = (typeof(MethodTests), nameof(MethodTests.WithoutASpoolMoreThanADomainTakesIsRefusedBeforeAnythingIsSent)),
            ["recipient-forbidden"] = (typeof(DirectSendTests), nameof(DirectSendTests.APressOfBeforeTheMethodWasChosenIsNotSentOutside)),
            ["direct-send-anonymous"] = (typeof(DirectSendTests), nameof(DirectSendTests.ChoosingTheMethodSaysWhatItMeans)),
            ["address-unseen"] = (typeof(AddressTests), nameof(AddressTests.UntilThenItSaysHowTheAddressIsSeen)),
            ["sign-in-declined"] = (typeof(SignInTests), nameof(SignInTests.APersonWhoSaysNoIsHeard)),
            ["sign-in-code-expired"] = (typeof(SignInTests), nameof(SignInTests.ACodeThatNobodyConfirmsEnds))
        };

        /// <summary>What stops walks and is no reply; but a mail does not ask for the cable, nor does it come back from RCPT.</summary>
        public static TheoryData<string> WalkNames =>
        [
            .. WalkTests.Failures.Where(failure => CatalogueLists.Row(failure.Value.Id)[1] is not ("reply" or "clock.notSet")
                && failure.Value.Step != "rset" && failure.Key != "no cable, fixed address").Select(failure => failure.Key)
        ];

        public static TheoryData<string> Ids => [.. Failures.Keys];

        [Theory]
        [MemberData(nameof(WalkNames))]
        public async Task WhatStopsAWalkIsExplainedToAMailAndTriedAgainAsTheRowSays(string name)
        {
            (_, string id, string way, Action<Board> breakIt) = WalkTests.Failures[name];
            await SendAndCheckAsync(id, way, breakIt);
        }

        [Theory]
        [MemberData(nameof(Ids))]
        public async Task WhatFailsIsExplainedAndTriedAgainAsTheRowSays(string id) => await SendAndCheckAsync(id, Failures[id].Way, Failures[id].Break);

        /// <summary>A token that is refused is replaced once; the next refusal holds the mail until a person acts.</summary>
        [Fact]
        public async Task ATokenThatIsRefusedIsReplacedOnceAndTheMailIsHeld()
        {
            await using Board board = await Board.StartByAsync("oauth");
            board.Tenant.Give("auth-unsuccessful");
            await PressAsync(board);
            Assert.Equal("auth-token-refused", board.Last!.Result.Diagnosis.Id);
            // One token of the sign-in, one because it had expired, one because the server refused that.
            Assert.Equal((2, 3), (board.Tenant.Sessions.Count, board.Tenant.SignIn.AccessTokens.Count));
            Assert.True(SpoolStates.NeedsPerson(board.Records().Single().State));
            board.Sim.Clock.Sleep(25 * 3600 * 1000);
            Assert.False(board.Firmware.Queue.SendOnce());
            Assert.Equal(2, board.Tenant.Sessions.Count);

            board.Tenant.Faults.Clear();
            Assert.True(board.Firmware.Queue.Retry(1));
            Assert.True(board.Firmware.Queue.SendOnce());
            Assert.Equal(DeliveryOutcome.Delivered, board.Last.Result.Outcome);
        }

        /// <summary>Every row of the catalogue but those of paper, pages and the device's own flash.</summary>
        [Fact]
        public void EveryRowHasItsTest()
        {
            string[] shown =
            [
                .. RepliesTests.ShownIds, .. WalkTests.Failures.Values.Select(failure => failure.Id), .. Failures.Keys,
                .. CertificateTests.Broken.Keys, .. Elsewhere.Keys
            ];
            string[] own = ["scan.", "document.", "spool.", "limit.day"];
            Assert.Empty(CatalogueLists.Rows.Where(row => row[1] != "*" && !own.Any(row[1].StartsWith)).Select(row => row[0]).Except(shown));
            Assert.Empty(shown.Except(CatalogueLists.Rows.Select(row => row[0])));
            Assert.All(Elsewhere.Values, test => Assert.NotNull(test.Type.GetMethod(test.Test)!.GetCustomAttribute<FactAttribute>()));
        }

        private static async Task SendAndCheckAsync(string id, string way, Action<Board> breakIt)
        {
            await using Board board = await Board.StartByAsync(way);
            breakIt(board);
            await PressAsync(board);

            Assert.True(board.Last!.Result?.Diagnosis is not null, board.Transcript.ToString());
            Diagnosis diagnosis = board.Last.Result!.Diagnosis;
            Assert.True(id == diagnosis.Id, $"{diagnosis.Id}: {diagnosis.Line()}\n{board.Transcript}");
            string[] row = CatalogueLists.Row(id);
            Assert.Equal((row[7], row[8]), (diagnosis.Who, diagnosis.RetryClass));
            RetryKind kind = RetryPolicy.KindOf(row[8]);
            SpoolRecord record = board.Records().Single();
            Assert.Equal(kind == RetryKind.None, SpoolStates.NeedsPerson(record.State));
            Assert.Contains(diagnosis.Remedy, record.Reason);
            if (kind != RetryKind.None) Assert.InRange(record.WaitS, 24, 6000);
            board.Sim.Clock.Sleep(kind == RetryKind.None ? 25 * 3600 * 1000 : record.WaitS * 1000 + 1000);
            Assert.Equal(kind != RetryKind.None, board.Firmware.Queue.SendOnce());
        }

        private static async Task PressAsync(Board board)
        {
            board.Settings["spool"] = JsonNode.Parse("""{ "sizeLimitBytes": 1000000 }""");
            board.Start();
            board.Firmware.Enqueue(1);
            board.Firmware.Queue.ScanOnce();
            await Task.Run(board.Firmware.Queue.SendOnce);
        }

        private static void Fault(Board board, SmtpPhase phase, string octets) =>
            board.Tenant.Faults.Add(new SmtpFault { Phase = phase, Action = SmtpFaultAction.Raw, Reply = octets });

        private static void Hang(Board board, SmtpPhase phase)
        {
            board.Tenant.Faults.Add(phase, SmtpFaultAction.Hang);
            board.Network = new FailingNetwork(board.Network) { PatienceMs = 500 };
        }

        private static void Refuse(Board board, string error, string description) =>
            board.Tenant.SignIn.Faults.Add(new SignInFault
            {
                Status = 400,
                Body = new JsonObject { ["error"] = error, ["error_description"] = description }.ToJsonString()
            });

        private static void Replace(Board board, string line, string? with)
        {
            foreach (List<string> lines in new[] { board.Tenant.Submission.Options.EhloBeforeTls, board.Tenant.Submission.Options.EhloAfterTls })
            {
                Assert.True(lines.Remove(line));
                if (with is not null) lines.Add(with);
            }
        }
    }
}

using System.Text.Json.Nodes;
using ScanToMail.Config;
using ScanToMail.Delivery;
using ScanToMail.Tenant.Catalogue;
using ScanToMail.Tenant.Smtp;
using Xunit;

namespace ScanToMail.Tests.Microsoft365
{
    /// <summary>
    /// Each reply of Microsoft's, and of servers in general, given on the wire to the firmware: what it makes of it, who must
    /// act, and whether the mail is tried again. When the reply is given no more, the mail arrives: by itself where the row
    /// says so, otherwise once somebody has written retry.
    /// </summary>
    public sealed class RepliesTests
    {
        /// <summary>Name in the Tenant's catalogue, method, row, who, retry class.</summary>
        private static readonly string[] Microsoft =
        [
            "auth-unsuccessful clientSubmission auth-unsuccessful administrator action",
            "auth-disabled-tenant clientSubmission auth-disabled-tenant administrator action",
            "auth-disabled-mailbox clientSubmission auth-disabled-mailbox administrator action",
            "auth-basic-disabled clientSubmission auth-basic-disabled administrator action",
            "auth-credentials-incorrect clientSubmission auth-credentials-incorrect administrator action",
            "auth-criteria-not-met clientSubmission auth-criteria-not-met administrator action",
            "auth-account-locked clientSubmission auth-account-locked administrator action",
            "auth-sts-unreachable clientSubmission auth-sts-unreachable administrator hours",
            "auth-sts-no-https clientSubmission auth-sts-no-https administrator action",
            "auth-security-defaults clientSubmission auth-security-defaults administrator action",
            "basic-retired clientSubmission basic-retired administrator action",
            "not-authenticated clientSubmission not-authenticated administrator action",
            "not-authenticated-anonymous clientSubmission not-authenticated administrator action",
            "send-as-denied-front-end clientSubmission send-as-denied administrator action",
            "send-as-denied clientSubmission send-as-denied administrator action",
            "send-as-denied-store clientSubmission send-as-denied-store administrator action",
            "submission-quota clientSubmission submission-quota administrator hours",
            "outbound-spam clientSubmission outbound-spam administrator action",
            "mailbox-full clientSubmission mailbox-full administrator action",
            "mailbox-full-quota clientSubmission mailbox-full administrator action",
            "message-too-large-for-mailbox clientSubmission mailbox-size-limit administrator action",
            "message-too-large-for-recipient relay recipient-too-large user stop",
            "concurrent-connections clientSubmission mailbox-connections nobody throttled",
            "sender-thread-limit clientSubmission mailbox-connections nobody throttled",
            "sender-thread-limit-bare clientSubmission mailbox-connections nobody throttled",
            "submission-rate clientSubmission submission-rate nobody throttled",
            "throttled-mailbox-full clientSubmission throttled-mailbox-full administrator action",
            "throttled-send-as-denied clientSubmission throttled-send-as-denied administrator action",
            "throttled-invalid-license clientSubmission throttled-licence administrator action",
            "throttled-too-many-recipients clientSubmission throttled-recipients administrator action",
            "throttled-invalid-recipients clientSubmission throttled-recipients administrator action",
            "service-not-active clientSubmission service-draining nobody connection",
            "too-many-connections clientSubmission too-many-connections nobody throttled",
            "old-tls clientSubmission old-tls boardMaker stop",
            "proxy-failure clientSubmission proxy-failure administrator repeats",
            "proxy-failure-at-end clientSubmission proxy-failure administrator repeats",
            "transient-at-end clientSubmission transient-at-end nobody later",
            "server-busy relay server-busy administrator throttled",
            "access-denied-later directSend server-busy administrator throttled",
            "suspicious-ip directSend address-suspicious administrator throttled",
            "ip-connections directSend too-many-connections-address administrator throttled",
            "too-many-recipients directSend too-many-recipients nobody later",
            "tenant-attribution relay relay-denied-address administrator action",
            "tenant-attribution relayCertificate relay-denied-certificate administrator action",
            "wrong-region relay wrong-region administrator action",
            "direct-send-rejected directSend direct-send-off administrator action",
            "direct-send-rejected relay connector-unknown administrator action",
            "relay-access-denied directSend direct-send-outside user stop",
            "relay-access-denied relay relay-denied administrator action",
            "recipient-access-denied directSend recipient-blocked-at-edge user stop",
            "recipient-access-denied relay recipient-blocked-at-edge user stop",
            "bad-outbound-sender clientSubmission bad-outbound-sender administrator action",
            "daily-limit clientSubmission daily-limit administrator hours",
            "recipient-not-found clientSubmission recipient-unknown user stop",
            "recipient-unknown relay recipient-unknown user stop",
            "receive-limit-sender clientSubmission receive-limit administrator hours",
            "receive-limit relay receive-limit administrator hours",
            "sender-not-authenticated-organization relay sender-not-authenticated administrator action",
            "sender-not-authenticated-group directSend sender-not-authenticated administrator action",
            "sender-not-authenticated-mailbox directSend sender-not-authenticated administrator action",
            "sender-not-authenticated-mail-user relay sender-not-authenticated administrator action",
            "spf-violation directSend spf-failed administrator action",
            "dmarc-failed directSend dmarc-failed administrator action",
            "ipv6-no-reverse relay ipv6-refused administrator action",
            "ipv6-unsigned directSend ipv6-unsigned administrator later",
            "ipv6-range-limit relay ipv6-refused administrator action",
            "ipv6-not-accepted relay ipv6-refused administrator action",
            "banned-spam clientSubmission banned-sender administrator action",
            "banned-sender clientSubmission banned-sender administrator action",
            "banned-sender-503 relay banned-sender administrator action",
            "banned-sender-511 relay banned-sender administrator action",
            "bad-helo relay bad-hello administrator action",
            "invalid-domain-name clientSubmission invalid-hello administrator action",
            "no-from-header clientSubmission no-from boardMaker stop",
            "bare-line-feed clientSubmission bare-line-feed boardMaker stop",
            "header-too-long clientSubmission header-too-long administrator stop",
            "invalid-content relay invalid-content boardMaker stop",
            "banned-ip directSend banned-ip administrator action",
            "tenant-threshold clientSubmission tenant-threshold administrator action",
            "ip-reputation clientSubmission ip-reputation administrator action",
            "unregistered-domain relay unregistered-domain administrator action",
            "message-size clientSubmission message-size user stop",
            "header-size-chunked clientSubmission chunked-header-size boardMaker stop",
            "unrecognized-command clientSubmission out-of-step boardMaker stop",
            "hello-first clientSubmission out-of-step boardMaker stop",
            "xoauth2-invalid-data clientSubmission xoauth2-data administrator action",
            "tls-not-available clientSubmission tls-unavailable nobody connection",
            "auth-temporary clientSubmission auth-temporary nobody later",
            "connection-dropped clientSubmission connection-dropped nobody connection",
            "insufficient-resources relay no-resources nobody throttled"
        ];

        /// <summary>Phase and reply, method, row, who, retry class: what the Tenant's catalogue has no name for.</summary>
        private static readonly string[] Others =
        [
            "authResult|535 5.7.139 Authentication unsuccessful, a rule of next year.|clientSubmission auth-denied-other administrator action",
            "authResult|535-5.7.139 Authentication unsuccessful,\n535 SmtpClientAuthentication is disabled for the Tenant.|clientSubmission auth-disabled-tenant administrator action",
            "authResult|535 5.7.8 Error: authentication failed|onPremises auth-refused administrator action",
            "mailFrom|530 5.7.57 Client not authenticated to send mail.|onPremisesClear not-authenticated-clear administrator action",
            "mailFrom|530 5.7.57 Client not authenticated to send mail.|onPremisesNoLogin not-authenticated-no-login administrator action",
            "mailFrom|530 5.7.0 Must issue a STARTTLS command first|onPremises login-or-tls-first administrator action",
            "rcptTo|550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup|clientSubmission sender-restricted administrator action",
            "rcptTo|552 5.2.2 mailbox over quota|onPremises recipient-full user stop",
            "endOfContent|432 4.3.2 too much|clientSubmission throttled nobody throttled",
            "mailFrom|421 4.7.0 closing the channel|onPremises closing nobody connection",
            "rcptTo|450 4.2.0 Recipient address rejected: Greylisted|onPremises greylisted nobody greylisted",
            "endOfContent|451 greylisting in action, try again|onPremises greylisted nobody greylisted",
            "rcptTo|451 4.7.1 please try again later|onPremises recipient-put-off nobody greylisted",
            "endOfContent|452 4.2.9 insufficient storage|onPremises too-much nobody throttled",
            "endOfContent|451 4.3.0 queue file write error|onPremises put-off nobody later",
            "mailFrom|552 5.2.9 too much for this server|onPremises too-large user stop",
            "mailFrom|553 5.1.8 sender address rejected|onPremises sender-refused administrator action",
            "rcptTo|550 5.7.1 relaying denied|onPremises recipient-refused user stop",
            "endOfContent|554 5.7.1 spam|onPremises refused administrator stop",
            "mailFrom|4.3.2 Service not active|clientSubmission throttled nobody throttled",
            "mailFrom|5.7.60 Client does not have permissions to send as this sender|clientSubmission send-as-denied administrator action",
            "rcptTo|5.1.10 RESOLVER.ADR.RecipientNotFound|directSend recipient-unknown user stop",
            "authResult|5.7.139 Authentication unsuccessful, account locked|clientSubmission auth-account-locked administrator action",
            "data|250 2.0.0 by all means|onPremises out-of-protocol administrator stop"
        ];

        /// <summary>The replies that Microsoft's pages and public transcripts of Microsoft's servers name, by code or enhanced code and
        /// words: "Fix issues with printers, scanners, and LOB applications", "Email non-delivery reports and SMTP errors in
        /// Exchange Online", "Changes in message store and throttling", and those that tools/Tenant names as its sources. Of a
        /// range, its ends or what was seen.</summary>
        private static readonly string[] Documented =
        [
            "535 5.7.3|Authentication unsuccessful",
            "535 5.7.139|SmtpClientAuthentication is disabled for the Tenant",
            "535 5.7.139|SmtpClientAuthentication is disabled for the Mailbox",
            "535 5.7.139|basic authentication is disabled",
            "535 5.7.139|the user credentials were incorrect",
            "535 5.7.139|the request did not meet the criteria to be authenticated successfully",
            "535 5.7.139|account locked",
            "535 5.7.139|federated STS service was unreachable",
            "535 5.7.139|federated STS URL does not support HTTPS",
            "550 5.7.30|Basic authentication is not supported for Client Submission",
            "530 5.7.57|Client not authenticated to send mail", "530 5.7.57|anonymous mail during MAIL FROM",
            "5.7.60|does not have permissions to send as this sender",
            "554 5.2.0|SendAsDeniedException.MapiExceptionSendAsDenied", "554 5.2.0|SubmissionQuotaExceededException",
            "554 5.2.0|OutboundSpamException", "554 5.2.2|mailbox full", "5.2.2|QuotaExceededException",
            "5.2.0|MapiExceptionMaxSubmissionExceeded",
            "432 4.3.2|Concurrent connections limit exceeded", "432 4.3.2|STOREDRV.ClientSubmit; sender thread limit exceeded",
            "421 4.3.2|Service not active", "421 4.7.66|TLS 1.0 and 1.1 are not supported",
            "451 4.7.0|Temporary server error. Please try again later. PRX", "4.3.111|Temporary server error",
            "451 4.7.5|Server busy", "451 4.7.5|Access denied, please try again later", "4.7.850|", "451 4.7.652|has exceeded the maximum number of connections",
            "4.5.3|Too many recipients", "550 5.7.64|TenantAttribution; Relay Access Denied", "4.4.62|Mail sent to the wrong Office 365 region",
            "550 5.7.68|TenantInboundAttribution; Direct Send not allowed for this organization from unauthorized sources",
            "550 5.4.1|Relay Access Denied", "550 5.4.1|Recipient address rejected: Access denied",
            "550 5.1.8|Access denied, bad outbound sender", "5.1.10|", "5.1.1|", "5.2.121|", "5.2.122|",
            "5.7.12|", "5.7.133|", "5.7.134|", "5.7.136|", "5.7.23|", "5.7.509|", "5.7.25|", "4.7.26|", "5.7.508|", "5.7.510|",
            "5.7.501|", "5.7.502|", "5.7.503|", "5.7.511|", "5.7.506|Bad HELO", "501 5.5.4|Invalid domain name", "5.7.512|RFC 5322 section 3.6.2",
            "5.6.11|", "5.6.211|32768", "554 5.6.0|Invalid message content", "5.7.606|banned sending IP", "5.7.705|", "5.7.708|", "5.7.750|",
            "552 5.3.4|Message size exceeds", "552 5.3.4|Header size exceeds fixed maximum size", "500 5.3.3|Unrecognized command",
            "503 5.5.2|Send hello first", "501 5.5.124|Invalid XOAUTH2 auth data", "454 4.7.0|TLS not available", "454 4.7.0|Temporary auth",
            "421 4.4.2|SocketError"
        ];

        /// <summary>The rows of the firmware's catalogue that these tests show.</summary>
        internal static IEnumerable<string> ShownIds =>
            Microsoft.Select(row => row.Split(' ')[2]).Concat(Others.Select(row => row.Split('|')[2].Split(' ')[1]));

        public static TheoryData<string> MicrosoftRows => [.. Microsoft];

        public static TheoryData<string> OtherRows => [.. Others];

        [Theory]
        [MemberData(nameof(MicrosoftRows))]
        public async Task MicrosoftsReplyIsExplainedAndObeyed(string row)
        {
            string[] words = row.Split(' ');
            await using Board board = await StartAsync(words[1]);
            board.Tenant.Give(words[0]);
            await SendAndCheckAsync(board, words[2], words[3], words[4]);
        }

        [Theory]
        [MemberData(nameof(OtherRows))]
        public async Task AnyServersReplyIsExplainedAndObeyed(string row)
        {
            string[] parts = row.Split('|');
            string[] words = parts[2].Split(' ');
            await using Board board = await StartAsync(words[0]);
            board.Tenant.Faults.Reply(Enum.Parse<SmtpPhase>(parts[0], ignoreCase: true), parts[1]);
            await SendAndCheckAsync(board, words[1], words[2], words[3]);
        }

        [Fact]
        public void EveryReplyOfTheTenantIsThere() =>
            Assert.Empty(ReplyCatalogue.All.Select(reply => reply.Name).Except(Microsoft.Select(row => row.Split(' ')[0])));

        [Fact]
        public void EveryReplyThatIsDocumentedIsThere()
        {
            string[] shown = [.. Microsoft.Select(row => ReplyCatalogue.Get(row.Split(' ')[0]).Reply)];
            Assert.All(Documented, documented =>
                Assert.Contains(shown, reply => Says(reply, documented.Split('|')[0], documented.Split('|')[1])));
            Assert.Equal(8, Documented.Count(documented => documented.StartsWith("535 5.7.139", StringComparison.Ordinal)));
        }

        /// <summary>Whether a reply begins with a code, with or without the first three digits, and has the words.</summary>
        private static bool Says(string reply, string code, string words)
        {
            string said = char.IsDigit(code[1]) ? reply : reply[4..];
            return said.StartsWith(code, StringComparison.Ordinal) && reply.Contains(words, StringComparison.Ordinal);
        }

        private static async Task<Board> StartAsync(string method)
        {
            string name = method.StartsWith("relay", StringComparison.Ordinal) ? "relay" : method.StartsWith("onPremises", StringComparison.Ordinal) ? "onPremises" : method;
            Board board = await Board.StartAsync(name);
            board.Settings["spool"] = JsonNode.Parse("""{ "sizeLimitBytes": 1000000 }""");
            if (method == "relayCertificate") board.UseClientCertificate("scanner.contoso.com");
            if (name == "onPremises") board.Sending["transfer"] = "data";
            if (method is "onPremisesClear" or "onPremisesNoLogin")
            {
                board.Sending["auth"] = "none";
                board.Sending.Remove("user");
                board.Sending.Remove("password");
                board.Tenant.OnPremises.Options.RequireLogin = false;
            }
            if (method == "onPremisesClear")
            {
                board.Sending["tls"] = "none";
                board.Tenant.OnPremises.Options.RequireTls = false;
            }
            return board;
        }

        private static async Task SendAndCheckAsync(Board board, string id, string who, string retryClass)
        {
            RetryKind kind = RetryPolicy.KindOf(retryClass);
            board.Start();
            board.Firmware.Enqueue(1);
            board.Firmware.Queue.ScanOnce();
            board.Firmware.Queue.SendOnce();

            Assert.True(board.Last!.Result.Diagnosis is not null, board.Transcript.ToString());
            Diagnosis diagnosis = board.Last.Result.Diagnosis!;
            Assert.True(id == diagnosis.Id, $"{diagnosis.Id}: {diagnosis.Line()}\n{board.Transcript}");
            Assert.Equal((who, retryClass, kind), (diagnosis.Who, diagnosis.RetryClass, RetryPolicy.KindOf(board.Last.Result)));
            SpoolRecord record = board.Records().Single();
            Assert.Equal(kind == RetryKind.None, SpoolStates.NeedsPerson(record.State));
            Assert.Equal(who, record.Who);
            Assert.StartsWith(diagnosis.Symptom.Phase + ": " + diagnosis.Cause, record.Reason);
            Assert.Contains(diagnosis.Remedy, record.Reason);
            if (diagnosis.Cause.Contains("public address")) Assert.Contains(Board.PublicAddress, diagnosis.Cause);
            Assert.Empty(board.Tenant.Inbox.Messages);

            board.Tenant.Faults.Clear();
            board.Sim.Clock.Sleep(record.WaitS * 1000 + 1000);
            if (kind == RetryKind.None)
            {
                board.Sim.Clock.Sleep(25 * 3600 * 1000);
                Assert.False(board.Firmware.Queue.SendOnce());
                Assert.True(board.Firmware.Queue.Retry(record.Number));
            }
            else
            {
                Assert.Equal(kind, record.Kind);
                Assert.InRange(record.WaitS, 48, 6000);
            }
            Assert.True(board.Firmware.Queue.SendOnce());
            Assert.True(board.Last.Result.Outcome == DeliveryOutcome.Delivered, board.Transcript.ToString());
            Assert.NotNull(await board.Tenant.Inbox.WaitForMessageAsync());
        }
    }
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ScanToMail.Tenant;
using ScanToMail.Tenant.SignIn;
using Xunit;

namespace ScanToMail.Tests.Microsoft365
{
    /// <summary>
    /// The sign-in as a person at the device sees it: the whole firmware runs, as the program that is flashed starts it, and
    /// all there is to see is the console, the light and the inbox.
    /// </summary>
    public sealed class SignInDeviceTests
    {
        private const string Mailbox = "scanner@contoso.com";

        [Fact]
        public async Task SomebodySignsTheDeviceInAndAPressOfTheButtonDeliversAMail()
        {
            await using RunningDevice device = await StartAsync();
            await device.RunAsync(() =>
            {
                LogIn(device);
                // Two short, one long: somebody is needed.
                Assert.Contains("200,200,200,200,1000,1200", Rhythm(device));
                string said = device.Type("signin", "gives up.");
                Match shown = Regex.Match(said, "Open (https://\\S+) in a browser .*type the code ([A-Z0-9]{9}) .*\n15 minutes left; Ctrl\\+C gives up\\.",
                    RegexOptions.Singleline);
                Assert.True(shown.Success, said);
                Assert.Equal((device.Tenant.SignIn.PageUri, device.Tenant.SignIn.DeviceCodes.Single().UserCode),
                    (shown.Groups[1].Value, shown.Groups[2].Value));
                // The service says authorization_pending; a person is told how much time is left.
                said = device.WaitFor("13 minutes left.", device.Serial.Said.Length);
                Assert.Contains("14 minutes left.", device.Serial.Said);
                Assert.DoesNotContain("authorization_pending", device.Serial.Said);
                Assert.InRange(device.Tenant.SignIn.DeviceCodes.Single().Polls, 20, 30);
                Assert.True(device.Tenant.SignIn.Approve(shown.Groups[2].Value, Mailbox));
                said = device.WaitFor("OK\r\n", device.Serial.Said.Length);
                Assert.Contains("The device is signed in.", said);
                Assert.Equal("", Rhythm(device));
                Assert.True(device.Light.IsOn);
                long pressedMs = device.Clock.MonotonicMs;
                device.Press();
                device.Until(() => device.Tenant.Inbox.Messages.Count == 1, "the mail arrives");
                device.Clock.Sleep(10_000);
                // Sent: one long light between two dark moments.
                Assert.Contains(3000, device.Light.RhythmSince(pressedMs));
                Assert.Contains("\"needsPerson\":false", device.Type("signin status --json", "OK\r\n").Replace(" ", ""));
            });
            ReceivedMessage mail = device.Tenant.Inbox.Messages.Single();
            Assert.Equal(("XOAUTH2", Mailbox), (mail.Authentication!.Mechanism, mail.Authentication.User));
            Assert.Empty(mail.Session.Violations);
            NoTokenIsSeen(device);
        }

        [Fact]
        public async Task AServiceThatWantsLongerPausesGetsThemAndThePersonSignsInAllTheSame()
        {
            await using RunningDevice device = await StartAsync();
            device.Tenant.SignIn.Faults.Add(new SignInFault { Path = "token", Status = 400, Body = "{\"error\":\"slow_down\"}", Times = 3 });
            await device.RunAsync(() =>
            {
                LogIn(device);
                device.Type("signin", "gives up.");
                int from = device.Serial.Said.Length;
                long beganMs = device.Clock.MonotonicMs;
                // After 5, 10 and 15 s the pause is 20 s long.
                device.Until(() => device.Tenant.SignIn.DeviceCodes.Single().Polls == 4, "the fourth question is asked");
                Assert.InRange(device.Clock.MonotonicMs - beganMs, 49_000, 52_000);
                device.Until(() => device.Tenant.SignIn.DeviceCodes.Single().Polls == 5, "the fifth question is asked");
                Assert.InRange(device.Clock.MonotonicMs - beganMs, 69_000, 72_000);
                Assert.True(device.Tenant.SignIn.Approve(device.Tenant.SignIn.DeviceCodes.Single().UserCode, Mailbox));
                Assert.Equal("14 minutes left.\r\nThe device is signed in.\r\nOK\r\n> ", device.WaitFor("> ", from));
            });
        }

        [Fact]
        public async Task AnAnswerThatGotLostIsToldAndAskedForAgain()
        {
            await using RunningDevice device = await StartAsync();
            device.Tenant.SignIn.Faults.Add(new SignInFault { Path = "token", Status = 500, Body = "", Times = 1 });
            await device.RunAsync(() =>
            {
                LogIn(device);
                device.Type("signin", "gives up.");
                int from = device.Serial.Said.Length;
                Assert.Contains("no answer (HTTP 500, ", device.WaitFor("; asking again.\r\n", from));
                Assert.True(device.Tenant.SignIn.Approve(device.Tenant.SignIn.DeviceCodes.Single().UserCode, Mailbox));
                Assert.Contains("The device is signed in.", device.WaitFor("OK\r\n", from));
            });
        }

        [Theory]
        [InlineData("decline", "ERROR signin: The person at the browser declined the sign-in. (AADSTS70017", "Write signin again and confirm the code with the device's account.")]
        [InlineData("expire", "ERROR signin: Nobody confirmed the code in time. (AADSTS70020", "Write signin again and confirm the new code within its minutes.")]
        [InlineData("nobody", "ERROR signin: Nobody confirmed the code in time. (nobody typed the code in time)", "Write signin again and confirm the new code within its minutes.")]
        [InlineData("interrupt", "ERROR cancelled: nobody is signed in by this code", "type signin again")]
        public async Task WhatEndsTheCodeIsToldAndTheNextCodeWorks(string end, string words, string remedy)
        {
            var options = new TenantOptions();
            options.SignIn.DeviceCodeSeconds = 120;
            await using RunningDevice device = await StartAsync(options);
            await device.RunAsync(() =>
            {
                LogIn(device);
                device.Type("signin", "2 minutes left; Ctrl+C gives up.");
                int from = device.Serial.Said.Length;
                string code = device.Tenant.SignIn.DeviceCodes.Single().UserCode;
                if (end == "decline") Assert.True(device.Tenant.SignIn.Decline(code));
                else if (end == "expire") device.Tenant.SignIn.ExpireDeviceCodes();
                else if (end == "interrupt") device.Serial.Type("\u0003");
                string said = device.WaitFor("> ", from);
                Assert.Contains(words, said);
                Assert.EndsWith(remedy + "\r\n> ", said);
                if (end == "nobody") Assert.Contains("1 minute left.", said);
                Assert.Contains("200,200,200,200,1000,1200", Rhythm(device));
                // The code that has ended is good for nobody any more, and no question about it is asked.
                int polls = device.Tenant.SignIn.DeviceCodes.Single().Polls;
                device.Clock.Sleep(60_000);
                Assert.Equal(polls, device.Tenant.SignIn.DeviceCodes.Single().Polls);
                device.Type("signin", "gives up.");
                from = device.Serial.Said.Length;
                Assert.True(device.Tenant.SignIn.Approve(device.Tenant.SignIn.DeviceCodes[1].UserCode, Mailbox));
                Assert.Contains("The device is signed in.", device.WaitFor("OK\r\n", from));
            });
            NoTokenIsSeen(device);
        }

        [Fact]
        public async Task APressBeforeTheSignInIsKeptAndGoesOutAfterItAcrossARestart()
        {
            await using RunningDevice device = await StartAsync();
            await device.RunAsync(() =>
            {
                device.Press();
                device.Until(() => device.Firmware.Queue.Spool.NeedsPerson, "the mail waits for a person");
                Assert.Contains("200,200,200,200,1000,1200", Rhythm(device));
            });
            Assert.Empty(device.Tenant.Sessions);
            await device.RunAsync(() =>
            {
                LogIn(device);
                device.Type("signin", "gives up.");
                Assert.True(device.Tenant.SignIn.Approve(device.Tenant.SignIn.DeviceCodes.Single().UserCode, Mailbox));
                device.Until(() => device.Tenant.Inbox.Messages.Count == 1, "the mail arrives");
                device.Clock.Sleep(10_000);
                Assert.Equal("", Rhythm(device));
            });
        }

        [Fact]
        public async Task ASignInThatHasEndedAsksForAPersonInHisLanguageAndDoesNotLoop()
        {
            var options = new TenantOptions();
            // So short that every mail begins with a refresh.
            options.SignIn.AccessTokenSeconds = 60;
            await using RunningDevice device = await StartAsync(options, "fr");
            await device.RunAsync(() =>
            {
                LogIn(device);
                SignIn(device);
                device.Tenant.SignIn.RefuseRefreshTokens();
                device.Clock.Sleep(61_000);
                device.Press();
                device.Until(() => device.Firmware.Queue.Spool.NeedsPerson, "the mail waits for a person");
                Assert.Contains("200,200,200,200,1000,1200", Rhythm(device));
                Assert.Contains("AADSTS50173", device.Type("signin status", "OK\r\n"));
                Assert.Contains("La connexion a pris fin : le mot de passe du compte a été changé", device.Type("jobs", "OK\r\n"));
                device.Press();
                device.Clock.Sleep(480_000);
                Assert.Equal(1, device.Tenant.SignIn.RefreshTokens.Single().Uses);
                Assert.Empty(device.Tenant.Sessions);
                // Whoever signs in again has all that waits sent.
                SignIn(device);
                device.Until(() => device.Tenant.Inbox.Messages.Count == 2, "both mails arrive");
                device.Clock.Sleep(10_000);
                Assert.Equal("", Rhythm(device));
                int from = device.Serial.Said.Length;
                device.Type("signin", "gives up.");
                Assert.True(device.Tenant.SignIn.Decline(device.Tenant.SignIn.DeviceCodes[^1].UserCode));
                Assert.Contains("ERROR signin: La personne devant le navigateur a refusé la connexion.", device.WaitFor("\r\n> ", from));
            });
            NoTokenIsSeen(device);
        }

        private static void SignIn(RunningDevice device)
        {
            int from = device.Serial.Said.Length;
            device.Type("signin", "gives up.");
            Assert.True(device.Tenant.SignIn.Approve(device.Tenant.SignIn.DeviceCodes[^1].UserCode, Mailbox));
            Assert.Contains("The device is signed in.", device.WaitFor("OK\r\n", from));
        }

        private static async Task<RunningDevice> StartAsync(TenantOptions? options = null, string language = "en") => await RunningDevice.StartAsync(
            (JsonObject)JsonNode.Parse($$"""
                {
                  "version": 1,
                  "device": { "name": "Scanner 3", "hostname": "scanner3.contoso.com", "language": "{{language}}" },
                  "sending": { "method": "clientSubmission", "auth": "oauth", "from": "{{Mailbox}}" },
                  "signIn": { "tenant": "contoso.com", "clientId": "{{Board.ClientId}}" },
                  "profiles": [{ "name": "Office", "to": ["office@contoso.com"] }]
                }
                """)!, options);

        private static void LogIn(RunningDevice device)
        {
            device.Type(RunningDevice.Pin, "New PIN again: ");
            device.Type(RunningDevice.Pin, "OK\r\n");
        }

        /// <summary>How the light goes for the next ten seconds.</summary>
        private static string Rhythm(RunningDevice device)
        {
            long sinceMs = device.Clock.MonotonicMs;
            device.Clock.Sleep(10_000);
            return string.Join(',', device.Light.RhythmSince(sinceMs));
        }

        /// <summary>No token is on the console, in the log or anywhere in flash but where tokens are kept.</summary>
        private static void NoTokenIsSeen(RunningDevice device)
        {
            string seen = device.Serial.Said + string.Concat(device.Flash.Files
                .Where(file => file.Key is not ("signin.a" or "signin.b"))
                .Select(file => System.Text.Encoding.Latin1.GetString(file.Value)));
            IEnumerable<string> secrets = device.Tenant.SignIn.AccessTokens.Select(token => token.Value)
                .Concat(device.Tenant.SignIn.RefreshTokens.Select(token => token.Value))
                .Concat(device.Tenant.SignIn.DeviceCodes.Select(code => code.Value));
            foreach (string secret in secrets)
            {
                Assert.DoesNotContain(secret[..30], seen);
                Assert.DoesNotContain(secret[^30..], seen);
            }
        }
    }
}

using ScanToMail.Tenant;
using ScanToMail.Tenant.Certificates;
using ScanToMail.Tenant.Smtp;
using Xunit;

namespace ScanToMail.VirtualDevice.Tests
{
    /// <summary>Everything that can be wrong ends by itself, says what happened where and what to do, and never
    /// "delivered".</summary>
    public class BadInputTests
    {
        [Fact]
        public async Task AMissingSettingsFileIsNamed()
        {
            Run run = await Device.RunAsync("send", "--settings", "/nowhere/settings.json", "--scan", Device.Pages);
            Says(run, 2, "/nowhere/settings.json");
        }

        [Theory]
        [InlineData("{ \"version\": 1, ", "line 1", "column")]
        [InlineData("PK\u0003\u0004", "line 1", "settings")]
        [InlineData("[]", "line 1", "does not start with")]
        [InlineData("", "line 1", "ends too early")]
        public async Task TextThatIsNoJsonIsAnError(string text, string where, string what)
        {
            await using Device device = await Device.StartAsync();
            File.WriteAllText(device.PathOf("bad.json"), text);
            Run run = await Device.RunAsync("send", "--settings", device.PathOf("bad.json"), "--scan", Device.Pages);
            Says(run, 2, where, what);
        }

        [Theory]
        [InlineData("port", "\"many\"", "sending.port")]
        [InlineData("port", "70000", "sending.port", "65535")]
        [InlineData("tls", "\"requird\"", "sending.tls", "required")]
        [InlineData("from", "\"scanner@contoso.com\\r\\nBcc: x@y.z\"", "sending.from", "control character")]
        [InlineData("user", "\"a\\nb\"", "sending.user")]
        [InlineData("hots", "\"mail\"", "sending.hots", "sending.host")]
        [InlineData("tls", "\"none\"", "sending.auth")]
        [InlineData("password", "7", "sending.password")]
        public async Task AWrongSettingNamesKeyAndRemedy(string key, string json, params string[] words)
        {
            await using Device device = await Device.StartAsync();
            device.Sending[key] = System.Text.Json.Nodes.JsonNode.Parse(json);
            Says(await device.SendAsync(), 2, words);
            Assert.Empty(device.Server.Sessions);
        }

        [Fact]
        public async Task WrongUsageEndsWith2()
        {
            Says(await Device.RunAsync("send", "--scan", Device.Pages), 2, "--settings");
            Says(await Device.RunAsync("sned"), 2, "sned");
        }

        [Fact]
        public async Task AProfileThatDoesNotExistNamesThoseThatDo()
        {
            await using Device device = await Device.StartAsync();
            Says(await device.SendAsync("--profile", "Offise"), 2, "Offise", "Office");
        }

        [Theory]
        [InlineData(CertificateFault.Expired)]
        [InlineData(CertificateFault.NotYetValid)]
        [InlineData(CertificateFault.WrongName)]
        [InlineData(CertificateFault.Untrusted)]
        [InlineData(CertificateFault.SelfSigned)]
        public async Task ACertificateThatProvesNothingMeansNoMailAndNoLogin(CertificateFault fault)
        {
            await using Device device = await Device.StartAsync();
            device.Server.OnPremises.Options.CertificateFault = fault;
            Run run = await device.SendAsync();
            Says(run, 3, "tlsHandshake", "ertificate");
            NothingArrived(device, run);
            Assert.DoesNotContain(device.Server.Sessions, session => session.Commands.Any(line => line.StartsWith("AUTH")));
        }

        [Fact]
        public async Task AServerWithoutTlsGetsNothing()
        {
            await using Device device = await Device.StartAsync();
            device.Server.OnPremises.Options.OfferStartTls = false;
            Run run = await device.SendAsync();
            Says(run, 3, "STARTTLS");
            NothingArrived(device, run);
        }

        [Fact]
        public async Task AWrongPasswordIsRefusedWithTheServersWords()
        {
            await using Device device = await Device.StartAsync();
            device.Sending["password"] = "wrong-Password-7";
            Run run = await device.SendAsync();
            Says(run, 1, "auth", "535");
            Assert.DoesNotContain("wrong-Password-7", run.Text);
            NothingArrived(device, run);
        }

        [Fact]
        public async Task OneRefusedRecipientStopsNoOtherAndIsReported()
        {
            await using Device device = await Device.StartAsync();
            Refuse(device, SmtpPhase.RcptTo, "550 5.1.1 No such user", "second@*");
            Run run = await device.SendAsync();
            Says(run, 1, "partlyDelivered", "second@contoso.com", "5.1.1");
            Assert.Equal(["office@contoso.com"], (await device.Server.Inbox.WaitForMessageAsync()).Recipients);
        }

        [Theory]
        [InlineData(SmtpPhase.Greeting, "554 5.7.1 Go away", 1)]
        [InlineData(SmtpPhase.Greeting, "421 4.3.2 Not now", 3)]
        [InlineData(SmtpPhase.EhloAfterTls, "421 4.3.2 Closing", 3)]
        [InlineData(SmtpPhase.MailFrom, "550 5.7.60 Not your address", 1)]
        [InlineData(SmtpPhase.MailFrom, "451 4.7.1 Later", 3)]
        [InlineData(SmtpPhase.RcptTo, "550 5.1.1 No such user", 1)]
        [InlineData(SmtpPhase.RcptTo, "450 4.2.0 Greylisted", 3)]
        [InlineData(SmtpPhase.Data, "554 5.5.1 No", 1)]
        [InlineData(SmtpPhase.EndOfContent, "554 5.6.0 Not this one", 1)]
        [InlineData(SmtpPhase.EndOfContent, "452 4.3.1 Full", 3)]
        public async Task ARefusalInAnyPhaseIsTheErrorsCode(SmtpPhase phase, string reply, int exitCode)
        {
            await using Device device = await Device.StartAsync();
            Refuse(device, phase, reply);
            Run run = await device.SendAsync();
            Says(run, exitCode, reply[..3], reply[4..9]);
            NothingArrived(device, run);
        }

        [Fact]
        public async Task ARefusalInTheMiddleOfTheDataIsReadAfterTheWriteFails()
        {
            await using Device device = await Device.StartAsync();
            device.Server.OnPremises.Options.SizeLimitBytes = 100_000;
            device.Server.OnPremises.Options.EhloAfterTls.RemoveAll(line => line.StartsWith("SIZE"));
            device.Server.OnPremises.Options.SizeEnforcement = SizeEnforcement.DuringContent;
            Run run = await device.SendAsync();
            Says(run, 1, "552");
            NothingArrived(device, run);
        }

        [Fact]
        public async Task AScanAboveTheAnnouncedSizeStopsBeforeItAndNamesTheLimit()
        {
            await using Device device = await Device.StartAsync();
            device.Server.OnPremises.Options.SizeLimitBytes = 100_000;
            Run run = await device.SendAsync();
            Says(run, 3, "100000");
            NothingArrived(device, run);
        }

        [Theory]
        [InlineData(SmtpPhase.Greeting)]
        [InlineData(SmtpPhase.Ehlo)]
        [InlineData(SmtpPhase.StartTls)]
        [InlineData(SmtpPhase.TlsHandshake)]
        [InlineData(SmtpPhase.EhloAfterTls)]
        [InlineData(SmtpPhase.Auth)]
        [InlineData(SmtpPhase.AuthResult)]
        [InlineData(SmtpPhase.MailFrom)]
        [InlineData(SmtpPhase.RcptTo)]
        [InlineData(SmtpPhase.Data)]
        [InlineData(SmtpPhase.Content)]
        [InlineData(SmtpPhase.EndOfContent)]
        public async Task ALineThatIsClosedInAnyPhaseIsAnErrorToTryAgain(SmtpPhase phase)
        {
            await using Device device = await Device.StartAsync();
            // PLAIN takes one step, so only LOGIN has a reply to the AUTH line that is not the last.
            List<string> offers = device.Server.OnPremises.Options.EhloAfterTls;
            if (phase == SmtpPhase.Auth) offers[offers.FindIndex(line => line.StartsWith("AUTH"))] = "AUTH LOGIN";
            device.Server.Faults.Add(new SmtpFault { Phase = phase, Action = SmtpFaultAction.Close, AfterBytes = 50_000 });
            Run run = await device.SendAsync();
            Assert.True(run.ExitCode == 3, run.Text);
            string expected = phase == SmtpPhase.EndOfContent ? "perhapsDelivered" : "notSent";
            Assert.Equal(expected, run.Json.GetProperty("result").GetString());
            Assert.NotEqual("", run.Json.GetProperty("diagnosis").GetString());
        }

        [Fact]
        public async Task AServerThatIsNotThereIsNamed()
        {
            await using Device device = await Device.StartAsync();
            int port = device.Server.OnPremises.Port;
            await device.Server.DisposeAsync();
            Says(await device.SendAsync(), 3, "connect", "mail.contoso.test:587");
            Assert.True(port > 0);
        }

        [Fact]
        public async Task APageThatIsNoImageIsNamed()
        {
            await using Device device = await Device.StartAsync();
            File.WriteAllText(device.PathOf("page.jpg"), "This is a letter, not a picture.");
            Run run = await device.SendAsync("--scan", device.PathOf("page.jpg"));
            Says(run, 3, "page 1");
            NothingArrived(device, run);
        }

        [Fact]
        public async Task ATruncatedPageIsNamed()
        {
            await using Device device = await Device.StartAsync();
            byte[] page = File.ReadAllBytes(Path.Combine(Device.Pages, "page-1.jpg"));
            File.WriteAllBytes(device.PathOf("page.jpg"), page[..(page.Length / 2)]);
            Run run = await device.SendAsync("--scan", Path.Combine(Device.Pages, "page-2.jpg"), device.PathOf("page.jpg"));
            Says(run, 3, "page 2");
            NothingArrived(device, run);
        }

        [Fact]
        public async Task NoPagesMeansNoMail()
        {
            await using Device device = await Device.StartAsync();
            Directory.CreateDirectory(device.PathOf("empty"));
            Run run = await device.SendAsync("--scan", device.PathOf("empty"));
            Assert.True(run.ExitCode is 2 or 3, run.Text);
            Assert.DoesNotContain("\"delivered\"", run.Output);
            Assert.Empty(device.Server.Inbox.Messages);
        }

        private static void Refuse(Device device, SmtpPhase phase, string reply, string? recipient = null) =>
            device.Server.Faults.Add(new SmtpFault { Phase = phase, Reply = reply, Recipient = recipient });

        private static void NothingArrived(Device device, Run run)
        {
            Assert.Empty(device.Server.Inbox.Messages);
            Assert.DoesNotContain("elivered", run.Json.GetProperty("result").GetString());
            Assert.All(run.Json.GetProperty("recipients").EnumerateArray(),
                recipient => Assert.False(recipient.GetProperty("accepted").GetBoolean()));
        }

        private static void Says(Run run, int exitCode, params string[] words)
        {
            Assert.True(run.ExitCode == exitCode, $"exit code {run.ExitCode}\n{run.Text}");
            Assert.All(words, word => Assert.Contains(word, run.Text));
        }
    }
}

using System.Text.Json.Nodes;
using ScanToMail.Config;
using ScanToMail.Delivery;
using ScanToMail.Jobs;
using ScanToMail.Tenant.Smtp;
using Xunit;

namespace ScanToMail.Tests.Microsoft365
{
    /// <summary>What is direct send's own: whom it reaches, checked before anything is sent, and what its mail counts as.</summary>
    public sealed class DirectSendTests
    {
        private const string Outside = "partner@fabrikam.example";
        private const string Refusal = "\"partner@fabrikam.example\" is not in one of sending.acceptedDomains, and direct send reaches no other "
            + "recipients: choose a recipient of the tenant, or the method clientSubmission or relay";

        private static readonly string[] Words = ["SPF", "DKIM", "DMARC", "RejectDirectSend", "550 5.7.68"];

        [Fact]
        public async Task TestMailGoesToTheTenantOnly()
        {
            await using Board board = await Board.StartAtConsoleAsync("directSend");
            Assert.Contains("ERROR settings: address " + Refusal, board.Type("test mail " + Outside));
            Assert.Contains("ERROR settings: address " + Refusal, board.Type($"test mail {Outside} --trial --json"));
            Assert.Contains("ERROR settings: address ", board.Type("test mail office@sub.contoso.com"));
            Assert.Empty(board.Tenant.Sessions);
            Assert.EndsWith("OK\r\n> ", board.Type("test mail OFFICE@Contoso.COM"));
            await board.Tenant.Inbox.WaitForMessageAsync();
        }

        [Fact]
        public async Task AMailThatWaitsIsReaddressedWithinTheTenantOnly()
        {
            await using Board board = await Board.StartAtConsoleAsync("directSend");
            board.Tenant.Give("recipient-not-found", times: 1);
            int number = board.PressAndSend();
            Assert.True(SpoolStates.NeedsPerson(board.Records().Single().State));
            int sessions = board.Tenant.Sessions.Count;

            Assert.Contains("ERROR settings: address " + Refusal, board.Type($"readdress {number} {Outside}"));
            // One of them is enough, and nothing of the command is done.
            Assert.Contains("ERROR settings: address " + Refusal, board.Type($"readdress {number} scanner@contoso.com {Outside}"));
            Assert.False(board.Firmware.Queue.SendOnce());
            Assert.Equal("office@contoso.com", Assert.Single(board.Records().Single().Recipients).Address);
            Assert.Equal(sessions, board.Tenant.Sessions.Count);

            Assert.EndsWith("OK\r\n> ", board.Type($"readdress {number} scanner@contoso.com"));
            Assert.True(board.Firmware.Queue.SendOnce());
            Assert.Equal(["scanner@contoso.com"], (await board.Tenant.Inbox.WaitForMessageAsync()).Recipients);
        }

        [Theory]
        [InlineData("profiles[0].to")]
        [InlineData("device.administrator")]
        public async Task SettingsThatNameSomebodyElseAreNotInForce(string key)
        {
            await using Board board = await Board.StartAtConsoleAsync("directSend");
            Import(board);
            string said = board.Type($"set {key} {Outside}");
            Assert.Contains("Kept, and not in force: until it starts anew the device goes on with the settings that it had. ", said);
            Assert.Contains(Refusal, said);
            board.PressAndSend();
            Assert.Equal(["office@contoso.com"], (await board.Tenant.Inbox.WaitForMessageAsync()).Recipients);
            Assert.DoesNotContain(board.Tenant.Sessions.SelectMany(session => session.Commands), line => line.Contains(Outside));
        }

        /// <summary>The press came under another method: the profile is the old one, and the recipient is outside.</summary>
        [Theory]
        [InlineData(true)]
        [InlineData(false)]
        public async Task APressOfBeforeTheMethodWasChosenIsNotSentOutside(bool isSpooled)
        {
            await using Board board = await Board.StartAsync("directSend");
            if (!isSpooled) board.Sim.Flash.CapacityBytes = 0;
            string directSend = board.Settings.ToJsonString();
            board.Sending["method"] = "relay";
            board.Settings["profiles"]![0]!["to"] = new JsonArray("office@contoso.com", Outside);
            board.Start();
            Assert.Equal(isSpooled, board.Firmware.Queue.Spool.IsEnabled);
            board.Firmware.Enqueue(1);
            board.Firmware.Apply(Settings.Parse(directSend));
            board.Firmware.Queue.ScanOnce();
            board.Firmware.Queue.SendOnce();
            Assert.Empty(board.Tenant.Sessions);
            if (isSpooled)
            {
                SpoolRecord record = board.Records().Single();
                Assert.Equal((SpoolState.Held, "administrator"), (record.State, record.Who));
                Assert.Contains(Refusal, record.Reason);
                return;
            }
            Assert.Equal((JobState.Done, DeliveryOutcome.NotSent), (board.Last!.State, board.Last.Result.Outcome));
            Assert.Equal("recipient-forbidden", board.Last.Result.Diagnosis.Id);
            Assert.Contains(Refusal, board.Last.Result.Diagnosis.Line());
            Assert.Equal(0, board.Sim.Scanner.Sessions);
        }

        [Theory]
        [InlineData("en", "Microsoft 365 takes direct send for anonymous mail: ")]
        [InlineData("fr", "Microsoft 365 tient l'envoi direct pour du courrier anonyme : ")]
        public async Task ChoosingTheMethodSaysWhatItMeans(string language, string cause)
        {
            await using Board board = await Board.StartAsync("relay");
            board.Settings["device"]!["language"] = language;
            board.Sim.Flash.Files.Clear();
            board.Start().LogIn();
            Import(board);
            string said = board.Type("set sending.method directSend");
            Assert.Contains("warning: direct-send-anonymous: " + cause, said);
            Assert.All(Words, word => Assert.Contains(word, said));
            // The method was the first of its settings.
            Assert.Contains("Before it can send with these: sending.acceptedDomains", said);
            Assert.DoesNotContain("direct-send-anonymous", board.Type("set sending.acceptedDomains contoso.com"));
            Assert.DoesNotContain("direct-send-anonymous", board.Type("set sending.method directSend"));
            Assert.DoesNotContain("direct-send-anonymous", board.Type("status"));
            Assert.DoesNotContain("direct-send-anonymous", board.Type("set sending.method relay"));

            board.Sending["method"] = "directSend";
            board.Sending["acceptedDomains"] = new JsonArray("contoso.com");
            Assert.Contains("warning: direct-send-anonymous: " + cause, Import(board));
        }

        [Fact]
        public async Task TestConnectionSaysItToo()
        {
            await using Board board = await Board.StartAtConsoleAsync("directSend");
            string said = board.Type("test connection");
            Assert.StartsWith("> test connection\r\nwarning: direct-send-anonymous: ", said);
            Assert.Single(said.Split("\r\n"), line => line.Contains("direct-send-anonymous"));
            Assert.EndsWith("OK\r\n> ", said);
            JsonObject first = Board.Json(board.Type("test connection --json"))[0];
            Assert.Equal(("direct-send-anonymous", "direct-send-anonymous", "administrator"),
                ((string?)first["warning"], (string?)first["diagnosis"], (string?)first["who"]));
        }

        [Theory]
        [InlineData("clientSubmission")]
        [InlineData("relay")]
        [InlineData("onPremises")]
        public async Task NoOtherMethodIsWarnedOf(string method)
        {
            await using Board board = await Board.StartAtConsoleAsync(method);
            Assert.DoesNotContain("direct-send", board.Type("test connection"));
            Assert.DoesNotContain("direct-send", Import(board));
        }

        private static string Import(Board board)
        {
            string said = board.Type("import", board.Settings.ToJsonString());
            Assert.EndsWith("OK\r\n> ", said);
            return said;
        }
    }
}

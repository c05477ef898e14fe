using System.Net;
using System.Text.Json.Nodes;
using ScanToMail.Tenant.Smtp;
using Xunit;

namespace ScanToMail.Tests.Microsoft365
{
    /// <summary>The address that Microsoft 365 knows the device by, and what follows from it for DNS, as `status` shows them.</summary>
    public sealed class AddressTests
    {
        private const string Spf = "v=spf1 ip4:203.0.113.25 include:spf.protection.outlook.com ~all";

        [Theory]
        [InlineData("relay")]
        [InlineData("directSend")]
        public async Task StatusShowsTheAddressThatTheServerSaidAndItsSpfRecord(string method)
        {
            await using Board board = await Board.StartAtConsoleAsync(method);
            board.Type("test connection");
            JsonObject status = board.Status();
            Assert.Equal(("203.0.113.25", "", "contoso.com", Spf),
                (Text(status, "publicAddress"), Text(status, "publicAddressProblem"), Text(status, "spfDomain"), Text(status, "spf")));
            string said = board.Type("status");
            Assert.Contains("publicAddress: 203.0.113.25\r\n", said);
            Assert.Contains("spfDomain: contoso.com\r\n", said);
            Assert.Contains("spf: " + Spf + "\r\n", said);
        }

        [Theory]
        [InlineData("en", "address-unseen: No server ")]
        [InlineData("fr", "address-unseen: Aucun serveur ")]
        public async Task UntilThenItSaysHowTheAddressIsSeen(string language, string words)
        {
            await using Board board = await Board.StartAsync("directSend");
            board.Settings["device"]!["language"] = language;
            board.Start().LogIn();
            JsonObject status = board.Status();
            Assert.Equal(("", ""), (Text(status, "publicAddress"), Text(status, "spf")));
            Assert.StartsWith(words, Text(status, "publicAddressProblem"));
            Assert.Contains("test connection", Text(status, "publicAddressProblem"));
            Assert.Contains("publicAddressProblem: " + words, board.Type("status"));
        }

        [Fact]
        public async Task AMailIsEnoughAndTheLastGreetingCounts()
        {
            await using Board board = await Board.StartAtConsoleAsync("relay");
            board.Send();
            Assert.Equal(Board.PublicAddress, Text(board.Status(), "publicAddress"));
            board.Tenant.Mx.Options.SeenAddress = IPAddress.Parse("198.51.100.7");
            board.Send();
            Assert.Equal("198.51.100.7", Text(board.Status(), "publicAddress"));
            Assert.Contains("ip4:198.51.100.7 ", Text(board.Status(), "spf"));
        }

        [Fact]
        public async Task AServerThatDoesNotGreetDoesNotTakeItAway()
        {
            await using Board board = await Board.StartAtConsoleAsync("relay");
            board.Type("test connection");
            board.Tenant.Faults.Add(SmtpPhase.Greeting, SmtpFaultAction.Close);
            Assert.Contains("greeting: failed", board.Type("test connection"));
            Assert.Equal(Board.PublicAddress, Text(board.Status(), "publicAddress"));
        }

        [Theory]
        [InlineData("10.1.2.3", false)]
        [InlineData("11.0.0.1", true)]
        [InlineData("9.255.255.255", true)]
        [InlineData("172.15.255.255", true)]
        [InlineData("172.16.0.1", false)]
        [InlineData("172.31.255.254", false)]
        [InlineData("172.32.0.1", true)]
        [InlineData("192.167.1.1", true)]
        [InlineData("192.168.1.9", false)]
        [InlineData("192.169.1.1", true)]
        [InlineData("100.63.0.1", true)]
        [InlineData("100.64.0.1", false)]
        [InlineData("100.127.255.254", false)]
        [InlineData("100.128.0.1", true)]
        [InlineData("169.254.7.7", false)]
        [InlineData("127.0.0.1", false)]
        [InlineData("0.0.0.0", false)]
        [InlineData("223.255.255.254", true)]
        [InlineData("224.0.0.1", false)]
        [InlineData("2001:db8::7", false)]
        public async Task AnAddressThatTheInternetDoesNotHaveIsNotTheDevicesPublicOne(string address, bool isPublic)
        {
            await using Board board = await Board.StartAtConsoleAsync("relay");
            board.Tenant.Mx.Options.SeenAddress = IPAddress.Parse(address);
            string walk = board.Type("test connection");
            Assert.Contains($"Hello [{address}]", walk);
            Assert.Equal(isPublic, walk.Contains("publicAddress: " + address));
            Assert.Equal(isPublic ? address : "", Text(board.Status(), "publicAddress"));
            Assert.Equal(isPublic, Text(board.Status(), "spf").Length > 0);
        }

        [Theory]
        [InlineData("clientSubmission", false)]
        [InlineData("onPremises", false)]
        [InlineData("relay", true)]
        public async Task WhereTheAddressProvesNothingItIsNotShown(string method, bool hasCertificate)
        {
            await using Board board = await Board.StartAsync(method);
            if (hasCertificate) board.UseClientCertificate("scanner.contoso.com");
            board.Start().LogIn();
            board.Type("test connection");
            Assert.All(new[] { "publicAddress", "publicAddressProblem", "spfDomain", "spf" }, key => Assert.False(board.Status().ContainsKey(key)));
        }

        private static string Text(JsonObject status, string key) => (string)status[key]!;
    }
}

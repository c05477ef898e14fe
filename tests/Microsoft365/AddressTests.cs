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
        private static readonly string[] Login = ["Pin-12345", "Pin-12345"];

        [Theory]
        [InlineData("relay")]
        [InlineData("directSend")]
        public async Task StatusShowsTheAddressThatTheServerSaidAndItsSpfRecord(string method)
        {
            await using Board board = await StartAsync(method);
            board.Type("test connection");
            JsonObject status = Status(board);
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
            board.Start().Type(Login);
            JsonObject status = Status(board);
            Assert.Equal(("", ""), (Text(status, "publicAddress"), Text(status, "spf")));
            Assert.StartsWith(words, Text(status, "publicAddressProblem"));
            Assert.Contains("test connection", Text(status, "publicAddressProblem"));
            Assert.Contains("publicAddressProblem: " + words, board.Type("status"));
        }

        [Fact]
        public async Task AMailIsEnoughAndTheLastGreetingCounts()
        {
            await using Board board = await StartAsync("relay");
            board.Send();
            Assert.Equal(Board.PublicAddress, Text(Status(board), "publicAddress"));
            board.Tenant.Mx.Options.SeenAddress = IPAddress.Parse("198.51.100.7");
            board.Send();
            Assert.Equal("198.51.100.7", Text(Status(board), "publicAddress"));
            Assert.Contains("ip4:198.51.100.7 ", Text(Status(board), "spf"));
        }

        [Fact]
        public async Task AServerThatDoesNotGreetDoesNotTakeItAway()
        {
            await using Board board = await StartAsync("relay");
            board.Type("test connection");
            board.Tenant.Faults.Add(SmtpPhase.Greeting, SmtpFaultAction.Close);
            Assert.Contains("greeting: failed", board.Type("test connection"));
            Assert.Equal(Board.PublicAddress, Text(Status(board), "publicAddress"));
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
            await using Board board = await StartAsync("relay");
            board.Tenant.Mx.Options.SeenAddress = IPAddress.Parse(address);
            string walk = board.Type("test connection");
            Assert.Contains($"Hello [{address}]", walk);
            Assert.Equal(isPublic, walk.Contains("publicAddress: " + address));
            Assert.Equal(isPublic ? address : "", Text(Status(board), "publicAddress"));
            Assert.Equal(isPublic, Text(Status(board), "spf").Length > 0);
        }

        [Theory]
        [InlineData("clientSubmission", false)]
        [InlineData("onPremises", false)]
        [InlineData("relay", true)]
        public async Task WhereTheAddressProvesNothingItIsNotShown(string method, bool hasCertificate)
        {
            await using Board board = await Board.StartAsync(method);
            if (hasCertificate) board.UseClientCertificate("scanner.contoso.com");
            board.Start().Type(Login);
            board.Type("test connection");
            Assert.All(new[] { "publicAddress", "publicAddressProblem", "spfDomain", "spf" }, key => Assert.False(Status(board).ContainsKey(key)));
        }

        private static async Task<Board> StartAsync(string method)
        {
            Board board = await Board.StartAsync(method);
            board.Start().Type(Login);
            return board;
        }

        private static JsonObject Status(Board board) =>
            (JsonObject)JsonNode.Parse(board.Type("status --json").Split("\r\n").Single(line => line.StartsWith('{')))!;

        private static string Text(JsonObject status, string key) => (string)status[key]!;
    }
}

using ScanToMail.Tenant;
using ScanToMail.Tenant.Certificates;
using Xunit;

namespace ScanToMail.Provision.Tests
{
    /// <summary>From an empty flash to a delivered test mail, against the virtual device and a stand-in server.</summary>
    public class EndToEndTests
    {
        private const string Pin = "471108";
        private static readonly string OnPremises = Path.Combine(AppContext.BaseDirectory, "device-config", "on-premises.json");

        [Theory]
        [InlineData("tcp:0")]
        [InlineData("pty")]
        public async Task ABareDeviceIsConfiguredUpToADeliveredMail(string console)
        {
            if (console == "pty" && OperatingSystem.IsWindows()) return;
            await using VirtualBoard board = await VirtualBoard.StartAsync(console);
            await SucceedAsync(board, Pin + "\n", "--pin", "roots", Path.Combine(board.Folder, "company-root.pem"));
            await SucceedAsync(board, Pin + "\n" + VirtualBoard.Password + "\n", "--pin", "apply", OnPremises,
                "--set", "device.name=Büro “3” 🖨", "--secret", "sending.password");
            string shown = await SucceedAsync(board, Pin + "\n", "--pin", "show");
            Assert.Contains("Büro “3” 🖨", shown);
            Assert.Contains("********", shown);
            string steps = await SucceedAsync(board, Pin + "\n", "--pin", "test", "connection");
            Assert.Contains("ok", steps);
            await SucceedAsync(board, Pin + "\n", "--pin", "test", "mail", "me@contoso.com");

            ReceivedMessage message = Assert.Single(board.Server.Inbox.Messages);
            Assert.Equal("me@contoso.com", Assert.Single(message.Recipients));
            string log = await SucceedAsync(board, Pin + "\n", "--pin", "log");
            Assert.Contains("import", log);
            foreach (string text in new[] { shown, steps, log, board.Output })
            {
                Assert.DoesNotContain(VirtualBoard.Password, text);
                Assert.DoesNotContain(Pin, text);
            }
        }

        [Fact]
        public async Task WhatTheDeviceRefusesChangesNothing()
        {
            await using VirtualBoard board = await VirtualBoard.StartAsync("tcp:0");
            await SucceedAsync(board, Pin + "\n" + VirtualBoard.Password + "\n", "--pin", "apply", OnPremises, "--secret", "sending.password");
            string before = await SucceedAsync(board, Pin + "\n", "--pin", "show");
            (int code, _, string errors) = await board.ProvisionAsync(Pin + "\n" + "other\n", "--pin", "apply", OnPremises,
                "--set", "sending.port=465", "--secret", "sending.password");
            Assert.Equal(1, code);
            Assert.Contains("sending.port", errors);
            Assert.Contains("implicit", errors);
            Assert.Equal(before, await SucceedAsync(board, Pin + "\n", "--pin", "show"));
            (code, _, errors) = await board.ProvisionAsync("000001\n", "--pin", "show");
            Assert.Equal(4, code);
            Assert.Contains("PIN", errors);
        }

        [Fact]
        public async Task AServerThatTheDeviceDoesNotTrustIsToldWithTheRemedy()
        {
            await using VirtualBoard board = await VirtualBoard.StartAsync("tcp:0");
            await SucceedAsync(board, Pin + "\n", "--pin", "roots",
                Path.Combine(AppContext.BaseDirectory, "device-config", "roots", "roots.pem"));
            await SucceedAsync(board, Pin + "\n" + VirtualBoard.Password + "\n", "--pin", "apply", OnPremises, "--secret", "sending.password");
            (int code, _, string errors) = await board.ProvisionAsync(Pin + "\n", "--pin", "test", "mail", "me@contoso.com");
            Assert.Equal(1, code);
            Assert.Contains("certificate", errors);
            Assert.Empty(board.Server.Inbox.Messages);

            await SucceedAsync(board, Pin + "\n", "--pin", "roots", Path.Combine(board.Folder, "company-root.pem"));
            await SucceedAsync(board, Pin + "\n", "--pin", "test", "mail", "me@contoso.com", "--trial");
            Assert.Single(board.Server.Inbox.Messages);
        }

        [Fact]
        public async Task TheDeviceTakesItsOwnCertificate()
        {
            await using VirtualBoard board = await VirtualBoard.StartAsync("tcp:0");
            string file = Path.Combine(board.Folder, "device.pem");
            DateTimeOffset now = DateTimeOffset.UtcNow;
            using ClientCertificate certificate = board.Server.Authority.IssueClient(
                "scanner3.contoso.com", ["scanner3.contoso.com"], now.AddDays(-1), now.AddYears(1));
            await File.WriteAllTextAsync(file, certificate.BundlePem);
            string said = await SucceedAsync(board, Pin + "\n", "--pin", "certificate", file);
            Assert.Contains("scanner3.contoso.com", said);
            Assert.DoesNotContain("PRIVATE KEY", said);
            await SucceedAsync(board, Pin + "\n", "--pin", "apply",
                Path.Combine(AppContext.BaseDirectory, "device-config", "relay-certificate.json"));
            Assert.Contains("client.pem", await SucceedAsync(board, Pin + "\n", "--pin", "show", "sending.clientCertificate"));
        }

        private static async Task<string> SucceedAsync(VirtualBoard board, string input, params string[] args)
        {
            (int code, string output, string errors) = await board.ProvisionAsync(input, args);
            Assert.True(code == 0, $"{string.Join(' ', args)}: {code}\n{output}{errors}\ndevice: {board.Output}");
            return output;
        }
    }
}

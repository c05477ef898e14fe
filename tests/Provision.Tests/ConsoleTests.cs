using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace ScanToMail.Provision.Tests
{
    /// <summary>The program against a scripted console.</summary>
    public class ConsoleTests
    {
        private const string Secret = "Ge heim!ß";
        private static readonly string Config = Path.Combine(AppContext.BaseDirectory, "device-config");

        [Theory]
        [InlineData(false)]
        [InlineData(true)]
        public void ShowPrintsWhatTheDeviceSays(bool isSlow)
        {
            using var device = new FakeConsole { IsSlow = isSlow, Banner = "boot 1.0\r\n\u001b[32mready\u001b[0m\r\n" };
            device.Answers["export"] = "{\n  \"device\": { \"name\": \"Büro OK\" }\n}\nOK";
            device.Answers["show sending.host"] = "sending.host = mail.contoso.com\nOK";
            var terminal = new TestTerminal(false);
            Assert.Equal(0, terminal.Run("--port", device.Address, "show"));
            Assert.Equal("{\n  \"device\": { \"name\": \"Büro OK\" }\n}\n", terminal.Output.ReplaceLineEndings("\n"));
            Assert.Equal(0, terminal.Run("show", "sending.host", "--port", device.Address));
            Assert.EndsWith("sending.host = mail.contoso.com", terminal.Output.TrimEnd());
        }

        [Fact]
        public void ApplySendsTheFileWithItsChangesAndSecrets()
        {
            using var device = new FakeConsole();
            var terminal = new TestTerminal(false, Secret);
            int code = terminal.Run("--port", device.Address, "apply", Path.Combine(Config, "on-premises.json"),
                "--set", "device.name=Büro “3”", "--set", "sending.port=2587", "--set", "profiles[0].to=a@b.c, d@e.f",
                "--secret", "sending.password");
            Assert.True(code == 0, terminal.Errors);
            JsonNode sent = JsonNode.Parse(Assert.Single(device.Pasted))!;
            Assert.Equal("Büro “3”", sent["device"]!["name"]!.GetValue<string>());
            Assert.Equal(2587, sent["sending"]!["port"]!.GetValue<int>());
            Assert.Equal(Secret, sent["sending"]!["password"]!.GetValue<string>());
            Assert.Equal("mail.contoso.com", sent["sending"]!["host"]!.GetValue<string>());
            Assert.Equal(2, sent["profiles"]![0]!["to"]!.AsArray().Count);
            string bytes = Encoding.UTF8.GetString(device.Received);
            Assert.Contains("Büro “3”", bytes);
            Assert.DoesNotContain("\\u", bytes);
            Assert.DoesNotContain("\n", bytes);
            Assert.DoesNotContain(Secret, terminal.Output + terminal.Errors);
            Assert.False(device.HasOverrun);
        }

        [Fact]
        public void ApplyStopsBeforeTheDeviceWhenSomethingIsWrongHere()
        {
            using var device = new FakeConsole();
            string file = Path.Combine(Config, "on-premises.json");
            (string[] Args, string Problem)[] cases =
            [
                ([file], "--secret sending.password"),
                ([Path.Combine(Config, "client-submission.json")], "--set signIn.clientId="),
                ([file, "--set", "sending.password=x"], "--secret sending.password"),
                ([file, "--set", "sending.port"], "KEY=VALUE"),
                ([file, "--set", "sending.port=x", "--secret", "sending.password"], "no whole number"),
                ([Path.Combine(Config, "no-such.json")], "no-such.json"),
                ([Path.Combine(Config, "README.md")], "README.md, line 1")
            ];
            foreach ((string[] args, string problem) in cases)
            {
                var terminal = new TestTerminal(false, "secret");
                Assert.Equal(2, terminal.Run(["--port", device.Address, "apply", .. args]));
                Assert.Contains(problem, terminal.Errors);
                Assert.Empty(terminal.Prompts);
            }

            Assert.Empty(device.Received);
        }

        [Fact]
        public void WhatTheDeviceRefusesIsToldWithItsRemedy()
        {
            using var device = new FakeConsole();
            device.Answers["import"] = "ERROR settings: sending.host: is missing: give the server's name or address";
            var terminal = new TestTerminal(false, Secret);
            int code = terminal.Run("--port", device.Address, "apply", Path.Combine(Config, "on-premises.json"), "--secret", "sending.password");
            Assert.Equal(1, code);
            Assert.Contains("settings", terminal.Errors);
            Assert.Contains("sending.host: is missing: give the server's name or address", terminal.Errors);
            Assert.DoesNotContain("has the settings", terminal.Errors);
        }

        [Fact]
        public void ThePinIsReadAndNotShown()
        {
            using var device = new FakeConsole { Pin = "471108" };
            device.Answers["log"] = "2026-11-24 10:00:00 1 OK nothing\nOK";
            var terminal = new TestTerminal(false, "471108");
            Assert.Equal(0, terminal.Run("--port", device.Address, "--pin", "log"));
            Assert.Equal("2026-11-24 10:00:00 1 OK nothing", terminal.Output.TrimEnd());
            Assert.DoesNotContain("471108", terminal.Output + terminal.Errors);
        }

        [Fact]
        public void APersonIsAskedForThePinOnlyWhenTheDeviceAsks()
        {
            using var device = new FakeConsole { Pin = "471108" };
            device.Answers["log"] = "OK";
            var terminal = new TestTerminal(true, "471108");
            Assert.Equal(0, terminal.Run("--port", device.Address, "log"));
            Assert.Equal(["PIN"], terminal.Prompts);
            using var open = new FakeConsole();
            open.Answers["log"] = "OK";
            terminal = new TestTerminal(true);
            Assert.Equal(0, terminal.Run("--port", open.Address, "log"));
            Assert.Empty(terminal.Prompts);
        }

        [Fact]
        public void ANewDeviceGetsItsPin()
        {
            using var device = new FakeConsole { Pin = "" };
            device.Answers["log"] = "OK";
            var terminal = new TestTerminal(false, "471108");
            Assert.Equal(0, terminal.Run("--port", device.Address, "--pin", "log"));
            Assert.Equal("471108", device.Pin);
            Assert.Contains("had no PIN", terminal.Errors);
        }

        [Theory]
        [InlineData("471108", 0)]
        [InlineData("471180", 4)]
        public void APersonTypesANewPinTwice(string again, int code)
        {
            using var device = new FakeConsole { Pin = "" };
            device.Answers["log"] = "OK";
            var terminal = new TestTerminal(true, "471108", again);
            Assert.Equal(code, terminal.Run("--port", device.Address, "log"));
            Assert.Equal(["New PIN", "New PIN again"], terminal.Prompts);
            Assert.Equal(code == 0 ? "471108" : "", device.Pin);
        }

        [Fact]
        public void AWrongOrMissingPinHasItsOwnExitCode()
        {
            using var device = new FakeConsole { Pin = "471108" };
            var terminal = new TestTerminal(false, "000000");
            Assert.Equal(4, terminal.Run("--port", device.Address, "--pin", "log"));
            Assert.Contains("the PIN is wrong: try again in 2 s", terminal.Errors);
            Assert.DoesNotContain("000000", terminal.Errors);
            using var other = new FakeConsole { Pin = "471108" };
            terminal = new TestTerminal(false);
            Assert.Equal(4, terminal.Run("--port", other.Address, "log"));
            Assert.Contains("--pin", terminal.Errors);
            Assert.Empty(other.Commands);
        }

        [Fact]
        public void TestsTellEachStepAndFailWithTheDevice()
        {
            using var device = new FakeConsole();
            device.Answers["test mail me@contoso.com"] = "connected to mail.contoso.com\nsent\nOK";
            device.Answers["test connection"] = "connected\nERROR auth.refused: 535 5.7.3: check user and password";
            var terminal = new TestTerminal(false);
            Assert.Equal(0, terminal.Run("--port", device.Address, "test", "mail", "me@contoso.com"));
            Assert.Equal("connected to mail.contoso.com\nsent\n", terminal.Output.ReplaceLineEndings("\n"));
            Assert.Equal(1, terminal.Run("--port", device.Address, "test", "connection"));
            Assert.Contains("auth.refused", terminal.Errors);
            Assert.Contains("535 5.7.3: check user and password", terminal.Errors);
        }

        [Theory]
        [InlineData("me@contoso.com\rfactory-reset")]
        [InlineData("me@contoso.com\nreboot")]
        [InlineData("Me <me@contoso.com>")]
        [InlineData("nobody")]
        [InlineData("")]
        public void NoArgumentBecomesACommandOfItsOwn(string address)
        {
            using var device = new FakeConsole();
            var terminal = new TestTerminal(false);
            Assert.Equal(2, terminal.Run("--port", device.Address, "test", "mail", address));
            Assert.Empty(device.Commands);
        }

        [Fact]
        public void RootsReplaceThoseOfBefore()
        {
            using var device = new FakeConsole();
            device.Answers["roots list"] = "0: CN=Old, valid 2000-01-01 to 2030-01-01\n1: CN=Older, valid: yes\nOK";
            device.Answers["roots remove 0"] = device.Answers["roots remove 1"] = "OK";
            device.Answers["roots add"] = "CN=Some root\nOK";
            var terminal = new TestTerminal(false);
            int code = terminal.Run("--port", device.Address, "roots", Path.Combine(Config, "roots", "roots.pem"));
            Assert.True(code == 0, terminal.Errors);
            Assert.Equal(["roots list", "roots remove 1", "roots remove 0", .. Enumerable.Repeat("roots add", 7)], device.Commands);
            Assert.Equal(7, device.Pasted.Count);
            Assert.All(device.Pasted, pem => Assert.StartsWith("-----BEGIN CERTIFICATE-----\n", pem));
            Assert.Equal(7, terminal.Output.Split("CN=Some root").Length - 1);
            Assert.False(device.HasOverrun);
        }

        [Fact]
        public void RootsThatAreNoneAreRefusedHere()
        {
            using var device = new FakeConsole();
            string folder = Directory.CreateTempSubdirectory("provision-").FullName;
            string pem = File.ReadAllText(Path.Combine(Config, "roots", "digicert-global-root-g2.pem"));
            (string Text, string Problem)[] cases =
            [
                ("", "no certificate"), ("hello", "no certificate"), (pem.Replace("MIID", "AAAA"), "damaged"),
                (pem + "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "private key"),
                (string.Concat(Enumerable.Repeat(pem, 10)), "12288")
            ];
            foreach ((string text, string problem) in cases)
            {
                string file = Path.Combine(folder, "roots.pem");
                File.WriteAllText(file, text);
                var terminal = new TestTerminal(false);
                Assert.Equal(2, terminal.Run("--port", device.Address, "roots", file));
                Assert.Contains(problem, terminal.Errors);
            }

            Assert.Empty(device.Received);
            Directory.Delete(folder, true);
        }

        [Fact]
        public void TheCertificateGoesWithItsKeyAndNothingOfItIsShown()
        {
            using var device = new FakeConsole();
            device.Answers["certificate import"] = "CN=scanner3.contoso.com\nOK";
            string file = Path.GetTempFileName();
            File.WriteAllText(file, "Bag Attributes\r\n-----BEGIN CERTIFICATE-----\r\nAAAA\r\n-----END CERTIFICATE-----\r\n\r\n"
                + "-----BEGIN PRIVATE KEY-----\r\nS3cr\r\n-----END PRIVATE KEY-----\r\n");
            var terminal = new TestTerminal(false);
            int code = terminal.Run("--port", device.Address, "certificate", file);
            Assert.True(code == 0, terminal.Errors);
            Assert.Equal("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\nS3cr\n"
                + "-----END PRIVATE KEY-----\n\n", Assert.Single(device.Pasted));
            Assert.DoesNotContain("S3cr", terminal.Output + terminal.Errors);
            foreach (string wrong in new[] { "", "-----BEGIN CERTIFICATE-----", "-----BEGIN CERTIFICATE-----\n-----BEGIN ENCRYPTED PRIVATE KEY-----" })
            {
                File.WriteAllText(file, wrong);
                Assert.Equal(2, new TestTerminal(false).Run("--port", device.Address, "certificate", file));
            }

            File.Delete(file);
        }

        [Fact]
        public void WhoLoggedInLogsOut()
        {
            using var device = new FakeConsole { Pin = "471108" };
            device.Answers["log"] = "OK";
            Assert.Equal(0, new TestTerminal(false, "471108").Run("--port", device.Address, "--pin", "log"));
            Assert.Equal(["log", "logout"], device.Commands);
            using var open = new FakeConsole();
            open.Answers["log"] = "OK";
            Assert.Equal(0, new TestTerminal(false).Run("--port", open.Address, "log"));
            Assert.Equal(["log"], open.Commands);
        }

        [Fact]
        public void NoDeviceHasItsOwnExitCode()
        {
            (string Port, string Problem)[] cases =
            [
                ("tcp:127.0.0.1:1", "tcp:127.0.0.1:1"), ("tcp:127.0.0.1", "tcp:HOST:PORT"), ("tcp:host:99999", "tcp:HOST:PORT"),
                ("/dev/no-such-port", "/dev/no-such-port"), ("/etc/hostname", "/etc/hostname")
            ];
            foreach ((string port, string problem) in cases)
            {
                var terminal = new TestTerminal(false);
                Assert.Equal(3, terminal.Run("--port", port, "log"));
                Assert.Contains(problem, terminal.Errors);
            }
        }

        [Fact]
        public void ALineThatIsCutIsTold()
        {
            using var device = new FakeConsole { ClosesAt = "log" };
            var terminal = new TestTerminal(false);
            Assert.Equal(3, terminal.Run("--port", device.Address, "log"));
            Assert.Contains("closed the line", terminal.Errors);
        }

        /// <summary>Wherever the line is cut, the program says so at once; it never says that all went well.</summary>
        [Fact]
        public void ALineThatIsCutAnywhereIsTold()
        {
            using var whole = new FakeConsole { Pin = "471108" };
            whole.Answers["import"] = "Kept.\nOK";
            Assert.Equal(0, Apply(whole, out TestTerminal _));
            int beforeLogout = whole.SaidBytes - "logout\r\nOK\r\nPIN: ".Length - "> ".Length;
            for (int bytes = 0; bytes < beforeLogout; bytes++)
            {
                using var device = new FakeConsole { Pin = "471108", ClosesAfterBytes = bytes };
                device.Answers["import"] = whole.Answers["import"];
                var watch = Stopwatch.StartNew();
                int code = Apply(device, out TestTerminal terminal);
                Assert.True(code == 3 && watch.ElapsedMilliseconds < 10_000, $"cut after {bytes} bytes: {code}, {watch.Elapsed}");
                Assert.DoesNotContain("has the settings", terminal.Errors);
            }

            static int Apply(FakeConsole device, out TestTerminal terminal)
            {
                terminal = new TestTerminal(false, "471108", Secret);
                return terminal.Run("--port", device.Address, "--pin", "apply", Path.Combine(Config, "on-premises.json"),
                    "--secret", "sending.password");
            }
        }

        [Theory]
        [InlineData("apply")]
        [InlineData("frobnicate")]
        [InlineData("test")]
        [InlineData("show", "--no-such-option")]
        public void WrongUsageEndsWithTwo(params string[] args) =>
            Assert.Equal(2, new TestTerminal(false).Run(args));

        [Fact]
        public void PortsNeedsNoDevice()
        {
            var terminal = new TestTerminal(false);
            Assert.Equal(0, terminal.Run("ports"));
        }
    }
}

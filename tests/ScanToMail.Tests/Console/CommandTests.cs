using System.Text.Json;
using ScanToMail.Console;
using ScanToMail.Tests.Jobs;
using Xunit;

namespace ScanToMail.Tests.Console
{
    /// <summary>Every command ends with OK or with code, text and remedy, explains itself, and reports in JSON where it
    /// reports.</summary>
    public class CommandTests
    {
        /// <summary>All words that begin a line of help.</summary>
        public static TheoryData<string> Commands
        {
            get
            {
                var commands = new TheoryData<string>();
                foreach (string line in HelpTexts.All().Split("\r\n")) commands.Add(line[..line.IndexOfAny([' ', ':'])]);
                return commands;
            }
        }

        [Fact]
        public void HelpListsEveryCommandOfTheSpecification()
        {
            string[] wanted =
            [
                "status", "show", "set", "unset", "import", "export", "profile", "roots", "certificate", "test", "scan", "cancel",
                "jobs", "log", "time", "net", "version", "memory", "reboot", "factory-reset", "logout", "help"
            ];
            string[] listed = TypedConsole.LoggedIn().Do("help").Select(line => line[..line.IndexOfAny([' ', ':'])]).ToArray();
            Assert.Empty(wanted.Except(listed));
        }

        [Theory]
        [MemberData(nameof(Commands))]
        public void EveryCommandHasHelpAndRefusesWordsTooMany(string command)
        {
            TypedConsole rig = TypedConsole.LoggedIn();
            string[] help = rig.Do("help " + command);
            Assert.All(help, line => Assert.StartsWith(command, line));
            Assert.NotEmpty(help);
            Assert.StartsWith("ERROR usage", rig.Fail(command + " 1 2 3 4 5 6 7 8 9 10 11 12"));
            Assert.Empty(rig.Firmware.Queue.Jobs());
        }

        [Theory]
        [InlineData("status", "device", "configured", "missing", "settings", "network", "clock", "waiting", "notice")]
        [InlineData("show sending.port", "sending.port")]
        [InlineData("show", "version", "sending", "profiles")]
        [InlineData("export", "version", "sending", "profiles")]
        [InlineData("profile list", "number", "name", "button", "to")]
        [InlineData("jobs", "job", "state", "profile", "pages")]
        [InlineData("log", "utc", "job", "text")]
        [InlineData("time", "set", "utc", "local", "uptimeSeconds")]
        [InlineData("time sync", "set", "utc")]
        [InlineData("net", "link", "up", "problem", "address", "gateway", "mac", "dns")]
        [InlineData("version", "version", "board", "serial")]
        [InlineData("memory", "freeBytes", "totalBytes", "flashBytes")]
        [InlineData("scan", "job")]
        public void ReportsAreJsonObjectsOfOneLineEach(string command, params string[] keys)
        {
            TypedConsole rig = TypedConsole.LoggedIn();
            rig.Do("scan");
            JsonElement[] objects = rig.Json(command);
            Assert.NotEmpty(objects);
            Assert.All(objects, one => Assert.All(keys, key => Assert.True(one.TryGetProperty(key, out _), key + " is missing in " + one)));
        }

        [Fact]
        public void AValueThatIsNotSetIsNullInJson()
        {
            Assert.Equal(JsonValueKind.Null, TypedConsole.LoggedIn().Json("show sending.user")[0].GetProperty("sending.user").ValueKind);
        }

        [Fact]
        public void JsonAndPlainTextSayTheSame()
        {
            TypedConsole rig = TypedConsole.LoggedIn();
            foreach (string command in new[] { "status", "net", "version" })
            {
                string[] plain = rig.Do(command).Select(line => line[..line.IndexOf(':')]).ToArray();
                Assert.Equal(plain, rig.Json(command).Single().EnumerateObject().Select(p => p.Name));
            }
        }

        [Theory]
        [InlineData("", "")]
        [InlineData("   ", "")]
        [InlineData("frobnicate", "ERROR usage: there is no command 'frobnicate'")]
        [InlineData("Status", "ERROR usage")]
        [InlineData("help frobnicate", "ERROR usage")]
        [InlineData("profile", "ERROR usage")]
        [InlineData("roots", "ERROR usage")]
        [InlineData("certificate", "ERROR usage")]
        [InlineData("certificate export", "ERROR usage")]
        [InlineData("test", "ERROR usage")]
        [InlineData("test mail", "ERROR usage")]
        [InlineData("test mail a@b.com --fast", "ERROR usage")]
        [InlineData("test mail \"no address\"", "ERROR settings: address \"no address\"")]
        [InlineData("scan Nobody", "ERROR profile")]
        [InlineData("cancel", "ERROR cancel")]
        [InlineData("retry", "ERROR usage")]
        [InlineData("retry x", "ERROR usage")]
        [InlineData("retry 77", "ERROR job")]
        [InlineData("delete 77", "ERROR job")]
        [InlineData("readdress 77 a@b.com", "ERROR job")]
        [InlineData("readdress 77 a@@b", "ERROR settings")]
        [InlineData("log x", "ERROR usage")]
        [InlineData("profile remove 9", "ERROR settings")]
        [InlineData("roots remove 9", "ERROR roots")]
        [InlineData("set", "ERROR usage")]
        [InlineData("set sending.port", "ERROR usage")]
        [InlineData("set sending.password hunter2-typed", "ERROR usage: a secret is not typed into a command")]
        [InlineData("unset", "ERROR usage")]
        [InlineData("unset sending.user", "ERROR settings")]
        [InlineData("show \"sending.host", "ERROR usage: a closing quote is missing")]
        [InlineData("a b c d e f g h i j k l m n o p q r", "ERROR usage: the line has more than 16 words")]
        public void WhatIsWrongIsToldWithItsRemedy(string command, string error)
        {
            TypedConsole rig = TypedConsole.LoggedIn();
            if (error.Length > 0) Assert.StartsWith(error, rig.Fail(command));
            Assert.Contains("\"version\"", rig.Type("version --json\r"));
        }

        [Fact]
        public void ASecretTypedIntoACommandIsNotInTheHistory()
        {
            TypedConsole rig = TypedConsole.LoggedIn();
            rig.Fail("set sending.password hunter2-typed");
            Assert.DoesNotContain("hunter2", rig.Type("\u001b[A\u001b[A\u001b[A\r"));
            Assert.DoesNotContain("hunter2", rig.Log());
        }

        [Fact]
        public void LineEditingIsATerminals()
        {
            TypedConsole rig = TypedConsole.LoggedIn();
            Assert.Contains("\"serial\":\"SIM0001\"", rig.Type("versiom\bn --jsom\u007fn\r"));
            Assert.Contains("\"serial\"", rig.Type("nonsense\u0015version --json\n"));
            Assert.Contains("\"serial\"", rig.Type("version --json\r\n"));
            Assert.Contains("^C", rig.Type("reboot\u0003"));
            Assert.Contains("\"serial\"", rig.Type("xyz\u001b[A\u001b[B\u001b[A\r"));
            rig.Do("set device.name Büro€🖨\b\b\b\"ß\"");
            Assert.Equal("Bürß", rig.Do("show device.name").Single());
        }

        [Fact]
        public void AnUnconfiguredDeviceSaysWhatItLacksAndTakesSettingsOneByOne()
        {
            TypedConsole rig = TypedConsole.LoggedIn(null);
            JsonElement status = rig.Json("status").Single();
            Assert.False(status.GetProperty("configured").GetBoolean());
            Assert.Contains("sending", status.GetProperty("missing").GetString());
            foreach (string command in new[] { "scan", "jobs", "cancel", "test connection", "test mail a@b.com" })
            {
                Assert.StartsWith("ERROR settings: the device is not configured", rig.Fail(command));
            }
            foreach (string set in new[]
            {
                "method onPremises", "host mail.example.com", "port 25", "tls none", "auth none", "from scanner@example.com"
            })
            {
                Assert.Contains("Before the device can send", string.Join(' ', rig.Do("set sending." + set)));
            }
            Assert.Empty(rig.Do("profile add Office office@example.com"));
            Assert.True(rig.Json("status").Single().GetProperty("configured").GetBoolean());
            Assert.Equal("job 1", rig.Do("scan").Single());
        }

        [Fact]
        public void RebootEndsTheFirmware()
        {
            TypedConsole rig = TypedConsole.LoggedIn(Device.Settings);
            rig.Do("reboot");
            rig.Firmware.Run();
        }
    }
}

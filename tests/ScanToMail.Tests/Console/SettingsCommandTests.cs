using System.Text;
using System.Text.Json;
using ScanToMail.Config;
using ScanToMail.Tests.Config;
using ScanToMail.Tests.Jobs;
using Xunit;

namespace ScanToMail.Tests.Console
{
    /// <summary>set, import and profile: whatever comes, the settings are the old ones or the right new ones.</summary>
    public class SettingsCommandTests
    {
        [Theory]
        [InlineData("sending.port many", "sending.port \"many\" is no whole number")]
        [InlineData("sending.port 25.0", "sending.port")]
        [InlineData("sending.port 70000", "sending.port")]
        [InlineData("sending.port -1", "sending.port")]
        [InlineData("sending.port 99999999999999999999", "sending.port")]
        [InlineData("sending.port \"\"", "sending.port")]
        [InlineData("sending.method pigeon", "sending.method")]
        [InlineData("sending.tls true", "sending.tls")]
        [InlineData("sending.host \"two words\"", "sending.host")]
        [InlineData("sending.hots mail", "sending.host")]
        [InlineData("sending mail", "sending is no key but a group of settings")]
        [InlineData("profiles Office", "is no key but a group of settings")]
        [InlineData("profiles[0].document tiff", "write pdf, the only one")]
        [InlineData("profiles[0].document jpeg", "profiles[0].document")]
        [InlineData("profiles[0].to nobody", "profiles[0].to")]
        [InlineData("profiles[7].to a@b.com", "profiles")]
        [InlineData("profiles[x].to a@b.com", "profiles[x] does not exist")]
        [InlineData("time.zone Berlin", "time.zone")]
        [InlineData("network.address 300.1.1.1", "network.address")]
        [InlineData("scan.dpi high", "scan.")]
        public void AWrongValueNamesKeyAndRemedyAndChangesNothing(string set, string words)
        {
            TypedConsole rig = TypedConsole.LoggedIn();
            string[] before = rig.Do("export");
            string error = rig.Fail("set " + set);
            Assert.StartsWith("ERROR settings: ", error);
            Assert.Contains(words, error);
            Assert.Equal(before, rig.Do("export"));
        }

        [Fact]
        public void ShowOfAGroupListsWhatIsSetInIt()
        {
            TypedConsole rig = TypedConsole.LoggedIn(Texts.Full);
            rig.Do("set time.servers a.example,b.example");
            rig.Do("set time.zone UTC0");
            Assert.Equal(["time.servers: a.example, b.example", "time.zone: UTC0"], rig.Do("show time"));
            JsonElement json = rig.Json("show time").Single();
            Assert.Equal(("a.example, b.example", "UTC0"), (json.GetProperty("time.servers").GetString(), json.GetProperty("time.zone").GetString()));

            using JsonDocument all = JsonDocument.Parse(string.Concat(rig.Do("export")));
            foreach (JsonProperty section in all.RootElement.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Object))
            {
                Assert.Equal(section.Value.EnumerateObject().Select(key => $"{section.Name}.{key.Name}"), Keys(rig.Do("show " + section.Name)));
            }
            string[] first = Keys(rig.Do("show profiles[0]"));
            Assert.Contains("profiles[0].fileName", first);
            Assert.Equal([.. first, "profiles[1].to"], Keys(rig.Do("show profiles")));
            Assert.Contains("signIn.clientSecret: ********", rig.Do("show signIn"));
        }

        [Fact]
        public void ShowOfAGroupWithoutAnythingSetSaysSo()
        {
            TypedConsole rig = TypedConsole.LoggedIn();
            Assert.Equal(["(not set)"], rig.Do("show network"));
            Assert.Equal(["(not set)"], rig.Do("show profiles[9]"));
            Assert.Empty(rig.Json("show network").Single().EnumerateObject());
            Assert.Contains("nearest one is time.zone", rig.Fail("show time.zon"));
            Assert.Contains("is no key of the settings", rig.Fail("show tim"));
            Assert.Contains("is no key but a group", rig.Fail("unset time"));
        }

        private static string[] Keys(string[] lines) => [.. lines.Select(line => line[..line.IndexOf(':')])];

        [Fact]
        public void EveryNumberRefusesTextAndEveryChoiceRefusesOthers()
        {
            TypedConsole rig = TypedConsole.LoggedIn(Texts.Full);
            using JsonDocument all = JsonDocument.Parse(string.Concat(rig.Do("export")));
            int tried = 0;
            foreach (JsonProperty section in all.RootElement.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Object))
            {
                foreach (JsonProperty key in section.Value.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Number))
                {
                    Assert.Contains($"{section.Name}.{key.Name}", rig.Fail($"set {section.Name}.{key.Name} some"));
                    tried++;
                }
            }
            Assert.True(tried > 1, $"{tried} numbers only");
        }

        [Fact]
        public void ASecretIsReadWithoutEchoAndShownAsAsterisks()
        {
            TypedConsole rig = TypedConsole.LoggedIn(Texts.Full);
            string said = rig.Type("set sending.password\rn3w-Secret ü\r");
            Assert.EndsWith("OK", said);
            Assert.Equal("n3w-Secret ü", rig.Firmware.Settings.Sending.Password);
            rig.Do("export");
            rig.Do("show sending.password");
            Assert.DoesNotContain("n3w-Secret", rig.Said + rig.Log());
            Assert.DoesNotContain("n3w-Secret", rig.Type("\u001b[A\u001b[A\u001b[A\r"));
            Assert.Contains("ERROR cancelled: nothing was changed", rig.Type("set sending.password\rhalf\u0003"));
            Assert.Contains("ERROR line", rig.Type([.. "set sending.password\r"u8, 0xC3, (byte)'\r']));
            Assert.Contains("ERROR cancelled", rig.TypeAndWait("set sending.password\rhalf", 121_000));
            Assert.Equal("n3w-Secret ü", rig.Firmware.Settings.Sending.Password);
        }

        [Fact]
        public void AnImportIsTakenWholeAndMaskedSecretsStay()
        {
            TypedConsole rig = TypedConsole.LoggedIn(Texts.Full);
            string exported = string.Join('\r', rig.Do("export"));
            Assert.Contains("********", exported);
            Assert.EndsWith("OK", rig.Type("import\r" + exported.Replace("20000000", "2587") + "\r"));
            Assert.Equal(2587, rig.Firmware.Settings.Sending.SizeLimitBytes);
            Assert.Equal("s3cret!", rig.Firmware.Settings.Sending.Password);
            Assert.DoesNotContain("s3cret!", rig.Said + rig.Log());
        }

        [Fact]
        public void AnImportCutAfterAnyByteChangesNothing()
        {
            TypedConsole rig = TypedConsole.LoggedIn();
            string[] before = rig.Do("export");
            string text = SettingsDocument.Parse(Texts.Full).ToJson(true, true).Replace("\r", "").Replace('\n', '\r').TrimEnd('\r');
            Assert.Contains("correct horse", text);
            for (int at = 0; at < text.Length - 1; at += 7)
            {
                string said = rig.TypeAndWait("import\r" + text[..at], 61_000);
                Assert.True(said.Contains("ERROR import: the text did not end: nothing has changed"), $"cut at {at}: {said}");
                Assert.DoesNotContain("s3cret!", said);
            }
            Assert.Equal(before, rig.Do("export"));
            Assert.EndsWith("OK", rig.Type("import\r" + text + "\r"));
            Assert.DoesNotContain("correct horse", rig.Said);
        }

        [Theory]
        [InlineData("not JSON", "ERROR settings: the settings can't be read, line 1")]
        [InlineData("{\r\"sending\": { \"method\": \"pigeon\" }\r}", "ERROR settings: sending.method")]
        [InlineData("{\r\"sending\": { \"port\": \"25\" }\r}", "ERROR settings: sending.")]
        [InlineData("{\r\"version\": 2\r}", "newer")]
        [InlineData("}", "ERROR settings")]
        [InlineData("[1]", "ERROR settings")]
        public void AnImportThatIsWrongChangesNothing(string text, string words)
        {
            TypedConsole rig = TypedConsole.LoggedIn();
            string[] before = rig.Do("export");
            Assert.Contains(words, rig.Type("import\r" + text + "\r"));
            Assert.Equal(before, rig.Do("export"));
        }

        [Theory]
        [InlineData("{\r\"a\": \"\u0001\",\r")] // a control character in the middle
        [InlineData("{}}\r")] // a brace too many ends it early
        [InlineData("oops {\r")]
        public void WhatFollowsARefusedLineIsNeitherACommandNorShown(string start)
        {
            TypedConsole rig = TypedConsole.LoggedIn();
            string[] before = rig.Do("export");
            string said = rig.Type("import\r" + start + "\"password\": \"hunter2\",\rreboot\r\"secret\": \"hunter3\"\r}\r");
            Assert.Contains("ERROR", said);
            Assert.DoesNotContain("hunter", said);
            Assert.DoesNotContain("there is no command", said);
            Assert.Equal(before, rig.Do("export"));
        }

        [Fact]
        public void ATextThatIsTooLongIsRefusedAndSwallowed()
        {
            TypedConsole rig = TypedConsole.LoggedIn();
            string line = "\"x\": \"" + new string('y', 900) + "\",\r";
            string said = rig.Type("import\r{\r" + string.Concat(Enumerable.Repeat(line, 40)) + "\"password\": \"hunter2\"\r}\r");
            Assert.Contains("ERROR import: the text has more than 16,384 characters", said);
            Assert.DoesNotContain("hunter2", said);
            Assert.Single(said.Split("ERROR").Skip(1));
        }

        [Fact]
        public void ProfilesAreAddedListedAndRemoved()
        {
            TypedConsole rig = TypedConsole.LoggedIn();
            rig.Do("profile add \"Front desk\" desk@example.com");
            Assert.Equal(["0: Office -> office@example.com", "1: Front desk -> desk@example.com"], rig.Do("profile list"));
            Assert.Equal("Front desk", rig.Json("profile list")[1].GetProperty("name").GetString());
            Assert.StartsWith("ERROR settings", rig.Fail("profile add Wrong nobody"));
            rig.Do("profile remove 0");
            Assert.Equal(["0: Front desk -> desk@example.com"], rig.Do("profile list"));
        }

        [Fact]
        public void AFullOrReadOnlyFlashKeepsTheOldSettingsAndIsTold()
        {
            TypedConsole rig = TypedConsole.LoggedIn();
            string[] before = rig.Do("export");
            rig.Hal.Flash.IsReadOnly = true;
            Assert.StartsWith("ERROR flash", rig.Fail("set device.name Other"));
            Assert.StartsWith("ERROR flash", rig.Fail("profile add More more@example.com"));
            Assert.Equal(before, rig.Do("export"));
            rig.Hal.Flash.IsReadOnly = false;
            rig.Hal.Flash.CapacityBytes = rig.Hal.Flash.UsedBytes;
            Assert.StartsWith("ERROR flash", rig.Fail("set device.name Other"));
            Assert.Equal(before, rig.Do("export"));
            rig.Hal.Flash.CapacityBytes = 262_144;
            rig.Do("set device.name Other");
            Assert.Equal("Other", rig.Do("show device.name").Single());
        }

        [Fact]
        public void AnotherNetworkIsJoinedAtOnceAndTheSameOneIsLeftAlone()
        {
            TypedConsole rig = TypedConsole.LoggedIn(Device.Settings);
            var first = rig.Hal.Network.Setup;
            rig.Do("set device.name Other");
            Assert.Same(first, rig.Hal.Network.Setup);
            rig.Do("set network.ssid \"Second floor\"");
            Assert.Equal("Second floor", rig.Hal.Network.Setup!.Ssid);
        }
    }
}

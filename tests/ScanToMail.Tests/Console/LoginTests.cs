using System.Text;
using ScanToMail.Tests.Jobs;
using ScanToMail.Tests.Support;
using Xunit;

namespace ScanToMail.Tests.Console
{
    /// <summary>The PIN: set at first use, slow to guess, gone only with everything else.</summary>
    public class LoginTests
    {
        private const string Pin = TypedConsole.Pin;

        [Fact]
        public void TheFirstPinIsTypedTwiceAndAskedForFromThenOn()
        {
            var rig = new TypedConsole(Device.Settings);
            rig.Type("");
            Assert.StartsWith("New PIN: ", rig.Said);
            Assert.Contains("ERROR pin: the PIN is shorter than 6 characters", rig.Type("12345\r"));
            Assert.Contains("ERROR pin: the two PINs differ", rig.Type($"{Pin}\r{Pin}1\r"));
            Assert.EndsWith("OK", rig.Type($"{Pin}\r{Pin}\r"));
            Assert.Contains("\"version\"", rig.Type("version --json\r"));
            rig.Do("logout");
            Assert.Contains("ERROR pin", rig.Type("version\r"));
            Assert.EndsWith("OK", rig.Type(Pin + "\r"));

            var again = new TypedConsole(null, rig.Hal.Flash, rig.Hal.Clock);
            Assert.Contains("ERROR pin: that is not the PIN", again.Type("000000\r"));
            Assert.EndsWith("OK", again.Type(Pin + "\r"));
            foreach (string text in new[] { rig.Said, again.Said, rig.Log(), again.Log() }) Assert.DoesNotContain(Pin, text);
            Assert.DoesNotContain(rig.Hal.Flash.Files.Values, bytes => Encoding.Latin1.GetString(bytes).Contains(Pin));
        }

        [Fact]
        public void AHundredWrongPinsTakeHoursAndTheRightOneStillCounts()
        {
            TypedConsole rig = TypedConsole.LoggedIn();
            rig.Do("logout");
            var waitsMs = new List<long>();
            for (int i = 0; i < 100; i++)
            {
                long beforeMs = rig.Hal.Clock.MonotonicMs;
                Assert.Contains("ERROR pin: that is not the PIN", rig.Type($"{100000 + i}\r"));
                waitsMs.Add(rig.Hal.Clock.MonotonicMs - beforeMs);
            }
            Assert.All(waitsMs.Take(3), ms => Assert.InRange(ms, 0, 2_000));
            for (int i = 4; i < 100; i++) Assert.True(waitsMs[i] >= waitsMs[i - 1], $"try {i}: {waitsMs[i]} ms");
            Assert.InRange(waitsMs[^1], 300_000, 302_000);
            Assert.True(waitsMs.Sum() > 7 * 3_600_000L, $"{waitsMs.Sum() / 1000} s");
            Assert.Contains("looked at in 300 s", rig.Said);

            // Neither the restart of the device nor the right PIN itself goes round the wait.
            var again = new TypedConsole(null, rig.Hal.Flash, rig.Hal.Clock);
            long startMs = again.Hal.Clock.MonotonicMs;
            Assert.EndsWith("OK", again.Type(Pin + "\r"));
            Assert.True(again.Hal.Clock.MonotonicMs - startMs >= 300_000);
            Assert.DoesNotContain("pin.tries", again.Hal.Flash.Files.Keys);
            again.Do("logout");
            startMs = again.Hal.Clock.MonotonicMs;
            Assert.EndsWith("OK", again.Type(Pin + "\r"));
            Assert.InRange(again.Hal.Clock.MonotonicMs - startMs, 0, 2_000);
        }

        [Fact]
        public void FlashThatCantBeWrittenGivesNobodyMoreTriesAndKeepsNobodyOut()
        {
            TypedConsole rig = TypedConsole.LoggedIn();
            rig.Do("logout");
            rig.Hal.Flash.IsReadOnly = true;
            for (int i = 0; i < 20; i++) Assert.Contains("ERROR pin", rig.Type("000000\r"));
            long beforeMs = rig.Hal.Clock.MonotonicMs;
            Assert.Contains("ERROR pin", rig.Type("000000\r"));
            Assert.True(rig.Hal.Clock.MonotonicMs - beforeMs >= 300_000);
            Assert.EndsWith("OK", rig.Type(Pin + "\r"));
        }

        [Fact]
        public void NoiseIsNoTry()
        {
            TypedConsole rig = TypedConsole.LoggedIn();
            rig.Do("logout");
            for (int i = 0; i < 20; i++) Assert.Contains("ERROR line", rig.Type([0xFF, 0xC3, 0, (byte)'\r']));
            long beforeMs = rig.Hal.Clock.MonotonicMs;
            Assert.EndsWith("OK", rig.Type(Pin + "\r"));
            Assert.InRange(rig.Hal.Clock.MonotonicMs - beforeMs, 0, 2_000);
        }

        [Fact]
        public void WithoutThePinOnlyAFactoryResetWithAButtonHeldHelps()
        {
            TypedConsole rig = TypedConsole.LoggedIn();
            rig.Do("logout");
            Assert.Contains("ERROR pin", rig.Type("factory-reset\r"));
            Assert.DoesNotContain("factory-reset", rig.Hal.Flash.Files.Keys);
            rig.Hal.Buttons.Set(2, true);
            Assert.EndsWith("OK", rig.Type("factory-reset\r"));
            Assert.Contains("factory-reset", rig.Hal.Flash.Files.Keys);
        }

        [Fact]
        public void ADamagedPinLetsNobodyInAndIsTold()
        {
            TypedConsole rig = TypedConsole.LoggedIn();
            rig.Do("logout");
            rig.Hal.Flash.Files["pin"] = rig.Hal.Flash.Files["pin"][..20];
            string said = rig.Type(Pin + "\r");
            Assert.Contains("ERROR pin: the PIN in flash is damaged", said);
            Assert.Contains("factory-reset", said);
            rig.Hal.Flash.DamagedFiles.Add("pin");
            Assert.Contains("ERROR flash", rig.Type(Pin + "\r"));
        }

        [Fact]
        public void WhoGoesAwayIsLoggedOutAndLeavesNothingBehind()
        {
            TypedConsole rig = TypedConsole.LoggedIn();
            rig.Do("show sending.host");
            Assert.Contains("show sending.host", rig.Type("\u001b[A\r"));
            rig.TypeAndWait("", 601_000);
            Assert.Contains("ERROR pin", rig.Type("version\r"));
            Assert.EndsWith("OK", rig.Type(Pin + "\r"));
            int before = rig.Said.Length;
            rig.Type("\u001b[A\r");
            Assert.DoesNotContain("sending.host", rig.Said[before..]);
        }

        [Fact]
        public void APowerCutWhileThePinIsSetLeavesADeviceThatAsksForOne()
        {
            new PowerCuts(new SimFlash(), 20261125).TryAll(
                flash => new TypedConsole(null, flash).Type($"{Pin}\r{Pin}\r"),
                flash => new TypedConsole(null, flash),
                flash =>
                {
                    var rig = new TypedConsole(null, flash);
                    string said = rig.Type($"{Pin}\r{Pin}\rlogout\r{Pin}\r");
                    Assert.EndsWith("OK", said);
                    Assert.DoesNotContain("ERROR pin", said);
                });
        }
    }
}

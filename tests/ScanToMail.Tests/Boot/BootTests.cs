using System.Text;
using ScanToMail.Boot;
using ScanToMail.Config;
using ScanToMail.Hal;
using ScanToMail.Jobs;
using ScanToMail.Tests.Console;
using ScanToMail.Tests.Jobs;
using ScanToMail.Tests.Support;
using Xunit;

namespace ScanToMail.Tests.Boot
{
    /// <summary>Whatever flash is like, the device starts and can be configured.</summary>
    public class BootTests
    {
        private static readonly string[] AllDamages = ["garbage", "cut", "empty", "unreadable", "missing secrets"];

        public static TheoryData<string> Damages => new(AllDamages);

        [Theory]
        [MemberData(nameof(Damages))]
        public void WithBothSlotsDamagedItStartsSaysSoAndTakesSettings(string damage)
        {
            SimFlash flash = Configured();
            foreach (string name in new[] { "settings.a", "settings.b" }) Damage(flash, name, damage);
            var rig = new TypedConsole(null, flash);
            Assert.Null(rig.Firmware.Settings);
            Assert.Contains("no settings are left", rig.Firmware.SettingsProblem);
            string said = rig.Type($"{TypedConsole.Pin}\r{TypedConsole.Pin}\r");
            Assert.EndsWith("OK", said);
            Assert.False(rig.Json("status").Single().GetProperty("configured").GetBoolean());
            Assert.Contains("no settings are left", rig.Json("status").Single().GetProperty("settings").GetString());
            flash.DamagedFiles.Clear();
            Assert.EndsWith("OK", rig.Type("import\r" + Device.Settings.Replace("\r", "").Replace('\n', '\r') + "\r"));
            Assert.Equal("Scanner 3", rig.Firmware.Settings!.Device.Name);
            Assert.Equal("sound", rig.Json("status").Single().GetProperty("settings").GetString());
            Assert.Equal("Scanner 3", new TypedConsole(null, flash).Firmware.Settings.Device.Name);
        }

        [Fact]
        public void EveryFileUnreadableOrGarbageInTurnStopsNoStart()
        {
            SimFlash used = Configured();
            used.Files["roots.pem"] = "x"u8.ToArray();
            used.Files["hosts"] = "x"u8.ToArray();
            used.Files["spool/1.job"] = "x"u8.ToArray();
            used.Files["log/00000001"] = "x"u8.ToArray();
            used.Files["pin.new"] = "x"u8.ToArray();
            used.Files["client.pem.tmp"] = "x"u8.ToArray();
            foreach (string name in used.Files.Keys.ToArray())
            {
                foreach (string damage in AllDamages)
                {
                    foreach (bool isReadOnly in new[] { false, true })
                    {
                        SimFlash flash = used.Copy();
                        Damage(flash, name, damage);
                        flash.IsReadOnly = isReadOnly;
                        var hal = new SimHal(1, flash);
                        var supervisor = new StoppedSupervisor(hal);
                        supervisor.Run(new Listener(), new Transcript());
                        Assert.True(supervisor.HasBooted, $"{name} {damage} {isReadOnly}");
                        Assert.DoesNotContain("crash", flash.Files.Keys);
                    }
                }
            }
        }

        [Fact]
        public void AFullFlashStopsNoStart()
        {
            SimFlash used = Configured();
            for (int free = 0; free < 2000; free += 50)
            {
                SimFlash flash = used.Copy();
                flash.CapacityBytes = used.UsedBytes + free;
                var supervisor = new StoppedSupervisor(new SimHal(1, flash));
                supervisor.Run(new Listener(), new Transcript());
                Assert.True(supervisor.HasBooted);
                Assert.NotNull(supervisor.Firmware.Settings);
                Assert.DoesNotContain("crash", flash.Files.Keys);
            }
        }

        [Theory]
        [InlineData(false, true)]
        [InlineData(true, false)]
        [InlineData(false, false)]
        public void WithoutNetworkOrTimeItStartsAndPressesAreKept(bool isUp, bool hasTime)
        {
            SimFlash flash = Configured();
            var clock = new SimClock { IsSet = false, CanSynchronize = hasTime };
            var hal = new SimHal(1, flash, clock);
            hal.Network.IsUp = isUp;
            hal.Scanner.Pages.Add(SimPage.Jpeg(TestJpeg.Make(scanBytes: 9000)));
            var firmware = new Firmware(hal, new Listener(), new Transcript());
            firmware.Boot();
            Assert.NotNull(firmware.Settings);
            Job job = firmware.Enqueue(1);
            Assert.True(firmware.Queue.ScanOnce());
            Assert.True(job.State == JobState.Kept, $"{job.State} {job.Result?.Outcome} {job.Result?.Diagnosis?.Cause}");
            while (firmware.Queue.SendOnce())
            {
            }
            Assert.True(firmware.Queue.Spool.UsedBytes > 9000);
        }

        [Theory]
        [InlineData("console")]
        [InlineData("clock")]
        [InlineData("scan")]
        public async Task AThreadThatFailsRestartsTheDeviceAndTheReasonIsKept(string where)
        {
            var hal = new SimHal(1, Configured(), new SimClock { IsSet = false, CanSynchronize = false });
            Action<int> fault = _ => throw new InvalidOperationException("fault of the " + where);
            hal.Serial.Waiting = where == "console" ? fault : _ => Thread.Sleep(1);
            hal.Buttons.Waiting = _ => Thread.Sleep(1);
            hal.Scanner.Pages.Add(SimPage.Jpeg(TestJpeg.Make(scanBytes: 9000)));
            if (where == "scan") hal.Scanner.Reading = (_, _) => fault(0);
            var supervisor = new PressingSupervisor(hal, () => hal.Clock.Synchronizing = where == "clock" ? () => fault(0) : null);
            var listener = new Listener();
            await Task.Run(() => supervisor.Run(listener, new Transcript())).WaitAsync(TimeSpan.FromSeconds(60));
            Assert.Equal(1, hal.Board.Reboots);
            Assert.Contains("fault of the " + where, Encoding.UTF8.GetString(hal.Flash.Files["crash"]));
            var next = new StoppedSupervisor(new SimHal(2, hal.Flash));
            next.Run(new Listener(), new Transcript());
            Assert.Contains("fault of the " + where, next.Firmware.Notice);
        }

        private static SimFlash Configured()
        {
            var flash = new SimFlash { CapacityBytes = 2_000_000 };
            new SettingsStore(flash).Save(SettingsDocument.Parse(Device.Settings));
            new SettingsStore(flash).Save(SettingsDocument.Parse(Device.Settings));
            return flash;
        }

        private static void Damage(SimFlash flash, string name, string damage)
        {
            if (damage == "garbage") flash.Files[name] = Enumerable.Range(0, 400).Select(i => (byte)(i * 37)).ToArray();
            else if (damage == "cut") flash.Files[name] = flash.Files[name][..(flash.Files[name].Length / 2)];
            else if (damage == "empty") flash.Files[name] = [];
            else if (damage == "unreadable") flash.DamagedFiles.Add(name);
            else flash.Files.Remove(name.Replace("settings.", "secrets."));
        }

        private sealed class StoppedSupervisor(SimHal hal) : Supervisor(hal)
        {
            public bool HasBooted { get; private set; }

            protected override void OnBooted()
            {
                HasBooted = true;
                Firmware.Stop();
            }
        }

        private sealed class PressingSupervisor(SimHal hal, Action booted) : Supervisor(hal)
        {
            protected override void OnBooted()
            {
                booted();
                Firmware.Enqueue(1);
            }
        }
    }
}

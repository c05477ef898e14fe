using System.Text;
using ScanToMail.Boot;
using ScanToMail.Config;
using ScanToMail.Hal;
using ScanToMail.Tests.Config;
using ScanToMail.Tests.Console;
using ScanToMail.Tests.Jobs;
using ScanToMail.Tests.Support;
using Xunit;

namespace ScanToMail.Tests.Boot
{
    /// <summary>A factory reset leaves nothing of its owner, whenever the power goes.</summary>
    public class FactoryResetTests
    {
        private static readonly string[] Kept = ["capacity", "roots.pem"];

        [Fact]
        public void EverythingGoesButTheRootsAndTheSizeOfTheFlash()
        {
            SimFlash flash = Used();
            FactoryReset.Order(flash);
            FactoryReset.Order(flash);
            Assert.True(FactoryReset.Finish(flash));
            Assert.False(FactoryReset.Finish(flash));
            Assert.Equal(Kept, flash.Files.Keys.Order());
        }

        [Fact]
        public void CutAnywhereItIsMadeUpForAtTheNextStart()
        {
            SimFlash start = Used();
            FactoryReset.Order(start);
            new PowerCuts(start, 20261125).TryAll(
                flash => FactoryReset.Finish(flash),
                flash => FactoryReset.Finish(flash),
                flash => Assert.Equal(Kept, flash.Files.Keys.Order()));
            new PowerCuts(Used(), 20261126).TryAll(
                FactoryReset.Order,
                flash => FactoryReset.Finish(flash),
                flash => Assert.Contains(flash.Files.Count, new[] { Kept.Length, Used().Files.Count }));
        }

        [Fact]
        public void AFullFlashCanBeReset()
        {
            SimFlash flash = Used();
            flash.CapacityBytes = flash.UsedBytes;
            FactoryReset.Order(flash);
            FactoryReset.Finish(flash);
            Assert.Equal(Kept, flash.Files.Keys.Order());
        }

        [Fact]
        public void FlashThatCantBeWrittenIsToldAndNothingIsOrdered()
        {
            SimFlash flash = Used();
            flash.IsReadOnly = true;
            Assert.Equal(FlashFailure.ReadOnly, Assert.Throws<FlashException>(() => FactoryReset.Order(flash)).Failure);
            Assert.False(FactoryReset.Finish(flash));
        }

        [Fact]
        public void TheSupervisorCarriesItOutAndTells()
        {
            SimFlash flash = Used();
            FactoryReset.Order(flash);
            var hal = new SimHal(1, flash);
            var supervisor = new StoppedSupervisor(hal);
            supervisor.Run(new Listener(), new Transcript());
            Assert.Equal("the device was reset to its factory state", supervisor.Firmware.Notice);
            Assert.Null(supervisor.Firmware.Settings);
            Assert.Equal(1, hal.Board.Reboots);
            Assert.DoesNotContain(flash.Files.Keys, name => name.StartsWith("secrets") || name == "pin" || name.StartsWith("spool"));
        }

        [Fact]
        public void OneThatFlashDoesNotLetHappenIsToldAndTheDeviceStarts()
        {
            SimFlash flash = Used();
            FactoryReset.Order(flash);
            flash.IsReadOnly = true;
            var supervisor = new StoppedSupervisor(new SimHal(1, flash));
            supervisor.Run(new Listener(), new Transcript());
            Assert.Contains("the factory reset is not finished", supervisor.Firmware.Notice);
        }

        /// <summary>A flash with everything that a device puts there.</summary>
        private static SimFlash Used()
        {
            TypedConsole rig = TypedConsole.LoggedIn(Texts.Full);
            rig.Do("set sending.clientCertificate certs/mine.pem");
            rig.Type("logout\r000000\r");
            SimFlash flash = rig.Hal.Flash;
            foreach (string name in new[]
            {
                "spool/1.job", "spool/1.doc", "spool/corrupt/2.job", "client.pem", "certs/mine.pem", "roots.pem", "capacity", "hosts", "handshake",
                "crash", SettingsStore.ImportFile
            })
            {
                flash.Files[name] = Encoding.ASCII.GetBytes(name);
            }
            return flash;
        }

        private sealed class StoppedSupervisor(SimHal hal) : Supervisor(hal)
        {
            protected override void OnBooted() => Firmware.Stop();
        }
    }
}

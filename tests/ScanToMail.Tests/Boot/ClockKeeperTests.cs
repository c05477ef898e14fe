using ScanToMail.Boot;
using ScanToMail.Config;
using ScanToMail.Hal;
using ScanToMail.Tests.Jobs;
using ScanToMail.Tests.Support;
using Xunit;

namespace ScanToMail.Tests.Boot
{
    /// <summary>A board without network and time at power-up gets its time as soon as it can.</summary>
    public class ClockKeeperTests
    {
        private readonly Settings _settings = Settings.Parse(Device.Settings);
        private readonly SimHal _hal = new();

        [Fact]
        public void TheTimeIsAskedForAsSoonAsTheNetworkIsUp()
        {
            _hal.Clock.IsSet = false;
            _hal.Network.IsUp = false;
            var keeper = new ClockKeeper(_hal);
            keeper.Start(_settings);
            keeper.Step(_settings);
            Assert.False(_hal.Clock.IsSet);
            _hal.Network.IsUp = true;
            keeper.Step(_settings);
            Assert.True(_hal.Clock.IsSet);
        }

        [Fact]
        public void AServerThatIsSilentIsAskedEverLessOften()
        {
            _hal.Clock.IsSet = false;
            _hal.Clock.CanSynchronize = false;
            var keeper = new ClockKeeper(_hal);
            keeper.Start(_settings);
            var pauses = new List<long>();
            for (int i = 0; i < 8; i++)
            {
                long endMs = _hal.Clock.MonotonicMs;
                long beforeMs;
                do
                {
                    _hal.Clock.Sleep(1000);
                    beforeMs = _hal.Clock.MonotonicMs;
                    keeper.Step(_settings);
                }
                while (_hal.Clock.MonotonicMs == beforeMs);
                pauses.Add((beforeMs - endMs) / 1000);
            }
            Assert.Equal([10, 20, 40, 80, 160, 320, 600, 600], pauses);
        }

        [Fact]
        public void AClockThatRunsIsSetAgainOnceADay()
        {
            var keeper = new ClockKeeper(_hal);
            keeper.Start(_settings);
            _hal.Clock.IsSet = false;
            _hal.Clock.Sleep(86_399_000);
            keeper.Step(_settings);
            Assert.False(_hal.Clock.IsSet);
            _hal.Clock.Sleep(1000);
            keeper.Step(_settings);
            Assert.True(_hal.Clock.IsSet);
        }

        [Fact]
        public void WithoutSettingsNobodyIsAsked()
        {
            _hal.Clock.IsSet = false;
            new ClockKeeper(_hal).Start(null);
            Assert.False(_hal.Clock.IsSet);
        }
    }
}

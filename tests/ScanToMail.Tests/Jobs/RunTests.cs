using ScanToMail.Boot;
using ScanToMail.Delivery;
using ScanToMail.Jobs;
using ScanToMail.Panel;
using ScanToMail.Tests.Support;
using Xunit;

namespace ScanToMail.Tests.Jobs
{
    /// <summary>The running device: fingers, queue and light together, step by step on one thread.</summary>
    public class RunTests
    {
        private readonly Device _device = new(Device.Accepted);
        private readonly List<Job> _done = [];

        public RunTests()
        {
            _device.Hal.Scanner.Pages.Add(SimPage.Jpeg(TestJpeg.Make()));
            _device.Hal.Network.Server =
                (_, _) => _device.Server = new ScriptedServer(_device.Hal.Clock, Device.Accepted);
            _device.Listener.OnChange = job =>
            {
                if (job.State == JobState.Done) _done.Add(job);
            };
        }

        [Fact]
        public void ABouncingPressIsOneJobAndOneMail()
        {
            Run(3000, (100, 1, true), (103, 1, false), (105, 1, true),
                (220, 1, false), (222, 1, true), (226, 1, false));
            Assert.Equal(DeliveryOutcome.Delivered, Assert.Single(_done).Result.Outcome);
            Assert.Equal(LightPattern.Ready, _device.Firmware.Panel.Shown);
        }

        [Fact]
        public void EachPressIsAJob()
        {
            Run(3000, (100, 1, true), (200, 1, false), (500, 1, true), (600, 1, false));
            Assert.Equal([1, 2], _done.Select(job => job.Number));
        }

        [Fact]
        public void AButtonWithoutAProfileIsRefusedAndLogged()
        {
            Run(1000, (100, 3, true), (200, 3, false));
            Assert.Empty(_done);
            Assert.Equal(LightPattern.Refused, _device.Firmware.Panel.Shown);
            Assert.Contains("button 3 was pressed, but no profile has this number", Log());
        }

        [Fact]
        public void WithoutSettingsTheLightAsksForAPerson()
        {
            var hal = new SimHal();
            var firmware = new Firmware(hal, _device.Listener, _device.Transcript);
            firmware.Boot();
            firmware.Tick();
            Assert.Equal(LightPattern.NeedsPerson, firmware.Panel.Shown);
            firmware.Apply(ScanToMail.Config.Settings.Parse(Device.Settings));
            firmware.Tick();
            Assert.Equal(LightPattern.Ready, firmware.Panel.Shown);
        }

        [Fact]
        public void TooManyPressesAreRefusedAndLogged()
        {
            for (int i = 0; i < JobQueue.WaitingLimit; i++) Assert.NotNull(_device.Firmware.Enqueue(1));
            Drive(1000, (100, 1, true), (200, 1, false));
            Assert.Equal(JobQueue.WaitingLimit, _device.Firmware.Queue.Jobs().Length);
            Assert.Contains("8 presses wait already", Log());
        }

        [Fact]
        public void AStuckButtonIsLoggedAndTheOthersWork()
        {
            _device.Hal.Buttons.Set(2, true);
            Drive(70_000);
            Assert.Contains("button 2 is stuck", Log());
            Run(1000, (100, 1, true), (200, 1, false));
            Assert.Single(_done);
        }

        [Fact]
        public void ALongPressCancelsTheScanThatRuns()
        {
            _device.Hal.Scanner.Reading = (_, atByte) =>
            {
                if (atByte == 0) Drive(3000, (100, 1, true), (2500, 1, false));
            };
            Run(1000, (100, 1, true), (200, 1, false));
            Assert.Equal(DeliveryOutcome.Cancelled, Assert.Single(_done).Result.Outcome);
            Assert.Equal(LightPattern.Ready, _device.Firmware.Panel.Shown);
            Assert.Empty(_device.Server.Messages);
        }

        [Fact]
        public void APressWhileAPageIsScannedWaitsForItsTurn()
        {
            bool isPressed = false;
            _device.Hal.Scanner.Reading = (_, _) =>
            {
                if (isPressed) return;
                isPressed = true;
                Drive(1000, (100, 1, true), (200, 1, false));
                Assert.Equal([1, 2], _device.Firmware.Queue.Jobs().Select(job => job.Number));
            };
            Run(1000, (100, 1, true), (200, 1, false));
            Assert.Equal([1, 2], _done.Select(job => job.Number));
        }

        [Fact]
        public void AFaultOfTheFirmwareEndsRunAndIsThrown()
        {
            _device.Firmware.Enqueue(1);
            _device.Listener.OnChange = _ => throw new NotSupportedException("a fault");
            _device.Hal.Buttons.Waiting = _ => Thread.Sleep(1);
            Assert.Equal("a fault", Assert.Throws<NotSupportedException>(_device.Firmware.Run).Message);
        }

        /// <summary>Fingers first, then the jobs of their presses.</summary>
        private void Run(long durationMs, params (long AtMs, int Number, bool IsDown)[] plan)
        {
            Drive(durationMs, plan);
            while (_device.Firmware.Queue.ScanOnce())
            {
            }
            _device.Firmware.Tick();
        }

        /// <summary>Lets the panel run for a while, with levels of buttons at times from now.</summary>
        private void Drive(long durationMs, params (long AtMs, int Number, bool IsDown)[] plan)
        {
            SimClock clock = _device.Hal.Clock;
            long startMs = clock.MonotonicMs;
            int next = 0;
            while (clock.MonotonicMs < startMs + durationMs)
            {
                long wakeMs = clock.MonotonicMs + _device.Firmware.Tick();
                bool isChange = next < plan.Length && startMs + plan[next].AtMs <= wakeMs;
                if (isChange) wakeMs = Math.Max(clock.MonotonicMs, startMs + plan[next].AtMs);
                clock.Sleep((int)(wakeMs - clock.MonotonicMs));
                if (isChange) _device.Hal.Buttons.Set(plan[next].Number, plan[next++].IsDown);
            }
        }

        private string Log() => LogLines.TextOf(_device.Firmware.Log);
    }
}

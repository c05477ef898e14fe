using ScanToMail.Boot;
using ScanToMail.Delivery;
using ScanToMail.Hal;
using ScanToMail.Jobs;
using ScanToMail.Panel;
using ScanToMail.Tests.Support;
using Xunit;

namespace ScanToMail.Tests.Jobs
{
    /// <summary>What the light says of a job.</summary>
    public class LightOfJobsTests
    {
        private const string NoRecipient = Device.Opening
            + "C: MAIL FROM:<scanner@example.com>\nS: 250 ok\nC: RCPT TO:<office@example.com>\nS: 550 5.1.1 unknown\n"
            + "C: QUIT\nS: 221 bye";

        private const string NoSender = Device.Opening
            + "C: MAIL FROM:<scanner@example.com>\nS: 550 5.7.60 not you\nC: QUIT\nS: 221 bye";

        [Fact]
        public void AMailOnItsWayIsSendingScanningSentAndReady()
        {
            Device device = NewDevice(Device.Accepted);
            var shown = new List<LightPattern>();
            device.Listener.OnChange = _ => shown.Add(device.Firmware.Panel.Shown);
            device.Press();
            Assert.Equal([LightPattern.Sending, LightPattern.Scanning, LightPattern.Ready], shown.Distinct());
            // The tick begins to show that it was sent: dark first, then one long light.
            int before = device.Hal.Light.History.Count;
            for (int i = 0; i < 500; i++) device.Hal.Clock.Sleep(Math.Min(10, device.Firmware.Panel.Tick()));
            List<(long AtMs, bool On)> history = device.Hal.Light.History.Skip(before).ToList();
            Assert.Equal([false, true, false, true], history.Select(change => change.On));
            Assert.InRange(history[2].AtMs - history[1].AtMs, 2990, 3020);
        }

        [Theory]
        [InlineData(NoRecipient, LightPattern.Refused)]
        [InlineData(NoSender, LightPattern.NeedsPerson)]
        [InlineData("S: 421 4.3.2 later\n", LightPattern.Refused)]
        public void WhatTheServerRefusesIsRefusedOrSomebodysTask(string script, LightPattern pattern)
        {
            Device device = NewDevice(script);
            Assert.NotEqual(DeliveryOutcome.Delivered, device.Press().Result.Outcome);
            Assert.Equal(pattern, device.Firmware.Panel.Shown);
        }

        [Fact]
        public void AnEmptyFeederIsRefused()
        {
            var device = new Device(Device.Opening + "C: QUIT\nS: 221 bye");
            device.Press();
            Assert.Equal(LightPattern.Refused, device.Firmware.Panel.Shown);
        }

        [Fact]
        public void ACancelledJobIsReady()
        {
            Device device = NewDevice(Device.Accepted);
            device.Listener.OnChange = job =>
            {
                if (job.State == JobState.Scanning) device.Firmware.Runner.Cancel();
            };
            Assert.Equal(DeliveryOutcome.Cancelled, device.Press().Result.Outcome);
            Assert.Equal(LightPattern.Ready, device.Firmware.Panel.Shown);
        }

        [Fact]
        public void AMailThatFlashKeepsIsScanningKeptSendingSentAndReady()
        {
            Device device = NewDevice(Device.Accepted, flashBytes: 2_000_000);
            var shown = new List<LightPattern>();
            device.Listener.OnChange = _ => shown.Add(device.Firmware.Panel.Shown);
            device.Firmware.Enqueue(1);
            device.Firmware.Queue.ScanOnce();
            device.Firmware.Queue.SendOnce();
            Assert.Equal(
                [LightPattern.Scanning, LightPattern.Kept, LightPattern.Sending, LightPattern.Ready], shown.Distinct());
        }

        [Fact]
        public void AMailThatCanNotBeSentNowIsKept()
        {
            Device device = NewDevice("S: 421 4.3.2 later\n", flashBytes: 2_000_000);
            device.Firmware.Enqueue(1);
            device.Firmware.Queue.ScanOnce();
            device.Firmware.Queue.SendOnce();
            Assert.Equal(LightPattern.Kept, device.Firmware.Panel.Shown);
            // After a restart too: flash has it.
            var again = new Firmware(device.Hal, device.Listener, device.Transcript);
            again.Start(Device.Settings);
            again.Tick();
            Assert.Equal(LightPattern.Kept, again.Panel.Shown);
        }

        [Fact]
        public void AMailThatIsHeldNeedsAPersonUntilSomebodyDeletesIt()
        {
            Device device = NewDevice(NoRecipient, flashBytes: 2_000_000);
            Job job = device.Firmware.Enqueue(1);
            device.Firmware.Queue.ScanOnce();
            device.Firmware.Queue.SendOnce();
            Assert.Equal(LightPattern.Refused, device.Firmware.Panel.Shown);
            // The next press has seen it; from then on the mail itself is what somebody must decide about.
            Press(device);
            Assert.Equal(JobState.Waiting, Assert.Single(device.Firmware.Queue.Jobs()).State);
            Assert.True(device.Firmware.Queue.Cancel());
            device.Firmware.Tick();
            Assert.Equal(LightPattern.NeedsPerson, device.Firmware.Panel.Shown);
            Assert.True(device.Firmware.Queue.Delete(job.Number));
            device.Firmware.Queue.SendOnce();
            device.Firmware.Tick();
            Assert.Equal(LightPattern.Ready, device.Firmware.Panel.Shown);
        }

        private static void Press(Device device)
        {
            foreach (bool isDown in new[] { true, false })
            {
                device.Hal.Buttons.Set(1, isDown);
                for (int i = 0; i < 10; i++)
                {
                    device.Firmware.Tick();
                    device.Hal.Clock.Sleep(10);
                }
            }
        }

        private static Device NewDevice(string script, long flashBytes = 262_144)
        {
            // Without SIZE: a mail that flash keeps would tell its size, which is not what is tested here.
            script = script.Replace("S: 250-mail\nS: 250 SIZE 100000000\n", "S: 250 mail\n");
            var device = new Device(script, flashBytes: flashBytes);
            device.Hal.Scanner.Pages.Add(SimPage.Jpeg(TestJpeg.Make(scanBytes: 5000)));
            return device;
        }
    }
}

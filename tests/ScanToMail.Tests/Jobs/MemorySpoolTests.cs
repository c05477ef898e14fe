using MimeKit;
using ScanToMail.Config;
using ScanToMail.Delivery;
using ScanToMail.DeviceMemory;
using ScanToMail.Jobs;
using ScanToMail.Panel;
using ScanToMail.Tests.Support;
using UglyToad.PdfPig;
using Xunit;

namespace ScanToMail.Tests.Jobs
{
    /// <summary>A board with PSRAM and no room in flash: scans wait in memory, and nothing is called accepted.</summary>
    public class MemorySpoolTests
    {
        private const long PsramBytes = 4_000_000;
        private static readonly string InMemory = QueueRig.SettingsText.Replace("\"sizeLimitBytes\"", "\"medium\": \"memory\", \"sizeLimitBytes\"");

        private static QueueRig NewRig(string settings, long memoryBytes = PsramBytes, long flashBytes = 262_144)
        {
            var rig = new QueueRig(flash: new SimFlash { CapacityBytes = flashBytes }, settings: settings) { MemoryBytes = memoryBytes, PageBytes = 60_000 };
            rig.Boot();
            return rig;
        }

        [Theory]
        [InlineData("automatic", 2_000_000, PsramBytes, true, false)]
        [InlineData("automatic", 262_144, PsramBytes, true, true)]
        [InlineData("automatic", 262_144, 100_000, false, false)]
        [InlineData("flash", 262_144, PsramBytes, false, false)]
        [InlineData("memory", 2_000_000, PsramBytes, true, true)]
        [InlineData("memory", 2_000_000, 100_000, false, true)]
        public void TheMediumIsWhatTheBoardHas(string medium, long flashBytes, long memoryBytes, bool isEnabled, bool isVolatile)
        {
            Spool spool = NewRig(QueueRig.SettingsText.Replace("\"sizeLimitBytes\": 1000000", $"\"medium\": \"{medium}\""), memoryBytes, flashBytes).Queue.Spool;
            Assert.Equal((isEnabled, isVolatile), (spool.IsEnabled, spool.IsVolatile));
        }

        [Fact]
        public void ALimitOfNoneIsNoneInMemoryToo() =>
            Assert.False(NewRig(QueueRig.SettingsText.Replace("\"sizeLimitBytes\": 1000000", "\"sizeLimitBytes\": 0")).Queue.Spool.IsEnabled);

        [Fact]
        public void AScanGoesThroughMemoryAndIsNeverCalledAccepted()
        {
            QueueRig rig = NewRig(InMemory);
            rig.Press();
            Assert.DoesNotContain(rig.Flash.Files.Keys, name => name.EndsWith(".doc", StringComparison.Ordinal));
            Assert.True(rig.Queue.Spool.HasVolatileActive);
            rig.SendDue();
            Assert.Equal([JobState.Waiting, JobState.Scanning, JobState.Scanning, JobState.Buffered, JobState.Sending, JobState.Done],
                rig.Seen.Select(seen => seen.State));
            Assert.Empty(rig.Accepted);
            MimeMessage message = MimeMessage.Load(new MemoryStream(Assert.Single(rig.Server.Mails).Content));
            using PdfDocument document = PdfDocument.Open(Device.Attachment(message));
            Assert.Equal(rig.Hal.Scanner.Pages[0].Bytes, document.GetPage(1).GetImages().Single().RawBytes.ToArray());
            Assert.False(rig.Queue.Spool.HasVolatileActive);
        }

        [Fact]
        public void ARetryGoesOnlyToThoseWhoWait()
        {
            QueueRig rig = NewRig(InMemory);
            rig.Server.Recipient = address => address[0] == 'b' ? "450 4.2.0 greylisted" : "250 ok";
            rig.Press(1);
            rig.SendDue();
            rig.Server.Recipient = _ => "250 ok";
            rig.Pass(1);
            Assert.Equal([["a@example.com", "c@example.com"], ["b@example.com"]], rig.Server.Mails.Select(mail => mail.Recipients));
            Assert.Equal(rig.Server.Mails[0].MessageId, rig.Server.Mails[1].MessageId);
        }

        [Fact]
        public void WhatAPowerCutLosesIsTold()
        {
            QueueRig rig = NewRig(InMemory);
            rig.Server.IsDown = true;
            rig.Press();
            rig.SendDue();
            Assert.Equal(JobState.Buffered, rig.Seen[^1].State);
            rig.Server.IsDown = false;
            rig.Boot();
            Assert.Contains("job 1 was in memory only when the device was switched off: scan it again", rig.Queue.Spool.Problem);
            Assert.Empty(rig.Records());
            rig.SendDue();
            ModelMail report = Assert.Single(rig.Server.Mails);
            MimeMessage message = MimeMessage.Load(new MemoryStream(report.Content));
            Assert.Equal(("Scanner 3: a mail is lost", "boss@example.com"), (message.Subject, report.Recipients[0]));
            Assert.Contains("job 1 was in memory only", message.TextBody);
        }

        [Fact]
        public void TheLightDoesNotSayKept()
        {
            var device = new Device(Device.Opening, Device.Settings.Replace("\"profiles\"", "\"spool\": { \"medium\": \"memory\" }, \"profiles\""));
            device.Hal.Memory.TotalBytes = PsramBytes;
            device.Firmware.Apply(Settings.Parse(Device.Settings.Replace("\"profiles\"", "\"spool\": { \"medium\": \"memory\" }, \"profiles\"")));
            device.Hal.Scanner.Pages.Add(SimPage.Jpeg(TestJpeg.Make()));
            device.Firmware.Enqueue(1);
            device.Firmware.Queue.ScanOnce();
            device.Firmware.Tick();
            Assert.Equal(LightPattern.Sending, device.Firmware.Panel.Shown);
        }

        [Fact]
        public void FullMemoryRefusesTheNextScanAndIsUsedAgain()
        {
            QueueRig rig = NewRig(InMemory.Replace("1000000", "700000"));
            rig.Server.IsDown = true;
            int scans = 0;
            while (rig.Press().State == JobState.Buffered) scans++;
            Assert.InRange(scans, 4, 10);
            Assert.Equal(0, rig.Seen[^1].Outcome == DeliveryOutcome.NotSent ? 0 : 1);
            long full = DeviceHeap.CountReachableBytes(rig.Queue);
            Assert.InRange(full, scans * 60_000, 700_000 + 60_000);
            for (int round = 0; round < 3; round++)
            {
                rig.Server.IsDown = false;
                rig.Pass(1);
                rig.Server.IsDown = true;
                for (int i = 0; i < scans; i++) Assert.Equal(JobState.Buffered, rig.Press().State);
            }
            Assert.InRange(DeviceHeap.CountReachableBytes(rig.Queue), full - 20_000, full + 20_000);
        }

        [Fact]
        public void DocumentsInFlashAreStillSentAfterTheMediumChanges()
        {
            var rig = new QueueRig { MemoryBytes = PsramBytes };
            rig.Server.IsDown = true;
            rig.Press();
            rig.Settings = Settings.Parse(InMemory);
            rig.Boot();
            rig.Press();
            rig.Server.IsDown = false;
            rig.Pass(0.5);
            Assert.Equal(2, rig.Server.Mails.Count);
            Assert.DoesNotContain(rig.Flash.Files.Keys, name => name.EndsWith(".doc", StringComparison.Ordinal));
        }
    }
}

using ScanToMail.Boot;
using ScanToMail.Delivery;
using ScanToMail.DeviceMemory;
using ScanToMail.Hal;
using ScanToMail.Jobs;
using ScanToMail.Tests.Support;
using Xunit;

namespace ScanToMail.Tests.Jobs
{
    /// <summary>Memory reachable from the firmware's root, counted as the device counts it.</summary>
    public class MemoryTests
    {
        private const int IdleLimitBytes = 24 * 1024;
        private const int JobLimitBytes = 32 * 1024;

        /// <summary>A board without PSRAM, and one with; one of them has the longest document.</summary>
        [Theory]
        [InlineData(100_000, 50_000_000)]
        [InlineData(4_000_000, 250_000_000)]
        public void IdleAndJobStayWithinTheirLimitsWhateverTheScansSize(long heapBytes, int hugeBytes)
        {
            long idle = DeviceHeap.CountReachableBytes(new Device(Device.Accepted).Firmware);
            Assert.True(idle <= IdleLimitBytes, $"idle {idle} bytes:\n{Describe(new Device(Device.Accepted).Firmware)}");
            long small = PeakBytes(heapBytes, 2_500_000, pages: 10) - idle;
            long large = PeakBytes(heapBytes, 25_000_000, pages: 10) - idle;
            long huge = PeakBytes(heapBytes, hugeBytes, pages: 400) - idle;
            Assert.True(huge <= JobLimitBytes, $"a job takes {huge} bytes more");
            Assert.InRange(large - small, -500, 500);
            Assert.InRange(huge - small, -500, 500);
        }

        [Theory]
        [InlineData(100_000, 250_000_000)]
        [InlineData(4_000_000, 50_000_000)]
        public void KeepingAndSendingFromFlashStayWithinTheLimitsTooWhateverTheScansSize(long heapBytes, int hugeBytes)
        {
            long idle = DeviceHeap.CountReachableBytes(SpoolingDevice().Firmware);
            Assert.True(idle <= IdleLimitBytes, $"idle {idle} bytes:\n{Describe(SpoolingDevice().Firmware)}");
            (long smallScan, long smallSend, _) = SpoolPeaks(heapBytes, 2_500_000, pages: 10);
            (long largeScan, long largeSend, _) = SpoolPeaks(heapBytes, 25_000_000, pages: 400);
            (long hugeScan, long hugeSend, long after) = SpoolPeaks(heapBytes, hugeBytes, pages: 400);
            Assert.True(hugeScan - idle <= JobLimitBytes, $"keeping a scan takes {hugeScan - idle} bytes more");
            Assert.True(hugeSend - idle <= JobLimitBytes, $"sending takes {hugeSend - idle} bytes more");
            Assert.InRange(largeScan - smallScan, -500, 500);
            Assert.InRange(largeSend - smallSend, -500, 500);
            Assert.InRange(hugeScan - smallScan, -500, 500);
            Assert.InRange(hugeSend - smallSend, -500, 500);
            Assert.InRange(after - idle, -200, 500);
        }

        [Fact]
        public void AFullSpoolTakesLittleMemory()
        {
            Device device = SpoolingDevice();
            device.Hal.Network.Server = (_, _) => throw new NetworkException(NetworkFailure.Refused, "down");
            device.Hal.Scanner.Pages.Add(SimPage.Jpeg(TestJpeg.Make()));
            for (int i = 0; i < ScanToMail.Delivery.Spool.JobLimit; i++)
            {
                device.Firmware.Enqueue(1);
                device.Firmware.Queue.ScanOnce();
                device.Firmware.Queue.SendOnce();
            }
            long more = DeviceHeap.CountReachableBytes(device.Firmware) - DeviceHeap.CountReachableBytes(SpoolingDevice().Firmware);
            Assert.True(more <= 4 * 1024, $"{more} bytes:\n{Describe(device.Firmware)}");
        }

        private static Device SpoolingDevice()
        {
            var device = new Device(Device.Opening, Device.Settings.Replace("\"profiles\"", "\"spool\": { \"sizeLimitBytes\": 300000000 }, \"profiles\""),
                flashBytes: 320_000_000);
            Assert.True(device.Firmware.Queue.Spool.IsEnabled);
            return device;
        }

        /// <summary>Peaks while a job is scanned into flash, while it is sent from there, and what is left afterwards.</summary>
        private static (long Scan, long Send, long After) SpoolPeaks(long heapBytes, int scanBytes, int pages)
        {
            Device device = SpoolingDevice();
            device.Hal.Memory.TotalBytes = heapBytes;
            var sink = new CountingServer(device.Hal.Clock);
            device.Hal.Network.Server = (_, _) => sink;
            byte[] page = TestJpeg.Make(scanBytes: scanBytes / pages);
            for (int i = 0; i < pages; i++) device.Hal.Scanner.Pages.Add(SimPage.Jpeg(page));
            long scan = 0;
            device.Hal.Scanner.Reading = (number, at) =>
            {
                if (at == 0 && number % 3 == 0) scan = Math.Max(scan, DeviceHeap.CountReachableBytes(device.Firmware));
            };
            Job job = device.Firmware.Enqueue(1);
            device.Firmware.Queue.ScanOnce();
            Assert.Equal(JobState.Kept, job.State);
            job = null!;
            long send = 0;
            sink.Writing = writes =>
            {
                if (writes % 50 == 0) send = Math.Max(send, DeviceHeap.CountReachableBytes(device.Firmware));
            };
            Assert.True(device.Firmware.Queue.SendOnce());
            Assert.False(device.Firmware.Queue.SendOnce());
            Assert.True(sink.Bytes > scanBytes * 1.36);
            return (scan, send, DeviceHeap.CountReachableBytes(device.Firmware));
        }

        private static long PeakBytes(long heapBytes, int scanBytes, int pages)
        {
            var device = new Device(Device.Opening);
            device.Hal.Memory.TotalBytes = heapBytes;
            var sink = new CountingServer(device.Hal.Clock);
            device.Hal.Network.Server = (_, _) => sink;
            byte[] page = TestJpeg.Make(scanBytes: scanBytes / pages);
            for (int i = 0; i < pages; i++) device.Hal.Scanner.Pages.Add(SimPage.Jpeg(page));
            long peak = 0;
            sink.Writing = writes =>
            {
                if (writes % 50 == 0) peak = Math.Max(peak, DeviceHeap.CountReachableBytes(device.Firmware));
            };
            Job job = device.Press();
            Assert.Equal(DeliveryOutcome.Delivered, job.Result.Outcome);
            Assert.True(sink.Bytes > scanBytes * 1.36);
            return peak;
        }

        private static string Describe(Firmware firmware) => string.Join("\n", DeviceHeap.Describe(firmware).Take(25));
    }
}

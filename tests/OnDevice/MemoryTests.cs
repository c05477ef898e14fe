using nanoFramework.Runtime.Native;
using nanoFramework.TestFramework;
using ScanToMail.Boot;

namespace ScanToMail.Tests.OnDevice
{
    /// <summary>The board's own count of its memory.</summary>
    [TestClass]
    public class MemoryTests
    {
        private const int FirmwareLimitBytes = 26 * 1024;
        private const int GrowthLimitBytes = 2048;

        [TestMethod]
        public void TheFirmwareTakesNoMoreThanItsShare()
        {
            TestBoard board = new TestBoard();
            long before = GC.Run(true);
            Firmware firmware = JobTests.Start(board);
            long used = before - GC.Run(true);
            OutputHelper.WriteLine("firmware: " + used.ToString() + " bytes");
            Assert.IsTrue(used <= FirmwareLimitBytes, used.ToString() + " bytes");
            Assert.IsTrue(firmware.Settings != null);
        }

        [TestMethod]
        public void FiftyJobsLeaveNoMemoryBehind()
        {
            TestBoard board = new TestBoard();
            Firmware firmware = JobTests.Start(board);
            for (int i = 0; i < 5; i++) JobTests.Run(firmware);
            long early = Free(board);
            for (int i = 5; i < JobTests.Jobs; i++) JobTests.Run(firmware);
            long grown = early - Free(board);
            OutputHelper.WriteLine("45 jobs more: " + grown.ToString() + " bytes");
            Assert.IsTrue(grown <= GrowthLimitBytes, grown.ToString() + " bytes");
        }

        /// <summary>What is free, without what the made-up flash keeps: the log, which a real board has not in its memory.</summary>
        private static long Free(TestBoard board)
        {
            return GC.Run(true) + board.FileBytes;
        }
    }
}

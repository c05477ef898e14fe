using System;
using System.Text;
using nanoFramework.TestFramework;

namespace ScanToMail.Tests.OnDevice
{
    /// <summary>Numbers and dates as the firmware writes and reads them, in headers, file names and the log.</summary>
    [TestClass]
    public class FormatTests
    {
        private static readonly DateTime Moment = new DateTime(2026, 11, 4, 9, 5, 7);

        [TestMethod]
        public void DatesHaveTheirFormats()
        {
            Assert.AreEqual("Wed, 04 Nov 2026 09:05:07", Moment.ToString("ddd, dd MMM yyyy HH:mm:ss"));
            Assert.AreEqual("2026-11-04 09:05:07", Moment.ToString("yyyy-MM-dd HH:mm:ss"));
            Assert.AreEqual("2026-11-04", Moment.ToString("yyyy-MM-dd"));
            Assert.AreEqual("20261104090507", Moment.ToString("yyyyMMddHHmmss"));
            Assert.AreEqual("09.05", Moment.ToString("HH.mm"));
        }

        [TestMethod]
        public void DatesAreCountedAcrossMonthsYearsAndLeapDays()
        {
            Assert.AreEqual("2027-01-01 00:00:00", new DateTime(2026, 12, 31, 23, 59, 59).AddSeconds(1).ToString("yyyy-MM-dd HH:mm:ss"));
            Assert.AreEqual("2028-02-29", new DateTime(2028, 2, 28).AddDays(1).ToString("yyyy-MM-dd"));
            Assert.AreEqual("2026-11-04 07:35:07", Moment.AddMinutes(-90).ToString("yyyy-MM-dd HH:mm:ss"));
            Assert.AreEqual("2036-02-07 06:28:16", new DateTime(1900, 1, 1).AddTicks(4294967296L * 10000000L).ToString("yyyy-MM-dd HH:mm:ss"));
        }

        [TestMethod]
        public void NumbersHaveTheirFormats()
        {
            Assert.AreEqual("07", 7.ToString("D2"));
            Assert.AreEqual("00000042", 42.ToString("D8"));
            Assert.AreEqual("0000012345", 12345L.ToString("D10"));
            Assert.AreEqual("0A", ((byte)10).ToString("X2"));
            Assert.AreEqual("00FF", 255.ToString("X4"));
            Assert.AreEqual("-2147483648", int.MinValue.ToString());
            Assert.AreEqual("9223372036854775807", long.MaxValue.ToString());
        }

        [TestMethod]
        public void NumbersAreRead()
        {
            int number;
            Assert.IsTrue(int.TryParse("587", out number) && number == 587);
            Assert.IsFalse(int.TryParse("58x", out number));
            Assert.IsFalse(int.TryParse("", out number));
            Assert.IsFalse(int.TryParse("99999999999", out number));
            Assert.AreEqual(35882577L, long.Parse("35882577"));
        }

        [TestMethod]
        public void TextsAreBuiltAndCut()
        {
            Assert.AreEqual("a1b", "a" + 1.ToString() + "b");
            Assert.AreEqual("250", "250 ok".Substring(0, 3));
            Assert.AreEqual(3, "a,b,c".Split(',').Length);
            Assert.AreEqual("abc", "ABC".ToLower());
            Assert.IsTrue("smtp.office365.com".EndsWith(".office365.com"));
            StringBuilder text = new StringBuilder("s3cret and s3cret");
            text.Replace("s3cret", "***");
            Assert.AreEqual("*** and ***", text.ToString());
        }
    }
}

using nanoFramework.TestFramework;
using ScanToMail.Boot;
using ScanToMail.Delivery;
using ScanToMail.Jobs;
using ScanToMail.Smtp;

namespace ScanToMail.Tests.OnDevice
{
    /// <summary>The whole way of a page, 50 times, between a made-up scanner and a made-up server.</summary>
    [TestClass]
    public class JobTests
    {
        internal const string SettingsJson = "{\"version\":1,\"device\":{\"name\":\"Scanner B\u00fcro\",\"hostname\":\"scanner.example.com\"},"
            + "\"sending\":{\"method\":\"onPremises\",\"host\":\"mail.example.com\",\"port\":25,\"tls\":\"none\",\"auth\":\"none\","
            + "\"from\":\"Scanner <scanner@example.com>\"},"
            + "\"profiles\":[{\"name\":\"Office\",\"to\":[\"office@example.com\"],\"subject\":\"{pages} pages\"}]}";

        internal const int Jobs = 50;

        [TestMethod]
        public void FiftyJobsAreDelivered()
        {
            TestBoard board = new TestBoard();
            Firmware firmware = Start(board);
            for (int i = 0; i < Jobs; i++) Run(firmware);
            Assert.AreEqual(Jobs, board.TestNetwork.Messages);
            Assert.IsTrue(board.TestNetwork.BodyBytes > Jobs * 3L * TestScanner.PageBytes, "the pages are in the mails");
        }

        internal static Firmware Start(TestBoard board)
        {
            Firmware firmware = new Firmware(board, new Silence(), new NoTranscript());
            firmware.Start(SettingsJson);
            return firmware;
        }

        internal static void Run(Firmware firmware)
        {
            Job job = firmware.Press(1);
            Assert.AreEqual((int)DeliveryOutcome.Delivered, (int)job.Result.Outcome,
                job.Result.Diagnosis == null ? "" : job.Result.Diagnosis.Cause);
            Assert.AreEqual(3, job.Pages);
        }

        private sealed class Silence : JobListener
        {
            public override void Changed(Job job)
            {
            }
        }

        private sealed class NoTranscript : SmtpTranscript
        {
            public override void Sent(string line)
            {
            }

            public override void Received(string line)
            {
            }

            public override void Note(string line)
            {
            }
        }
    }
}

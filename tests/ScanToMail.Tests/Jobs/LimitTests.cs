using ScanToMail.Config;
using ScanToMail.Delivery;
using ScanToMail.Jobs;
using ScanToMail.Tests.Support;
using Xunit;

namespace ScanToMail.Tests.Jobs
{
    /// <summary>Messages a minute, recipients a day and recipients a message: a limit delays and drops nothing.</summary>
    public class LimitTests
    {
        [Fact]
        public void AMinuteTakesSoManyMessagesAndTheRestWait()
        {
            QueueRig rig = Rig("\"messagesPerMinute\": 3");
            for (int i = 0; i < 7; i++) rig.Press();
            Assert.Equal(3, rig.SendDue());
            rig.Clock.Sleep(59_000);
            Assert.Equal(0, rig.SendDue());
            rig.Clock.Sleep(1_000);
            Assert.Equal(3, rig.SendDue());
            rig.Clock.Sleep(60_000);
            Assert.Equal(1, rig.SendDue());
            Assert.Equal(7, rig.Server.Mails.Count);
            Assert.Equal(0, rig.Server.OpenConnections);
        }

        [Theory]
        [InlineData(-400)]
        [InlineData(400)]
        public void TheMinuteIsNotTheClocks(int days)
        {
            QueueRig rig = Rig("\"messagesPerMinute\": 1");
            rig.Press();
            rig.Press();
            Assert.Equal(1, rig.SendDue());
            rig.Clock.SetUtc(rig.Clock.UtcNow.AddDays(days));
            Assert.Equal(0, rig.SendDue());
            rig.Clock.Sleep(60_000);
            Assert.Equal(1, rig.SendDue());
        }

        [Fact]
        public void TheMinuteSlides()
        {
            QueueRig rig = Rig("\"messagesPerMinute\": 2");
            rig.Press();
            rig.SendDue();
            rig.Clock.Sleep(50_000);
            for (int i = 0; i < 3; i++) rig.Press();
            Assert.Equal(1, rig.SendDue());
            rig.Clock.Sleep(10_000);
            Assert.Equal(1, rig.SendDue());
            rig.Clock.Sleep(10_000);
            Assert.Equal(0, rig.SendDue());
            rig.Clock.Sleep(40_000);
            Assert.Equal(1, rig.SendDue());
        }

        [Fact]
        public void AScanThatIsSentAsItComesWaitsForItsMinute()
        {
            QueueRig rig = Rig("\"messagesPerMinute\": 1");
            long beginMs = rig.Clock.MonotonicMs;
            for (int i = 0; i < 3; i++)
            {
                Assert.Equal(DeliveryOutcome.Delivered, rig.Queue.RunNow(rig.Settings.Profiles[0]).Result.Outcome);
            }
            Assert.InRange(rig.Clock.MonotonicMs - beginMs, 120_000, 125_000);
        }

        [Fact]
        public void ADayTakesSoManyRecipientsAndTheRestWaitWithoutATry()
        {
            QueueRig rig = Rig("\"recipientsPerDay\": 7");
            for (int i = 0; i < 3; i++) rig.Press(1);
            rig.Pass(0.2);
            Assert.Equal(2, rig.Server.Mails.Count);
            SpoolRecord waiting = rig.Record(3);
            Assert.Equal((SpoolState.Waiting, 0), (waiting.State, waiting.Tries));
            rig.Pass(23);
            Assert.Equal(2, rig.Server.Mails.Count);
            // Six of the day before count for ever less of themselves; the third mail has room once they count for four.
            rig.Pass(25);
            Assert.Equal(3, rig.Server.Mails.Count);
            Assert.Equal(SpoolState.Delivered, rig.Record(3).State);
        }

        [Fact]
        public void WaitingForTheDayWritesNothing()
        {
            QueueRig rig = Rig("\"recipientsPerDay\": 3");
            rig.Press(1);
            rig.Press(1);
            rig.SendDue();
            long writes = rig.Flash.FilesWritten;
            rig.Pass(3);
            // The log says it once.
            Assert.InRange(rig.Flash.FilesWritten, writes, writes + 1);
        }

        [Theory]
        [InlineData(0)]
        [InlineData(-3)]
        public void TheDayIsNotForgottenByARestartNorByAClockThatIsSetBack(int days)
        {
            QueueRig rig = Rig("\"recipientsPerDay\": 5");
            rig.Press(1);
            rig.SendDue();
            rig.Press(1);
            rig.Clock.SetUtc(rig.Clock.UtcNow.AddDays(days));
            rig.Boot();
            Assert.Equal(3, rig.Queue.Runner.Limits.RecipientsInDay);
            rig.Pass(12);
            Assert.Single(rig.Server.Mails);
            rig.Pass(38);
            Assert.Equal(2, rig.Server.Mails.Count);
        }

        [Fact]
        public void TheAgeOfTheCountIsKnownOnceTheClockIsSet()
        {
            QueueRig rig = Rig("\"recipientsPerDay\": 5");
            rig.Press(1);
            rig.SendDue();
            rig.Clock.Sleep(3_600_000 * 30);
            DateTime utc = rig.Clock.UtcNow;
            rig.Clock.SetUtc(new DateTime(2000, 1, 1));
            rig.Clock.IsSet = false;
            rig.Boot();
            rig.Clock.SetUtc(utc);
            // Eighteen of the 24 hours still lie in the last 24.
            Assert.Equal(2, rig.Queue.Runner.Limits.RecipientsInDay);
        }

        [Fact]
        public void TheCountOutlivesTheRecordsThatMakeRoom()
        {
            QueueRig rig = Rig("\"recipientsPerDay\": 100");
            rig.Server.Recipient = address => address[0] == 'b' ? "450 4.2.0 later" : "250 ok";
            rig.Press(1);
            rig.SendDue();
            rig.Server.Recipient = _ => "250 ok";
            for (int i = 0; i < 12; i++) rig.Press();
            rig.SendDue();
            // The first job comes last, and its record is the oldest of nine that are delivered.
            rig.Pass(0.2);
            Assert.Equal(14, rig.Server.Mails.Count);
            rig.Boot();
            Assert.Equal(15, rig.Queue.Runner.Limits.RecipientsInDay);
        }

        [Fact]
        public void ACutInTheMiddleOfATryCountsWhoMayHaveTheMail()
        {
            QueueRig rig = Rig("\"recipientsPerDay\": 100");
            rig.Press(1);
            rig.Server.EndOfData = () => throw new PowerCutException("the end of the data");
            Assert.Throws<PowerCutException>(() => rig.SendDue());
            rig.Server.EndOfData = () => "250 ok";
            rig.Boot();
            Assert.Equal(3, rig.Queue.Runner.Limits.RecipientsInDay);
        }

        [Fact]
        public void AMailToMoreThanADayTakesGoesAllTheSame()
        {
            QueueRig rig = Rig("\"recipientsPerDay\": 2");
            rig.Press(1);
            Assert.Equal(1, rig.SendDue());
            Assert.Single(rig.Server.Mails);
        }

        [Theory]
        [InlineData(1, 3)]
        [InlineData(2, 2)]
        [InlineData(3, 1)]
        [InlineData(0, 1)]
        public void AMailToMoreThanAServerTakesGoesInParts(int limit, int parts)
        {
            QueueRig rig = Rig($"\"recipientsPerMessage\": {limit}");
            Job job = rig.Press(1);
            Assert.Equal(parts, rig.SendDue());
            Assert.Equal(parts, rig.Server.Mails.Count);
            Assert.All(rig.Server.Mails, mail => Assert.Equal(job.MessageId, mail.MessageId));
            Assert.Equal(["a@example.com", "b@example.com", "c@example.com"], rig.Server.Mails.SelectMany(mail => mail.Recipients));
            Assert.Equal(1, rig.Server.Connections);
            Assert.Equal(SpoolState.Delivered, rig.Record(1).State);
            Assert.All(rig.Record(1).Recipients, recipient => Assert.StartsWith("250", recipient.LastReply));
        }

        [Theory]
        [InlineData("directSend", 1, "ae bf c d")]
        [InlineData("directSend", 2, "abef cd")]
        [InlineData("directSend", 3, "abcef d")]
        [InlineData("directSend", 4, "abcdef")]
        [InlineData("directSend", 0, "abcdef")]
        [InlineData("onPremises", 4, "abcd ef")]
        public void AnMxCountsTheRecipientsOfEachDomain(string method, int limit, string parts)
        {
            QueueRig rig = new(settings: Domains(method, $"\"recipientsPerMessage\": {limit}"));
            rig.Press();
            rig.SendDue();
            Assert.Equal(parts, string.Join(' ', rig.Server.Mails.Select(mail => string.Concat(mail.Recipients.Select(one => one[0])))));
            Assert.Equal(SpoolState.Delivered, rig.Record(1).State);
        }

        [Theory]
        [InlineData("directSend", 3, false)]
        [InlineData("directSend", 4, true)]
        [InlineData("onPremises", 5, false)]
        [InlineData("onPremises", 6, true)]
        public void PastTheSpoolAMailThatNeedsPartsReachesNobodyInsteadOfSome(string method, int limit, bool isSent)
        {
            QueueRig rig = new(settings: Domains(method, $"\"recipientsPerMessage\": {limit}").Replace("1000000", "0"));
            Assert.False(rig.Queue.Spool.IsEnabled);
            Job job = rig.Press();
            if (isSent)
            {
                Assert.Equal(6, Assert.Single(rig.Server.Mails).Recipients.Length);
                return;
            }
            Assert.Equal((JobState.Done, DeliveryOutcome.NotSent), (job.State, job.Result.Outcome));
            Assert.Equal(("too-many-recipients-unspooled", "administrator", "scan"),
                (job.Result.Diagnosis.Id, job.Result.Diagnosis.Who, job.Result.Diagnosis.Symptom.Phase));
            Assert.Equal((0, 0), (rig.Server.Connections, rig.Hal.Scanner.Sessions));
            Assert.False(job.Result.Diagnosis.Retry);
        }

        [Fact]
        public void PastTheSpoolADayThatIsFullIsSaidBeforeTheScan()
        {
            QueueRig rig = new(settings: QueueRig.SettingsText.Replace("\"method\"", "\"recipientsPerDay\": 5, \"method\"").Replace("1000000", "0"));
            Assert.Equal(DeliveryOutcome.Delivered, rig.Press(1).Result.Outcome);
            Assert.Equal(DeliveryOutcome.Delivered, rig.Press().Result.Outcome);
            int scans = rig.Hal.Scanner.Sessions, connections = rig.Server.Connections;
            Job job = rig.Press(1);
            Assert.Equal(("day-limit-unspooled", "user"), (job.Result.Diagnosis.Id, job.Result.Diagnosis.Who));
            Assert.Contains("4 recipients in 24 hours, sending.recipientsPerDay 5", job.Result.Diagnosis.Line());
            Assert.Equal((scans, connections), (rig.Hal.Scanner.Sessions, rig.Server.Connections));
            rig.Clock.Sleep(48 * 3_600_000);
            Assert.Equal(DeliveryOutcome.Delivered, rig.Press(1).Result.Outcome);
        }

        [Theory]
        [InlineData("\"recipientsPerMessage\": 2", "too-many-recipients-unspooled")]
        [InlineData("\"recipientsPerDay\": 3", "day-limit-unspooled")]
        public void AScanThatOutgrowsTheSpoolKeepsTheLimitsToo(string limit, string id)
        {
            QueueRig rig = Rig(limit);
            rig.Press(1);
            rig.SendDue();
            int mails = rig.Server.Mails.Count, connections = rig.Server.Connections;
            rig.PageBytes = 1_100_000;
            rig.Boot();
            Job job = rig.Press(1);
            Assert.Equal((JobState.Done, id), (job.State, job.Result.Diagnosis.Id));
            Assert.Equal((mails, connections), (rig.Server.Mails.Count, rig.Server.Connections));
            Assert.Equal(0, rig.Hal.Scanner.OpenSessions);
            Assert.All(rig.Records(), record => Assert.Equal(SpoolState.Delivered, record.State));
            // The next one, which fits, is none the worse for it.
            rig.PageBytes = 9000;
            rig.Boot();
            Assert.Equal(JobState.Kept, rig.Press().State);
        }

        /// <summary>Four recipients of one domain and two of another.</summary>
        private static string Domains(string method, string sending) => $$"""
            {
              "version": 1,
              "sending": { "method": "{{method}}", "host": "mail.example.com", "from": "scanner@example.com", {{sending}}, {{(
                  method == "directSend" ? "\"acceptedDomains\": [\"example.com\", \"example.net\"]" : "\"tls\": \"none\", \"auth\": \"none\"")}} },
              "spool": { "sizeLimitBytes": 1000000 },
              "profiles": [{ "to": ["a@example.com", "b@example.com", "c@example.com"], "cc": ["D <d@EXAMPLE.com>", "e@example.net"],
                "bcc": ["f@example.net", "a@example.com"] }]
            }
            """;

        [Fact]
        public void OnePartThatIsRefusedKeepsTheOthersFromNothing()
        {
            QueueRig rig = Rig("\"recipientsPerMessage\": 1");
            rig.Server.Recipient = address => address[0] == 'a' ? "550 5.1.1 nobody here" : "250 ok";
            rig.Press(1);
            rig.SendDue();
            Assert.Equal(["b@example.com", "c@example.com"], rig.Server.Mails.Take(2).SelectMany(mail => mail.Recipients));
            SpoolRecord record = rig.Record(1);
            Assert.Equal(SpoolState.Refused, record.State);
            Assert.Equal([RecipientState.Refused, RecipientState.Delivered, RecipientState.Delivered],
                record.Recipients.Select(recipient => recipient.State));
        }

        [Fact]
        public void OnePartThatIsPutOffComesAfterTheOthers()
        {
            QueueRig rig = Rig("\"recipientsPerMessage\": 1");
            rig.Server.Recipient = address => address[0] == 'a' ? "450 4.2.0 greylisted" : "250 ok";
            rig.Press(1);
            rig.SendDue();
            Assert.Equal(["b@example.com", "c@example.com"], rig.Server.Mails.SelectMany(mail => mail.Recipients));
            Assert.Equal((SpoolState.Waiting, RetryKind.Greylisted), (rig.Record(1).State, rig.Record(1).Kind));
            rig.Server.Recipient = _ => "250 ok";
            rig.Pass(0.2);
            Assert.Equal(["b@example.com", "c@example.com", "a@example.com"], rig.Server.Mails.SelectMany(mail => mail.Recipients));
            Assert.Equal(SpoolState.Delivered, rig.Record(1).State);
        }

        [Fact]
        public void AServerThatTakesFewerThanTheSettingSaysGetsTheRestAtOnce()
        {
            QueueRig rig = Rig("\"recipientsPerMessage\": 0");
            int taken = -1;
            rig.Server.Recipient = _ =>
            {
                bool isTaken = taken == rig.Server.Mails.Count;
                taken = rig.Server.Mails.Count;
                return isTaken ? "452 4.5.3 too many recipients" : "250 ok";
            };
            rig.Press(1);
            Assert.Equal(3, rig.SendDue());
            Assert.Equal(["a@example.com", "b@example.com", "c@example.com"],
                rig.Server.Mails.SelectMany(mail => mail.Recipients).Order());
        }

        [Theory]
        [InlineData("clientSubmission-like data", "\"transfer\": \"data\"", 57_000, false)]
        [InlineData("base64 has grown", "\"transfer\": \"data\"", 78_000, true)]
        [InlineData("raw may do", "\"transfer\": \"auto\"", 78_000, false)]
        [InlineData("raw is too long", "\"transfer\": \"bdat\"", 101_000, true)]
        public void AScanThatIsTooLargeForAMailIsGivenUpWhileItIsScanned(string what, string transfer, int pageBytes, bool isTooLarge)
        {
            QueueRig rig = Rig(transfer + ", \"sizeLimitBytes\": 100000");
            rig.PageBytes = pageBytes;
            rig.Boot();
            Job job = rig.Press();
            Assert.Equal((what, isTooLarge), (what, job.Result?.Diagnosis?.Symptom.Kind == "smtp.sizeLimit"));
            if (!isTooLarge) return;
            Assert.Equal(("scan", "user"), (job.Result!.Diagnosis!.Symptom.Phase, job.Result.Diagnosis.Who));
            Assert.True(job.ScannedBytes <= 100_000 + JobRunner.StripBytes);
            Assert.Empty(rig.Records());
            Assert.DoesNotContain(rig.Flash.Files.Keys, name => name.StartsWith("spool/", StringComparison.Ordinal));
            Assert.Equal(0, rig.Server.Connections);
        }

        [Fact]
        public void SoIsOneThatIsSentAsItComes()
        {
            QueueRig rig = Rig("\"sizeLimitBytes\": 100000, \"transfer\": \"data\"");
            rig.PageBytes = 200_000;
            rig.Boot();
            Job job = rig.Queue.RunNow(rig.Settings.Profiles[0]);
            Assert.Equal(("smtp.sizeLimit", "scan"), (job.Result.Diagnosis.Symptom.Kind, job.Result.Diagnosis.Symptom.Phase));
            Assert.Empty(rig.Server.Mails);
            Assert.Equal(0, rig.Server.OpenConnections);
        }

        private static QueueRig Rig(string sending) =>
            new(settings: QueueRig.SettingsText.Replace("\"method\"", sending + ", \"method\""));
    }
}

using System.Text;
using System.Text.RegularExpressions;
using MimeKit;
using ScanToMail.Config;
using ScanToMail.Delivery;
using ScanToMail.Hal;
using ScanToMail.Jobs;
using ScanToMail.Tests.Support;
using UglyToad.PdfPig;
using Xunit;

namespace ScanToMail.Tests.Jobs
{
    /// <summary>The queue with its spool: accept, send, try again, give up, a person's orders.</summary>
    public class QueueTests
    {
        [Fact]
        public void APressIsAcceptedFirstAndSentThen()
        {
            var rig = new QueueRig();
            Job job = rig.Press();
            Assert.Equal(JobState.Kept, job.State);
            Assert.Empty(rig.Server.Mails);
            SpoolRecord record = rig.Record(1);
            Assert.Equal((SpoolState.Waiting, 1, "1 pages", job.MessageId),
                (record.State, record.Pages, record.Subject, record.MessageId));
            Assert.Equal(1, rig.SendDue());
            ModelMail mail = Assert.Single(rig.Server.Mails);
            Assert.Equal(job.MessageId, mail.MessageId);
            Assert.Equal([JobState.Waiting, JobState.Scanning, JobState.Scanning, JobState.Kept, JobState.Sending, JobState.Done],
                rig.Seen.Select(seen => seen.State));
            Assert.Equal(DeliveryOutcome.Delivered, rig.Seen[^1].Outcome);
            MimeMessage message = MimeMessage.Load(new MemoryStream(mail.Content));
            byte[] pdf = Device.Attachment(message);
            Assert.Equal(record.DocumentBytes, pdf.Length);
            using PdfDocument document = PdfDocument.Open(pdf);
            Assert.Equal(rig.Hal.Scanner.Pages[0].Bytes, document.GetPage(1).GetImages().Single().RawBytes.ToArray());
            Assert.DoesNotContain(rig.Flash.Files.Keys, name => name.EndsWith(".doc", StringComparison.Ordinal));
            Assert.Equal(SpoolState.Delivered, rig.Record(1).State);
            Assert.Equal(0, rig.SendDue());
        }

        [Fact]
        public void ThePagesAreCountedWhereTheEngineCanNotTellBefore()
        {
            var rig = new QueueRig();
            rig.Hal.Scanner.CountsPages = false;
            rig.Hal.Scanner.Pages.Add(SimPage.Jpeg(TestJpeg.Make()));
            rig.Press();
            Assert.Equal("2 pages", rig.Record(1).Subject);
        }

        [Fact]
        public void AMailSurvivesAnyNumberOfRebootsWithItsMessageIdAndDate()
        {
            var rig = new QueueRig();
            rig.Server.IsDown = true;
            Job job = rig.Press(1);
            DateTime accepted = rig.Clock.UtcNow;
            for (int i = 0; i < 5; i++)
            {
                rig.Boot();
                rig.Pass(1);
            }
            rig.Server.IsDown = false;
            rig.Boot();
            rig.Pass(1);
            ModelMail mail = Assert.Single(rig.Server.Mails);
            Assert.Equal(job.MessageId, mail.MessageId);
            MimeMessage message = MimeMessage.Load(new MemoryStream(mail.Content));
            Assert.Equal(accepted, message.Date.UtcDateTime, TimeSpan.FromSeconds(2));
            Assert.Equal(["a@example.com", "b@example.com"], message.To.Mailboxes.Select(mailbox => mailbox.Address));
            Assert.Equal("Anna", message.To.Mailboxes.First().Name);
        }

        [Fact]
        public void ARetryGoesOnlyToThoseWhoStillWait()
        {
            var rig = new QueueRig();
            rig.Server.Recipient = address => address[0] switch
            {
                'a' => "250 ok", 'b' => "450 4.2.0 greylisted", _ => "550 5.1.1 nobody here"
            };
            Job job = rig.Press(1);
            Assert.Equal(1, rig.SendDue());
            SpoolRecord record = rig.Record(job.Number);
            Assert.Equal([RecipientState.Delivered, RecipientState.Waiting, RecipientState.Refused],
                record.Recipients.Select(recipient => recipient.State));
            Assert.Contains("nobody here", record.Recipients[2].LastReply);
            Assert.Equal((SpoolState.Waiting, RetryKind.Greylisted), (record.State, record.Kind));
            Assert.InRange(record.WaitS, 240, 360);
            rig.Server.Recipient = _ => "250 ok";
            rig.Pass(0.2);
            Assert.Equal(["a@example.com"], rig.Server.Mails[0].Recipients);
            Assert.Equal(["b@example.com"], rig.Server.Mails[1].Recipients);
            Assert.Equal(rig.Server.Mails[0].MessageId, rig.Server.Mails[1].MessageId);
            Assert.Equal("Anna", MimeMessage.Load(new MemoryStream(rig.Server.Mails[1].Content)).To.Mailboxes.First().Name);
            Assert.Equal(SpoolState.Refused, rig.Record(job.Number).State);
            Assert.True(rig.Queue.Spool.NeedsPerson);
        }

        [Fact]
        public void ARefusedMailIsReportedToTheAdministratorAndKeptForReaddressing()
        {
            var rig = new QueueRig();
            rig.Server.Recipient = address => address == "a@example.com" ? "550 5.1.1 gone" : "250 ok";
            Job job = rig.Press();
            rig.Pass(0.1);
            Assert.Equal(JobState.Held, rig.Seen.Last(seen => seen.Number == job.Number).State);
            ModelMail report = Assert.Single(rig.Server.Mails);
            Assert.Equal(["boss@example.com"], report.Recipients);
            MimeMessage message = MimeMessage.Load(new MemoryStream(report.Content));
            Assert.Equal("Scanner 3: job 1 needs you", message.Subject);
            Assert.Contains("a@example.com: refused (550 5.1.1 gone)", message.TextBody);
            Assert.Contains("readdress 1 ADDRESS", message.TextBody);
            Assert.Empty(message.Attachments);

            Assert.True(rig.Queue.Readdress(job.Number, [MailAddress.Parse("to", "New <new@example.com>")]));
            rig.Pass(0.1);
            Assert.Equal(["new@example.com"], rig.Server.Mails[^1].Recipients);
            Assert.Equal(job.MessageId, rig.Server.Mails[^1].MessageId);
            Assert.Equal(SpoolState.Delivered, rig.Record(job.Number).State);
            Assert.False(rig.Queue.Spool.NeedsPerson);
        }

        [Fact]
        public void AReportInFrenchIsFrench()
        {
            var rig = new QueueRig(settings: QueueRig.SettingsText.Replace("\"administrator\"", "\"language\": \"fr\", \"administrator\""));
            rig.Server.Recipient = address => address == "a@example.com" ? "550 5.1.1 gone" : "250 ok";
            rig.Press();
            rig.Pass(0.1);
            MimeMessage message = MimeMessage.Load(new MemoryStream(rig.Server.Mails[0].Content));
            Assert.Contains("a@example.com: refusé (550 5.1.1 gone)", message.TextBody);
        }

        [Fact]
        public void AReportThatFailsIsNotReported()
        {
            var rig = new QueueRig();
            rig.Server.Recipient = _ => "550 5.1.1 gone";
            rig.Press();
            rig.Pass(2);
            Assert.Equal(1, Assert.Single(rig.Records()).Number);
        }

        [Fact]
        public void NoConnectionIsTriedAgainAtGrowingIntervalsAndGivenUpAfterADay()
        {
            var rig = new QueueRig();
            rig.Server.IsDown = true;
            var times = new List<long>();
            rig.OnChange = job =>
            {
                if (job.State == JobState.Sending && job.Number == 1) times.Add(rig.Clock.MonotonicMs / 1000);
            };
            rig.Press();
            rig.Pass(40);
            double[] waitMinutes = times.Zip(times.Skip(1), (a, b) => (b - a) / 60.0).ToArray();
            double[] expected = [1, 2, 5, 10, 30, 60, 60];
            for (int i = 0; i < expected.Length; i++) Assert.InRange(waitMinutes[i], expected[i] * 0.8 - 0.1, expected[i] * 1.2 + 1.1);
            Assert.NotEqual(waitMinutes[5], waitMinutes[6]);
            SpoolRecord record = rig.Record(1);
            Assert.Equal(SpoolState.Held, record.State);
            Assert.InRange(times[^1] - times[0], 23 * 3600, 27 * 3600);
            Assert.Contains("refuses the connection", record.Reason);
            Assert.Contains(rig.Flash.Files.Keys, name => name.EndsWith(".doc", StringComparison.Ordinal));
            int tries = times.Count;
            rig.Pass(5);
            Assert.Equal(tries, times.Count);
            rig.Server.IsDown = false;
            Assert.True(rig.Queue.Retry(1));
            rig.Pass(2);
            Assert.Equal(1, rig.Server.Copies(record.MessageId, "a@example.com"));
        }

        [Fact]
        public void TheFirstMailThatGetsThroughTakesTheOthersWithIt()
        {
            var rig = new QueueRig();
            rig.Server.IsDown = true;
            for (int i = 0; i < 3; i++) rig.Press();
            rig.Pass(3);
            Assert.All(rig.Records(), record => Assert.True(record.WaitS > 2000));
            rig.Server.IsDown = false;
            rig.Press();
            rig.SendDue();
            Assert.Equal(4, rig.Server.Mails.Count);
            Assert.Equal(1, rig.Server.Connections);
        }

        [Fact]
        public void ThrottlingStopsEverythingForAWhile()
        {
            var rig = new QueueRig();
            rig.Server.EndOfData = () => "432 4.3.2 Concurrent connections limit exceeded";
            rig.Press();
            rig.Press();
            Assert.Equal(1, rig.SendDue());
            Assert.Equal(RetryKind.Throttled, rig.Record(1).Kind);
            rig.Server.EndOfData = () => "250 ok";
            rig.Clock.Sleep(200_000);
            Assert.Equal(0, rig.SendDue());
            rig.Pass(0.2);
            Assert.Equal(2, rig.Server.Mails.Count);
        }

        [Fact]
        public void NoAnswerToTheEndIsPerhapsDeliveredAndComesAgainWithTheSameMessageId()
        {
            var rig = new QueueRig();
            bool isFirst = true;
            rig.Server.EndOfData = () =>
            {
                string? reply = isFirst ? null : "250 ok";
                isFirst = false;
                return reply;
            };
            Job job = rig.Press();
            rig.SendDue();
            SpoolRecord record = rig.Record(1);
            Assert.Equal((SpoolState.PerhapsDelivered, true), (record.State, record.MayHaveArrived));
            Assert.InRange(record.WaitS, 240, 360);
            rig.Pass(1);
            Assert.Equal(2, rig.Server.Copies(job.MessageId, "a@example.com"));
            Assert.Equal(SpoolState.Delivered, rig.Record(1).State);
        }

        [Fact]
        public void WhatOnlyAPersonCanMendIsHeldAtOnce()
        {
            var rig = new QueueRig(settings: QueueRig.SettingsText.Replace("\"tls\": \"none\"", "\"tls\": \"required\""));
            rig.Press();
            rig.SendDue();
            SpoolRecord record = rig.Record(1);
            Assert.Equal(SpoolState.Held, record.State);
            Assert.Equal("administrator", record.Who);
            Assert.Contains("STARTTLS", record.Reason);
        }

        [Fact]
        public void NewSettingsGiveWhatIsHeldForTheAdministratorAnotherTry()
        {
            var rig = new QueueRig(settings: QueueRig.SettingsText.Replace("\"tls\": \"none\"", "\"tls\": \"required\""));
            rig.Press();
            rig.SendDue();
            Assert.Equal(SpoolState.Held, rig.Record(1).State);
            rig.Queue.Apply(Settings.Parse(QueueRig.SettingsText));
            rig.SendDue();
            Assert.Equal(SpoolState.Delivered, rig.Record(1).State);
            Assert.Equal(1, rig.Server.Copies(rig.Accepted[1], "a@example.com"));
        }

        [Fact]
        public void WhatAUserMustMendIsNotTriedAgainBecauseOfNewSettings()
        {
            var rig = new QueueRig();
            rig.Server.Recipient = _ => "550 5.1.1 gone";
            rig.Press();
            rig.SendDue();
            rig.Queue.Apply(rig.Settings);
            Assert.Equal(SpoolState.Refused, rig.Record(1).State);
        }

        [Fact]
        public void TheNextPressIsScannedWhileAMailIsBeingSent()
        {
            var rig = new QueueRig();
            using var isSecondKept = new ManualResetEventSlim();
            using var areBothDone = new CountdownEvent(2);
            rig.OnChange = job =>
            {
                if (job is { Number: 2, State: JobState.Kept }) isSecondKept.Set();
                if (job.State == JobState.Done) areBothDone.Signal();
            };
            bool wasFirstWaiting = false;
            rig.Server.EndOfData = () =>
            {
                wasFirstWaiting |= isSecondKept.Wait(TimeSpan.FromSeconds(20));
                return "250 ok";
            };
            rig.Queue.Start();
            rig.Queue.Enqueue(rig.Settings.Profiles[0]);
            rig.Queue.Enqueue(rig.Settings.Profiles[0]);
            Assert.True(areBothDone.Wait(TimeSpan.FromSeconds(30)), rig.Queue.Fault?.ToString());
            rig.Queue.Stop();
            Assert.True(wasFirstWaiting);
            Assert.Null(rig.Queue.Fault);
            Assert.Equal(2, rig.Server.Mails.Count);
        }

        [Fact]
        public void AFaultOfTheFirmwareEndsTheThreadsAndIsKeptForWhoeverRestarts()
        {
            var rig = new QueueRig();
            rig.Server.Event = () => throw new InvalidOperationException("a fault");
            rig.Press();
            rig.Queue.Start();
            Assert.True(SpinWait.SpinUntil(() => rig.Queue.Fault is not null, 10_000));
            Assert.Equal("a fault", rig.Queue.Fault!.Message);
            rig.Server.Event = null;
            rig.Boot();
            Assert.Equal(SpoolState.PerhapsDelivered, rig.Record(1).State);
            rig.Pass(0.1);
            Assert.Single(rig.Server.Mails);
        }

        [Theory]
        [InlineData(3600 * 24 * 365 * 5)]
        [InlineData(-3600 * 24 * 365 * 5)]
        public void AClockThatJumpsNeitherLosesNorGivesUp(int jumpS)
        {
            var rig = new QueueRig();
            rig.Server.IsDown = true;
            rig.Press();
            rig.Pass(1);
            rig.Clock.SetUtc(rig.Clock.UtcNow.AddSeconds(jumpS));
            rig.Boot();
            rig.Pass(2);
            Assert.Equal(SpoolState.Waiting, rig.Record(1).State);
            rig.Server.IsDown = false;
            rig.Pass(1.3);
            Assert.Single(rig.Server.Mails);
        }

        [Fact]
        public void WithoutTheTimeAScanIsKeptAndSentOnceTheClockIsSet()
        {
            var rig = new QueueRig();
            rig.Clock.IsSet = false;
            rig.Clock.CanSynchronize = false;
            rig.Press();
            rig.Pass(0.5);
            Assert.Equal((SpoolState.Waiting, 0), (rig.Record(1).State, rig.Record(1).Tries));
            rig.Clock.CanSynchronize = true;
            rig.Pass(0.1);
            Assert.Single(rig.Server.Mails);
        }

        [Fact]
        public void AFullSpoolRefusesTheNextScanBeforeItsFirstPage()
        {
            var rig = new QueueRig { PageBytes = 100_000 };
            rig.Boot();
            rig.Server.IsDown = true;
            Job job = rig.Press();
            while (job.State == JobState.Kept)
            {
                Assert.True(rig.Queue.Spool.UsedBytes <= rig.Queue.Spool.LimitBytes);
                job = rig.Press();
            }
            Assert.Equal(DeliveryOutcome.NotSent, job.Result.Outcome);
            Assert.Contains("full of mail", job.Result.Diagnosis.Line());
            Assert.Equal("user", job.Result.Diagnosis.Who);
            Assert.Equal(0, job.Pages);
            Assert.Equal(rig.Accepted.Count, rig.Hal.Scanner.Sessions);
            rig.Server.IsDown = false;
            rig.Pass(1);
            Assert.Equal(rig.Accepted.Count, rig.Server.Mails.Count);
            Assert.Equal(JobState.Kept, rig.Press().State);
        }

        [Fact]
        public void AScanThatOutgrowsTheSpoolIsSentAsItComesAndWhole()
        {
            var rig = new QueueRig { PageBytes = 400_000 };
            rig.Boot();
            for (int i = 0; i < 4; i++) rig.Hal.Scanner.Pages.Add(SimPage.Jpeg(TestJpeg.Make(scanBytes: 300_000, seed: i)));
            Job job = rig.Press();
            Assert.Equal((JobState.Done, DeliveryOutcome.Delivered), (job.State, job.Result.Outcome));
            MimeMessage message = MimeMessage.Load(new MemoryStream(Assert.Single(rig.Server.Mails).Content));
            using PdfDocument document = PdfDocument.Open(Device.Attachment(message));
            Assert.Equal(5, document.NumberOfPages);
            for (int i = 0; i < 5; i++)
            {
                Assert.Equal(rig.Hal.Scanner.Pages[i].Bytes, document.GetPage(i + 1).GetImages().Single().RawBytes.ToArray());
            }
            Assert.Empty(rig.Records());
            Assert.DoesNotContain(rig.Flash.Files.Keys, name => name.StartsWith("spool", StringComparison.Ordinal));

            rig.Server.IsDown = true;
            job = rig.Press();
            Assert.Equal((JobState.Done, DeliveryOutcome.NotSent), (job.State, job.Result.Outcome));
            Assert.Empty(rig.Records());
            Assert.Equal(0, rig.Hal.Scanner.OpenSessions);
        }

        [Theory]
        [InlineData(false, "The device has no network link. (no cable)")]
        [InlineData(true, "The device has a network link, and no address on it. (no DHCP server answers)")]
        public void AMissingLinkAndAMissingAddressAreToldApart(bool hasLink, string cause)
        {
            var rig = new QueueRig();
            (rig.Hal.Network.IsUp, rig.Hal.Network.Link) = (false, hasLink);
            rig.Press();
            rig.SendDue();
            SpoolRecord record = rig.Record(1);
            Assert.Equal((SpoolState.Waiting, RetryKind.Connection), (record.State, record.Kind));
            Assert.Contains(cause, record.Reason);
            rig.Hal.Network.IsUp = true;
            rig.Pass(0.2);
            Assert.Single(rig.Server.Mails);
        }

        [Fact]
        public void ASmallBoardHasNoSpoolAndSendsWhileItScans()
        {
            var rig = new QueueRig(flash: new SimFlash { CapacityBytes = 262_144 },
                settings: QueueRig.SettingsText.Replace("\"sizeLimitBytes\": 1000000", "\"giveUpHours\": 24"));
            Assert.False(rig.Queue.Spool.IsEnabled);
            Job job = rig.Press();
            Assert.Equal((JobState.Done, DeliveryOutcome.Delivered), (job.State, job.Result.Outcome));
            Assert.DoesNotContain(rig.Seen, seen => seen.State == JobState.Kept);
        }

        [Theory]
        [InlineData(ScanFailure.Jam, 1, 500)]
        [InlineData(ScanFailure.FeederEmpty, 0, 0)]
        public void AScanThatFailsLeavesNothingInFlash(ScanFailure failure, int page, long atByte)
        {
            var rig = new QueueRig();
            rig.Hal.Scanner.Fault = (failure, page, atByte);
            Job job = rig.Press();
            Assert.Equal((JobState.Done, DeliveryOutcome.NotSent), (job.State, job.Result.Outcome));
            Assert.DoesNotContain(rig.Flash.Files.Keys, name => name.StartsWith("spool", StringComparison.Ordinal));
            Assert.Equal(0, rig.Queue.Spool.UsedBytes);
            Assert.Equal(0, rig.Hal.Scanner.OpenSessions);
        }

        [Fact]
        public void ACancelInTheScanLeavesNothingAndOneAfterItIsTooLate()
        {
            var rig = new QueueRig { PageBytes = 50_000 };
            rig.Boot();
            bool? isCancelled = null;
            rig.Hal.Scanner.Reading = (_, at) =>
            {
                if (at > 8000) isCancelled ??= rig.Queue.Cancel();
            };
            Job job = rig.Press();
            Assert.True(isCancelled);
            Assert.Equal(DeliveryOutcome.Cancelled, job.Result.Outcome);
            Assert.Empty(rig.Records());
            rig.Hal.Scanner.Reading = null;
            bool? tooLate = null;
            rig.OnChange = seen => tooLate ??= seen.State == JobState.Kept ? rig.Queue.Cancel() : null;
            Assert.Equal(JobState.Kept, rig.Press().State);
            Assert.False(tooLate);
        }

        [Fact]
        public void ACancelWhileAMailIsSentDeletesItUnlessItsEndIsOut()
        {
            var rig = new QueueRig { PageBytes = 200_000 };
            rig.Boot();
            rig.Press();
            int events = 0;
            bool? isCancelled = null;
            rig.Server.Event = () =>
            {
                if (++events == 20) isCancelled = rig.Queue.Cancel();
            };
            rig.SendDue();
            Assert.True(isCancelled);
            Assert.Empty(rig.Records());
            Assert.Empty(rig.Server.Mails);
            Assert.Equal(DeliveryOutcome.Cancelled, rig.Seen[^1].Outcome);

            rig.Server.Event = null;
            rig.Press();
            rig.Server.EndOfData = () =>
            {
                Assert.False(rig.Queue.Cancel());
                return "250 ok";
            };
            rig.SendDue();
            Assert.Single(rig.Server.Mails);
        }

        [Fact]
        public void PressesWaitForTheScannerAndCanBeCancelledBeforeIt()
        {
            var rig = new QueueRig();
            for (int i = 0; i < JobQueue.WaitingLimit; i++) Assert.NotNull(rig.Queue.Enqueue(rig.Settings.Profiles[0]));
            Assert.Null(rig.Queue.Enqueue(rig.Settings.Profiles[0]));
            Assert.Equal(Enumerable.Range(1, 8), rig.Queue.Jobs().Select(job => job.Number));
            Assert.True(rig.Queue.Cancel());
            Assert.Equal(Enumerable.Range(2, 7), rig.Queue.Jobs().Select(job => job.Number));
            Assert.Equal((1, JobState.Done, DeliveryOutcome.Cancelled), rig.Seen[^1]);
            while (rig.Queue.ScanOnce()) { }
            Assert.Equal(7, rig.Records().Count);
            Assert.False(rig.Queue.Cancel());
        }

        [Fact]
        public void APersonsOrdersAreRefusedForWhatIsNotThereOrInWork()
        {
            var rig = new QueueRig();
            Assert.False(rig.Queue.Retry(1));
            Assert.False(rig.Queue.Delete(1));
            rig.Press();
            bool? whileSending = null;
            rig.Server.Event = () => whileSending ??= rig.Queue.Delete(1) || rig.Queue.Retry(1);
            rig.SendDue();
            Assert.False(whileSending);
            Assert.False(rig.Queue.Retry(1));
            Assert.True(rig.Queue.Delete(1));
            Assert.Empty(rig.Records());
        }

        [Fact]
        public void NumbersGoOnAfterARebootEvenIfTheSpoolIsEmpty()
        {
            var rig = new QueueRig();
            for (int i = 1; i <= 3; i++) rig.Press();
            rig.SendDue();
            foreach (SpoolRecord record in rig.Records()) Assert.True(rig.Queue.Delete(record.Number));
            rig.Boot();
            Assert.Equal(4, rig.Press().Number);
        }

        [Fact]
        public void OnlyTheLastDeliveredRecordsAreKept()
        {
            var rig = new QueueRig();
            for (int i = 1; i <= 30; i++)
            {
                rig.Press();
                rig.SendDue();
            }
            Assert.Equal(Enumerable.Range(23, 8), rig.Records().Select(record => record.Number));
            rig.Boot();
            Assert.Equal(Enumerable.Range(23, 8), rig.Records().Select(record => record.Number));
        }

        [Fact]
        public void ADamagedRecordGoesToCorruptIsReportedAndBlocksNothing()
        {
            foreach (bool whileRunning in new[] { false, true })
            {
                var rig = new QueueRig();
                for (int i = 1; i <= 3; i++) rig.Press();
                rig.Flash.Files["spool/00000002.job"][40] ^= 1;
                if (!whileRunning) rig.Boot();
                rig.SendDue();
                Assert.Equal(["boss@example.com"], Assert.Single(rig.Server.Mails, IsDamageReport).Recipients);
                Assert.Equal(3, rig.Server.Mails.Count);
                Assert.Contains("job 2 was moved to spool/corrupt", rig.Queue.Spool.Problem);
                Assert.Contains("spool/corrupt/00000002.job", rig.Flash.Files.Keys);
                Assert.Contains("spool/corrupt/00000002.doc", rig.Flash.Files.Keys);
                rig.Boot();
                Assert.Equal("", rig.Queue.Spool.Problem);
            }
        }

        [Fact]
        public void ADocumentThatIsNotWholeIsNotSent()
        {
            var rig = new QueueRig();
            rig.Press();
            rig.Flash.Files["spool/00000001.doc"] = rig.Flash.Files["spool/00000001.doc"][..^1];
            rig.Boot();
            rig.SendDue();
            Assert.True(IsDamageReport(Assert.Single(rig.Server.Mails)));
            Assert.Contains("its document is not what was written", rig.Queue.Spool.Problem);
        }

        private static bool IsDamageReport(ModelMail mail)
        {
            MimeMessage message = MimeMessage.Load(new MemoryStream(mail.Content));
            return message.Subject == "Scanner 3: a mail is lost" && message.TextBody!.Contains("was moved to spool/corrupt");
        }

        [Fact]
        public void DamagesOfAnHourComeInOneReportThatNamesAll()
        {
            var rig = new QueueRig();
            rig.Server.IsDown = true;
            for (int i = 1; i <= 6; i++) rig.Press();
            rig.SendDue();
            rig.Server.IsDown = false;
            Damage(rig, 1);
            rig.Boot();
            rig.SendDue();
            Assert.Equal([[1]], DamageReports(rig));

            foreach (int number in new[] { 2, 4, 5 })
            {
                Damage(rig, number);
                Assert.Null(rig.Queue.Spool.Read(number));
                rig.Clock.Sleep(60_000);
                rig.SendDue();
                Assert.Single(DamageReports(rig));
                Assert.Contains($"job {number} was moved to spool/corrupt", LogLines.TextOf(rig.Log));
            }
            rig.Pass(0.9);
            Assert.Single(DamageReports(rig));
            rig.Pass(0.2);
            Assert.Equal([[1], [2, 4, 5]], DamageReports(rig));
            rig.Pass(3);
            Assert.Equal(2, DamageReports(rig).Count);
        }

        [Fact]
        public void ManyDamagesAreCountedAndTheFirstAreNamed()
        {
            var rig = new QueueRig();
            rig.Server.IsDown = true;
            for (int i = 1; i <= 20; i++)
            {
                rig.Press();
                Damage(rig, i);
            }
            rig.Boot();
            rig.Server.IsDown = false;
            rig.SendDue();
            Assert.Equal(Enumerable.Range(1, 12), DamageReports(rig).Single());
            MimeMessage report = Load(rig.Server.Mails.Single());
            Assert.Equal("Scanner 3: a mail is lost, and 19 more", report.Subject);
            Assert.Contains("job 12 was moved to spool/corrupt: its record can't be read\n8 more.", report.TextBody!.ReplaceLineEndings("\n"));
        }

        [Fact]
        public void DamageThatFlashHasNoRoomToReportIsReportedLater()
        {
            var rig = new QueueRig();
            rig.Server.IsDown = true;
            rig.Press();
            Damage(rig, 1);
            rig.Boot();
            rig.Server.IsDown = false;
            long capacityBytes = rig.Flash.CapacityBytes;
            rig.Flash.CapacityBytes = rig.Flash.UsedBytes;
            rig.Pass(0.5);
            Assert.Contains("the administrator can't be told", LogLines.TextOf(rig.Log));
            Assert.Empty(rig.Server.Mails);
            rig.Flash.CapacityBytes = capacityBytes;
            rig.Pass(1);
            Assert.Equal([[1]], DamageReports(rig));
        }

        private static void Damage(QueueRig rig, int number) => rig.Flash.Files[$"spool/{number:D8}.job"][40] ^= 1;

        /// <summary>The jobs that each report names.</summary>
        private static List<int[]> DamageReports(QueueRig rig) =>
            [.. rig.Server.Mails.Select(Load).Where(mail => mail.Subject!.StartsWith("Scanner 3: a mail is lost", StringComparison.Ordinal))
                .Select(mail => Regex.Matches(mail.TextBody!, "job ([0-9]+) was").Select(match => int.Parse(match.Groups[1].Value)).ToArray())];

        private static MimeMessage Load(ModelMail mail) => MimeMessage.Load(new MemoryStream(mail.Content));

        [Fact]
        public void TheCorruptFolderDoesNotGrowForEver()
        {
            var rig = new QueueRig();
            for (int i = 1; i <= 10; i++)
            {
                rig.Press();
                rig.Flash.Files[$"spool/{i:D8}.job"] = [1, 2, 3];
            }
            rig.Boot();
            Assert.Equal(["spool/corrupt/00000007", "spool/corrupt/00000008", "spool/corrupt/00000009", "spool/corrupt/00000010"],
                rig.Flash.Files.Keys.Where(name => name.StartsWith("spool/corrupt", StringComparison.Ordinal))
                    .Select(name => name[..^4]).Distinct().Order());
        }

        [Fact]
        public void AReadOnlyFlashSendsNothingTwiceAndTakesNoScan()
        {
            var rig = new QueueRig();
            rig.Press();
            rig.Flash.IsReadOnly = true;
            rig.Pass(1);
            Assert.Empty(rig.Server.Mails);
            Job job = rig.Press();
            Assert.Equal(DeliveryOutcome.NotSent, job.Result.Outcome);
            Assert.Contains("can't keep the scan", job.Result.Diagnosis.Line());
            rig.Flash.IsReadOnly = false;
            rig.Pass(1);
            Assert.Single(rig.Server.Mails);
        }

        [Fact]
        public void AFlashFullOfOtherThingsStillDeliversWhatIsKept()
        {
            var rig = new QueueRig();
            rig.Press();
            rig.Flash.CapacityBytes = rig.Flash.UsedBytes;
            rig.SendDue();
            Assert.Single(rig.Server.Mails);
            rig.Boot();
            rig.Pass(1);
            Assert.Single(rig.Server.Mails);
        }

        /// <summary>Who has the mail must not get it again because flash could not write that down.</summary>
        [Fact]
        public void AFlashFullOfOtherThingsRemembersWhoHasTheMail()
        {
            var rig = new QueueRig();
            rig.Server.Recipient = address => address[0] == 'b' ? "450 4.2.0 greylisted" : "250 ok";
            rig.Press(1);
            rig.Press();
            rig.Flash.CapacityBytes = rig.Flash.UsedBytes;
            rig.Pass(2);
            Assert.All(rig.Server.Mails.SelectMany(mail => mail.Recipients.Select(to => (mail.MessageId, to))).GroupBy(copy => copy),
                copies => Assert.Single(copies));
            Assert.Equal(RecipientState.Delivered, rig.Record(1).Recipients[0].State);
            rig.Flash.CapacityBytes = 2_000_000;
            rig.Pass(2);
            rig.Server.Recipient = _ => "250 ok";
            rig.Pass(2);
            Assert.Equal(1, rig.Server.Copies(rig.Accepted[1], "a@example.com"));
            Assert.Equal(1, rig.Server.Copies(rig.Accepted[1], "b@example.com"));
        }

        [Fact]
        public void RecordsOfDeliveredMailMakeRoomInAFullFlash()
        {
            var rig = new QueueRig();
            rig.Press();
            rig.SendDue();
            rig.Server.IsDown = true;
            rig.Press();
            rig.Flash.CapacityBytes = rig.Flash.UsedBytes;
            rig.SendDue();
            Assert.Equal((2, SpoolState.Waiting, 1), rig.Records().Select(record => (record.Number, record.State, record.Tries)).Single());
        }

        /// <summary>Whom the settings no longer allow gets nothing, not even of what was accepted before.</summary>
        [Fact]
        public void AMailToADomainThatIsForbiddenMeanwhileIsHeldAndReported()
        {
            var rig = new QueueRig();
            rig.Press();
            rig.Settings = Settings.Parse(QueueRig.SettingsText.Replace("\"method\"", "\"recipientDomains\": [\"example.org\"], \"method\"")
                .Replace("a@example.com", "a@example.org").Replace("b@example.com", "b@example.org").Replace("c@example.com", "c@example.org")
                .Replace("boss@example.com", "boss@example.org"));
            rig.Boot();
            rig.SendDue();
            Assert.Equal((SpoolState.Held, "administrator"), (rig.Record(1).State, rig.Record(1).Who));
            Assert.Contains("a@example.com", rig.Record(1).Reason);
            Assert.Equal(["boss@example.org"], Assert.Single(rig.Server.Mails).Recipients);
            rig.Settings = Settings.Parse(QueueRig.SettingsText);
            rig.Boot();
            rig.Queue.Apply(rig.Settings);
            rig.SendDue();
            Assert.Equal(1, rig.Server.Copies(rig.Accepted[1], "a@example.com"));
        }

        [Theory]
        [InlineData(true)]
        [InlineData(false)]
        public void AReportThatFindsNoRoomIsMadeLater(bool isRebooted)
        {
            var rig = new QueueRig();
            rig.Server.Recipient = address => address == "a@example.com" ? "550 5.1.1 gone" : "250 ok";
            for (int i = 0; i < Spool.JobLimit; i++)
            {
                rig.Server.IsDown = true;
                rig.Press();
                rig.Server.IsDown = false;
                if (i == Spool.JobLimit - 1) rig.SendDue();
            }
            Assert.Empty(rig.Server.Mails);
            if (isRebooted) rig.Boot();
            for (int i = 1; i <= 3; i++) rig.Queue.Delete(i);
            rig.Pass(0.5);
            Assert.Equal(Spool.JobLimit - 3, rig.Server.Mails.Count(mail => mail.Recipients[0] == "boss@example.com"));
        }

        [Fact]
        public void FilesThatAreNoJobsAreLeftAlone()
        {
            var rig = new QueueRig();
            rig.Flash.Files["spool/readme"] = Encoding.UTF8.GetBytes("hello");
            rig.Flash.Files["spool/0000000x.job"] = [];
            rig.Boot();
            Assert.Empty(rig.Records());
            Assert.Equal("", rig.Queue.Spool.Problem);
            rig.Press();
            rig.SendDue();
            Assert.Single(rig.Server.Mails);
        }
    }
}

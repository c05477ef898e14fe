using ScanToMail.Config;
using ScanToMail.Delivery;
using ScanToMail.Smtp;
using Xunit;

namespace ScanToMail.Tests.Delivery
{
    public class RetryPolicyTests
    {
        [Theory]
        [InlineData("network.refused", true, RetryKind.Connection)]
        [InlineData("tls.certificateRefused", true, RetryKind.Connection)]
        [InlineData("smtp.closed", true, RetryKind.Connection)]
        [InlineData("smtp.tlsNotOffered", false, RetryKind.None)]
        [InlineData("smtp.sizeLimit", false, RetryKind.None)]
        public void WhatBreaksIsTriedAgainUnlessAPersonMustAct(string kind, bool retry, RetryKind expected) =>
            Assert.Equal(expected, RetryPolicy.KindOf(new DeliveryResult
            {
                Diagnosis = new Diagnosis { Retry = retry, Symptom = new Symptom { Kind = kind, Phase = "connect" } }
            }));

        [Theory]
        [InlineData("mailFrom", 421, "4.3.2", "Service not available", RetryKind.Later)]
        [InlineData("mailFrom", 451, "4.7.0", "Temporary server error. PRX2", RetryKind.Later)]
        [InlineData("endOfData", 432, "4.3.2", "STOREDRV.ClientSubmit; sender thread limit exceeded", RetryKind.Throttled)]
        [InlineData("mailFrom", 451, "4.7.500", "Server busy", RetryKind.Throttled)]
        [InlineData("mailFrom", 451, "4.7.652", "exceeded max connections", RetryKind.Throttled)]
        [InlineData("rcptTo", 452, "4.5.3", "Too many recipients", RetryKind.Throttled)]
        [InlineData("rcptTo", 450, "4.2.0", "Recipient address rejected: Greylisted", RetryKind.Greylisted)]
        [InlineData("rcptTo", 451, "4.7.1", "please try again later", RetryKind.Greylisted)]
        [InlineData("endOfData", 451, "", "greylisting in action", RetryKind.Greylisted)]
        [InlineData("endOfData", 451, "4.3.0", "queue file write error", RetryKind.Later)]
        [InlineData("endOfData", 554, "5.2.0", "STOREDRV.Submission.Exception:SubmissionQuotaExceededException", RetryKind.Throttled)]
        [InlineData("endOfData", 550, "5.2.121", "recipient's hourly limit", RetryKind.Throttled)]
        [InlineData("endOfData", 554, "5.7.1", "spam", RetryKind.None)]
        [InlineData("auth", 535, "5.7.139", "basic authentication is disabled", RetryKind.None)]
        public void RepliesAreToldApart(string phase, int code, string enhanced, string text, RetryKind expected)
        {
            var reply = new SmtpReply(code, enhanced, text);
            Assert.Equal(expected, RetryPolicy.KindOf(new DeliveryResult
            {
                Diagnosis = new Diagnosis { Symptom = new Symptom { Kind = "reply", Phase = phase, Reply = reply }, Retry = code < 500 }
            }));
            if (phase != "rcptTo") return;
            Assert.Equal(expected, RetryPolicy.KindOf(new DeliveryResult
            {
                Outcome = DeliveryOutcome.PartlyDelivered,
                Recipients = [new SmtpRecipient { Accepted = true }, new SmtpRecipient { Reply = reply }]
            }));
        }

        [Fact]
        public void NoAnswerToTheEndIsItsOwnKindWhateverElseWasSaid() => Assert.Equal(RetryKind.PerhapsDelivered,
            RetryPolicy.KindOf(new DeliveryResult { Outcome = DeliveryOutcome.PerhapsDelivered }));

        [Theory]
        [InlineData(RetryKind.Connection, new[] { 1, 2, 5, 10, 30, 60, 60 })]
        [InlineData(RetryKind.Later, new[] { 1, 2, 5, 10, 30, 60, 60 })]
        [InlineData(RetryKind.Greylisted, new[] { 5, 10, 20, 30, 60, 60 })]
        [InlineData(RetryKind.Throttled, new[] { 5, 15, 30, 60, 60 })]
        [InlineData(RetryKind.PerhapsDelivered, new[] { 5, 15, 30, 60, 60 })]
        public void WaitsGrowAsTheHeaderSaysWithJitter(RetryKind kind, int[] minutes)
        {
            for (int i = 0; i < minutes.Length; i++)
            {
                Assert.Equal(minutes[i] * 48, RetryPolicy.WaitS(kind, i + 1, 0));
                Assert.Equal(minutes[i] * 72, RetryPolicy.WaitS(kind, i + 1, 255));
                Assert.InRange(RetryPolicy.WaitS(kind, i + 1, 128), minutes[i] * 59.9, minutes[i] * 60.2);
            }
        }

        [Fact]
        public void ARowOfAnotherKindBeginsAnewAndTheWaitsAddUpToTheEnd()
        {
            var record = new SpoolRecord();
            int tries = 0;
            while (RetryPolicy.Postpone(record, RetryKind.Connection, 24 * 3600, 128, 1000)) tries++;
            Assert.InRange(tries, 26, 30);
            Assert.InRange(record.WaitedS, 24 * 3600, 25 * 3600);
            Assert.False(RetryPolicy.Postpone(record, RetryKind.Greylisted, 24 * 3600, 128, 1000));
            Assert.Equal(1, record.KindTries);
        }

        [Theory]
        [InlineData(1000, 1600, 600)]
        [InlineData(1600, 1600, 0)]
        [InlineData(99_999_999, 1600, 0)]
        [InlineData(1, 1600, 600)]
        [InlineData(0, 1600, 0)]
        public void AfterARestartAMailWaitsForWhatIsLeftAndNeverLongerThanItsWait(long nowS, long nextTryS, int restS) =>
            Assert.Equal(restS, RetryPolicy.RestS(new SpoolRecord { NextTryS = nextTryS, WaitS = 600 }, nowS));
    }
}

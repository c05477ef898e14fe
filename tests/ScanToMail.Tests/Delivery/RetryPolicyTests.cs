using ScanToMail.Config;
using ScanToMail.Delivery;
using ScanToMail.Smtp;
using Xunit;

namespace ScanToMail.Tests.Delivery
{
    public class RetryPolicyTests
    {
        [Theory]
        [InlineData("stop", RetryKind.None)]
        [InlineData("action", RetryKind.None)]
        [InlineData("connection", RetryKind.Connection)]
        [InlineData("later", RetryKind.Later)]
        [InlineData("greylisted", RetryKind.Greylisted)]
        [InlineData("throttled", RetryKind.Throttled)]
        [InlineData("hours", RetryKind.Hours)]
        [InlineData("repeats", RetryKind.Repeats)]
        [InlineData("perhaps", RetryKind.PerhapsDelivered)]
        public void TheCataloguesClassesAreKnown(string retryClass, RetryKind expected) =>
            Assert.Equal(expected, RetryPolicy.KindOf(retryClass));

        [Fact]
        public void WhoMayStillBeReachedCountsMoreThanWhoIsRefused()
        {
            var refused = new Diagnosis { RetryKind = RetryKind.None };
            var putOff = new Diagnosis { RetryKind = RetryKind.Greylisted };
            Assert.Equal(RetryKind.None, RetryPolicy.KindOf(new DeliveryResult { Diagnosis = refused }));
            Assert.Equal(RetryKind.Greylisted, RetryPolicy.KindOf(new DeliveryResult { Diagnosis = refused, PutOff = putOff }));
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
        [InlineData(RetryKind.Hours, new[] { 80, 120, 240, 240 })]
        [InlineData(RetryKind.Repeats, new[] { 1, 2, 5, 10, 30, 60, 60 })]
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

        [Fact]
        public void WhatRepeatsIsTakenForTheSettingsAfterEightTimes()
        {
            var record = new SpoolRecord();
            for (int i = 1; i <= 8; i++) Assert.True(RetryPolicy.Postpone(record, RetryKind.Repeats, 24 * 3600, 128, 1000));
            Assert.False(RetryPolicy.Postpone(record, RetryKind.Repeats, 24 * 3600, 128, 1000));
            record = new SpoolRecord();
            for (int i = 1; i <= 8; i++) RetryPolicy.Postpone(record, RetryKind.Repeats, 24 * 3600, 128, 1000);
            Assert.True(RetryPolicy.Postpone(record, RetryKind.Later, 24 * 3600, 128, 1000));
            Assert.True(RetryPolicy.Postpone(record, RetryKind.Repeats, 24 * 3600, 128, 1000));
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

using System.Text;
using ScanToMail.Delivery;
using ScanToMail.Hal;
using ScanToMail.Jobs;
using ScanToMail.Tests.Jobs;
using ScanToMail.Tests.Support;
using Xunit;

namespace ScanToMail.Tests.Delivery
{
    public class EventLogTests
    {
        private readonly SimFlash _flash = new();
        private readonly SimClock _clock = new();

        [Fact]
        public void LinesComeBackWithTimeAndJobAndSurviveAReboot()
        {
            var log = new EventLog(_flash, _clock);
            log.Add(0, "started");
            _clock.Sleep(61_000);
            log.Add(12, "C: EHLO scänner");
            (DateTime, int, string)[] expected =
            [
                (new DateTime(2026, 11, 24, 9, 30, 0), 0, "started"),
                (new DateTime(2026, 11, 24, 9, 31, 1), 12, "C: EHLO scänner")
            ];
            Assert.Equal(expected, Lines(log));
            Assert.Empty(Lines(new EventLog(_flash, _clock)));
            log.Flush();
            Assert.Equal(expected, Lines(log));
            Assert.Equal(expected, Lines(new EventLog(_flash, _clock)));
            Assert.Equal(expected[1..], Lines(log, 12));
            Assert.Empty(Lines(log, 1));
        }

        [Fact]
        public void WithoutTheTimeALineSaysHowLongTheDeviceRuns()
        {
            _clock.IsSet = false;
            _clock.Sleep(82_000);
            var log = new EventLog(_flash, _clock);
            log.Add(3, "no clock");
            log.Flush();
            Assert.Equal([(DateTime.MinValue, 3, "(clock not set, 83 s after the start) no clock")], Lines(log));
        }

        [Fact]
        public void ControlCharactersAreNotKeptAndLongTextsGoOnInFurtherLines()
        {
            var log = new EventLog(_flash, _clock);
            log.Add(1, "a\r\nb\0c\u001b[2J");
            log.Add(1, new string('x', 239) + "\U0001f5a8" + new string('y', 2000));
            log.Flush();
            string[] texts = Lines(log).Select(line => line.Text).ToArray();
            Assert.Equal("a? b?c?[2J", texts[0]);
            Assert.Equal(new string('x', 239), texts[1]);
            Assert.StartsWith("\U0001f5a8y", texts[2]);
            Assert.Equal(5, texts.Length);
            Assert.All(texts, text => Assert.True(text.Length <= EventLog.LineLimitChars));
        }

        [Fact]
        public void TheRingKeepsTheNewestLinesWithinItsSizeWithFewWrites()
        {
            var log = new EventLog(_flash, _clock);
            for (int i = 1; i <= 3000; i++)
            {
                log.Add(i, "line " + i);
                if (i % 10 == 0) log.Flush();
            }
            int[] jobs = Lines(log).Select(line => line.Job).ToArray();
            Assert.Equal(Enumerable.Range(jobs[0], jobs.Length), jobs);
            Assert.Equal(3000, jobs[^1]);
            Assert.True(_flash.UsedBytes <= EventLog.LimitBytes, $"{_flash.UsedBytes} bytes");
            Assert.True(_flash.UsedBytes > EventLog.LimitBytes * 3 / 4, $"only {_flash.UsedBytes} bytes");
            Assert.Equal(300, _flash.FilesWritten);
            Assert.Equal(jobs, Lines(new EventLog(_flash, _clock)).Select(line => line.Job));
        }

        [Fact]
        public void ACutAnywhereLosesOnlyLinesThatWereNotWrittenYet()
        {
            var log = new EventLog(_flash, _clock);
            for (int i = 1; i <= 1200; i++)
            {
                log.Add(i, "line " + i);
                if (i % 25 == 0) log.Flush();
            }
            int flushed = 0;
            var cuts = new PowerCuts(_flash, seed: 7) { DrawsPerCut = 5 };
            cuts.TryAll(
                flash =>
                {
                    flushed = 1200;
                    var writer = new EventLog(flash, _clock);
                    for (int i = 1201; i <= 1320; i += 20)
                    {
                        for (int j = i; j < i + 20; j++) writer.Add(j, "line " + j);
                        writer.Flush();
                        flushed = i + 19;
                    }
                },
                flash => Lines(new EventLog(flash, _clock)),
                flash =>
                {
                    int[] jobs = Lines(new EventLog(flash, _clock)).Select(line => line.Job).ToArray();
                    Assert.Equal(Enumerable.Range(jobs[0], jobs.Length), jobs);
                    Assert.True(jobs[^1] >= flushed, $"{jobs[^1]} is the last line, {flushed} was written");
                    var again = new EventLog(flash, _clock);
                    again.Add(9999, "after");
                    again.Flush();
                    Assert.Equal(9999, Lines(new EventLog(flash, _clock))[^1].Job);
                    Assert.True(flash.UsedBytes <= EventLog.LimitBytes + 4096);
                });
            Assert.True(cuts.Tried > 100, $"{cuts.Tried} cuts only");
        }

        [Fact]
        public void AFullOrReadOnlyFlashStopsNothingAndIsToldLater()
        {
            _flash.CapacityBytes = 50;
            var log = new EventLog(_flash, _clock);
            for (int i = 1; i <= 100; i++) log.Add(i, "line " + i);
            log.Flush();
            _flash.CapacityBytes = 100_000;
            _flash.IsReadOnly = true;
            log.Add(101, "line 101");
            log.Flush();
            _flash.IsReadOnly = false;
            log.Add(102, "line 102");
            log.Flush();
            (DateTime, int Job, string Text)[] lines = Lines(log);
            Assert.Contains("101 lines of the log were lost", lines[^2].Text);
            Assert.Equal(102, lines[^1].Job);
        }

        [Fact]
        public void AFullFlashGivesUpTheOldestLinesForTheNewest()
        {
            var log = new EventLog(_flash, _clock);
            for (int i = 1; i <= 1000; i++) log.Add(i, "line " + i);
            log.Flush();
            _flash.CapacityBytes = _flash.UsedBytes + 100;
            for (int i = 1001; i <= 1500; i++) log.Add(i, "line " + i);
            log.Flush();
            Assert.Equal(1500, Lines(log)[^1].Job);
        }

        [Fact]
        public void WhoReadsWhileLinesComeGetsEachOnce()
        {
            var log = new EventLog(_flash, _clock);
            for (int i = 1; i <= 90; i++) log.Add(i, "line " + i);
            log.Flush();
            int next = 91;
            var reader = new Reader();
            reader.OnLine = () =>
            {
                if (next > 400) return;
                log.Add(next, "line " + next++);
                log.Add(next, "line " + next++);
                log.Flush();
            };
            log.WriteTo(reader, 0);
            Assert.Equal(Enumerable.Range(1, reader.Lines.Count), reader.Lines.Select(line => line.Job));
            Assert.True(reader.Lines.Count > 100);
        }

        [Fact]
        public void DamagedSegmentsAreSkipped()
        {
            var log = new EventLog(_flash, _clock);
            for (int i = 1; i <= 1000; i++) log.Add(i, "line " + i);
            log.Flush();
            int whole = Lines(log).Length;
            string name = _flash.Files.Keys.Order().ElementAt(1);
            _flash.Files[name][99] ^= 4;
            Assert.InRange(Lines(new EventLog(_flash, _clock)).Length, whole / 2, whole - 10);
            Assert.Equal(1000, Lines(new EventLog(_flash, _clock))[^1].Job);
        }

        [Fact]
        public void ErasingLeavesNothing()
        {
            var log = new EventLog(_flash, _clock);
            log.Add(1, "old");
            log.Flush();
            log.Add(2, "waiting");
            log.Erase();
            Assert.Empty(_flash.Files);
            Assert.Empty(Lines(log));
            log.Add(3, "new");
            log.Flush();
            Assert.Equal(3, Lines(log).Single().Job);
        }

        [Fact]
        public void TheSegmentsAreAsTheSpecificationSays()
        {
            var log = new EventLog(_flash, _clock);
            log.Add(1, "one");
            log.Flush();
            log.Add(2, "two");
            log.Flush();
            byte[] bytes = Assert.Single(_flash.Files, file => file.Key == "log/00000002").Value;
            Assert.Equal("STML", Encoding.ASCII.GetString(bytes, 0, 4));
            Assert.Equal(2u, BitConverter.ToUInt32(bytes, 8));
            Assert.Equal("1\n2026-11-24 09:30:00Z 1 one\n2026-11-24 09:30:00Z 2 two\n",
                Encoding.UTF8.GetString(bytes, 20, bytes.Length - 20));
        }

        [Fact]
        public void AJobsConversationIsInTheLogWithoutItsSecretsAndWithItsResult()
        {
            string settings = Device.Settings.Replace("\"auth\": \"none\"",
                "\"auth\": \"basic\", \"user\": \"u\", \"password\": \"TOPSECRET\"").Replace("\"tls\": \"none\"", "\"tls\": \"implicit\"");
            var device = new Device("TLS\nS: 220 mail\nC: EHLO scanner3.example.com\nS: 250-mail\nS: 250 AUTH PLAIN\n"
                + "C: AUTH PLAIN AHUAVE9QU0VDUkVU\nS: 535 5.7.8 no\nC: QUIT\nS: 221 bye", settings);
            Job job = device.Press();
            Assert.Equal(DeliveryOutcome.Refused, job.Result.Outcome);
            string text = string.Join("\n", Lines(new EventLog(device.Hal.Flash, device.Hal.Clock), job.Number).Select(line => line.Text));
            Assert.Contains("C: EHLO scanner3.example.com\nS: 250-mail\n", text);
            Assert.Contains("S: 535 5.7.8 no", text);
            Assert.Contains("refused " + job.MessageId, text);
            Assert.Contains(job.Result.Diagnosis.Cause, text);
            Assert.DoesNotContain("TOPSECRET", text);
            Assert.DoesNotContain("AHUAVE9QU0VDUkVU", text);
        }

        private static (DateTime Utc, int Job, string Text)[] Lines(EventLog log, int job = 0)
        {
            var reader = new Reader();
            log.WriteTo(reader, job);
            return reader.Lines.ToArray();
        }

        private sealed class Reader : EventLogReader
        {
            public List<(DateTime Utc, int Job, string Text)> Lines { get; } = [];

            public Action? OnLine { get; set; }

            public override void Line(DateTime utc, int job, string text)
            {
                Lines.Add((utc, job, text));
                OnLine?.Invoke();
            }
        }
    }
}

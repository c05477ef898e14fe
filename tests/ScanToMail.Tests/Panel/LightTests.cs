using System.Text.RegularExpressions;
using ScanToMail.Panel;
using Xunit;

namespace ScanToMail.Tests.Panel
{
    /// <summary>The light's rhythms against firmware/PANEL.md.</summary>
    public class LightTests
    {
        /// <summary>The table's rows: name, steps, whether once.</summary>
        private static List<(string Name, long[] Steps, bool IsOnce)> Table() =>
            Regex.Matches(
                File.ReadAllText(Path.Combine(Repository(), "firmware", "PANEL.md")),
                @"^\| (\w+) \| ([0-9, ]+) \| (over and over|once) \|", RegexOptions.Multiline)
            .Select(row => (
                row.Groups[1].Value,
                row.Groups[2].Value.Split(", ").Select(long.Parse).ToArray(),
                row.Groups[3].Value == "once"))
            .ToList();

        [Fact]
        public void TheTableHasEveryPattern() =>
            Assert.Equal(Enum.GetValues<LightPattern>().Select(LightPatterns.Name), Table().Select(row => row.Name));

        [Fact]
        public void TheLightDoesWhatTheTableSays()
        {
            foreach (LightPattern pattern in Enum.GetValues<LightPattern>())
            {
                (_, long[] steps, bool isOnce) = Table()[(int)pattern];
                var rig = new PanelRig(1);
                // Another pattern before: what is measured begins with this one.
                rig.Loop.Show(pattern == LightPattern.Kept ? LightPattern.Sending : LightPattern.Kept);
                rig.Run(350);
                long fromMs = rig.Clock.MonotonicMs;
                rig.Loop.Show(pattern);
                rig.Run(20_000);
                string seen = string.Join(", ", rig.Rhythm(fromMs));
                Assert.True(Fits(Line(rig, fromMs), steps, isOnce ? 1 : 20), $"{pattern}: {seen}");
            }
        }

        /// <summary>Whether the light was on at each millisecond.</summary>
        private static List<bool> Line(PanelRig rig, long fromMs)
        {
            var line = new List<bool>();
            bool isOn = rig.Light.History.Last(change => change.AtMs < fromMs).On;
            int next = rig.Light.History.FindIndex(change => change.AtMs >= fromMs);
            for (long ms = fromMs; ms < rig.Clock.MonotonicMs; ms++)
            {
                while (next >= 0 && next < rig.Light.History.Count && rig.Light.History[next].AtMs <= ms)
                {
                    isOn = rig.Light.History[next++].On;
                }
                line.Add(isOn);
            }
            return line;
        }

        private static bool Fits(List<bool> line, long[] steps, int times)
        {
            int at = 0;
            for (int i = 0; i < times * steps.Length; i++)
            {
                for (int ms = 0; ms < steps[i % steps.Length] && at < line.Count; ms++, at++)
                {
                    if (line[at] != (i % steps.Length % 2 == 0)) return false;
                }
            }
            return true;
        }

        [Fact]
        public void NoTwoPatternsAreAlikeToAnEyeThatSeesNoColour()
        {
            List<(string Name, long[] Steps, bool IsOnce)> table = Table();
            Assert.Equal(table.Count, table.Select(row => Rhythm(row.Steps)).Distinct().Count());
        }

        /// <summary>A rhythm as an eye takes it: short, middle or long, on or off.</summary>
        private static string Rhythm(long[] steps) => string.Concat(steps.Select((step, i) =>
            (i % 2 == 0 ? "on" : "off") + (step < 400 ? "short " : step <= 1500 ? "middle " : "long ")));

        [Fact]
        public void NothingFlashesMoreThanThreeTimesASecond()
        {
            foreach ((string name, long[] steps, _) in Table())
            {
                var rises = new List<long>();
                long at = 0;
                for (int i = 0; i < 10 * steps.Length; at += steps[i++ % steps.Length])
                {
                    if (steps.Length > 1 && i % 2 == 0 && steps[i % steps.Length] > 0) rises.Add(at);
                }
                Assert.All(rises, rise =>
                    Assert.True(rises.Count(other => other >= rise && other < rise + 1000) <= 3, name));
            }
        }

        [Fact]
        public void SentIsShownOnceAndThenWhatWasShownBefore()
        {
            var rig = new PanelRig(1);
            rig.Loop.Show(LightPattern.Sending);
            rig.Run(5000);
            rig.Loop.Show(LightPattern.Sent);
            rig.Loop.Show(LightPattern.Ready);
            long fromMs = rig.Clock.MonotonicMs;
            rig.Run(10_000);
            Assert.Equal(LightPattern.Ready, rig.Loop.Shown);
            Assert.Equal([3000, 500], rig.Rhythm(fromMs)[^2..]);
            Assert.True(rig.Light.History[^1].On);
        }

        [Fact]
        public void AShownPatternIsNotBegunAnewByShowingItAgain()
        {
            var rig = new PanelRig(1);
            for (int i = 0; i < 100; i++)
            {
                rig.Loop.Show(LightPattern.Sending);
                rig.Run(70);
            }
            Assert.All(rig.Rhythm(rig.StartMs).Skip(1), step => Assert.Equal(1000, step));
        }

        [Fact]
        public void AfterAStandstillTheRhythmGoesOnAndIsNotCaughtUpWith()
        {
            var rig = new PanelRig(1);
            rig.Loop.Show(LightPattern.Scanning);
            rig.Run(1000);
            rig.Clock.Sleep(15_000);
            long fromMs = rig.Clock.MonotonicMs;
            int before = rig.Light.History.Count;
            rig.Run(2000);
            Assert.InRange(rig.Light.History.Count - before, 8, 12);
            Assert.All(rig.Rhythm(fromMs), step => Assert.Equal(200, step));
        }

        private static string Repository()
        {
            string folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "nf.sln"))) folder = Path.GetDirectoryName(folder)!;
            return folder;
        }
    }
}

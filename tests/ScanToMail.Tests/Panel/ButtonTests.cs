using ScanToMail.Panel;
using Xunit;

namespace ScanToMail.Tests.Panel
{
    /// <summary>What the panel takes a person's fingers for.</summary>
    public class ButtonTests
    {
        [Fact]
        public void EachButtonOfSeveralHasItsNumber()
        {
            var rig = new PanelRig(4);
            rig.Press(3).Press(1).Press(4).Press(3).Run();
            Assert.Equal(["press 3", "press 1", "press 4", "press 3"], rig.Heard);
        }

        [Fact]
        public void APressCountsWhenTheButtonComesUp()
        {
            var rig = new PanelRig(4);
            rig.Plan(2, true, rig.StartMs + 100);
            rig.Run(1500);
            Assert.Empty(rig.Heard);
            Assert.True(rig.Loop.IsHeld);
            rig.Plan(2, false, rig.Clock.MonotonicMs + 100);
            rig.Run(100);
            Assert.Equal(["press 2"], rig.Heard);
            Assert.False(rig.Loop.IsHeld);
        }

        [Theory]
        [InlineData(1)]
        [InlineData(4)]
        public void HoldingCancelsOnceAndStartsNothing(int buttons)
        {
            var rig = new PanelRig(buttons);
            long heardMs = 0;
            rig.OnHeard = () => heardMs = rig.Clock.MonotonicMs;
            rig.Press(1, downMs: 10_000).Run();
            Assert.Equal(["cancel"], rig.Heard);
            Assert.InRange(heardMs - rig.StartMs, 300 + 2000, 300 + 2000 + 60);
        }

        [Theory]
        [InlineData(1900, "press 1")]
        [InlineData(2060, "cancel")]
        public void TwoSecondsDivideShortFromLong(int downMs, string heard)
        {
            var rig = new PanelRig(1);
            rig.Press(1, downMs).Run();
            Assert.Equal([heard], rig.Heard);
        }

        [Theory]
        [InlineData(1)]
        [InlineData(2)]
        [InlineData(5)]
        [InlineData(16)]
        public void WithOneButtonPressesAreCountedAndCountedBack(int count)
        {
            var rig = new PanelRig(1, highestNumber: 16);
            for (int i = 0; i < count; i++) rig.Press(1);
            long pressedMs = 0, releasedMs = rig.StartMs + count * 420;
            rig.OnHeard = () => pressedMs = rig.Clock.MonotonicMs;
            rig.Run(20_000);
            Assert.Equal([$"press {count}"], rig.Heard);
            List<long> rhythm = rig.Rhythm(releasedMs);
            Assert.InRange(rhythm[0], 750, 900);
            Assert.Equal(Enumerable.Repeat(300L, 2 * count - 1), rhythm.Skip(1).Take(2 * count - 1));
            int countedMs = 1000 + 800 + (2 * count - 1) * 300 + 800;
            Assert.InRange(pressedMs - releasedMs, countedMs, countedMs + 100);
        }

        [Fact]
        public void MoreThanSixteenPressesAreSixteen()
        {
            var rig = new PanelRig(1, highestNumber: 3);
            for (int i = 0; i < 40; i++) rig.Press(1);
            rig.Run(20_000);
            Assert.Equal(["press 16"], rig.Heard);
        }

        [Fact]
        public void APressWhileTheLightCountsBackBeginsAnew()
        {
            var rig = new PanelRig(1, highestNumber: 3);
            rig.Press(1).Press(1).Press(1).Press(1, afterMs: 2200).Run();
            Assert.Equal(["press 1"], rig.Heard);
        }

        [Fact]
        public void HoldingForgetsWhatWasPressedSoFar()
        {
            foreach (int afterMs in new[] { 300, 2200 })
            {
                var rig = new PanelRig(1, highestNumber: 3);
                rig.Press(1).Press(1).Press(1, downMs: 3000, afterMs: afterMs).Run();
                Assert.Equal(["cancel"], rig.Heard);
            }
        }

        [Fact]
        public void WithOneButtonAndOneProfileAPressIsTakenAtOnce()
        {
            var rig = new PanelRig(1);
            long heardMs = 0;
            rig.OnHeard = () => heardMs = rig.Clock.MonotonicMs;
            rig.Press(1).Run();
            Assert.Equal(["press 1"], rig.Heard);
            Assert.InRange(heardMs - rig.StartMs, 420, 420 + 60);
        }

        [Fact]
        public void TwoButtonsAtOnceAreNothing()
        {
            foreach (int overlapMs in new[] { 40, 100, 5000 })
            {
                var rig = new PanelRig(3);
                rig.Plan(1, true, rig.StartMs + 100);
                rig.Plan(2, true, rig.StartMs + 200);
                rig.Plan(3, true, rig.StartMs + 210);
                rig.Plan(1, false, rig.StartMs + 200 + overlapMs);
                rig.Plan(3, false, rig.StartMs + 250 + overlapMs);
                rig.Plan(2, false, rig.StartMs + 300 + overlapMs);
                rig.Run();
                Assert.Empty(rig.Heard);
                rig.Press(2).Run();
                Assert.Equal(["press 2"], rig.Heard);
            }
        }

        [Fact]
        public void AButtonThatIsDownAtTheStartIsStuckAndTheOthersWork()
        {
            var rig = new PanelRig(3);
            rig.Buttons.Set(2, true);
            rig.Run(10_000);
            Assert.Equal(["stuck 2"], rig.Heard);
            Assert.False(rig.Loop.IsHeld);
            rig.Press(1).Press(3, downMs: 2500).Run();
            Assert.Equal(["stuck 2", "press 1", "cancel"], rig.Heard);
            rig.Plan(2, false, rig.Clock.MonotonicMs + 50);
            rig.Run().Press(2).Run();
            Assert.Equal(["stuck 2", "press 1", "cancel", "press 2"], rig.Heard);
        }

        [Fact]
        public void AButtonThatStaysDownIsStuckAfterAMinute()
        {
            var rig = new PanelRig(2);
            rig.Plan(1, true, rig.StartMs + 100);
            rig.Run(200_000);
            Assert.Equal(["cancel", "stuck 1"], rig.Heard);
            rig.Press(2).Run();
            Assert.Equal(["cancel", "stuck 1", "press 2"], rig.Heard);
        }

        [Fact]
        public void BouncingContactsMakeNoPressMoreOrLess()
        {
            for (int seed = 1; seed <= 500; seed++)
            {
                var random = new Random(seed);
                var rig = new PanelRig(4, seed: seed);
                var expected = new List<string>();
                for (int i = 0; i < 6; i++)
                {
                    int number = random.Next(1, 5);
                    bool isLong = random.Next(4) == 0;
                    rig.Press(number, isLong ? random.Next(2200, 4000) : random.Next(80, 1700), random.Next(150, 2000));
                    expected.Add(isLong ? "cancel" : $"press {number}");
                }
                rig.Run();
                Assert.True(expected.SequenceEqual(rig.Heard), $"seed {seed}: {string.Join(", ", rig.Heard)}");
            }
        }

        [Fact]
        public void BouncingContactsDoNotChangeTheCount()
        {
            for (int seed = 1; seed <= 200; seed++)
            {
                var random = new Random(seed);
                var rig = new PanelRig(1, highestNumber: 9, seed: seed);
                int count = random.Next(1, 10);
                for (int i = 0; i < count; i++) rig.Press(1, random.Next(80, 400), random.Next(120, 700));
                rig.Run(12_000);
                string heard = string.Join(", ", rig.Heard);
                Assert.True(heard == $"press {count}", $"seed {seed}: {count} is {heard}");
            }
        }

        [Fact]
        public void DisturbancesShorterThanAFingerAreNothing()
        {
            var random = new Random(5);
            var rig = new PanelRig(2);
            for (int i = 0; i < 500; i++) rig.Press(random.Next(1, 3), random.Next(1, 28), random.Next(35, 100));
            rig.Run();
            Assert.Empty(rig.Heard);
        }

        [Fact]
        public void APressWhoseEndFellIntoAStandstillIsNothing()
        {
            var rig = new PanelRig(2);
            rig.Buttons.Set(1, false);
            rig.Run(100);
            rig.Plan(1, true, rig.Clock.MonotonicMs + 10);
            rig.Run(100);
            rig.Buttons.Set(1, false);
            rig.Clock.Sleep(15_000);
            rig.Run().Press(1).Run();
            Assert.Equal(["press 1"], rig.Heard);
        }

        [Fact]
        public void AButtonHeldThroughAStandstillIsHeld()
        {
            var rig = new PanelRig(2);
            rig.Plan(1, true, rig.StartMs + 10);
            rig.Run(100);
            rig.Clock.Sleep(15_000);
            rig.Plan(1, false, rig.Clock.MonotonicMs + 500);
            rig.Run();
            Assert.Equal(["cancel"], rig.Heard);
        }

        [Fact]
        public void RandomFingersNeverBreakIt()
        {
            for (int seed = 1; seed <= 300; seed++)
            {
                var random = new Random(seed);
                int buttons = random.Next(1, 17);
                var rig = new PanelRig(buttons, random.Next(1, 17));
                for (int i = 0; i < 40; i++)
                {
                    rig.Plan(random.Next(1, buttons + 1), random.Next(2) == 0, rig.StartMs + random.Next(20_000));
                }
                rig.Run();
                Assert.All(rig.Heard, what => Assert.Matches("^(press ([1-9]|1[0-6])|cancel|stuck [0-9]+)$", what));
            }
        }
    }
}

using ScanToMail.Tests.Faults.Endurance;
using ScanToMail.Tests.Faults.PowerCuts;
using ScanToMail.Tests.Faults.Servers;
using Xunit;

namespace ScanToMail.Tests.Faults
{
    /// <summary>The long runs, smaller. A failure names the seed and step with which the program replays it.</summary>
    public class FaultTests
    {
        public static IEnumerable<object[]> ScenarioNames => Scenario.All.Select(scenario => new object[] { scenario.Name });

        [Theory]
        [MemberData(nameof(ScenarioNames))]
        public void NoCutOfThePowerLosesOrRepeatsAMail(string name)
        {
            var run = new PowerCutRun(seed: 11, drawsPerCut: 1, cutsTwice: false);
            run.Run(Scenario.All.Single(scenario => scenario.Name == name));
            Assert.True(run.Cuts > 5, $"{run.Cuts} cuts only");
        }

        public static IEnumerable<object[]> ConsoleScenarioNames => ConsoleScenario.All.Select(scenario => new object[] { scenario.Name });

        [Theory]
        [MemberData(nameof(ConsoleScenarioNames))]
        public void NoCutOfThePowerLeavesHalfOfWhatAPersonDidAtTheConsole(string name)
        {
            long cuts = ConsoleScenario.All.Single(scenario => scenario.Name == name).Run(seed: 13, draws: 2);
            Assert.True(cuts > 5, $"{cuts} cuts only");
        }

        [Theory]
        [InlineData("a scan is accepted")]
        [InlineData("some recipients are refused")]
        [InlineData("a boot repairs half states and sends")]
        public void NorDoesASecondCutInTheBootBehindIt(string name)
        {
            var run = new PowerCutRun(seed: 12, drawsPerCut: 1, cutsTwice: true);
            run.Run(Scenario.All.Single(scenario => scenario.Name == name));
            Assert.True(run.SecondCuts > 20, $"{run.SecondCuts} second cuts only");
        }

        [Fact]
        public void AHostileServerGetsNothingOutOfTheDeviceAndNothingPastIt()
        {
            int seed = Environment.TickCount;
            var run = new ServerFuzzRun(seed);
            for (int i = 0; i < 5000; i++) run.Run(i);
            Assert.True(run.Hostile > 1000, $"seed {seed}: {run.Hostile} hostile conversations only");
            Assert.True(run.Outcomes.Count >= 5 && run.Outcomes["delivered"] > 500, $"seed {seed}: {string.Join(", ", run.Outcomes)}");
            Assert.True(run.PeakBytes > 10_000);
        }

        [Fact]
        public void ThreeHundredJobsWithRandomFaultsAreAllAccountedFor()
        {
            var run = new EnduranceRun(Environment.TickCount);
            run.Run(300);
            Assert.True(run.Accepted > 100 && run.PowerCuts > 5, $"{run.Accepted} accepted, {run.PowerCuts} power cuts");
        }

        [Fact]
        public void AJobWearsTheFlashNoMoreThanItWasBuiltFor() => Assert.InRange(EnduranceRun.CalmCost().Files, 5, 7);
    }
}

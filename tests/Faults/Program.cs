using System.CommandLine;
using System.Diagnostics;
using ScanToMail.Tests.Faults.Endurance;
using ScanToMail.Tests.Faults.PowerCuts;
using ScanToMail.Tests.Faults.Servers;

namespace ScanToMail.Tests.Faults
{
    using Console = System.Console;

    /// <summary>The long runs. Each prints its counts and ends with 1 at the first broken invariant, with the seed and step
    /// that replay it.</summary>
    public static class Program
    {
        public static int Main(string[] args)
        {
            var root = new RootCommand("Faults on purpose: power cuts, hostile servers, endurance.");
            root.Subcommands.Add(PowerCutsCommand());
            root.Subcommands.Add(ServersCommand());
            root.Subcommands.Add(EnduranceCommand());
            return root.Parse(args).Invoke();
        }

        private static Command PowerCutsCommand()
        {
            var seed = new Option<int>("--seed") { Description = "decides what cuts leave of open files", DefaultValueFactory = _ => 1 };
            var draws = new Option<int>("--draws") { Description = "how often each place is tried", DefaultValueFactory = _ => 6 };
            var only = new Option<string?>("--only") { Description = "part of a scenario's name" };
            var command = new Command("powercuts", "Cuts the power at every operation of every scenario, and of the boot behind it.")
            {
                seed, draws, only
            };
            command.SetAction(parsed => Guard(() => RunPowerCuts(
                parsed.GetValue(seed), parsed.GetValue(draws), parsed.GetValue(only) ?? "")));
            return command;
        }

        private static void RunPowerCuts(int seed, int draws, string only)
        {
            Console.WriteLine($"seed {seed}, each place {draws} times, and every operation of the boot behind it");
            var run = new PowerCutRun(seed, draws, cutsTwice: true);
            foreach (Scenario scenario in Scenario.All.Where(scenario => scenario.Name.Contains(only, StringComparison.Ordinal)))
            {
                long before = run.Cuts + run.SecondCuts;
                run.Run(scenario);
                Console.WriteLine($"{run.Cuts + run.SecondCuts - before,8} cuts: {scenario.Name}");
            }
            long atConsole = 0;
            foreach (ConsoleScenario scenario in ConsoleScenario.All.Where(scenario => scenario.Name.Contains(only, StringComparison.Ordinal)))
            {
                long cuts = scenario.Run(seed, draws);
                atConsole += cuts;
                Console.WriteLine($"{cuts,8} cuts: {scenario.Name}");
            }
            Console.WriteLine($"{run.Cuts + run.SecondCuts + atConsole} cut points tried, {atConsole} of them in what a person does at the console, "
                + $"{run.SecondCuts} in the boot behind another cut of a scan or a mail; "
                + $"{run.Repeats} recipients got a second copy of the same Message-ID because the cut fell before the record; nothing was lost");
        }

        private static Command ServersCommand()
        {
            var seed = new Option<int>("--seed") { Description = "decides everything", DefaultValueFactory = _ => 1 };
            var count = new Option<int>("--count") { Description = "how many conversations", DefaultValueFactory = _ => 200_000 };
            var first = new Option<int>("--first") { Description = "number of the first one, to replay it", DefaultValueFactory = _ => 0 };
            var trace = new Option<bool>("--trace") { Description = "prints the conversations" };
            var command = new Command("servers", "Holds conversations with hostile servers.") { seed, count, first, trace };
            command.SetAction(parsed => Guard(() => RunServers(
                parsed.GetValue(seed), parsed.GetValue(first), parsed.GetValue(count), parsed.GetValue(trace))));
            return command;
        }

        private static void RunServers(int seed, int first, int count, bool isTraced)
        {
            Console.WriteLine($"seed {seed}, {count} conversations");
            var run = new ServerFuzzRun(seed) { Trace = isTraced ? Console.WriteLine : null };
            for (int i = first; i < first + count; i++) run.Run(i);
            foreach ((string outcome, int times) in run.Outcomes.OrderByDescending(outcome => outcome.Value))
            {
                Console.WriteLine($"{times,8} {outcome}");
            }
            Console.WriteLine($"{count} conversations, {run.Hostile} with a fault of the server; the longest {run.LongestMs / 1000} s of simulated "
                + $"time; at most {run.PeakBytes} bytes reachable; nothing said delivered that was not, no secret in clear");
        }

        private static Command EnduranceCommand()
        {
            var seed = new Option<int>("--seed") { Description = "decides everything", DefaultValueFactory = _ => 1 };
            var jobs = new Option<int>("--jobs") { Description = "how many presses", DefaultValueFactory = _ => 10_000 };
            var command = new Command("endurance", "One device over thousands of jobs with random faults.") { seed, jobs };
            command.SetAction(parsed => Guard(() => RunEndurance(parsed.GetValue(seed), parsed.GetValue(jobs))));
            return command;
        }

        private static void RunEndurance(int seed, int jobs)
        {
            Console.WriteLine($"seed {seed}, {jobs} presses");
            var run = new EnduranceRun(seed);
            run.Run(jobs, presses =>
            {
                if (presses % 1000 == 0) Console.WriteLine($"{presses,8} presses, {run.Tries} tries, {run.PowerCuts} power cuts");
            });
            Console.WriteLine($"{run.Presses} presses: {run.Accepted} accepted, {run.NotAccepted} not (jams, cancels, power cuts in the scan, a full spool), "
                + $"{run.Deleted} deleted by a person; {run.Mails} mails arrived in {run.Tries} tries with {run.PowerCuts} power cuts; "
                + $"{run.Repeats} recipients got a second copy that had to be risked; all accounted for");
            (double files, long bytes) = EnduranceRun.CalmCost();
            Console.WriteLine($"flash for a job in which nothing goes wrong: {files:F1} files, {bytes} bytes");
            Console.WriteLine($"at most {run.PeakBytes} bytes reachable at quiet moments, no connection open; flash: {run.FilesWritten / (double)run.Presses:F1} files and "
                + $"{run.BytesWritten / run.Presses} bytes written for a press, {run.FilesWritten / (double)run.Tries:F1} files for a try");
        }

        private static int Guard(Action run)
        {
            long start = Stopwatch.GetTimestamp();
            try
            {
                run();
                Console.WriteLine($"passed in {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s");
                return 0;
            }
            catch (BrokenInvariantException error)
            {
                Console.WriteLine("BROKEN: " + error.Message);
                return 1;
            }
        }
    }
}

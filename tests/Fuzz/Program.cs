using System.CommandLine;
using System.ComponentModel;
using System.Runtime.InteropServices;
using SharpFuzz;
using SharpFuzz.Common;

namespace ScanToMail.Tests.Fuzz
{
    using Console = System.Console;

    /// <summary>Coverage-guided fuzzing. Ends with 1 when an input broke a parser, and prints it; "once" replays it.</summary>
    public static class Program
    {
        private const int CountersBytes = 65536;

        public static int Main(string[] args)
        {
            PrepareCounters();
            var root = new RootCommand("Fuzzes what reads bytes from outside: " + string.Join(", ", FuzzTarget.All.Select(target => target.Name)) + ".");
            root.Subcommands.Add(AflCommand());
            root.Subcommands.Add(TakeCommand());
            root.Subcommands.Add(OnceCommand());
            return root.Parse(args).Invoke();
        }

        /// <summary>What the copied firmware counts in until afl-fuzz gives it memory: its code runs before that.</summary>
        private static unsafe void PrepareCounters() => Trace.SharedMem = (byte*)NativeMemory.AllocZeroed(CountersBytes);

        private static Command AflCommand()
        {
            var name = new Argument<string>("target") { Description = "a target, or all" };
            var seconds = new Option<int>("--seconds") { Description = "for each target", DefaultValueFactory = _ => 60 };
            var seed = new Option<int>("--seed") { Description = "decides what is tried", DefaultValueFactory = _ => 1 };
            var corpus = new Option<DirectoryInfo>("--corpus")
            {
                Description = "where what is found goes",
                DefaultValueFactory = _ => new DirectoryInfo(Path.Combine("tests", "Fuzz", "Corpus"))
            };
            var command = new Command("afl", "Fuzzes with afl-fuzz, which must be installed (Debian: afl++).") { name, seconds, seed, corpus };
            command.SetAction(parsed => Guard(() =>
            {
                string wanted = parsed.GetRequiredValue(name);
                IEnumerable<FuzzTarget> targets = wanted == "all" ? FuzzTarget.All : [FuzzTarget.Find(wanted)];
                string folder = Directory.CreateDirectory(parsed.GetRequiredValue(corpus).FullName).FullName;
                return targets.Sum(target => new AflRun(target, parsed.GetValue(seconds), parsed.GetValue(seed), folder).Run()) > 0 ? 1 : 0;
            }));
            return command;
        }

        private static Command TakeCommand()
        {
            var name = new Argument<string>("target");
            var command = new Command("take", "Takes inputs from afl-fuzz; what \"afl\" starts.") { name };
            command.SetAction(parsed => Guard(() =>
            {
                FuzzTarget target = FuzzTarget.Find(parsed.GetRequiredValue(name));
                Fuzzer.Run((Stream stream) =>
                {
                    var input = new MemoryStream();
                    stream.CopyTo(input);
                    target.Take(input.ToArray());
                });
                return 0;
            }));
            return command;
        }

        private static Command OnceCommand()
        {
            var name = new Argument<string>("target");
            var input = new Argument<string>("input") { Description = "in base64, as \"afl\" prints it" };
            var command = new Command("once", "Takes one input and shows what it throws.") { name, input };
            command.SetAction(parsed => Guard(() =>
            {
                FuzzTarget target = FuzzTarget.Find(parsed.GetRequiredValue(name));
                byte[] bytes = Convert.FromBase64String(parsed.GetRequiredValue(input));
                return IsTaken(target, bytes) ? 0 : 1;
            }));
            return command;
        }

        private static bool IsTaken(FuzzTarget target, byte[] bytes)
        {
            try
            {
                target.Take(bytes);
                Console.WriteLine("taken");
                return true;
            }
            catch (Exception error)
            {
                Console.WriteLine("BROKEN: " + error);
                return false;
            }
        }

        private static int Guard(Func<int> run)
        {
            try
            {
                return run();
            }
            catch (Exception error) when (error is FormatException or InvalidOperationException or Win32Exception)
            {
                Console.Error.WriteLine(error is Win32Exception ? "afl-fuzz can't be started; install it (Debian: apt-get install afl++)" : error.Message);
                return 2;
            }
        }
    }
}

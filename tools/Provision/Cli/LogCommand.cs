using System.CommandLine;
using ScanToMail.Provision.Device;

namespace ScanToMail.Provision.Cli
{
    /// <summary><c>log</c>: what happened last on the device.</summary>
    internal static class LogCommand
    {
        public static Command Create(Terminal terminal)
        {
            var job = new Argument<int?>("JOB") { Description = "One job's number. Without: all.", Arity = ArgumentArity.ZeroOrOne };
            var command = new Command("log", "Shows what happened last on the device.") { job };
            command.SetAction(result => Exit.Guard(terminal, () =>
            {
                using DeviceConsole console = Session.Open(result, terminal);
                int? number = result.GetValue(job);
                console.Execute(number == null ? "log" : $"log {number}", hear: terminal.Out.WriteLine);
            }));
            return command;
        }
    }
}

using System.CommandLine;
using ScanToMail.Provision.Device;
using ScanToMail.Provision.Settings;

namespace ScanToMail.Provision.Cli
{
    /// <summary><c>show</c>: the device's settings, secrets masked.</summary>
    internal static class ShowCommand
    {
        public static Command Create(Terminal terminal)
        {
            var key = new Argument<string?>("KEY")
            {
                Description = "One key, such as sending.host. Without: all settings as JSON, which 'apply' takes back.",
                Arity = ArgumentArity.ZeroOrOne
            };
            var command = new Command("show", "Shows the device's settings; secrets are masked.") { key };
            command.SetAction(result => Exit.Guard(terminal, () =>
            {
                string? path = result.GetValue(key);
                if (path != null) SettingPath.Parse(path);
                using DeviceConsole console = Session.Open(result, terminal);
                string[] lines = console.Execute(path == null ? "export" : "show " + path);
                foreach (string line in lines) terminal.Out.WriteLine(line);
            }));
            return command;
        }
    }
}

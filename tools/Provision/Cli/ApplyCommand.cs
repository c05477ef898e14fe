using System.CommandLine;
using ScanToMail.Provision.Device;
using ScanToMail.Provision.Settings;

namespace ScanToMail.Provision.Cli
{
    /// <summary><c>apply</c>: sends a settings file to the device, which takes it whole or not at all.</summary>
    internal static class ApplyCommand
    {
        public static Command Create(Terminal terminal)
        {
            var file = new Argument<FileInfo>("FILE") { Description = "Settings (JSON), such as one of device-config/." };
            var set = new Option<string[]>("--set")
            {
                Description = "KEY=VALUE: a value in place of the file's; a list's elements have commas between. May be given again."
            };
            var secret = new Option<string[]>("--secret")
            {
                Description = "KEY: a value that is asked for without echo, or is the next line of standard input. May be given again."
            };
            var command = new Command("apply", "Sends settings to the device; it takes them whole or not at all.")
            {
                file, set, secret
            };
            command.SetAction(result => Exit.Guard(terminal, () =>
            {
                SettingsFile settings = Prepare(
                    result.GetRequiredValue(file), result.GetValue(set) ?? [], result.GetValue(secret) ?? []);
                string[] keys = result.GetValue(secret) ?? [];
                Send(result, terminal, settings, keys);
            }));
            return command;
        }

        // What can be wrong on this PC is found before the device is touched or a secret asked for.
        private static SettingsFile Prepare(FileInfo file, string[] assignments, string[] secretKeys)
        {
            SettingsFile settings = SettingsFile.Read(file.FullName);
            foreach (string assignment in assignments)
            {
                int equals = assignment.IndexOf('=');
                string key = equals > 0 ? assignment[..equals].Trim()
                    : throw new SettingsFileException($"--set {assignment}: write KEY=VALUE, such as sending.port=25.");
                if (SettingTypes.IsSecret(key))
                {
                    throw new SettingsFileException($"--set {key}=...: others can read a command line. Use --secret {key}.");
                }

                settings.Set(key, assignment[(equals + 1)..]);
            }

            string[] left = [.. settings.Placeholders().Except(secretKeys)];
            if (left.Length > 0)
            {
                string how = string.Join(" ", left.Select(key => SettingTypes.IsSecret(key) ? $"--secret {key}" : $"--set {key}=..."));
                throw new SettingsFileException($"{file.Name} has placeholders left: {string.Join(", ", left)}. Give {how}.");
            }

            return settings;
        }

        private static void Send(ParseResult result, Terminal terminal, SettingsFile settings, string[] secretKeys)
        {
            using DeviceConsole console = Session.Open(result, terminal);
            foreach (string key in secretKeys)
            {
                string value = terminal.ReadSecret(key)
                    ?? throw new SettingsFileException($"--secret {key}: standard input ended before its line.");
                settings.Set(key, value);
            }

            string[] lines = settings.ToLines();
            string[] said = [];
            terminal.WithProgress("sending settings", lines.Length, step => said = console.Import(lines, step));
            foreach (string line in said) terminal.Out.WriteLine(line);
            terminal.Done("The device has the settings. 'Provision test connection' tries them.");
        }
    }
}

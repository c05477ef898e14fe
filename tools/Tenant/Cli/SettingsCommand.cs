using System.CommandLine;
using ScanToMail.Tenant.Configuration;

namespace ScanToMail.Tenant.Cli
{
    /// <summary><c>settings</c>: prints every setting with its default.</summary>
    internal static class SettingsCommand
    {
        public static Command Create()
        {
            var command = new Command("settings", "Print every setting with its default, as JSON.");
            command.SetAction(_ => Console.Out.WriteLine(TenantConfiguration.Defaults()));
            return command;
        }
    }
}

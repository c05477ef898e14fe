using System.CommandLine;

namespace ScanToMail.Tenant.Cli
{
    /// <summary>The command line.</summary>
    internal static class TenantCommand
    {
        public static RootCommand Create()
        {
            var command = new RootCommand(
                "A stand-in for Microsoft 365, and for a mail server on the premises, on this PC.");
            RunCommand.AddTo(command);
            command.Add(CatalogueCommand.Create());
            command.Add(SettingsCommand.Create());
            return command;
        }
    }
}

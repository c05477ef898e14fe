using System.CommandLine;
using ScanToMail.Provision.Device;
using ScanToMail.Provision.Settings;

namespace ScanToMail.Provision.Cli
{
    /// <summary><c>roots</c>: sends trusted root certificates to the device.</summary>
    internal static class RootsCommand
    {
        public static Command Create(Terminal terminal)
        {
            var file = new Argument<FileInfo>("FILE") { Description = "Certificates (PEM), such as device-config/roots/roots.pem." };
            var command = new Command("roots", "Replaces the root certificates that the device trusts.") { file };
            command.SetAction(result => Exit.Guard(terminal, () =>
            {
                string[] certificates = PemFile.ReadCertificates(result.GetRequiredValue(file).FullName);
                using DeviceConsole console = Session.Open(result, terminal);
                string[] answer = [];
                terminal.WithProgress("sending certificates", certificates.Length,
                    step => answer = console.ReplaceRoots(certificates, step));
                foreach (string line in answer) terminal.Out.WriteLine(line);
                terminal.Done(certificates.Length == 1
                    ? "The device trusts this root and no other."
                    : $"The device trusts these {certificates.Length} roots and no others.");
            }));
            return command;
        }
    }
}

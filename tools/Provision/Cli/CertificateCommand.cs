using System.CommandLine;
using ScanToMail.Provision.Device;
using ScanToMail.Provision.Settings;

namespace ScanToMail.Provision.Cli
{
    /// <summary><c>certificate</c>: sends the device's own certificate, for a relay that knows it by that.</summary>
    internal static class CertificateCommand
    {
        public static Command Create(Terminal terminal)
        {
            var file = new Argument<FileInfo>("FILE")
            {
                Description = "The certificate, its intermediates and its key, in one PEM file."
            };
            var command = new Command("certificate", "Sends the device's own certificate with its key.") { file };
            command.SetAction(result => Exit.Guard(terminal, () =>
            {
                string[] lines = PemFile.ReadWithKey(result.GetRequiredValue(file).FullName);
                using DeviceConsole console = Session.Open(result, terminal);
                string[] answer = [];
                terminal.WithProgress("sending the certificate", lines.Length,
                    step => answer = console.ImportCertificate(lines, step));
                foreach (string line in answer) terminal.Out.WriteLine(line);
                terminal.Done("The device has the certificate.");
            }));
            return command;
        }
    }
}

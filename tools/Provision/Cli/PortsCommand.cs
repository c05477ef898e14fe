using System.CommandLine;
using ScanToMail.Provision.Lines;
using Spectre.Console;

namespace ScanToMail.Provision.Cli
{
    /// <summary><c>ports</c>: the serial ports of this PC.</summary>
    internal static class PortsCommand
    {
        public static Command Create(Terminal terminal)
        {
            var command = new Command("ports", "Lists the serial ports of this PC.");
            command.SetAction(_ => Exit.Guard(terminal, () => Show(terminal)));
            return command;
        }

        private static void Show(Terminal terminal)
        {
            PortEntry[] ports = PortList.Find();
            if (ports.Length == 0)
            {
                terminal.Status.MarkupLine("There is no serial port. Is the board's USB cable in, and one that carries data?");
            }

            int width = ports.Select(p => p.Name.Length).DefaultIfEmpty().Max();
            foreach (PortEntry port in ports)
            {
                terminal.Out.WriteLine($"{port.Name.PadRight(width)}  {port.Description}".TrimEnd());
            }
        }
    }
}

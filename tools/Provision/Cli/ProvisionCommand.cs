using System.CommandLine;
using System.CommandLine.Parsing;

namespace ScanToMail.Provision.Cli
{
    /// <summary>The command line.</summary>
    internal static class ProvisionCommand
    {
        /// <summary>Parses and runs; returns the exit code.</summary>
        public static int Run(string[] args, Terminal terminal)
        {
            ParseResult result = Create(terminal).Parse(args);
            int code = result.Invoke(new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error });
            return result.Errors.Count > 0 ? Exit.Usage : code;
        }

        internal static RootCommand Create(Terminal terminal) =>
            new("Configures a ScanToMail device over its serial console.")
            {
                Session.Port,
                Session.Pin,
                PortsCommand.Create(terminal),
                ShowCommand.Create(terminal),
                ApplyCommand.Create(terminal),
                RootsCommand.Create(terminal),
                CertificateCommand.Create(terminal),
                TestCommand.Create(terminal),
                LogCommand.Create(terminal),
                TerminalCommand.Create(terminal)
            };
    }
}

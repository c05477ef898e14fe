using System.CommandLine;
using ScanToMail.Tenant.Smtp;
using Spectre.Console;

namespace ScanToMail.Tenant.Cli
{
    /// <summary>The command line: starts a server and shows what arrives until Ctrl+C.</summary>
    internal static class TenantCommand
    {
        private static readonly Option<FileInfo> RootOption = new("--root")
        {
            Description = "Write the root certificate to trust (PEM) to this file.",
        };

        private static readonly Option<DirectoryInfo> InboxOption = new("--inbox")
        {
            Description = "Write each message that arrives to this folder.",
        };

        private static readonly Option<string[]> PortOption = new("--port")
        {
            Description = "Port of an endpoint, such as submission=10587. Without: any free port.",
        };

        public static RootCommand Create()
        {
            var command = new RootCommand("A stand-in for Microsoft 365 and for a mail server on the premises.")
            {
                RootOption, InboxOption, PortOption,
            };
            command.SetAction(RunAsync);
            return command;
        }

        private static async Task<int> RunAsync(ParseResult result, CancellationToken cancellation)
        {
            var options = new TenantOptions();
            foreach (string text in result.GetValue(PortOption) ?? [])
            {
                if (!TrySetPort(options, text))
                {
                    await Console.Error.WriteLineAsync(
                        $"--port {text}: expected NAME=PORT, NAME one of "
                        + string.Join(", ", options.Smtp.Select(s => s.Name)) + ".");
                    return 2;
                }
            }

            await using TenantServer server = await TenantServer.StartAsync(options, cancellation);
            if (result.GetValue(RootOption) is FileInfo root)
            {
                await File.WriteAllTextAsync(root.FullName, server.RootCertificatePem, cancellation);
            }

            if (result.GetValue(InboxOption) is DirectoryInfo inbox)
            {
                inbox.Create();
                server.Inbox.Received += m => File.WriteAllBytes(
                    Path.Combine(inbox.FullName, $"{m.Number:0000}.eml"), m.Content);
            }

            Show(server);
            await Task.Delay(Timeout.Infinite, cancellation).ContinueWith(_ => { }, TaskScheduler.Default);
            return 0;
        }

        private static bool TrySetPort(TenantOptions options, string text)
        {
            string[] parts = text.Split('=');
            SmtpEndpointOptions? endpoint = options.Smtp.FirstOrDefault(s => s.Name == parts[0]);
            if (endpoint == null || parts.Length != 2 || !ushort.TryParse(parts[1], out ushort port))
            {
                return false;
            }

            endpoint.Port = port;
            return true;
        }

        private static void Show(TenantServer server)
        {
            var table = new Table().AddColumns("Endpoint", "Address", "TLS", "Stands for");
            foreach (SmtpEndpoint endpoint in server.Endpoints)
            {
                table.AddRow(
                    endpoint.Name, endpoint.Address.ToString(), endpoint.Options.Tls.ToString(), endpoint.Options.HostName);
            }

            AnsiConsole.Write(table);
            server.Inbox.Received += m => AnsiConsole.MarkupLineInterpolated(
                $"[green]message {m.Number}[/] from <{m.MailFrom}> to {string.Join(", ", m.Recipients)}: {m.Content.Length} bytes");
        }
    }
}

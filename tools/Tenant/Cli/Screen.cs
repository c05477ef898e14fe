using ScanToMail.Tenant.Smtp;
using Spectre.Console;

namespace ScanToMail.Tenant.Cli
{
    /// <summary>What a person sees: where everything listens, then each message and sign-in as it comes.</summary>
    internal sealed class Screen
    {
        private readonly TenantServer server;

        public Screen(TenantServer server)
        {
            this.server = server;
        }

        public void Show()
        {
            Table table = new Table().AddColumns("Part", "Listens on", "Stands for");
            foreach (SmtpEndpoint endpoint in server.Endpoints)
            {
                table.AddRow(
                    Markup.Escape(endpoint.Name),
                    endpoint.Address.ToString(),
                    Markup.Escape(string.Join('\n', endpoint.Options.StandsFor)));
            }

            if (server.Options.SignIn.Enabled)
            {
                table.AddRow(
                    "signIn",
                    Markup.Escape($"127.0.0.1:{server.SignIn.Port}, page {server.SignIn.PageUri}"),
                    Markup.Escape(string.Join('\n', server.Options.SignIn.StandsFor)));
            }

            if (server.Options.Dns.Enabled)
            {
                table.AddRow("dns", $"127.0.0.1:{server.Dns.Port}, UDP and TCP", "any DNS server");
            }

            AnsiConsole.Write(table);
            foreach (MailboxOptions mailbox in server.Options.Mailboxes)
            {
                AnsiConsole.MarkupLineInterpolated($"Mailbox {mailbox.Login}, password {mailbox.Password}");
            }

            server.Inbox.Received += message => AnsiConsole.MarkupLineInterpolated(
                $"[green]Message {message.Number}[/] at {message.Endpoint} from <{message.MailFrom}> to {
                    string.Join(", ", message.Recipients)}: {message.Content.Length} bytes, {message.Attribution}, {
                    message.Tls?.Protocol ?? "clear text"}");
            server.SignIn.CodeGiven += code => AnsiConsole.MarkupLineInterpolated(
                $"[yellow]Sign-in asked for[/]: open {server.SignIn.PageUri} and enter {code.UserCode}");
            AnsiConsole.WriteLine("Ctrl+C ends it.");
        }
    }
}

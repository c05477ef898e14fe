using System.CommandLine;
using System.Net;
using System.Text.Json;
using ScanToMail.Tenant.Certificates;
using ScanToMail.Tenant.Configuration;

namespace ScanToMail.Tenant.Cli
{
    /// <summary>Without a command: starts a server and shows what happens until Ctrl+C.</summary>
    internal static class RunCommand
    {
        private const int UsageError = 2;
        private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

        private static readonly Option<FileInfo> Config = new("--config")
        {
            Description = "Settings that differ from the defaults (JSON); 'settings' prints them all.",
        };

        private static readonly Option<string[]> Settings = new("--set")
        {
            Description = "One setting, such as organization.rejectDirectSend=true. May be given again.",
        };

        private static readonly Option<string[]> Replies = new("--reply")
        {
            Description = "A reply of Exchange Online to give, by name; 'replies' lists them. May be given again.",
        };

        private static readonly Option<string[]> Ports = new("--port")
        {
            Description = "A port, such as submission=10587, signIn=10443 or dns=10053. Without: any free one.",
        };

        private static readonly Option<FileInfo> Root = new("--root")
        {
            Description = "Write the root certificate to trust (PEM) to this file.",
        };

        private static readonly Option<FileInfo> Map = new("--map")
        {
            Description = "Write where each name leads (JSON) to this file, once all ports are open.",
        };

        private static readonly Option<DirectoryInfo> InboxFolder = new("--inbox")
        {
            Description = "Write each message, and the conversation it came in, to this folder.",
        };

        private static readonly Option<string[]> Clients = new("--issue-client")
        {
            Description = "Write a client certificate for a connector: NAME=FILE (PEM: leaf, intermediate, key).",
        };

        public static void AddTo(RootCommand command)
        {
            Option[] options = [Config, Settings, Replies, Ports, Root, Map, InboxFolder, Clients];
            foreach (Option option in options)
            {
                command.Add(option);
            }

            command.SetAction(RunAsync);
        }

        private static async Task<int> RunAsync(ParseResult result, CancellationToken cancellation)
        {
            try
            {
                TenantOptions options = await ReadAsync(result, cancellation);
                await using TenantServer server = await TenantServer.StartAsync(options, cancellation);
                await WriteFilesAsync(server, result, cancellation);
                new Screen(server).Show();
                await WriteMapAsync(server, result, cancellation);
                await Task.Delay(Timeout.Infinite, cancellation)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return 0;
            }
            catch (Exception e) when (e is ConfigurationException or ArgumentException or IOException)
            {
                await Console.Error.WriteLineAsync(e.Message);
                return UsageError;
            }
        }

        private static async Task<TenantOptions> ReadAsync(ParseResult result, CancellationToken cancellation)
        {
            FileInfo? file = result.GetValue(Config);
            string? json = file == null ? null : await File.ReadAllTextAsync(file.FullName, cancellation);
            IEnumerable<string> ports = (result.GetValue(Ports) ?? []).Select(PortSetting);
            TenantOptions options = TenantConfiguration.Read(json, [.. result.GetValue(Settings) ?? [], .. ports]);
            options.Replies.AddRange(result.GetValue(Replies) ?? []);
            return options;
        }

        private static string PortSetting(string text)
        {
            string[] parts = text.Split('=');
            bool ok = parts.Length == 2 && ushort.TryParse(parts[1], out _);
            if (!ok)
            {
                throw new ConfigurationException($"--port {text}: expected NAME=PORT, such as submission=10587.");
            }

            string path = parts[0] is "dns" or "signIn" ? parts[0] : "smtp." + parts[0];
            return $"{path}.port={parts[1]}";
        }

        private static async Task WriteFilesAsync(
            TenantServer server, ParseResult result, CancellationToken cancellation)
        {
            if (result.GetValue(Root) is FileInfo root)
            {
                await File.WriteAllTextAsync(root.FullName, server.RootCertificatePem, cancellation);
            }

            foreach (string text in result.GetValue(Clients) ?? [])
            {
                await IssueAsync(server, text, cancellation);
            }

            if (result.GetValue(InboxFolder) is DirectoryInfo folder)
            {
                folder.Create();
                server.Inbox.Received += message => Save(folder, message);
            }
        }

        // Last: whoever waits for this file may send at once, and what comes is to be seen.
        private static async Task WriteMapAsync(
            TenantServer server, ParseResult result, CancellationToken cancellation)
        {
            if (result.GetValue(Map) is FileInfo map)
            {
                Dictionary<string, string> names = server.NameMap().ToDictionary(n => n.Key, n => n.Value.ToString());
                names["dns:53"] = new IPEndPoint(IPAddress.Loopback, server.Dns.Port).ToString();
                await File.WriteAllTextAsync(map.FullName, JsonSerializer.Serialize(names, Indented), cancellation);
            }
        }

        private static async Task IssueAsync(TenantServer server, string text, CancellationToken cancellation)
        {
            string[] parts = text.Split('=', 2);
            if (parts.Length != 2)
            {
                throw new ConfigurationException($"--issue-client {text}: expected NAME=FILE.");
            }

            DateTimeOffset now = DateTimeOffset.UtcNow;
            using ClientCertificate certificate = server.Authority.IssueClient(
                parts[0], [parts[0]], now.AddDays(-1), now.AddYears(1));
            await File.WriteAllTextAsync(parts[1], certificate.BundlePem, cancellation);
        }

        private static void Save(DirectoryInfo folder, ReceivedMessage message)
        {
            string name = Path.Combine(folder.FullName, $"{message.Number:0000}");
            File.WriteAllBytes(name + ".eml", message.Content);
            _ = message.Session.Ended.ContinueWith(
                _ => File.WriteAllText(name + ".txt", message.Session.Transcript), TaskScheduler.Default);
        }
    }
}

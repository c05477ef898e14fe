using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ScanToMail.Tests.Interop
{
    /// <summary>
    /// A real Postfix on loopback with a configuration folder and a queue of its own: STARTTLS required, login through a
    /// Dovecot of its own (PLAIN and LOGIN), messages of up to 200 MB, all mail for example.com into one Maildir.
    /// </summary>
    public sealed class PostfixServer : IDisposable
    {
        public const string User = "scanner";
        public const string Password = "geheim+3 Wörter";
        public const string Host = "localhost";

        private readonly string _folder = Directory.CreateTempSubdirectory("scantomail-postfix-").FullName;
        private readonly TestAuthority _authority = new(Host);
        private readonly string _postfix;
        private Process? _dovecot;

        private PostfixServer(string postfix)
        {
            _postfix = postfix;
            Port = FreePort();
        }

        public int Port { get; }

        public string RootPem => _authority.RootPem;

        private string Maildir => Path.Combine(_folder, "mail", "inbox", "new");

        /// <summary>Starts it; skips the test where Postfix or Dovecot is not installed.</summary>
        public static PostfixServer Start()
        {
            string dovecot = Tool.Require("dovecot");
            string postfix = Tool.Require("postfix");
            Tool.RequireRoot();
            var server = new PostfixServer(postfix);
            try
            {
                server.WriteConfiguration();
                server.StartDovecot(dovecot);
                server.StartPostfix();
                return server;
            }
            catch
            {
                server.Dispose();
                throw;
            }
        }

        /// <summary>Waits for so many messages and gives their bytes, as delivered, the newest last.</summary>
        public IReadOnlyList<byte[]> WaitForMessages(int count)
        {
            var limit = Stopwatch.StartNew();
            string[] files = [];
            while (limit.Elapsed < TimeSpan.FromSeconds(60))
            {
                files = Directory.Exists(Maildir) ? Directory.GetFiles(Maildir) : [];
                if (files.Length >= count) return files.OrderBy(File.GetLastWriteTimeUtc).Select(File.ReadAllBytes).ToArray();
                Thread.Sleep(100);
            }
            throw new TimeoutException($"{files.Length} of {count} messages came. The log:\n{Log()}");
        }

        /// <summary>What Postfix has to say.</summary>
        public string Log() => File.Exists(LogFile) ? File.ReadAllText(LogFile) : "(no log)";

        public void Dispose()
        {
            Tool.Run(_postfix, "-c", Etc, "stop");
            if (_dovecot is not null)
            {
                _dovecot.Kill(entireProcessTree: true);
                _dovecot.WaitForExit();
                _dovecot.Dispose();
            }
            Directory.Delete(_folder, recursive: true);
        }

        private string Etc => Path.Combine(_folder, "etc");

        private string LogFile => Path.Combine(_folder, "log", "postfix.log");

        private void WriteConfiguration()
        {
            // Postfix' own users must get through to their folders.
            File.SetUnixFileMode(_folder, (UnixFileMode)0b111_101_101);
            foreach (string name in new[] { "etc", "queue", "data", "mail", "log", "dovecot" })
            {
                Directory.CreateDirectory(Path.Combine(_folder, name));
            }
            File.WriteAllText(Path.Combine(Etc, "server.pem"), _authority.KeyPem + "\n" + _authority.CertificatePem + "\n");
            File.SetUnixFileMode(Path.Combine(Etc, "server.pem"), UnixFileMode.UserRead);
            File.WriteAllText(Path.Combine(Etc, "main.cf"), MainConfiguration());
            File.WriteAllText(Path.Combine(Etc, "master.cf"), MasterConfiguration());
            Own("data", "postfix");
            Own("mail", "nobody");
        }

        private void Own(string name, string user)
        {
            (int exitCode, string output) = Tool.Run(Tool.Require("chown"), user, Path.Combine(_folder, name));
            if (exitCode != 0) throw new InvalidOperationException(output);
        }

        private string MainConfiguration() => $"""
            compatibility_level = 3.6
            queue_directory = {_folder}/queue
            data_directory = {_folder}/data
            command_directory = /usr/sbin
            daemon_directory = /usr/lib/postfix/sbin
            mail_owner = postfix
            setgid_group = postdrop
            maillog_file_prefixes = {_folder}
            maillog_file = {LogFile}
            myhostname = mail.example.com
            mydestination =
            mynetworks =
            inet_interfaces = 127.0.0.1
            inet_protocols = ipv4
            smtputf8_enable = yes
            message_size_limit = 209715200
            mailbox_size_limit = 0
            virtual_mailbox_limit = 0
            virtual_mailbox_domains = example.com
            virtual_mailbox_maps = static:inbox/
            virtual_mailbox_base = {_folder}/mail
            virtual_uid_maps = static:65534
            virtual_gid_maps = static:65534
            virtual_minimum_uid = 1
            smtpd_tls_chain_files = {Etc}/server.pem
            smtpd_tls_security_level = encrypt
            smtpd_sasl_auth_enable = yes
            smtpd_sasl_type = dovecot
            smtpd_sasl_path = {_folder}/dovecot/auth
            smtpd_sasl_security_options = noanonymous
            smtpd_relay_restrictions = permit_sasl_authenticated, reject
            smtpd_recipient_restrictions = check_recipient_access inline:{'{'}{'{'}gone@example.com = 550 5.1.1 nobody of that name{'}'}{'}'}
            """ + "\n";

        private string MasterConfiguration() => $"""
            127.0.0.1:{Port} inet n - n - - smtpd
            cleanup unix n - n - 0 cleanup
            qmgr unix n - n 300 1 qmgr
            tlsmgr unix - - n 1000? 1 tlsmgr
            rewrite unix - - n - - trivial-rewrite
            bounce unix - - n - 0 bounce
            defer unix - - n - 0 bounce
            trace unix - - n - 0 bounce
            verify unix - - n - 1 verify
            flush unix n - n 1000? 0 flush
            proxymap unix - - n - - proxymap
            proxywrite unix - - n - 1 proxymap
            smtp unix - - n - - smtp
            relay unix - - n - - smtp
            error unix - - n - - error
            retry unix - - n - - error
            discard unix - - n - - discard
            virtual unix - n n - - virtual
            anvil unix - - n - 1 anvil
            scache unix - - n - 1 scache
            postlog unix-dgram n - n - 1 postlogd
            """ + "\n";

        private void StartDovecot(string dovecot)
        {
            string folder = Path.Combine(_folder, "dovecot");
            File.WriteAllText(Path.Combine(folder, "users"), $"{User}:{{PLAIN}}{Password}::::::\n");
            string file = Path.Combine(folder, "dovecot.conf");
            File.WriteAllText(file, $$"""
                base_dir = {{folder}}/run
                state_dir = {{folder}}/state
                log_path = {{_folder}}/log/dovecot.log
                protocols =
                listen = 127.0.0.1
                ssl = no
                disable_plaintext_auth = no
                auth_mechanisms = plain login
                passdb {
                  driver = passwd-file
                  args = scheme=PLAIN {{folder}}/users
                }
                userdb {
                  driver = static
                  args = uid=65534 gid=65534 home=/nonexistent
                }
                service auth {
                  unix_listener {{folder}}/auth {
                    mode = 0666
                  }
                }
                service anvil {
                  chroot =
                }
                """);
            _dovecot = Process.Start(new ProcessStartInfo(dovecot, ["-F", "-c", file]) { RedirectStandardError = true })!;
            WaitFor(() => File.Exists(Path.Combine(folder, "auth")), "Dovecot's socket");
        }

        private void StartPostfix()
        {
            (int exitCode, string output) = Tool.Run(_postfix, "-c", Etc, "start");
            if (exitCode != 0) throw new InvalidOperationException($"postfix start: {output}\n{Log()}");
            WaitFor(CanConnect, "Postfix' port");
        }

        private bool CanConnect()
        {
            using var client = new TcpClient();
            try
            {
                client.Connect(IPAddress.Loopback, Port);
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        }

        private void WaitFor(Func<bool> isThere, string what)
        {
            var limit = Stopwatch.StartNew();
            while (!isThere())
            {
                if (limit.Elapsed > TimeSpan.FromSeconds(20)) throw new TimeoutException($"no {what}. The log:\n{Log()}");
                Thread.Sleep(50);
            }
        }

        private static int FreePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }
}

using System.Diagnostics;

namespace ScanToMail.Tests.Interop
{
    /// <summary>Dovecot's submission service on loopback in front of another server: STARTTLS, PLAIN and LOGIN; it offers
    /// what the server behind it offers, BINARYMIME and CHUNKING included.</summary>
    internal sealed class DovecotSubmissionServer : IDisposable
    {
        public const string User = "scanner";
        public const string Password = "secret-7";

        private readonly ServerFolder _folder = new("dovecot");
        private readonly Process _process;

        public DovecotSubmissionServer(int relayPort)
        {
            Tool.RequireRoot();
            string dovecot = Tool.Require("dovecot");
            Xunit.Skip.IfNot(File.Exists("/usr/lib/dovecot/submission"), "dovecot-submissiond is not installed");
            File.WriteAllText(_folder.PathOf("users"), $"{User}:{{PLAIN}}{Password}::::::\n");
            _folder.MakeFolder("mail", "nobody");
            File.WriteAllText(_folder.PathOf("dovecot.conf"), $$"""
                base_dir = {{_folder.PathOf("run")}}
                state_dir = {{_folder.PathOf("state")}}
                log_path = {{_folder.PathOf("dovecot.log")}}
                protocols = submission
                listen = 127.0.0.1
                hostname = mail.example.com
                ssl = required
                ssl_cert = <{{_folder.PathOf("server.pem")}}
                ssl_key = <{{_folder.PathOf("server.key")}}
                auth_mechanisms = plain login
                mail_location = maildir:{{_folder.PathOf("mail")}}
                submission_relay_host = 127.0.0.1
                submission_relay_port = {{relayPort}}
                submission_relay_ssl = no
                submission_backend_capabilities = 8BITMIME BINARYMIME CHUNKING DSN PIPELINING SIZE
                passdb {
                  driver = passwd-file
                  args = scheme=PLAIN {{_folder.PathOf("users")}}
                }
                userdb {
                  driver = static
                  args = uid=65534 gid=65534 home={{_folder.PathOf("mail")}}
                }
                first_valid_uid = 1
                service submission-login {
                  chroot =
                  inet_listener submission {
                    port = {{_folder.Port}}
                  }
                }
                service anvil {
                  chroot =
                }
                """);
            _process = ServerFolder.Start(dovecot, "-F", "-c", _folder.PathOf("dovecot.conf"));
            _folder.WaitForPort(Log);
        }

        public int Port => _folder.Port;

        public string RootPem => _folder.Authority.RootPem;

        public string Log() => File.Exists(_folder.PathOf("dovecot.log")) ? File.ReadAllText(_folder.PathOf("dovecot.log")) : "(no log)";

        public void Dispose()
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
            Thread.Sleep(200);
            _folder.Dispose();
        }
    }
}

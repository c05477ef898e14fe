using System.Diagnostics;

namespace ScanToMail.Tests.Interop
{
    /// <summary>Dovecot's submission service on loopback in front of another server: STARTTLS, PLAIN and LOGIN, or
    /// XOAUTH2 where tokens can be asked for; it offers what the server behind it offers, BINARYMIME and CHUNKING included.</summary>
    internal sealed class DovecotSubmissionServer : IDisposable
    {
        public const string User = "scanner";
        public const string Password = "secret-7";

        private readonly ServerFolder _folder;
        private readonly Process _process;

        /// <summary>Starts it, with the certificate of localhost and of the hosts named. With an introspection endpoint (RFC 7662)
        /// a login is a token.</summary>
        public DovecotSubmissionServer(int relayPort, Uri? introspection = null, params string[] otherHosts)
        {
            _folder = new ServerFolder("dovecot", otherHosts);
            Tool.RequireRoot();
            string dovecot = Tool.Require("dovecot");
            Xunit.Skip.IfNot(File.Exists("/usr/lib/dovecot/submission"), "dovecot-submissiond is not installed");
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
                auth_mechanisms = {{(introspection is null ? "plain login" : "xoauth2")}}
                mail_location = maildir:{{_folder.PathOf("mail")}}
                submission_relay_host = 127.0.0.1
                submission_relay_port = {{relayPort}}
                submission_relay_ssl = no
                submission_backend_capabilities = 8BITMIME BINARYMIME CHUNKING DSN PIPELINING SIZE
                passdb {
                  {{(introspection is null ? Passwords() : Tokens(introspection))}}
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

        private string Passwords()
        {
            File.WriteAllText(_folder.PathOf("users"), $"{User}:{{PLAIN}}{Password}::::::\n");
            return "driver = passwd-file\nargs = scheme=PLAIN " + _folder.PathOf("users");
        }

        // https://doc.dovecot.org/2.3/configuration_manual/authentication/oauth2/
        private string Tokens(Uri introspection)
        {
            File.WriteAllText(_folder.PathOf("oauth2.conf"), $"""
                introspection_url = {introspection}
                introspection_mode = post
                username_attribute = username
                active_attribute = active
                active_value = true

                """);
            return "driver = oauth2\nargs = " + _folder.PathOf("oauth2.conf");
        }

        public void Dispose()
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
            Thread.Sleep(200);
            _folder.Dispose();
        }
    }
}

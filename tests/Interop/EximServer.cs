using System.Diagnostics;

namespace ScanToMail.Tests.Interop
{
    /// <summary>A real Exim on loopback, from its unpacked package: STARTTLS and PLAIN required, CHUNKING and PIPELINING
    /// offered. It queues and delivers nothing; messages are read from the queue.</summary>
    internal sealed class EximServer : IDisposable
    {
        public const string User = "scanner";
        public const string Password = "secret-7";

        private readonly ServerFolder _folder = new("exim");
        private readonly string _program;
        private readonly Process _process;

        public EximServer()
        {
            Tool.RequireRoot();
            _program = Unpacked.Require("exim4-daemon-light", "usr/sbin/exim4");
            if (Tool.Run("id", "Debian-exim").ExitCode != 0)
            {
                // The package would have made this user; the program looks for it before it reads its configuration.
                Tool.Run(Tool.Require("useradd"), "--system", "--no-create-home", "Debian-exim");
            }
            _folder.MakeFolder("spool", "nobody");
            _folder.MakeFolder("log", "nobody");
            Tool.Run(Tool.Require("chown"), "nobody", _folder.PathOf("server.key"), _folder.PathOf("server.pem"));
            File.WriteAllText(_folder.PathOf("exim.conf"), Configuration());
            _process = ServerFolder.Start(_program, "-C", _folder.PathOf("exim.conf"), "-bdf");
            _folder.WaitForPort(() => _process.HasExited ? _process.StandardError.ReadToEnd() : "it runs");
        }

        public int Port => _folder.Port;

        public string RootPem => _folder.Authority.RootPem;

        /// <summary>The messages in the queue, as they came.</summary>
        public IReadOnlyList<string> Messages() => Directory
            .GetFiles(_folder.PathOf("spool/input"), "*-H", SearchOption.AllDirectories)
            .Select(file => Path.GetFileName(file)[..^2])
            .Select(id => Tool.Run(_program, "-C", _folder.PathOf("exim.conf"), "-Mvc", id).Output).ToArray();

        public void Dispose()
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
            _folder.Dispose();
        }

        private string Configuration() => $$"""
            exim_path = {{_program}}
            exim_user = nobody
            exim_group = nogroup
            spool_directory = {{_folder.PathOf("spool")}}
            log_file_path = {{_folder.PathOf("log")}}/%slog
            pid_file_path = {{_folder.PathOf("spool")}}/exim.pid
            primary_hostname = mail.example.com
            local_interfaces = 127.0.0.1
            daemon_smtp_ports = {{Port}}
            queue_only = true
            message_size_limit = 100M
            tls_advertise_hosts = *
            tls_certificate = {{_folder.PathOf("server.pem")}}
            tls_privatekey = {{_folder.PathOf("server.key")}}
            chunking_advertise_hosts = *
            pipelining_advertise_hosts = *
            acl_smtp_rcpt = check_rcpt
            begin acl
            check_rcpt:
              accept authenticated = * 
                     encrypted = *
              deny message = no
            begin routers
            begin transports
            begin authenticators
            plain:
              driver = plaintext
              public_name = PLAIN
              server_advertise_condition = ${if def:tls_in_cipher}
              server_condition = ${if and{{'{'}}{eq{$auth2}{{'{'}}{{User}}{{'}'}}}{eq{$auth3}{{'{'}}{{Password}}{{'}'}}}{{'}'}}}
              server_set_id = $auth2
            """ + "\n";
    }
}

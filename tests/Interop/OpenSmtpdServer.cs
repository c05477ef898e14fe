using System.Diagnostics;

namespace ScanToMail.Tests.Interop
{
    /// <summary>
    /// A real OpenSMTPD on loopback, from its unpacked package: no PIPELINING, clients that pipeline are dropped. In clear:
    /// Debian 12's build can't use its own key ("missing private key" with OpenSSL 3). It wants two users and two folders at
    /// fixed places, which are made where they are missing.
    /// </summary>
    internal sealed class OpenSmtpdServer : IDisposable
    {
        private const string Queue = "/var/spool/smtpd";

        private readonly ServerFolder _folder = new("opensmtpd");
        private readonly Process _process;

        public OpenSmtpdServer()
        {
            Tool.RequireRoot();
            string program = Unpacked.Require("opensmtpd", "usr/sbin/smtpd");
            PrepareSystem();
            File.WriteAllText(_folder.PathOf("smtpd.conf"), $"""
                listen on 127.0.0.1 port {Port}
                action "keep" relay host smtp://127.0.0.1:1
                match from any for any action "keep"
                """ + "\n");
            Before = MessageFiles();
            _process = ServerFolder.Start(program, "-d", "-f", _folder.PathOf("smtpd.conf"));
            _folder.WaitForPort(() => _process.HasExited ? _process.StandardError.ReadToEnd() : "it runs");
        }

        public int Port => _folder.Port;

        private string[] Before { get; }

        /// <summary>The messages that came into the queue since the start.</summary>
        public IReadOnlyList<byte[]> Messages() => MessageFiles().Except(Before).Select(File.ReadAllBytes).ToArray();

        public void Dispose()
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
            foreach (string file in MessageFiles().Except(Before)) Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
            _folder.Dispose();
        }

        private static string[] MessageFiles() => Directory.Exists(Queue + "/queue")
            ? Directory.GetFiles(Queue + "/queue", "message", SearchOption.AllDirectories) : [];

        private static void PrepareSystem()
        {
            foreach (string user in new[] { "opensmtpd", "opensmtpq" })
            {
                if (Tool.Run("id", user).ExitCode != 0)
                {
                    Tool.Run(Tool.Require("useradd"), "--system", "--no-create-home", "--home-dir", "/var/lib/opensmtpd/empty", user);
                }
            }
            Directory.CreateDirectory("/var/lib/opensmtpd/empty");
            Directory.CreateDirectory(Queue);
            File.SetUnixFileMode(Queue, (UnixFileMode)0b111_001_001);
        }
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ScanToMail.Tests.Interop
{
    /// <summary>What the small test servers share: a folder, a port, a certificate, and the wait for them.</summary>
    internal sealed class ServerFolder : IDisposable
    {
        public const string Host = "localhost";

        public ServerFolder(string name, params string[] otherHosts)
        {
            Authority = new TestAuthority([Host, .. otherHosts]);
            Root = Directory.CreateTempSubdirectory($"scantomail-{name}-").FullName;
            File.SetUnixFileMode(Root, (UnixFileMode)0b111_101_101);
            Port = FreePort();
            File.WriteAllText(PathOf("server.pem"), Authority.CertificatePem + "\n");
            File.WriteAllText(PathOf("server.key"), Authority.KeyPem + "\n");
            File.SetUnixFileMode(PathOf("server.key"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        public string Root { get; }

        public int Port { get; }

        public TestAuthority Authority { get; }

        public string PathOf(string name) => Path.Combine(Root, name);

        public string MakeFolder(string name, string owner)
        {
            Directory.CreateDirectory(PathOf(name));
            Tool.Run(Tool.Require("chown"), owner, PathOf(name));
            return PathOf(name);
        }

        public static Process Start(string program, params string[] arguments) =>
            Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;

        public void WaitForPort(Func<string> log)
        {
            var limit = Stopwatch.StartNew();
            while (true)
            {
                try
                {
                    using var client = new TcpClient();
                    client.Connect(IPAddress.Loopback, Port);
                    return;
                }
                catch (SocketException)
                {
                    if (limit.Elapsed > TimeSpan.FromSeconds(20)) throw new TimeoutException("no server: " + log());
                    Thread.Sleep(50);
                }
            }
        }

        public void Dispose() => Directory.Delete(Root, recursive: true);

        private static int FreePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }
}

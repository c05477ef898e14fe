using System.Diagnostics;
using System.Text.Json;
using ScanToMail.Tests.Interop;

namespace ScanToMail.Tests.Bench
{
    /// <summary>The sink, in a process of its own.</summary>
    internal sealed class SinkProcess : IDisposable
    {
        public const string Host = "localhost";
        private readonly string _folder = Directory.CreateTempSubdirectory("scantomail-bench-").FullName;
        private readonly Process _process;

        public SinkProcess()
        {
            var authority = new TestAuthority(Host);
            string server = Path.Combine(_folder, "server.pem");
            File.WriteAllText(server, authority.CertificatePem + "\n" + authority.KeyPem);
            RootFile = Path.Combine(_folder, "root.pem");
            File.WriteAllText(RootFile, authority.RootPem);
            RootPem = authority.RootPem;
            _process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!,
                [.. Self(), "sink", server]) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
            string[] ports = _process.StandardOutput.ReadLine()!.Split(' ');
            SmtpPort = int.Parse(ports[0]);
            RawPort = int.Parse(ports[1]);
        }

        public int SmtpPort { get; }

        public int RawPort { get; }

        public string RootFile { get; }

        public string RootPem { get; }

        /// <summary>The figures of the connection that has just ended.</summary>
        public SinkFigures ReadFigures() =>
            JsonSerializer.Deserialize<SinkFigures>(_process.StandardOutput.ReadLine()
                ?? throw new InvalidOperationException("the sink has ended"))!;

        public void Dispose()
        {
            _process.StandardInput.Close();
            if (!_process.WaitForExit(5000)) _process.Kill();
            _process.Dispose();
            Directory.Delete(_folder, recursive: true);
        }

        /// <summary>Started by "dotnet Bench.dll" the program is dotnet and needs the file's name.</summary>
        private static string[] Self() =>
            Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(SinkProcess).Assembly.Location] : [];
    }
}

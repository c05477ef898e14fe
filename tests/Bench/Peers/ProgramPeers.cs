using System.Diagnostics;
using MimeKit;

namespace ScanToMail.Tests.Bench.Peers
{
    /// <summary>A program that is given a finished message in a file: it neither encodes nor composes.</summary>
    internal abstract class ProgramPeer(string program) : Peer
    {
        protected string MessageFile { get; } = Path.Combine(Path.GetTempPath(), $"scantomail-bench-{Environment.ProcessId}.eml");

        public override string Name => program + " DATA (message ready-made)";

        public override string? Absent(Work work) =>
            work.Mails > 1 ? "a process for each mail" : Find(program) is null ? "not installed" : null;

        public override void Prepare(Target target, Work work)
        {
            var message = new MimeMessage { Subject = Work.Subject };
            message.From.Add(MailboxAddress.Parse(Work.From));
            foreach (string recipient in Work.To) message.To.Add(MailboxAddress.Parse(recipient));
            message.Body = new Multipart("mixed")
            {
                new TextPart("plain") { Text = Work.Text },
                new MimePart("application", "pdf")
                {
                    Content = new MimeContent(new MemoryStream(work.Attachment)),
                    ContentDisposition = new ContentDisposition(ContentDisposition.Attachment),
                    ContentTransferEncoding = ContentEncoding.Base64,
                    FileName = Work.FileName
                }
            };
            FormatOptions format = FormatOptions.Default.Clone();
            format.NewLineFormat = NewLineFormat.Dos;
            using FileStream file = File.Create(MessageFile);
            message.WriteTo(format, file);
        }

        public override PeerFigures Send(Target target, Work work)
        {
            var start = new ProcessStartInfo(Find(program)!, Arguments(target))
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
                RedirectStandardInput = true
            };
            double before = ChildrenCpuMs();
            using Process process = Process.Start(start)!;
            Feed(process);
            string errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0) throw new InvalidOperationException($"{program}: {errors}");
            return new PeerFigures(ChildrenCpuMs() - before, 0, 0);
        }

        /// <summary>Time of all children that have ended, by the kernel's clock ticks of 10 ms (proc(5): cutime and
        /// cstime).</summary>
        private static double ChildrenCpuMs()
        {
            string stat = File.ReadAllText("/proc/self/stat");
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (long.Parse(fields[13]) + long.Parse(fields[14])) * 10.0;
        }

        protected abstract IEnumerable<string> Arguments(Target target);

        protected abstract void Feed(Process process);

        private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
    }

    /// <summary>curl.</summary>
    internal sealed class CurlPeer() : ProgramPeer("curl")
    {
        protected override IEnumerable<string> Arguments(Target target) =>
        [
            "--silent", "--show-error", "--ssl-reqd", "--cacert", target.RootFile, "--url",
            $"smtp://{target.Host}:{target.Port}/bench.example.com", "--user", $"{target.User}:{target.Password}",
            "--mail-from", Work.From, .. Work.To.SelectMany(recipient => new[] { "--mail-rcpt", recipient }),
            "--upload-file", MessageFile
        ];

        protected override void Feed(Process process) => process.StandardInput.Close();
    }

    /// <summary>msmtp.</summary>
    internal sealed class MsmtpPeer() : ProgramPeer("msmtp")
    {
        protected override IEnumerable<string> Arguments(Target target) =>
        [
            $"--host={target.Host}", $"--port={target.Port}", "--tls=on", "--tls-starttls=on",
            $"--tls-trust-file={target.RootFile}", "--auth=plain", $"--user={target.User}",
            $"--passwordeval=echo {target.Password}", $"--from={Work.From}", .. Work.To
        ];

        protected override void Feed(Process process)
        {
            using (FileStream file = File.OpenRead(MessageFile)) file.CopyTo(process.StandardInput.BaseStream);
            process.StandardInput.Close();
        }
    }
}

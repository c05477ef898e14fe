using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace ScanToMail.Tests.Bench.Peers
{
    /// <summary>
    /// What SMTP leaves of the floor: the conversation that every mail by BDAT needs, and then the bytes that lie ready in one chunk.
    /// Nothing is composed or copied, no reply is due while bytes are on their way.
    /// </summary>
    internal sealed class OneChunkPeer : Peer
    {
        public const string Title = "bound of BDAT+BINARYMIME (ready in one chunk)";
        private const int WriteBytes = 32 * 1024;
        private readonly byte[] _replies = new byte[4096];

        public override string Name => Title;

        public override string? Absent(Work work) => work.Mails > 1 ? "one run of bytes only" : null;

        public override PeerFigures Send(Target target, Work work) => InProcess.Measure(() =>
        {
            using var client = new TcpClient { NoDelay = true };
            client.Connect("127.0.0.1", target.Port);
            Stream line = client.GetStream();
            Read(line, 1);
            Ask(line, "EHLO bench.example.com");
            Ask(line, "STARTTLS");
            using var tls = new SslStream(line, false, (_, _, _, _) => true);
            tls.AuthenticateAsClient(target.Host);
            Ask(tls, "EHLO bench.example.com");
            Ask(tls, "AUTH PLAIN " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{target.User}\0{target.Password}")));
            Ask(tls, $"MAIL FROM:<{Work.From}> BODY=BINARYMIME\r\n"
                + string.Join("\r\n", Work.To.Select(to => $"RCPT TO:<{to}>")), 1 + Work.To.Length);
            SendChunk(tls, work.Attachment);
            Ask(tls, "QUIT");
        }, () => 0);

        private void SendChunk(SslStream tls, byte[] bytes)
        {
            tls.Write(Encoding.ASCII.GetBytes($"BDAT {bytes.Length} LAST\r\n"));
            for (int at = 0; at < bytes.Length; at += WriteBytes) tls.Write(bytes, at, Math.Min(WriteBytes, bytes.Length - at));
            Read(tls, 1);
        }

        private void Ask(Stream line, string command, int replies = 1)
        {
            line.Write(Encoding.ASCII.GetBytes(command + "\r\n"));
            Read(line, replies);
        }

        /// <summary>Reads so many whole replies; any that is negative ends the run.</summary>
        private void Read(Stream line, int replies)
        {
            int count = 0;
            while (true)
            {
                int read = line.Read(_replies, count, _replies.Length - count);
                if (read == 0) throw new InvalidOperationException($"{Name}: the sink has closed the line");
                count += read;
                string text = Encoding.ASCII.GetString(_replies, 0, count);
                if (!text.EndsWith("\r\n", StringComparison.Ordinal)) continue;
                string[] last = text.Split("\r\n").Where(one => one.Length > 3 && one[3] == ' ').ToArray();
                if (last.FirstOrDefault(one => one[0] > '3') is { } no) throw new InvalidOperationException($"{Name}: {no}");
                if (last.Length >= replies) return;
            }
        }
    }
}

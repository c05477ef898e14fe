using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace ScanToMail.Tests.Bench.Peers
{
    /// <summary>No mail at all: as many bytes as the mail would have, raw, through the same TLS stack to the same
    /// sink. Nobody can be faster.</summary>
    internal sealed class FloorPeer(string name, double bytesPerPayloadByte) : Peer
    {
        private const int WriteBytes = 32 * 1024;
        private byte[] _bytes = [];

        public override string Name => name;

        public override string? Absent(Work work) => work.Mails > 1 ? "one run of bytes only" : null;

        public override void Prepare(Target target, Work work)
        {
            _bytes = new byte[(long)(work.PayloadBytes * bytesPerPayloadByte)];
            new Random(1).NextBytes(_bytes);
            "\r\nEND\r\n"u8.CopyTo(_bytes.AsSpan(_bytes.Length - 7));
        }

        public override PeerFigures Send(Target target, Work work) => InProcess.Measure(() =>
        {
            using var client = new TcpClient { NoDelay = true };
            client.Connect("127.0.0.1", target.RawPort);
            using var tls = new SslStream(client.GetStream(), false, (_, _, _, _) => true);
            tls.AuthenticateAsClient(target.Host);
            for (int at = 0; at < _bytes.Length; at += WriteBytes)
            {
                tls.Write(_bytes, at, Math.Min(WriteBytes, _bytes.Length - at));
            }
            tls.ReadByte();
        }, () => 0);
    }

    /// <summary>
    /// What one thread can reach by DATA at all: the native base64 with line breaks of the attachment, its text as bytes
    /// in one buffer, raw TLS, and nothing else. No command, no copy out of a strip, no look for dots.
    /// </summary>
    internal sealed class OneThreadPeer : Peer
    {
        public const string Title = "bound of DATA (base64, raw TLS, one thread)";
        private const int SourceBytes = 57 * 72;
        private const int WriteBytes = 16 * 1024;
        private readonly byte[] _wire = new byte[WriteBytes];
        private int _count;

        public override string Name => Title;

        public override string? Absent(Work work) => work.Mails > 1 ? "one run of bytes only" : null;

        public override PeerFigures Send(Target target, Work work) => InProcess.Measure(() =>
        {
            using var client = new TcpClient { NoDelay = true };
            client.Connect("127.0.0.1", target.RawPort);
            using var tls = new SslStream(client.GetStream(), false, (_, _, _, _) => true);
            tls.AuthenticateAsClient(target.Host);
            _count = 0;
            for (int at = 0; at < work.Attachment.Length; at += SourceBytes)
            {
                int count = Math.Min(SourceBytes, work.Attachment.Length - at);
                Put(tls, Convert.ToBase64String(work.Attachment, at, count, Base64FormattingOptions.InsertLineBreaks));
                Put(tls, "\r\n");
            }
            Put(tls, "END\r\n");
            tls.Write(_wire, 0, _count);
            tls.ReadByte();
        }, () => 0);

        private void Put(SslStream tls, string text)
        {
            for (int at = 0; at < text.Length;)
            {
                int count = Math.Min(text.Length - at, WriteBytes - _count);
                _count += Encoding.UTF8.GetBytes(text, at, count, _wire, _count);
                at += count;
                if (_count < WriteBytes) continue;
                tls.Write(_wire, 0, WriteBytes);
                _count = 0;
            }
        }
    }
}

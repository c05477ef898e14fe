using System.Net.Security;
using System.Net.Sockets;

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
}

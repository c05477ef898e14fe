using System;
using System.Text;
using ScanToMail.Hal;

namespace ScanToMail.Tests.OnDevice
{
    /// <summary>A network with one mail server that takes everything.</summary>
    internal sealed class TestNetwork : INetwork
    {
        /// <summary>Mails that the server has taken.</summary>
        public int Messages { get; private set; }

        /// <summary>Their bytes.</summary>
        public long BodyBytes { get; private set; }

        public bool HasLink { get { return true; } }

        public bool IsUp { get { return true; } }

        public string Problem { get { return ""; } }

        public string OwnAddress { get { return "192.0.2.7"; } }

        public string Gateway { get { return ""; } }

        public string MacAddress { get { return ""; } }

        public string[] DnsServers { get { return new string[0]; } }

        public void Start(NetworkSetup setup)
        {
        }

        public string[] Resolve(string name, int timeoutMs)
        {
            return new string[] { "192.0.2.1" };
        }

        public IConnection Connect(string address, int port, int timeoutMs)
        {
            return new Server(this);
        }

        public IDatagramSocket OpenDatagramSocket()
        {
            throw new NetworkException(NetworkFailure.NoLink, "none here");
        }

        public HttpsAnswer PostForm(string url, byte[] form, byte[] trustedRootsPem, int timeoutMs, int answerLimitBytes,
            AnswerSink sink)
        {
            throw new NetworkException(NetworkFailure.NoLink, "none here");
        }

        /// <summary>One conversation. The client waits for each reply, so a write holds one command or part of a mail.</summary>
        private sealed class Server : IConnection
        {
            private const string End = "\r\n.\r\n";

            private readonly TestNetwork _network;
            private readonly byte[] _tail = new byte[End.Length];
            private byte[] _reply = Encoding.UTF8.GetBytes("220 test\r\n");
            private int _replyAt;
            private bool _isInData;

            public Server(TestNetwork network)
            {
                _network = network;
            }

            public string RemoteAddress { get { return "192.0.2.1"; } }

            public bool IsTls { get { return false; } }

            public bool DataAvailable { get { return _replyAt < _reply.Length; } }

            public int Read(byte[] buffer, int offset, int count, int timeoutMs)
            {
                int part = count < _reply.Length - _replyAt ? count : _reply.Length - _replyAt;
                if (part == 0) throw new NetworkException(NetworkFailure.Timeout, "nothing was asked");
                Array.Copy(_reply, _replyAt, buffer, offset, part);
                _replyAt += part;
                return part;
            }

            public void Write(byte[] buffer, int offset, int count, int timeoutMs)
            {
                if (_isInData) TakeData(buffer, offset, count);
                else Answer(Encoding.UTF8.GetString(buffer, offset, count));
            }

            public void StartTls(TlsOptions options, int timeoutMs)
            {
                throw new TlsException(TlsFailure.HandshakeFailed, "none here");
            }

            public void Close()
            {
            }

            private void Answer(string command)
            {
                if (command.StartsWith("EHLO")) Say("250-test\r\n250 SIZE 100000000\r\n");
                else if (command.StartsWith("QUIT")) Say("221 bye\r\n");
                else if (!command.StartsWith("DATA")) Say("250 ok\r\n");
                else
                {
                    _isInData = true;
                    Say("354 go\r\n");
                }
            }

            private void TakeData(byte[] buffer, int offset, int count)
            {
                _network.BodyBytes += count;
                int kept = count < _tail.Length ? _tail.Length - count : 0;
                int taken = _tail.Length - kept;
                Array.Copy(_tail, taken, _tail, 0, kept);
                Array.Copy(buffer, offset + count - taken, _tail, kept, taken);
                if (Encoding.UTF8.GetString(_tail, 0, _tail.Length) != End) return;
                _isInData = false;
                _network.Messages++;
                Say("250 2.0.0 queued\r\n");
            }

            private void Say(string text)
            {
                _reply = Encoding.UTF8.GetBytes(text);
                _replyAt = 0;
            }
        }
    }
}

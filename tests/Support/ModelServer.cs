using System.Text;
using ScanToMail.Hal;

namespace ScanToMail.Tests.Support
{
    /// <summary>A mail that the model server has taken for good.</summary>
    public sealed record ModelMail(string MessageId, string From, string[] Recipients)
    {
        /// <summary>Header and body, dots undone; a test may drop them once it has looked.</summary>
        public byte[] Content { get; set; } = [];

        /// <summary>The client has read the 250.</summary>
        public bool IsAnswered { get; set; }
    }

    /// <summary>
    /// A mail server that speaks SMTP by the book to any number of conversations, does what its policies say, and remembers
    /// what it has taken. Between conversations it can be down.
    /// </summary>
    public sealed class ModelServer(SimClock clock)
    {
        public List<ModelMail> Mails { get; } = [];

        /// <summary>Nothing listens.</summary>
        public bool IsDown { get; set; }

        /// <summary>What EHLO offers.</summary>
        public string[] Offers { get; set; } = ["SIZE 100000000", "PIPELINING", "8BITMIME", "ENHANCEDSTATUSCODES"];

        /// <summary>The greeting.</summary>
        public string Greeting { get; set; } = "220 mail.example.com ESMTP";

        /// <summary>What a recipient is answered; default 250.</summary>
        public Func<string, string> Recipient { get; set; } = _ => "250 2.1.5 ok";

        /// <summary>What the end of the data is answered; null ends the connection without a reply, and the mail is
        /// taken.</summary>
        public Func<string?> EndOfData { get; set; } = () => "250 2.0.0 queued";

        /// <summary>Called at every read and write of the client; may throw what then happens to it.</summary>
        public Action? Event { get; set; }

        /// <summary>Which access tokens a login is taken with; null where nobody has to log in. A login wants TLS first.</summary>
        public Func<string, bool>? TakesToken { get; set; }

        public int Connections { get; private set; }

        public int OpenConnections { get; private set; }

        /// <summary>How many copies a recipient got of a mail.</summary>
        public int Copies(string messageId, string recipient) =>
            Mails.Count(mail => mail.MessageId == messageId && mail.Recipients.Contains(recipient));

        public IConnection Connect()
        {
            if (IsDown) throw new NetworkException(NetworkFailure.Refused, "the model server is down");
            Connections++;
            OpenConnections++;
            return new Conversation(this, clock);
        }

        /// <summary>The client's power went: its connections are no more.</summary>
        public void Drop() => OpenConnections = 0;

        /// <summary>How far a login is.</summary>
        private enum Login
        {
            None,
            Token,
            Challenged,
            Done
        }

        private sealed class Conversation : IConnection
        {
            private readonly ModelServer _server;
            private readonly SimClock _clock;
            private readonly Queue<byte> _output = new();
            private readonly MemoryStream _line = new();
            private MemoryStream? _data;
            private List<string> _recipients = [];
            private string _from = "";
            private ModelMail? _unread;
            private bool _isEnded;
            private bool _isClosed;
            private Login _login;

            public Conversation(ModelServer server, SimClock clock)
            {
                _server = server;
                _clock = clock;
                Say(server.Greeting);
            }

            public string RemoteAddress => "192.0.2.1";
            public bool IsTls { get; private set; }
            public bool DataAvailable => _output.Count > 0;

            public int Read(byte[] buffer, int offset, int count, int timeoutMs)
            {
                Use();
                if (_output.Count == 0)
                {
                    if (_isEnded) return 0;
                    _clock.Sleep(timeoutMs);
                    throw new NetworkException(NetworkFailure.Timeout, "nothing to say");
                }
                int read = 0;
                while (read < count && _output.TryDequeue(out byte value)) buffer[offset + read++] = value;
                if (_output.Count == 0 && _unread is not null)
                {
                    _unread.IsAnswered = true;
                    _unread = null;
                }
                return read;
            }

            public void Write(byte[] buffer, int offset, int count, int timeoutMs)
            {
                Use();
                if (_isEnded) throw new NetworkException(NetworkFailure.Reset, "the server has gone");
                for (int i = offset; i < offset + count && !_isEnded; i++) Take(buffer[i]);
            }

            public void StartTls(TlsOptions options, int timeoutMs)
            {
                Use();
                if (_server.TakesToken is null) throw new TlsException(TlsFailure.HandshakeFailed, "the model server has no TLS");
                IsTls = true;
            }

            public void Close()
            {
                if (!_isClosed && _server.OpenConnections > 0) _server.OpenConnections--;
                _isClosed = true;
            }

            private void Use()
            {
                if (_isClosed) throw new NetworkException(NetworkFailure.Closed, "closed on this side");
                _server.Event?.Invoke();
            }

            private void Take(byte value)
            {
                _line.WriteByte(value);
                if (value != '\n') return;
                byte[] line = _line.ToArray();
                _line.SetLength(0);
                if (_data is null) Command(Encoding.UTF8.GetString(line).TrimEnd('\r', '\n'));
                else Content(line);
            }

            private void Command(string line)
            {
                if (_login is Login.Token or Login.Challenged) LogIn(line);
                else if (_server.TakesToken is not null && _login == Login.None && NeedsLogin(line)) Say("530 5.7.57 Client not authenticated to send mail");
                else Do(line);
            }

            private static bool NeedsLogin(string line) => line.StartsWith("MAIL", StringComparison.OrdinalIgnoreCase);

            /// <summary>XOAUTH2 in two steps; an error challenge waits for an empty line.</summary>
            private void LogIn(string line)
            {
                if (_login == Login.Challenged)
                {
                    _login = Login.None;
                    Say("535 5.7.3 Authentication unsuccessful");
                    return;
                }
                string[] fields = Encoding.UTF8.GetString(Convert.FromBase64String(line)).Split('\u0001');
                bool isTaken = _server.TakesToken!(fields[1]["auth=Bearer ".Length..]);
                _login = isTaken ? Login.Done : Login.Challenged;
                Say(isTaken ? "235 2.7.0 Authentication successful" : "334 eyJzdGF0dXMiOiI0MDAifQ==");
            }

            private string[] Offers() => _server.TakesToken is null ? _server.Offers : [.. _server.Offers, IsTls ? "AUTH XOAUTH2" : "STARTTLS"];

            private void Do(string line)
            {
                string verb = line.Split(' ', ':')[0].ToUpperInvariant();
                switch (verb)
                {
                    case "EHLO":
                        Say("250-mail.example.com");
                        string[] offers = Offers();
                        for (int i = 0; i < offers.Length; i++) Say("250" + (i == offers.Length - 1 ? " " : "-") + offers[i]);
                        break;
                    case "STARTTLS" when _server.TakesToken is not null && !IsTls:
                        Say("220 2.0.0 go on");
                        break;
                    case "AUTH" when _server.TakesToken is not null && IsTls && line == "AUTH XOAUTH2":
                        _login = Login.Token;
                        Say("334 ");
                        break;
                    case "MAIL":
                        _from = Address(line);
                        _recipients = [];
                        Say("250 2.1.0 ok");
                        break;
                    case "RCPT":
                        string reply = _server.Recipient(Address(line));
                        if (reply[0] == '2') _recipients.Add(Address(line));
                        Say(reply);
                        break;
                    case "DATA" when _recipients.Count > 0:
                        _data = new MemoryStream();
                        Say("354 go on");
                        break;
                    case "DATA":
                        Say("503 5.5.1 no valid recipients");
                        break;
                    case "QUIT":
                        Say("221 2.0.0 bye");
                        _isEnded = true;
                        break;
                    default:
                        Say(verb is "RSET" or "NOOP" ? "250 ok" : "502 5.5.2 not known");
                        break;
                }
            }

            private void Content(byte[] line)
            {
                if (!line.AsSpan().SequenceEqual(".\r\n"u8))
                {
                    _data!.Write(line.AsSpan(line[0] == '.' ? 1 : 0));
                    return;
                }
                byte[] content = _data!.ToArray();
                _data = null;
                string? reply = _server.EndOfData();
                ModelMail? mail = null;
                if (reply is null || reply[0] == '2')
                {
                    mail = new ModelMail(MessageId(content), _from, [.. _recipients]) { Content = content };
                    _server.Mails.Add(mail);
                }
                if (reply is null)
                {
                    _isEnded = true;
                    return;
                }
                _unread = mail;
                Say(reply);
            }

            private void Say(string line)
            {
                foreach (byte value in Encoding.UTF8.GetBytes(line + "\r\n")) _output.Enqueue(value);
            }

            private static string Address(string line) => line.Split('<', '>')[1];

            private static string MessageId(byte[] content)
            {
                string head = Encoding.UTF8.GetString(content.AsSpan(0, Math.Min(content.Length, 4000)));
                return head.Split('\n').First(line => line.StartsWith("Message-ID: ", StringComparison.Ordinal))[12..].Trim();
            }
        }
    }
}

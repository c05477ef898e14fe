using System.Text;
using ScanToMail.Hal;
using ScanToMail.Tests.Support;

namespace ScanToMail.Tests.Secrets
{
    /// <summary>
    /// A mail server that says back whatever it hears at the login, as it came and decoded, in every reply from then on:
    /// what debugging servers and careless ones do.
    /// </summary>
    internal sealed class EchoingServer(SimClock clock)
    {
        public enum Mood
        {
            /// <summary>Takes login and mail.</summary>
            Kind,

            /// <summary>Refuses the login.</summary>
            RefusesLogin,

            /// <summary>Refuses every recipient.</summary>
            RefusesRecipients,

            /// <summary>Answers the login with a line that has no code.</summary>
            Babbles
        }

        public Mood Now { get; set; }

        public string Mechanisms { get; set; } = "PLAIN";

        public List<string> Mails { get; } = [];

        /// <summary>The logins that came, decoded.</summary>
        public List<string> Logins { get; } = [];

        public IConnection Connect() => new Conversation(this, clock);

        private sealed class Conversation : IConnection
        {
            private readonly EchoingServer _server;
            private readonly SimClock _clock;
            private readonly Queue<byte> _output = new();
            private readonly StringBuilder _line = new();
            private StringBuilder? _data;
            private string _echo = "";
            private int _answersDue;
            private bool _isEnded;

            public Conversation(EchoingServer server, SimClock clock)
            {
                _server = server;
                _clock = clock;
                Say("220 mail.example.com");
            }

            public string RemoteAddress => "192.0.2.1";
            public bool IsTls { get; private set; }
            public bool DataAvailable => _output.Count > 0;

            public int Read(byte[] buffer, int offset, int count, int timeoutMs)
            {
                if (_output.Count == 0 && _isEnded) return 0;
                if (_output.Count == 0)
                {
                    _clock.Sleep(timeoutMs);
                    throw new NetworkException(NetworkFailure.Timeout, "nothing to say");
                }
                int read = 0;
                while (read < count && _output.TryDequeue(out byte value)) buffer[offset + read++] = value;
                return read;
            }

            public void Write(byte[] buffer, int offset, int count, int timeoutMs)
            {
                foreach (char value in Encoding.Latin1.GetString(buffer, offset, count))
                {
                    _line.Append(value);
                    if (value != '\n') continue;
                    string line = _line.ToString().TrimEnd('\r', '\n');
                    _line.Clear();
                    Take(line);
                }
            }

            public void StartTls(TlsOptions options, int timeoutMs) => IsTls = true;

            public void Close() => _isEnded = true;

            private void Take(string line)
            {
                if (_data is not null) TakeContent(line);
                else if (_answersDue > 0) TakeLogin(line);
                else TakeCommand(line);
            }

            private void TakeContent(string line)
            {
                if (line != ".")
                {
                    _data!.AppendLine(line);
                    return;
                }
                _server.Mails.Add(_data!.ToString());
                _data = null;
                Say("250 2.0.0 queued " + _echo);
            }

            private void TakeLogin(string base64)
            {
                string plain = Encoding.UTF8.GetString(Convert.FromBase64String(base64));
                _server.Logins.Add(plain);
                _echo = $"[{base64}] ({plain.Replace('\0', ' ')}) {plain.Replace('\0', '/')}x{base64}";
                if (--_answersDue > 0) Say("334 UGFzc3dvcmQ6");
                else if (_server.Now == Mood.RefusesLogin) Say("535-5.7.8 your login " + _echo + "\r\n535 5.7.8 " + _echo + " is wrong");
                else if (_server.Now == Mood.Babbles) Say("?? " + _echo);
                else Say("235 2.7.0 welcome " + _echo);
            }

            private void TakeCommand(string line)
            {
                string[] words = line.Split(' ');
                switch (words[0])
                {
                    case "EHLO":
                        Say("250-mail.example.com\r\n250-STARTTLS\r\n250 AUTH " + _server.Mechanisms);
                        break;
                    case "STARTTLS":
                        Say("220 go");
                        break;
                    case "AUTH":
                        _answersDue = words[1] == "PLAIN" ? 1 : 2;
                        if (words.Length > 2) TakeLogin(words[2]);
                        else Say("334 VXNlcm5hbWU6");
                        break;
                    case "RCPT" when _server.Now == Mood.RefusesRecipients && !line.Contains("boss"):
                        Say("550 5.1.1 nobody here, " + _echo);
                        break;
                    case "DATA":
                        _data = new StringBuilder();
                        Say("354 go " + _echo);
                        break;
                    case "QUIT":
                        Say("221 bye " + _echo);
                        _isEnded = true;
                        break;
                    default:
                        Say("250 2.0.0 ok " + _echo);
                        break;
                }
            }

            private void Say(string reply)
            {
                foreach (byte value in Encoding.UTF8.GetBytes(reply + "\r\n")) _output.Enqueue(value);
            }
        }
    }
}

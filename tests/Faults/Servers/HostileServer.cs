using System.Text;
using ScanToMail.Hal;
using ScanToMail.Tests.Support;

namespace ScanToMail.Tests.Faults.Servers
{
    /// <summary>
    /// A server's side of one connection, out to do harm. It knows enough SMTP to lead a client deep into a conversation, and
    /// at any reply may cut it, repeat it, put it behind the next, say another code, say far too much, nothing, garbage, or a byte a second; send
    /// replies that nobody asked for, accept after refusing and refuse after accepting; inject lines behind STARTTLS; break
    /// TLS; close and reset. It keeps books: what was said in clear, and whether it ever truly took the message.
    /// </summary>
    public sealed class HostileServer : IConnection
    {
        private const int OutputLimitBytes = 300_000;

        private readonly SimClock _clock;
        private readonly Random _random;
        private readonly int _calmPercent;
        private readonly Queue<byte> _output = new();
        private readonly MemoryStream _line = new();
        private readonly MemoryStream _clear = new();
        private byte[]? _endless;
        private string? _late;
        private int _endlessAt;
        private int _byteDelayMs;
        private long _chunkLeft;
        private bool _isLastChunk;
        private bool _isData;
        private bool _hasMail;
        private bool _hasRecipient;
        private int _dataLines;
        private bool _isTlsDue;
        private bool _isEnded;
        private bool _isReset;
        private bool _isClosed;
        private bool _hadFault;

        /// <summary>A conversation whose every turn the random numbers decide; the calmer, the deeper it gets.</summary>
        public HostileServer(SimClock clock, Random random, int calmPercent, bool startsWithTls)
        {
            _clock = clock;
            _random = random;
            _calmPercent = calmPercent;
            if (startsWithTls) _isTlsDue = true;
            else Say("220 mail.example.com ESMTP");
        }

        /// <summary>What the client sent while TLS was off.</summary>
        public string Clear => Encoding.Latin1.GetString(_clear.ToArray());

        /// <summary>The whole message has come, with its end.</summary>
        public bool GotEnd { get; private set; }

        /// <summary>A complete positive reply was sent after the end of the message.</summary>
        public bool Took { get; private set; }

        /// <summary>Something that no honest server does has happened.</summary>
        public bool HadFault => _hadFault;

        public string RemoteAddress => "192.0.2.1";
        public bool IsTls { get; private set; }
        public bool IsClosed => _isClosed;
        public bool DataAvailable => _output.Count > 0 || _endless is not null || _isEnded;

        public int Read(byte[] buffer, int offset, int count, int timeoutMs)
        {
            if (_isClosed) throw new NetworkException(NetworkFailure.Closed, "closed on this side");
            if (_isReset) throw new NetworkException(NetworkFailure.Reset, "reset by the server");
            if (_byteDelayMs > 0 && (_output.Count > 0 || _endless is not null))
            {
                Wait(_byteDelayMs, timeoutMs);
                count = 1;
            }
            int read = 0;
            while (read < count && _output.TryDequeue(out byte value)) buffer[offset + read++] = value;
            while (_output.Count == 0 && _endless is not null && read < count)
            {
                buffer[offset + read++] = _endless[_endlessAt++ % _endless.Length];
            }
            if (read > 0 || _isEnded) return read;
            Wait(timeoutMs, timeoutMs);
            throw new InvalidOperationException("never reached");
        }

        public void Write(byte[] buffer, int offset, int count, int timeoutMs)
        {
            if (_isClosed) throw new NetworkException(NetworkFailure.Closed, "closed on this side");
            if (!IsTls) _clear.Write(buffer, offset, count);
            if (_isReset || _isEnded) throw new NetworkException(NetworkFailure.Reset, "reset by the server");
            if (_random.Next(400) == 0 && _calmPercent < 100)
            {
                _hadFault = true;
                Wait(timeoutMs, timeoutMs);
            }
            // One that has gone answers no command that came in the same write.
            for (int i = offset; i < offset + count && !_isEnded && !_isReset; i++) Take(buffer[i]);
        }

        public void StartTls(TlsOptions options, int timeoutMs)
        {
            if (!_isTlsDue) throw new TlsException(TlsFailure.HandshakeFailed, "garbage instead of a handshake");
            _isTlsDue = false;
            if (_random.Next(100) >= _calmPercent)
            {
                _hadFault = true;
                _isClosed = true;
                var failure = (TlsFailure)_random.Next(4);
                if (failure == TlsFailure.Timeout) _clock.Sleep(timeoutMs);
                throw new TlsException(failure, "hostile");
            }
            bool isImplicit = _clear.Length == 0 && _output.Count == 0;
            // What was sent in clear belongs to the handshake and never reaches the client as text.
            _output.Clear();
            IsTls = true;
            if (isImplicit) Say("220 mail.example.com ESMTP");
        }

        public void Close() => _isClosed = true;

        private void Wait(int durationMs, int timeoutMs)
        {
            _clock.Sleep(Math.Min(durationMs, timeoutMs));
            if (durationMs >= timeoutMs) throw new NetworkException(NetworkFailure.Timeout, "nothing came");
        }

        private void Take(byte value)
        {
            if (_chunkLeft > 0)
            {
                if (--_chunkLeft > 0) return;
                if (_isLastChunk) End();
                else Say("250 2.0.0 chunk");
                return;
            }
            _line.WriteByte(value);
            if (value != '\n') return;
            string line = Encoding.Latin1.GetString(_line.ToArray()).TrimEnd('\r', '\n');
            _line.SetLength(0);
            if (!_isData) Command(line);
            else if (line != ".")
            {
                _dataLines++;
            }
            else
            {
                _isData = false;
                End();
            }
        }

        private void End()
        {
            bool isWhole = _isLastChunk || _dataLines > 0;
            GotEnd |= isWhole;
            int before = _output.Count;
            if (before > 0) _hadFault = true;
            Say(_random.Next(8) == 0 ? "451 4.3.0 later" : _random.Next(8) == 0 ? "554 5.7.1 no" : "250 2.0.0 queued");
            string said = Encoding.Latin1.GetString(_output.Skip(before).ToArray());
            Took |= isWhole && said.Length >= 5 && said[0] == '2' && char.IsAsciiDigit(said[1]) && char.IsAsciiDigit(said[2]) && said.Contains('\n');
        }

        private void Command(string line)
        {
            switch (line.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "EHLO":
                    Say("250-mail.example.com\r\n250-SIZE 1000000\r\n250-PIPELINING\r\n250-CHUNKING\r\n250-BINARYMIME\r\n250-STARTTLS\r\n"
                        + "250-AUTH LOGIN PLAIN\r\n250 SMTPUTF8");
                    break;
                case "HELO":
                    Say("250 mail.example.com");
                    break;
                case "STARTTLS":
                    _isTlsDue = true;
                    Say(_random.Next(100) < _calmPercent ? "220 go" : "220 go\r\n250-injected.example.com\r\n250 AUTH PLAIN");
                    break;
                case "AUTH" when line.Contains("LOGIN", StringComparison.Ordinal):
                    Say("334 VXNlcm5hbWU6");
                    break;
                case "AUTH":
                    Say("235 2.7.0 in");
                    break;
                case "DATA" when !_hasRecipient:
                    Say("503 5.5.1 no recipients");
                    break;
                case "DATA":
                    _isData = true;
                    _dataLines = 0;
                    Say("354 go");
                    break;
                case "BDAT":
                    string[] words = line.Split(' ');
                    _isLastChunk = words.Length > 2;
                    if (long.TryParse(words[1], out _chunkLeft) && _chunkLeft == 0 && _isLastChunk) End();
                    break;
                case "QUIT":
                    Say("221 bye");
                    break;
                case "MAIL":
                    _hasRecipient = false;
                    _hasMail = Answer();
                    break;
                case "RCPT" when !_hasMail:
                    Say("503 5.5.1 MAIL first");
                    break;
                case "RCPT":
                    _hasRecipient |= Answer();
                    break;
                case "RSET" or "NOOP":
                    Say("250 ok");
                    break;
                default:
                    Say(_random.Next(2) == 0 ? "334 UGFzc3dvcmQ6" : "235 2.7.0 in");
                    break;
            }
        }

        /// <summary>Now and then an honest no; returns whether it was a yes.</summary>
        private bool Answer()
        {
            int dice = _random.Next(20);
            Say(dice == 0 ? "550 5.1.1 no" : dice == 1 ? "450 4.2.0 later" : "250 ok");
            return dice > 1;
        }

        private void Say(string reply)
        {
            if (_random.Next(100) < _calmPercent)
            {
                Put(reply + "\r\n" + _late);
                _late = null;
                return;
            }
            _hadFault = true;
            Misbehave(reply);
        }

        private void Misbehave(string reply)
        {
            switch (_random.Next(19))
            {
                case 0:
                    Put(reply[.._random.Next(reply.Length)]);
                    _isEnded = true;
                    break;
                case 1:
                    for (int i = _random.Next(1, 50); i >= 0; i--) Put(reply + "\r\n");
                    break;
                case 2:
                    Put(_random.Next(0, 1000).ToString("D3") + reply[3..] + "\r\n");
                    break;
                case 3:
                    Put(reply[..3] + "-" + new string('x', _random.Next(1, 100_000)) + "\r\n" + reply + "\r\n");
                    break;
                case 4:
                    _endless = Encoding.ASCII.GetBytes(reply[..3] + "-more\r\n");
                    break;
                case 5:
                    _endless = [(byte)_random.Next(256), (byte)_random.Next(256)];
                    break;
                case 6:
                    var garbage = new byte[_random.Next(1, 3000)];
                    _random.NextBytes(garbage);
                    Put(Encoding.Latin1.GetString(garbage) + "\r\n" + reply + "\r\n");
                    break;
                case 7:
                    _byteDelayMs = _random.Next(2) == 0 ? 1000 : _random.Next(1, 400_000);
                    Put(reply + "\r\n");
                    break;
                case 8:
                    break;
                case 9:
                    _isEnded = true;
                    break;
                case 10:
                    _isReset = true;
                    break;
                case 11:
                    Put("354 go on\r\n");
                    break;
                case 12:
                    Put("250 for nothing\r\n" + reply + "\r\n");
                    break;
                case 13:
                    Put("421 4.3.2 closing\r\n");
                    _isEnded = true;
                    break;
                case 14:
                    Put("334 \r\n");
                    break;
                case 15:
                    Put(reply + "\n");
                    break;
                case 17:
                    // Out of order: this reply comes behind the next one.
                    _late = reply + "\r\n";
                    break;
                case 16:
                    Put(reply.Replace(" ", "\0") + "\r\n");
                    break;
                default:
                    Put("\r\n\r\n" + reply + "\r\n");
                    break;
            }
        }

        private void Put(string text)
        {
            foreach (byte value in Encoding.Latin1.GetBytes(text))
            {
                if (_output.Count < OutputLimitBytes) _output.Enqueue(value);
            }
        }
    }
}

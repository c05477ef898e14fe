using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace ScanToMail.Tests.Bench
{
    /// <summary>What one connection to the sink was.</summary>
    internal sealed record SinkFigures(long SmtpBytes, long TcpBytes, int RoundTrips, int Messages);

    /// <summary>
    /// A TLS server of its own process that answers SMTP (STARTTLS, AUTH, PIPELINING, CHUNKING, BINARYMIME) and throws
    /// away what comes, with as little work as possible; a second port takes TLS at once and raw bytes, for the floor.
    /// A line of JSON on its standard output follows every connection.
    /// </summary>
    internal sealed class Sink(X509Certificate2 certificate)
    {
        public static void Run(string pemFile)
        {
            string pem = File.ReadAllText(pemFile);
            using X509Certificate2 ephemeral = X509Certificate2.CreateFromPem(pem, pem);
            var sink = new Sink(X509CertificateLoader.LoadPkcs12(ephemeral.Export(X509ContentType.Pkcs12), null));
            TcpListener smtp = Listen(), raw = Listen();
            System.Console.WriteLine($"{((IPEndPoint)smtp.LocalEndpoint).Port} {((IPEndPoint)raw.LocalEndpoint).Port}");
            new Thread(() => Serve(raw, sink.ServeRaw)) { IsBackground = true }.Start();
            new Thread(() => Serve(smtp, client => new SinkSession(client, sink.Options()).Run())) { IsBackground = true }.Start();
            while (System.Console.In.ReadLine() is not null)
            {
                // The parent's end of this pipe is what keeps the sink alive.
            }
        }

        private SslServerAuthenticationOptions Options() => new()
        {
            ServerCertificate = certificate,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13
        };

        private static TcpListener Listen()
        {
            var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return listener;
        }

        private static void Serve(TcpListener listener, Func<TcpClient, SinkFigures> serve)
        {
            while (true)
            {
                using TcpClient client = listener.AcceptTcpClient();
                client.NoDelay = true;
                SinkFigures figures;
                try
                {
                    figures = serve(client);
                }
                catch (Exception error) when (error is IOException or AuthenticationException)
                {
                    figures = new SinkFigures(0, 0, 0, -1);
                }
                System.Console.WriteLine(JsonSerializer.Serialize(figures));
            }
        }

        /// <summary>Takes bytes until a line "END" stands at the end of what came, answers one line.</summary>
        private SinkFigures ServeRaw(TcpClient client)
        {
            var counting = new CountingStream(client.GetStream());
            using var tls = new SslStream(counting);
            tls.AuthenticateAsServer(Options());
            var buffer = new byte[64 * 1024];
            long bytes = 0;
            int count;
            while ((count = tls.Read(buffer)) > 0)
            {
                bytes += count;
                if (!buffer.AsSpan(0, count).EndsWith("\r\nEND\r\n"u8)) continue;
                tls.Write("250 taken\r\n"u8);
                break;
            }
            return new SinkFigures(bytes, counting.ReadBytes, 1, 1);
        }
    }

    /// <summary>Counts what passes below TLS.</summary>
    internal sealed class CountingStream(Stream inner) : Stream
    {
        public long ReadBytes { get; private set; }
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() => inner.Flush();
        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            int count = inner.Read(buffer);
            ReadBytes += count;
            return count;
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellation = default)
        {
            int count = await inner.ReadAsync(buffer, cancellation);
            ReadBytes += count;
            return count;
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);
        public override void Write(ReadOnlySpan<byte> buffer) => inner.Write(buffer);
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellation = default) =>
            inner.WriteAsync(buffer, cancellation);
    }

    /// <summary>One SMTP conversation of the sink.</summary>
    internal sealed class SinkSession(TcpClient client, SslServerAuthenticationOptions options)
    {
        private readonly byte[] _buffer = new byte[64 * 1024];
        private readonly CountingStream _counting = new(client.GetStream());
        private Stream _stream = Stream.Null;
        private readonly StringBuilder _replies = new();
        private int _from;
        private int _to;
        private bool _isAwaited;
        private long _smtpBytes;
        private int _roundTrips;
        private int _messages;

        public SinkFigures Run()
        {
            _stream = _counting;
            Reply("220 sink ESMTP");
            while (ReadLine() is { } line && Answer(line))
            {
            }
            Flush();
            return new SinkFigures(_smtpBytes, _counting.ReadBytes, _roundTrips, _messages);
        }

        private bool Answer(string line)
        {
            string verb = line.Split(' ')[0].ToUpperInvariant();
            switch (verb)
            {
                case "EHLO":
                    Reply(_stream is SslStream
                        ? "250-sink\r\n250-PIPELINING\r\n250-SIZE 400000000\r\n250-AUTH PLAIN LOGIN\r\n250-8BITMIME\r\n"
                            + "250-SMTPUTF8\r\n250-BINARYMIME\r\n250 CHUNKING"
                        : "250-sink\r\n250-PIPELINING\r\n250 STARTTLS");
                    return true;
                case "STARTTLS":
                    StartTls();
                    return true;
                case "AUTH":
                    Login(line);
                    return true;
                case "DATA":
                    Reply("354 go");
                    Flush();
                    SkipData();
                    Taken();
                    return true;
                case "BDAT":
                    SkipChunk(line);
                    return true;
                case "QUIT":
                    Reply("221 bye");
                    return false;
                default:
                    Reply("250 2.0.0 ok");
                    return true;
            }
        }

        private void StartTls()
        {
            Reply("220 go");
            Flush();
            var tls = new SslStream(_counting);
            tls.AuthenticateAsServer(options);
            _stream = tls;
        }

        private void Login(string line)
        {
            string[] words = line.Split(' ');
            int steps = words[1].ToUpperInvariant() == "LOGIN" ? 2 : 1;
            for (int step = words.Length - 2; step < steps; step++)
            {
                Reply("334 VXNlcm5hbWU6");
                ReadLine();
            }
            Reply("235 2.7.0 welcome");
        }

        private void SkipChunk(string line)
        {
            string[] words = line.Split(' ');
            long left = long.Parse(words[1]);
            while (left > 0)
            {
                if (_from == _to && !Fill()) return;
                int part = (int)Math.Min(left, _to - _from);
                _from += part;
                left -= part;
            }
            if (words.Length > 2)
            {
                Taken();
                return;
            }
            // Nobody waits for the reply to a chunk that is not the last, where chunks may be pipelined.
            _replies.Append("250 2.0.0 chunk\r\n");
        }

        private void SkipData()
        {
            ReadOnlySpan<byte> end = "\r\n.\r\n"u8;
            while (true)
            {
                if (_to - _from < end.Length && !Fill()) return;
                ReadOnlySpan<byte> here = _buffer.AsSpan(_from, _to - _from);
                int at = here.IndexOf(end);
                if (at >= 0)
                {
                    _from += at + end.Length;
                    return;
                }
                // What may be the start of the end stays.
                _from = Math.Max(_from, _to - end.Length + 1);
                if (!Fill()) return;
            }
        }

        private void Taken()
        {
            _messages++;
            Reply("250 2.0.0 queued");
        }

        private string? ReadLine()
        {
            while (true)
            {
                int end = _buffer.AsSpan(_from, _to - _from).IndexOf((byte)'\n');
                if (end >= 0)
                {
                    string line = Encoding.ASCII.GetString(_buffer, _from, end).TrimEnd('\r');
                    _from += end + 1;
                    return line;
                }
                if (!Fill()) return null;
            }
        }

        private void Reply(string text)
        {
            _replies.Append(text).Append("\r\n");
            _isAwaited = true;
        }

        /// <summary>Replies go out when nothing more is there to be read: that is when the client waits.</summary>
        private void Flush()
        {
            if (_replies.Length == 0) return;
            _stream.Write(Encoding.ASCII.GetBytes(_replies.ToString()));
            _replies.Clear();
            if (_isAwaited) _roundTrips++;
            _isAwaited = false;
        }

        private bool Fill()
        {
            // As servers do (RFC 2920 3.2): what the client has sent already is taken first, then all replies go at once.
            if (client.Available == 0) Flush();
            if (_from > 0)
            {
                Buffer.BlockCopy(_buffer, _from, _buffer, 0, _to - _from);
                _to -= _from;
                _from = 0;
            }
            int count = _stream.Read(_buffer.AsSpan(_to));
            _to += count;
            _smtpBytes += count;
            return count > 0;
        }
    }
}

using System.Net;
using System.Net.Http.Headers;

namespace ScanToMail.Hal.Pc
{
    /// <summary>One form POST over HTTPS: HttpClient over a connection of the HAL's own, so that map, roots and the rule of
    /// one TLS connection hold here too.</summary>
    internal sealed class HttpsPost(PcNetwork network)
    {
        private const int PieceBytes = 4096;

        public HttpsAnswer Send(Uri url, byte[] form, byte[] trustedRootsPem, int timeoutMs, int answerLimitBytes, AnswerSink sink)
        {
            if (url.Scheme != Uri.UriSchemeHttps) throw new ArgumentException("a form goes over HTTPS only");
            long deadlineMs = Environment.TickCount64 + timeoutMs;
            IConnection? connection = null;
            try
            {
                using var handler = new SocketsHttpHandler
                {
                    AllowAutoRedirect = false,
                    UseProxy = false,
                    UseCookies = false,
                    ConnectCallback = (context, _) =>
                    {
                        string address = network.Resolve(context.DnsEndPoint.Host, LeftMs(deadlineMs))[0];
                        connection = network.Connect(address, context.DnsEndPoint.Port, LeftMs(deadlineMs));
                        connection.StartTls(new TlsOptions
                        {
                            TargetHost = context.DnsEndPoint.Host,
                            TrustedRootsPem = trustedRootsPem
                        }, LeftMs(deadlineMs));
                        return ValueTask.FromResult<Stream>(new ConnectionStream(connection, deadlineMs));
                    }
                };
                // TLS is the connection's business, so HttpClient is told of a plain one.
                var plain = new UriBuilder(url) { Scheme = "http", Port = url.Port }.Uri;
                // Every step below ends at the deadline, and says which one it was.
                using var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
                using var content = new ByteArrayContent(form);
                content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
                using var request = new HttpRequestMessage(HttpMethod.Post, plain) { Content = content };
                request.Headers.Host = url.IsDefaultPort ? url.Host : url.Authority;
                using HttpResponseMessage response = client.Send(request, HttpCompletionOption.ResponseHeadersRead);
                return Read(response, answerLimitBytes, sink);
            }
            catch (Exception error) when (error is HttpRequestException or IOException or TaskCanceledException)
            {
                throw Translate(error);
            }
            finally
            {
                connection?.Close();
            }
        }

        private static HttpsAnswer Read(HttpResponseMessage response, int answerLimitBytes, AnswerSink sink)
        {
            using Stream body = response.Content.ReadAsStream();
            var piece = new byte[PieceBytes];
            int count = 0;
            for (int read; (read = body.Read(piece)) > 0;)
            {
                count += read;
                if (count > answerLimitBytes)
                {
                    throw new NetworkException(NetworkFailure.AnswerTooLong, $"an answer of more than {answerLimitBytes} bytes");
                }
                sink.Write(piece, 0, read);
            }
            return new HttpsAnswer
            {
                Status = (int)response.StatusCode,
                ContentType = response.Content.Headers.ContentType?.ToString() ?? "",
                RetryAfterS = (int)(response.Headers.RetryAfter?.Delta?.TotalSeconds ?? 0)
            };
        }

        private static int LeftMs(long deadlineMs) => (int)Math.Max(1, deadlineMs - Environment.TickCount64);

        private static Exception Translate(Exception error)
        {
            for (Exception? inner = error; inner is not null; inner = inner.InnerException)
            {
                if (inner is NetworkException or TlsException or InvalidOperationException) return inner;
                if (inner is TimeoutException or TaskCanceledException) return new NetworkException(NetworkFailure.Timeout, "no answer in time");
            }
            return SocketErrors.Translate(error);
        }

        /// <summary>A HAL connection as a stream, with what is left of the request's time for every step.</summary>
        private sealed class ConnectionStream(IConnection connection, long deadlineMs) : Stream
        {
            public override bool CanRead => true;
            public override bool CanSeek => false;
            public override bool CanWrite => true;
            public override long Length => throw new NotSupportedException();

            public override long Position
            {
                get => throw new NotSupportedException();
                set => throw new NotSupportedException();
            }

            public override int Read(byte[] buffer, int offset, int count)
            {
                if (count == 0) return 0;
                if (Environment.TickCount64 >= deadlineMs) throw new NetworkException(NetworkFailure.Timeout, "no answer in time");
                return connection.Read(buffer, offset, count, LeftMs(deadlineMs));
            }

            public override void Write(byte[] buffer, int offset, int count) =>
                connection.Write(buffer, offset, count, LeftMs(deadlineMs));

            public override void Flush()
            {
            }

            public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

            public override void SetLength(long value) => throw new NotSupportedException();

            protected override void Dispose(bool disposing)
            {
                if (disposing) connection.Close();
                base.Dispose(disposing);
            }
        }
    }
}

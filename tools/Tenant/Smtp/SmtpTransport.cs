using System.IO.Pipelines;
using System.Net.Security;
using System.Text;

namespace ScanToMail.Tenant.Smtp
{
    /// <summary>
    /// Reads lines and blocks from a connection and writes to it, in clear text and, after
    /// <see cref="UpgradeAsync"/>, over TLS. One fixed input buffer. Every read has a timeout.
    /// </summary>
    internal sealed class SmtpTransport : IAsyncDisposable
    {
        private const int BufferSizeBytes = 64 * 1024;
        private readonly IDuplexPipe pipe;
        private readonly SmtpEndpointOptions options;
        private readonly CancellationToken stopped;
        private readonly byte[] buffer = new byte[BufferSizeBytes];
        private readonly MemoryStream pending = new();
        private Stream stream;
        private int start;
        private int end;

        public SmtpTransport(IDuplexPipe pipe, SmtpEndpointOptions options, CancellationToken stopped)
        {
            this.pipe = pipe;
            this.options = options;
            this.stopped = stopped;
            stream = new DuplexPipeStream(pipe);
        }

        /// <summary>Bytes of the client wait in the buffer.</summary>
        public bool HasInput => start < end;

        /// <summary>Bytes of the client that were read and not used yet.</summary>
        public ReadOnlyMemory<byte> Input => buffer.AsMemory(start, end - start);

        /// <summary>Takes bytes from <see cref="Input"/>.</summary>
        public void Consume(int count) => start += count;

        /// <summary>
        /// Waits for at least one byte more in <see cref="Input"/>. What was written goes out first, and only now:
        /// replies to a pipelined group travel together (RFC 2920 section 3.2).
        /// </summary>
        /// <exception cref="SessionEndedException">Silence, end of the stream, broken line.</exception>
        public async ValueTask FillAsync(int timeoutMs)
        {
            await FlushAsync().ConfigureAwait(false);
            if (start > 0)
            {
                buffer.AsSpan(start, end - start).CopyTo(buffer);
                end -= start;
                start = 0;
            }

            int count = await ReadAsync(buffer.AsMemory(end), timeoutMs).ConfigureAwait(false);
            if (count == 0)
            {
                throw new SessionEndedException(SessionEnd.ClientClosed);
            }

            end += count;
        }

        /// <summary>Reads a line, given without its line end as Latin-1 (UTF-8 where it is valid UTF-8).</summary>
        public async ValueTask<(LineStatus Status, string Line, int Octets)> ReadLineAsync(int limit, int timeoutMs)
        {
            int searched = 0;
            int dropped = 0;
            while (true)
            {
                int feed = Input.Span[searched..].IndexOf((byte)'\n');
                if (feed >= 0)
                {
                    return TakeLine(searched + feed + 1, limit, dropped);
                }

                searched = end - start;
                if (searched >= limit)
                {
                    dropped += searched;
                    Consume(searched);
                    searched = 0;
                }

                await FillAsync(timeoutMs).ConfigureAwait(false);
            }
        }

        /// <summary>
        /// Throws away what the client has sent so far, also what still lies in the socket's pipe, and says how much.
        /// </summary>
        public int DiscardClearText()
        {
            int count = end - start;
            start = end = 0;
            while (pipe.Input.TryRead(out ReadResult result))
            {
                count += (int)result.Buffer.Length;
                pipe.Input.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted || result.Buffer.IsEmpty)
                {
                    break;
                }
            }

            return count;
        }

        /// <summary>Puts text into the output; it is not sent yet.</summary>
        public void Write(string text) => pending.Write(Encoding.UTF8.GetBytes(text));

        /// <summary>Sends what was written, in the pieces that the options ask for.</summary>
        public async ValueTask FlushAsync()
        {
            if (pending.Length == 0)
            {
                return;
            }

            byte[] bytes = pending.ToArray();
            pending.SetLength(0);
            try
            {
                int position = 0;
                while (position < bytes.Length)
                {
                    int length = PieceLength(bytes, position, options.ReplyDelivery);
                    await stream.WriteAsync(bytes.AsMemory(position, length), stopped).ConfigureAwait(false);
                    await stream.FlushAsync(stopped).ConfigureAwait(false);
                    position += length;
                }
            }
            catch (IOException e)
            {
                string detail = e.InnerException?.Message ?? e.Message;
                throw new SessionEndedException(SessionEnd.ClientClosed, detail: detail);
            }
        }

        /// <summary>Starts TLS. What was in the buffer must have been thrown away before.</summary>
        public async Task<SslStream> UpgradeAsync(SslServerAuthenticationOptions options, int timeoutMs)
        {
            var tls = new SslStream(stream, leaveInnerStreamOpen: true);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopped);
            limit.CancelAfter(timeoutMs);
            await tls.AuthenticateAsServerAsync(options, limit.Token).ConfigureAwait(false);
            stream = tls;
            return tls;
        }

        /// <summary>Tells the client in good order (close_notify) that nothing more comes.</summary>
        public async ValueTask ShutdownAsync()
        {
            if (stream is SslStream tls)
            {
                try
                {
                    await tls.ShutdownAsync().WaitAsync(TimeSpan.FromSeconds(2)).ConfigureAwait(false);
                }
                catch (Exception e) when (e is IOException or InvalidOperationException or TimeoutException)
                {
                    // The client has gone already: there is nobody left to tell.
                }
            }
        }

        public async ValueTask DisposeAsync()
        {
            await stream.DisposeAsync().ConfigureAwait(false);
        }

        private (LineStatus Status, string Line, int Octets) TakeLine(int length, int limit, int dropped)
        {
            ReadOnlySpan<byte> line = Input.Span[..length];
            Consume(length);
            if (dropped + length > limit)
            {
                return (LineStatus.TooLong, "", dropped + length);
            }

            bool whole = length >= 2 && line[^2] == '\r';
            line = line[..^(whole ? 2 : 1)];
            string text = Decode(line);
            return (whole ? LineStatus.Whole : LineStatus.BareLineFeed, text, line.Length);
        }

        private static string Decode(ReadOnlySpan<byte> line)
        {
            return System.Text.Unicode.Utf8.IsValid(line)
                ? Encoding.UTF8.GetString(line)
                : Encoding.Latin1.GetString(line);
        }

        private static int PieceLength(byte[] bytes, int position, ReplyDelivery delivery)
        {
            return delivery switch
            {
                ReplyDelivery.Bytes => 1,
                ReplyDelivery.Lines when Array.IndexOf(bytes, (byte)'\n', position) is int feed and >= 0 =>
                    feed + 1 - position,
                _ => bytes.Length - position,
            };
        }

        private async ValueTask<int> ReadAsync(Memory<byte> target, int timeoutMs)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopped);
            limit.CancelAfter(timeoutMs);
            try
            {
                return await stream.ReadAsync(target, limit.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                bool stop = stopped.IsCancellationRequested;
                throw new SessionEndedException(stop ? SessionEnd.Stopped : SessionEnd.Timeout);
            }
            catch (IOException e)
            {
                string detail = e.InnerException?.Message ?? e.Message;
                throw new SessionEndedException(SessionEnd.ClientClosed, detail: detail);
            }
        }
    }
}

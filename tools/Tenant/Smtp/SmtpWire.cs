namespace ScanToMail.Tenant.Smtp
{
    /// <summary>Commands in, replies out, both put on record; and the faults asked for, applied.</summary>
    internal sealed class SmtpWire
    {
        private readonly SmtpContext context;
        private readonly FaultPlan faults;
        private readonly CancellationToken stopped;

        public SmtpWire(SmtpTransport transport, SmtpContext context, FaultPlan faults, CancellationToken stopped)
        {
            Transport = transport;
            this.context = context;
            this.faults = faults;
            this.stopped = stopped;
        }

        public SmtpTransport Transport { get; }

        /// <summary>Reads a command line; an AUTH line goes on record without its secret.</summary>
        public async ValueTask<(LineStatus Status, string Line, int Octets)> ReadCommandAsync()
        {
            SmtpEndpointOptions options = context.Options;
            int limit = Math.Max(options.CommandLimitOctets, options.AuthLineLimitOctets);
            (LineStatus status, string line, int octets) = await ReadLineAsync(limit).ConfigureAwait(false);
            bool auth = line.StartsWith("AUTH ", StringComparison.OrdinalIgnoreCase);
            if (!auth && octets + 2 > options.CommandLimitOctets)
            {
                status = LineStatus.TooLong;
            }

            context.Record.Command(context.Now, status == LineStatus.TooLong ? "(a line too long)" : Mask(line, auth));
            return (status, line, octets);
        }

        /// <summary>Reads an answer within AUTH; the record gets its length alone.</summary>
        public async ValueTask<(LineStatus Status, string Line, int Octets)> ReadAnswerAsync()
        {
            (LineStatus status, string line, int octets) =
                await ReadLineAsync(context.Options.AuthLineLimitOctets).ConfigureAwait(false);
            context.Record.Command(context.Now, octets == 0 || line == "*" ? line : "****");
            return (status, line, octets);
        }

        /// <summary>
        /// The reply of a phase: the fault's where one strikes, otherwise what <paramref name="normal"/> gives.
        /// </summary>
        /// <exception cref="SessionEndedException">The fault ends the session.</exception>
        public async ValueTask<SmtpReply> DecideAsync(
            SmtpPhase phase, Func<ValueTask<SmtpReply>> normal, string? recipient = null)
        {
            SmtpFault? fault = faults.Take(context.Record.Endpoint, phase, recipient);
            if (fault?.Action is SmtpFaultAction.CloseAfter or SmtpFaultAction.HangAfter)
            {
                return new SmtpReply((await normal().ConfigureAwait(false)).Lines) { Lost = fault.Action };
            }

            SmtpReply? reply = fault == null ? null : await StrikeAsync(fault, recipient).ConfigureAwait(false);
            return reply ?? await normal().ConfigureAwait(false);
        }

        /// <summary>The fault for the content to come, where one is asked for; it strikes later.</summary>
        public SmtpFault? TakeContentFault() => faults.Take(context.Record.Endpoint, SmtpPhase.Content);

        /// <summary>Carries out a fault: gives its reply, or null where the session goes on as usual.</summary>
        public async ValueTask<SmtpReply?> StrikeAsync(SmtpFault fault, string? recipient = null)
        {
            context.Record.Note(context.Now, $"fault: {fault.Action} at {fault.Phase}");
            switch (fault.Action)
            {
                case SmtpFaultAction.Reply:
                    return new SmtpReply(context.Expand(fault.Reply, recipient).Split('\n'));
                case SmtpFaultAction.ReplyAndClose:
                    return new SmtpReply(context.Expand(fault.Reply, recipient).Split('\n')) { Close = true };
                case SmtpFaultAction.Raw:
                    return new SmtpReply(fault.Reply) { Raw = true };
                case SmtpFaultAction.Delay:
                    await PauseAsync(TimeSpan.FromMilliseconds(fault.DelayMs)).ConfigureAwait(false);
                    return null;
                case SmtpFaultAction.Hang:
                    await PauseAsync(Timeout.InfiniteTimeSpan).ConfigureAwait(false);
                    return null;
                case SmtpFaultAction.Reset:
                    throw new SessionEndedException(SessionEnd.ServerClosed, reset: true);
                default:
                    await FlushAsync().ConfigureAwait(false);
                    throw new SessionEndedException(SessionEnd.ServerClosed);
            }
        }

        /// <summary>Waits by the server's clock; a stop of the server ends it.</summary>
        public async ValueTask PauseAsync(TimeSpan time)
        {
            await FlushAsync().ConfigureAwait(false);
            try
            {
                await Task.Delay(time, context.Time, stopped).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                throw new SessionEndedException(SessionEnd.Stopped);
            }
        }

        /// <summary>Writes a reply; it goes out when the server next waits for the client.</summary>
        /// <exception cref="SessionEndedException">The reply closes the connection.</exception>
        public async ValueTask SendAsync(SmtpReply reply)
        {
            if (reply.Lost != null)
            {
                await LoseAsync(reply).ConfigureAwait(false);
            }

            Write(reply);
            if (reply.ClosesConnection)
            {
                await FlushAsync().ConfigureAwait(false);
                await DrainAsync().ConfigureAwait(false);
                throw new SessionEndedException(SessionEnd.ServerClosed);
            }
        }

        /// <summary>Puts a reply into the output; it is not sent yet.</summary>
        public void Write(SmtpReply reply)
        {
            foreach (string line in reply.Lines)
            {
                string text = context.Expand(line);
                context.Record.Reply(context.Now, text);
                Transport.Write(reply.Raw ? text : text + "\r\n");
            }
        }

        public ValueTask FlushAsync() => Transport.FlushAsync();

        /// <summary>Sends what is left for a client that may not be listening any more.</summary>
        public async ValueTask TryFlushAsync()
        {
            try
            {
                await FlushAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(1)).ConfigureAwait(false);
            }
            catch (Exception e) when (e is SessionEndedException or TimeoutException or OperationCanceledException
                or InvalidOperationException or NotSupportedException)
            {
                // Nobody listens: the session is ending anyway.
            }
        }

        private async ValueTask LoseAsync(SmtpReply reply)
        {
            context.Record.Note(context.Now, $"fault: {reply.Lost}, not sent: {reply}");
            if (reply.Lost == SmtpFaultAction.HangAfter)
            {
                await PauseAsync(Timeout.InfiniteTimeSpan).ConfigureAwait(false);
            }

            await FlushAsync().ConfigureAwait(false);
            throw new SessionEndedException(SessionEnd.ServerClosed);
        }

        // An unread byte in the socket would turn the close into a reset, and the reply might never be read.
        private async ValueTask DrainAsync()
        {
            DateTimeOffset until = DateTimeOffset.UtcNow.AddMilliseconds(context.Options.DrainBeforeCloseMs);
            try
            {
                while (true)
                {
                    Transport.Consume(Transport.Input.Length);
                    int leftMs = (int)(until - DateTimeOffset.UtcNow).TotalMilliseconds;
                    if (leftMs <= 0)
                    {
                        return;
                    }

                    await Transport.FillAsync(leftMs).ConfigureAwait(false);
                }
            }
            catch (SessionEndedException)
            {
                // The client closed, or the time is over.
            }
        }

        private ValueTask<(LineStatus Status, string Line, int Octets)> ReadLineAsync(int limit)
        {
            return Transport.ReadLineAsync(limit, context.Options.CommandTimeoutMs);
        }

        private static string Mask(string line, bool auth)
        {
            string[] words = line.Split(' ', 3);
            return auth && words.Length > 2 ? $"{words[0]} {words[1]} ****" : line;
        }
    }
}

namespace ScanToMail.Tenant
{
    /// <summary>Every message that was accepted, in order. Thread-safe.</summary>
    public sealed class MailInbox
    {
        private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);
        private readonly Lock gate = new();
        private readonly List<ReceivedMessage> messages = [];
        private TaskCompletionSource changed = NewSignal();
        private int lastNumber;

        /// <summary>A copy of the list as it is now.</summary>
        public IReadOnlyList<ReceivedMessage> Messages
        {
            get
            {
                lock (gate)
                {
                    return [.. messages];
                }
            }
        }

        /// <summary>Raised after a message was stored, on the session's thread.</summary>
        public event Action<ReceivedMessage>? Received;

        /// <summary>
        /// Gives the first message that matches, waiting for it where it has not come yet. It stays in the inbox.
        /// </summary>
        /// <param name="match">Null: any message.</param>
        /// <param name="timeout">Null: 30 seconds.</param>
        /// <param name="cancellation">Ends the wait early.</param>
        /// <exception cref="TimeoutException">None came in time; the text says what did come.</exception>
        public async Task<ReceivedMessage> WaitForMessageAsync(
            Func<ReceivedMessage, bool>? match = null,
            TimeSpan? timeout = null,
            CancellationToken cancellation = default)
        {
            ReceivedMessage? found = null;
            await WaitAsync(list => (found = list.FirstOrDefault(match ?? (_ => true))) != null, timeout, cancellation);
            return found!;
        }

        /// <summary>Waits until at least <paramref name="count"/> messages have come, and gives them all.</summary>
        /// <exception cref="TimeoutException">Fewer came in time.</exception>
        public async Task<IReadOnlyList<ReceivedMessage>> WaitForCountAsync(
            int count, TimeSpan? timeout = null, CancellationToken cancellation = default)
        {
            await WaitAsync(list => list.Count >= count, timeout, cancellation);
            return Messages;
        }

        /// <summary>Empties the inbox; numbers go on counting.</summary>
        public void Clear()
        {
            lock (gate)
            {
                messages.Clear();
            }
        }

        internal void Add(Func<int, ReceivedMessage> create)
        {
            ReceivedMessage message;
            TaskCompletionSource signal;
            lock (gate)
            {
                message = create(++lastNumber);
                messages.Add(message);
                signal = changed;
                changed = NewSignal();
            }

            signal.TrySetResult();
            Received?.Invoke(message);
        }

        private async Task WaitAsync(
            Func<List<ReceivedMessage>, bool> done, TimeSpan? timeout, CancellationToken cancellation)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(timeout ?? DefaultTimeout);
            while (true)
            {
                Task signal;
                lock (gate)
                {
                    if (done(messages))
                    {
                        return;
                    }

                    signal = changed.Task;
                }

                try
                {
                    await signal.WaitAsync(limit.Token).ConfigureAwait(false);
                }
                catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
                {
                    throw new TimeoutException("The awaited message did not come. In the inbox: " + Summary());
                }
            }
        }

        private string Summary()
        {
            IReadOnlyList<ReceivedMessage> now = Messages;
            IEnumerable<string> list = now.Select(m => $"{m.Number} from <{m.MailFrom}> ({m.Content.Length} bytes)");
            return now.Count == 0 ? "nothing." : string.Join("; ", list) + ".";
        }

        private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

namespace ScanToMail.Tenant.Policies
{
    /// <summary>Counts of each mailbox: connections, messages, recipients, wrong passwords. Thread-safe.</summary>
    internal sealed class SubmissionMeter
    {
        private static readonly TimeSpan Day = TimeSpan.FromHours(24);
        private readonly Lock gate = new();
        private readonly Dictionary<string, Counts> mailboxes = new(StringComparer.OrdinalIgnoreCase);

        /// <summary>A session has logged in.</summary>
        public void Enter(string mailbox, object session)
        {
            lock (gate)
            {
                Counts counts = Of(mailbox);
                counts.WrongPasswords = 0;
                counts.Sessions.Add(session);
            }
        }

        /// <summary>A session has ended.</summary>
        public void Leave(object session)
        {
            lock (gate)
            {
                foreach (Counts counts in mailboxes.Values)
                {
                    counts.Sessions.Remove(session);
                }
            }
        }

        /// <summary>How many sessions of the mailbox that are open logged in before this one.</summary>
        public int Before(string mailbox, object session)
        {
            lock (gate)
            {
                return Of(mailbox).Sessions.IndexOf(session);
            }
        }

        /// <summary>A wrong password; gives how many there were in a row.</summary>
        public int CountWrongPassword(string mailbox)
        {
            lock (gate)
            {
                return ++Of(mailbox).WrongPasswords;
            }
        }

        /// <summary>Wrong passwords in a row.</summary>
        public int WrongPasswords(string mailbox)
        {
            lock (gate)
            {
                return Of(mailbox).WrongPasswords;
            }
        }

        /// <summary>Books a message into a window that has room; gives how long to wait for it.</summary>
        /// <param name="mailbox">Whose message.</param>
        /// <param name="now">The time.</param>
        /// <param name="perWindow">Room of a window.</param>
        /// <param name="window">Length of a window.</param>
        /// <param name="bookLater">False: books nothing where it would have to wait.</param>
        public TimeSpan Book(string mailbox, DateTimeOffset now, int perWindow, TimeSpan window, bool bookLater)
        {
            lock (gate)
            {
                List<DateTimeOffset> times = Of(mailbox).Messages;
                times.RemoveAll(time => time <= now - window);
                DateTimeOffset slot = times.Count < perWindow ? now : times[^perWindow] + window;
                if (slot < now)
                {
                    slot = now;
                }

                if (slot == now || bookLater)
                {
                    times.Add(slot);
                }

                return slot - now;
            }
        }

        /// <summary>Counts recipients; false: the day's quota is used up, nothing was counted.</summary>
        public bool TryAddRecipients(string mailbox, DateTimeOffset now, int count, int perDay)
        {
            lock (gate)
            {
                List<(DateTimeOffset Time, int Count)> list = Of(mailbox).Recipients;
                list.RemoveAll(entry => entry.Time <= now - Day);
                if (list.Sum(entry => entry.Count) + count > perDay)
                {
                    return false;
                }

                list.Add((now, count));
                return true;
            }
        }

        private Counts Of(string mailbox)
        {
            if (!mailboxes.TryGetValue(mailbox, out Counts? counts))
            {
                mailboxes[mailbox] = counts = new Counts();
            }

            return counts;
        }

        private sealed class Counts
        {
            public List<object> Sessions { get; } = [];

            public List<DateTimeOffset> Messages { get; } = [];

            public List<(DateTimeOffset Time, int Count)> Recipients { get; } = [];

            public int WrongPasswords { get; set; }
        }
    }
}

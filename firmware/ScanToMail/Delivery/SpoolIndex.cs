using System.Collections;

namespace ScanToMail.Delivery
{
    /// <summary>What RAM knows of a job in the spool.</summary>
    internal sealed class SpoolEntry
    {
        public int Number;
        public SpoolState State;
        public RetryKind Kind;

        /// <summary>When the next try is due, by the monotonic clock.</summary>
        public long DueMs;

        /// <summary>Flash that it takes, in whole blocks.</summary>
        public long SizeBytes;

        private const byte InWork = 1;
        private const byte ReportDue = 2;
        private const byte Volatile = 4;

        private byte _marks;

        /// <summary>Somebody works on it; nobody else may.</summary>
        public bool IsInWork
        {
            get { return (_marks & InWork) != 0; }
            set { Mark(InWork, value); }
        }

        /// <summary>The administrator is still to be told of it.</summary>
        public bool IsReportDue
        {
            get { return (_marks & ReportDue) != 0; }
            set { Mark(ReportDue, value); }
        }

        /// <summary>Its document is in memory only.</summary>
        public bool IsVolatile
        {
            get { return (_marks & Volatile) != 0; }
            set { Mark(Volatile, value); }
        }

        private void Mark(byte mark, bool isSet)
        {
            _marks = (byte)(isSet ? _marks | mark : _marks & ~mark);
        }
    }

    /// <summary>All jobs in the spool, lowest number first. Not locked: that is the spool's business.</summary>
    internal sealed class SpoolIndex
    {
        private readonly ArrayList _entries = new ArrayList();

        public int Count
        {
            get { return _entries.Count; }
        }

        public SpoolEntry At(int place)
        {
            return (SpoolEntry)_entries[place];
        }

        public SpoolEntry Find(int number)
        {
            for (int i = 0; i < _entries.Count; i++)
            {
                if (At(i).Number == number) return At(i);
            }
            return null;
        }

        /// <summary>Adds a job; numbers only grow, so it is the last one.</summary>
        public SpoolEntry Add(int number)
        {
            SpoolEntry entry = new SpoolEntry { Number = number, State = SpoolState.Scanning };
            _entries.Add(entry);
            return entry;
        }

        public void Remove(SpoolEntry entry)
        {
            _entries.Remove(entry);
        }

        /// <summary>The mail that is due longest, or null.</summary>
        public SpoolEntry NextDue(long nowMs)
        {
            SpoolEntry next = null;
            for (int i = 0; i < _entries.Count; i++)
            {
                SpoolEntry entry = At(i);
                bool waits = entry.State == SpoolState.Waiting || entry.State == SpoolState.PerhapsDelivered;
                if (!waits || entry.IsInWork || entry.DueMs > nowMs) continue;
                if (next == null || entry.DueMs < next.DueMs) next = entry;
            }
            return next;
        }

        /// <summary>A job that the administrator is still to be told of, or null.</summary>
        public SpoolEntry NextReport()
        {
            for (int i = 0; i < _entries.Count; i++)
            {
                if (At(i).IsReportDue && !At(i).IsInWork) return At(i);
            }
            return null;
        }

        /// <summary>The lowest number above another one, or 0.</summary>
        public int NumberAfter(int number)
        {
            int next = 0;
            for (int i = 0; i < _entries.Count; i++)
            {
                int candidate = At(i).Number;
                if (candidate > number && (next == 0 || candidate < next)) next = candidate;
            }
            return next;
        }

        public int CountOf(SpoolState state)
        {
            int count = 0;
            for (int i = 0; i < _entries.Count; i++)
            {
                if (At(i).State == state) count++;
            }
            return count;
        }

        public long SizeBytes()
        {
            long bytes = 0;
            for (int i = 0; i < _entries.Count; i++) bytes += At(i).SizeBytes;
            return bytes;
        }
    }
}

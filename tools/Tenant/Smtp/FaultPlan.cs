namespace ScanToMail.Tenant.Smtp
{
    /// <summary>The faults asked for. The first that concerns the moment strikes. Thread-safe.</summary>
    public sealed class FaultPlan
    {
        private readonly Lock gate = new();
        private readonly List<Entry> entries = [];

        /// <summary>Adds a fault; it counts from now on, in sessions under way too.</summary>
        public void Add(SmtpFault fault)
        {
            lock (gate)
            {
                entries.Add(new Entry(fault));
            }
        }

        /// <summary>Adds a fault that sends a reply at a phase.</summary>
        public void Reply(SmtpPhase phase, string reply, int? times = null)
        {
            Add(new SmtpFault { Phase = phase, Reply = reply, Times = times });
        }

        /// <summary>Adds a fault that does something other than reply at a phase.</summary>
        public void Add(SmtpPhase phase, SmtpFaultAction action, int? times = null)
        {
            Add(new SmtpFault { Phase = phase, Action = action, Times = times });
        }

        /// <summary>Takes all faults back.</summary>
        public void Clear()
        {
            lock (gate)
            {
                entries.Clear();
            }
        }

        /// <summary>The fault that strikes now, used up by this call; null: none.</summary>
        internal SmtpFault? Take(string endpoint, SmtpPhase phase, string? recipient = null)
        {
            lock (gate)
            {
                foreach (Entry entry in entries)
                {
                    if (entry.Fault.Concerns(endpoint, phase, recipient) && entry.Strikes())
                    {
                        return entry.Fault;
                    }
                }

                return null;
            }
        }

        private sealed class Entry(SmtpFault fault)
        {
            private int seen;

            public SmtpFault Fault => fault;

            public bool Strikes()
            {
                int index = seen - fault.Skip;
                if (index >= 0 && index >= (fault.Times ?? int.MaxValue))
                {
                    return false;
                }

                seen++;
                return index >= 0;
            }
        }
    }
}

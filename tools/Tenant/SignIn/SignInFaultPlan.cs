namespace ScanToMail.Tenant.SignIn
{
    /// <summary>The faults asked for. The first that concerns a request strikes. Thread-safe.</summary>
    public sealed class SignInFaultPlan
    {
        private readonly Lock gate = new();
        private readonly List<(SignInFault Fault, int[] Seen)> entries = [];

        /// <summary>Adds a fault.</summary>
        public void Add(SignInFault fault)
        {
            lock (gate)
            {
                entries.Add((fault, [0]));
            }
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
        internal SignInFault? Take(string path)
        {
            lock (gate)
            {
                foreach ((SignInFault fault, int[] seen) in entries)
                {
                    bool concerned = fault.Path == null || fault.Path == path;
                    bool left = fault.Times == null || seen[0] < fault.Skip + fault.Times;
                    if (concerned && left && seen[0]++ >= fault.Skip)
                    {
                        return fault;
                    }
                }

                return null;
            }
        }
    }
}

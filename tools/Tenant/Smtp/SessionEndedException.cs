namespace ScanToMail.Tenant.Smtp
{
    /// <summary>Leaves the session's loop from wherever it is.</summary>
    internal sealed class SessionEndedException : Exception
    {
        public SessionEndedException(SessionEnd end, bool reset = false, string? detail = null)
            : base(detail)
        {
            Detail = detail;
            End = end;
            Reset = reset;
        }

        public SessionEnd End { get; }

        /// <summary>What the network or the TLS library said; null: nothing.</summary>
        public string? Detail { get; }

        /// <summary>Break the connection instead of closing it in good order.</summary>
        public bool Reset { get; }
    }
}

namespace ScanToMail.SignIn
{
    /// <summary>A sign-in by device code under way (RFC 8628 3.2).</summary>
    public sealed class DeviceCode
    {
        /// <summary>The code that a person types.</summary>
        public string UserCode { get; internal set; } = "";

        /// <summary>The address where a person types it.</summary>
        public string VerificationUri { get; internal set; } = "";

        /// <summary>When it ends, by the monotonic clock.</summary>
        public long EndsAtMs { get; internal set; }

        /// <summary>How long to wait before the next question.</summary>
        public int IntervalMs { get; internal set; }

        /// <summary>What went wrong with the last question, if the next one may go well; else "".</summary>
        public string Trouble { get; internal set; } = "";

        /// <summary>What the device asks with; a secret.</summary>
        internal string Value { get; set; } = "";
    }
}

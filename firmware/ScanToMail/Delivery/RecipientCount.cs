namespace ScanToMail.Delivery
{
    /// <summary>How many recipients got mail lately, as each record in the spool carries it: the newest one counts.</summary>
    public sealed class RecipientCount
    {
        /// <summary>No count goes beyond.</summary>
        internal const int Max = 1000000000;

        /// <summary>Grows with every record that is written, whatever clocks do; 0: the record carries no count.</summary>
        public int Order;

        /// <summary>When the day that is counted began, in seconds since 2000-01-01 00:00 UTC.</summary>
        public long DayStartS;

        /// <summary>Recipients since then.</summary>
        public int Today;

        /// <summary>Recipients in the 24 hours before.</summary>
        public int DayBefore;
    }
}

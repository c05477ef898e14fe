namespace ScanToMail.Tenant.Smtp
{
    /// <summary>In what pieces replies go out.</summary>
    public enum ReplyDelivery
    {
        /// <summary>All that is to be said, in one write.</summary>
        Whole,

        /// <summary>One write for each line.</summary>
        Lines,

        /// <summary>One write for each byte.</summary>
        Bytes,
    }
}

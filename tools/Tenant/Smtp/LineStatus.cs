namespace ScanToMail.Tenant.Smtp
{
    /// <summary>How reading a line went.</summary>
    internal enum LineStatus
    {
        /// <summary>A line ended by CRLF.</summary>
        Whole,

        /// <summary>A line ended by LF alone.</summary>
        BareLineFeed,

        /// <summary>Longer than the limit; it was read to its end and thrown away.</summary>
        TooLong,
    }
}

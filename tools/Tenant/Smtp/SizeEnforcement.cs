namespace ScanToMail.Tenant.Smtp
{
    /// <summary>When a message that is too large and did not say so in MAIL is refused.</summary>
    public enum SizeEnforcement
    {
        /// <summary>All of it is read, then the answer is 552 (RFC 1870 section 6.3).</summary>
        AtEnd,

        /// <summary>552 in the middle of the content, and the connection is closed.</summary>
        DuringContent,
    }
}

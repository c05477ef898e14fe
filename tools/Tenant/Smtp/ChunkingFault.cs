namespace ScanToMail.Tenant.Smtp
{
    /// <summary>
    /// What BDAT does wrong where it is offered, as reported of smtp.office365.com (MailKit issues 904 and 921).
    /// </summary>
    public enum ChunkingFault
    {
        /// <summary>Nothing.</summary>
        None,

        /// <summary>After the last chunk: <c>552 5.3.4 Header size exceeds fixed maximum size</c>.</summary>
        HeaderSize,

        /// <summary>The last chunk is never answered.</summary>
        StallAtEnd,

        /// <summary>CHUNKING stands in the EHLO list, but BDAT is not known (500).</summary>
        Unknown,

        /// <summary>BINARYMIME stands in the EHLO list, but MAIL with BODY=BINARYMIME is refused (501).</summary>
        NoBinary,
    }
}

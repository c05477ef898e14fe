namespace ScanToMail.Tenant.Dns
{
    /// <summary>What the responder does wrong, on demand.</summary>
    public enum DnsFault
    {
        /// <summary>Nothing.</summary>
        None,

        /// <summary>No answer over UDP and TCP.</summary>
        Silence,

        /// <summary>SERVFAIL.</summary>
        ServerFailure,

        /// <summary>REFUSED.</summary>
        Refused,

        /// <summary>NXDOMAIN.</summary>
        NotFound,

        /// <summary>No error, no record.</summary>
        NoData,

        /// <summary>Over UDP truncated, with the answers left out; TCP gives them.</summary>
        Truncated,

        /// <summary>Over UDP truncated; TCP closes without an answer.</summary>
        TruncatedAndTcpCloses,

        /// <summary>Over UDP truncated; TCP announces more bytes than it sends, then is silent.</summary>
        TruncatedAndTcpStalls,

        /// <summary>Another id than the question's.</summary>
        WrongId,

        /// <summary>Another name in the question section.</summary>
        WrongQuestion,

        /// <summary>From another port than the question was sent to.</summary>
        WrongSource,

        /// <summary>First a forged answer with a wrong id, then the right one.</summary>
        ForgedThenRight,

        /// <summary>A question sent back: the QR bit is 0.</summary>
        NotAnAnswer,

        /// <summary>The record belongs to another name than the one asked for.</summary>
        ForeignOwner,

        /// <summary>A compression pointer that points at itself.</summary>
        PointerToItself,

        /// <summary>Two compression pointers that point at each other.</summary>
        PointerPair,

        /// <summary>A compression pointer behind the end of the message.</summary>
        PointerPastEnd,

        /// <summary>A label with the reserved bits 01 (RFC 1035 section 4.1.4).</summary>
        ReservedLabel,

        /// <summary>A name of more than 255 octets.</summary>
        NameTooLong,

        /// <summary>More answers announced than there are.</summary>
        CountTooHigh,

        /// <summary>A record's data reach behind the end of the message.</summary>
        LengthPastEnd,

        /// <summary>A record's data end before the name in them does.</summary>
        LengthTooShort,

        /// <summary>The message ends in the middle of a record.</summary>
        CutShort,

        /// <summary>Eleven octets.</summary>
        HeaderCutShort,

        /// <summary>An empty datagram.</summary>
        Empty,

        /// <summary>Octets without meaning.</summary>
        Garbage,

        /// <summary>Aliases that lead back to the first.</summary>
        AliasLoop,
    }
}

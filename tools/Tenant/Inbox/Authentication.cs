namespace ScanToMail.Tenant
{
    /// <summary>How a client logged in (RFC 4954). Holds no secret.</summary>
    /// <param name="Mechanism">LOGIN, PLAIN or XOAUTH2.</param>
    /// <param name="User">The login that was accepted; for XOAUTH2 the mailbox of <c>user=</c>.</param>
    /// <param name="InitialResponse">The first answer stood in the AUTH line itself.</param>
    /// <param name="LongestLineOctets">Longest line of the exchange, its line end not counted.</param>
    public sealed record Authentication(string Mechanism, string User, bool InitialResponse, int LongestLineOctets);
}

namespace ScanToMail.Delivery
{
    /// <summary>Who wants to hear how far a walk to the server has come.</summary>
    public abstract class ConnectionSteps
    {
        /// <summary>A step that went well: link, address, dns, clock, tcp, greeting, ehlo, tls, auth, mailFrom, rcptTo,
        /// rset; with what was learned, or "".</summary>
        public abstract void Passed(string step, string detail);
    }
}

namespace ScanToMail.Delivery
{
    /// <summary>Who wants to hear how far a walk to the server has come.</summary>
    public abstract class ConnectionSteps
    {
        /// <summary>A step that went well: link, address, mx (where a domain's servers are looked up), dns, clock, certificate
        /// (where the device has one of its own), signIn (OAuth's token, fetched before there is a connection), tcp, greeting,
        /// ehlo, tls, ehloAfterTls, auth, mailFrom, rcptTo, rset; with what was learned, or "". With implicit TLS tls comes
        /// before greeting, and there is no ehloAfterTls.</summary>
        public abstract void Passed(string step, string detail);

        /// <summary>Something learned on the way: publicAddress, which an IP connector and an SPF record must name.</summary>
        public abstract void Learned(string name, string value);
    }
}

namespace ScanToMail.Tenant.Certificates
{
    /// <summary>What is wrong, on demand, with the certificate that an endpoint shows in the TLS handshake.</summary>
    public enum CertificateFault
    {
        /// <summary>Nothing: right names, in its time, chain complete, issued under the run's root.</summary>
        None,

        /// <summary>Ended yesterday.</summary>
        Expired,

        /// <summary>Starts a year from now.</summary>
        NotYetValid,

        /// <summary>Issued for another name.</summary>
        WrongName,

        /// <summary>Issued under a root that nobody was given.</summary>
        Untrusted,

        /// <summary>Signed by itself.</summary>
        SelfSigned,

        /// <summary>
        /// Sent without its intermediate, so that a client with the root alone can't build the chain.
        /// </summary>
        MissingIntermediate,
    }
}

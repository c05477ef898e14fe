using System.Security.Cryptography.X509Certificates;

namespace ScanToMail.Tenant
{
    /// <summary>What a TLS handshake settled.</summary>
    /// <param name="Protocol">TLS 1.2 or TLS 1.3.</param>
    /// <param name="CipherSuite">IANA's name of the suite.</param>
    /// <param name="ServerName">The name that the client asked for (SNI, RFC 6066 section 3); empty: none.</param>
    /// <param name="ClientCertificate">What the client showed; null: nothing.</param>
    /// <param name="ClientChain">Every certificate that the client sent, leaf first.</param>
    public sealed record TlsFacts(
        string Protocol,
        string CipherSuite,
        string ServerName,
        X509Certificate2? ClientCertificate,
        IReadOnlyList<X509Certificate2> ClientChain);
}

using System.Security.Cryptography.X509Certificates;

namespace ScanToMail.Tenant.Certificates
{
    /// <summary>A client certificate for a connector, with its key and its chain, also as PEM text.</summary>
    public sealed class ClientCertificate : IDisposable
    {
        internal ClientCertificate(X509Certificate2 leaf, string intermediatePem)
        {
            Leaf = leaf;
            IntermediatePem = intermediatePem;
        }

        /// <summary>The certificate with its key.</summary>
        public X509Certificate2 Leaf { get; }

        /// <summary>The certificate alone.</summary>
        public string LeafPem => Leaf.ExportCertificatePem() + "\n";

        /// <summary>The intermediate that issued it; Exchange Online refuses a client that leaves it out.</summary>
        public string IntermediatePem { get; }

        /// <summary>The key, PKCS #8, not encrypted.</summary>
        public string KeyPem => Leaf.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem() + "\n";

        /// <summary>Leaf, intermediate and key in one text.</summary>
        public string BundlePem => LeafPem + IntermediatePem + KeyPem;

        /// <inheritdoc/>
        public void Dispose() => Leaf.Dispose();
    }
}

using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ScanToMail.Tenant.Certificates
{
    /// <summary>
    /// A root and an intermediate made on the spot, and the certificates issued under them (RFC 5280). RSA 2048 with
    /// SHA-256, root - intermediate - leaf, as Microsoft's endpoints have it. Thread-safe; may be shared by several
    /// servers, which saves making keys.
    /// </summary>
    public sealed class CertificateAuthority : IDisposable
    {
        private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
        private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
        private const int KeySizeBits = 2048;

        private readonly RSA leafKey = RSA.Create(KeySizeBits);

        /// <summary>Makes the keys and both certificates, valid from two years ago for twelve years.</summary>
        public CertificateAuthority(string name = "Tenant test root")
        {
            using RSA rootKey = RSA.Create(KeySizeBits);
            using RSA intermediateKey = RSA.Create(KeySizeBits);
            DateTimeOffset from = DateTimeOffset.UtcNow.AddYears(-2);
            CertificateRequest rootRequest = AuthorityRequest(name, rootKey, 1);
            Root = rootRequest.CreateSelfSigned(from, from.AddYears(12));
            CertificateRequest request = AuthorityRequest(name + " issuing CA", intermediateKey, 0);
            AddAuthorityKey(request, Root);
            using X509Certificate2 bare = request.Create(Root, from, from.AddYears(10), Serial());
            Intermediate = bare.CopyWithPrivateKey(intermediateKey);
        }

        /// <summary>The root, with its key.</summary>
        public X509Certificate2 Root { get; }

        /// <summary>The certificate that issues, with its key.</summary>
        public X509Certificate2 Intermediate { get; }

        /// <summary>The root as PEM text: what a client has to trust.</summary>
        public string RootPem => Root.ExportCertificatePem() + "\n";

        /// <summary>The intermediate as PEM text.</summary>
        public string IntermediatePem => Intermediate.ExportCertificatePem() + "\n";

        /// <summary>Issues a server certificate for DNS names (also <c>*.</c> names) and IP addresses.</summary>
        public X509Certificate2 IssueServer(IReadOnlyList<string> names, DateTimeOffset from, DateTimeOffset to)
        {
            return Issue(names[0], names, ServerAuthentication, from, to, false);
        }

        /// <summary>Issues a server certificate that signs itself.</summary>
        public X509Certificate2 IssueSelfSigned(IReadOnlyList<string> names, DateTimeOffset from, DateTimeOffset to)
        {
            return Issue(names[0], names, ServerAuthentication, from, to, true);
        }

        /// <summary>
        /// Issues a client certificate for a connector: common name <paramref name="subject"/>, and the DNS names
        /// <paramref name="names"/> (none: no subject alternative name).
        /// </summary>
        public ClientCertificate IssueClient(
            string subject, IReadOnlyList<string> names, DateTimeOffset from, DateTimeOffset to)
        {
            X509Certificate2 leaf = Issue(subject, names, ClientAuthentication, from, to, false);
            return new ClientCertificate(leaf, IntermediatePem);
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            Root.Dispose();
            Intermediate.Dispose();
            leafKey.Dispose();
        }

        private X509Certificate2 Issue(string subject, IReadOnlyList<string> names, string usage,
            DateTimeOffset from, DateTimeOffset to, bool selfSigned)
        {
            var request = new CertificateRequest(
                CommonName(subject), leafKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
            request.CertificateExtensions.Add(new X509KeyUsageExtension(
                X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, true));
            request.CertificateExtensions.Add(
                new X509EnhancedKeyUsageExtension(new OidCollection { new Oid(usage) }, false));
            request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
            if (names.Count > 0)
            {
                request.CertificateExtensions.Add(AlternativeNames(names));
            }

            // Servers of several tests may share an authority; a key is used by one thread at a time.
            lock (leafKey)
            {
                if (selfSigned)
                {
                    return Usable(request.CreateSelfSigned(from, to));
                }

                AddAuthorityKey(request, Intermediate);
                using X509Certificate2 bare = request.Create(Intermediate, from, to, Serial());
                return Usable(bare.CopyWithPrivateKey(leafKey));
            }
        }

        private static CertificateRequest AuthorityRequest(string name, RSA key, int pathLength)
        {
            var request = new CertificateRequest(
                CommonName(name), key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, pathLength, true));
            request.CertificateExtensions.Add(new X509KeyUsageExtension(
                X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
            request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
            return request;
        }

        private static void AddAuthorityKey(CertificateRequest request, X509Certificate2 issuer)
        {
            request.CertificateExtensions.Add(
                X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer, true, false));
        }

        private static X509Extension AlternativeNames(IReadOnlyList<string> names)
        {
            var builder = new SubjectAlternativeNameBuilder();
            foreach (string name in names)
            {
                if (IPAddress.TryParse(name, out IPAddress? address))
                {
                    builder.AddIpAddress(address);
                }
                else
                {
                    builder.AddDnsName(name);
                }
            }

            return builder.Build();
        }

        private static X500DistinguishedName CommonName(string name)
        {
            var builder = new X500DistinguishedNameBuilder();
            builder.AddCommonName(name);
            return builder.Build();
        }

        private static byte[] Serial()
        {
            byte[] serial = RandomNumberGenerator.GetBytes(16);
            serial[0] = (byte)((serial[0] & 0x7F) | 0x40);
            return serial;
        }

        // Windows refuses a key that lives in memory alone in a TLS handshake; elsewhere it is fine as it is.
        private static X509Certificate2 Usable(X509Certificate2 certificate)
        {
            if (!OperatingSystem.IsWindows())
            {
                return certificate;
            }

            using (certificate)
            {
                return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
            }
        }
    }
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ScanToMail.Tests.Interop
{
    /// <summary>A root made for the run, and a server's certificate under it.</summary>
    internal sealed class TestAuthority
    {
        public TestAuthority(params string[] names)
        {
            using RSA rootKey = RSA.Create(2048);
            var root = new CertificateRequest("CN=Interop root", rootKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            root.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
            root.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
            DateTimeOffset now = DateTimeOffset.UtcNow;
            using X509Certificate2 rootCertificate = root.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
            using RSA key = RSA.Create(2048);
            var leaf = new CertificateRequest("CN=" + names[0], key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            var alternatives = new SubjectAlternativeNameBuilder();
            foreach (string name in names) alternatives.AddDnsName(name);
            leaf.CertificateExtensions.Add(alternatives.Build());
            using X509Certificate2 certificate = leaf.Create(rootCertificate, now.AddDays(-1), now.AddDays(30), [1, 2, 3, 4]);
            RootPem = rootCertificate.ExportCertificatePem();
            CertificatePem = certificate.ExportCertificatePem();
            KeyPem = key.ExportPkcs8PrivateKeyPem();
        }

        public string RootPem { get; }

        public string CertificatePem { get; }

        public string KeyPem { get; }
    }
}

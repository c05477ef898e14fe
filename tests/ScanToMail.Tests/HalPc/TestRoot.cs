using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ScanToMail.Tests.HalPc
{
    /// <summary>A certificate authority made on the spot, and what it issues: nothing here outlives the run.</summary>
    internal sealed class TestRoot
    {
        private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
        private readonly X509Certificate2 _certificate;

        public TestRoot(string name, TestRoot? parent = null)
        {
            ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
            request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
            _certificate = parent is null
                ? request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-400), DateTimeOffset.UtcNow.AddDays(400))
                : parent.Sign(request, -300, 300).CopyWithPrivateKey(key);
        }

        public X509Certificate2 Certificate => _certificate;

        public byte[] Pem => Encoding.ASCII.GetBytes(_certificate.ExportCertificatePem() + "\n");

        /// <summary>A certificate for a name, valid between two days counted from today.</summary>
        public X509Certificate2 Issue(
            string name, int fromDay = -10, int toDay = 10, string usage = ServerAuthentication, bool isRsa = false)
        {
            using AsymmetricAlgorithm key = isRsa ? RSA.Create(2048) : ECDsa.Create(ECCurve.NamedCurves.nistP256);
            CertificateRequest request = key is RSA rsa
                ? new CertificateRequest("CN=" + name, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
                : new CertificateRequest("CN=" + name, (ECDsa)key, HashAlgorithmName.SHA256);
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName(name);
            request.CertificateExtensions.Add(names.Build());
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
            X509Certificate2 bare = Sign(request, fromDay, toDay);
            using X509Certificate2 whole = key is RSA rsaKey ? bare.CopyWithPrivateKey(rsaKey) : bare.CopyWithPrivateKey((ECDsa)key);
            return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
        }

        private X509Certificate2 Sign(CertificateRequest request, int fromDay, int toDay) => request.Create(
            _certificate.SubjectName,
            _certificate.GetECDsaPrivateKey() is { } key ? X509SignatureGenerator.CreateForECDsa(key) : throw new InvalidOperationException(),
            DateTimeOffset.UtcNow.AddDays(fromDay), DateTimeOffset.UtcNow.AddDays(toDay), RandomNumberGenerator.GetBytes(8));
    }
}

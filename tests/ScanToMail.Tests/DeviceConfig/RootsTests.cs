using System.Reflection;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace ScanToMail.Tests.DeviceConfig
{
    /// <summary>The trusted roots, and the table that says what they are.</summary>
    public class RootsTests
    {
        private const string Bundle = "roots.pem";

        private static readonly Row[] Rows = [.. ConfigFolder.Text("roots/README.md").Split('\n')
            .Where(line => line.StartsWith("| `")).Select(Row.Read)];

        [Fact]
        public void TheTableNamesEveryFile()
        {
            IEnumerable<string> files = Directory.GetFiles(ConfigFolder.Full("roots"), "*.pem")
                .Select(path => Path.GetFileName(path)).Where(name => name != Bundle);
            Assert.Equal(files.Order(StringComparer.Ordinal), Rows.Select(r => r.File).Order(StringComparer.Ordinal));
        }

        [Fact]
        public void TheTableSaysWhatTheFilesAre()
        {
            foreach (Row row in Rows)
            {
                using X509Certificate2 certificate = X509Certificate2.CreateFromPem(ConfigFolder.Text("roots/" + row.File));
                Assert.Equal(certificate.GetNameInfo(X509NameType.SimpleName, false), row.Subject);
                Assert.Equal(certificate.GetCertHashString(HashAlgorithmName.SHA256), row.Sha256);
                Assert.Equal($"{certificate.NotBefore.ToUniversalTime():yyyy-MM-dd}", row.From);
                Assert.Equal($"{certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}", row.Until);
            }
        }

        /// <summary>Fingerprints from Microsoft's and DigiCert's own pages (sources in roots/README.md), not from the files.</summary>
        [Theory]
        [InlineData("digicert-global-root-ca.pem", "A8985D3A65E5E5C4B2D7D66D40C6DD2FB19C5436")]
        [InlineData("digicert-global-root-g2.pem", "DF3C24F9BFD666761B268073FE06D1CC8D4F82A4")]
        [InlineData("digicert-global-root-g3.pem", "7E04DE896A3E666D00E687D33FFAD93BE83D349E")]
        [InlineData("digicert-tls-ecc-p384-root-g5.pem", "17F3DE5E9F0F19E98EF61F32266E20C407AE30EE")]
        [InlineData("digicert-tls-rsa4096-root-g5.pem", "A78849DC5D7C758C8CDE399856B3AAD0B2A57135")]
        [InlineData("microsoft-ecc-root-certificate-authority-2017.pem", "999A64C37FF47D9FAB95F14769891460EEC4C3C5")]
        [InlineData("microsoft-rsa-root-certificate-authority-2017.pem", "73A5E64A3BFF8316FF0EDCCC618A906E4EAE4D74")]
        public void ThumbprintsAreThePublishedOnes(string file, string sha1)
        {
            using X509Certificate2 certificate = X509Certificate2.CreateFromPem(ConfigFolder.Text("roots/" + file));
            Assert.Equal(sha1, certificate.GetCertHashString());
            Assert.Equal(certificate.SubjectName.RawData, certificate.IssuerName.RawData);
            Assert.True(certificate.Extensions.OfType<X509BasicConstraintsExtension>().Single().CertificateAuthority);
            Assert.True(certificate.NotAfter > new DateTime(2030, 1, 1));
        }

        [Fact]
        public void TheBundleHasAllOfThemAndFitsTheDevice()
        {
            Type reader = typeof(ScanToMail.Delivery.MailSender).Assembly.GetType("ScanToMail.Delivery.FlashText", true)!;
            int limitBytes = (int)reader.GetField("LimitBytes", BindingFlags.NonPublic | BindingFlags.Static)!.GetRawConstantValue()!;
            byte[] bundle = File.ReadAllBytes(ConfigFolder.Full("roots/" + Bundle));
            Assert.True(bundle.Length <= limitBytes, $"{bundle.Length} bytes");
            Assert.DoesNotContain((byte)'\r', bundle);
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPem(ConfigFolder.Text("roots/" + Bundle));
            Assert.Equal(Rows.Select(r => r.Sha256), certificates.Select(c => c.GetCertHashString(HashAlgorithmName.SHA256)));
        }

        private sealed record Row(string File, string Subject, string Sha256, string From, string Until)
        {
            public static Row Read(string line)
            {
                string[] cells = [.. line.Trim('|', ' ').Split('|').Select(cell => cell.Trim())];
                return new Row(cells[0].Trim('`'), cells[1], cells[2].Trim('`').Replace(":", ""), cells[3], cells[4]);
            }
        }
    }
}

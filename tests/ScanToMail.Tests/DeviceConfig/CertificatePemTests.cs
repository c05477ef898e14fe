using ScanToMail.Console;
using Xunit;

namespace ScanToMail.Tests.DeviceConfig
{
    /// <summary>A pasted certificate that lost or gained a letter is told as such, on the board as on a PC.</summary>
    public class CertificatePemTests
    {
        private static readonly string Root = ConfigFolder.Text("roots/digicert-global-root-g3.pem").Replace("\r", "");

        [Fact]
        public void AWholeCertificateIsRead() =>
            Assert.Contains("DigiCert Global Root G3", new CertificateReader(CertificateReader.FromPem(Root)).Subject);

        [Fact]
        public void OneThatHasNoWholeGroupsOfFourIsDamaged()
        {
            int end = Root.IndexOf("\n-----END", StringComparison.Ordinal);
            foreach (string wrong in new[] { Root.Remove(end - 1, 1), Root.Insert(end, "A"), Root.Remove(40, 1), Root.Remove(40, 3) })
            {
                Assert.Equal("its base64 is damaged", Assert.Throws<FormatException>(() => CertificateReader.FromPem(wrong)).Message);
            }
        }
    }
}

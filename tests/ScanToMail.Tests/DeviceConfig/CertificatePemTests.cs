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
            Assert.Contains("DigiCert Global Root G3", new CertificateReader(PemBlocks.Read(Root).BytesAt(0)).Subject);

        [Fact]
        public void OneThatHasNoWholeGroupsOfFourIsDamaged()
        {
            int end = Root.IndexOf("\n-----END", StringComparison.Ordinal);
            foreach (string wrong in new[] { Root.Remove(end - 1, 1), Root.Insert(end, "A"), Root.Remove(40, 1), Root.Remove(40, 3) })
            {
                var error = Assert.Throws<FormatException>(() => PemBlocks.Read(wrong).BytesAt(0));
                Assert.Equal("the base64 of the CERTIFICATE is damaged", error.Message);
            }
        }
    }
}

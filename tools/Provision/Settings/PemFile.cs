using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ScanToMail.Provision.Settings
{
    /// <summary>A file of certificates in PEM (RFC 7468).</summary>
    internal static class PemFile
    {
        private const int LineLength = 64;
        private const int SizeLimitBytes = 12 * 1024;

        /// <summary>
        /// Each certificate of the file as PEM, one line after another, without whatever else stood in the file. Throws
        /// <see cref="SettingsFileException"/>.
        /// </summary>
        public static string[] ReadCertificates(string path)
        {
            var certificates = new X509Certificate2Collection();
            try
            {
                string text = File.ReadAllText(path);
                if (text.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
                {
                    throw new SettingsFileException($"{path}: a private key is in there, and roots have none.");
                }

                certificates.ImportFromPem(text);
            }
            catch (CryptographicException)
            {
                throw new SettingsFileException($"{path}: a certificate in there is damaged.");
            }

            if (certificates.Count == 0)
            {
                throw new SettingsFileException($"{path}: there is no certificate in there; it must be PEM "
                    + "(-----BEGIN CERTIFICATE-----), not DER.");
            }

            string[] pem = [.. certificates.Select(c => Write(c.RawData))];
            int sizeBytes = pem.Sum(p => p.Length + 1);
            return sizeBytes <= SizeLimitBytes
                ? pem
                : throw new SettingsFileException($"{path}: {sizeBytes} bytes of certificates; the device takes {SizeLimitBytes}.");
        }

        private static string Write(byte[] certificate)
        {
            IEnumerable<string> body = Convert.ToBase64String(certificate).Chunk(LineLength).Select(line => new string(line));
            return string.Join('\n', ["-----BEGIN CERTIFICATE-----", .. body, "-----END CERTIFICATE-----"]);
        }
    }
}

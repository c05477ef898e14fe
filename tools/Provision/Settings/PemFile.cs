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

        /// <summary>
        /// A file with the device's own certificate, its intermediates and its key, as lines. Throws
        /// <see cref="SettingsFileException"/>; it never tells what stood in the file.
        /// </summary>
        public static string[] ReadWithKey(string path)
        {
            string text = File.ReadAllText(path);
            bool hasCertificate = text.Contains("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal);
            bool hasKey = text.Contains("PRIVATE KEY-----", StringComparison.Ordinal);
            if (!hasCertificate || !hasKey)
            {
                throw new SettingsFileException($"{path}: there is no {(hasCertificate ? "private key" : "certificate")} in there. "
                    + "Put the certificate, its intermediates and its key into one file, as PEM.");
            }

            if (text.Contains("ENCRYPTED", StringComparison.Ordinal))
            {
                throw new SettingsFileException($"{path}: the key has a passphrase, which nobody could type into the device. "
                    + "Take it away first (openssl pkey -in KEY -out KEY).");
            }

            string[] lines = [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
            int sizeBytes = lines.Sum(line => line.Length + 1);
            return sizeBytes <= SizeLimitBytes
                ? BlocksOf(lines)
                : throw new SettingsFileException($"{path}: {sizeBytes} bytes; the device takes {SizeLimitBytes}.");
        }

        // What tools write between the blocks, such as a bag's attributes, is left out.
        private static string[] BlocksOf(string[] lines)
        {
            var kept = new List<string>();
            bool isInside = false;
            foreach (string line in lines)
            {
                isInside |= line.StartsWith("-----BEGIN ", StringComparison.Ordinal);
                if (isInside) kept.Add(line);
                isInside &= !line.StartsWith("-----END ", StringComparison.Ordinal);
            }

            return [.. kept];
        }

        private static string Write(byte[] certificate)
        {
            IEnumerable<string> body = Convert.ToBase64String(certificate).Chunk(LineLength).Select(line => new string(line));
            return string.Join('\n', ["-----BEGIN CERTIFICATE-----", .. body, "-----END CERTIFICATE-----"]);
        }
    }
}

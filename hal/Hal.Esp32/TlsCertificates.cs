using System;
using System.Security.Cryptography.X509Certificates;

namespace ScanToMail.Hal.Esp32
{
    /// <summary>
    /// PEM as mbedTLS wants it: ending in a NUL. Roots are one text of many certificates, all of which must parse (one
    /// that does not fails the handshake); roots in the board's own store are trusted besides.
    /// </summary>
    public static class TlsCertificates
    {
        /// <summary>The roots as the handshake takes them.</summary>
        internal static X509Certificate Roots(byte[] pem)
        {
            return new X509Certificate(Terminated(pem));
        }

        /// <summary>The client's certificate with its chain and key, all in one text, or null for none. mbedTLS picks the
        /// certificates out of it, in their order, and the key.</summary>
        internal static X509Certificate Client(byte[] pem)
        {
            if (pem == null) return null;
            byte[] text = Terminated(pem);
            return new X509Certificate2(text, text, "");
        }

        /// <summary>The text with a NUL behind it; the same array where it ends in one.</summary>
        public static byte[] Terminated(byte[] pem)
        {
            if (pem[pem.Length - 1] == 0) return pem;
            byte[] text = new byte[pem.Length + 1];
            Array.Copy(pem, text, pem.Length);
            return text;
        }
    }
}

using System;
using System.Text;

namespace ScanToMail.Mime
{
    /// <summary>Boundaries and Message-IDs that nobody has used before.</summary>
    public static class MessageIds
    {
        /// <summary>A boundary (RFC 2046 5.1.1) with 128 random bits; "=_" can't stand in base64 or quoted-printable.</summary>
        public static string NewBoundary(byte[] random16)
        {
            return "=_" + Hex(random16);
        }

        /// <summary>A Message-ID (RFC 5322 3.6.4): time, random bytes, the sender's domain.</summary>
        public static string NewMessageId(DateTime utc, byte[] random, string domain)
        {
            return "<" + utc.ToString("yyyyMMddHHmmss") + "." + Hex(random) + "@" + domain + ">";
        }

        private static string Hex(byte[] bytes)
        {
            StringBuilder text = new StringBuilder(bytes.Length * 2);
            for (int i = 0; i < bytes.Length; i++) text.Append(bytes[i].ToString("X2"));
            return text.ToString();
        }
    }
}

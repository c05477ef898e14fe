using System;
using ScanToMail.Config;

namespace ScanToMail.Delivery
{
    /// <summary>A scan whose mail would be larger than sending.sizeLimitBytes.</summary>
    public sealed class MailTooLargeException : Exception
    {
        /// <summary>With what was found and the limit.</summary>
        public MailTooLargeException(string message)
            : base(message)
        {
        }
    }

    /// <summary>What a document's length makes of a mail.</summary>
    internal static class MailSize
    {
        /// <summary>Base64 makes 76 characters and a line end of 57 bytes (RFC 2045 6.8).</summary>
        private const int LineBytes = 57;
        private const int EncodedLineBytes = 78;

        /// <summary>What header, text and boundaries take at least.</summary>
        private const int LeastRestBytes = 600;

        /// <summary>
        /// The longest document that can be a mail within sending.sizeLimitBytes, 0 for no limit. Base64's growth is counted
        /// unless the document may go as it is. A longer one can't be sent, which is known as soon as it is so long; whether a
        /// shorter one can, the server's SIZE and the exact length say before MAIL.
        /// </summary>
        public static long DocumentLimitBytes(SendingSettings sending)
        {
            if (sending.SizeLimitBytes == 0) return 0;
            long restBytes = sending.SizeLimitBytes > LeastRestBytes ? sending.SizeLimitBytes - LeastRestBytes : 1;
            bool mayBeRaw = sending.Transfer == TransferMode.Bdat
                || (sending.Transfer == TransferMode.Auto && sending.Method == SendingMethod.OnPremises);
            return mayBeRaw ? restBytes : restBytes / EncodedLineBytes * LineBytes + LineBytes;
        }

        /// <summary>Throws <see cref="MailTooLargeException"/> where a document has become too long.</summary>
        public static void Check(long documentBytes, long limitBytes)
        {
            if (limitBytes == 0 || documentBytes <= limitBytes) return;
            throw new MailTooLargeException("the document has more than the " + limitBytes.ToString()
                + " bytes that fit into a mail of sending.sizeLimitBytes");
        }
    }
}

using System.Text;

namespace ScanToMail.Mime
{
    /// <summary>
    /// Writes a parameter of Content-Type or Content-Disposition (RFC 2045 5.1): quoted where ASCII is enough, else
    /// percent-encoded UTF-8, in as many pieces as its length needs (RFC 2231 3 and 4).
    /// </summary>
    internal static class ParameterWriter
    {
        private const int QuotedLimitChars = 60;
        private const int PieceColumns = 54;

        /// <summary>Writes <c>; name=value</c> into an open field, folded.</summary>
        public static void Write(HeaderWriter header, string name, string value, bool isLast)
        {
            HeaderWriter.Refuse(name, value);
            string end = isLast ? "" : ";";
            if (value.Length <= QuotedLimitChars && HeaderWriter.IsPlain(value))
            {
                StringBuilder quoted = new StringBuilder(value);
                quoted.Replace("\\", "\\\\");
                quoted.Replace("\"", "\\\"");
                header.WriteToken(name + "=\"" + quoted.ToString() + "\"" + end);
                return;
            }
            WriteExtended(header, name, Encoding.UTF8.GetBytes(value), end);
        }

        private static void WriteExtended(HeaderWriter header, string name, byte[] bytes, string end)
        {
            if (EncodedLength(bytes) <= PieceColumns)
            {
                int all = 0;
                header.WriteToken(name + "*=utf-8''" + NextPiece(bytes, ref all) + end);
                return;
            }
            int offset = 0;
            for (int piece = 0; offset < bytes.Length; piece++)
            {
                string text = name + "*" + piece.ToString() + "*=" + (piece == 0 ? "utf-8''" : "");
                text += NextPiece(bytes, ref offset);
                header.WriteToken(text + (offset < bytes.Length ? ";" : end));
            }
        }

        private static string NextPiece(byte[] bytes, ref int offset)
        {
            StringBuilder text = new StringBuilder(PieceColumns + 3);
            while (offset < bytes.Length && text.Length + (IsAttributeChar(bytes[offset]) ? 1 : 3) <= PieceColumns)
            {
                byte value = bytes[offset++];
                if (IsAttributeChar(value)) text.Append((char)value);
                else text.Append("%" + value.ToString("X2"));
            }
            return text.ToString();
        }

        private static int EncodedLength(byte[] bytes)
        {
            int length = 0;
            for (int i = 0; i < bytes.Length; i++) length += IsAttributeChar(bytes[i]) ? 1 : 3;
            return length;
        }

        /// <summary>attribute-char of RFC 2231 7.</summary>
        private static bool IsAttributeChar(byte value)
        {
            if ((value >= 'a' && value <= 'z') || (value >= 'A' && value <= 'Z') || (value >= '0' && value <= '9')) return true;
            return value > ' ' && value < 0x7F && "!#$&+-.^_`{|}~".IndexOf((char)value) >= 0;
        }
    }
}

using System;
using System.Text;

namespace ScanToMail.Mime
{
    /// <summary>
    /// The body of a text part: quoted-printable (RFC 2045 6.7) where that is the shorter form, else base64. Both stay
    /// within 76 columns of ASCII, so that 8BITMIME is never needed.
    /// </summary>
    internal static class TextPart
    {
        private const int LineColumns = 76;

        /// <summary>UTF-8 with every line end as CRLF, one at the end included.</summary>
        public static byte[] Canonical(string text)
        {
            StringBuilder lines = new StringBuilder(text);
            lines.Replace("\r\n", "\n");
            lines.Replace("\r", "\n");
            lines.Replace("\n", "\r\n");
            string canonical = lines.ToString();
            return Encoding.UTF8.GetBytes(canonical.EndsWith("\n") ? canonical : canonical + "\r\n");
        }

        /// <summary>Whether quoted-printable is the shorter form.</summary>
        public static bool IsQuotedPrintableShorter(byte[] bytes)
        {
            int escaped = 0;
            for (int i = 0; i < bytes.Length; i++)
            {
                if (bytes[i] > '~' || bytes[i] == '=') escaped++;
            }
            return escaped * 6 <= bytes.Length;
        }

        /// <summary>Writes canonical text as quoted-printable.</summary>
        public static void WriteQuotedPrintable(byte[] bytes, ByteSink next)
        {
            StringBuilder line = new StringBuilder(LineColumns + 2);
            bool isLineStart = true;
            for (int i = 0; i < bytes.Length; i++)
            {
                if (bytes[i] == '\r' && i + 1 < bytes.Length && bytes[i + 1] == '\n')
                {
                    line.Append("\r\n");
                    next.WriteAscii(line.ToString());
                    line.Clear();
                    isLineStart = true;
                    i++;
                    continue;
                }
                string piece = Piece(bytes, i, isLineStart);
                isLineStart = false;
                if (line.Length + piece.Length > LineColumns - 1)
                {
                    line.Append("=\r\n");
                    next.WriteAscii(line.ToString());
                    line.Clear();
                }
                line.Append(piece);
            }
        }

        /// <summary>Spaces and tabs at a line's end would get lost, "From " at its start would get a '>' on the way,
        /// and a dot there is left to no relay's care.</summary>
        private static string Piece(byte[] bytes, int i, bool isLineStart)
        {
            byte value = bytes[i];
            bool isBlankAtEnd = (value == ' ' || value == '\t') && i + 1 < bytes.Length && bytes[i + 1] == '\r';
            bool isRiskyStart = isLineStart && (value == '.' || value == 'F');
            bool isLiteral = (value >= ' ' && value <= '~' && value != '=') || value == '\t';
            return isLiteral && !isBlankAtEnd && !isRiskyStart ? ((char)value).ToString() : "=" + value.ToString("X2");
        }
    }
}

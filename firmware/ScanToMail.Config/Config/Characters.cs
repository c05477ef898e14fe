using System.Text;

namespace ScanToMail.Config
{
    /// <summary>Kinds of characters. The device has no char.IsDigit and no culture.</summary>
    internal static class Characters
    {
        internal static bool IsDigit(char c)
        {
            return c >= '0' && c <= '9';
        }

        internal static bool IsLetter(char c)
        {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        }

        internal static bool IsHexDigit(char c)
        {
            return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        }

        /// <summary>C0 and C1 control characters and DEL.</summary>
        internal static bool IsControl(char c)
        {
            return c < 0x20 || (c >= 0x7F && c < 0xA0);
        }

        /// <summary>Puts an ASCII character in place of each control character's bytes in a text in UTF-8 that comes from
        /// elsewhere, so that it can't steer a terminal or a log. Done while it is bytes, for on the device a string ends at
        /// its first NUL.</summary>
        internal static void MakePrintable(byte[] text, int count, char inPlace)
        {
            for (int i = 0; i < count; i++)
            {
                // U+0080 to U+009F are C2 80 to C2 9F.
                bool isC1 = text[i] == 0xC2 && i + 1 < count && IsControl((char)text[i + 1]);
                if (isC1) text[i + 1] = (byte)inPlace;
                if (isC1 || text[i] < 0x20 || text[i] == 0x7F) text[i] = (byte)inPlace;
            }
        }

        internal static bool IsVisible(char c)
        {
            return c > 0x20 && c < 0x7F;
        }

        /// <summary>Whether <paramref name="c"/> is one of <paramref name="set"/>.</summary>
        internal static bool IsOneOf(char c, string set)
        {
            return set.IndexOf(c) >= 0;
        }

        internal static int HexValue(char c)
        {
            return c <= '9' ? c - '0' : (c & 0x5F) - 'A' + 10;
        }

        /// <summary>
        /// What keeps a text out of settings whatever its kind, or null: control characters (CR, LF and NUL above all;
        /// line breaks and tabs may be allowed), halves of surrogate pairs, and what a decoder puts in place of bytes
        /// that were no UTF-8.
        /// </summary>
        internal static string CharacterProblem(char[] chars, bool mayHaveLines)
        {
            for (int i = 0; i < chars.Length; i++)
            {
                char c = chars[i];
                bool isLayout = c == '\t' || c == '\n' || c == '\r';
                if (IsControl(c) && !(mayHaveLines && isLayout))
                {
                    return "has a control character (code " + ((int)c).ToString() + ")";
                }

                bool isPair = c >= 0xD800 && c < 0xDC00 && i + 1 < chars.Length && chars[i + 1] >= 0xDC00
                    && chars[i + 1] < 0xE000;
                if (isPair)
                {
                    i++;
                }
                else if (c == 0xFFFD || (c >= 0xD800 && c < 0xE000))
                {
                    return "has a character that is not UTF-8";
                }
            }

            return null;
        }

        /// <summary>Unicode characters in a text: a surrogate pair counts as one.</summary>
        internal static int CountCharacters(string text)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            int count = 0;
            for (int i = 0; i < bytes.Length; i++)
            {
                if ((bytes[i] & 0xC0) != 0x80)
                {
                    count++;
                }
            }

            return count;
        }
    }
}

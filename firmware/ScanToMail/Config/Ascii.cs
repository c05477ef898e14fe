using System.Text;

namespace ScanToMail.Config
{
    /// <summary>Kinds of characters. The device has no char.IsDigit and no culture.</summary>
    internal static class Ascii
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

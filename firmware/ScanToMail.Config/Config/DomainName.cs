using System;
using System.Text;

namespace ScanToMail.Config
{
    /// <summary>
    /// Domain and host names in the form that goes over the wire: ASCII labels (RFC 1123 2.1, RFC 5890), labels in
    /// another script as A-labels (Punycode, RFC 3492). Only ASCII is lower-cased: the device has no Unicode tables,
    /// so capitals and decomposed accents of other scripts, which RFC 5891 does not allow, are refused, not mapped.
    /// </summary>
    public static class DomainName
    {
        /// <summary>Longest name in its ASCII form, in characters (RFC 1035 2.3.4, without the final dot).</summary>
        public const int LengthMax = 253;

        private const int LabelLengthMax = 63;

        /// <summary>The ASCII form of a name, lower case. Throws <see cref="FormatException"/> with the reason.</summary>
        public static string ToAscii(string name)
        {
            string ascii = TryToAscii(name, out string problem);
            if (ascii == null)
            {
                throw new FormatException(problem);
            }

            return ascii;
        }

        /// <summary>As <see cref="ToAscii"/>; null and a problem ("has an empty label") where the name is wrong.</summary>
        internal static string TryToAscii(string name, out string problem)
        {
            problem = null;
            char[] chars = name.ToCharArray();
            if (chars.Length == 0)
            {
                problem = "is empty";
                return null;
            }

            StringBuilder result = new StringBuilder();
            int start = 0;
            for (int i = 0; i <= chars.Length; i++)
            {
                if (i < chars.Length && !IsDot(chars[i]))
                {
                    continue;
                }

                string label = LabelToAscii(chars, start, i, out problem);
                if (label == null)
                {
                    return null;
                }

                if (start > 0)
                {
                    result.Append('.');
                }

                result.Append(label);
                start = i + 1;
                if (result.Length > LengthMax)
                {
                    problem = "has more than " + LengthMax + " characters";
                    return null;
                }
            }

            string ascii = result.ToString();
            if (HasNumericEnd(ascii))
            {
                problem = "ends in a number, so it is no name";
                return null;
            }

            return ascii;
        }

        /// <summary>Whether the last label has digits only, as no top-level domain does (RFC 3696 2).</summary>
        internal static bool HasNumericEnd(string ascii)
        {
            char[] last = ascii.Substring(ascii.LastIndexOf('.') + 1).ToCharArray();
            for (int i = 0; i < last.Length; i++)
            {
                if (!Characters.IsDigit(last[i]))
                {
                    return false;
                }
            }

            return last.Length > 0;
        }

        // RFC 3490 3.1: what an East Asian keyboard types for a dot.
        private static bool IsDot(char c)
        {
            return c == '.' || c == '\u3002' || c == '\uFF0E' || c == '\uFF61';
        }

        private static string LabelToAscii(char[] chars, int start, int end, out string problem)
        {
            problem = null;
            if (start == end)
            {
                problem = end == chars.Length && start > 0 ? "ends in a dot" : "has an empty label";
                return null;
            }

            if (end - start > LabelLengthMax * 2)
            {
                problem = "has a label of more than " + LabelLengthMax + " characters";
                return null;
            }

            int[] points = new int[end - start];
            int count = 0;
            bool isAscii = true;
            for (int i = start; i < end; i++)
            {
                int point = CodePointAt(chars, ref i, end);
                if (point >= 'A' && point <= 'Z')
                {
                    point += 32;
                }

                problem = PointProblem(point);
                if (problem != null)
                {
                    return null;
                }

                isAscii &= point < 0x80;
                points[count++] = point;
            }

            problem = HyphenProblem(points, count, isAscii);
            if (problem != null)
            {
                return null;
            }

            string label = isAscii ? AsciiLabel(points, count) : "xn--" + Punycode.Encode(points, count);
            if (label.Length > LabelLengthMax)
            {
                problem = "has a label of more than " + LabelLengthMax + " characters";
                return null;
            }

            return label;
        }

        private static int CodePointAt(char[] chars, ref int index, int end)
        {
            char c = chars[index];
            if (c >= 0xD800 && c < 0xDC00 && index + 1 < end && chars[index + 1] >= 0xDC00 && chars[index + 1] < 0xE000)
            {
                index++;
                return 0x10000 + ((c - 0xD800) << 10) + (chars[index] - 0xDC00);
            }

            return c;
        }

        private static string AsciiLabel(int[] points, int count)
        {
            char[] label = new char[count];
            for (int i = 0; i < count; i++)
            {
                label[i] = (char)points[i];
            }

            return new string(label);
        }

        private static string HyphenProblem(int[] points, int count, bool isAscii)
        {
            if (points[0] == '-' || points[count - 1] == '-')
            {
                return "has a label that starts or ends with '-'";
            }

            // RFC 5891 4.2.3.1
            if (!isAscii && count > 3 && points[2] == '-' && points[3] == '-')
            {
                return "has \"--\" as third and fourth character of an international label";
            }

            return null;
        }

        private static string PointProblem(int point)
        {
            if (point < 0x80)
            {
                bool isAllowed = point == '-' || Characters.IsDigit((char)point) || Characters.IsLetter((char)point);
                return isAllowed ? null : "has a character that no name may have: " + Describe((char)point);
            }

            if (IsCapital(point))
            {
                return "has a capital letter that is not ASCII (write it small)";
            }

            if (point >= 0x300 && point <= 0x36F)
            {
                return "has an accent as a character of its own (type the letter with its accent as one character)";
            }

            return IsNoLetter(point) ? "has a character that no name may have" : null;
        }

        private static string Describe(char c)
        {
            return Characters.IsVisible(c) ? "'" + c.ToString() + "'" : c == ' ' ? "a space" : "a control character";
        }

        // Latin-1, Latin Extended-A, Greek and Cyrillic: where people type capitals.
        private static bool IsCapital(int point)
        {
            if (point >= 0x100 && point <= 0x17F)
            {
                bool isOddCapital = (point >= 0x139 && point <= 0x148) || point >= 0x179;
                bool isPlain = point == 0x138 || point == 0x149 || point == 0x17F;
                return point == 0x178 || (!isPlain && (point & 1) == (isOddCapital ? 1 : 0));
            }

            return (point >= 0xC0 && point <= 0xDE && point != 0xD7)
                || point == 0x386 || (point >= 0x388 && point <= 0x38F) || (point >= 0x391 && point <= 0x3AB)
                || (point >= 0x400 && point <= 0x42F);
        }

        // Signs, spaces, punctuation, private use, halves of surrogate pairs: no part of a label (RFC 5892).
        private static bool IsNoLetter(int point)
        {
            return (point < 0xC0 && point != 0xB7) || point == 0xD7 || point == 0xF7
                || (point >= 0x2000 && point <= 0x2BFF) || (point >= 0x3000 && point <= 0x3004)
                || (point >= 0x3008 && point <= 0x3020) || (point >= 0xD800 && point <= 0xF8FF)
                || (point >= 0xFE00 && point <= 0xFE0F) || (point >= 0xFF00 && point <= 0xFFFF);
        }
    }
}

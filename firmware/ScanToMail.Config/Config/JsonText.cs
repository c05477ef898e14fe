using System;
using System.Collections;
using System.Text;
using nanoFramework.Json;

namespace ScanToMail.Config
{
    /// <summary>A text is not the JSON that was expected.</summary>
    public sealed class JsonTextException : Exception
    {
        /// <summary>An error at a place of the text. The text itself is never repeated: it may hold secrets.</summary>
        public JsonTextException(string path, int line, int column, string problem)
            : base("line " + line + ", column " + column + ": " + problem)
        {
            Path = path;
            Line = line;
            Column = column;
            Problem = problem;
        }

        /// <summary>Path of the value at that place, such as "profiles[1].to[0]"; "" at the root.</summary>
        public string Path { get; }

        /// <summary>Line, from 1.</summary>
        public int Line { get; }

        /// <summary>Unicode character in the line, from 1.</summary>
        public int Column { get; }

        /// <summary>What is wrong there.</summary>
        public string Problem { get; }
    }

    /// <summary>
    /// Reads JSON (RFC 8259) with nanoFramework.Json, and keeps that library's faults away from the text. Left to
    /// itself it misreads \u escapes, refuses "\/", loses the second half of characters beyond U+FFFF, doubles the
    /// quotes of text that starts with one, turns text that looks like a date into a DateTime ("floor (2)" does), and
    /// says neither where nor what was wrong. So the text is checked first, in one pass over its bytes, with limits on
    /// length, depth and number of values, and what stands inside strings is passed through in characters that the
    /// library keeps as they are ("~28" for "(").
    /// </summary>
    public static class JsonText
    {
        /// <summary>Longest text of settings, in bytes of UTF-8.</summary>
        public const int LengthMaxBytes = 16 * 1024;

        /// <summary>
        /// Reads a text whose root is an object into a tree of <see cref="Hashtable"/>, <see cref="ArrayList"/>,
        /// string, int, long, bool and null; a number with a fraction or exponent or of more than 18 digits is a
        /// double. At most <paramref name="lengthMaxBytes"/> long, 8 levels deep, with 500 values.
        /// Throws <see cref="JsonTextException"/>.
        /// </summary>
        public static Hashtable Parse(string json, int lengthMaxBytes)
        {
            if (json.Length > lengthMaxBytes)
            {
                throw TooLong(lengthMaxBytes);
            }

            byte[] bytes = Encoding.UTF8.GetBytes(json);
            if (bytes.Length > lengthMaxBytes)
            {
                throw TooLong(lengthMaxBytes);
            }

            string safe = new JsonScanner(bytes).ToSafeText();
            Hashtable tree;
            try
            {
                tree = (Hashtable)JsonConvert.DeserializeObject(safe, typeof(Hashtable));
            }
            catch (Exception e)
            {
                // The scanner has let through what the library can't read: an error of ours, told as what it is.
                throw new JsonTextException("", 1, 1, "can't be read (" + e.GetType().Name + ")");
            }

            DecodeTable(tree);
            return tree;
        }

        private static JsonTextException TooLong(int lengthMaxBytes)
        {
            return new JsonTextException("", 1, 1, "the text has more than " + lengthMaxBytes + " bytes");
        }

        private static void DecodeTable(Hashtable table)
        {
            // Keys are copied first: a table must not change while its keys are walked.
            string[] keys = new string[table.Count];
            int count = 0;
            foreach (object key in table.Keys)
            {
                keys[count++] = (string)key;
            }

            for (int i = 0; i < count; i++)
            {
                object value = Decode(table[keys[i]]);
                string key = (string)Decode(keys[i]);
                table.Remove(keys[i]);
                table.Add(key, value);
            }
        }

        private static object Decode(object value)
        {
            if (value is Hashtable table)
            {
                DecodeTable(table);
            }
            else if (value is ArrayList list)
            {
                for (int i = 0; i < list.Count; i++)
                {
                    list[i] = Decode(list[i]);
                }
            }
            else if (value is string text && text.IndexOf('~') >= 0)
            {
                return text.StartsWith("~#") ? DecodeNumber(text.Substring(2)) : DecodeText(text);
            }

            return value;
        }

        private static object DecodeNumber(string digits)
        {
            return double.TryParse(digits, out double number) ? number : double.MaxValue;
        }

        /// <summary>Undoes what <see cref="JsonScanner"/> does to text.</summary>
        internal static string DecodeText(string text)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            int length = 0;
            for (int i = 0; i < bytes.Length; i++)
            {
                if (bytes[i] != '~')
                {
                    bytes[length++] = bytes[i];
                }
                else if (bytes[i + 1] == '_')
                {
                    i++;
                }
                else if (bytes[i + 1] == 'U')
                {
                    int point = 0;
                    for (int j = 0; j < 6; j++)
                    {
                        point = (point << 4) | Characters.HexValue((char)bytes[i + 2 + j]);
                    }

                    length += Utf8.Write(point, bytes, length);
                    i += 7;
                }
                else
                {
                    int code = (Characters.HexValue((char)bytes[i + 1]) << 4) | Characters.HexValue((char)bytes[i + 2]);
                    bytes[length++] = (byte)code;
                    i += 2;
                }
            }

            return Encoding.UTF8.GetString(bytes, 0, length);
        }
    }
}

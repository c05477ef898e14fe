using System.Collections;
using System.Globalization;
using System.Text;

namespace nanoFramework.Json
{
    /// <summary>
    /// The part of nanoFramework.Json that the firmware uses, behaving as the device's does: trees of Hashtable and
    /// ArrayList, with its leniency (single quotes, trailing commas, raw line breaks) and its fault: a \u escape with
    /// hexadecimal letters is not understood. System.Text.Json would be right where the device is wrong, so the reader
    /// is our own.
    /// </summary>
    public static class JsonConvert
    {
        /// <summary>Reads a text into a tree; only Hashtable and ArrayList are types that the firmware asks for.</summary>
        public static object DeserializeObject(string value, Type type)
        {
            var reader = new TreeReader(value);
            object? tree = reader.ReadDocument();
            if (type == typeof(Hashtable) && tree is not Hashtable) throw new InvalidCastException("the root is no object");
            if (type == typeof(ArrayList) && tree is not ArrayList) throw new InvalidCastException("the root is no array");
            return tree!;
        }

        /// <summary>Writes a tree.</summary>
        public static string SerializeObject(object oSource)
        {
            var text = new StringBuilder();
            Write(text, oSource);
            return text.ToString();
        }

        private static void Write(StringBuilder text, object? value)
        {
            switch (value)
            {
                case null:
                    text.Append("null");
                    break;
                case bool flag:
                    text.Append(flag ? "true" : "false");
                    break;
                case string words:
                    WriteText(text, words);
                    break;
                case Hashtable table:
                    WriteTable(text, table);
                    break;
                case IEnumerable list:
                    WriteList(text, list);
                    break;
                default:
                    text.Append(Convert.ToString(value, CultureInfo.InvariantCulture));
                    break;
            }
        }

        private static void WriteTable(StringBuilder text, Hashtable table)
        {
            text.Append('{');
            bool isFirst = true;
            foreach (object key in table.Keys)
            {
                if (!isFirst) text.Append(',');
                isFirst = false;
                WriteText(text, key.ToString()!);
                text.Append(':');
                Write(text, table[key]);
            }
            text.Append('}');
        }

        private static void WriteList(StringBuilder text, IEnumerable list)
        {
            text.Append('[');
            bool isFirst = true;
            foreach (object? item in list)
            {
                if (!isFirst) text.Append(',');
                isFirst = false;
                Write(text, item);
            }
            text.Append(']');
        }

        private static void WriteText(StringBuilder text, string value)
        {
            text.Append('"');
            foreach (char c in value)
            {
                text.Append(c switch
                {
                    '"' => "\\\"",
                    '\\' => "\\\\",
                    '\n' => "\\n",
                    '\r' => "\\r",
                    '\t' => "\\t",
                    '\b' => "\\b",
                    '\f' => "\\f",
                    _ => c.ToString()
                });
            }
            text.Append('"');
        }
    }

    /// <summary>The text is no JSON.</summary>
    public class DeserializationException : Exception
    {
        /// <summary>The error has no message, on the device either.</summary>
        public DeserializationException() : base("DeserializationException")
        {
        }
    }
}

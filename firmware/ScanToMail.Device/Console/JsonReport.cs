using System.Text;

namespace ScanToMail.Console
{
    /// <summary>One JSON object on one line, or "name: value" lines for people: the same report in both forms.</summary>
    public sealed class JsonReport
    {
        private readonly StringBuilder _text = new StringBuilder();
        private readonly bool _isJson;

        /// <summary>An empty report.</summary>
        public JsonReport(bool isJson)
        {
            _isJson = isJson;
        }

        /// <summary>Adds text; null is JSON's null.</summary>
        public void Add(string name, string value)
        {
            if (value == null) AddRaw(name, _isJson ? "null" : "");
            else AddRaw(name, _isJson ? Quote(value) : value);
        }

        /// <summary>Adds a list of texts: an array, or a line for each.</summary>
        public void Add(string name, string[] values)
        {
            string list = "";
            for (int i = 0; _isJson && i < values.Length; i++) list += (i == 0 ? "" : ",") + Quote(values[i]);
            if (_isJson || values.Length == 0) AddRaw(name, _isJson ? "[" + list + "]" : "");
            else for (int i = 0; i < values.Length; i++) AddRaw(name, values[i]);
        }

        /// <summary>Adds a number.</summary>
        public void Add(string name, long value)
        {
            AddRaw(name, value.ToString());
        }

        /// <summary>Adds a yes or no.</summary>
        public void Add(string name, bool value)
        {
            AddRaw(name, _isJson ? (value ? "true" : "false") : value ? "yes" : "no");
        }

        /// <summary>The report: JSON, or lines parted by CR LF.</summary>
        public string Text()
        {
            return _isJson ? "{" + _text.ToString() + "}" : _text.ToString();
        }

        /// <summary>A JSON string (RFC 8259 7); beyond ASCII stays UTF-8.</summary>
        public static string Quote(string text)
        {
            StringBuilder quoted = new StringBuilder("\"");
            char[] chars = text.ToCharArray();
            for (int i = 0; i < chars.Length; i++)
            {
                char c = chars[i];
                if (c == '"' || c == '\\') quoted.Append("\\").Append(c);
                else if (c < ' ' || c == 127) quoted.Append("\\u00").Append(((int)c).ToString("X2"));
                else quoted.Append(c);
            }
            return quoted.Append("\"").ToString();
        }

        private void AddRaw(string name, string value)
        {
            if (_text.Length > 0) _text.Append(_isJson ? "," : "\r\n");
            if (_isJson) _text.Append("\"").Append(name).Append("\":").Append(value);
            else _text.Append(name).Append(": ").Append(value);
        }
    }
}

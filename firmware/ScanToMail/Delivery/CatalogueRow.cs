namespace ScanToMail.Delivery
{
    /// <summary>A row of the catalogue, read field by field. One object serves all rows.</summary>
    internal sealed class CatalogueRow
    {
        private string _row;
        private int _at;

        /// <summary>Starts at a row's first field; false where there is no row.</summary>
        public bool Begin(string row)
        {
            _row = row;
            _at = 0;
            return row != null;
        }

        /// <summary>The next field.</summary>
        public string Next()
        {
            int end = _row.IndexOf('|', _at);
            string field = end < 0 ? _row.Substring(_at) : _row.Substring(_at, end - _at);
            _at = end < 0 ? _row.Length : end + 1;
            return field;
        }

        /// <summary>Reads the fields from kind to facts as far as they match; whether all do. The words are the server's or the
        /// platform's, in lower case.</summary>
        public bool Takes(Symptom symptom, string words)
        {
            if (!IsAmong(Next(), symptom.Kind) || !IsAmong(Next(), symptom.Phase)) return false;
            string code = symptom.Reply == null ? "" : symptom.Reply.Code.ToString();
            string enhanced = symptom.Reply == null ? "" : symptom.Reply.EnhancedCode;
            return IsAmong(Next(), code) && IsAmong(Next(), enhanced) && HasText(Next(), words)
                && HasFacts(Next(), symptom.Facts);
        }

        private static bool IsAmong(string list, string value)
        {
            if (list == "*" || list == value) return true;
            string[] parts = list.Split(',');
            for (int i = 0; i < parts.Length; i++)
            {
                if (IsLike(parts[i], value)) return true;
            }
            return false;
        }

        private static bool IsLike(string pattern, string value)
        {
            if (pattern.EndsWith("*")) return value.StartsWith(pattern.Substring(0, pattern.Length - 1));
            int dash = pattern.IndexOf('-');
            return dash < 0 ? pattern == value : IsWithin(pattern, dash, value);
        }

        /// <summary>Whether the value is "a.b.n" with n in the range of "a.b.from-to".</summary>
        private static bool IsWithin(string pattern, int dash, string value)
        {
            int dot = pattern.LastIndexOf('.') + 1;
            if (!value.StartsWith(pattern.Substring(0, dot)) || !int.TryParse(value.Substring(dot), out int number)) return false;
            int from = int.Parse(pattern.Substring(dot, dash - dot));
            return number >= from && number <= int.Parse(pattern.Substring(dash + 1));
        }

        private static bool HasText(string list, string words)
        {
            if (list == "*") return true;
            string[] parts = list.ToLower().Split(';');
            for (int i = 0; i < parts.Length; i++)
            {
                if (words.IndexOf(parts[i]) >= 0) return true;
            }
            return false;
        }

        private static bool HasFacts(string list, string facts)
        {
            if (list.Length == 0) return true;
            string[] words = list.Split(' ');
            for (int i = 0; i < words.Length; i++)
            {
                if (facts.IndexOf(" " + words[i] + " ") < 0) return false;
            }
            return true;
        }
    }
}

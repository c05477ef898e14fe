namespace ScanToMail.Console
{
    /// <summary>Follows pasted JSON to the brace that closes its first one.</summary>
    internal sealed class JsonDepth
    {
        private int _depth;
        private bool _isInText;
        private bool _hasBegun;

        /// <summary>The outermost brace is closed, or what came first is no brace.</summary>
        public bool IsClosed { get; private set; }

        public void Take(string line)
        {
            char[] chars = line.ToCharArray();
            for (int i = 0; i < chars.Length; i++)
            {
                char c = chars[i];
                if (_isInText)
                {
                    if (c == '\\') i++;
                    else if (c == '"') _isInText = false;
                }
                else if (c == '"')
                {
                    _isInText = true;
                }
                else if (c == '{' || c == '[')
                {
                    _depth++;
                }
                else if (c == '}' || c == ']')
                {
                    _depth--;
                }
                if (c != ' ') _hasBegun = true;
            }
            IsClosed = _hasBegun && _depth <= 0;
        }
    }
}

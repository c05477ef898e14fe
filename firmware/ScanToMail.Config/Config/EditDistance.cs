namespace ScanToMail.Config
{
    /// <summary>How far two words are apart, to name the key that was perhaps meant.</summary>
    internal static class EditDistance
    {
        private const int LengthMax = 40;

        /// <summary>
        /// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other (optimal
        /// string alignment), ASCII case ignored; words are compared up to 40 characters.
        /// </summary>
        internal static int Between(string a, string b)
        {
            char[] x = Cut(a);
            char[] y = Cut(b);
            int[] before = new int[y.Length + 1];
            int[] previous = new int[y.Length + 1];
            int[] current = new int[y.Length + 1];
            for (int j = 0; j <= y.Length; j++)
            {
                previous[j] = j;
            }

            for (int i = 1; i <= x.Length; i++)
            {
                current[0] = i;
                for (int j = 1; j <= y.Length; j++)
                {
                    int best = previous[j - 1] + (x[i - 1] == y[j - 1] ? 0 : 1);
                    best = Least(best, previous[j] + 1, current[j - 1] + 1);
                    bool isSwap = i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1];
                    current[j] = isSwap ? Least(best, before[j - 2] + 1, best) : best;
                }

                int[] free = before;
                before = previous;
                previous = current;
                current = free;
            }

            return previous[y.Length];
        }

        private static char[] Cut(string word)
        {
            string lower = word.ToLower();
            return lower.ToCharArray(0, lower.Length > LengthMax ? LengthMax : lower.Length);
        }

        private static int Least(int a, int b, int c)
        {
            int least = a < b ? a : b;
            return least < c ? least : c;
        }
    }
}

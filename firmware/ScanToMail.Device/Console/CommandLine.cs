using System.Text;

namespace ScanToMail.Console
{
    /// <summary>A command line in words: parted by blanks, "in quotes" with \" and \\ inside them.</summary>
    internal sealed class CommandLine
    {
        private const int WordLimit = 16;

        private readonly string[] _words = new string[WordLimit];

        /// <summary>Takes a line apart. Throws <see cref="ConsoleException"/>.</summary>
        public CommandLine(string line)
        {
            char[] chars = line.ToCharArray();
            int i = 0;
            while (true)
            {
                while (i < chars.Length && chars[i] == ' ') i++;
                if (i == chars.Length) return;
                if (Count == WordLimit)
                {
                    throw new ConsoleException("usage", "the line has more than 16 words",
                        "put values with blanks in quotes");
                }
                string word = Word(chars, ref i);
                if (word == "--json") IsJson = true;
                else _words[Count++] = word;
            }
        }

        /// <summary>How many words there are, --json left out.</summary>
        public int Count { get; private set; }

        /// <summary>Whether --json stood in the line.</summary>
        public bool IsJson { get; private set; }

        /// <summary>A word, or "" where there is none.</summary>
        public string At(int place)
        {
            return place < Count ? _words[place] : "";
        }

        /// <summary>Throws unless there are so many words.</summary>
        public void Expect(int min, int max, string usage)
        {
            if (Count < min || Count > max) throw new ConsoleException("usage", "wrong number of words", "write: " + usage);
        }

        private static string Word(char[] chars, ref int i)
        {
            StringBuilder word = new StringBuilder();
            bool isQuoted = false;
            while (i < chars.Length && (isQuoted || chars[i] != ' '))
            {
                char c = chars[i++];
                if (c == '"') isQuoted = !isQuoted;
                else if (c == '\\' && isQuoted && i < chars.Length) word.Append(chars[i++]);
                else word.Append(c);
            }
            if (isQuoted) throw new ConsoleException("usage", "a closing quote is missing", "put a \" at the value's end");
            return word.ToString();
        }
    }
}

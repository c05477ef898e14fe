using System.Text;

namespace ScanToMail.Config
{
    /// <summary>What the placeholders of a job stand for.</summary>
    public abstract class PlaceholderValues
    {
        /// <summary>The text for a placeholder, one of <see cref="Placeholders.Names"/>.</summary>
        public abstract string ValueOf(string name);
    }

    /// <summary>
    /// Placeholders in subject, body and file name: {device}, {profile}, {date}, {time}, {pages}, {serial}. A brace
    /// itself is written twice: "{{" and "}}".
    /// </summary>
    public static class Placeholders
    {
        /// <summary>The names, with '|' between them.</summary>
        public const string Names = "device|profile|date|time|pages|serial";

        /// <summary>The text with its placeholders filled in. The text comes from settings, so it is right.</summary>
        public static string Expand(string text, PlaceholderValues values)
        {
            return Walk(text, values, out string _);
        }

        /// <summary>What is wrong with a text's placeholders ("has an unknown placeholder {user}"), or null.</summary>
        internal static string Problem(string text)
        {
            Walk(text, null, out string problem);
            return problem;
        }

        private static string Walk(string text, PlaceholderValues values, out string problem)
        {
            problem = null;
            char[] chars = text.ToCharArray();
            StringBuilder result = new StringBuilder();
            int literal = 0;
            int i = 0;
            while (i < chars.Length)
            {
                char c = chars[i];
                if (c != '{' && c != '}')
                {
                    i++;
                    continue;
                }

                result.Append(chars, literal, i - literal);
                if (i + 1 < chars.Length && chars[i + 1] == c)
                {
                    result.Append(c);
                    i += 2;
                }
                else
                {
                    string name = c == '{' ? NameAt(chars, i + 1) : null;
                    problem = NameProblem(c, name);
                    if (problem != null)
                    {
                        return text;
                    }

                    result.Append(values == null ? "" : values.ValueOf(name));
                    i += name.Length + 2;
                }

                literal = i;
            }

            result.Append(chars, literal, chars.Length - literal);
            return result.ToString();
        }

        // The text up to the closing brace, or null when there is none.
        private static string NameAt(char[] chars, int start)
        {
            for (int i = start; i < chars.Length && chars[i] != '{'; i++)
            {
                if (chars[i] == '}')
                {
                    return new string(chars, start, i - start);
                }
            }

            return null;
        }

        private static string NameProblem(char brace, string name)
        {
            if (name == null)
            {
                return "has a '" + brace.ToString() + "' that belongs to no placeholder (write it twice)";
            }

            return Choice.IndexOf(Names, name) >= 0 ? null : "has an unknown placeholder {" + name + "}";
        }
    }
}

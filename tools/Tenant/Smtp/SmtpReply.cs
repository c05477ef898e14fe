namespace ScanToMail.Tenant.Smtp
{
    /// <summary>A reply, one line or several (RFC 5321 section 4.2.1), without line ends.</summary>
    internal sealed class SmtpReply
    {
        public SmtpReply(params string[] lines)
        {
            Lines = lines;
        }

        public string[] Lines { get; }

        /// <summary>Close after it.</summary>
        public bool Close { get; init; }

        /// <summary>Send the lines as they are, without line ends of our own.</summary>
        public bool Raw { get; init; }

        /// <summary>It is not sent: what it says has happened, but the client is not told.</summary>
        public SmtpFaultAction? Lost { get; init; }

        /// <summary>First digit 2 or 3.</summary>
        public bool Positive => Lines[^1].Length > 0 && Lines[^1][0] is '2' or '3';

        public bool ClosesConnection => Close || Lines[^1].StartsWith("421", StringComparison.Ordinal);

        public override string ToString() => string.Join('\n', Lines);

        /// <summary>
        /// A reply whose lines all carry one code: the first lines with a dash, the last with a space.
        /// </summary>
        public static SmtpReply Multi(int code, IReadOnlyList<string> texts)
        {
            var lines = new string[texts.Count];
            for (int i = 0; i < lines.Length; i++)
            {
                lines[i] = code + (i < lines.Length - 1 ? "-" : " ") + texts[i];
            }

            return new SmtpReply(lines);
        }
    }
}

namespace ScanToMail.Provision.Cli
{
    /// <summary>What a terminal sends for a key (ECMA-48, as xterm does).</summary>
    internal static class Keys
    {
        /// <summary>The characters for a key; "" for one that sends none.</summary>
        public static string Sequence(ConsoleKeyInfo key) => key.Key switch
        {
            ConsoleKey.Enter => "\r",
            ConsoleKey.Backspace => "\u007f",
            ConsoleKey.UpArrow => "\u001b[A",
            ConsoleKey.DownArrow => "\u001b[B",
            ConsoleKey.RightArrow => "\u001b[C",
            ConsoleKey.LeftArrow => "\u001b[D",
            ConsoleKey.Home => "\u001b[H",
            ConsoleKey.End => "\u001b[F",
            ConsoleKey.Delete => "\u001b[3~",
            _ => key.KeyChar == '\0' ? "" : key.KeyChar.ToString()
        };
    }
}

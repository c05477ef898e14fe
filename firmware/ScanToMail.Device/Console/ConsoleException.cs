using System;

namespace ScanToMail.Console
{
    /// <summary>A command could not be carried out: what its last line says.</summary>
    public sealed class ConsoleException : Exception
    {
        /// <summary>An error with a code for programs ("usage", "settings"), a sentence and what to do.</summary>
        public ConsoleException(string code, string text, string remedy) : base(code + ": " + text + ": " + remedy)
        {
        }
    }
}

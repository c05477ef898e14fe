using System.Text;
using Spectre.Console;

namespace ScanToMail.Provision.Cli
{
    /// <summary>The person, or the program, at this PC's end.</summary>
    internal class Terminal
    {
        private readonly Lazy<TextReader> _input =
            new(() => new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false)));

        public Terminal()
        {
            Console.OutputEncoding = new UTF8Encoding(false);
            Out = Console.Out;
            Error = Console.Error;
            Status = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        }

        protected Terminal(TextWriter output, TextWriter error)
        {
            Out = output;
            Error = error;
            Status = AnsiConsole.Create(new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(error)
            });
        }

        /// <summary>What was asked for.</summary>
        public TextWriter Out { get; }

        /// <summary>What went wrong.</summary>
        public TextWriter Error { get; }

        /// <summary>What is going on, for people; on the error output, so that it stays out of what was asked for.</summary>
        public IAnsiConsole Status { get; }

        /// <summary>Whether a person can be asked.</summary>
        public virtual bool IsInteractive => !Console.IsInputRedirected;

        /// <summary>Says that all went well.</summary>
        public void Done(string text) => Status.MarkupLineInterpolated($"[green]{text}[/]");

        /// <summary>Shows how far a task of several steps is; the task calls its argument after each.</summary>
        public void WithProgress(string what, int steps, Action<Action> task)
        {
            if (!Status.Profile.Capabilities.Interactive)
            {
                task(() => { });
                return;
            }

            Status.Progress().Start(context =>
            {
                ProgressTask bar = context.AddTask(what, maxValue: steps);
                task(() => bar.Increment(1));
            });
        }

        /// <summary>
        /// Reads a secret: at a terminal after a prompt and without echo, otherwise the next line of standard input.
        /// Null at its end.
        /// </summary>
        public virtual string? ReadSecret(string prompt)
        {
            if (!IsInteractive)
            {
                return _input.Value.ReadLine();
            }

            Error.Write(prompt + ": ");
            var typed = new StringBuilder();
            for (ConsoleKeyInfo key = Console.ReadKey(true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(true))
            {
                if (key.Key == ConsoleKey.Backspace)
                {
                    typed.Length -= Math.Min(typed.Length, 1);
                }
                else if (!char.IsControl(key.KeyChar))
                {
                    typed.Append(key.KeyChar);
                }
            }

            Error.WriteLine();
            return typed.ToString();
        }
    }
}

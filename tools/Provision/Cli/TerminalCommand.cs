using System.CommandLine;
using System.Text;
using ScanToMail.Provision.Device;
using ScanToMail.Provision.Lines;

namespace ScanToMail.Provision.Cli
{
    /// <summary><c>terminal</c>: the console itself, for a person.</summary>
    internal static class TerminalCommand
    {
        private const char Leave = (char)0x1D;
        private const int StepMs = 50;
        private const int LastWordsMs = 1_000;

        public static Command Create(Terminal terminal)
        {
            var command = new Command("terminal", "Opens the device's console; Ctrl+] leaves it.");
            command.SetAction(result => Exit.Guard(terminal, () =>
            {
                using ConsoleLine line = Session.OpenLine(result);
                if (terminal.IsInteractive)
                {
                    Talk(line);
                }
                else
                {
                    Pipe(line, terminal);
                }
            }));
            return command;
        }

        private static void Talk(ConsoleLine line)
        {
            Console.TreatControlCAsInput = true;
            Console.Error.WriteLine("Ctrl+] leaves.");
            line.Write("\r"u8);
            using Stream output = Console.OpenStandardOutput();
            var buffer = new byte[4096];
            while (true)
            {
                var typed = new StringBuilder();
                while (Console.KeyAvailable)
                {
                    ConsoleKeyInfo key = Console.ReadKey(true);
                    if (key.KeyChar == Leave)
                    {
                        Console.Error.WriteLine();
                        return;
                    }

                    typed.Append(Keys.Sequence(key));
                }

                line.Write(Encoding.UTF8.GetBytes(typed.ToString()));
                Copy(line, buffer, output, StepMs);
            }
        }

        // Standard input is typed for the person; after its end the device may finish speaking.
        private static void Pipe(ConsoleLine line, Terminal terminal)
        {
            using Stream input = Console.OpenStandardInput();
            using Stream output = Console.OpenStandardOutput();
            var buffer = new byte[64];
            var received = new byte[4096];
            int count;
            while ((count = input.Read(buffer)) > 0)
            {
                line.Write(buffer.AsSpan(0, count));
                Copy(line, received, output, StepMs);
            }

            while (Copy(line, received, output, LastWordsMs))
            {
            }
        }

        private static bool Copy(ConsoleLine line, byte[] buffer, Stream output, int timeoutMs)
        {
            int count = line.Read(buffer, timeoutMs);
            output.Write(buffer, 0, count);
            output.Flush();
            return count > 0;
        }
    }
}

using ScanToMail.Provision.Cli;

namespace ScanToMail.Provision.Tests
{
    /// <summary>The program's person: what they are asked, what they answer, what they see.</summary>
    internal sealed class TestTerminal : Terminal
    {
        private readonly Queue<string> _answers;

        public TestTerminal(bool isInteractive, params string[] answers) : base(new StringWriter(), new StringWriter())
        {
            IsInteractive = isInteractive;
            _answers = new Queue<string>(answers);
        }

        public override bool IsInteractive { get; }

        public List<string> Prompts { get; } = [];

        public string Output => Out.ToString()!;

        public string Errors => Error.ToString()!;

        public override string? ReadSecret(string prompt)
        {
            Prompts.Add(prompt);
            return _answers.TryDequeue(out string? answer) ? answer : null;
        }

        /// <summary>Runs the program; returns its exit code.</summary>
        public int Run(params string[] args) => ProvisionCommand.Run(args, this);
    }
}

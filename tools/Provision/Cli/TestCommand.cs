using System.CommandLine;
using System.CommandLine.Parsing;
using ScanToMail.Provision.Device;

namespace ScanToMail.Provision.Cli
{
    /// <summary><c>test</c>: the device tries its connection, or sends a test mail.</summary>
    internal static class TestCommand
    {
        public static Command Create(Terminal terminal)
        {
            var address = new Argument<string>("ADDRESS") { Description = "Who gets the test mail, such as me@contoso.com." };
            address.Validators.Add(RefuseOtherThanOneWord);
            var connection = new Command("connection", "Tries the server step by step, without sending mail.");
            connection.SetAction(result => Run(result, terminal, "test connection"));
            var trial = new Option<bool>("--trial")
            {
                Description = "Sends 2 MB by BDAT: whether this server can do that is then known."
            };
            var mail = new Command("mail", "Sends a test mail.") { address, trial };
            mail.SetAction(result => Run(result, terminal, "test mail " + result.GetRequiredValue(address)
                + (result.GetValue(trial) ? " --trial" : "")));
            return new Command("test", "Lets the device try its settings.") { connection, mail };
        }

        // What the command's other words are is the console's to decide, so this must be one.
        private static void RefuseOtherThanOneWord(ArgumentResult result)
        {
            string text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
            if (!text.Contains('@') || text.Any(c => c is ' ' or '"' or '<' || char.IsControl(c)))
            {
                result.AddError("ADDRESS: give the plain address, such as me@contoso.com.");
            }
        }

        private static int Run(ParseResult result, Terminal terminal, string command) => Exit.Guard(terminal, () =>
        {
            using DeviceConsole console = Session.Open(result, terminal);
            console.Execute(command, DeviceConsole.MailTimeoutMs, terminal.Out.WriteLine);
            terminal.Done("It works.");
        });
    }
}

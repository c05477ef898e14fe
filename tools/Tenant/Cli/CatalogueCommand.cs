using System.CommandLine;
using ScanToMail.Tenant.Catalogue;
using Spectre.Console;

namespace ScanToMail.Tenant.Cli
{
    /// <summary><c>replies</c>: lists the replies of Exchange Online that can be asked for.</summary>
    internal static class CatalogueCommand
    {
        private static readonly Argument<string> Word = new("word")
        {
            Description = "Only those with this in their name or text.",
            DefaultValueFactory = _ => "",
        };

        public static Command Create()
        {
            var command = new Command("replies", "List the replies of Exchange Online that --reply takes.") { Word };
            command.SetAction(result => Show(result.GetValue(Word)!));
            return command;
        }

        private static void Show(string word)
        {
            Table table = new Table()
                .AddColumn("Name", column => column.NoWrap())
                .AddColumns("Phase", "Endpoint", "Reply");
            foreach (CatalogueReply row in ReplyCatalogue.All)
            {
                if ((row.Name + row.Reply).Contains(word, StringComparison.OrdinalIgnoreCase))
                {
                    table.AddRow(
                        Markup.Escape(row.Name), row.Phase.ToString(), row.Endpoint, Markup.Escape(row.Reply));
                }
            }

            AnsiConsole.Write(table);
        }
    }
}

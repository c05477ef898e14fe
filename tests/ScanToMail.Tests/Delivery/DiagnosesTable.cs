using System.Text;
using System.Text.RegularExpressions;
using ScanToMail.Config;
using ScanToMail.Diagnoses;
using ScanToMail.Diagnoses.French;
using ScanToMail.Tests.CodeRules;

namespace ScanToMail.Tests.Delivery
{
    /// <summary>The catalogue as a document for administrators; the sources are the comments beside the rows.</summary>
    internal static partial class DiagnosesTable
    {
        private static readonly string[] Chunks = ["Connection", "Tls", "Scan", "SignIn", "Login", "Sender", "Recipient", "Service", "Certificate", "General"];

        private static readonly Dictionary<string, (string English, string French)> Retries = new()
        {
            ["stop"] = ("no", "non"),
            ["action"] = ("once somebody has acted (retry)", "après intervention (retry)"),
            ["connection"] = ("yes, after minutes", "oui, après quelques minutes"),
            ["later"] = ("yes, after minutes", "oui, après quelques minutes"),
            ["greylisted"] = ("yes, after 5 minutes and more", "oui, après 5 minutes et plus"),
            ["throttled"] = ("yes, slowly; other mail waits too", "oui, lentement ; le reste attend aussi"),
            ["hours"] = ("yes, every few hours", "oui, toutes les quelques heures"),
            ["repeats"] = ("yes, eight times", "oui, huit fois"),
            ["perhaps"] = ("yes, with the same Message-ID", "oui, avec le même Message-ID")
        };

        private static readonly Dictionary<string, string> Who = new()
        {
            ["nobody"] = "personne", ["user"] = "utilisateur", ["administrator"] = "administrateur", ["boardMaker"] = "fabricant"
        };

        public static string Write(Language language)
        {
            bool isFrench = language == Language.French;
            var text = new StringBuilder(isFrench
                ? "# Les diagnostics de l'appareil\n\nTout ce que la console, le journal, la liste des travaux et les rapports peuvent dire d'un échec, avec "
                    + "le remède. Écrit à partir du catalogue (`ScanToMail.Diagnoses`) par un test. [English](DIAGNOSES.md)\n"
                : "# What the device says when mail fails\n\nAll that the console, the log, the list of jobs and the reports can say of a failure, "
                    + "with the remedy. Written from the catalogue (`ScanToMail.Diagnoses`), to which a test holds it. [Français](DIAGNOSES.fr.md)\n");
            for (int chunk = 0; chunk < CatalogueRows.ChunkCount; chunk++)
            {
                text.Append($"\n## {Chunks[chunk]}\n\n").Append(isFrench
                    ? "| diagnostic | ce que le serveur dit | cause | qui | remède | nouvel essai |\n|---|---|---|---|---|---|\n"
                    : "| diagnosis | what was seen | cause | who | remedy | tried again | source |\n|---|---|---|---|---|---|---|\n");
                string source = Repository.Read($"firmware/ScanToMail.Diagnoses/{Chunks[chunk]}Rows.cs");
                for (int number = 0; CatalogueRows.Pattern(chunk, number) is { } pattern; number++)
                {
                    string[] row = pattern.Split('|');
                    string[] words = (isFrench ? FrenchTexts.Text(chunk, number) : CatalogueRows.Text(chunk, number)).Split('|');
                    string retry = isFrench ? Retries[row[8]].French : Retries[row[8]].English;
                    text.Append($"| `{row[0]}` | {Seen(row)} | {words[1]} | {(isFrench ? Who[row[7]] : row[7])} | {words[2]} | {retry} |");
                    text.Append(isFrench ? "\n" : $" {SourceOf(source, row[0])} |\n");
                }
            }
            return text.Append(isFrench ? "" : Sources()).ToString();
        }

        private static string Seen(string[] row)
        {
            string what = row[1] == "reply" ? "" : row[1];
            foreach (string part in new[] { row[2], row[3], row[4], row[5] == "*" ? "*" : $"\"{row[5]}\"", row[6] })
            {
                if (part.Length > 0 && part != "*") what += " " + part;
            }
            return what.Trim().Replace("*", "\\*");
        }

        private static string SourceOf(string source, string id)
        {
            Match match = Regex.Match(source, $"\"{Regex.Escape(id)}\\|[^\\n]*\"; // (.+)\\n");
            return match.Success ? match.Groups[1].Value : throw new InvalidOperationException($"{id} names no source");
        }

        private static string Sources() => """

            ## Sources

            - SEED, M21: Microsoft, How to set up a multifunction device or application to send email using Microsoft 365 (2025; its copy of 2021)
            - TS24: Microsoft, Fix issues with printers, scanners, and LOB applications that send email using Microsoft 365 (2024-01-24)
            - NDR: Microsoft, Email non-delivery reports and SMTP errors in Exchange Online
            - SUB: Microsoft, Changes in message store and throttling for concurrent connections
            - THR: Microsoft, Continuous error throttling for SMTP AUTH submissions
            - OAUTH: Microsoft, Authenticate an IMAP, POP or SMTP connection using OAuth
            - DEV, RT: Microsoft identity platform, device authorization grant; refresh tokens
            - BASIC: Microsoft, Exchange Online to retire Basic auth for client submission (MC786329)
            - RDS: Microsoft, Introducing more control over Direct Send in Exchange Online
            - LEG: Microsoft, Opt in to the Exchange Online endpoint for legacy TLS clients using SMTP AUTH
            - G2: Microsoft, Trust DigiCert Global Root G2 (MC1224565)
            - CIPH: Microsoft 365, technical reference details about encryption
            - MX: Microsoft, mx.microsoft and the MX of accepted domains (MC1048624)
            - KB3212877: Microsoft, mail through a certificate connector is refused without the whole chain
            - device: the firmware's own finding; RFC: the standard; the others: public threads in which the reply was seen

            """.ReplaceLineEndings("\n");
    }
}

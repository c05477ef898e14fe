using System.Text;
using System.Text.RegularExpressions;
using ScanToMail.Config;
using ScanToMail.Delivery;
using ScanToMail.Diagnoses;
using ScanToMail.Diagnoses.French;
using ScanToMail.Smtp;
using ScanToMail.Tests.CodeRules;
using Xunit;

namespace ScanToMail.Tests.Delivery
{
    /// <summary>The catalogue itself: every row can be reached, says what it must in both languages, and fits the board.
    /// tests/Microsoft365 brings each row about in conversations.</summary>
    public partial class CatalogueTests
    {
        private static readonly string[] Placeholders = ["{server}", "{clock}", "{address}"];

        private static readonly string[][] Rows = Enumerable.Range(0, CatalogueRows.ChunkCount)
            .SelectMany(chunk => Numbers(chunk).Select(number => CatalogueRows.Pattern(chunk, number).Split('|'))).ToArray();

        private static IEnumerable<int> Numbers(int chunk) =>
            Enumerable.Range(0, 1000).TakeWhile(number => CatalogueRows.Pattern(chunk, number) is not null);

        public static TheoryData<string> Ids => [.. Rows.Select(row => row[0])];

        [Theory]
        [MemberData(nameof(Ids))]
        public void NoRowStandsInAnothersShadow(string id)
        {
            string[] row = Rows.Single(row => row[0] == id);
            Assert.Equal(9, row.Length);
            Diagnosis diagnosis = Catalogue.Diagnose(Typical(row), Language.English);
            Assert.Equal((id, row[7], row[8]), (diagnosis.Id, diagnosis.Who, diagnosis.RetryClass));
            Assert.Equal(row[8] is not ("stop" or "action"), diagnosis.Retry);
            Assert.Contains(row[7], new[] { "nobody", "user", "administrator", "boardMaker" });
        }

        /// <summary>The symptom that a row describes, and nothing more.</summary>
        private static Symptom Typical(string[] row)
        {
            string enhanced = First(row[4], ',') is "*" ? "" : First(row[4], ',').Split('-')[0];
            string code = First(row[3], ',');
            if (code == "*") code = enhanced.Length > 0 ? enhanced[0] + "50" : row[1] == "reply" ? "399" : "";
            else if (code.EndsWith('*')) code = code[..1] + "98";
            string text = row[5] == "*" ? "words" : $"Some words {First(row[5], ';').ToUpperInvariant()} and more.";
            return new Symptom
            {
                Kind = row[1].Replace("*", "other"),
                Phase = First(row[2], ',').Replace("*", "data"),
                Reply = code.Length == 0 ? null : new SmtpReply(int.Parse(code), enhanced, text),
                Detail = text,
                Facts = $" {row[6]} "
            };
        }

        private static string First(string list, char separator) => list.Split(separator)[0];

        [Theory]
        [InlineData(550, "5.7.606", "banned-ip")]
        [InlineData(550, "5.7.649", "banned-ip")]
        [InlineData(550, "5.7.650", "refused")]
        [InlineData(550, "5.7.605", "refused")]
        [InlineData(550, "5.7.60", "send-as-denied")]
        [InlineData(554, "5.7.64", "relay-denied-address")]
        [InlineData(451, "4.7.500", "server-busy")]
        [InlineData(421, "4.7.699", "server-busy")]
        [InlineData(450, "4.7.899", "address-suspicious")]
        [InlineData(432, "4.3.2", "throttled")]
        [InlineData(499, "4.3.2", "throttled")]
        [InlineData(599, "5.2.122", "receive-limit")]
        [InlineData(450, "", "put-off")]
        public void TheFirstDigitCountsAndThenTheEnhancedCode(int code, string enhanced, string id) =>
            Assert.Equal(id, Catalogue.Diagnose(new Symptom
            {
                Kind = "reply", Phase = "endOfData", Reply = new SmtpReply(code, enhanced, "words"), Facts = " relay microsoft tls "
            }, Language.English).Id);

        [Fact]
        public void IdsAreUniqueAndReadable()
        {
            Assert.True(Rows.Length > 140, $"{Rows.Length} rows");
            Assert.Equal(Rows.Length, Rows.Select(row => row[0]).Distinct().Count());
            Assert.All(Rows, row => Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", row[0]));
        }

        [Fact]
        public void EveryRowHasItsTextInBothLanguages()
        {
            for (int chunk = 0; chunk < CatalogueRows.ChunkCount; chunk++)
            {
                int count = Numbers(chunk).Count();
                Assert.Null(CatalogueRows.Text(chunk, count));
                Assert.Null(FrenchTexts.Text(chunk, count));
                for (int number = 0; number < count; number++)
                {
                    string id = CatalogueRows.Pattern(chunk, number).Split('|')[0];
                    string[] english = CatalogueRows.Text(chunk, number).Split('|'), french = FrenchTexts.Text(chunk, number).Split('|');
                    Assert.Equal((id, id), (english[0], french[0]));
                    Check(english);
                    Check(french);
                    for (int part = 1; part <= 2; part++)
                    {
                        Assert.NotEqual(english[part], french[part]);
                        Assert.Equal(Words(english[part]), Words(french[part]));
                    }
                }
            }
        }

        private static void Check(string[] text)
        {
            Assert.Equal(3, text.Length);
            Assert.All(text[1..], part =>
            {
                Assert.True(part.Length is > 10 and <= 300, $"{text[0]}: {part.Length} characters");
                Assert.Matches(@"^[\p{Lu}{«].*\.(com\.)?$", part);
                Assert.Empty(Braces().Matches(part).Select(match => match.Value).Except(Placeholders));
                Assert.DoesNotContain("  ", part);
                Assert.All(Keys().Matches(part).Select(match => match.Value), key => Assert.NotNull(SettingKeys.Find(key)));
            });
        }

        /// <summary>Placeholders and settings' keys, which both languages must name alike.</summary>
        private static IEnumerable<string> Words(string text) => Braces().Matches(text).Concat(Keys().Matches(text))
            .Select(match => match.Value).Distinct().Order(StringComparer.Ordinal);

        [Fact]
        public void FrenchIsWrittenWithItsAccentsAndComesThroughUtf8()
        {
            string all = string.Concat(Enumerable.Range(0, CatalogueRows.ChunkCount)
                .SelectMany(chunk => Numbers(chunk).Select(number => FrenchTexts.Text(chunk, number))));
            Assert.All("éèêàç", letter => Assert.Contains(letter, all));
            Assert.Equal(all, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(all)));
            Assert.DoesNotMatch(@"[^\u0020-\u007e\u00a0-\u00ff]", all);
        }

        [Fact]
        public void PlaceholdersAreFilledAndTheLineIsWhole()
        {
            Symptom symptom = Typical(Rows.Single(row => row[0] == "relay-denied-address"));
            symptom.Server = "contoso-com.mail.protection.outlook.com:25";
            symptom.PublicAddress = "203.0.113.7";
            symptom.Recipient = "office@contoso.com";
            string french = Catalogue.Diagnose(symptom, Language.French).Line(), english = Catalogue.Diagnose(symptom, Language.English).Line();
            Assert.All(new[] { french, english }, line => Assert.DoesNotMatch("[{}]", line));
            Assert.Contains("203.0.113.7", french);
            Assert.Contains("Le serveur dit : 598 5.7.64 words.", french);
            Assert.Contains("The server said: 598 5.7.64 words.", english);
            Assert.Contains("Destinataire : office@contoso.com.", french);
        }

        [Theory]
        [InlineData("DIAGNOSES.md", Language.English)]
        [InlineData("DIAGNOSES.fr.md", Language.French)]
        public void TheAdministratorsTableIsTheCatalogues(string name, Language language)
        {
            string file = Path.Combine(Repository.Root, "firmware", name), fresh = DiagnosesTable.Write(language);
            string written = Path.Combine(Repository.Root, "artifacts", name);
            File.WriteAllText(written, fresh);
            Assert.True(File.ReadAllText(file).ReplaceLineEndings("\n") == fresh, $"firmware/{name} is not the catalogue's any more: copy {written} over it");
        }

        [GeneratedRegex(@"\{\w*\}")]
        private static partial Regex Braces();

        [GeneratedRegex(@"\b(device|network|time|sending|signIn|spool)\.[a-z][A-Za-z]+")]
        private static partial Regex Keys();
    }
}

using System.Text;
using ScanToMail.Config;
using ScanToMail.Diagnoses;
using ScanToMail.Diagnoses.French;

namespace ScanToMail.Delivery
{
    /// <summary>
    /// Looks a symptom up in the one catalogue of diagnoses (<see cref="CatalogueRows"/> has its format): console, log, job
    /// list, retries and reports all follow the row that is found. A row at a time is looked at, and left at the first
    /// field that does not match, so that no more than a row is in memory.
    /// </summary>
    public static class Catalogue
    {
        /// <summary>The diagnosis of what was seen; there is always one, for the last row takes everything.</summary>
        public static Diagnosis Diagnose(Symptom symptom, Language language)
        {
            string words = symptom.Reply == null ? symptom.Detail.ToLower() : symptom.Reply.Text.ToLower();
            CatalogueRow row = new CatalogueRow();
            for (int chunk = 0; chunk < CatalogueRows.ChunkCount; chunk++)
            {
                for (int number = 0; row.Begin(CatalogueRows.Pattern(chunk, number)); number++)
                {
                    string id = row.Next();
                    if (!row.Takes(symptom, words)) continue;
                    Diagnosis diagnosis = new Diagnosis
                    {
                        Id = id,
                        Symptom = symptom,
                        Language = language,
                        Who = row.Next(),
                        RetryClass = row.Next()
                    };
                    diagnosis.RetryKind = RetryPolicy.KindOf(diagnosis.RetryClass);
                    string text = language == Language.French
                        ? FrenchTexts.Text(chunk, number) : CatalogueRows.Text(chunk, number);
                    row.Begin(Fill(text, symptom, language));
                    row.Next();
                    diagnosis.Cause = row.Next();
                    diagnosis.Remedy = row.Next();
                    return diagnosis;
                }
            }
            return new Diagnosis { Symptom = symptom, Language = language, Who = "administrator", Cause = symptom.Detail };
        }

        private static string Fill(string text, Symptom symptom, Language language)
        {
            bool isFrench = language == Language.French;
            string clock = symptom.ClockText.Length > 0 ? symptom.ClockText : isFrench ? "non réglée" : "not set";
            string address = symptom.PublicAddress.Length > 0 ? symptom.PublicAddress : isFrench ? "inconnue" : "unknown";
            return new StringBuilder(text).Replace("{server}", symptom.Server).Replace("{clock}", clock)
                .Replace("{address}", address).ToString();
        }
    }
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace ScanToMail.Provision.Settings
{
    /// <summary>
    /// What kind of JSON value a key takes, from the settings' schema. Of a key that the schema does not know the
    /// device says what is wrong, so it is sent as text.
    /// </summary>
    internal static class SettingTypes
    {
        private static readonly Lazy<JsonNode> Schema = new(() =>
        {
            using Stream stream = typeof(SettingTypes).Assembly.GetManifestResourceStream("settings.schema.json")!;
            return JsonNode.Parse(stream)!;
        });

        /// <summary>The value that a text means for a key. Throws <see cref="SettingsFileException"/>.</summary>
        public static JsonNode ValueOf(string path, string text)
        {
            JsonNode? key = Find(path);
            if (IsList(key))
            {
                return new JsonArray([.. SplitList(text).Select(element => element.Trim())
                    .Where(element => element.Length > 0).Select(element => (JsonNode)element)]);
            }

            if (!IsNumber(key))
            {
                return text;
            }

            return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
                ? number
                : throw new SettingsFileException($"{path}: '{text}' is no whole number.");
        }

        /// <summary>Whether a key's value must never be shown, nor stand in a command line.</summary>
        public static bool IsSecret(string path) => Find(path) is JsonNode key && Flag(Resolve(key), "writeOnly");

        private static JsonNode? Find(string path)
        {
            SettingPath steps = SettingPath.Parse(path);
            JsonNode? at = Schema.Value;
            for (int i = 0; i < steps.Count && at != null; i++)
            {
                at = Resolve(at);
                at = steps.IsPlace(i) ? at["items"] : at["properties"]?[steps.Name(i)];
            }

            return at;
        }

        private static JsonNode Resolve(JsonNode at) =>
            at["$ref"] is JsonNode target ? Schema.Value["$defs"]![target.GetValue<string>().Split('/')[^1]]! : at;

        private static bool IsList(JsonNode? key) => key != null && Resolve(key)["type"]?.GetValue<string>() == "array";

        private static bool IsNumber(JsonNode? key) => key != null
            && (key["type"]?.GetValue<string>() == "integer" || key["const"]?.GetValueKind() == System.Text.Json.JsonValueKind.Number);

        private static bool Flag(JsonNode node, string keyword) => node[keyword]?.GetValue<bool>() == true;

        // At commas outside quotes, as the console's set does: "Last, First" <a@b> is one element.
        private static IEnumerable<string> SplitList(string text)
        {
            bool isQuoted = false;
            int start = 0;
            for (int i = 0; i < text.Length; i++)
            {
                bool isEscape = isQuoted && text[i] == '\\';
                isQuoted ^= text[i] == '"';
                if (text[i] == ',' && !isQuoted)
                {
                    yield return text[start..i];
                    start = i + 1;
                }

                i += isEscape ? 1 : 0;
            }

            yield return text[start..];
        }
    }
}

using System.Text.Json.Nodes;
using Json.Schema;
using ScanToMail.Config;

namespace ScanToMail.Tests.DeviceConfig
{
    /// <summary>The files of device-config/.</summary>
    internal static class ConfigFolder
    {
        private static readonly JsonSchema Schema = JsonSchema.FromText(Text("settings.schema.json"));

        /// <summary>The files with settings for a sending method.</summary>
        public static IEnumerable<string> Profiles =>
            Directory.GetFiles(Full("."), "*.json").Select(path => Path.GetFileName(path))
                .Where(name => name != "settings.schema.json").Order(StringComparer.Ordinal);

        /// <summary>The full path of a file in device-config/.</summary>
        public static string Full(string name) => Path.Combine(AppContext.BaseDirectory, "device-config", name);

        public static string Text(string name) => File.ReadAllText(Full(name));

        /// <summary>"" if the schema takes the settings, otherwise where it does not.</summary>
        public static string SchemaProblem(string json)
        {
            // One at a time: the library, asked by two threads at once, now and then takes what it should refuse.
            EvaluationResults results;
            lock (Schema)
            {
                results = Schema.Evaluate(JsonNode.Parse(json), new EvaluationOptions { OutputFormat = OutputFormat.List });
            }

            return results.IsValid ? "" : "schema: " + string.Join("; ", results.Details
                .Where(d => d.HasErrors).Select(d => d.InstanceLocation + " " + string.Join(", ", d.Errors!.Values)));
        }

        /// <summary>"" if the firmware takes the settings, otherwise what it says.</summary>
        public static string FirmwareProblem(string json)
        {
            try
            {
                Settings.Parse(json);
                return "";
            }
            catch (SettingsException e)
            {
                return e.Message;
            }
        }
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace ScanToMail.Tenant.Catalogue
{
    /// <summary>
    /// The replies of Exchange Online, read from replies.json: name, phase, endpoint, exact text, source.
    /// </summary>
    public static class ReplyCatalogue
    {
        private static readonly Lazy<Table> Loaded = new(Load);

        /// <summary>All of them, in the file's order.</summary>
        public static IReadOnlyList<CatalogueReply> All => Loaded.Value.Replies;

        /// <summary>What the short names in the sources stand for.</summary>
        public static IReadOnlyDictionary<string, string> Sources => Loaded.Value.Sources;

        /// <summary>The reply of that name.</summary>
        /// <exception cref="ArgumentException">There is none; the text names those that are like it.</exception>
        public static CatalogueReply Get(string name)
        {
            CatalogueReply? found = All.FirstOrDefault(reply => reply.Name == name);
            if (found != null)
            {
                return found;
            }

            string family = name.Split('-')[0];
            string near = string.Join(", ", All.Select(r => r.Name).Where(n => n.Contains(family)));
            string hint = near.Length > 0 ? $"Like it: {near}." : "'replies' lists them all.";
            throw new ArgumentException($"No reply is called '{name}'. {hint}");
        }

        private static Table Load()
        {
            var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
            {
                Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
                UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            };
            using Stream stream = typeof(ReplyCatalogue).Assembly.GetManifestResourceStream("replies.json")!;
            return JsonSerializer.Deserialize<Table>(stream, options)!;
        }

        private sealed class Table
        {
            public required Dictionary<string, string> Sources { get; init; }

            public required List<CatalogueReply> Replies { get; init; }
        }
    }
}

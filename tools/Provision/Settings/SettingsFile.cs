using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ScanToMail.Provision.Settings
{
    /// <summary>A settings file, with what the command line changes in it.</summary>
    internal sealed partial class SettingsFile
    {
        /// <summary>What the files of device-config/ have in place of a secret.</summary>
        public const string SecretPlaceholder = "REPLACE-ME";

        private const int SizeLimitBytes = 16 * 1024;

        private static readonly JsonSerializerOptions Plain = new()
        {
            WriteIndented = true,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping
        };

        private readonly JsonObject _root;

        private SettingsFile(JsonObject root) => _root = root;

        /// <summary>Reads a file of JSON in UTF-8. Throws <see cref="SettingsFileException"/>.</summary>
        public static SettingsFile Read(string path)
        {
            byte[] bytes;
            try
            {
                bytes = File.ReadAllBytes(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new SettingsFileException($"{path}: {e.Message}");
            }

            return Parse(path, bytes);
        }

        /// <summary>Reads settings from bytes that came from <paramref name="name"/>.</summary>
        public static SettingsFile Parse(string name, byte[] bytes)
        {
            ReadOnlySpan<byte> text = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsSpan(3) : bytes;
            try
            {
                var utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);
                JsonNode? node = JsonNode.Parse(utf8.GetString(text), documentOptions: new JsonDocumentOptions
                {
                    AllowDuplicateProperties = false
                });
                return node is JsonObject root
                    ? new SettingsFile(root)
                    : throw new SettingsFileException($"{name}: this is JSON, but no object in braces.");
            }
            catch (JsonException e)
            {
                throw new SettingsFileException($"{name}, line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}: "
                    + "the JSON is wrong there.");
            }
            catch (DecoderFallbackException)
            {
                throw new SettingsFileException($"{name}: this is not UTF-8. Save the file as UTF-8.");
            }
        }

        /// <summary>
        /// Gives a key ("sending.port", "profiles[0].to", "profiles[0].to[1]") a value in text form, as the console's
        /// <c>set</c> takes it: a list's elements have commas between. Throws <see cref="SettingsFileException"/>.
        /// </summary>
        public void Set(string path, string text)
        {
            SettingPath steps = SettingPath.Parse(path);
            JsonNode at = _root;
            for (int i = 0; i < steps.Count - 1; i++)
            {
                at = Descend(at, steps, i);
            }

            Put(at, steps, SettingTypes.ValueOf(path, text));
        }

        /// <summary>Keys that still have what device-config's files have for people to replace.</summary>
        public string[] Placeholders() => [.. PlaceholdersIn(_root, "")];

        /// <summary>
        /// The settings as lines of JSON in UTF-8: indented, so that no line is longer than it must be, and with every
        /// character as itself. Throws <see cref="SettingsFileException"/> where the device can't take as much.
        /// </summary>
        public string[] ToLines()
        {
            string json = Escape().Replace(_root.ToJsonString(Plain), Unescape);
            int sizeBytes = Encoding.UTF8.GetByteCount(json);
            return sizeBytes <= SizeLimitBytes
                ? json.Split('\n')
                : throw new SettingsFileException(
                    $"The settings have {sizeBytes} bytes; the device takes {SizeLimitBytes}.");
        }

        // The serializer leaves characters beyond U+FFFF escaped, and a few more, whatever its encoder.
        private static string Unescape(Match escape)
        {
            char c = escape.Groups[1].Success ? (char)Convert.ToInt32(escape.Groups[1].Value, 16) : '\0';
            bool mayStand = c is not ('"' or '\\') && !char.IsControl(c);
            return mayStand ? c.ToString() : escape.Value;
        }

        [GeneratedRegex(@"\\(?:u([0-9A-Fa-f]{4})|.)")]
        private static partial Regex Escape();

        private static JsonNode Descend(JsonNode at, SettingPath steps, int level)
        {
            bool isNextInList = steps.IsPlace(level + 1);
            if (steps.IsPlace(level))
            {
                JsonArray list = ListAt(at, steps, level);
                Grow(list, steps, level, () => new JsonObject());
                return list[steps.Place(level)]!;
            }

            JsonObject section = at as JsonObject ?? throw Mismatch(steps, level);
            string name = steps.Name(level);
            section[name] ??= isNextInList ? new JsonArray() : new JsonObject();
            return section[name]!;
        }

        private static void Put(JsonNode at, SettingPath steps, JsonNode value)
        {
            int last = steps.Count - 1;
            if (!steps.IsPlace(last))
            {
                JsonObject section = at as JsonObject ?? throw Mismatch(steps, last);
                section[steps.Name(last)] = value;
                return;
            }

            JsonArray list = ListAt(at, steps, last);
            Grow(list, steps, last, () => "");
            list[steps.Place(last)] = value;
        }

        private static JsonArray ListAt(JsonNode at, SettingPath steps, int level) =>
            at as JsonArray ?? throw Mismatch(steps, level);

        private static void Grow(JsonArray list, SettingPath steps, int level, Func<JsonNode> element)
        {
            if (steps.Place(level) > list.Count)
            {
                throw new SettingsFileException($"{steps}: the list has {list.Count} elements, so the next is [{list.Count}].");
            }

            if (steps.Place(level) == list.Count)
            {
                list.Add(element());
            }
        }

        private static SettingsFileException Mismatch(SettingPath steps, int level) =>
            new($"{steps}: what stands there in the file has no '{steps.Name(level)}'.");

        private static IEnumerable<string> PlaceholdersIn(JsonNode? node, string path)
        {
            if (node is JsonObject section)
            {
                return section.SelectMany(p => PlaceholdersIn(p.Value, path.Length == 0 ? p.Key : path + "." + p.Key));
            }

            if (node is JsonArray list)
            {
                return list.SelectMany((element, i) => PlaceholdersIn(element, $"{path}[{i}]"));
            }

            bool isText = node is JsonValue && node.GetValueKind() == JsonValueKind.String;
            string text = isText ? node!.GetValue<string>() : "";
            bool isPlaceholder = text == SecretPlaceholder || text.Contains(Guid.Empty.ToString());
            return isPlaceholder ? [path] : [];
        }
    }

    /// <summary>A file or option can't be used. The message says what to do; it never has a secret.</summary>
    internal sealed class SettingsFileException(string message) : Exception(message);
}

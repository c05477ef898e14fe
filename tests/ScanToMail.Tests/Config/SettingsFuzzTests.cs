using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using ScanToMail.Config;
using Xunit;

namespace ScanToMail.Tests.Config
{
    /// <summary>
    /// Whatever the text, reading it ends in settings or in a SettingsException, soon, and the error is fit to be
    /// shown. A seed in SCANTOMAIL_SEED replays a run.
    /// </summary>
    public class SettingsFuzzTests
    {
        private const string Marker = "MARKER";
        private static readonly int Seed =
            int.TryParse(Environment.GetEnvironmentVariable("SCANTOMAIL_SEED"), out int seed) ? seed : Random.Shared.Next();

        private static readonly string[] Fragments =
        [
            "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\ud83d", "\\u0000", "'", "null", "true", "-", "1e9", "0", "99999999999",
            "\"a@b\"", "\"\"", "\u0000", "\ufffd", "\U0001f5a8", "\ud83d", " ", "\n", "/*", "{\"", "\"version\":2", "~", "(1)", "<", ">",
            "@", "..", "xn--", "ü", "{date}", "{{", "\r\n", "********"
        ];

        [Fact]
        public void MutatedTextsGiveSettingsOrASettingsException()
        {
            string[] starts = [Texts.Full.Replace("s3cret!", Marker).Replace("app~secret", Marker).Replace("correct horse", Marker + "12"),
                .. Enum.GetValues<SendingMethod>().Select(Texts.Minimal)];
            int read = 0;
            var watch = Stopwatch.StartNew();
            for (int round = 0; round < 4000; round++)
            {
                var random = new Random(HashCode.Combine(Seed, round));
                string text = starts[random.Next(starts.Length)];
                for (int i = random.Next(1, 4); i > 0; i--) text = Mutate(text, random);
                read += IsRead(text, $"seed {Seed}, round {round}: {text}") ? 1 : 0;
            }

            Assert.True(read > 50, $"seed {Seed}: only {read} texts were still right");
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"seed {Seed}: {watch.Elapsed}");
        }

        [Fact]
        public void MutatedTreesGiveSettingsOrASettingsException()
        {
            int read = 0;
            for (int round = 0; round < 3000; round++)
            {
                var random = new Random(HashCode.Combine(Seed, round, 1));
                JsonNode tree = JsonNode.Parse(Texts.Full)!;
                for (int i = random.Next(1, 3); i > 0; i--) MutateTree(tree, random);
                string text = tree.ToJsonString();
                read += IsRead(text, $"seed {Seed}, round {round}: {text}") ? 1 : 0;
            }

            Assert.True(read > 20, $"seed {Seed}: only {read} trees were still right");
        }

        [Fact]
        public void SetAndUnsetTakeAnything()
        {
            var paths = new List<string>();
            SettingKeys.ForEach(key => paths.Add(key.Path));
            var random = new Random(Seed);
            SettingsDocument document = SettingsDocument.Parse(Texts.Full);
            for (int round = 0; round < 4000; round++)
            {
                string path = paths[random.Next(paths.Count)].Replace("[]", $"[{random.Next(-1, 4)}]");
                if (random.Next(3) == 0) path += $"[{random.Next(-1, 4)}]";
                if (random.Next(8) == 0) path = Mutate(path, random);
                string value = random.Next(2) == 0 ? Mutate("a@b", random) : random.Next(70000).ToString();
                try
                {
                    if (random.Next(4) == 0) document.Unset(path);
                    else document.Set(path, value);
                    document.Get(path);
                }
                catch (SettingsException)
                {
                }

                Assert.NotNull(SettingsDocument.Parse(document.ToJson(random.Next(2) == 0, true)));
            }
        }

        private static bool IsRead(string text, string replay)
        {
            try
            {
                Settings.Parse(text);
                SettingsDocument document = SettingsDocument.Parse(text);
                string written = document.ToJson(false, true);
                SettingsDocument again = SettingsDocument.Parse(written);
                again.ToSettings();
                Assert.True(written == again.ToJson(false, true), replay);
                return true;
            }
            catch (SettingsException e)
            {
                Assert.False(e.Message.Contains(Marker), replay + "\n" + e.Message);
                Assert.False(e.Message.Any(char.IsControl), replay + "\n" + e.Message);
                Assert.True(e.Remedy.Length > 0 && e.Problem.Length > 0, replay);
                Assert.True(e.Message.Length < 20000, replay);
                return false;
            }
            catch (Exception e)
            {
                Assert.Fail(replay + "\n" + e);
                return false;
            }
        }

        private static string Mutate(string text, Random random)
        {
            var changed = new StringBuilder(text);
            int at = random.Next(changed.Length + 1);
            int length = Math.Min(random.Next(1, 6), changed.Length - at);
            switch (random.Next(6))
            {
                case 0:
                    return text[..at];
                case 1:
                    changed.Remove(at, length);
                    break;
                case 2:
                    changed.Insert(at, text.Substring(at, length));
                    break;
                case 3:
                    changed.Insert(at, Fragments[random.Next(Fragments.Length)]);
                    break;
                case 4:
                    if (at < changed.Length) changed[at] = (char)random.Next(random.Next(2) == 0 ? 128 : 65536);
                    break;
                default:
                    changed.Remove(at, length).Insert(at, Fragments[random.Next(Fragments.Length)]);
                    break;
            }

            return changed.ToString();
        }

        private static void MutateTree(JsonNode node, Random random)
        {
            if (node is JsonObject table && table.Count > 0)
            {
                string key = table.ElementAt(random.Next(table.Count)).Key;
                if (table[key] is JsonObject or JsonArray && random.Next(5) > 0)
                {
                    MutateTree(table[key]!, random);
                }
                else if (random.Next(6) == 0)
                {
                    JsonNode? value = table[key];
                    table.Remove(key);
                    table[Mutate(key, random)] = value;
                }
                else if (random.Next(4) == 0) table.Remove(key);
                else table[key] = RandomValue(random, table[key]);
            }
            else if (node is JsonArray { Count: > 0 } list)
            {
                int place = random.Next(list.Count);
                if (list[place] is JsonObject inner && random.Next(5) > 0) MutateTree(inner, random);
                else if (random.Next(4) == 0) list.RemoveAt(place);
                else list[place] = RandomValue(random, list[place]);
            }
        }

        private static JsonNode? RandomValue(Random random, JsonNode? present) => random.Next(10) switch
        {
            0 => null,
            1 => random.Next(2) == 0,
            2 => random.Next(-10, 70000),
            3 => random.NextInt64(),
            4 => random.NextDouble() * 1000,
            5 => new JsonArray(),
            6 => new JsonObject { ["a"] = 1 },
            7 => Fragments[random.Next(Fragments.Length)],
            8 => new string('x', random.Next(3000)),
            _ => present is JsonValue value && value.TryGetValue(out string? text) ? Mutate(text, random) : "text"
        };
    }
}

using System.Text.Json.Nodes;
using ScanToMail.Config;
using Xunit;

namespace ScanToMail.Tests.DeviceConfig
{
    /// <summary>The schema has the firmware's keys, each with its limits and words, and no others.</summary>
    public class SchemaKeysTests
    {
        private static readonly JsonNode Root = JsonNode.Parse(ConfigFolder.Text("settings.schema.json"))!;

        [Fact]
        public void TheKeysAreTheFirmwares()
        {
            var expected = new List<string>();
            SettingKeys.ForEach(key => expected.Add(key.Path));
            Assert.Equal(expected, KeysIn(Root, ""));
        }

        [Fact]
        public void LimitsWordsAndSecretsAreTheFirmwares()
        {
            SettingKeys.ForEach(key =>
            {
                JsonNode schema = Of(key.Path);
                string said = key.Path + ": " + schema.ToJsonString();
                Assert.True(schema["description"] != null, said);
                if (key.Kind == SettingKind.Choice)
                {
                    Assert.Equal(key.Choices.Split('|'), schema["enum"]!.AsArray().Select(w => w!.GetValue<string>()));
                }
                else if (key.IsList)
                {
                    Assert.True(Number(schema, "maxItems") == key.Max, said);
                    Assert.True((Number(schema, "minItems") ?? 0) == key.Min, said);
                }
                else if (key.Kind == SettingKind.Number && key.Min != key.Max)
                {
                    Assert.True(Number(schema, "minimum") == key.Min && Number(schema, "maximum") == key.Max, said);
                }
                else if (Number(schema, "maxLength") is int max && key.Kind != SettingKind.Address)
                {
                    Assert.True(max == key.Max && (Number(schema, "minLength") ?? 1) <= Math.Max(1, key.Min), said);
                }

                Assert.True((Find(schema, "writeOnly") != null) == key.IsSecret, said);
            });
        }

        [Fact]
        public void DefaultsAreTheFirmwares()
        {
            Settings settings = Settings.Parse(ConfigFolder.Text("on-premises.json"));
            ProfileSettings profile = settings.Profiles[0];
            Assert.Equal("Scanner", Default("device.name"));
            Assert.Equal(NetworkLinks.Name(settings.Network.Interface), Default("network.interface"));
            Assert.Equal(settings.SignIn.Authority, Default("signIn.authority"));
            Assert.Equal(SignInFlows.Name(settings.SignIn.Flow), Default("signIn.flow"));
            Assert.Equal(settings.Sending.TrustedRoots, Default("sending.trustedRoots"));
            Assert.Equal(TransferModes.Name(settings.Sending.Transfer), Default("sending.transfer"));
            Assert.Equal(profile.FileName, Default("profiles[].fileName"));
            Assert.Equal(DocumentFormats.Name(profile.Document), Default("profiles[].document"));
            Assert.Equal(ColorModes.Name(profile.Color), Default("profiles[].color"));
            Assert.Equal(profile.Resolution, Of("profiles[].resolution")["default"]!.GetValue<int>());
            Assert.Equal(settings.Time.Servers, Of("time.servers")["default"]!.AsArray().Select(s => s!.GetValue<string>()));
        }

        private static string Default(string path) => Of(path)["default"]!.GetValue<string>();

        private static int? Number(JsonNode schema, string keyword) => Find(schema, keyword)?.GetValue<int>();

        // The keyword of a schema itself or of what it refers to.
        private static JsonNode? Find(JsonNode schema, string keyword) =>
            schema[keyword] ?? (schema["$ref"] is JsonNode target
                ? Find(Root["$defs"]![target.GetValue<string>().Split('/')[^1]]!, keyword) : null);

        private static JsonNode Of(string path)
        {
            JsonNode at = Root;
            foreach (string step in path.Split('.'))
            {
                at = at["properties"]![step.TrimEnd('[', ']')]!;
                at = step.EndsWith("[]") ? at["items"]! : at;
            }

            return at;
        }

        private static IEnumerable<string> KeysIn(JsonNode schema, string prefix)
        {
            Assert.False(schema["additionalProperties"]!.GetValue<bool>());
            foreach ((string name, JsonNode? inner) in schema["properties"]!.AsObject())
            {
                JsonNode? section = inner!["properties"] != null ? inner : inner["items"]?["properties"] != null ? inner["items"] : null;
                string place = inner["items"] != null ? "[]" : "";
                IEnumerable<string> keys = section == null ? [prefix + name] : KeysIn(section, prefix + name + place + ".");
                foreach (string key in keys) yield return key;
            }
        }
    }
}

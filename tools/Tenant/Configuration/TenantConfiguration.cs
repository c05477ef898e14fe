using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ScanToMail.Tenant.Smtp;

namespace ScanToMail.Tenant.Configuration
{
    /// <summary>
    /// Options as JSON. The file holds what is to be different from the defaults: objects are merged, lists replaced.
    /// SMTP endpoints stand under <c>smtp</c> by their names; null takes one away.
    /// </summary>
    public static class TenantConfiguration
    {
        private static readonly JsonSerializerOptions Json = new()
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            WriteIndented = true,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            Converters =
            {
                new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
                new AddressConverter(),
            },
        };

        private static readonly JsonDocumentOptions Reading = new()
        {
            CommentHandling = JsonCommentHandling.Skip,
            AllowTrailingCommas = true,
        };

        /// <summary>The defaults, every setting in them.</summary>
        public static string Defaults() => Tree().ToJsonString(Json);

        /// <summary>The defaults, changed by a JSON text and then by single settings.</summary>
        /// <param name="json">The text; null: none.</param>
        /// <param name="settings">
        /// Such as <c>organization.rejectDirectSend=true</c>; a value is JSON, or else a text.
        /// </param>
        /// <exception cref="ConfigurationException">What is wrong, and where.</exception>
        public static TenantOptions Read(string? json, IEnumerable<string> settings)
        {
            JsonObject tree = Tree();
            if (json != null)
            {
                Merge(tree, Parse(json), "");
            }

            foreach (string setting in settings)
            {
                Set(tree, setting);
            }

            return ToOptions(tree);
        }

        private static JsonObject Tree()
        {
            JsonObject tree = JsonSerializer.SerializeToNode(new TenantOptions(), Json)!.AsObject();
            var endpoints = new JsonObject();
            foreach (JsonNode? endpoint in tree["smtp"]!.AsArray())
            {
                JsonObject copy = endpoint!.DeepClone().AsObject();
                string name = copy["name"]!.GetValue<string>();
                copy.Remove("name");
                endpoints[name] = copy;
            }

            tree["smtp"] = endpoints;
            return tree;
        }

        private static TenantOptions ToOptions(JsonObject tree)
        {
            var list = new JsonArray();
            foreach ((string name, JsonNode? endpoint) in tree["smtp"]!.AsObject())
            {
                if (endpoint != null)
                {
                    JsonObject copy = endpoint.DeepClone().AsObject();
                    copy["name"] = name;
                    list.Add(copy);
                }
            }

            tree["smtp"] = list;
            try
            {
                return tree.Deserialize<TenantOptions>(Json)!;
            }
            catch (JsonException e)
            {
                throw new ConfigurationException($"{e.Path}: {e.Message}");
            }
        }

        private static JsonObject Parse(string json)
        {
            try
            {
                return JsonNode.Parse(json, documentOptions: Reading) as JsonObject
                    ?? throw new ConfigurationException("The settings must be one JSON object.");
            }
            catch (JsonException e)
            {
                throw new ConfigurationException("The settings are no JSON: " + e.Message);
            }
        }

        private static void Merge(JsonObject target, JsonObject change, string path)
        {
            foreach ((string key, JsonNode? value) in change)
            {
                string here = path.Length == 0 ? key : path + "." + key;
                if (!target.ContainsKey(key))
                {
                    Add(target, key, here);
                }

                if (target[key] is JsonObject inner && value is JsonObject changes)
                {
                    Merge(inner, changes, here);
                }
                else
                {
                    target[key] = value?.DeepClone();
                }
            }
        }

        // A new endpoint begins as a server on the premises; any other new name is a slip of the pen.
        private static void Add(JsonObject target, string key, string path)
        {
            if (path != "smtp." + key)
            {
                throw new ConfigurationException(
                    $"{path}: there is no such setting. Known here: {string.Join(", ", target.Select(p => p.Key))}.");
            }

            SmtpEndpointOptions start = SmtpEndpoints.OnPremises();
            start.StandsFor.Clear();
            JsonObject node = JsonSerializer.SerializeToNode(start, Json)!.AsObject();
            node.Remove("name");
            target[key] = node;
        }

        private static void Set(JsonObject tree, string setting)
        {
            int equals = setting.IndexOf('=');
            if (equals <= 0)
            {
                throw new ConfigurationException($"{setting}: expected PATH=VALUE, such as dns.port=10053.");
            }

            string[] path = setting[..equals].Split('.');
            JsonNode? value = Value(setting[(equals + 1)..]);
            JsonNode? node = tree;
            foreach (string step in path[..^1])
            {
                node = Child(node, step, setting);
            }

            Child(node, path[^1], setting);
            if (node is JsonArray array)
            {
                array[int.Parse(path[^1])] = value;
            }
            else
            {
                node![path[^1]] = value;
            }
        }

        private static JsonNode? Child(JsonNode? node, string step, string setting)
        {
            if (node is JsonObject inner && inner.TryGetPropertyValue(step, out JsonNode? child))
            {
                return child;
            }

            if (node is JsonArray array && int.TryParse(step, out int index) && index >= 0 && index < array.Count)
            {
                return array[index];
            }

            string known = node switch
            {
                JsonObject o => "Known here: " + string.Join(", ", o.Select(p => p.Key)) + ".",
                JsonArray a => $"The list has {a.Count} entries, from 0.",
                _ => "Nothing lies below.",
            };
            throw new ConfigurationException($"{setting}: there is no '{step}'. {known}");
        }

        private static JsonNode? Value(string text)
        {
            try
            {
                return JsonNode.Parse(text);
            }
            catch (JsonException)
            {
                return JsonValue.Create(text);
            }
        }
    }
}

// Declarations only: what the compiler needs to know of this nanoFramework assembly. The code is on the board.
[assembly: System.Reflection.AssemblyVersion("2.2.213.0")]

namespace nanoFramework.Json.Configuration
{
    public static class ConvertersMapping
    {
        public static void Add(System.Type type, nanoFramework.Json.Converters.IConverter converter) => throw null;
        public static void Remove(System.Type type) => throw null;
        public static void Replace(System.Type type, nanoFramework.Json.Converters.IConverter converter) => throw null;
    }

    public static class Settings
    {
        public static nanoFramework.Json.Resolvers.IMemberResolver Resolver { get => throw null; set => throw null; }
        public static bool CaseSensitive { get => throw null; set => throw null; }
        public static bool ThrowExceptionWhenPropertyNotFound { get => throw null; set => throw null; }
    }
}

namespace nanoFramework.Json.Converters
{
    public interface IConverter
    {
        object ToType(object value);
        string ToJson(object value);
    }
}

namespace nanoFramework.Json
{
    public class DeserializationException : System.Exception
    {
        public DeserializationException() { }
    }

    public sealed class JsonArray : nanoFramework.Json.JsonToken
    {
        public int Length { get => throw null; }
        public nanoFramework.Json.JsonToken[] Items { get => throw null; }
        public JsonArray(nanoFramework.Json.JsonToken[] values) { }
    }

    public static class JsonConvert
    {
        public static string SerializeObject(object oSource) => throw null;
        public static object DeserializeObject(string value, System.Type type) => throw null;
        public static object DeserializeObject(string value, System.Type type, nanoFramework.Json.JsonSerializerOptions options) => throw null;
        public static object DeserializeObject(System.IO.Stream stream, System.Type type) => throw null;
        public static object DeserializeObject(System.IO.Stream stream, System.Type type, nanoFramework.Json.JsonSerializerOptions options) => throw null;
        public static object DeserializeObject(System.IO.StreamReader streamReader, System.Type type) => throw null;
        public static object DeserializeObject(System.IO.StreamReader streamReader, System.Type type, nanoFramework.Json.JsonSerializerOptions options) => throw null;
    }

    public sealed class JsonObject : nanoFramework.Json.JsonToken
    {
        public System.Collections.ICollection Members { get => throw null; }
        public JsonObject() { }
        public void Add(string name, nanoFramework.Json.JsonToken value) => throw null;
        public nanoFramework.Json.JsonProperty Get(string name) => throw null;
    }

    public sealed class JsonProperty : nanoFramework.Json.JsonToken
    {
        public string Name { get => throw null; }
        public nanoFramework.Json.JsonToken Value { get => throw null; }
        public JsonProperty(string name, nanoFramework.Json.JsonToken value) { }
    }

    public class JsonSerializer
    {
        public static string SerializeObject(object o, bool topObject = true) => throw null;
        internal JsonSerializer() { }
    }

    public enum JsonSerializerDefaults
    {
        General = 0,
        Web = 1,
    }

    public sealed class JsonSerializerOptions
    {
        public static nanoFramework.Json.JsonSerializerOptions Default { get => throw null; }
        public nanoFramework.Json.Resolvers.IMemberResolver Resolver { get => throw null; set => throw null; }
        public bool PropertyNameCaseInsensitive { get => throw null; set => throw null; }
        public bool ThrowExceptionWhenPropertyNotFound { get => throw null; set => throw null; }
        public JsonSerializerOptions() { }
        public JsonSerializerOptions(nanoFramework.Json.JsonSerializerDefaults defaults) { }
    }

    public abstract class JsonToken
    {
        protected JsonToken() { }
    }

    public sealed class JsonValue : nanoFramework.Json.JsonToken
    {
        public object Value { get => throw null; }
        public JsonValue(object value, bool isDateTime = false) { }
    }

    public class SerializationException : System.Exception
    {
        public SerializationException() { }
    }
}

namespace nanoFramework.Json.Resolvers
{
    public interface IMemberResolver
    {
        nanoFramework.Json.Resolvers.MemberSet Get(string memberName, System.Type objectType, nanoFramework.Json.JsonSerializerOptions options);
    }

    public struct MemberSet
    {
        public nanoFramework.Json.Resolvers.SetValueDelegate SetValue { get => throw null; }
        public System.Type ObjectType { get => throw null; }
        public bool Skip { get => throw null; }
        public MemberSet(nanoFramework.Json.Resolvers.SetValueDelegate setValue, System.Type objectType) => throw null;
        public MemberSet(bool skip) => throw null;
    }

    public delegate void SetValueDelegate(object objectInstance, object valueToSet);
}

using System.IO.Compression;
using Mono.Cecil;

namespace ScanToMail.Tests.CodeRules
{
    /// <summary>
    /// The public API of nanoFramework's libraries (v1 stable, mid-2026): one line a member, "assembly|type::member", in
    /// device-api.txt.gz, read from the assemblies of the packages that packages.config names.
    /// </summary>
    internal static class DeviceApi
    {
        private static readonly HashSet<string> Members = Read();
        private static readonly HashSet<string> Assemblies = Members.Select(key => key.Split('|')[0]).ToHashSet();

        public static int Count => Members.Count;

        /// <summary>What an assembly declares publicly and the device has not got.</summary>
        public static IEnumerable<string> MissingOfDeclared(AssemblyDefinition assembly) =>
            Declared(assembly).Where(key => !Members.Contains(key)).Select(key => "not on the device: " + key);

        /// <summary>What an assembly uses and the device has not got.</summary>
        public static IEnumerable<string> MissingOfUsed(AssemblyDefinition assembly, IReadOnlySet<string> own)
        {
            ModuleDefinition module = assembly.MainModule;
            foreach (AssemblyNameReference reference in module.AssemblyReferences)
            {
                if (!own.Contains(reference.Name) && !Assemblies.Contains(reference.Name))
                {
                    yield return $"{assembly.Name.Name} refers to {reference.Name}, which is none of the device's assemblies";
                }
            }
            foreach (TypeReference type in module.GetTypeReferences())
            {
                string key = $"{ScopeOf(type)}|{NameOf(type)}";
                if (Assemblies.Contains(ScopeOf(type)) && !Members.Contains(key)) yield return "not on the device: " + key;
            }
            foreach (MemberReference member in module.GetMemberReferences())
            {
                if (member.DeclaringType is null or ArrayType) continue;
                string scope = ScopeOf(member.DeclaringType);
                if (!Assemblies.Contains(scope) || own.Contains(scope)) continue;
                string key = member is MethodReference method ? KeyOf(scope, method) : KeyOf(scope, (FieldReference)member);
                if (!Members.Contains(key)) yield return "not on the device: " + key;
            }
        }

        private static HashSet<string> Read()
        {
            using Stream packed = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "CodeRules", "device-api.txt.gz"));
            using var lines = new StreamReader(new GZipStream(packed, CompressionMode.Decompress));
            return lines.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .ToHashSet(StringComparer.Ordinal);
        }

        private static IEnumerable<string> Declared(AssemblyDefinition assembly)
        {
            string scope = assembly.Name.Name;
            foreach (TypeDefinition type in assembly.MainModule.GetTypes().Where(IsVisible))
            {
                yield return $"{scope}|{NameOf(type)}";
                foreach (MethodDefinition method in type.Methods.Where(IsVisible)) yield return KeyOf(scope, method);
                foreach (FieldDefinition field in type.Fields.Where(IsVisible)) yield return KeyOf(scope, field);
            }
        }

        private static bool IsVisible(TypeDefinition type) => type.IsPublic
            || ((type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamilyOrAssembly) && IsVisible(type.DeclaringType));

        private static bool IsVisible(MethodDefinition method) =>
            (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly) && !(method.IsConstructor && method.IsStatic);

        private static bool IsVisible(FieldDefinition field) =>
            (field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly) && field.Name != "value__";

        private static string KeyOf(string scope, MethodReference method) =>
            $"{scope}|{NameOf(method.DeclaringType)}::{method.Name}("
            + $"{string.Join(",", method.Parameters.Select(parameter => NameOf(parameter.ParameterType)))}):{NameOf(method.ReturnType)}";

        private static string KeyOf(string scope, FieldReference field) =>
            $"{scope}|{NameOf(field.DeclaringType)}::{field.Name}:{NameOf(field.FieldType)}";

        private static string ScopeOf(TypeReference type)
        {
            while (type.DeclaringType is not null) type = type.DeclaringType;
            return type.Scope is AssemblyNameReference assembly ? assembly.Name : type.Module.Assembly.Name.Name;
        }

        private static string NameOf(TypeReference type) => type switch
        {
            ByReferenceType reference => NameOf(reference.ElementType) + "&",
            ArrayType array => NameOf(array.ElementType) + "[]",
            PointerType pointer => NameOf(pointer.ElementType) + "*",
            IModifierType modified => NameOf(modified.ElementType),
            _ => type.FullName
        };
    }
}

using Mono.Cecil;
using Mono.Cecil.Cil;

namespace ScanToMail.Tests.CodeRules
{
    /// <summary>Who may know whom (DESIGN.md): the rooms of the library by namespace, the projects by assembly.</summary>
    internal static class Arrows
    {
        /// <summary>Each room and the rooms it may use, beside itself, ByteSink and the HAL's interfaces.</summary>
        public static readonly IReadOnlyDictionary<string, string[]> Rooms = new Dictionary<string, string[]>
        {
            ["ScanToMail"] = [],
            ["ScanToMail.Config"] = [],
            ["ScanToMail.Diagnoses"] = [],
            ["ScanToMail.Diagnoses.French"] = [],
            ["ScanToMail.Smtp"] = [],
            ["ScanToMail.Mime"] = [],
            ["ScanToMail.Documents"] = [],
            ["ScanToMail.ScanLink"] = [],
            ["ScanToMail.SignIn"] = ["Config"],
            ["ScanToMail.Delivery"] = ["Config", "Smtp", "Mime", "Documents", "SignIn", "Diagnoses", "Diagnoses.French"],
            ["ScanToMail.Jobs"] = ["Config", "Delivery", "Smtp", "Mime", "Documents"],
            ["ScanToMail.Panel"] = ["Config", "Jobs", "Delivery"],
            ["ScanToMail.Console"] = ["Config", "Jobs", "Delivery", "Smtp", "SignIn", "Panel"],
            ["ScanToMail.Boot"] = ["Config", "Jobs", "Delivery", "Smtp", "Mime", "Documents", "SignIn", "Panel", "Console", "ScanLink"]
        };

        /// <summary>Every use of a room by a room that may not know it.</summary>
        public static IEnumerable<string> Wrong(AssemblyDefinition assembly, IReadOnlyDictionary<string, string[]> rooms) =>
            from type in assembly.MainModule.GetTypes()
            let room = RoomOf(type)
            from used in Uses(type).Select(RoomOf).Distinct()
            where used.StartsWith("ScanToMail", StringComparison.Ordinal) && used != room && used != "ScanToMail.Hal" && used != "ScanToMail"
            where !rooms.TryGetValue(room, out string[]? allowed) || !allowed.Contains(used["ScanToMail.".Length..])
            select $"{type.FullName} uses {used}";

        private static string RoomOf(TypeReference type)
        {
            while (type.DeclaringType is not null) type = type.DeclaringType;
            return type.Namespace;
        }

        private static IEnumerable<TypeReference> Uses(TypeDefinition type)
        {
            if (type.BaseType is not null) yield return type.BaseType;
            foreach (InterfaceImplementation one in type.Interfaces) yield return one.InterfaceType;
            foreach (FieldDefinition field in type.Fields) yield return field.FieldType.GetElementType();
            foreach (MethodDefinition method in type.Methods)
            {
                yield return method.ReturnType.GetElementType();
                foreach (ParameterDefinition parameter in method.Parameters) yield return parameter.ParameterType.GetElementType();
                if (!method.HasBody) continue;
                foreach (VariableDefinition variable in method.Body.Variables) yield return variable.VariableType.GetElementType();
                foreach (Instruction instruction in method.Body.Instructions)
                {
                    if (instruction.Operand is TypeReference used) yield return used.GetElementType();
                    else if (instruction.Operand is MemberReference { DeclaringType: { } owner }) yield return owner.GetElementType();
                }
            }
        }
    }
}

using System.Text;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace ScanToMail.Tests.CodeRules
{
    /// <summary>
    /// What an assembly takes in the board's own format (.pe, v1), where an offset has 16 bits: a method's code and a
    /// string must each begin within the first 64 KB of their table, or the metadata processor gives up with "Byte code
    /// table overflow" or "String table overflow" and there is nothing to flash.
    /// </summary>
    internal static class DeviceSize
    {
        /// <summary>65,535, less room for a change that is not worth a new assembly.</summary>
        public const int CodeLimitBytes = 65535 - 4096;

        /// <summary>The same, less the 860 numbers that stand for well-known words.</summary>
        public const int StringLimitBytes = 65535 - 860 - 4096;

        /// <summary>Everything of the assembly that is too large for one.</summary>
        public static IEnumerable<string> Wrong(AssemblyDefinition assembly)
        {
            int code = CodeBytes(assembly), strings = StringBytes(assembly);
            if (code > CodeLimitBytes) yield return $"{assembly.Name.Name}: {code} bytes of code, {CodeLimitBytes} fit";
            if (strings > StringLimitBytes) yield return $"{assembly.Name.Name}: {strings} bytes of strings, {StringLimitBytes} fit";
        }

        /// <summary>Bytes of all methods' code: as .NET's, with 2 bytes for a token, a string and a long jump.</summary>
        public static int CodeBytes(AssemblyDefinition assembly) => Methods(assembly).Sum(method =>
            method.Body.Instructions.Sum(Bytes) + (method.Body.HasExceptionHandlers ? 1 + 8 * method.Body.ExceptionHandlers.Count : 0));

        /// <summary>Bytes of all distinct names and texts, each with its 0 at the end.</summary>
        public static int StringBytes(AssemblyDefinition assembly)
        {
            var strings = new HashSet<string>();
            foreach (TypeDefinition type in assembly.MainModule.GetTypes())
            {
                strings.UnionWith([type.Name, type.Namespace]);
                strings.UnionWith(type.Fields.Select(field => field.Name));
                strings.UnionWith(type.Methods.Select(method => method.Name));
            }
            strings.UnionWith(assembly.MainModule.GetTypeReferences().SelectMany(type => new[] { type.Name, type.Namespace }));
            strings.UnionWith(assembly.MainModule.GetMemberReferences().Select(member => member.Name));
            strings.UnionWith(Methods(assembly).SelectMany(method => method.Body.Instructions)
                .Select(instruction => instruction.Operand).OfType<string>());
            return strings.Sum(text => Encoding.UTF8.GetByteCount(text) + 1);
        }

        private static int Bytes(Instruction instruction) => instruction.OpCode.Size + instruction.OpCode.OperandType switch
        {
            OperandType.InlineNone => 0,
            OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar or OperandType.ShortInlineArg => 1,
            OperandType.InlineI or OperandType.ShortInlineR => 4,
            OperandType.InlineI8 or OperandType.InlineR => 8,
            OperandType.InlineSwitch => 1 + 2 * ((Instruction[])instruction.Operand).Length,
            _ => 2
        };

        private static IEnumerable<MethodDefinition> Methods(AssemblyDefinition assembly) =>
            assembly.MainModule.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody);
    }
}

using Mono.Cecil;
using Mono.Cecil.Cil;

namespace ScanToMail.Tests.CodeRules
{
    /// <summary>
    /// What an assembly for the device may not hold, each rule a function from an assembly to what is wrong in it. Most of
    /// it compiles and fails on the board, or does something else there.
    /// </summary>
    internal static class IlRules
    {
        /// <summary>A static initialiser's data is copied into RAM; larger tables belong into flash.</summary>
        private const int StaticDataLimitBytes = 1100;

        private static readonly string[] World =
        [
            "System.DateTime::get_UtcNow", "System.DateTime::get_Now", "System.DateTime::get_Today", "System.Threading.Thread::Sleep",
            "System.Random::", "System.IO.File::", "System.IO.Directory::", "System.IO.FileStream::", "System.Net.",
            "System.Console::", "System.Environment::", "System.Diagnostics.Debug::", "System.Device.", "nanoFramework.Hardware.",
            "nanoFramework.Runtime.Native.", "nanoFramework.Networking."
        ];

        private static readonly string[] StringCutters =
            ["Substring", "StartsWith", "EndsWith", "Trim", "ToLower", "ToUpper", "Split", "ToCharArray"];

        /// <summary>Generics of our own or of others: Func, Action of something, collections.</summary>
        public static IEnumerable<string> Generics(AssemblyDefinition assembly)
        {
            foreach (TypeDefinition type in assembly.MainModule.GetTypes())
            {
                if (type.HasGenericParameters) yield return $"{type.FullName}: a generic type";
                foreach (MethodDefinition method in type.Methods.Where(method => method.HasGenericParameters))
                {
                    yield return $"{method.FullName}: a generic method";
                }
                foreach (string text in Signatures(type).Where(signature => signature.type.ContainsGenericParameter
                    || IsGeneric(signature.type)).Select(signature => $"{signature.where}: uses {signature.type.FullName}"))
                {
                    yield return text;
                }
            }
            foreach ((MethodDefinition method, Instruction instruction) in Instructions(assembly))
            {
                bool isGeneric = instruction.Operand switch
                {
                    GenericInstanceMethod => true,
                    MemberReference { DeclaringType: GenericInstanceType } => true,
                    TypeReference type => IsGeneric(type),
                    _ => false
                };
                if (isGeneric) yield return $"{method.FullName}: uses {instruction.Operand}";
            }
        }

        /// <summary>Compiler-made machinery and types that the interpreter has not got.</summary>
        public static IEnumerable<string> Machinery(AssemblyDefinition assembly)
        {
            foreach (TypeDefinition type in assembly.MainModule.GetTypes())
            {
                if (type.Interfaces.Any(one => one.InterfaceType.Name is "IAsyncStateMachine" or "IEnumerator" && type.Name[0] == '<'))
                {
                    yield return $"{type.FullName}: an iterator or async method";
                }
                if (type.IsInterface && type.Methods.Any(method => method.HasBody))
                {
                    yield return $"{type.FullName}: a default interface method";
                }
                if (type.Name == "<PrivateImplementationDetails>")
                {
                    foreach (MethodDefinition method in type.Methods.Where(method => method.Name.StartsWith("Compute", StringComparison.Ordinal)))
                    {
                        yield return $"{type.FullName}: {method.Name}: a switch over strings, which hashes by string[i]";
                    }
                }
                foreach (FieldDefinition field in type.Fields)
                {
                    if (field.FieldType is RequiredModifierType) yield return $"{field.FullName}: volatile";
                    if (field.FieldType is ArrayType { Rank: > 1 }) yield return $"{field.FullName}: a multi-dimensional array";
                }
            }
            foreach (TypeReference type in assembly.MainModule.GetTypeReferences())
            {
                if (type.FullName is "System.Collections.DictionaryEntry" or "System.TypedReference"
                    || type.FullName.StartsWith("System.ValueTuple", StringComparison.Ordinal)
                    || type.FullName.StartsWith("System.Nullable", StringComparison.Ordinal)
                    || type.FullName.StartsWith("System.Span`", StringComparison.Ordinal)
                    || type.FullName.StartsWith("System.ReadOnlySpan", StringComparison.Ordinal))
                {
                    yield return $"{type.FullName} is used";
                }
            }
        }

        /// <summary>Instructions that fail or are too slow on the interpreter.</summary>
        public static IEnumerable<string> BannedInstructions(AssemblyDefinition assembly)
        {
            foreach ((MethodDefinition method, Instruction instruction) in Instructions(assembly))
            {
                if (instruction.OpCode == OpCodes.Localloc) yield return $"{method.FullName}: stackalloc";
                if (instruction.Operand is not MethodReference called) continue;
                if (called.DeclaringType.FullName == "System.String" && called.Name == "get_Chars")
                {
                    yield return $"{method.FullName}: string[i], which is O(n) on the device";
                }
                if (called.DeclaringType is ArrayType { Rank: > 1 }) yield return $"{method.FullName}: a multi-dimensional array";
            }
            foreach (MethodDefinition method in Methods(assembly))
            {
                if (method.Body.Variables.Any(variable => variable.VariableType is PinnedType)) yield return $"{method.FullName}: fixed";
                if (method.Body.Variables.Any(variable => variable.VariableType is ArrayType { Rank: > 1 }))
                {
                    yield return $"{method.FullName}: a multi-dimensional array";
                }
            }
        }

        /// <summary>An enumeration turned into text is its number on the device.</summary>
        public static IEnumerable<string> EnumTexts(AssemblyDefinition assembly)
        {
            foreach ((MethodDefinition method, Instruction instruction) in Instructions(assembly))
            {
                TypeReference? type = instruction.OpCode == OpCodes.Constrained || instruction.OpCode == OpCodes.Box
                    ? instruction.Operand as TypeReference : null;
                if (type is null || !IsEnum(type)) continue;
                bool isText = instruction.Next?.Operand is MethodReference called
                    && (called.Name is "ToString" or "Concat" or "Format" or "Append" || called.DeclaringType.Name.Contains("Interpolated"));
                if (isText || instruction.OpCode == OpCodes.Constrained) yield return $"{method.FullName}: text of the enumeration {type.Name}";
            }
        }

        /// <summary>The world outside the HAL: time, network, files, randomness, the board.</summary>
        public static IEnumerable<string> WorldAccess(AssemblyDefinition assembly) =>
            from pair in Instructions(assembly)
            let called = pair.instruction.Operand as MemberReference
            where called?.DeclaringType is not null
            let name = called.DeclaringType.FullName + "::" + called.Name
            where World.Any(word => name.StartsWith(word, StringComparison.Ordinal))
            select $"{pair.method.FullName}: {name}";

        /// <summary>Every value but CertificateRequired means no verification on the board.</summary>
        public static IEnumerable<string> TlsConstants(AssemblyDefinition assembly)
        {
            foreach ((MethodDefinition method, Instruction instruction) in Instructions(assembly))
            {
                if (instruction.Operand is not MethodReference called) continue;
                for (int i = 0; i < called.Parameters.Count; i++)
                {
                    string type = called.Parameters[i].ParameterType.Name;
                    if (type is not ("SslVerification" or "SslProtocols")) continue;
                    int value = Constant(Argument(instruction, called.Parameters.Count - 1 - i));
                    bool isGood = type == "SslVerification" ? value == 4 : value is 3072 or (3072 | 12288);
                    if (!isGood) yield return $"{method.FullName}: {type} {value} to {called.Name}";
                }
            }
        }

        /// <summary>Static tables: their bytes stay in RAM.</summary>
        public static IEnumerable<string> StaticData(AssemblyDefinition assembly) =>
            from type in assembly.MainModule.GetTypes()
            from field in type.Fields
            where field.InitialValue.Length > StaticDataLimitBytes
            select $"{field.FullName}: {field.InitialValue.Length} bytes of static data";

        /// <summary>
        /// Loops over single bytes in what is pushed through for every byte of a scan: the Write methods of sinks, and
        /// what they call on the way. Those that are allowed have a reason beside them.
        /// </summary>
        public static IEnumerable<string> ByteLoops(AssemblyDefinition assembly, IReadOnlyDictionary<string, string> allowed)
        {
            foreach (MethodDefinition method in BodyPath(assembly))
            {
                string name = $"{method.DeclaringType.Name}.{method.Name}";
                if (!allowed.ContainsKey(name) && HasByteLoop(method)) yield return $"{name}: a loop over single bytes";
            }
        }

        /// <summary>Every method that a byte of the scan passes: Write and WriteAscii of sinks and what they call.</summary>
        public static IReadOnlyCollection<MethodDefinition> BodyPath(AssemblyDefinition assembly)
        {
            var path = new HashSet<MethodDefinition>();
            var open = new Stack<MethodDefinition>(assembly.MainModule.GetTypes().Where(IsSink)
                .SelectMany(type => type.Methods).Where(method => method.Name is "Write" or "WriteAscii" && method.HasBody));
            while (open.TryPop(out MethodDefinition? method))
            {
                if (!path.Add(method)) continue;
                foreach (Instruction instruction in method.Body.Instructions)
                {
                    if (instruction.Operand is MethodReference called && called.ResolveWithin(assembly) is { HasBody: true } target) open.Push(target);
                }
            }
            return path;
        }

        /// <summary>
        /// Calls of sinks which cut or change a string: the device first makes a char[] of all of it, which for a chunk of
        /// base64 is 11 KB.
        /// </summary>
        public static IEnumerable<string> BodyTexts(AssemblyDefinition assembly) =>
            from method in assembly.MainModule.GetTypes().Where(IsSink).SelectMany(type => type.Methods).Where(method => method.HasBody)
            from instruction in method.Body.Instructions
            let called = instruction.Operand as MethodReference
            where called?.DeclaringType.FullName == "System.String" && StringCutters.Any(word => called.Name.StartsWith(word, StringComparison.Ordinal))
            select $"{method.DeclaringType.Name}.{method.Name}: string.{called.Name}";

        private static bool IsSink(TypeDefinition type)
        {
            for (TypeReference? at = type; at is not null; at = (at as TypeDefinition)?.BaseType)
            {
                if (at.Name == "ByteSink") return true;
            }
            return false;
        }

        private static bool HasByteLoop(MethodDefinition method)
        {
            foreach (Instruction instruction in method.Body.Instructions)
            {
                bool isBack = instruction.Operand is Instruction target && target.Offset < instruction.Offset;
                if (!isBack) continue;
                int from = ((Instruction)instruction.Operand).Offset;
                bool touchesBytes = method.Body.Instructions.Any(one => one.Offset >= from && one.Offset <= instruction.Offset
                    && (one.OpCode == OpCodes.Ldelem_U1 || one.OpCode == OpCodes.Stelem_I1 || one.OpCode == OpCodes.Ldelem_I1
                        || one.OpCode == OpCodes.Ldelem_U2));
                if (touchesBytes) return true;
            }
            return false;
        }

        private static Instruction? Argument(Instruction call, int fromLast)
        {
            Instruction? at = call.Previous;
            for (int i = 0; i < fromLast && at is not null; i++) at = at.Previous;
            return at;
        }

        private static int Constant(Instruction? instruction)
        {
            if (instruction is null) return -1;
            if (instruction.OpCode == OpCodes.Ldc_I4) return (int)instruction.Operand;
            if (instruction.OpCode == OpCodes.Ldc_I4_S) return (sbyte)instruction.Operand;
            int small = instruction.OpCode.Code - Code.Ldc_I4_0;
            return small is >= 0 and <= 8 ? small : -1;
        }

        private static bool IsEnum(TypeReference type) =>
            type is TypeDefinition { IsEnum: true } || type.ResolveIfPossible() is { IsEnum: true };

        private static bool IsGeneric(TypeReference type) => type is GenericInstanceType
            || (type is TypeSpecification specification && IsGeneric(specification.ElementType));

        private static IEnumerable<(string where, TypeReference type)> Signatures(TypeDefinition type)
        {
            foreach (FieldDefinition field in type.Fields) yield return (field.FullName, field.FieldType);
            foreach (MethodDefinition method in type.Methods)
            {
                yield return (method.FullName, method.ReturnType);
                foreach (ParameterDefinition parameter in method.Parameters) yield return (method.FullName, parameter.ParameterType);
                if (!method.HasBody) continue;
                foreach (VariableDefinition variable in method.Body.Variables) yield return (method.FullName, variable.VariableType);
            }
        }

        private static IEnumerable<MethodDefinition> Methods(AssemblyDefinition assembly) =>
            assembly.MainModule.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody);

        private static IEnumerable<(MethodDefinition method, Instruction instruction)> Instructions(AssemblyDefinition assembly) =>
            Methods(assembly).SelectMany(method => method.Body.Instructions.Select(instruction => (method, instruction)));

        private static MethodDefinition? ResolveWithin(this MethodReference method, AssemblyDefinition assembly) =>
            method as MethodDefinition ?? (method.DeclaringType.Scope == assembly.MainModule ? method.Resolve() : null);

        private static TypeDefinition? ResolveIfPossible(this TypeReference type)
        {
            try
            {
                return type.Resolve();
            }
            catch (AssemblyResolutionException)
            {
                return null;
            }
        }
    }
}

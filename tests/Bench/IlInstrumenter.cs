using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace ScanToMail.Tests.Bench
{
    /// <summary>
    /// Rewrites an assembly so that it counts, as the interpreter would execute it: every basic block adds its number of
    /// instructions, every call into a library the instructions that library-il.txt lists for it, every allocation its
    /// bytes on the device (an object 12 and 12 a field, byte[n] n + 20, other arrays 24 + 12 n, a string 12 and its
    /// characters).
    /// </summary>
    internal static class IlInstrumenter
    {
        public const string MeterName = "ScanToMail.IlMeter";

        public static void Rewrite(string path)
        {
            Dictionary<string, int> library = ReadLibrary();
            byte[] original = File.ReadAllBytes(path);
            using var assembly = AssemblyDefinition.ReadAssembly(new MemoryStream(original));
            ModuleDefinition module = assembly.MainModule;
            Meter meter = Meter.AddTo(module);
            foreach (TypeDefinition type in module.GetTypes().Where(type => type != meter.Type).ToArray())
            {
                foreach (MethodDefinition method in type.Methods.Where(method => method.HasBody)) Rewrite(method, meter, library);
            }
            assembly.Write(path);
        }

        private static void Rewrite(MethodDefinition method, Meter meter, Dictionary<string, int> library)
        {
            method.Body.SimplifyMacros();
            Instruction[] original = method.Body.Instructions.ToArray();
            HashSet<Instruction> leaders = Leaders(method.Body, original);
            ILProcessor il = method.Body.GetILProcessor();
            for (int i = 0; i < original.Length; i++)
            {
                if (leaders.Contains(original[i])) CountBlock(il, original, i, leaders, meter, library);
                CountAllocation(il, original[i], meter);
            }
            method.Body.OptimizeMacros();
        }

        private static HashSet<Instruction> Leaders(MethodBody body, Instruction[] all)
        {
            var leaders = new HashSet<Instruction> { all[0] };
            foreach (Instruction instruction in all)
            {
                if (instruction.Operand is Instruction target) leaders.Add(target);
                if (instruction.Operand is Instruction[] targets) leaders.UnionWith(targets);
                bool ends = instruction.OpCode.FlowControl is FlowControl.Branch or FlowControl.Cond_Branch
                    or FlowControl.Return or FlowControl.Throw;
                if (ends && instruction.Next is not null) leaders.Add(instruction.Next);
            }
            foreach (ExceptionHandler handler in body.ExceptionHandlers)
            {
                leaders.Add(handler.TryStart);
                leaders.Add(handler.HandlerStart);
                if (handler.FilterStart is not null) leaders.Add(handler.FilterStart);
            }
            return leaders;
        }

        /// <summary>The count goes in place of the leader, so that jumps to it pass through the count.</summary>
        private static void CountBlock(ILProcessor il, Instruction[] all, int from, HashSet<Instruction> leaders, Meter meter,
            Dictionary<string, int> library)
        {
            long cost = 0;
            for (int i = from; i < all.Length && (i == from || !leaders.Contains(all[i])); i++) cost += CostOf(all[i], library);
            Instruction leader = all[from];
            Instruction copy = il.Create(OpCodes.Nop);
            copy.OpCode = leader.OpCode;
            copy.Operand = leader.Operand;
            leader.OpCode = OpCodes.Ldc_I8;
            leader.Operand = cost;
            Instruction call = il.Create(OpCodes.Call, meter.AddIl);
            il.InsertAfter(leader, call);
            il.InsertAfter(call, copy);
            all[from] = copy;
        }

        private static int CostOf(Instruction instruction, Dictionary<string, int> library)
        {
            if (instruction.OpCode == OpCodes.Nop) return 0;
            if (instruction.Operand is not MethodReference called || called.DeclaringType.Scope is ModuleDefinition) return 1;
            return 1 + library.GetValueOrDefault($"{called.DeclaringType.FullName}.{called.Name}/{called.Parameters.Count}");
        }

        private static void CountAllocation(ILProcessor il, Instruction instruction, Meter meter)
        {
            if (instruction.OpCode == OpCodes.Newarr)
            {
                bool isBytes = ((TypeReference)instruction.Operand).MetadataType == MetadataType.Byte;
                il.InsertBefore(instruction, il.Create(OpCodes.Dup));
                il.InsertBefore(instruction, il.Create(OpCodes.Call, isBytes ? meter.AddByteArray : meter.AddArray));
                return;
            }
            if (instruction.Operand is not MethodReference called) return;
            if (instruction.OpCode == OpCodes.Newobj)
            {
                int fields = called.DeclaringType is TypeDefinition type ? type.Fields.Count(field => !field.IsStatic) : 2;
                Instruction bytes = il.Create(OpCodes.Ldc_I8, 12L + 12 * fields);
                il.InsertAfter(instruction, bytes);
                il.InsertAfter(bytes, il.Create(OpCodes.Call, meter.AddBytes));
            }
            else if (called.DeclaringType.Scope is not ModuleDefinition)
            {
                CountResult(il, instruction, called, meter);
            }
        }

        /// <summary>A library's string or byte array is new, as far as these libraries go.</summary>
        private static void CountResult(ILProcessor il, Instruction instruction, MethodReference called, Meter meter)
        {
            MethodReference? counter = called.ReturnType.FullName switch
            {
                "System.String" => meter.AddString,
                "System.Byte[]" => meter.AddBytesOf,
                _ => null
            };
            if (counter is null) return;
            Instruction copy = il.Create(OpCodes.Dup);
            il.InsertAfter(instruction, copy);
            il.InsertAfter(copy, il.Create(OpCodes.Call, counter));
        }

        /// <summary>Lines of "Type.Method/parameters cost", from the facts about the device's libraries.</summary>
        private static Dictionary<string, int> ReadLibrary() =>
            File.ReadLines(Path.Combine(AppContext.BaseDirectory, "library-il.txt"))
                .Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(' '))
                .ToDictionary(words => words[0], words => int.Parse(words[1]));

        /// <summary>The counters, written into the assembly itself.</summary>
        private sealed record Meter(TypeDefinition Type, MethodReference AddIl, MethodReference AddBytes,
            MethodReference AddByteArray, MethodReference AddArray, MethodReference AddString, MethodReference AddBytesOf)
        {
            public static Meter AddTo(ModuleDefinition module)
            {
                TypeSystem types = module.TypeSystem;
                var type = new TypeDefinition("ScanToMail", "IlMeter",
                    TypeAttributes.Public | TypeAttributes.Class | TypeAttributes.Abstract | TypeAttributes.Sealed, types.Object);
                module.Types.Add(type);
                FieldDefinition il = Field(type, "Il", types.Int64), bytes = Field(type, "AllocatedBytes", types.Int64);
                var length = new MethodReference("get_Length", types.Int32, types.String) { HasThis = true };
                return new Meter(type,
                    Adder(type, types, "AddIl", types.Int64, il, 0, 1, null),
                    Adder(type, types, "AddBytes", types.Int64, bytes, 0, 1, null),
                    Adder(type, types, "AddByteArray", types.Int32, bytes, 20, 1, null),
                    Adder(type, types, "AddArray", types.Int32, bytes, 24, 12, null),
                    Adder(type, types, "AddString", types.String, bytes, 13, 1, length),
                    Adder(type, types, "AddBytesOf", new ArrayType(types.Byte), bytes, 20, 1, null));
            }

            private static FieldDefinition Field(TypeDefinition type, string name, TypeReference of)
            {
                var field = new FieldDefinition(name, FieldAttributes.Public | FieldAttributes.Static, of);
                type.Fields.Add(field);
                return field;
            }

            /// <summary>static void Name(T value) { counter += fixedPart + factor * (long)value; }</summary>
            private static MethodDefinition Adder(TypeDefinition type, TypeSystem types, string name, TypeReference of,
                FieldDefinition counter, int fixedPart, int factor, MethodReference? length)
            {
                var method = new MethodDefinition(name, MethodAttributes.Public | MethodAttributes.Static, types.Void);
                method.Parameters.Add(new ParameterDefinition(of));
                ILProcessor il = method.Body.GetILProcessor();
                Instruction end = il.Create(OpCodes.Ret);
                if (!of.IsValueType)
                {
                    il.Emit(OpCodes.Ldarg_0);
                    il.Emit(OpCodes.Brfalse, end);
                }
                il.Emit(OpCodes.Ldsfld, counter);
                il.Emit(OpCodes.Ldarg_0);
                if (length is not null) il.Emit(OpCodes.Callvirt, length);
                else if (of.IsArray) il.Emit(OpCodes.Ldlen);
                il.Emit(OpCodes.Conv_I8);
                il.Emit(OpCodes.Ldc_I8, (long)factor);
                il.Emit(OpCodes.Mul);
                il.Emit(OpCodes.Add);
                il.Emit(OpCodes.Ldc_I8, (long)fixedPart);
                il.Emit(OpCodes.Add);
                il.Emit(OpCodes.Stsfld, counter);
                il.Append(end);
                type.Methods.Add(method);
                return method;
            }
        }
    }
}

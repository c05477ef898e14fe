using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;
using Xunit;

namespace ScanToMail.Tests.Bench.Tests
{
    /// <summary>What a payload byte costs on the interpreter, counted in the firmware's own assembly.</summary>
    public class BodyPathTests
    {
        private const double DataIlLimit = 0.25;
        private const double BinaryIlLimit = 0.05;

        [Fact]
        public void APayloadByteCostsNoMoreInstructionsAndMemoryThanItMay()
        {
            IlFigures[] figures = IlRun.Measure();
            IlFigures data = At4Kb(figures, IlRun.Data), binary = At4Kb(figures, IlRun.Binary);
            Assert.InRange(data.IlPerByte, 0.01, DataIlLimit);
            Assert.InRange(binary.IlPerByte, 0.01, BinaryIlLimit);
            Assert.InRange(data.AllocatedPerByte, 1.0, 3.0);
            Assert.InRange(binary.AllocatedPerByte, 0.0, 0.01);
        }

        [Theory]
        [InlineData("ScanToMail.Smtp.SmtpWire", IlRun.Data)]
        [InlineData("ScanToMail.Smtp.SmtpWire", IlRun.Binary)]
        [InlineData("ScanToMail.Mime.Base64Sink", IlRun.Data)]
        [InlineData("ScanToMail.Smtp.ChunkSink", IlRun.Binary)]
        public void AManagedLoopOverTheBytesAnywhereInThePathIsNoticed(string type, string way)
        {
            IlFigures[] figures = IlRun.Measure(path => AddLoop(path, type));
            Assert.True(At4Kb(figures, way).IlPerByte > 1, $"a loop in {type}.Write costs {At4Kb(figures, way).IlPerByte} IL a byte");
        }

        private static IlFigures At4Kb(IlFigures[] figures, string way) =>
            figures.Single(one => one.Way == way && one.StripBytes == 4096);

        /// <summary>Puts "for (int i = 0; i &lt; count; i++) { }" at the start of the stage's Write or WriteAscii.</summary>
        private static void AddLoop(string path, string typeName)
        {
            byte[] original = File.ReadAllBytes(path);
            using var assembly = AssemblyDefinition.ReadAssembly(new MemoryStream(original));
            TypeDefinition type = assembly.MainModule.GetType(typeName);
            foreach (MethodDefinition method in type.Methods.Where(one => one.Name is "Write" or "WriteAscii")) AddLoop(method);
            assembly.Write(path);
        }

        private static void AddLoop(MethodDefinition method)
        {
            TypeSystem types = method.Module.TypeSystem;
            method.Body.SimplifyMacros();
            var i = new VariableDefinition(types.Int32);
            method.Body.Variables.Add(i);
            method.Body.InitLocals = true;
            ILProcessor il = method.Body.GetILProcessor();
            Instruction first = method.Body.Instructions[0], check = il.Create(OpCodes.Ldloc, i), body = il.Create(OpCodes.Ldloc, i);
            var length = new MethodReference("get_Length", types.Int32, types.String) { HasThis = true };
            bool isText = method.Parameters.Count == 1;
            Instruction[] added =
            [
                il.Create(OpCodes.Ldc_I4, 0), il.Create(OpCodes.Stloc, i), il.Create(OpCodes.Br, check),
                body, il.Create(OpCodes.Ldc_I4, 1), il.Create(OpCodes.Add), il.Create(OpCodes.Stloc, i),
                check, il.Create(OpCodes.Ldarg, method.Parameters[^1]),
                isText ? il.Create(OpCodes.Callvirt, length) : il.Create(OpCodes.Nop), il.Create(OpCodes.Blt, body)
            ];
            foreach (Instruction instruction in added) il.InsertBefore(first, instruction);
            method.Body.OptimizeMacros();
        }
    }
}

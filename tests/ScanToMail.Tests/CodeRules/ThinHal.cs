using Mono.Cecil;
using Mono.Cecil.Cil;

namespace ScanToMail.Tests.CodeRules
{
    /// <summary>
    /// What no PC can run must be too thin to be wrong in: the methods of the board's HAL have few branches and few
    /// instructions.
    /// </summary>
    internal static class ThinHal
    {
        public const int BranchLimit = 4;
        public const int InstructionLimit = 120;

        /// <summary>Methods with more than that.</summary>
        public static IEnumerable<string> Wrong(AssemblyDefinition assembly)
        {
            foreach (MethodDefinition method in assembly.MainModule.GetTypes().SelectMany(type => type.Methods))
            {
                if (!method.HasBody) continue;
                int branches = method.Body.Instructions.Sum(Branches);
                if (branches > BranchLimit) yield return $"{method.FullName}: {branches} branches";
                int instructions = method.IsConstructor ? 0 : method.Body.Instructions.Count;
                if (instructions > InstructionLimit) yield return $"{method.FullName}: {instructions} instructions";
            }
        }

        private static int Branches(Instruction instruction) => instruction.OpCode.FlowControl != FlowControl.Cond_Branch
            ? 0 : instruction.Operand is Instruction[] targets ? targets.Length : 1;
    }
}

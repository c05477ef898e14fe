// Declarations only: what the compiler needs to know of this nanoFramework assembly. The code is on the board.
[assembly: System.Reflection.AssemblyVersion("1.7.11.0")]

namespace System
{
    public static class Environment
    {
        public static long TickCount64 { get => throw null; }
    }
}

namespace nanoFramework.Runtime.Native
{
    public class ConstraintException : System.Exception
    {
        public ConstraintException() { }
    }

    public static class ExecutionConstraint
    {
        public static void Install(int timeoutMilliseconds, int priority) => throw null;
    }

    public static class GC
    {
        public static uint Run(bool compactHeap) => throw null;
        public static void EnableGCMessages(bool enable) => throw null;
    }

    public class Power
    {
        public event nanoFramework.Runtime.Native.RebootEventHandler OnRebootEvent { add { } remove { } }
        public Power() { }
        public static void RebootDevice(nanoFramework.Runtime.Native.RebootOption rebootOption = (nanoFramework.Runtime.Native.RebootOption)0) => throw null;
        public static void RebootDevice(int exeConstraintTimeout, nanoFramework.Runtime.Native.RebootOption rebootOption = (nanoFramework.Runtime.Native.RebootOption)0) => throw null;
    }

    public delegate void RebootEventHandler();

    public enum RebootOption
    {
        NormalReboot = 0,
        EnterNanoBooter = 1,
        ClrOnly = 2,
        EnterProprietaryBooter = 8,
    }

    public static class Rtc
    {
        public static bool SetSystemTime(System.DateTime time) => throw null;
    }

    public static class SystemInfo
    {
        public static System.Version Version { get => throw null; }
        public static string OEMString { get => throw null; }
        public static byte OEM { get => throw null; }
        public static byte Model { get => throw null; }
        public static ushort SKU { get => throw null; }
        public static string TargetName { get => throw null; }
        public static string Platform { get => throw null; }
        public static nanoFramework.Runtime.Native.SystemInfo.FloatingPoint FloatingPointSupport { get => throw null; }
        public enum FloatingPoint
        {
            None = 0,
            SinglePrecisionSoftware = 1,
            SinglePrecisionHardware = 2,
            DoublePrecisionSoftware = 3,
            DoublePrecisionHardware = 4,
        }
    }
}

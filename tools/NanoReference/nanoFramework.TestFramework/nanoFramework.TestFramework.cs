// Declarations only: what the tests in tests/OnDevice use of this nanoFramework assembly. The code is on the board.
[assembly: System.Reflection.AssemblyVersion("3.0.80.0")]

namespace nanoFramework.TestFramework
{
    public class TestClassAttribute : System.Attribute
    {
    }

    public class TestMethodAttribute : System.Attribute
    {
    }

    public class SetupAttribute : System.Attribute
    {
    }

    public class CleanupAttribute : System.Attribute
    {
    }

    public sealed class Assert
    {
        public static void AreEqual(bool expected, bool actual, string message = "") => throw null;
        public static void AreEqual(int expected, int actual, string message = "") => throw null;
        public static void AreEqual(long expected, long actual, string message = "") => throw null;
        public static void AreEqual(string expected, string actual, string message = "") => throw null;
        public static void IsTrue(bool condition, string message = "") => throw null;
        public static void IsFalse(bool condition, string message = "") => throw null;
        public static void IsNull(object value, string message = "") => throw null;
        public static void IsNotNull(object value, string message = "") => throw null;
        public static void ThrowsException(System.Type exception, System.Action action, string message = "") => throw null;
        public static void SkipTest(string message = null) => throw null;
    }

    public static class OutputHelper
    {
        public static void WriteLine(string message) => throw null;
    }
}

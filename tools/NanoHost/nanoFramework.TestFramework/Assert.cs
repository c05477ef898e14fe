namespace nanoFramework.TestFramework
{
    /// <summary>A class of tests.</summary>
    public class TestClassAttribute : Attribute;

    /// <summary>A test.</summary>
    public class TestMethodAttribute : Attribute;

    /// <summary>Runs before a class's tests.</summary>
    public class SetupAttribute : Attribute;

    /// <summary>Runs after a class's tests.</summary>
    public class CleanupAttribute : Attribute;

    /// <summary>A test has failed.</summary>
    public class AssertFailedException(string message) : Exception(message);

    /// <summary>The assertions that tests/OnDevice uses.</summary>
    public sealed class Assert
    {
        /// <summary>Both are the same.</summary>
        public static void AreEqual(bool expected, bool actual, string message = "") => Check(expected == actual, expected, actual, message);

        /// <summary>Both are the same.</summary>
        public static void AreEqual(int expected, int actual, string message = "") => Check(expected == actual, expected, actual, message);

        /// <summary>Both are the same.</summary>
        public static void AreEqual(long expected, long actual, string message = "") => Check(expected == actual, expected, actual, message);

        /// <summary>Both are the same, character by character.</summary>
        public static void AreEqual(string expected, string actual, string message = "") =>
            Check(string.Equals(expected, actual, StringComparison.Ordinal), expected, actual, message);

        /// <summary>It holds.</summary>
        public static void IsTrue(bool condition, string message = "") => Check(condition, true, condition, message);

        /// <summary>It does not hold.</summary>
        public static void IsFalse(bool condition, string message = "") => Check(!condition, false, condition, message);

        /// <summary>There is none.</summary>
        public static void IsNull(object? value, string message = "") => Check(value is null, null, value, message);

        /// <summary>There is one.</summary>
        public static void IsNotNull(object? value, string message = "") => Check(value is not null, "anything", value, message);

        /// <summary>The action throws just this type.</summary>
        public static void ThrowsException(Type exception, Action action, string message = "")
        {
            Type? thrown = null;
            try
            {
                action();
            }
            catch (Exception error)
            {
                thrown = error.GetType();
            }
            Check(thrown == exception, exception, thrown, message);
        }

        private static void Check(bool isGood, object? expected, object? actual, string message)
        {
            if (!isGood) throw new AssertFailedException($"expected {expected}, got {actual}. {message}");
        }
    }

    /// <summary>Where tests write to.</summary>
    public static class OutputHelper
    {
        /// <summary>Writes a line.</summary>
        public static void WriteLine(string message) => Console.WriteLine(message);
    }
}

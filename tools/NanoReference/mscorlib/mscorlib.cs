// Declarations only: what the compiler needs to know of this nanoFramework assembly. The code is on the board.
[assembly: System.Reflection.AssemblyVersion("1.17.11.0")]

namespace System
{
    public delegate void Action();

    public class AppDomainUnloadedException : System.SystemException
    {
        public AppDomainUnloadedException() { }
        public AppDomainUnloadedException(string message) { }
        public AppDomainUnloadedException(string message, System.Exception innerException) { }
    }

    public class ApplicationException : System.Exception
    {
        public ApplicationException() { }
        public ApplicationException(string message) { }
        public ApplicationException(string message, System.Exception innerException) { }
    }

    public class ArgumentException : System.SystemException
    {
        public override string Message { get => throw null; }
        public virtual string ParamName { get => throw null; }
        public ArgumentException() { }
        public ArgumentException(string message) { }
        public ArgumentException(string message, System.Exception innerException) { }
        public ArgumentException(string message, string paramName) { }
        public ArgumentException(string message, string paramName, System.Exception innerException) { }
        public static void ThrowIfNullOrEmpty(string argument, string paramName = null) => throw null;
    }

    public class ArgumentNullException : System.ArgumentException
    {
        public ArgumentNullException() { }
        public ArgumentNullException(string paramName) { }
        public ArgumentNullException(string message, System.Exception innerException) { }
        public ArgumentNullException(string paramName, string message) { }
        public static void ThrowIfNull(object argument, string paramName = null) => throw null;
    }

    public class ArgumentOutOfRangeException : System.ArgumentException
    {
        public ArgumentOutOfRangeException() { }
        public ArgumentOutOfRangeException(string paramName) { }
        public ArgumentOutOfRangeException(string paramName, string message) { }
    }

    public abstract class Array : System.ICloneable, System.Collections.IList, System.Collections.ICollection, System.Collections.IEnumerable
    {
        int System.Collections.ICollection.Count => throw null;
        object System.Collections.IList.this[int index] { get => throw null; set => throw null; }
        int System.Collections.IList.Add(object value) => throw null;
        void System.Collections.IList.Clear() => throw null;
        bool System.Collections.IList.Contains(object value) => throw null;
        int System.Collections.IList.IndexOf(object value) => throw null;
        void System.Collections.IList.Insert(int index, object value) => throw null;
        void System.Collections.IList.Remove(object value) => throw null;
        void System.Collections.IList.RemoveAt(int index) => throw null;
        public int Length { get => throw null; }
        public object SyncRoot { get => throw null; }
        public bool IsReadOnly { get => throw null; }
        public bool IsFixedSize { get => throw null; }
        public bool IsSynchronized { get => throw null; }
        protected Array() { }
        public static System.Array CreateInstance(System.Type elementType, int length) => throw null;
        public static void Copy(System.Array sourceArray, System.Array destinationArray, int length) => throw null;
        public static void Copy(System.Array sourceArray, int sourceIndex, System.Array destinationArray, int destinationIndex, int length) => throw null;
        public static void Clear(System.Array array, int index, int length) => throw null;
        public object GetValue(int index) => throw null;
        public object Clone() => throw null;
        public static int BinarySearch(System.Array array, object value, System.Collections.IComparer comparer) => throw null;
        public static int BinarySearch(System.Array array, int index, int length, object value, System.Collections.IComparer comparer) => throw null;
        public void CopyTo(System.Array array, int index) => throw null;
        public System.Collections.IEnumerator GetEnumerator() => throw null;
        public static int IndexOf(System.Array array, object value) => throw null;
        public static int IndexOf(System.Array array, object value, int startIndex) => throw null;
        public static int IndexOf(System.Array array, object value, int startIndex, int count) => throw null;
    }

    public delegate void AsyncCallback(System.IAsyncResult ar);

    public abstract class Attribute
    {
        protected Attribute() { }
    }

    public enum AttributeTargets
    {
        Assembly = 1,
        Module = 2,
        Class = 4,
        Struct = 8,
        Enum = 16,
        Constructor = 32,
        Method = 64,
        Property = 128,
        Field = 256,
        Event = 512,
        Interface = 1024,
        Parameter = 2048,
        Delegate = 4096,
        ReturnValue = 8192,
        All = 16383,
    }

    public sealed class AttributeUsageAttribute : System.Attribute
    {
        public System.AttributeTargets ValidOn { get => throw null; }
        public bool AllowMultiple { get => throw null; set => throw null; }
        public bool Inherited { get => throw null; set => throw null; }
        public AttributeUsageAttribute(System.AttributeTargets validOn) { }
    }

    public enum Base64FormattingOptions
    {
        None = 0,
        InsertLineBreaks = 1,
    }

    public static class BitConverter
    {
        public static bool IsLittleEndian { get => throw null; }
        public static long DoubleToInt64Bits(double value) => throw null;
        public static byte[] GetBytes(bool value) => throw null;
        public static byte[] GetBytes(char value) => throw null;
        public static byte[] GetBytes(double value) => throw null;
        public static byte[] GetBytes(float value) => throw null;
        public static byte[] GetBytes(int value) => throw null;
        public static byte[] GetBytes(long value) => throw null;
        public static byte[] GetBytes(short value) => throw null;
        public static byte[] GetBytes(uint value) => throw null;
        public static byte[] GetBytes(ulong value) => throw null;
        public static byte[] GetBytes(ushort value) => throw null;
        public static double Int64BitsToDouble(long value) => throw null;
        public static bool ToBoolean(byte[] value, int startIndex) => throw null;
        public static char ToChar(byte[] value, int startIndex) => throw null;
        public static double ToDouble(byte[] value, int startIndex) => throw null;
        public static short ToInt16(byte[] value, int startIndex) => throw null;
        public static int ToInt32(byte[] value, int startIndex) => throw null;
        public static long ToInt64(byte[] value, int startIndex) => throw null;
        public static float ToSingle(byte[] value, int startIndex) => throw null;
        public static string ToString(byte[] value) => throw null;
        public static string ToString(byte[] value, int startIndex) => throw null;
        public static string ToString(byte[] value, int startIndex, int length) => throw null;
        public static ushort ToUInt16(byte[] value, int startIndex) => throw null;
        public static uint ToUInt32(byte[] value, int startIndex) => throw null;
        public static ulong ToUInt64(byte[] value, int startIndex) => throw null;
    }

    public struct Boolean
    {
        public static readonly string FalseString;
        public static readonly string TrueString;
        public override string ToString() => throw null;
    }

    public struct Byte
    {
        public const byte MaxValue = 255;
        public const byte MinValue = 0;
        public override string ToString() => throw null;
        public string ToString(string format) => throw null;
        public static byte Parse(string s) => throw null;
        public static bool TryParse(string s, out byte result) => throw null;
    }

    public sealed class CLSCompliantAttribute : System.Attribute
    {
        public bool IsCompliant { get => throw null; }
        public CLSCompliantAttribute(bool isCompliant) { }
    }

    public struct Char
    {
        public const char MaxValue = (char)65535;
        public const char MinValue = (char)0;
        public override string ToString() => throw null;
        public char ToLower() => throw null;
        public char ToUpper() => throw null;
    }

    public static class Console
    {
        public static void Write(string value) => throw null;
        public static void WriteLine() => throw null;
        public static void WriteLine(string value) => throw null;
    }

    public static class Convert
    {
        public static bool ToBoolean(byte value) => throw null;
        public static char ToChar(ushort value) => throw null;
        public static sbyte ToSByte(string value, int fromBase = 10) => throw null;
        public static byte ToByte(string value, int fromBase = 10) => throw null;
        public static byte ToByte(bool value) => throw null;
        public static System.DateTime ToDateTime(string value) => throw null;
        public static short ToInt16(string value, int fromBase = 10) => throw null;
        public static ushort ToUInt16(string value, int fromBase = 10) => throw null;
        public static int ToInt32(string value, int fromBase = 10) => throw null;
        public static uint ToUInt32(string value, int fromBase = 10) => throw null;
        public static long ToInt64(string value, int fromBase = 10) => throw null;
        public static ulong ToUInt64(string value, int fromBase = 10) => throw null;
        public static double ToDouble(string value) => throw null;
        public static float ToSingle(string value) => throw null;
        public static string ToBase64String(byte[] inArray) => throw null;
        public static string ToBase64String(byte[] inArray, System.Base64FormattingOptions options) => throw null;
        public static string ToBase64String(byte[] inArray, int offset, int length) => throw null;
        public static string ToBase64String(byte[] inArray, int offset, int length, System.Base64FormattingOptions options) => throw null;
        public static byte[] FromBase64String(string inString) => throw null;
        public static byte[] FromBase64CharArray(char[] inArray, int offset, int length) => throw null;
    }

    public sealed class DBNull
    {
        public static readonly System.DBNull Value;
        internal DBNull() { }
    }

    public struct DateTime
    {
        public static readonly System.DateTime MinValue;
        public static readonly System.DateTime MaxValue;
        public static readonly System.DateTime UnixEpoch;
        public System.DateTime Date { get => throw null; }
        public int Day { get => throw null; }
        public System.DayOfWeek DayOfWeek { get => throw null; }
        public int DayOfYear { get => throw null; }
        public int Hour { get => throw null; }
        public System.DateTimeKind Kind { get => throw null; }
        public int Millisecond { get => throw null; }
        public int Minute { get => throw null; }
        public int Month { get => throw null; }
        public static System.DateTime UtcNow { get => throw null; }
        public int Second { get => throw null; }
        public long Ticks { get => throw null; }
        public System.TimeSpan TimeOfDay { get => throw null; }
        public static System.DateTime Today { get => throw null; }
        public int Year { get => throw null; }
        public DateTime(long ticks) => throw null;
        public DateTime(long ticks, System.DateTimeKind kind) => throw null;
        public DateTime(int year, int month, int day) => throw null;
        public DateTime(int year, int month, int day, int hour, int minute, int second) => throw null;
        public DateTime(int year, int month, int day, int hour, int minute, int second, int millisecond) => throw null;
        public System.DateTime Add(System.TimeSpan val) => throw null;
        public System.DateTime AddDays(double val) => throw null;
        public System.DateTime AddHours(double val) => throw null;
        public System.DateTime AddMilliseconds(double val) => throw null;
        public System.DateTime AddMinutes(double val) => throw null;
        public System.DateTime AddSeconds(double val) => throw null;
        public System.DateTime AddTicks(long val) => throw null;
        public static int Compare(System.DateTime t1, System.DateTime t2) => throw null;
        public int CompareTo(object val) => throw null;
        public static int DaysInMonth(int year, int month) => throw null;
        public override bool Equals(object obj) => throw null;
        public static bool Equals(System.DateTime t1, System.DateTime t2) => throw null;
        public System.TimeSpan Subtract(System.DateTime val) => throw null;
        public System.DateTime Subtract(System.TimeSpan val) => throw null;
        public override string ToString() => throw null;
        public string ToString(string format) => throw null;
        public static System.DateTime operator +(System.DateTime d, System.TimeSpan t) => throw null;
        public static System.DateTime operator -(System.DateTime d, System.TimeSpan t) => throw null;
        public static System.TimeSpan operator -(System.DateTime d1, System.DateTime d2) => throw null;
        public static bool operator ==(System.DateTime d1, System.DateTime d2) => throw null;
        public static bool operator !=(System.DateTime t1, System.DateTime t2) => throw null;
        public static bool operator <(System.DateTime t1, System.DateTime t2) => throw null;
        public static bool operator <=(System.DateTime t1, System.DateTime t2) => throw null;
        public static bool operator >(System.DateTime t1, System.DateTime t2) => throw null;
        public static bool operator >=(System.DateTime t1, System.DateTime t2) => throw null;
        public static System.DateTime FromUnixTimeSeconds(long seconds) => throw null;
        public long ToUnixTimeSeconds() => throw null;
        public override int GetHashCode() => throw null;
        public static System.DateTime Parse(string s) => throw null;
        public static bool TryParse(string s, out System.DateTime result) => throw null;
    }

    public enum DateTimeKind
    {
        Utc = 1,
        Local = 2,
    }

    public enum DayOfWeek
    {
        Sunday = 0,
        Monday = 1,
        Tuesday = 2,
        Wednesday = 3,
        Thursday = 4,
        Friday = 5,
        Saturday = 6,
    }

    public abstract class Delegate
    {
        public System.Reflection.MethodInfo Method { get => throw null; }
        public object Target { get => throw null; }
        protected Delegate() { }
        public override bool Equals(object obj) => throw null;
        public static System.Delegate Combine(System.Delegate a, System.Delegate b) => throw null;
        public virtual System.Delegate[] GetInvocationList() => throw null;
        public static System.Delegate Remove(System.Delegate source, System.Delegate value) => throw null;
        public static bool operator ==(System.Delegate d1, System.Delegate d2) => throw null;
        public static bool operator !=(System.Delegate d1, System.Delegate d2) => throw null;
    }

    public struct Double
    {
        public const double MinValue = -1.7976931348623157E+308;
        public const double MaxValue = 1.7976931348623157E+308;
        public const double Epsilon = 5E-324;
        public const double NegativeInfinity = -1.0 / 0.0;
        public const double PositiveInfinity = 1.0 / 0.0;
        public const double NaN = 0.0 / 0.0;
        public int CompareTo(double value) => throw null;
        public static bool IsInfinity(double d) => throw null;
        public static bool IsNaN(double d) => throw null;
        public static bool IsNegativeInfinity(double d) => throw null;
        public static bool IsPositiveInfinity(double d) => throw null;
        public static double Parse(string s) => throw null;
        public override string ToString() => throw null;
        public string ToString(string format) => throw null;
        public static bool TryParse(string s, out double result) => throw null;
    }

    public abstract class Enum
    {
        protected Enum() { }
        public bool HasFlag(System.Enum flag) => throw null;
        public override string ToString() => throw null;
    }

    public class EventArgs
    {
        public static readonly System.EventArgs Empty;
        public EventArgs() { }
    }

    public delegate void EventHandler(object sender, System.EventArgs e);

    public class Exception
    {
        public int HResult;
        public virtual string Message { get => throw null; }
        public System.Exception InnerException { get => throw null; }
        public virtual string StackTrace { get => throw null; }
        public Exception() { }
        public Exception(string message) { }
        public Exception(string message, System.Exception innerException) { }
        public override string ToString() => throw null;
    }

    public class FlagsAttribute : System.Attribute
    {
        public FlagsAttribute() { }
    }

    public class FormatException : System.SystemException
    {
        public FormatException() { }
        public FormatException(string message) { }
        public FormatException(string message, System.Exception innerException) { }
    }

    public static class GC
    {
        public static void WaitForPendingFinalizers() => throw null;
        public static void SuppressFinalize(object obj) => throw null;
        public static void ReRegisterForFinalize(object obj) => throw null;
    }

    public struct Guid
    {
        public static readonly System.Guid Empty;
        public Guid(int a, short b, short c, byte d, byte e, byte f, byte g, byte h, byte i, byte j, byte k) => throw null;
        public Guid(uint a, ushort b, ushort c, byte d, byte e, byte f, byte g, byte h, byte i, byte j, byte k) => throw null;
        public Guid(byte[] b) => throw null;
        public Guid(string g) => throw null;
        public int CompareTo(object value) => throw null;
        public byte[] ToByteArray() => throw null;
        public override string ToString() => throw null;
        public override bool Equals(object o) => throw null;
        public override int GetHashCode() => throw null;
        public static System.Guid NewGuid() => throw null;
        public static bool TryParseGuidWithDashes(string input, out System.Guid result) => throw null;
    }

    public interface IAsyncResult
    {
    }

    public interface ICloneable
    {
        object Clone();
    }

    public interface IComparable
    {
        int CompareTo(object obj);
    }

    public interface ICustomFormatter
    {
        string Format(string format, object arg, System.IFormatProvider formatProvider);
    }

    public interface IDisposable
    {
        void Dispose();
    }

    public interface IFormatProvider
    {
        object GetFormat(System.Type formatType);
    }

    public interface IFormattable
    {
        string ToString(string format, System.IFormatProvider formatProvider);
    }

    public class IndexOutOfRangeException : System.SystemException
    {
        public IndexOutOfRangeException() { }
        public IndexOutOfRangeException(string message) { }
        public IndexOutOfRangeException(string message, System.Exception innerException) { }
    }

    public struct Int16
    {
        public const short MaxValue = 32767;
        public const short MinValue = -32768;
        public override string ToString() => throw null;
        public string ToString(string format) => throw null;
        public static short Parse(string s) => throw null;
        public static bool TryParse(string s, out short result) => throw null;
    }

    public struct Int32
    {
        public const int MaxValue = 2147483647;
        public const int MinValue = -2147483648;
        public override string ToString() => throw null;
        public string ToString(string format) => throw null;
        public static int Parse(string s) => throw null;
        public static bool TryParse(string s, out int result) => throw null;
    }

    public struct Int64
    {
        public const long MaxValue = 9223372036854775807;
        public const long MinValue = -9223372036854775808;
        public override string ToString() => throw null;
        public string ToString(string format) => throw null;
        public static long Parse(string s) => throw null;
        public static bool TryParse(string s, out long result) => throw null;
    }

    public struct IntPtr
    {
    }

    public class InvalidCastException : System.SystemException
    {
        public InvalidCastException() { }
        public InvalidCastException(string message) { }
        public InvalidCastException(string message, System.Exception innerException) { }
    }

    public class InvalidOperationException : System.SystemException
    {
        public InvalidOperationException() { }
        public InvalidOperationException(string message) { }
        public InvalidOperationException(string message, System.Exception innerException) { }
    }

    public sealed class MTAThreadAttribute : System.Attribute
    {
        public MTAThreadAttribute() { }
    }

    public abstract class MarshalByRefObject
    {
        protected MarshalByRefObject() { }
    }

    public abstract class MulticastDelegate : System.Delegate
    {
        protected MulticastDelegate() { }
        public static bool operator ==(System.MulticastDelegate d1, System.MulticastDelegate d2) => throw null;
        public static bool operator !=(System.MulticastDelegate d1, System.MulticastDelegate d2) => throw null;
        public override bool Equals(object obj) => throw null;
    }

    public sealed class NonSerializedAttribute : System.Attribute
    {
        public NonSerializedAttribute() { }
    }

    public class NotImplementedException : System.SystemException
    {
        public NotImplementedException() { }
        public NotImplementedException(string message) { }
        public NotImplementedException(string message, System.Exception innerException) { }
    }

    public class NotSupportedException : System.SystemException
    {
        public NotSupportedException() { }
        public NotSupportedException(string message) { }
        public NotSupportedException(string message, System.Exception innerException) { }
    }

    public class NullReferenceException : System.SystemException
    {
        public NullReferenceException() { }
        public NullReferenceException(string message) { }
        public NullReferenceException(string message, System.Exception innerException) { }
    }

    public class Object
    {
        public Object() { }
        public virtual string ToString() => throw null;
        public virtual bool Equals(object obj) => throw null;
        public static bool Equals(object objA, object objB) => throw null;
        public static bool ReferenceEquals(object objA, object objB) => throw null;
        public virtual int GetHashCode() => throw null;
        public System.Type GetType() => throw null;
        protected object MemberwiseClone() => throw null;
    }

    public class ObjectDisposedException : System.SystemException
    {
        public ObjectDisposedException() { }
        public ObjectDisposedException(string message) { }
        public ObjectDisposedException(string message, System.Exception innerException) { }
    }

    public sealed class ObsoleteAttribute : System.Attribute
    {
        public string Message { get => throw null; }
        public bool IsError { get => throw null; }
        public ObsoleteAttribute() { }
        public ObsoleteAttribute(string message) { }
        public ObsoleteAttribute(string message, bool error) { }
    }

    public class OutOfMemoryException : System.SystemException
    {
        public OutOfMemoryException() { }
        public OutOfMemoryException(string message) { }
        public OutOfMemoryException(string message, System.Exception innerException) { }
    }

    public sealed class ParamArrayAttribute : System.Attribute
    {
        public ParamArrayAttribute() { }
    }

    public class PlatformNotSupportedException : System.NotSupportedException
    {
        public PlatformNotSupportedException() { }
    }

    public class Random
    {
        public Random() { }
        public Random(int seed) { }
        public virtual int Next() => throw null;
        public virtual int Next(int maxValue) => throw null;
        public virtual double NextDouble() => throw null;
        public virtual void NextBytes(byte[] buffer) => throw null;
    }

    public struct RuntimeArgumentHandle
    {
    }

    public struct RuntimeFieldHandle
    {
    }

    public struct RuntimeMethodHandle
    {
    }

    public struct RuntimeTypeHandle
    {
    }

    public struct SByte
    {
        public const sbyte MaxValue = 127;
        public const sbyte MinValue = -128;
        public override string ToString() => throw null;
        public string ToString(string format) => throw null;
        public static sbyte Parse(string s) => throw null;
        public static bool TryParse(string s, out sbyte result) => throw null;
    }

    public sealed class STAThreadAttribute : System.Attribute
    {
        public STAThreadAttribute() { }
    }

    public sealed class SerializableAttribute : System.Attribute
    {
        public SerializableAttribute() { }
    }

    public struct Single
    {
        public const float MinValue = -3.4028235E+38F;
        public const float Epsilon = 1E-45F;
        public const float MaxValue = 3.4028235E+38F;
        public const float NegativeInfinity = -1.0f / 0.0f;
        public const float PositiveInfinity = 1.0f / 0.0f;
        public const float NaN = 0.0f / 0.0f;
        public static bool IsInfinity(float f) => throw null;
        public static bool IsNaN(float f) => throw null;
        public static bool IsNegativeInfinity(float f) => throw null;
        public static bool IsPositiveInfinity(float f) => throw null;
        public int CompareTo(float value) => throw null;
        public static float Parse(string s) => throw null;
        public override string ToString() => throw null;
        public string ToString(string format) => throw null;
        public static bool TryParse(string s, out float result) => throw null;
    }

    public struct SpanByte
    {
        public byte this[int index] { get => throw null; set => throw null; }
        public static System.SpanByte Empty { get => throw null; }
        public int Length { get => throw null; }
        public bool IsEmpty { get => throw null; }
        public SpanByte(byte[] array) => throw null;
        public SpanByte(byte[] array, int start, int length) => throw null;
        public void CopyTo(System.SpanByte destination) => throw null;
        public System.SpanByte Slice(int start) => throw null;
        public System.SpanByte Slice(int start, int length) => throw null;
        public byte[] ToArray() => throw null;
        public static implicit operator System.SpanByte(byte[] array) => throw null;
    }

    public sealed class String : System.IComparable, System.Collections.IEnumerable
    {
        public static readonly string Empty;
        [System.Runtime.CompilerServices.IndexerName("Chars")]
        public char this[int index] { get => throw null; }
        public int Length { get => throw null; }
        public String(char[] value, int startIndex, int length) { }
        public String(char[] value) { }
        public String(char c, int count) { }
        public System.Collections.IEnumerator GetEnumerator() => throw null;
        public override bool Equals(object obj) => throw null;
        public static bool Equals(string a, string b) => throw null;
        public static bool operator ==(string a, string b) => throw null;
        public static bool operator !=(string a, string b) => throw null;
        public char[] ToCharArray() => throw null;
        public char[] ToCharArray(int startIndex, int length) => throw null;
        public string[] Split(params char[] separator) => throw null;
        public string[] Split(char[] separator, int count) => throw null;
        public string Substring(int startIndex) => throw null;
        public string Substring(int startIndex, int length) => throw null;
        public string Trim(params char[] trimChars) => throw null;
        public string TrimStart(params char[] trimChars) => throw null;
        public string TrimEnd(params char[] trimChars) => throw null;
        public static int Compare(string strA, string strB) => throw null;
        public int CompareTo(object value) => throw null;
        public int CompareTo(string strB) => throw null;
        public int IndexOf(char value) => throw null;
        public int IndexOf(char value, int startIndex) => throw null;
        public int IndexOf(char value, int startIndex, int count) => throw null;
        public int IndexOfAny(char[] anyOf) => throw null;
        public int IndexOfAny(char[] anyOf, int startIndex) => throw null;
        public int IndexOfAny(char[] anyOf, int startIndex, int count) => throw null;
        public int IndexOf(string value) => throw null;
        public int IndexOf(string value, int startIndex) => throw null;
        public int IndexOf(string value, int startIndex, int count) => throw null;
        public int LastIndexOf(char value) => throw null;
        public int LastIndexOf(char value, int startIndex) => throw null;
        public int LastIndexOf(char value, int startIndex, int count) => throw null;
        public int LastIndexOfAny(char[] anyOf) => throw null;
        public int LastIndexOfAny(char[] anyOf, int startIndex) => throw null;
        public int LastIndexOfAny(char[] anyOf, int startIndex, int count) => throw null;
        public int LastIndexOf(string value) => throw null;
        public int LastIndexOf(string value, int startIndex) => throw null;
        public int LastIndexOf(string value, int startIndex, int count) => throw null;
        public string ToLower() => throw null;
        public string ToUpper() => throw null;
        public override string ToString() => throw null;
        public string Trim() => throw null;
        public static string Concat(object arg0) => throw null;
        public static string Concat(object arg0, object arg1) => throw null;
        public static string Concat(object arg0, object arg1, object arg2) => throw null;
        public static string Concat(object[] args) => throw null;
        public static string Concat(string str0, string str1) => throw null;
        public static string Concat(string str0, string str1, string str2) => throw null;
        public static string Concat(string str0, string str1, string str2, string str3) => throw null;
        public static string Concat(string[] values) => throw null;
        public static string Intern(string str) => throw null;
        public static string IsInterned(string str) => throw null;
        public static string Format(string format, params object[] args) => throw null;
        public string PadLeft(int totalWidth, char paddingChar = ' ') => throw null;
        public string PadRight(int totalWidth, char paddingChar = ' ') => throw null;
        public static bool IsNullOrEmpty(string value) => throw null;
        public bool Contains(string value) => throw null;
        public bool StartsWith(string value) => throw null;
        public bool EndsWith(string value) => throw null;
    }

    public class SystemException : System.Exception
    {
        public SystemException() { }
        public SystemException(string message) { }
        public SystemException(string message, System.Exception innerException) { }
    }

    public struct TimeSpan
    {
        public const long TicksPerMillisecond = 10000;
        public const long TicksPerSecond = 10000000;
        public const long TicksPerMinute = 600000000;
        public const long TicksPerHour = 36000000000;
        public const long TicksPerDay = 864000000000;
        public static readonly System.TimeSpan Zero;
        public static readonly System.TimeSpan MaxValue;
        public static readonly System.TimeSpan MinValue;
        public long Ticks { get => throw null; }
        public int Days { get => throw null; }
        public int Hours { get => throw null; }
        public int Milliseconds { get => throw null; }
        public int Minutes { get => throw null; }
        public int Seconds { get => throw null; }
        public double TotalDays { get => throw null; }
        public double TotalHours { get => throw null; }
        public double TotalMilliseconds { get => throw null; }
        public double TotalMinutes { get => throw null; }
        public double TotalSeconds { get => throw null; }
        public TimeSpan(long ticks) => throw null;
        public TimeSpan(int hours, int minutes, int seconds) => throw null;
        public TimeSpan(int days, int hours, int minutes, int seconds) => throw null;
        public TimeSpan(int days, int hours, int minutes, int seconds, int milliseconds) => throw null;
        public System.TimeSpan Add(System.TimeSpan ts) => throw null;
        public static int Compare(System.TimeSpan t1, System.TimeSpan t2) => throw null;
        public int CompareTo(object value) => throw null;
        public System.TimeSpan Duration() => throw null;
        public override bool Equals(object value) => throw null;
        public static bool Equals(System.TimeSpan t1, System.TimeSpan t2) => throw null;
        public System.TimeSpan Negate() => throw null;
        public System.TimeSpan Subtract(System.TimeSpan ts) => throw null;
        public static System.TimeSpan FromTicks(long value) => throw null;
        public static System.TimeSpan FromMilliseconds(long value) => throw null;
        public static System.TimeSpan FromSeconds(long value) => throw null;
        public static System.TimeSpan FromMinutes(long value) => throw null;
        public static System.TimeSpan FromHours(long value) => throw null;
        public static System.TimeSpan FromDays(long value) => throw null;
        public override string ToString() => throw null;
        public static System.TimeSpan operator -(System.TimeSpan t) => throw null;
        public static System.TimeSpan operator -(System.TimeSpan t1, System.TimeSpan t2) => throw null;
        public static System.TimeSpan operator +(System.TimeSpan t) => throw null;
        public static System.TimeSpan operator +(System.TimeSpan t1, System.TimeSpan t2) => throw null;
        public static bool operator ==(System.TimeSpan t1, System.TimeSpan t2) => throw null;
        public static bool operator !=(System.TimeSpan t1, System.TimeSpan t2) => throw null;
        public static bool operator <(System.TimeSpan t1, System.TimeSpan t2) => throw null;
        public static bool operator <=(System.TimeSpan t1, System.TimeSpan t2) => throw null;
        public static bool operator >(System.TimeSpan t1, System.TimeSpan t2) => throw null;
        public static bool operator >=(System.TimeSpan t1, System.TimeSpan t2) => throw null;
        public override int GetHashCode() => throw null;
    }

    public class TimeoutException : System.SystemException
    {
        public TimeoutException() { }
        public TimeoutException(string message) { }
        public TimeoutException(string message, System.Exception innerException) { }
    }

    public abstract class Type : System.Reflection.MemberInfo, System.Reflection.IReflect
    {
        public override System.Type DeclaringType { get => throw null; }
        public abstract System.Reflection.Assembly Assembly { get; }
        public abstract string FullName { get; }
        public abstract string AssemblyQualifiedName { get; }
        public abstract System.Type BaseType { get; }
        public bool IsNotPublic { get => throw null; }
        public bool IsPublic { get => throw null; }
        public bool IsClass { get => throw null; }
        public bool IsInterface { get => throw null; }
        public bool IsValueType { get => throw null; }
        public bool IsAbstract { get => throw null; }
        public bool IsEnum { get => throw null; }
        public bool IsSerializable { get => throw null; }
        public bool IsArray { get => throw null; }
        protected Type() { }
        public static System.Type GetType(string typeName) => throw null;
        public object InvokeMember(string name, System.Reflection.BindingFlags invokeAttr, System.Reflection.Binder binder, object target, object[] args) => throw null;
        public static System.Type GetTypeFromHandle(System.RuntimeTypeHandle handle) => throw null;
        public System.Reflection.ConstructorInfo GetConstructor(System.Type[] types) => throw null;
        public System.Reflection.ConstructorInfo[] GetConstructors() => throw null;
        public System.Reflection.MethodInfo GetMethod(string name, System.Type[] types) => throw null;
        public System.Reflection.MethodInfo GetMethod(string name, System.Reflection.BindingFlags bindingAttr) => throw null;
        public System.Reflection.MethodInfo GetMethod(string name) => throw null;
        public System.Reflection.MethodInfo[] GetMethods() => throw null;
        public abstract System.Reflection.MethodInfo[] GetMethods(System.Reflection.BindingFlags bindingAttr);
        public abstract System.Reflection.FieldInfo GetField(string name, System.Reflection.BindingFlags bindingAttr);
        public System.Reflection.FieldInfo GetField(string name) => throw null;
        public System.Reflection.FieldInfo[] GetFields() => throw null;
        public abstract System.Reflection.FieldInfo[] GetFields(System.Reflection.BindingFlags bindingAttr);
        public abstract System.Type[] GetInterfaces();
        public abstract System.Type GetElementType();
        public virtual bool IsSubclassOf(System.Type c) => throw null;
        public virtual bool IsInstanceOfType(object o) => throw null;
        public override string ToString() => throw null;
    }

    public enum TypeCode
    {
        Empty = 0,
        Object = 1,
        DBNull = 2,
        Boolean = 3,
        Char = 4,
        SByte = 5,
        Byte = 6,
        Int16 = 7,
        UInt16 = 8,
        Int32 = 9,
        UInt32 = 10,
        Int64 = 11,
        UInt64 = 12,
        Single = 13,
        Double = 14,
        Decimal = 15,
        DateTime = 16,
        String = 18,
    }

    public struct TypedReference
    {
    }

    public struct UInt16
    {
        public const ushort MaxValue = 65535;
        public const ushort MinValue = 0;
        public override string ToString() => throw null;
        public string ToString(string format) => throw null;
        public static ushort Parse(string s) => throw null;
        public static bool TryParse(string s, out ushort result) => throw null;
    }

    public struct UInt32
    {
        public const uint MaxValue = 4294967295;
        public const uint MinValue = 0;
        public override string ToString() => throw null;
        public string ToString(string format) => throw null;
        public static uint Parse(string s) => throw null;
        public static bool TryParse(string s, out uint result) => throw null;
    }

    public struct UInt64
    {
        public const ulong MaxValue = 18446744073709551615;
        public const ulong MinValue = 0;
        public override string ToString() => throw null;
        public string ToString(string format) => throw null;
        public static ulong Parse(string s) => throw null;
        public static bool TryParse(string s, out ulong result) => throw null;
    }

    public struct UIntPtr
    {
    }

    public abstract class ValueType
    {
        protected ValueType() { }
        public override bool Equals(object obj) => throw null;
    }

    public sealed class Version
    {
        public int Major { get => throw null; }
        public int Minor { get => throw null; }
        public int Revision { get => throw null; }
        public int Build { get => throw null; }
        public Version(int major, int minor, int build, int revision) { }
        public Version(int major, int minor) { }
        public override bool Equals(object obj) => throw null;
        public override string ToString() => throw null;
        public override int GetHashCode() => throw null;
    }

    public struct Void
    {
    }

    public class WeakReference
    {
        public virtual bool IsAlive { get => throw null; }
        public virtual object Target { get => throw null; set => throw null; }
        public WeakReference(object target) { }
    }
}

namespace System.Collections
{
    public class ArrayList : System.Collections.IList, System.Collections.ICollection, System.Collections.IEnumerable, System.ICloneable
    {
        public virtual int Capacity { get => throw null; set => throw null; }
        public virtual int Count { get => throw null; }
        public virtual bool IsFixedSize { get => throw null; }
        public virtual bool IsReadOnly { get => throw null; }
        public virtual bool IsSynchronized { get => throw null; }
        public virtual object SyncRoot { get => throw null; }
        public virtual object this[int index] { get => throw null; set => throw null; }
        public ArrayList() { }
        public virtual int Add(object value) => throw null;
        public virtual int BinarySearch(object value, System.Collections.IComparer comparer) => throw null;
        public virtual void Clear() => throw null;
        public virtual object Clone() => throw null;
        public virtual bool Contains(object value) => throw null;
        public virtual void CopyTo(System.Array array) => throw null;
        public virtual void CopyTo(System.Array array, int index) => throw null;
        public virtual System.Collections.IEnumerator GetEnumerator() => throw null;
        public virtual int IndexOf(object value) => throw null;
        public virtual int IndexOf(object value, int startIndex) => throw null;
        public virtual int IndexOf(object value, int startIndex, int count) => throw null;
        public virtual void Insert(int index, object value) => throw null;
        public virtual void Remove(object value) => throw null;
        public virtual void RemoveAt(int index) => throw null;
        public virtual object[] ToArray() => throw null;
        public virtual System.Array ToArray(System.Type type) => throw null;
    }

    public interface ICollection : System.Collections.IEnumerable
    {
        int Count { get; }
        object SyncRoot { get; }
        bool IsSynchronized { get; }
        void CopyTo(System.Array array, int index);
    }

    public interface IComparer
    {
        int Compare(object x, object y);
    }

    public interface IEnumerable
    {
        System.Collections.IEnumerator GetEnumerator();
    }

    public interface IEnumerator
    {
        object Current { get; }
        bool MoveNext();
        void Reset();
    }

    public interface IEqualityComparer
    {
        bool Equals(object x, object y);
        int GetHashCode(object obj);
    }

    public interface IList : System.Collections.ICollection, System.Collections.IEnumerable
    {
        object this[int index] { get; set; }
        bool IsReadOnly { get; }
        bool IsFixedSize { get; }
        int Add(object value);
        bool Contains(object value);
        void Clear();
        int IndexOf(object value);
        void Insert(int index, object value);
        void Remove(object value);
        void RemoveAt(int index);
    }
}

namespace System.ComponentModel
{
    public sealed class EditorBrowsableAttribute : System.Attribute
    {
        public System.ComponentModel.EditorBrowsableState State { get => throw null; }
        public EditorBrowsableAttribute() { }
        public EditorBrowsableAttribute(System.ComponentModel.EditorBrowsableState state) { }
        public override bool Equals(object obj) => throw null;
    }

    public enum EditorBrowsableState
    {
        Always = 0,
        Never = 1,
        Advanced = 2,
    }
}

namespace System.Diagnostics.CodeAnalysis
{
    public sealed class AllowNullAttribute : System.Attribute
    {
        public AllowNullAttribute() { }
    }

    public sealed class DisallowNullAttribute : System.Attribute
    {
        public DisallowNullAttribute() { }
    }

    public sealed class DoesNotReturnAttribute : System.Attribute
    {
        public DoesNotReturnAttribute() { }
    }

    public sealed class DoesNotReturnIfAttribute : System.Attribute
    {
        public bool ParameterValue { get => throw null; }
        public DoesNotReturnIfAttribute(bool parameterValue) { }
    }

    public sealed class MaybeNullAttribute : System.Attribute
    {
        public MaybeNullAttribute() { }
    }

    public sealed class MaybeNullWhenAttribute : System.Attribute
    {
        public bool ReturnValue { get => throw null; }
        public MaybeNullWhenAttribute(bool returnValue) { }
    }

    public sealed class MemberNotNullAttribute : System.Attribute
    {
        public string[] Members { get => throw null; }
        public MemberNotNullAttribute(string member) { }
        public MemberNotNullAttribute(string[] members) { }
    }

    public sealed class MemberNotNullWhenAttribute : System.Attribute
    {
        public bool ReturnValue { get => throw null; }
        public string[] Members { get => throw null; }
        public MemberNotNullWhenAttribute(bool returnValue, string member) { }
        public MemberNotNullWhenAttribute(bool returnValue, string[] members) { }
    }

    public sealed class NotNullAttribute : System.Attribute
    {
        public NotNullAttribute() { }
    }

    public sealed class NotNullIfNotNullAttribute : System.Attribute
    {
        public string ParameterName { get => throw null; }
        public NotNullIfNotNullAttribute(string parameterName) { }
    }

    public sealed class NotNullWhenAttribute : System.Attribute
    {
        public bool ReturnValue { get => throw null; }
        public NotNullWhenAttribute(bool returnValue) { }
    }
}

namespace System.Diagnostics
{
    public sealed class ConditionalAttribute : System.Attribute
    {
        public string ConditionString { get => throw null; }
        public ConditionalAttribute(string conditionString) { }
    }

    public static class Debug
    {
        public static void Assert(bool condition) => throw null;
        public static void Assert(bool condition, string message) => throw null;
        public static void Assert(bool condition, string message, string detailedMessage) => throw null;
        public static void Write(string message) => throw null;
        public static void WriteLine() => throw null;
        public static void WriteLine(string message) => throw null;
    }

    public sealed class DebuggableAttribute : System.Attribute
    {
        public bool IsJITTrackingEnabled { get => throw null; }
        public bool IsJITOptimizerDisabled { get => throw null; }
        public System.Diagnostics.DebuggableAttribute.DebuggingModes DebuggingFlags { get => throw null; }
        public DebuggableAttribute(bool isJITTrackingEnabled, bool isJITOptimizerDisabled) { }
        public DebuggableAttribute(System.Diagnostics.DebuggableAttribute.DebuggingModes modes) { }
        public enum DebuggingModes
        {
            None = 0,
            Default = 1,
            DisableOptimizations = 256,
            IgnoreSymbolStoreSequencePoints = 2,
            EnableEditAndContinue = 4,
        }
    }

    public static class Debugger
    {
        public static bool IsAttached { get => throw null; }
        public static void Break() => throw null;
    }

    public sealed class DebuggerBrowsableAttribute : System.Attribute
    {
        public System.Diagnostics.DebuggerBrowsableState State { get => throw null; }
        public DebuggerBrowsableAttribute(System.Diagnostics.DebuggerBrowsableState state) { }
    }

    public enum DebuggerBrowsableState
    {
        Never = 0,
        Collapsed = 2,
        RootHidden = 3,
    }

    public sealed class DebuggerDisplayAttribute : System.Attribute
    {
        public string Value { get => throw null; }
        public string Name { get => throw null; set => throw null; }
        public string Type { get => throw null; set => throw null; }
        public System.Type Target { get => throw null; set => throw null; }
        public string TargetTypeName { get => throw null; set => throw null; }
        public DebuggerDisplayAttribute(string value) { }
    }

    public sealed class DebuggerHiddenAttribute : System.Attribute
    {
        public DebuggerHiddenAttribute() { }
    }

    public sealed class DebuggerNonUserCodeAttribute : System.Attribute
    {
        public DebuggerNonUserCodeAttribute() { }
    }

    public sealed class DebuggerStepThroughAttribute : System.Attribute
    {
        public DebuggerStepThroughAttribute() { }
    }

    public sealed class DebuggerStepperBoundaryAttribute : System.Attribute
    {
        public DebuggerStepperBoundaryAttribute() { }
    }

    public sealed class DebuggerTypeProxyAttribute : System.Attribute
    {
        public string ProxyTypeName { get => throw null; }
        public System.Type Target { get => throw null; set => throw null; }
        public string TargetTypeName { get => throw null; set => throw null; }
        public DebuggerTypeProxyAttribute(System.Type type) { }
        public DebuggerTypeProxyAttribute(string typeName) { }
    }

    public sealed class NativeProfiledAttribute : System.Attribute
    {
        public NativeProfiledAttribute() { }
    }
}

namespace System.Globalization
{
    public class CultureInfo
    {
        public static System.Globalization.CultureInfo CurrentUICulture { get => throw null; }
        public virtual System.Globalization.CultureInfo Parent { get => throw null; }
        public virtual string Name { get => throw null; }
        public virtual System.Globalization.NumberFormatInfo NumberFormat { get => throw null; }
        public virtual System.Globalization.DateTimeFormatInfo DateTimeFormat { get => throw null; }
        public CultureInfo(string name) { }
        public override string ToString() => throw null;
    }

    public sealed class DateTimeFormatInfo
    {
        public static System.Globalization.DateTimeFormatInfo CurrentInfo { get => throw null; }
        public string AMDesignator { get => throw null; }
        public string DateSeparator { get => throw null; }
        public string FullDateTimePattern { get => throw null; }
        public string LongDatePattern { get => throw null; }
        public string LongTimePattern { get => throw null; }
        public string MonthDayPattern { get => throw null; }
        public string PMDesignator { get => throw null; }
        public string RFC1123Pattern { get => throw null; }
        public string ShortDatePattern { get => throw null; }
        public string ShortTimePattern { get => throw null; }
        public string SortableDateTimePattern { get => throw null; }
        public string TimeSeparator { get => throw null; }
        public string UniversalSortableDateTimePattern { get => throw null; }
        public string YearMonthPattern { get => throw null; }
        public string[] AbbreviatedDayNames { get => throw null; }
        public string[] DayNames { get => throw null; }
        public string[] AbbreviatedMonthNames { get => throw null; }
        public string[] MonthNames { get => throw null; }
        internal DateTimeFormatInfo() { }
    }

    public sealed class NumberFormatInfo
    {
        public int[] NumberGroupSizes { get => throw null; }
        public static System.Globalization.NumberFormatInfo CurrentInfo { get => throw null; }
        public string NegativeSign { get => throw null; }
        public string NumberDecimalSeparator { get => throw null; }
        public string NumberGroupSeparator { get => throw null; }
        public string PositiveSign { get => throw null; }
        internal NumberFormatInfo() { }
    }
}

namespace System.IO
{
    public class IOException : System.SystemException
    {
        public System.IO.IOException.IOExceptionErrorCode ErrorCode { get => throw null; }
        public IOException() { }
        public IOException(string message) { }
        public IOException(string message, int hresult) { }
        public IOException(string message, System.Exception innerException) { }
        public enum IOExceptionErrorCode
        {
            Others = -536870912,
            InvalidDriver = -520093696,
            FileNotFound = -503316480,
            DirectoryNotFound = -486539264,
            VolumeNotFound = -469762048,
            PathTooLong = -452984832,
            DirectoryNotEmpty = -436207616,
            UnauthorizedAccess = -419430400,
            PathAlreadyExists = -402653184,
            TooManyOpenHandles = -385875968,
        }
    }
}

namespace System.Reflection
{
    public class Assembly
    {
        public virtual string FullName { get => throw null; }
        public Assembly() { }
        public static System.Reflection.Assembly GetExecutingAssembly() => throw null;
        public System.Reflection.AssemblyName GetName() => throw null;
        public static System.Reflection.Assembly GetAssembly(System.Type type) => throw null;
        public virtual System.Type GetType(string name) => throw null;
        public virtual System.Type GetType(string name, bool throwOnError) => throw null;
        public virtual System.Type[] GetTypes() => throw null;
        public System.Reflection.Assembly GetSatelliteAssembly(System.Globalization.CultureInfo culture) => throw null;
        public static System.Reflection.Assembly Load(string assemblyString) => throw null;
        public static System.Reflection.Assembly Load(byte[] rawAssembly) => throw null;
    }

    public sealed class AssemblyCompanyAttribute : System.Attribute
    {
        public string Company { get => throw null; }
        public AssemblyCompanyAttribute(string company) { }
    }

    public sealed class AssemblyConfigurationAttribute : System.Attribute
    {
        public string Configuration { get => throw null; }
        public AssemblyConfigurationAttribute(string configuration) { }
    }

    public sealed class AssemblyCopyrightAttribute : System.Attribute
    {
        public string Copyright { get => throw null; }
        public AssemblyCopyrightAttribute(string copyright) { }
    }

    public sealed class AssemblyCultureAttribute : System.Attribute
    {
        public string Culture { get => throw null; }
        public AssemblyCultureAttribute(string culture) { }
    }

    public sealed class AssemblyDefaultAliasAttribute : System.Attribute
    {
        public string DefaultAlias { get => throw null; }
        public AssemblyDefaultAliasAttribute(string defaultAlias) { }
    }

    public sealed class AssemblyDelaySignAttribute : System.Attribute
    {
        public bool DelaySign { get => throw null; }
        public AssemblyDelaySignAttribute(bool delaySign) { }
    }

    public sealed class AssemblyDescriptionAttribute : System.Attribute
    {
        public string Description { get => throw null; }
        public AssemblyDescriptionAttribute(string description) { }
    }

    public sealed class AssemblyFileVersionAttribute : System.Attribute
    {
        public string Version { get => throw null; }
        public AssemblyFileVersionAttribute(string version) { }
    }

    public sealed class AssemblyFlagsAttribute : System.Attribute
    {
        public uint Flags { get => throw null; }
        public AssemblyFlagsAttribute(uint flags) { }
        public AssemblyFlagsAttribute(System.Reflection.AssemblyNameFlags assemblyFlags) { }
    }

    public sealed class AssemblyInformationalVersionAttribute : System.Attribute
    {
        public string InformationalVersion { get => throw null; }
        public AssemblyInformationalVersionAttribute(string informationalVersion) { }
    }

    public sealed class AssemblyKeyFileAttribute : System.Attribute
    {
        public string KeyFile { get => throw null; }
        public AssemblyKeyFileAttribute(string keyFile) { }
    }

    public sealed class AssemblyKeyNameAttribute : System.Attribute
    {
        public string KeyName { get => throw null; }
        public AssemblyKeyNameAttribute(string keyName) { }
    }

    public sealed class AssemblyName
    {
        public string Name { get => throw null; }
        public string FullName { get => throw null; }
        public System.Version Version { get => throw null; }
        internal AssemblyName() { }
    }

    public enum AssemblyNameFlags
    {
        None = 0,
        PublicKey = 1,
        EnableJITcompileOptimizer = 16384,
        EnableJITcompileTracking = 32768,
        Retargetable = 256,
    }

    public sealed class AssemblyNativeVersionAttribute : System.Attribute
    {
        public string NativeVersion { get => throw null; }
        public AssemblyNativeVersionAttribute(string version) { }
    }

    public sealed class AssemblyProductAttribute : System.Attribute
    {
        public string Product { get => throw null; }
        public AssemblyProductAttribute(string product) { }
    }

    public sealed class AssemblyTitleAttribute : System.Attribute
    {
        public string Title { get => throw null; }
        public AssemblyTitleAttribute(string title) { }
    }

    public sealed class AssemblyTrademarkAttribute : System.Attribute
    {
        public string Trademark { get => throw null; }
        public AssemblyTrademarkAttribute(string trademark) { }
    }

    public sealed class AssemblyVersionAttribute : System.Attribute
    {
        public string Version { get => throw null; }
        public AssemblyVersionAttribute(string version) { }
    }

    public abstract class Binder
    {
        protected Binder() { }
    }

    public enum BindingFlags
    {
        Default = 0,
        IgnoreCase = 1,
        DeclaredOnly = 2,
        Instance = 4,
        Static = 8,
        Public = 16,
        NonPublic = 32,
        FlattenHierarchy = 64,
        InvokeMethod = 256,
        CreateInstance = 512,
        GetField = 1024,
        SetField = 2048,
        GetProperty = 4096,
        SetProperty = 8192,
        PutDispProperty = 16384,
        PutRefDispProperty = 32768,
        ExactBinding = 65536,
        SuppressChangeType = 131072,
        OptionalParamBinding = 262144,
        IgnoreReturn = 16777216,
    }

    public abstract class ConstructorInfo : System.Reflection.MethodBase
    {
        public override System.Reflection.MemberTypes MemberType { get => throw null; }
        protected ConstructorInfo() { }
        public object Invoke(object[] parameters) => throw null;
        public override object[] GetCustomAttributes(bool inherit) => throw null;
    }

    public sealed class DefaultMemberAttribute : System.Attribute
    {
        public string MemberName { get => throw null; }
        public DefaultMemberAttribute(string memberName) { }
    }

    public abstract class FieldInfo : System.Reflection.MemberInfo
    {
        public override System.Reflection.MemberTypes MemberType { get => throw null; }
        public abstract System.Type FieldType { get; }
        protected FieldInfo() { }
        public abstract object GetValue(object obj);
        public virtual void SetValue(object obj, object value) => throw null;
        public override object[] GetCustomAttributes(bool inherit) => throw null;
    }

    public interface IReflect
    {
        System.Reflection.MethodInfo GetMethod(string name, System.Reflection.BindingFlags bindingAttr);
        System.Reflection.FieldInfo GetField(string name, System.Reflection.BindingFlags bindingAttr);
    }

    public abstract class MemberInfo
    {
        public abstract System.Reflection.MemberTypes MemberType { get; }
        public abstract string Name { get; }
        public abstract System.Type DeclaringType { get; }
        protected MemberInfo() { }
        public abstract object[] GetCustomAttributes(bool inherit);
    }

    public enum MemberTypes
    {
        Constructor = 1,
        Event = 2,
        Field = 4,
        Method = 8,
        Property = 16,
        TypeInfo = 32,
        Custom = 64,
        NestedType = 128,
        All = 191,
    }

    public abstract class MethodBase : System.Reflection.MemberInfo
    {
        public bool IsPublic { get => throw null; }
        public bool IsStatic { get => throw null; }
        public bool IsFinal { get => throw null; }
        public bool IsVirtual { get => throw null; }
        public bool IsAbstract { get => throw null; }
        public override string Name { get => throw null; }
        public override System.Type DeclaringType { get => throw null; }
        protected MethodBase() { }
        public abstract System.Reflection.ParameterInfo[] GetParameters();
        public object Invoke(object obj, object[] parameters) => throw null;
    }

    public enum MethodImplAttributes
    {
        CodeTypeMask = 3,
        IL = 0,
        Native = 1,
        OPTIL = 2,
        Runtime = 3,
        ManagedMask = 4,
        Unmanaged = 4,
        Managed = 0,
        ForwardRef = 16,
        PreserveSig = 128,
        InternalCall = 4096,
        Synchronized = 32,
        NoInlining = 8,
        MaxMethodImplVal = 65535,
    }

    public abstract class MethodInfo : System.Reflection.MethodBase
    {
        public override System.Reflection.MemberTypes MemberType { get => throw null; }
        public abstract System.Type ReturnType { get; }
        protected MethodInfo() { }
    }

    public abstract class ParameterInfo
    {
        public virtual System.Type ParameterType { get => throw null; }
        protected ParameterInfo() { }
    }

    public enum ProcessorArchitecture
    {
        None = 0,
        MSIL = 1,
        X86 = 2,
        IA64 = 3,
        Amd64 = 4,
    }

    public abstract class PropertyInfo : System.Reflection.MemberInfo
    {
        public abstract System.Type PropertyType { get; }
        protected PropertyInfo() { }
        public virtual object GetValue(object obj, object[] index) => throw null;
        public virtual void SetValue(object obj, object value, object[] index) => throw null;
    }
}

namespace System.Runtime.CompilerServices
{
    public sealed class AccessedThroughPropertyAttribute : System.Attribute
    {
        public string PropertyName { get => throw null; }
        public AccessedThroughPropertyAttribute(string propertyName) { }
    }

    public sealed class CallerArgumentExpressionAttribute : System.Attribute
    {
        public string ParameterName { get => throw null; }
        public CallerArgumentExpressionAttribute(string parameterName) { }
    }

    public sealed class CallerMemberNameAttribute : System.Attribute
    {
        public CallerMemberNameAttribute() { }
    }

    public class ExcludeTypeAttribute : System.Attribute
    {
        public ExcludeTypeAttribute() { }
    }

    public sealed class ExtensionAttribute : System.Attribute
    {
        public ExtensionAttribute() { }
    }

    public sealed class IndexerNameAttribute : System.Attribute
    {
        public IndexerNameAttribute(string indexerName) { }
    }

    [System.AttributeUsage(System.AttributeTargets.Assembly, AllowMultiple = true)]
    public sealed class InternalsVisibleToAttribute : System.Attribute
    {
        public string AssemblyName { get => throw null; }
        public InternalsVisibleToAttribute(string assemblyName) { }
    }

    public static class IsExternalInit
    {
    }

    public enum MethodCodeType
    {
        IL = 0,
        Native = 1,
        OPTIL = 2,
        Runtime = 3,
    }

    public sealed class MethodImplAttribute : System.Attribute
    {
        public System.Runtime.CompilerServices.MethodCodeType MethodCodeType;
        public System.Runtime.CompilerServices.MethodImplOptions Value { get => throw null; }
        public MethodImplAttribute(System.Runtime.CompilerServices.MethodImplOptions methodImplOptions) { }
        public MethodImplAttribute(short _value) { }
        public MethodImplAttribute() { }
    }

    public enum MethodImplOptions
    {
        Unmanaged = 4,
        ForwardRef = 16,
        PreserveSig = 128,
        InternalCall = 4096,
        Synchronized = 32,
        NoInlining = 8,
    }

    public static class RuntimeFeature
    {
        public const string DefaultImplementationsOfInterfaces = "DefaultImplementationsOfInterfaces";
        public static bool IsSupported(string feature) => throw null;
    }

    public static class RuntimeHelpers
    {
        public static int OffsetToStringData { get => throw null; }
        public static void InitializeArray(System.Array array, System.RuntimeFieldHandle fldHandle) => throw null;
        public static object GetObjectValue(object obj) => throw null;
        public static void RunClassConstructor(System.RuntimeTypeHandle type) => throw null;
    }
}

namespace System.Runtime.InteropServices
{
    public enum CharSet
    {
        None = 1,
        Ansi = 2,
        Unicode = 3,
        Auto = 4,
    }

    public sealed class ComVisibleAttribute : System.Attribute
    {
        public bool Value { get => throw null; }
        public ComVisibleAttribute(bool visibility) { }
    }

    public sealed class GuidAttribute : System.Attribute
    {
        public string Value { get => throw null; }
        public GuidAttribute(string guid) { }
    }

    public enum LayoutKind
    {
        Sequential = 0,
        Explicit = 2,
        Auto = 3,
    }

    public sealed class OutAttribute : System.Attribute
    {
        public OutAttribute() { }
    }

    public sealed class StructLayoutAttribute : System.Attribute
    {
        public int Pack;
        public int Size;
        public System.Runtime.InteropServices.CharSet CharSet;
        public System.Runtime.InteropServices.LayoutKind Value { get => throw null; }
        public StructLayoutAttribute(System.Runtime.InteropServices.LayoutKind layoutKind) { }
        public StructLayoutAttribute(short layoutKind) { }
    }
}

namespace System.Runtime.Remoting
{
    public static class RemotingServices
    {
        public static bool IsTransparentProxy(object proxy) => throw null;
    }
}

namespace System.Runtime.Versioning
{
    public sealed class TargetFrameworkAttribute : System.Attribute
    {
        public string FrameworkName { get => throw null; }
        public string FrameworkDisplayName { get => throw null; set => throw null; }
        public TargetFrameworkAttribute(string frameworkName) { }
    }
}

namespace System.Threading
{
    public sealed class AutoResetEvent : System.Threading.WaitHandle
    {
        public AutoResetEvent(bool initialState) { }
        public bool Reset() => throw null;
        public bool Set() => throw null;
    }

    public static class Interlocked
    {
        public static int Increment(ref int location) => throw null;
        public static int Decrement(ref int location) => throw null;
        public static int Exchange(ref int location1, int value) => throw null;
        public static int CompareExchange(ref int location1, int value, int comparand) => throw null;
    }

    public sealed class ManualResetEvent : System.Threading.WaitHandle
    {
        public ManualResetEvent(bool initialState) { }
        public bool Reset() => throw null;
        public bool Set() => throw null;
    }

    public static class Monitor
    {
        public static void Enter(object obj) => throw null;
        public static void Exit(object obj) => throw null;
    }

    public struct SpinWait
    {
        public void SpinOnce() => throw null;
        public static void SpinUntil(System.TimeSpan timeout) => throw null;
        public static void SpinUntil(int millisecondsTimeout) => throw null;
    }

    public sealed class Thread
    {
        public System.Threading.ThreadPriority Priority { get => throw null; set => throw null; }
        public int ManagedThreadId { get => throw null; }
        public bool IsAlive { get => throw null; }
        public static System.Threading.Thread CurrentThread { get => throw null; }
        public System.Threading.ThreadState ThreadState { get => throw null; }
        public Thread(System.Threading.ThreadStart start) { }
        public void Start() => throw null;
        public void Abort() => throw null;
        public void Suspend() => throw null;
        public void Resume() => throw null;
        public void Join() => throw null;
        public bool Join(int millisecondsTimeout) => throw null;
        public bool Join(System.TimeSpan timeout) => throw null;
        public static void Sleep(int millisecondsTimeout) => throw null;
        public static void Sleep(System.TimeSpan timeout) => throw null;
        public static void SpinWait(int iterations) => throw null;
    }

    public sealed class ThreadAbortException : System.SystemException
    {
        internal ThreadAbortException() { }
    }

    public enum ThreadPriority
    {
        Lowest = 0,
        BelowNormal = 1,
        Normal = 2,
        AboveNormal = 3,
        Highest = 4,
    }

    public delegate void ThreadStart();

    public enum ThreadState
    {
        Running = 0,
        StopRequested = 1,
        SuspendRequested = 2,
        Background = 4,
        Unstarted = 8,
        Stopped = 16,
        WaitSleepJoin = 32,
        Suspended = 64,
        AbortRequested = 128,
        Aborted = 256,
    }

    public static class Timeout
    {
        public const int Infinite = -1;
        public static readonly System.TimeSpan InfiniteTimeSpan;
    }

    public sealed class Timer : System.MarshalByRefObject, System.IDisposable
    {
        public Timer(System.Threading.TimerCallback callback, object state, int dueTime, int period) { }
        public Timer(System.Threading.TimerCallback callback, object state, System.TimeSpan dueTime, System.TimeSpan period) { }
        public bool Change(int dueTime, int period) => throw null;
        public bool Change(System.TimeSpan dueTime, System.TimeSpan period) => throw null;
        public void Dispose() => throw null;
    }

    public delegate void TimerCallback(object state);

    public abstract class WaitHandle : System.MarshalByRefObject
    {
        public const int WaitTimeout = 258;
        protected WaitHandle() { }
        public virtual bool WaitOne(int millisecondsTimeout, bool exitContext) => throw null;
        public virtual bool WaitOne() => throw null;
        public static bool WaitAll(System.Threading.WaitHandle[] waitHandles, int millisecondsTimeout, bool exitContext) => throw null;
        public static bool WaitAll(System.Threading.WaitHandle[] waitHandles) => throw null;
        public static int WaitAny(System.Threading.WaitHandle[] waitHandles, int millisecondsTimeout, bool exitContext) => throw null;
        public static int WaitAny(System.Threading.WaitHandle[] waitHandles) => throw null;
    }
}

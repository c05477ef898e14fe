using System.Collections;
using System.Reflection;
using System.Text;

namespace ScanToMail.DeviceMemory
{
    /// <summary>
    /// What an object graph would take on the board's managed heap. The interpreter gives every object and every field
    /// 12 bytes whatever its type; an array of bytes has 20 bytes of its own, one of references 24 and 12 for each (as
    /// measured on the real interpreter: byte[100] 120, object[100] 1,224, a boxed int 24, an object of four fields 60).
    /// Collections count by the device's classes, not by .NET's.
    /// </summary>
    public static class DeviceHeap
    {
        private const int BlockBytes = 12;
        private const int HashtableBytes = 120;
        private const int HashtableEntryBytes = 100;

        /// <summary>
        /// Bytes reachable from the root, the statics of what is flashed included. Objects of other assemblies (the
        /// board's side, .NET's own) are not followed.
        /// </summary>
        public static long CountReachableBytes(object root)
        {
            var counter = new Counter(Flashed(root));
            counter.Add(root);
            counter.AddStatics();
            return counter.Bytes;
        }

        /// <summary>The same, type by type, the largest first: for finding out what takes the room.</summary>
        public static IReadOnlyList<(string Type, int Count, long Bytes)> Describe(object root)
        {
            var counter = new Counter(Flashed(root));
            counter.Add(root);
            counter.AddStatics();
            return counter.Types.Select(type => (type.Key.Name, type.Value.Count, type.Value.Bytes))
                .OrderByDescending(type => type.Bytes).ToList();
        }

        /// <summary>
        /// The root's assembly and its siblings, which one program is made of: same first word of the name, compiled
        /// against the device's mscorlib, and neither the HAL nor one of its boards.
        /// </summary>
        private static HashSet<Assembly> Flashed(object root)
        {
            Assembly own = root.GetType().Assembly;
            string word = own.GetName().Name!.Split('.')[0];
            return [own, .. AppDomain.CurrentDomain.GetAssemblies().Where(one => IsSibling(one, word))];
        }

        private static bool IsSibling(Assembly assembly, string word)
        {
            string[] name = assembly.GetName().Name!.Split('.');
            return name[0] == word && (name.Length == 1 || name[1] != "Hal")
                && assembly.GetReferencedAssemblies().Any(reference => reference.Name == "mscorlib");
        }

        private sealed class Counter(HashSet<Assembly> assemblies)
        {
            private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);
            private readonly Queue<object> _open = new();

            public Dictionary<Type, (int Count, long Bytes)> Types { get; } = [];

            public long Bytes => Types.Values.Sum(type => type.Bytes);

            public void Add(object? value)
            {
                Enqueue(value);
                while (_open.TryDequeue(out object? next)) Visit(next);
            }

            public void AddStatics()
            {
                const BindingFlags All = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
                foreach (FieldInfo field in assemblies.SelectMany(assembly => assembly.GetTypes())
                    .Where(type => !type.ContainsGenericParameters && !type.Name.StartsWith('<'))
                    .SelectMany(type => type.GetFields(All)).Where(field => !field.IsLiteral))
                {
                    Count(typeof(FieldInfo), BlockBytes);
                    Add(field.GetValue(null));
                }
            }

            private void Enqueue(object? value)
            {
                if (value is not null && !value.GetType().IsPrimitive && !value.GetType().IsEnum && _seen.Add(value)) _open.Enqueue(value);
            }

            private void Count(Type type, long bytes)
            {
                (int count, long sum) = Types.GetValueOrDefault(type);
                Types[type] = (count + 1, sum + RoundUp(bytes));
            }

            private static long RoundUp(long bytes) => (bytes + BlockBytes - 1) / BlockBytes * BlockBytes;

            private void Visit(object value)
            {
                Type type = value.GetType();
                switch (value)
                {
                    case string text:
                        Count(type, BlockBytes + Encoding.UTF8.GetByteCount(text) + 1);
                        break;
                    case Array array:
                        VisitArray(type, array);
                        break;
                    case StringBuilder builder:
                        Count(type, 6 * BlockBytes + 20 + 2 * builder.Capacity);
                        break;
                    case Hashtable table:
                        Count(type, HashtableBytes + HashtableEntryBytes * table.Count);
                        foreach (object key in table.Keys)
                        {
                            EnqueueBoxed(key);
                            EnqueueBoxed(table[key]);
                        }
                        break;
                    case ICollection list when type.Assembly == typeof(ArrayList).Assembly:
                        Count(type, 5 * BlockBytes + 24 + BlockBytes * Math.Max(4, list.Count));
                        foreach (object? item in list) EnqueueBoxed(item);
                        break;
                    case Delegate action:
                        Count(type, 3 * BlockBytes);
                        Enqueue(action.Target);
                        break;
                    default:
                        VisitObject(type, value);
                        break;
                }
            }

            private void VisitArray(Type type, Array array)
            {
                Type element = type.GetElementType()!;
                if (element.IsPrimitive || element.IsEnum)
                {
                    Count(type, 20 + (long)array.Length * SizeOf(element));
                    return;
                }
                Count(type, 24 + (long)array.Length * BlockBytes);
                foreach (object? item in array) EnqueueBoxed(item);
            }

            private void VisitObject(Type type, object value)
            {
                if (!assemblies.Contains(type.Assembly))
                {
                    // .NET's own locks and events are one small object on the board as well; the board's side is not ours.
                    if (type.Assembly == typeof(object).Assembly) Count(type, 2 * BlockBytes);
                    return;
                }
                FieldInfo[] fields = Fields(type).ToArray();
                Count(type, BlockBytes * (1 + fields.Length));
                foreach (FieldInfo field in fields) EnqueueField(field, value);
            }

            private void EnqueueField(FieldInfo field, object value)
            {
                // DateTime and TimeSpan lie in the field itself.
                if (field.FieldType.IsValueType && field.FieldType.Assembly == typeof(object).Assembly) return;
                Enqueue(field.GetValue(value));
            }

            private void EnqueueBoxed(object? value)
            {
                if (value is null) return;
                if (value.GetType().IsPrimitive) Count(value.GetType(), 2 * BlockBytes);
                else Enqueue(value);
            }

            private static IEnumerable<FieldInfo> Fields(Type type)
            {
                const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
                for (Type? t = type; t is not null && t != typeof(object); t = t.BaseType)
                {
                    foreach (FieldInfo field in t.GetFields(Own)) yield return field;
                }
            }

            private static int SizeOf(Type element)
            {
                Type type = element.IsEnum ? Enum.GetUnderlyingType(element) : element;
                return type == typeof(bool) ? 1 : type == typeof(char) ? 2 : System.Runtime.InteropServices.Marshal.SizeOf(type);
            }
        }
    }
}

using System.Reflection;
using System.Text;

namespace ScanToMail.Tests.Config
{
    /// <summary>
    /// Bytes that an object and all it refers to take on the device: 12 an object and 12 a field whatever its type, a
    /// string 12 plus its UTF-8 and a zero, byte[n] n + 20, other arrays 24 plus 12 an element; each object once.
    /// </summary>
    internal static class DeviceSize
    {
        public static int Of(object root)
        {
            var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
            var open = new Stack<object>([root]);
            int total = 0;
            while (open.TryPop(out object? item))
            {
                if (!seen.Add(item)) continue;
                total += Own(item, open);
            }

            return total;
        }

        private static int Own(object item, Stack<object> open)
        {
            switch (item)
            {
                case string text:
                    return text.Length == 0 ? 0 : 12 + Encoding.UTF8.GetByteCount(text) + 1;
                case byte[] bytes:
                    return bytes.Length + 20;
                case Array array:
                    foreach (object? element in array) Push(element, open);
                    return 24 + 12 * array.Length;
            }

            int fields = 0;
            for (Type? type = item.GetType(); type != null && type != typeof(object); type = type.BaseType)
            {
                foreach (FieldInfo field in type.GetFields(
                    BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                {
                    fields++;
                    Push(field.GetValue(item), open);
                }
            }

            return 12 + 12 * fields;
        }

        private static void Push(object? value, Stack<object> open)
        {
            if (value != null && !value.GetType().IsValueType) open.Push(value);
        }
    }
}

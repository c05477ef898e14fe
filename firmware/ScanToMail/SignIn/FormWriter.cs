using System;
using System.Text;

namespace ScanToMail.SignIn
{
    /// <summary>
    /// A form as application/x-www-form-urlencoded (RFC 6749 appendix B): UTF-8, everything but RFC 3986's unreserved
    /// characters percent-encoded. A blank becomes %20, which every server reads as it reads '+'.
    /// </summary>
    internal sealed class FormWriter
    {
        private const string HexDigits = "0123456789ABCDEF";

        private readonly byte[] _digits = Encoding.UTF8.GetBytes(HexDigits);
        private byte[] _bytes;
        private int _count;

        /// <summary>An empty form that will have about so many bytes.</summary>
        public FormWriter(int capacityBytes)
        {
            _bytes = new byte[capacityBytes];
        }

        /// <summary>Adds a field.</summary>
        public void Add(string name, string value)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(value);
            Add(name, bytes, bytes.Length);
        }

        /// <summary>Adds a field of UTF-8.</summary>
        public void Add(string name, byte[] value, int count)
        {
            byte[] key = Encoding.UTF8.GetBytes(name);
            EnsureRoom(EncodedLength(key, key.Length) + EncodedLength(value, count) + 2);
            if (_count > 0) _bytes[_count++] = (byte)'&';
            Encode(key, key.Length);
            _bytes[_count++] = (byte)'=';
            Encode(value, count);
        }

        /// <summary>The form, which takes no fields any more.</summary>
        public byte[] ToBytes()
        {
            if (_count == _bytes.Length) return _bytes;
            byte[] bytes = new byte[_count];
            Array.Copy(_bytes, bytes, _count);
            return bytes;
        }

        private static int EncodedLength(byte[] value, int count)
        {
            int length = count;
            for (int i = 0; i < count; i++)
            {
                if (!IsUnreserved(value[i])) length += 2;
            }
            return length;
        }

        private void Encode(byte[] value, int count)
        {
            for (int i = 0; i < count; i++)
            {
                byte b = value[i];
                if (IsUnreserved(b))
                {
                    _bytes[_count++] = b;
                    continue;
                }
                _bytes[_count++] = (byte)'%';
                _bytes[_count++] = _digits[b >> 4];
                _bytes[_count++] = _digits[b & 15];
            }
        }

        private static bool IsUnreserved(byte b)
        {
            return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9')
                || b == '-' || b == '.' || b == '_' || b == '~';
        }

        private void EnsureRoom(int moreBytes)
        {
            if (_count + moreBytes <= _bytes.Length) return;
            byte[] larger = new byte[_count + moreBytes];
            Array.Copy(_bytes, larger, _count);
            _bytes = larger;
        }
    }
}

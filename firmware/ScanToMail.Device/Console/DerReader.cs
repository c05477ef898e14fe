using System;

namespace ScanToMail.Console
{
    /// <summary>
    /// DER (X.690) from front to back: tags of one byte, lengths of up to three bytes. Whatever does not fit is a
    /// <see cref="FormatException"/>; nothing is read beyond the end.
    /// </summary>
    internal sealed class DerReader
    {
        public const int Integer = 0x02;
        public const int BitString = 0x03;
        public const int OctetString = 0x04;
        public const int ObjectId = 0x06;
        public const int Sequence = 0x30;
        public const int Set = 0x31;

        private readonly byte[] _der;
        private readonly int _end;

        /// <summary>Stands at the first byte.</summary>
        public DerReader(byte[] der)
        {
            _der = der;
            _end = der.Length;
        }

        /// <summary>Where it stands.</summary>
        public int At { get; set; }

        /// <summary>Nothing is left.</summary>
        public bool IsAtEnd
        {
            get { return At >= _end; }
        }

        /// <summary>The next byte, which is an element's tag.</summary>
        public int Peek()
        {
            if (At >= _end) throw Broken();
            return _der[At];
        }

        /// <summary>The next byte, and goes on.</summary>
        public int Take()
        {
            int value = Peek();
            At++;
            return value;
        }

        /// <summary>Reads tag and length and stands at the content; returns the content's end.</summary>
        public int Enter(int tag)
        {
            if (Take() != tag) throw Broken();
            int length = Take();
            if (length >= 0x80)
            {
                int bytes = length & 0x7F;
                if (bytes < 1 || bytes > 3) throw Broken();
                length = 0;
                for (int i = 0; i < bytes; i++) length = (length << 8) | Take();
            }
            if (length > _end - At) throw Broken();
            return At + length;
        }

        /// <summary>Goes behind the next element, whatever it is.</summary>
        public void Skip()
        {
            At = Enter(Peek());
        }

        /// <summary>The bytes up to a content's end, and goes there.</summary>
        public byte[] Content(int end)
        {
            if (end < At || end > _end) throw Broken();
            byte[] bytes = new byte[end - At];
            Array.Copy(_der, At, bytes, 0, bytes.Length);
            At = end;
            return bytes;
        }

        /// <summary>Reads an object identifier and tells whether it is this one (its content's bytes).</summary>
        public bool TakeObjectId(byte[] wanted)
        {
            return AreEqual(Content(Enter(ObjectId)), wanted);
        }

        /// <summary>Whether two arrays have the same bytes.</summary>
        public static bool AreEqual(byte[] a, byte[] b)
        {
            if (a.Length != b.Length) return false;
            for (int i = 0; i < a.Length; i++)
            {
                if (a[i] != b[i]) return false;
            }
            return true;
        }

        public static FormatException Broken()
        {
            return new FormatException("it is no certificate or key, or a damaged one");
        }
    }
}

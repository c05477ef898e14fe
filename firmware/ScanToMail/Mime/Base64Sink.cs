using System;
using System.Text;

namespace ScanToMail.Mime
{
    /// <summary>
    /// Base64 in lines of 76 columns, each ended by CRLF (RFC 2045 6.8), made natively from the caller's own buffer:
    /// only what is left over from a multiple of 57 bytes is kept.
    /// </summary>
    public sealed class Base64Sink : ByteSink
    {
        private const int LineBytes = 57;
        private const int ChunkBytes = LineBytes * 36;

        private static readonly byte[] LineEnd = { (byte)'\r', (byte)'\n' };

        private readonly byte[] _carry = new byte[LineBytes];
        private ByteSink _next;
        private int _carryCount;

        /// <summary>Starts a new run into the next stage.</summary>
        public void Begin(ByteSink next)
        {
            _next = next;
            _carryCount = 0;
        }

        /// <inheritdoc/>
        public override void Write(byte[] buffer, int offset, int count)
        {
            if (_carryCount > 0)
            {
                int part = count < LineBytes - _carryCount ? count : LineBytes - _carryCount;
                Array.Copy(buffer, offset, _carry, _carryCount, part);
                _carryCount += part;
                offset += part;
                count -= part;
                if (_carryCount < LineBytes) return;
                Encode(_carry, 0, LineBytes);
                _carryCount = 0;
            }
            int whole = count - count % LineBytes;
            for (int done = 0; done < whole; done += ChunkBytes)
            {
                Encode(buffer, offset + done, ChunkBytes < whole - done ? ChunkBytes : whole - done);
            }
            _carryCount = count - whole;
            Array.Copy(buffer, offset + whole, _carry, 0, _carryCount);
        }

        /// <summary>Writes what is left; the run is over.</summary>
        public void End()
        {
            if (_carryCount > 0) Encode(_carry, 0, _carryCount);
            _carryCount = 0;
        }

        /// <summary>
        /// The device ends the last full line with CRLF, .NET leaves it open. Looked at as bytes, for on the device
        /// EndsWith, as everything that cuts a string, first makes a char[] of all of it.
        /// </summary>
        private void Encode(byte[] buffer, int offset, int count)
        {
            byte[] text = Encoding.UTF8.GetBytes(
                Convert.ToBase64String(buffer, offset, count, Base64FormattingOptions.InsertLineBreaks));
            _next.WriteDotless(text, 0, text.Length);
            if (text[text.Length - 1] != '\n') _next.WriteDotless(LineEnd, 0, LineEnd.Length);
        }
    }
}

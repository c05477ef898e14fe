using System.Buffers.Binary;

namespace ScanToMail.Hal.Pc
{
    /// <summary>Types of frames of the scan link (hal/SPEC-scan-link.md, section 4).</summary>
    public enum LinkFrameType : byte
    {
        /// <summary>Board: a new session.</summary>
        Hello = 0x01,

        /// <summary>Board: settings, start.</summary>
        Start = 0x02,

        /// <summary>Board: taken so far, and credit.</summary>
        Grant = 0x03,

        /// <summary>Board: send again from here, and credit.</summary>
        Resend = 0x04,

        /// <summary>Board: the session is over.</summary>
        Cancel = 0x05,

        /// <summary>Engine: answer to Hello.</summary>
        Welcome = 0x41,

        /// <summary>Engine: answer to Start.</summary>
        Started = 0x42,

        /// <summary>Engine: how it is.</summary>
        Status = 0x43,

        /// <summary>Engine: it can't start.</summary>
        Refused = 0x44,

        /// <summary>Engine: a page's description.</summary>
        Page = 0x81,

        /// <summary>Engine: some of a page's bytes.</summary>
        Strip = 0x82,

        /// <summary>Engine: the page is over.</summary>
        PageEnd = 0x83,

        /// <summary>Engine: there is no further page.</summary>
        ScanEnd = 0x84,

        /// <summary>Engine: the scan failed.</summary>
        Failed = 0x85
    }

    /// <summary>A frame of the scan link, written and read independently of the board's end.</summary>
    public sealed record LinkFrame(LinkFrameType Type, byte Credit, ushort Sequence, ushort Session, byte[] Payload)
    {
        /// <summary>Bytes before the payload.</summary>
        public const int HeaderBytes = 10;

        /// <summary>Bytes of a frame that are not payload.</summary>
        public const int OverheadBytes = HeaderBytes + 4;

        /// <summary>Most bytes of a payload.</summary>
        public const int PayloadMaxBytes = 2048;

        /// <summary>The frame as it goes over the line.</summary>
        public byte[] ToBytes()
        {
            var bytes = new byte[OverheadBytes + Payload.Length];
            bytes[0] = 0xA5;
            bytes[1] = 0x5A;
            bytes[2] = (byte)Type;
            bytes[3] = Credit;
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(4), Sequence);
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(6), Session);
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), (ushort)Payload.Length);
            Payload.CopyTo(bytes, HeaderBytes);
            int end = bytes.Length - 4;
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(end), Crc(bytes.AsSpan(2, end - 2)));
            return bytes;
        }

        /// <summary>
        /// CRC-32 (0x04C11DB7, highest bit first, start 0) of the bytes' base64 text. As a processor without base64
        /// would do it: three bytes give four characters.
        /// </summary>
        public static uint Crc(ReadOnlySpan<byte> bytes)
        {
            uint crc = 0;
            for (int i = 0; i < bytes.Length; i += 3)
            {
                int left = Math.Min(3, bytes.Length - i);
                int group = bytes[i] << 16 | (left > 1 ? bytes[i + 1] << 8 : 0) | (left > 2 ? bytes[i + 2] : 0);
                for (int j = 0; j < 4; j++)
                {
                    crc = Add(crc, j > left ? (byte)'=' : Alphabet[group >> (18 - 6 * j) & 63]);
                }
            }
            return crc;
        }

        private static ReadOnlySpan<byte> Alphabet =>
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8;

        private static uint Add(uint crc, byte character)
        {
            crc ^= (uint)character << 24;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 0x80000000) != 0 ? crc << 1 ^ 0x04C11DB7 : crc << 1;
            return crc;
        }
    }

    /// <summary>Finds frames in a run of bytes with noise and damage in it.</summary>
    public sealed class LinkFrameReader
    {
        private readonly List<byte> _bytes = [];

        /// <summary>Adds what came over the line.</summary>
        public void Add(ReadOnlySpan<byte> bytes) => _bytes.AddRange(bytes);

        /// <summary>The next sound frame, or null when more bytes are needed.</summary>
        public LinkFrame? Next()
        {
            while (_bytes.Count >= 2)
            {
                int start = _bytes.IndexOf(0xA5);
                _bytes.RemoveRange(0, start < 0 ? _bytes.Count : start);
                if (_bytes.Count < LinkFrame.HeaderBytes && (_bytes.Count < 2 || _bytes[1] == 0x5A)) return null;
                int payloadBytes = _bytes[1] == 0x5A ? _bytes[8] | _bytes[9] << 8 : int.MaxValue;
                if (payloadBytes > LinkFrame.PayloadMaxBytes)
                {
                    _bytes.RemoveAt(0);
                    continue;
                }
                int length = LinkFrame.OverheadBytes + payloadBytes;
                if (_bytes.Count < length) return null;
                if (Parse(_bytes.GetRange(0, length).ToArray()) is { } frame)
                {
                    _bytes.RemoveRange(0, length);
                    return frame;
                }
                _bytes.RemoveAt(0);
            }
            return null;
        }

        /// <summary>The line was quiet: what has begun will not be completed, but a sound frame may lie in
        /// it.</summary>
        public LinkFrame? NextAfterGap()
        {
            while (_bytes.Count > 0)
            {
                _bytes.RemoveAt(0);
                if (Next() is { } frame) return frame;
            }
            return null;
        }

        private static LinkFrame? Parse(byte[] bytes)
        {
            int end = bytes.Length - 4;
            uint crc = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(end));
            if (crc != LinkFrame.Crc(bytes.AsSpan(2, end - 2))) return null;
            return new LinkFrame(
                (LinkFrameType)bytes[2],
                bytes[3],
                BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(4)),
                BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(6)),
                bytes[LinkFrame.HeaderBytes..end]);
        }
    }
}

using System;

namespace ScanToMail.Smtp
{
    /// <summary>
    /// A message on its way by DATA: doubles every dot at a line's start (RFC 5321 4.5.2) and stops before a limit. No
    /// loop over the bytes: dots are looked for natively, and base64 has none.
    /// </summary>
    internal sealed class DataSink : ByteSink
    {
        private static readonly object Dot = (byte)'.';
        private static readonly byte[] DotBytes = { (byte)'.' };

        private readonly SmtpWire _wire;
        private bool _isAtLineStart;
        private long _limitBytes;
        private long _sizeBytes;
        private string _limitName;

        public DataSink(SmtpWire wire)
        {
            _wire = wire;
        }

        /// <summary>The message's size so far as SIZE counts it: before the doubling.</summary>
        public long SizeBytes
        {
            get { return _sizeBytes; }
        }

        /// <summary>Starts a message. A limit of 0 is none; its name is for the error.</summary>
        public void Begin(long limitBytes, string limitName)
        {
            _limitBytes = limitBytes > 0 ? limitBytes : long.MaxValue;
            _limitName = limitName;
            _isAtLineStart = true;
            _sizeBytes = 0;
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            if (count == 0) return;
            _sizeBytes += count;
            if (_sizeBytes > _limitBytes) throw TooLarge();
            int from = offset;
            int end = offset + count;
            int dot = Array.IndexOf(buffer, Dot, offset, count);
            while (dot >= 0)
            {
                bool isFirst = dot == offset ? _isAtLineStart : buffer[dot - 1] == '\n';
                if (isFirst)
                {
                    _wire.Write(buffer, from, dot - from);
                    _wire.Write(DotBytes, 0, 1);
                    from = dot;
                }
                dot = dot + 1 < end ? Array.IndexOf(buffer, Dot, dot + 1, end - dot - 1) : -1;
            }
            _wire.Write(buffer, from, end - from);
            _isAtLineStart = buffer[end - 1] == '\n';
        }

        public override void WriteDotless(byte[] buffer, int offset, int count)
        {
            if (count == 0) return;
            _sizeBytes += count;
            if (_sizeBytes > _limitBytes) throw TooLarge();
            _wire.Write(buffer, offset, count);
            _isAtLineStart = buffer[offset + count - 1] == '\n';
        }

        /// <summary>Writes the end of the data; a message that does not end in a line end gets one.</summary>
        public void WriteEnd()
        {
            _wire.WriteAscii(_isAtLineStart ? ".\r\n" : "\r\n.\r\n");
        }

        private SmtpBrokenException TooLarge()
        {
            return _wire.Broken(SmtpBreak.SizeLimit,
                "the message is larger than " + _limitName + " of " + _limitBytes.ToString() + " bytes");
        }
    }
}

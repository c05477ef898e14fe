using ScanToMail.Hal;

namespace ScanToMail.Delivery
{
    /// <summary>A mail of the spool: texts from its record, the attachment from its document's file.</summary>
    internal sealed class SpooledContent : MailContent
    {
        private readonly Spool _spool;
        private readonly SpoolRecord _record;

        public SpooledContent(Spool spool, SpoolRecord record)
        {
            _spool = spool;
            _record = record;
        }

        public override string Subject
        {
            get { return _record.Subject; }
        }

        public override string Text
        {
            get { return _record.Text; }
        }

        public override string ContentType
        {
            get { return _record.ContentType; }
        }

        public override string FileName
        {
            get { return _record.FileName; }
        }

        public override long LengthBytes
        {
            get { return _record.DocumentBytes; }
        }

        public override void Prepare()
        {
            if (_record.IsReport) return;
            IFlashFile file = _spool.OpenDocument(_record.Number);
            file.Close();
        }

        public override void WriteAttachment(ByteSink sink)
        {
            long written = SpoolCopy.Write(_spool, _record.Number, sink);
            if (written == _record.DocumentBytes) return;
            throw new FlashException(FlashFailure.Damaged, "the document has " + written.ToString() + " bytes, not "
                + _record.DocumentBytes.ToString());
        }

        public override void Close()
        {
        }
    }

    /// <summary>Copies documents out of the spool.</summary>
    internal static class SpoolCopy
    {
        /// <summary>A multiple of what base64 takes at once, so that nothing is left over between two reads.</summary>
        private const int BufferBytes = 4104;

        /// <summary>Pushes a document's bytes and returns how many there were. The buffer lives as long as this does: it is
        /// part of what a job may take. Throws <see cref="FlashException"/> and what the sink throws.</summary>
        public static long Write(Spool spool, int number, ByteSink sink)
        {
            byte[] buffer = new byte[BufferBytes];
            IFlashFile file = spool.OpenDocument(number);
            long written = 0;
            try
            {
                int count;
                while ((count = Fill(file, buffer)) > 0)
                {
                    sink.Write(buffer, 0, count);
                    written += count;
                }
            }
            finally
            {
                file.Close();
            }
            return written;
        }

        private static int Fill(IFlashFile file, byte[] buffer)
        {
            int count = 0;
            int read;
            while (count < buffer.Length && (read = file.Read(buffer, count, buffer.Length - count)) > 0) count += read;
            return count;
        }
    }
}

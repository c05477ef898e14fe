using System;
using System.Text;
using ScanToMail.Config;
using ScanToMail.Hal;

namespace ScanToMail.Delivery
{
    /// <summary>A record as bytes: the content of its sealed file, as firmware/SPEC-spool.md has it.</summary>
    internal static class SpoolRecordFormat
    {
        /// <summary>The sealed file's magic.</summary>
        public const string Magic = "STMJ";

        /// <summary>The layout's version.</summary>
        public const int Version = 2;

        /// <summary>The version before, without a count of recipients; it is still read.</summary>
        public const int VersionBefore = 1;

        /// <summary>Longest content; the settings, from which most of it comes, have 16 KB at most.</summary>
        public const int MaxBytes = 32 * 1024;

        private const int IsReportFlag = 1;
        private const int MayHaveArrivedFlag = 2;
        private const int IsReportDueFlag = 4;
        private const int IsVolatileFlag = 8;
        private const int FirstSize = 512;

        private static readonly char[] LineBreakers = { '\r', '\n', '\0' };

        /// <summary>The record's bytes. Throws <see cref="FlashException"/> Full for one that is too long.</summary>
        public static byte[] ToBytes(SpoolRecord record)
        {
            Writer writer = new Writer();
            writer.Number((int)record.State, 1);
            writer.Number((record.IsReport ? IsReportFlag : 0) | (record.MayHaveArrived ? MayHaveArrivedFlag : 0)
                | (record.IsReportDue ? IsReportDueFlag : 0) | (record.IsVolatile ? IsVolatileFlag : 0), 1);
            writer.Number((int)record.Kind, 1);
            writer.Number(record.KindTries, 2);
            writer.Number(record.Tries, 2);
            writer.Number(record.Number, 4);
            writer.Number(record.WaitS, 4);
            writer.Number(record.WaitedS, 4);
            writer.Number(record.NextTryS, 8);
            writer.Number(record.AcceptedS, 8);
            writer.Number(record.Pages, 4);
            writer.Number(record.DocumentBytes, 8);
            writer.Number(record.Counted.Order, 4);
            writer.Number(record.Counted.DayStartS, 8);
            writer.Number(record.Counted.Today, 4);
            writer.Number(record.Counted.DayBefore, 4);
            writer.Text(record.MessageId);
            writer.Text(record.Profile);
            writer.Text(record.Subject);
            writer.Text(record.Text);
            writer.Text(record.FileName);
            writer.Text(record.ContentType);
            writer.Text(record.Reason);
            writer.Text(record.Who);
            writer.Number(record.Recipients.Length, 2);
            for (int i = 0; i < record.Recipients.Length; i++) Write(writer, record.Recipients[i]);
            return writer.ToBytes();
        }

        /// <summary>The record that the bytes say. Throws <see cref="FlashException"/> Damaged where they say none.</summary>
        public static SpoolRecord FromBytes(byte[] bytes, int version, string name)
        {
            Reader reader = new Reader(bytes, name);
            SpoolRecord record = new SpoolRecord();
            record.State = (SpoolState)reader.Number(1, (int)SpoolState.Scanning, (int)SpoolState.Held);
            int flags = (int)reader.Number(1, 0, IsReportFlag | MayHaveArrivedFlag | IsReportDueFlag | IsVolatileFlag);
            record.IsReport = (flags & IsReportFlag) != 0;
            record.MayHaveArrived = (flags & MayHaveArrivedFlag) != 0;
            record.IsReportDue = (flags & IsReportDueFlag) != 0;
            record.IsVolatile = (flags & IsVolatileFlag) != 0;
            record.Kind = (RetryKind)reader.Number(1, (int)RetryKind.None, (int)RetryKind.Repeats);
            record.KindTries = (int)reader.Number(2, 0, ushort.MaxValue);
            record.Tries = (int)reader.Number(2, 0, ushort.MaxValue);
            record.Number = (int)reader.Number(4, 1, int.MaxValue);
            record.WaitS = (int)reader.Number(4, 0, int.MaxValue);
            record.WaitedS = (int)reader.Number(4, 0, int.MaxValue);
            record.NextTryS = reader.Number(8, 0, long.MaxValue);
            record.AcceptedS = reader.Number(8, 0, long.MaxValue);
            record.Pages = (int)reader.Number(4, 0, int.MaxValue);
            record.DocumentBytes = reader.Number(8, 0, long.MaxValue);
            if (version > VersionBefore) ReadCount(reader, record.Counted);
            record.MessageId = reader.Line();
            record.Profile = reader.Line();
            record.Subject = reader.Line();
            record.Text = reader.Text();
            record.FileName = reader.Line();
            record.ContentType = reader.Line();
            record.Reason = reader.Text();
            record.Who = reader.Text();
            ReadRecipients(reader, record);
            return record;
        }

        private static void ReadCount(Reader reader, RecipientCount count)
        {
            count.Order = (int)reader.Number(4, 0, int.MaxValue);
            count.DayStartS = reader.Number(8, 0, long.MaxValue);
            count.Today = (int)reader.Number(4, 0, RecipientCount.Max);
            count.DayBefore = (int)reader.Number(4, 0, RecipientCount.Max);
        }

        private static void Write(Writer writer, SpoolRecipient recipient)
        {
            writer.Number((int)recipient.Role, 1);
            writer.Number((int)recipient.State, 1);
            writer.Text(recipient.DisplayName);
            writer.Text(recipient.Address);
            writer.Text(recipient.LastReply);
        }

        private static void ReadRecipients(Reader reader, SpoolRecord record)
        {
            // No recipient takes less than 8 bytes: a count that can't be is refused before memory is taken for it.
            int count = (int)reader.Number(2, 1, reader.RestBytes / 8 + 1);
            record.Recipients = new SpoolRecipient[count];
            for (int i = 0; i < count; i++)
            {
                SpoolRecipient recipient = new SpoolRecipient();
                recipient.Role = (RecipientRole)reader.Number(1, (int)RecipientRole.To, (int)RecipientRole.Bcc);
                recipient.State = (RecipientState)reader.Number(1, (int)RecipientState.Waiting, (int)RecipientState.Refused);
                recipient.DisplayName = reader.Line();
                recipient.Address = reader.Line();
                recipient.LastReply = reader.Text();
                record.Recipients[i] = recipient;
            }
            if (reader.RestBytes > 0) throw reader.Damaged();
        }

        /// <summary>Little-endian numbers and texts with their length before them, into a buffer that grows.</summary>
        private sealed class Writer
        {
            private byte[] _bytes = new byte[FirstSize];
            private int _count;

            public void Number(long value, int sizeBytes)
            {
                Grow(sizeBytes);
                for (int i = 0; i < sizeBytes; i++) _bytes[_count++] = (byte)(value >> (8 * i));
            }

            public void Text(string text)
            {
                byte[] utf8 = Encoding.UTF8.GetBytes(text);
                Number(utf8.Length, 2);
                Grow(utf8.Length);
                Array.Copy(utf8, 0, _bytes, _count, utf8.Length);
                _count += utf8.Length;
            }

            public byte[] ToBytes()
            {
                byte[] bytes = new byte[_count];
                Array.Copy(_bytes, bytes, _count);
                return bytes;
            }

            private void Grow(int sizeBytes)
            {
                if (_count + sizeBytes > MaxBytes) throw new FlashException(FlashFailure.Full, "a job's record is too long");
                if (_count + sizeBytes <= _bytes.Length) return;
                byte[] longer = new byte[(_count + sizeBytes) * 2];
                Array.Copy(_bytes, longer, _count);
                _bytes = longer;
            }
        }

        /// <summary>Reads what <see cref="Writer"/> wrote, and nothing beyond its end.</summary>
        private sealed class Reader
        {
            private readonly byte[] _bytes;
            private readonly string _name;
            private int _at;

            public Reader(byte[] bytes, string name)
            {
                _bytes = bytes;
                _name = name;
            }

            public int RestBytes
            {
                get { return _bytes.Length - _at; }
            }

            public long Number(int sizeBytes, long min, long max)
            {
                if (RestBytes < sizeBytes) throw Damaged();
                long value = 0;
                for (int i = 0; i < sizeBytes; i++) value |= (long)_bytes[_at++] << (8 * i);
                if (value < min || value > max) throw Damaged();
                return value;
            }

            public string Text()
            {
                int length = (int)Number(2, 0, ushort.MaxValue);
                if (RestBytes < length) throw Damaged();
                string text = length == 0 ? "" : Encoding.UTF8.GetString(_bytes, _at, length);
                _at += length;
                return text;
            }

            /// <summary>A text that goes into a header.</summary>
            public string Line()
            {
                string text = Text();
                if (text.IndexOfAny(LineBreakers) >= 0) throw Damaged();
                return text;
            }

            public FlashException Damaged()
            {
                return new FlashException(FlashFailure.Damaged, _name + " holds no sound record");
            }
        }
    }
}

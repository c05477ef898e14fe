using System;
using ScanToMail.Config;
using ScanToMail.Hal;
using ScanToMail.Mime;

namespace ScanToMail.Delivery
{
    /// <summary>
    /// One mail as a MIME message: measured where its attachment's length is known, then written. Header, boundary and
    /// texts are made once, so that both give the same bytes.
    /// </summary>
    internal sealed class MessageComposer
    {
        private const int LineBytes = 57;

        private readonly IHal _hal;
        private readonly MessageWriter _writer = new MessageWriter();
        private readonly CountingSink _attachment = new CountingSink();
        private MessageHeaders _headers;
        private MailContent _content;
        private TransferEncoding _encoding;
        private string _boundary;

        public MessageComposer(IHal hal)
        {
            _hal = hal;
        }

        /// <summary>The attachment's bytes written so far.</summary>
        public long AttachmentBytes
        {
            get { return _attachment.Count; }
        }

        /// <summary>Forgets the last message's bytes.</summary>
        public void Clear()
        {
            _attachment.Begin(null);
        }

        /// <summary>Takes up a mail. Without SMTPUTF8 addresses that need it can't stand in the header either.</summary>
        public void Begin(Settings settings, OutgoingMail mail, bool hasSmtpUtf8, TransferEncoding encoding)
        {
            DateTime utc = mail.WrittenUtc == DateTime.MinValue ? _hal.Clock.UtcNow : mail.WrittenUtc;
            int offsetMinutes = settings.Time.Zone.OffsetMinutes(utc);
            byte[] random = new byte[16];
            _hal.Random.Fill(random, 0, random.Length);
            _content = mail.Content;
            _encoding = encoding;
            _boundary = MessageIds.NewBoundary(random);
            _headers = new MessageHeaders
            {
                From = ToMailbox(mail.From),
                ReplyTo = mail.ReplyTo == null ? null : ToMailbox(mail.ReplyTo),
                To = ToMailboxes(mail.To, hasSmtpUtf8),
                Cc = ToMailboxes(mail.Cc, hasSmtpUtf8),
                Subject = mail.Content.Subject,
                LocalTime = utc.AddMinutes(offsetMinutes),
                UtcOffsetMinutes = offsetMinutes,
                MessageId = mail.MessageId
            };
        }

        /// <summary>The message's size in bytes with an attachment of so many bytes.</summary>
        public long MeasureBytes(long attachmentBytes)
        {
            CountingSink all = new CountingSink();
            all.Begin(null);
            WriteStart(all);
            EndAttachment();
            _writer.End();
            if (_encoding == TransferEncoding.Binary) return all.Count + attachmentBytes;
            long lines = (attachmentBytes + LineBytes - 1) / LineBytes;
            return all.Count + (attachmentBytes + 2) / 3 * 4 + lines * 2;
        }

        /// <summary>Writes all of it but the end, which <see cref="End"/> writes.</summary>
        public void Write(ByteSink wire)
        {
            _attachment.Begin(WriteStart(wire));
            if (!HasAttachment) return;
            _content.WriteAttachment(_attachment);
            EndAttachment();
        }

        /// <summary>Writes the message's last bytes.</summary>
        public void End()
        {
            _writer.End();
            _headers = null;
            _content = null;
        }

        private bool HasAttachment
        {
            get { return _content.ContentType.Length > 0; }
        }

        private void EndAttachment()
        {
            if (HasAttachment) _writer.EndAttachment();
        }

        /// <summary>Returns where the attachment's bytes go; null for a mail without one.</summary>
        private ByteSink WriteStart(ByteSink next)
        {
            _writer.Begin(next, _headers, _boundary, _encoding);
            _writer.WriteText(_content.Text);
            if (!HasAttachment) return null;
            return _writer.BeginAttachment(_content.ContentType, _content.FileName, _encoding);
        }

        private static Mailbox[] ToMailboxes(MailAddress[] addresses, bool hasSmtpUtf8)
        {
            int count = 0;
            for (int i = 0; i < addresses.Length; i++)
            {
                if (hasSmtpUtf8 || !addresses[i].NeedsUtf8) count++;
            }
            Mailbox[] mailboxes = new Mailbox[count];
            for (int i = 0, next = 0; i < addresses.Length; i++)
            {
                if (hasSmtpUtf8 || !addresses[i].NeedsUtf8) mailboxes[next++] = ToMailbox(addresses[i]);
            }
            return mailboxes;
        }

        private static Mailbox ToMailbox(MailAddress address)
        {
            return new Mailbox { DisplayName = address.DisplayName, Address = address.Address };
        }
    }
}

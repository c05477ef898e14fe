using System;
using System.Text;

namespace ScanToMail.Mime
{
    /// <summary>
    /// Writes one message (RFC 5322, RFC 2045 to 2049): header, a text part, attachments of unknown length, in that
    /// order, in multipart/mixed. One object for the life of the device; nothing of a message is held.
    /// </summary>
    public sealed class MessageWriter
    {
        private const int SubjectLimitChars = 255;

        private readonly HeaderWriter _header = new HeaderWriter();
        private readonly Base64Sink _base64 = new Base64Sink();
        private ByteSink _next;
        private string _boundary;
        private bool _isBase64;

        /// <summary>
        /// Writes the message's header. The boundary comes from <see cref="MessageIds.NewBoundary"/>. With attachments
        /// that travel as they are, the whole is labelled binary too (RFC 2045 6.4). Throws
        /// <see cref="ArgumentException"/> for values with CR, LF or NUL.
        /// </summary>
        public void Begin(ByteSink next, MessageHeaders headers, string boundary, TransferEncoding encoding)
        {
            _next = next;
            _boundary = boundary;
            _header.Begin(next);
            _header.WriteField("Date", DateField(headers.LocalTime, headers.UtcOffsetMinutes));
            _header.WriteMailboxes("From", new Mailbox[] { headers.From });
            if (headers.ReplyTo != null) _header.WriteMailboxes("Reply-To", new Mailbox[] { headers.ReplyTo });
            _header.WriteMailboxes("To", headers.To);
            _header.WriteMailboxes("Cc", headers.Cc);
            HeaderWriter.Refuse("Message-ID", headers.MessageId);
            _header.WriteField("Message-ID", headers.MessageId);
            _header.WriteText("Subject", Cut(headers.Subject));
            _header.WriteField("MIME-Version", "1.0");
            _header.Open("Content-Type");
            _header.WriteToken("multipart/mixed;");
            ParameterWriter.Write(_header, "boundary", boundary, true);
            _header.Close();
            if (encoding == TransferEncoding.Binary) _header.WriteField("Content-Transfer-Encoding", "binary");
            next.WriteAscii("\r\n");
        }

        /// <summary>Writes the text part: any script, lines parted by '\n'.</summary>
        public void WriteText(string text)
        {
            byte[] bytes = TextPart.Canonical(text);
            bool isQuotedPrintable = TextPart.IsQuotedPrintableShorter(bytes);
            BeginPart();
            _header.WriteField("Content-Type", "text/plain; charset=utf-8");
            _header.WriteField("Content-Transfer-Encoding", isQuotedPrintable ? "quoted-printable" : "base64");
            _next.WriteAscii("\r\n");
            if (isQuotedPrintable)
            {
                TextPart.WriteQuotedPrintable(bytes, _next);
                return;
            }
            _base64.Begin(_next);
            _base64.Write(bytes, 0, bytes.Length);
            _base64.End();
        }

        /// <summary>Starts an attachment and returns where its bytes go.</summary>
        public ByteSink BeginAttachment(string contentType, string fileName, TransferEncoding encoding)
        {
            HeaderWriter.Refuse("Content-Type", contentType);
            _isBase64 = encoding == TransferEncoding.Base64;
            BeginPart();
            _header.Open("Content-Type");
            _header.WriteToken(contentType + ";");
            ParameterWriter.Write(_header, "name", fileName, true);
            _header.Close();
            _header.WriteField("Content-Transfer-Encoding", _isBase64 ? "base64" : "binary");
            _header.Open("Content-Disposition");
            _header.WriteToken("attachment;");
            ParameterWriter.Write(_header, "filename", fileName, true);
            _header.Close();
            _next.WriteAscii("\r\n");
            if (!_isBase64) return _next;
            _base64.Begin(_next);
            return _base64;
        }

        /// <summary>Ends the attachment.</summary>
        public void EndAttachment()
        {
            if (_isBase64) _base64.End();
        }

        /// <summary>Ends the message; its last bytes are CRLF.</summary>
        public void End()
        {
            _next.WriteAscii("\r\n--" + _boundary + "--\r\n");
        }

        /// <summary>The CRLF before a delimiter belongs to the delimiter (RFC 2046 5.1.1).</summary>
        private void BeginPart()
        {
            _next.WriteAscii("\r\n--" + _boundary + "\r\n");
        }

        /// <summary>RFC 5322 3.3. The device's "zzz" is no zone, so it is written by hand.</summary>
        private static string DateField(DateTime localTime, int offsetMinutes)
        {
            int minutes = offsetMinutes < 0 ? -offsetMinutes : offsetMinutes;
            return localTime.ToString("ddd, dd MMM yyyy HH:mm:ss") + (offsetMinutes < 0 ? " -" : " +")
                + (minutes / 60).ToString("D2") + (minutes % 60).ToString("D2");
        }

        private static string Cut(string subject)
        {
            if (subject.Length <= SubjectLimitChars) return subject;
            char[] chars = subject.ToCharArray();
            int count = SubjectLimitChars - 1;
            if (chars[count - 1] >= 0xD800 && chars[count - 1] <= 0xDBFF) count--;
            return new string(chars, 0, count) + "\u2026";
        }
    }
}

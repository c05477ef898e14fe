namespace ScanToMail.Delivery
{
    /// <summary>
    /// What a mail is about: subject, text and one attachment, whose bytes come into being while they are sent. The
    /// texts may depend on the scan (number of pages), so they are asked for only after <see cref="Prepare"/>.
    /// </summary>
    public abstract class MailContent
    {
        /// <summary>
        /// Gets ready to deliver bytes; called once, after the server has let us in and before MAIL, so that an
        /// empty feeder costs the server nothing and no strip waits for a handshake. Blocks while the first page
        /// comes. Throws what the source throws (<see cref="Hal.ScanException"/>).
        /// </summary>
        public abstract void Prepare();

        /// <summary>The subject, any script, one line.</summary>
        public abstract string Subject { get; }

        /// <summary>The text part, any script, lines parted by '\n'.</summary>
        public abstract string Text { get; }

        /// <summary>The attachment's media type, such as application/pdf; "" for a mail without an attachment.</summary>
        public abstract string ContentType { get; }

        /// <summary>The attachment's file name, any script.</summary>
        public abstract string FileName { get; }

        /// <summary>
        /// The attachment's length in bytes where it is known, or -1 while it is being scanned. Where it is known, the
        /// attachment can be written again, with the same bytes.
        /// </summary>
        public virtual long LengthBytes
        {
            get { return -1; }
        }

        /// <summary>Pushes the attachment's bytes. Throws what the source and the sink throw.</summary>
        public abstract void WriteAttachment(ByteSink sink);

        /// <summary>Frees the source, whatever happened before; may be called again.</summary>
        public abstract void Close();
    }
}

namespace ScanToMail
{
    /// <summary>
    /// Where bytes are pushed to. Every stage between the scanner and the socket is one: it takes bytes, does its
    /// work with native calls on whole buffers, and writes into the next. A stage owns at most one fixed buffer.
    /// </summary>
    public abstract class ByteSink
    {
        /// <summary>
        /// Takes <paramref name="count"/> bytes (0 or more) from <paramref name="offset"/>. The caller may reuse the
        /// buffer after the return. Blocks as long as the stages behind it; throws what they throw.
        /// </summary>
        public abstract void Write(byte[] buffer, int offset, int count);

        /// <summary>
        /// Takes bytes among which there is no dot, as base64 has none. A stage that has to look for dots overrides this and
        /// spares the search, which costs the board a third of what base64 itself does.
        /// </summary>
        public virtual void WriteDotless(byte[] buffer, int offset, int count)
        {
            Write(buffer, offset, count);
        }

        /// <summary>
        /// Takes text of ASCII characters only, one byte each. Where text is made natively (base64), a stage that
        /// can turn it into bytes in its own buffer overrides this and spares an array.
        /// </summary>
        public virtual void WriteAscii(string text)
        {
            byte[] bytes = System.Text.Encoding.UTF8.GetBytes(text);
            Write(bytes, 0, bytes.Length);
        }
    }
}

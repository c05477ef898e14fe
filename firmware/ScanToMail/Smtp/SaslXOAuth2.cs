using System;
using System.Text;
using ScanToMail.Hal;

namespace ScanToMail.Smtp
{
    /// <summary>
    /// AUTH XOAUTH2 with an access token that lies in flash: "user=" mailbox ^A "auth=Bearer " token ^A ^A, base64. The
    /// token goes from flash to the wire in chunks and is never whole in memory. In two steps: real tokens are longer than a
    /// command line may be (RFC 5321 4.5.3.1.4). A second challenge holds an error and is answered with an empty line, upon
    /// which the server says its no.
    /// </summary>
    // https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth
    public sealed class SaslXOAuth2 : SaslMechanism
    {
        /// <summary>Longest line of an AUTH exchange that servers have to take, line end included (RFC 4954 4).</summary>
        public const int LineLimitBytes = 12288;

        // A multiple of 3, so that the chunks' base64 makes one text.
        private const int ChunkBytes = 768;
        private const int KnownBytes = 48;

        private readonly IFlash _flash;
        private readonly string _file;
        private readonly int _offsetBytes;
        private readonly int _lengthBytes;
        private readonly byte[] _head;
        private readonly byte[] _tail = new byte[] { 1, 1 };

        /// <summary>A login of a mailbox with a token in a file of flash.</summary>
        public SaslXOAuth2(string mailbox, IFlash flash, string file, int offsetBytes, int lengthBytes)
        {
            _flash = flash;
            _file = file;
            _offsetBytes = offsetBytes;
            _lengthBytes = lengthBytes;
            _head = Encoding.UTF8.GetBytes("user=" + mailbox + "\u0001auth=Bearer ");
        }

        /// <inheritdoc/>
        public override string Name
        {
            get { return "XOAUTH2"; }
        }

        /// <inheritdoc/>
        public override int Steps
        {
            get { return 2; }
        }

        /// <inheritdoc/>
        public override int InitialResponseLength
        {
            get { return 0; }
        }

        /// <summary>Length of the line with the token, line end included.</summary>
        public int LineBytes
        {
            get { return (_head.Length + _lengthBytes + _tail.Length + 2) / 3 * 4 + 2; }
        }

        /// <summary>Writes the token, or, as the second answer, nothing. Throws <see cref="FlashException"/>; the line must
        /// then not be ended.</summary>
        public override void WriteResponse(int step, ByteSink sink)
        {
            if (step > 0) return;
            IFlashFile file = _flash.OpenRead(_file);
            try
            {
                file.Seek(_offsetBytes);
                Chunks chunks = new Chunks(sink);
                chunks.Add(_head, _head.Length);
                byte[] piece = new byte[ChunkBytes / 2];
                for (int left = _lengthBytes; left > 0;)
                {
                    int read = file.Read(piece, 0, left < piece.Length ? left : piece.Length);
                    if (read == 0) throw new FlashException(FlashFailure.Damaged, _file + " ends too early");
                    chunks.Add(piece, read);
                    left -= read;
                }
                chunks.Add(_tail, _tail.Length);
                chunks.End();
            }
            finally
            {
                file.Close();
            }
        }

        /// <summary>The starts of the token and of its line, which is what long secrets are known by. Throws <see
        /// cref="FlashException"/>.</summary>
        public override string[] Secrets()
        {
            byte[] start = new byte[KnownBytes < _lengthBytes ? KnownBytes : _lengthBytes];
            IFlashFile file = _flash.OpenRead(_file);
            try
            {
                file.Seek(_offsetBytes);
                int count = file.Read(start, 0, start.Length);
                string token = Encoding.UTF8.GetString(start, 0, count);
                int headBytes = _head.Length / 3 * 3;
                return new string[] { token, Convert.ToBase64String(_head, 0, headBytes) };
            }
            finally
            {
                file.Close();
            }
        }

        /// <summary>Gathers bytes and writes them as base64, a chunk at a time.</summary>
        private sealed class Chunks
        {
            private readonly ByteSink _sink;
            private readonly byte[] _chunk = new byte[ChunkBytes];
            private int _count;

            public Chunks(ByteSink sink)
            {
                _sink = sink;
            }

            public void Add(byte[] bytes, int count)
            {
                int offset = 0;
                while (count - offset >= ChunkBytes - _count)
                {
                    int part = ChunkBytes - _count;
                    Array.Copy(bytes, offset, _chunk, _count, part);
                    offset += part;
                    _count = ChunkBytes;
                    End();
                }
                Array.Copy(bytes, offset, _chunk, _count, count - offset);
                _count += count - offset;
            }

            public void End()
            {
                if (_count == 0) return;
                _sink.WriteAscii(Convert.ToBase64String(_chunk, 0, _count));
                _count = 0;
            }
        }
    }
}

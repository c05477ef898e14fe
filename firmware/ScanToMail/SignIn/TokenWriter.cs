using ScanToMail.Config;
using ScanToMail.Hal;

namespace ScanToMail.SignIn
{
    /// <summary>
    /// Writes the tokens of an answer to flash while they come in, one behind the other. What flash or a token is like is
    /// kept until the answer has ended: <see cref="Error"/>, <see cref="Problem"/>. Nothing counts before
    /// <see cref="TokenStore.Commit"/>.
    /// </summary>
    internal sealed class TokenWriter
    {
        private readonly TokenStore _store;
        private readonly Crc32 _crc = new Crc32();
        private IFlashFile _file;
        private int _fileBytes;
        private int _tokenBytes;
        private int _tokenMaxBytes;
        private bool _isRefresh;

        public TokenWriter(TokenStore store, string name)
        {
            _store = store;
            Tokens.File = name;
        }

        /// <summary>What has been written, as far as it is known.</summary>
        public StoredTokens Tokens { get; } = new StoredTokens();

        /// <summary>Why flash did not take it, or null.</summary>
        public FlashException Error { get; private set; }

        /// <summary>What is wrong with a token, or "".</summary>
        public string Problem { get; private set; } = "";

        /// <summary>A token begins.</summary>
        public void Begin(bool isRefresh)
        {
            bool isSecond = isRefresh ? Tokens.RefreshBytes > 0 : Tokens.AccessBytes > 0;
            if (isSecond) Problem = "a token stands in it twice";
            _isRefresh = isRefresh;
            _tokenBytes = 0;
            _tokenMaxBytes = isRefresh ? StoredTokens.RefreshMaxBytes : StoredTokens.AccessMaxBytes;
            if (isRefresh) Tokens.RefreshAt = _fileBytes;
            else Tokens.AccessAt = _fileBytes;
            if (_file == null && Error == null) Open();
        }

        /// <summary>A piece of it. What can't be of use is counted and not kept.</summary>
        public void Write(byte[] buffer, int offset, int count)
        {
            for (int i = offset; i < offset + count; i++)
            {
                // RFC 6749 A.12: visible ASCII. Nothing else may get into XOAUTH2's line of fields.
                if (!Characters.IsVisible((char)buffer[i])) Problem = "a token has characters that none may have";
            }
            int room = _tokenMaxBytes - _tokenBytes;
            _tokenBytes += count;
            int kept = count < room ? count : room;
            if (kept > 0) Append(buffer, offset, kept);
        }

        /// <summary>The token is complete.</summary>
        public void End()
        {
            if (_isRefresh) Tokens.RefreshBytes = _tokenBytes;
            else Tokens.AccessBytes = _tokenBytes;
            if (_isRefresh && _tokenBytes > _tokenMaxBytes)
            {
                Problem = "the refresh token has " + _tokenBytes.ToString() + " octets, at most "
                    + _tokenMaxBytes.ToString() + " have room";
            }
        }

        /// <summary>Closes with the trailer: from here on the file proves itself. Throws <see cref="FlashException"/>.</summary>
        public void Close(byte[] trailer, int crcAt)
        {
            _crc.Add(trailer, 0, crcAt);
            SealedFile.Put(trailer, crcAt, _crc.Value);
            _file.Write(trailer, 0, trailer.Length);
            _file.Close();
        }

        /// <summary>Length of the file so far.</summary>
        public int FileBytes
        {
            get { return _fileBytes; }
        }

        /// <summary>Gives the file up. Throws nothing: what can't be deleted now does not count and is deleted later.</summary>
        public void Discard()
        {
            if (_file == null) return;
            try
            {
                _file.Close();
                _store.DeleteOther();
            }
            catch (FlashException)
            {
                // The error that led here is told.
            }
            _file = null;
        }

        private void Open()
        {
            try
            {
                _store.DeleteOther();
                _file = _store.Flash.Create(Tokens.File);
            }
            catch (FlashException error)
            {
                Error = error;
            }
        }

        private void Append(byte[] buffer, int offset, int count)
        {
            if (Error != null) return;
            try
            {
                _file.Write(buffer, offset, count);
                _crc.Add(buffer, offset, count);
                _fileBytes += count;
            }
            catch (FlashException error)
            {
                Error = error;
            }
        }
    }
}

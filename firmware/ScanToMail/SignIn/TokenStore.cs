using ScanToMail.Config;
using ScanToMail.Hal;

namespace ScanToMail.SignIn
{
    /// <summary>
    /// The tokens in flash: two slots, of which one counts. New tokens are written to the other one, and its last bytes,
    /// once closed, are the moment when they count; only then the old ones are deleted. So a cut of the power leaves the old
    /// refresh token or the new one, and never none. The layout is in firmware/SPEC-sign-in.md.
    /// </summary>
    internal sealed class TokenStore
    {
        internal const int TrailerBytes = 48;

        private const string SlotA = "signin.a";
        private const string SlotB = "signin.b";
        private const int LayoutVersion = 1;
        private const int PieceBytes = 512;
        private const int CrcAt = 40;
        private const int MagicAt = 44;

        // "STMT", little-endian.
        private const uint Magic = 0x544D5453;

        private bool _isLoaded;

        public TokenStore(IFlash flash)
        {
            Flash = flash;
        }

        public IFlash Flash { get; }

        /// <summary>The tokens that count, or null.</summary>
        public StoredTokens Current { get; private set; }

        /// <summary>
        /// Reads what flash holds, once, and deletes what does not count. Tokens of another sign-in than
        /// <paramref name="binding"/> says are deleted, whenever it is called. Throws <see cref="FlashException"/> where
        /// they can't be.
        /// </summary>
        public void Load(uint binding)
        {
            if (!_isLoaded)
            {
                StoredTokens a = Read(SlotA);
                StoredTokens b = Read(SlotB);
                Current = a == null || (b != null && b.Generation > a.Generation) ? b : a;
                if (Current != b) Flash.Delete(SlotB);
                if (Current != a) Flash.Delete(SlotA);
                if (Current == null)
                {
                    Flash.Delete(SlotA);
                    Flash.Delete(SlotB);
                }
                _isLoaded = true;
            }
            if (Current != null && Current.Binding != binding) Erase();
        }

        /// <summary>Begins new tokens; the present ones go on counting.</summary>
        public TokenWriter Begin()
        {
            return new TokenWriter(this, OtherSlot());
        }

        /// <summary>
        /// Makes new tokens count; a refresh token that did not come is taken over from the present ones (RFC 6749 6). Throws
        /// <see cref="FlashException"/>: the present ones then count.
        /// </summary>
        public void Commit(TokenWriter writer, uint binding, long obtainedS, long expiresS)
        {
            StoredTokens tokens = writer.Tokens;
            if (tokens.RefreshBytes == 0 && Current != null && Current.RefreshBytes > 0) CopyRefresh(writer);
            if (writer.Error != null) throw writer.Error;
            tokens.Binding = binding;
            tokens.ObtainedS = obtainedS;
            tokens.ExpiresS = expiresS;
            tokens.Generation = Current == null ? 1 : Current.Generation + 1;
            writer.Close(Trailer(tokens, writer.FileBytes), CrcAt);
            Current = tokens;
            DeleteOld();
        }

        /// <summary>Deletes all tokens for good. Throws <see cref="FlashException"/>.</summary>
        public void Erase()
        {
            Current = null;
            Flash.Delete(SlotA);
            Flash.Delete(SlotB);
        }

        /// <summary>Deletes the slot that does not count.</summary>
        public void DeleteOther()
        {
            Flash.Delete(OtherSlot());
        }

        /// <summary>The refresh token, a secret. Throws <see cref="FlashException"/>.</summary>
        public byte[] ReadRefresh()
        {
            byte[] token = new byte[Current.RefreshBytes];
            IFlashFile file = Flash.OpenRead(Current.File);
            try
            {
                file.Seek(Current.RefreshAt);
                Fill(file, Current.File, token, token.Length);
            }
            finally
            {
                file.Close();
            }
            return token;
        }

        /// <summary>New tokens count whether or not the old ones can be deleted; <see cref="Load"/> and the next answer
        /// delete them too.</summary>
        private void DeleteOld()
        {
            try
            {
                DeleteOther();
            }
            catch (FlashException)
            {
                // Flash that takes no deletes tells so in other places.
            }
        }

        private void CopyRefresh(TokenWriter writer)
        {
            byte[] piece = new byte[PieceBytes];
            IFlashFile file = Flash.OpenRead(Current.File);
            try
            {
                file.Seek(Current.RefreshAt);
                writer.Begin(true);
                for (int left = Current.RefreshBytes; left > 0; left -= PieceBytes)
                {
                    int count = left < PieceBytes ? left : PieceBytes;
                    Fill(file, Current.File, piece, count);
                    writer.Write(piece, 0, count);
                }
                writer.End();
            }
            finally
            {
                file.Close();
            }
        }

        private string OtherSlot()
        {
            return Current != null && Current.File == SlotA ? SlotB : SlotA;
        }

        private static byte[] Trailer(StoredTokens tokens, int fileBytes)
        {
            byte[] trailer = new byte[TrailerBytes];
            SealedFile.Put(trailer, 0, LayoutVersion);
            SealedFile.Put(trailer, 4, (uint)tokens.Generation);
            SealedFile.Put(trailer, 8, tokens.Binding);
            SealedFile.Put(trailer, 12, (uint)tokens.AccessAt);
            SealedFile.Put(trailer, 16, (uint)tokens.AccessBytes);
            SealedFile.Put(trailer, 20, (uint)tokens.RefreshAt);
            SealedFile.Put(trailer, 24, (uint)tokens.RefreshBytes);
            SealedFile.Put(trailer, 28, (uint)tokens.ObtainedS);
            SealedFile.Put(trailer, 32, (uint)tokens.ExpiresS);
            SealedFile.Put(trailer, 36, (uint)fileBytes);
            SealedFile.Put(trailer, MagicAt, Magic);
            return trailer;
        }

        /// <summary>A slot, or null where there is none that is whole: what a cut left of a file is none.</summary>
        private StoredTokens Read(string name)
        {
            if (!Flash.Exists(name)) return null;
            IFlashFile file = null;
            try
            {
                file = Flash.OpenRead(name);
                return Read(file, name);
            }
            catch (FlashException)
            {
                return null;
            }
            finally
            {
                if (file != null) file.Close();
            }
        }

        private static StoredTokens Read(IFlashFile file, string name)
        {
            long lengthBytes = file.LengthBytes - TrailerBytes;
            int maxBytes = StoredTokens.AccessMaxBytes + StoredTokens.RefreshMaxBytes;
            if (lengthBytes < 0 || lengthBytes > maxBytes) return null;
            int fileBytes = (int)lengthBytes;
            Crc32 crc = new Crc32();
            byte[] piece = new byte[PieceBytes];
            for (int left = fileBytes; left > 0; left -= PieceBytes)
            {
                int count = left < PieceBytes ? left : PieceBytes;
                Fill(file, name, piece, count);
                crc.Add(piece, 0, count);
            }
            Fill(file, name, piece, TrailerBytes);
            crc.Add(piece, 0, CrcAt);
            bool isSound = SealedFile.Get(piece, CrcAt) == crc.Value && SealedFile.Get(piece, MagicAt) == Magic
                && SealedFile.Get(piece, 0) == LayoutVersion && SealedFile.Get(piece, 36) == fileBytes;
            if (!isSound) return null;
            StoredTokens tokens = OfTrailer(piece, name);
            return IsWithin(tokens, fileBytes) ? tokens : null;
        }

        /// <summary>Whether the tokens lie where the trailer says; of an access token that is too long, its start.</summary>
        private static bool IsWithin(StoredTokens tokens, int fileBytes)
        {
            int accessBytes = tokens.AccessBytes;
            int keptBytes = accessBytes < StoredTokens.AccessMaxBytes ? accessBytes : StoredTokens.AccessMaxBytes;
            return accessBytes <= TokenKeeper.AnswerLimitBytes && IsWithin(tokens.AccessAt, keptBytes, fileBytes)
                && IsWithin(tokens.RefreshAt, tokens.RefreshBytes, fileBytes);
        }

        private static bool IsWithin(int at, int countBytes, int fileBytes)
        {
            return at >= 0 && countBytes >= 0 && at <= fileBytes && countBytes <= fileBytes - at;
        }

        private static StoredTokens OfTrailer(byte[] trailer, string name)
        {
            return new StoredTokens
            {
                File = name,
                Generation = SealedFile.Get(trailer, 4),
                Binding = SealedFile.Get(trailer, 8),
                AccessAt = (int)SealedFile.Get(trailer, 12),
                AccessBytes = (int)SealedFile.Get(trailer, 16),
                RefreshAt = (int)SealedFile.Get(trailer, 20),
                RefreshBytes = (int)SealedFile.Get(trailer, 24),
                ObtainedS = SealedFile.Get(trailer, 28),
                ExpiresS = SealedFile.Get(trailer, 32)
            };
        }

        private static void Fill(IFlashFile file, string name, byte[] buffer, int count)
        {
            int have = 0;
            while (have < count)
            {
                int read = file.Read(buffer, have, count - have);
                if (read == 0) throw new FlashException(FlashFailure.Damaged, name + " ends too early");
                have += read;
            }
        }
    }
}

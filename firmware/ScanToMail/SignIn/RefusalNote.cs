using System.Text;
using ScanToMail.Config;
using ScanToMail.Hal;

namespace ScanToMail.SignIn
{
    /// <summary>
    /// Says in flash that the service has refused the refresh token for good, so that a device that starts again does not
    /// ask again. Holds for the tokens of one generation. A cut of the power may lose it; then the service says so once
    /// more. The layout is in firmware/SPEC-sign-in.md.
    /// </summary>
    internal sealed class RefusalNote
    {
        private const string FileName = "signin.note";
        private const string Magic = "STMN";
        private const int LayoutVersion = 1;
        private const int ContentMaxBytes = 2048;

        private readonly IFlash _flash;

        public RefusalNote(IFlash flash)
        {
            _flash = flash;
        }

        /// <summary>The refusal of these tokens, or null.</summary>
        public SignInException Load(StoredTokens tokens)
        {
            if (tokens == null || !_flash.Exists(FileName)) return null;
            try
            {
                SealedFile file = SealedFile.Read(_flash, FileName, Magic, ContentMaxBytes);
                if (file.Version != LayoutVersion || file.Generation != tokens.Generation) return null;
                string text = Encoding.UTF8.GetString(file.Content, 0, file.Content.Length);
                return new SignInException(SignInFailure.Expired, text);
            }
            catch (FlashException)
            {
                return null;
            }
        }

        /// <summary>Writes the refusal down; flash that does not take it loses it.</summary>
        public void Save(StoredTokens tokens, SignInException error)
        {
            try
            {
                _flash.Delete(FileName);
                byte[] text = Encoding.UTF8.GetBytes(error.Message);
                SealedFile.Write(_flash, FileName, Magic, LayoutVersion, tokens.Generation, text);
            }
            catch (FlashException)
            {
                // It holds until the next start in any case.
            }
        }

        /// <summary>Deletes the note; one that can't be deleted belongs to other tokens.</summary>
        public void Erase()
        {
            try
            {
                if (_flash.Exists(FileName)) _flash.Delete(FileName);
            }
            catch (FlashException)
            {
                // Its generation is not that of the tokens that follow.
            }
        }
    }
}

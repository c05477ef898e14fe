using System.Text;
using ScanToMail.Hal;

namespace ScanToMail.Console
{
    /// <summary>
    /// The console's PIN in flash: salt and PBKDF2 of it, in the file "pin"; the number of wrong tries in a row in
    /// "pin.tries", so that switching the device off and on gains nothing. A PIN is short: who can read the flash can try
    /// all of them, and only flash encryption prevents that.
    /// </summary>
    internal sealed class PinStore
    {
        public const int PinMinChars = 6;
        public const int PinMaxChars = 64;

        private const string PinFile = "pin";
        private const string TriesFile = "pin.tries";
        private const int SaltBytes = 16;
        private const int ContentBytes = SaltBytes + Sha256.DigestBytes;
        private const int Iterations = 400;
        private const int FreeTries = 3;
        private const int DelayMaxS = 300;

        private readonly IHal _hal;
        private int _triesSeen;

        public PinStore(IHal hal)
        {
            _hal = hal;
        }

        /// <summary>Whether a PIN is set.</summary>
        public bool HasPin
        {
            get { return _hal.Flash.Exists(PinFile); }
        }

        /// <summary>Seconds to wait before the next try: none for three tries, then 2, 4, 8 up to 300.</summary>
        public int DelayS
        {
            get
            {
                int wrong = ReadTries() - FreeTries;
                if (wrong < 0) return 0;
                return wrong > 7 ? DelayMaxS : 2 << wrong;
            }
        }

        /// <summary>What is wrong with a new PIN, or "".</summary>
        public static string Problem(string pin)
        {
            if (pin.Length < PinMinChars) return "is shorter than " + PinMinChars.ToString() + " characters";
            return pin.Length > PinMaxChars ? "is longer than " + PinMaxChars.ToString() + " characters" : "";
        }

        /// <summary>Sets the PIN. Throws <see cref="FlashException"/>.</summary>
        public void Set(string pin)
        {
            byte[] content = new byte[ContentBytes];
            byte[] salt = new byte[SaltBytes];
            _hal.Random.Fill(salt, 0, salt.Length);
            byte[] key = Pbkdf2.Derive(Encoding.UTF8.GetBytes(pin), salt, Iterations);
            System.Array.Copy(salt, 0, content, 0, SaltBytes);
            System.Array.Copy(key, 0, content, SaltBytes, key.Length);
            FlashFiles.Replace(_hal.Flash, PinFile, content);
            _hal.Flash.Delete(TriesFile);
        }

        /// <summary>Whether what flash holds can be a PIN.</summary>
        public bool IsSound
        {
            get { return FlashFiles.Read(_hal.Flash, PinFile, ContentBytes).Length == ContentBytes; }
        }

        /// <summary>Whether this is the PIN. A wrong one is counted before it is said to be wrong. Takes as long for every
        /// wrong PIN. Throws <see cref="FlashException"/>.</summary>
        public bool Check(string pin)
        {
            int tries = ReadTries();
            if (tries >= FreeTries) WriteTries(tries + 1);
            byte[] content = FlashFiles.Read(_hal.Flash, PinFile, ContentBytes);
            if (content.Length != ContentBytes) return false;
            byte[] salt = new byte[SaltBytes];
            System.Array.Copy(content, 0, salt, 0, SaltBytes);
            byte[] key = Pbkdf2.Derive(Encoding.UTF8.GetBytes(pin), salt, Iterations);
            int difference = 0;
            for (int i = 0; i < key.Length; i++) difference |= key[i] ^ content[SaltBytes + i];
            if (difference == 0)
            {
                if (tries > 0) ForgetTries();
                return true;
            }
            if (tries < FreeTries) WriteTries(tries + 1);
            return false;
        }

        /// <summary>In memory too: flash that can't be written gives nobody more tries until the device starts anew.</summary>
        private int ReadTries()
        {
            try
            {
                byte[] content = FlashFiles.Read(_hal.Flash, TriesFile, 1);
                return content.Length == 0 || content[0] < _triesSeen ? _triesSeen : content[0];
            }
            catch (FlashException)
            {
                return _triesSeen;
            }
        }

        private void WriteTries(int tries)
        {
            _triesSeen = tries > 255 ? 255 : tries;
            try
            {
                FlashFiles.Replace(_hal.Flash, TriesFile, new byte[] { (byte)_triesSeen });
            }
            catch (FlashException)
            {
                // Flash that can't be written does not make a wrong PIN right.
            }
        }

        private void ForgetTries()
        {
            _triesSeen = 0;
            try
            {
                _hal.Flash.Delete(TriesFile);
            }
            catch (FlashException)
            {
                // Nor a right one wrong.
            }
        }
    }
}

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
        private const int Iterations = 1000;
        private const int FreeTries = 3;
        private const int DelayMaxS = 300;

        private readonly IHal _hal;

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
            byte[] content = new byte[SaltBytes + Sha256.DigestBytes];
            byte[] salt = new byte[SaltBytes];
            _hal.Random.Fill(salt, 0, salt.Length);
            byte[] key = Pbkdf2.Derive(Encoding.UTF8.GetBytes(pin), salt, Iterations);
            System.Array.Copy(salt, 0, content, 0, SaltBytes);
            System.Array.Copy(key, 0, content, SaltBytes, key.Length);
            FlashFiles.Replace(_hal.Flash, PinFile, content);
            _hal.Flash.Delete(TriesFile);
        }

        /// <summary>Whether this is the PIN. A wrong one is counted before it is said to be wrong. Takes as long for every
        /// wrong PIN.</summary>
        public bool Check(string pin)
        {
            int tries = ReadTries();
            if (tries >= FreeTries) WriteTries(tries + 1);
            byte[] content = FlashFiles.Read(_hal.Flash, PinFile, SaltBytes + Sha256.DigestBytes);
            if (content.Length != SaltBytes + Sha256.DigestBytes) return false;
            byte[] salt = new byte[SaltBytes];
            System.Array.Copy(content, 0, salt, 0, SaltBytes);
            byte[] key = Pbkdf2.Derive(Encoding.UTF8.GetBytes(pin), salt, Iterations);
            int difference = 0;
            for (int i = 0; i < key.Length; i++) difference |= key[i] ^ content[SaltBytes + i];
            if (difference == 0)
            {
                if (tries > 0) _hal.Flash.Delete(TriesFile);
                return true;
            }
            if (tries < FreeTries) WriteTries(tries + 1);
            return false;
        }

        /// <summary>Takes the PIN away, for the factory reset.</summary>
        public void Erase()
        {
            _hal.Flash.Delete(PinFile);
            _hal.Flash.Delete(TriesFile);
        }

        private int ReadTries()
        {
            try
            {
                byte[] content = FlashFiles.Read(_hal.Flash, TriesFile, 1);
                return content.Length == 0 ? 0 : content[0];
            }
            catch (FlashException)
            {
                return 0;
            }
        }

        private void WriteTries(int tries)
        {
            try
            {
                FlashFiles.Replace(_hal.Flash, TriesFile, new byte[] { (byte)(tries > 255 ? 255 : tries) });
            }
            catch (FlashException)
            {
                // Flash that can't be written does not make a wrong PIN right.
            }
        }
    }
}

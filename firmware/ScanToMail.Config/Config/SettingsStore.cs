using System.Text;
using ScanToMail.Hal;

namespace ScanToMail.Config
{
    /// <summary>
    /// The settings in flash: two slots, each a file of settings and a file of their secrets, both of one generation. A
    /// save writes the slot that is not in force, secrets first; the settings' file closed is the moment when the new ones
    /// count. So a cut of the power leaves the old or the new ones, and never settings with secrets of another
    /// generation. The layout is in firmware/SPEC-settings.md.
    /// </summary>
    public sealed class SettingsStore
    {
        /// <summary>A plain settings text in flash under this name is taken over at <see cref="Load"/>.</summary>
        public const string ImportFile = "settings.json";

        private const string SettingsMagic = "STMS";
        private const string SecretsMagic = "STMK";
        private const int LayoutVersion = 1;
        private const int ContentMaxBytes = JsonText.LengthMaxBytes;

        private readonly IFlash _flash;
        private readonly SettingsStep[] _steps;
        private long _generation;
        private bool _isSlotB;
        private bool _isLoaded;

        /// <summary>A store over a flash; reads nothing yet.</summary>
        public SettingsStore(IFlash flash) : this(flash, SettingsSteps.Known())
        {
        }

        /// <summary>As above, with the steps that carry older versions over.</summary>
        public SettingsStore(IFlash flash, SettingsStep[] steps)
        {
            _flash = flash;
            _steps = steps;
        }

        /// <summary>What the last <see cref="Load"/> found wrong and what it used instead, for people; "" if nothing.
        /// Holds no secrets.</summary>
        public string Problem { get; private set; } = "";

        /// <summary>The keys that the last <see cref="Load"/> changed by taking over <see cref="ImportFile"/>, or "".</summary>
        public string Imported { get; private set; } = "";

        /// <summary>What is wrong with the text in <see cref="ImportFile"/>, or null.</summary>
        public SettingsException ImportError { get; private set; }

        /// <summary>Whether flash holds no settings that can be read, as far as the last call knows.</summary>
        public bool IsEmpty { get; private set; } = true;

        /// <summary>
        /// The settings in force, or an empty document. A text in <see cref="ImportFile"/> is checked, saved and
        /// deleted first; one that is wrong stays, and <see cref="ImportError"/> tells. Throws nothing for what flash or
        /// texts are like.
        /// </summary>
        public SettingsDocument Load()
        {
            Problem = "";
            Imported = "";
            ImportError = null;
            SettingsDocument document = LoadSlots();
            if (_flash.Exists(ImportFile))
            {
                document = Import(document);
            }

            return document;
        }

        /// <summary>
        /// Makes a document the settings in force. Its values are not checked here. Throws
        /// <see cref="FlashException"/>: the old ones then hold.
        /// </summary>
        public void Save(SettingsDocument document)
        {
            LoadOnce();
            byte[] settings = Encoding.UTF8.GetBytes(document.ToPublicJson());
            byte[] secrets = Encoding.UTF8.GetBytes(document.ToSecretJson());
            RefuseLength(settings.Length + secrets.Length);
            bool isSlotB = !_isSlotB;
            WriteSlot(isSlotB, settings, secrets);
            _isSlotB = isSlotB;
            _generation++;
            IsEmpty = false;
            Problem = "";
        }

        /// <summary>
        /// Deletes settings and secrets for good, a text that waits to be taken over too. A cut leaves all of the
        /// settings in force or none. Throws <see cref="FlashException"/>.
        /// </summary>
        public void Erase()
        {
            LoadOnce();
            _flash.Delete(ImportFile);
            DeleteSlot(!_isSlotB);
            DeleteSlot(_isSlotB);
            IsEmpty = true;
            Problem = "";
            ImportError = null;
        }

        /// <summary>Who has not loaded yet does not know which slot is in force.</summary>
        private void LoadOnce()
        {
            if (!_isLoaded)
            {
                LoadSlots();
            }
        }

        private void WriteSlot(bool isB, byte[] settings, byte[] secrets)
        {
            DeleteSlot(isB);
            try
            {
                SealedFile.Write(_flash, SecretsName(isB), SecretsMagic, LayoutVersion, _generation + 1, secrets);
                SealedFile.Write(_flash, SettingsName(isB), SettingsMagic, LayoutVersion, _generation + 1, settings);
            }
            catch (FlashException)
            {
                DeleteOrphan(isB);
                throw;
            }
        }

        private SettingsDocument LoadSlots()
        {
            _isLoaded = true;
            Slot a = ReadSlot(false);
            Slot b = ReadSlot(true);
            _isSlotB = b.Document != null && (a.Document == null || b.Generation > a.Generation);
            Slot used = _isSlotB ? b : a;
            _generation = a.Generation > b.Generation ? a.Generation : b.Generation;
            IsEmpty = used.Document == null;
            DeleteOrphan(false);
            DeleteOrphan(true);
            if (a.Problem.Length + b.Problem.Length > 0)
            {
                Report(a.Problem + (a.Problem.Length > 0 && b.Problem.Length > 0 ? "; " : "") + b.Problem + "; "
                    + (IsEmpty ? "no settings are left" : "the settings of " + SettingsName(_isSlotB) + " are used"));
            }

            return IsEmpty ? new SettingsDocument() : used.Document;
        }

        /// <summary>A slot without its settings' file is none: what a cut left of a save or of an erasure.</summary>
        private Slot ReadSlot(bool isB)
        {
            Slot slot = new Slot();
            if (!_flash.Exists(SettingsName(isB)))
            {
                return slot;
            }

            try
            {
                SealedFile settings = ReadFile(SettingsName(isB), SettingsMagic);
                slot.Generation = settings.Generation;
                SealedFile secrets = ReadFile(SecretsName(isB), SecretsMagic);
                if (secrets.Generation != settings.Generation)
                {
                    throw new FlashException(FlashFailure.Damaged, SecretsName(isB) + " belongs to other settings");
                }

                SettingsDocument document = SettingsDocument.Parse(Text(settings), _steps);
                document.TakeSecretsFrom(SettingsDocument.Parse(Text(secrets), _steps));
                slot.Document = document;
            }
            catch (FlashException e)
            {
                slot.Problem = e.Message;
            }
            catch (SettingsException e)
            {
                slot.Problem = SettingsName(isB) + ": " + e.Message;
            }

            return slot;
        }

        private SealedFile ReadFile(string name, string magic)
        {
            SealedFile file = SealedFile.Read(_flash, name, magic, ContentMaxBytes);
            if (file.Version != LayoutVersion)
            {
                throw new FlashException(FlashFailure.Damaged, name + " was written by a newer firmware");
            }

            return file;
        }

        private SettingsDocument Import(SettingsDocument present)
        {
            try
            {
                SettingsDocument document = SettingsDocument.Parse(ReadImport(), _steps);
                document.TakeMaskedSecretsFrom(present);
                document.ToSettings();
                Save(document);
                Imported = document.ChangesFrom(present);
                _flash.Delete(ImportFile);
                return document;
            }
            catch (SettingsException e)
            {
                ImportError = e;
                Report(ImportFile + " is not taken over: " + e.Message);
            }
            catch (FlashException e)
            {
                Report(ImportFile + " could not be taken over: " + e.Message);
            }

            // A text that was saved but can't be deleted is in force all the same.
            string problem = Problem;
            present = LoadSlots();
            Problem = problem;
            return present;
        }

        private string ReadImport()
        {
            IFlashFile file = _flash.OpenRead(ImportFile);
            try
            {
                int length = file.LengthBytes > ContentMaxBytes ? -1 : (int)file.LengthBytes;
                if (length < 0)
                {
                    throw new SettingsException("", "", "has " + file.LengthBytes + " bytes",
                        "at most " + ContentMaxBytes + " bytes are allowed: use fewer profiles");
                }

                byte[] bytes = new byte[length];
                int count = 0;
                int read;
                while (count < length && (read = file.Read(bytes, count, length - count)) > 0)
                {
                    count += read;
                }

                return Encoding.UTF8.GetString(bytes, 0, count);
            }
            finally
            {
                file.Close();
            }
        }

        private void Report(string problem)
        {
            Problem = Problem.Length == 0 ? problem : Problem + "; " + problem;
        }

        private void DeleteSlot(bool isB)
        {
            _flash.Delete(SettingsName(isB));
            _flash.Delete(SecretsName(isB));
        }

        /// <summary>Secrets that no settings point to are deleted as soon as the flash lets itself be written.</summary>
        private void DeleteOrphan(bool isB)
        {
            if (_flash.Exists(SettingsName(isB)) || !_flash.Exists(SecretsName(isB)))
            {
                return;
            }

            try
            {
                _flash.Delete(SecretsName(isB));
            }
            catch (FlashException e)
            {
                Report(e.Message);
            }
        }

        private static void RefuseLength(int length)
        {
            if (length > ContentMaxBytes)
            {
                throw new FlashException(FlashFailure.Full, "the settings have " + length + " bytes, at most "
                    + ContentMaxBytes + " have room: use fewer profiles");
            }
        }

        private static string Text(SealedFile file)
        {
            return Encoding.UTF8.GetString(file.Content, 0, file.Content.Length);
        }

        private static string SettingsName(bool isB)
        {
            return isB ? "settings.b" : "settings.a";
        }

        private static string SecretsName(bool isB)
        {
            return isB ? "secrets.b" : "secrets.a";
        }

        private sealed class Slot
        {
            internal SettingsDocument Document;
            internal long Generation;
            internal string Problem = "";
        }
    }
}

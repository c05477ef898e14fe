using ScanToMail.Config;
using ScanToMail.Hal;

namespace ScanToMail.Boot
{
    /// <summary>
    /// A factory reset in two halves: <see cref="Order"/> leaves a mark in flash, and the start that finds the mark deletes
    /// everything, the mark last. So nothing else runs while files go, and a cut of the power in the middle is made up for
    /// at the next start.
    /// </summary>
    public static class FactoryReset
    {
        private const string Mark = "factory-reset";

        /// <summary>Neither settings nor secrets, and needed again at once: the roots, and the size of the flash, which
        /// only tools/flash knows.</summary>
        private static readonly string[] Kept = new string[] { "roots.pem", "capacity" };

        private static readonly string[] Folders = new string[] { "spool/corrupt", "spool", "log", "" };

        /// <summary>Orders a reset; the caller then restarts the device. Throws <see cref="FlashException"/>: nothing is
        /// ordered, or, where flash was full, the settings are gone already.</summary>
        public static void Order(IFlash flash)
        {
            if (flash.Exists(Mark)) return;
            try
            {
                WriteMark(flash);
            }
            catch (FlashException error)
            {
                if (error.Failure != FlashFailure.Full) throw;
                new SettingsStore(flash).Erase();
                WriteMark(flash);
            }
        }

        /// <summary>Carries out a reset that was ordered. Returns whether there was one. Throws
        /// <see cref="FlashException"/>; the next start goes on with it.</summary>
        public static bool Finish(IFlash flash)
        {
            if (!flash.Exists(Mark)) return false;
            DeleteCertificate(flash);
            for (int i = 0; i < Folders.Length; i++) DeleteFiles(flash, Folders[i]);
            flash.Delete(Mark);
            return true;
        }

        /// <summary>The device's certificate has its key in it, and may lie in any folder. It goes first: after a cut the
        /// settings still tell its name.</summary>
        private static void DeleteCertificate(IFlash flash)
        {
            string name = new SettingsStore(flash).Load().Get("sending.clientCertificate");
            if (name == null) return;
            try
            {
                flash.Delete(name);
            }
            catch (FlashException error)
            {
                // A name that flash does not take is no file's.
                if (error.Failure != FlashFailure.BadName) throw;
            }
        }

        private static void WriteMark(IFlash flash)
        {
            flash.Create(Mark).Close();
        }

        private static void DeleteFiles(IFlash flash, string folder)
        {
            string[] names = flash.List(folder);
            for (int i = 0; i < names.Length; i++)
            {
                bool isKept = names[i] == Mark;
                for (int j = 0; j < Kept.Length; j++) isKept |= names[i] == Kept[j];
                if (!isKept) flash.Delete(names[i]);
            }
        }
    }
}

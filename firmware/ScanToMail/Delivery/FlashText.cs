using ScanToMail.Hal;

namespace ScanToMail.Delivery
{
    /// <summary>Small files read and written whole.</summary>
    internal static class FlashText
    {
        private const int LimitBytes = 12288;

        /// <summary>All bytes of a file of at most 12 KB. Throws <see cref="FlashException"/>.</summary>
        public static byte[] ReadAll(IFlash flash, string name)
        {
            return ReadAll(flash, name, 0);
        }

        /// <summary>All of a PEM file and the NUL that the board's TLS wants behind it: to add one there would put a second copy
        /// of all roots into memory. Throws <see cref="FlashException"/>.</summary>
        public static byte[] ReadPem(IFlash flash, string name)
        {
            return ReadAll(flash, name, 1);
        }

        private static byte[] ReadAll(IFlash flash, string name, int zerosBehind)
        {
            IFlashFile file = flash.OpenRead(name);
            try
            {
                if (file.LengthBytes > LimitBytes)
                {
                    throw new FlashException(FlashFailure.Damaged, name + " is longer than 12,288 bytes");
                }
                int length = (int)file.LengthBytes;
                byte[] bytes = new byte[length + zerosBehind];
                int count = 0;
                while (count < length)
                {
                    int read = file.Read(bytes, count, length - count);
                    if (read == 0) throw new FlashException(FlashFailure.Damaged, name + " ends too early");
                    count += read;
                }
                return bytes;
            }
            finally
            {
                file.Close();
            }
        }

        /// <summary>
        /// Writes a file in the place of the one of that name. A power cut may lose both, so it is for what can be lost.
        /// Throws <see cref="FlashException"/>; nothing half written is left then where it can be deleted.
        /// </summary>
        public static void Replace(IFlash flash, string name, byte[] bytes, int count)
        {
            flash.Delete(name);
            IFlashFile file = flash.Create(name);
            try
            {
                file.Write(bytes, 0, count);
                file.Close();
            }
            catch (FlashException)
            {
                Discard(flash, file, name);
                throw;
            }
        }

        private static void Discard(IFlash flash, IFlashFile file, string name)
        {
            try
            {
                file.Close();
                flash.Delete(name);
            }
            catch (FlashException)
            {
                // The first error is told.
            }
        }
    }
}

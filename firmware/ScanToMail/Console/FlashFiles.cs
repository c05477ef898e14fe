using ScanToMail.Hal;

namespace ScanToMail.Console
{
    /// <summary>Small files of the console, replaced as a whole: a cut of the power leaves the old or the new content.</summary>
    internal static class FlashFiles
    {
        private const string NewEnding = ".new";

        /// <summary>A file's bytes, at most <paramref name="limitBytes"/>; none where there is no such file. Throws
        /// <see cref="FlashException"/>.</summary>
        public static byte[] Read(IFlash flash, string name, int limitBytes)
        {
            Repair(flash, name);
            if (!flash.Exists(name)) return new byte[0];
            IFlashFile file = flash.OpenRead(name);
            try
            {
                if (file.LengthBytes > limitBytes) throw new FlashException(FlashFailure.Damaged, name + " is too long");
                byte[] bytes = new byte[(int)file.LengthBytes];
                int count = 0, read;
                while (count < bytes.Length && (read = file.Read(bytes, count, bytes.Length - count)) > 0) count += read;
                return bytes;
            }
            finally
            {
                file.Close();
            }
        }

        /// <summary>Writes a file in place of the one of that name. Throws <see cref="FlashException"/>.</summary>
        public static void Replace(IFlash flash, string name, byte[] content)
        {
            Repair(flash, name);
            IFlashFile file = flash.Create(name + NewEnding);
            try
            {
                file.Write(content, 0, content.Length);
            }
            catch (FlashException)
            {
                file.Close();
                flash.Delete(name + NewEnding);
                throw;
            }
            file.Close();
            flash.Delete(name);
            flash.Move(name + NewEnding, name);
        }

        /// <summary>A new file counts only where the old one is gone, for only then is it known to be whole.</summary>
        private static void Repair(IFlash flash, string name)
        {
            if (!flash.Exists(name + NewEnding)) return;
            if (flash.Exists(name)) flash.Delete(name + NewEnding);
            else flash.Move(name + NewEnding, name);
        }
    }
}

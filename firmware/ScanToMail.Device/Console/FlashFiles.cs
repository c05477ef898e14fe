using ScanToMail.Hal;

namespace ScanToMail.Console
{
    /// <summary>
    /// Small files of the console (roots, certificate, PIN), replaced as a whole: a cut of the power at any place leaves the
    /// old or the new content. A file is written as NAME.tmp and closed; renamed to NAME.new, which says that it is whole;
    /// then the old one is deleted and the new one renamed. <see cref="Repair"/> ends what a cut left between.
    /// </summary>
    internal static class FlashFiles
    {
        private const string Begun = ".tmp";
        private const string Whole = ".new";

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

        /// <summary>Writes a file in place of the one of that name. Throws <see cref="FlashException"/>: the old one then
        /// stays.</summary>
        public static void Replace(IFlash flash, string name, byte[] content)
        {
            Repair(flash, name);
            IFlashFile file = flash.Create(name + Begun);
            try
            {
                file.Write(content, 0, content.Length);
                file.Close();
            }
            catch (FlashException)
            {
                Discard(flash, file, name + Begun);
                throw;
            }
            flash.Move(name + Begun, name + Whole);
            Repair(flash, name);
        }

        /// <summary>Ends what a cut of the power left of a <see cref="Replace"/>. Throws <see cref="FlashException"/>.</summary>
        public static void Repair(IFlash flash, string name)
        {
            if (flash.Exists(name + Begun)) flash.Delete(name + Begun);
            if (!flash.Exists(name + Whole)) return;
            flash.Delete(name);
            flash.Move(name + Whole, name);
        }

        /// <summary>Ends what a cut of the power left half done of all these files in a folder; to be called once, at the start,
        /// for who reads them later does not know of this. Throws <see cref="FlashException"/>.</summary>
        public static void RepairAll(IFlash flash, string folder)
        {
            string[] names = flash.List(folder);
            for (int i = 0; i < names.Length; i++)
            {
                bool isHalf = names[i].EndsWith(Begun) || names[i].EndsWith(Whole);
                if (isHalf) Repair(flash, names[i].Substring(0, names[i].Length - Whole.Length));
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
                // The first error is told; the next Repair deletes it.
            }
        }
    }
}

using ScanToMail.Hal;

namespace ScanToMail.Console
{
    /// <summary>
    /// Small files of the console, replaced as a whole: a cut of the power leaves the old or the new content. NAME.tmp is
    /// written and may be torn; NAME.new is whole, for only a closed file is moved there, and takes the old one's place.
    /// </summary>
    internal static class FlashFiles
    {
        private const string TornEnding = ".tmp";
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
            Write(flash, name + TornEnding, content);
            flash.Move(name + TornEnding, name + NewEnding);
            flash.Delete(name);
            flash.Move(name + NewEnding, name);
        }

        /// <summary>Ends what a cut of the power left half done of all these files in a folder; to be called once, at the start.
        /// Throws <see cref="FlashException"/>.</summary>
        public static void RepairAll(IFlash flash, string folder)
        {
            string[] names = flash.List(folder);
            for (int i = 0; i < names.Length; i++)
            {
                bool isHalf = names[i].EndsWith(TornEnding) || names[i].EndsWith(NewEnding);
                if (isHalf) Repair(flash, names[i].Substring(0, names[i].Length - NewEnding.Length));
            }
        }

        private static void Write(IFlash flash, string name, byte[] content)
        {
            IFlashFile file = flash.Create(name);
            try
            {
                file.Write(content, 0, content.Length);
                file.Close();
            }
            catch (FlashException)
            {
                file.Close();
                flash.Delete(name);
                throw;
            }
        }

        private static void Repair(IFlash flash, string name)
        {
            flash.Delete(name + TornEnding);
            if (!flash.Exists(name + NewEnding)) return;
            flash.Delete(name);
            flash.Move(name + NewEnding, name);
        }
    }
}

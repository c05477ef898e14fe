using System;
using System.Collections;
using System.IO;
using System.Text;

namespace ScanToMail.Hal.Esp32
{
    /// <summary>
    /// Files on littlefs at I:\, and those of the spool on an SD card at D:\ where the board has one for them. littlefs
    /// keeps a file when it is closed and renames atomically. A card's FAT does neither for certain at a power cut: what
    /// is torn there is found by the firmware's own checksums. Full and read-only come as the same error: a write or close
    /// that fails is taken for full, a delete or move for read-only.
    /// </summary>
    internal sealed class Esp32Flash : IFlash
    {
        private const string Internal = "I:\\";
        private const string SdCard = "D:\\";
        private const string SpoolFolder = "spool";
        private const string CapacityFile = "capacity";
        private const string ConfigurationPrefix = "con_";
        private const int CapacityDigits = 10;

        private readonly bool _hasCard;

        internal Esp32Flash(long flashBytes, long cardBytes)
        {
            _hasCard = cardBytes > 0;
            CapacityBytes = _hasCard ? cardBytes : ReadCapacity(flashBytes);
        }

        public long CapacityBytes { get; }

        public bool Exists(string name)
        {
            return File.Exists(PathOf(name));
        }

        public IFlashFile Create(string name)
        {
            string path = PathOf(name);
            if (File.Exists(path)) throw new FlashException(FlashFailure.AlreadyExists, name + " exists already");
            try
            {
                MakeFolder(path);
                return new Esp32FlashFile(new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite), name);
            }
            catch (IOException error)
            {
                throw FlashErrors.Translate(error, FlashFailure.Full, name);
            }
        }

        public IFlashFile OpenRead(string name)
        {
            string path = PathOf(name);
            if (!File.Exists(path)) throw new FlashException(FlashFailure.NotFound, name + " is not in flash");
            try
            {
                return new Esp32FlashFile(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read), name);
            }
            catch (IOException error)
            {
                throw FlashErrors.Translate(error, FlashFailure.Damaged, name);
            }
        }

        public void Delete(string name)
        {
            string path = PathOf(name);
            try
            {
                if (File.Exists(path)) File.Delete(path);
            }
            catch (IOException error)
            {
                throw FlashErrors.Translate(error, FlashFailure.ReadOnly, name);
            }
        }

        public void Move(string from, string to)
        {
            string target = PathOf(to);
            try
            {
                MakeFolder(target);
                File.Move(PathOf(from), target);
            }
            catch (IOException error)
            {
                throw FlashErrors.Translate(error, FlashFailure.ReadOnly, from);
            }
        }

        public string[] List(string folder)
        {
            string path = RootOf(folder) + FlashNames.FolderPart(folder);
            if (folder.Length > 0 && !Directory.Exists(path)) return new string[0];
            try
            {
                return NamesOf(folder, Directory.GetFiles(path));
            }
            catch (IOException error)
            {
                throw FlashErrors.Translate(error, FlashFailure.Damaged, folder);
            }
        }

        private string PathOf(string name)
        {
            return FlashNames.PathOf(RootOf(name), name);
        }

        private string RootOf(string name)
        {
            return _hasCard && (name + "/").StartsWith(SpoolFolder + "/") ? SdCard : Internal;
        }

        private static void MakeFolder(string path)
        {
            int end = path.LastIndexOf('\\');
            if (end > Internal.Length - 1) Directory.CreateDirectory(path.Substring(0, end));
        }

        /// <summary>The board's firmware keeps its own configuration in files of the same file system.</summary>
        private static string[] NamesOf(string folder, string[] paths)
        {
            ArrayList names = new ArrayList();
            for (int i = 0; i < paths.Length; i++)
            {
                string name = FlashNames.NameOf(folder, paths[i]);
                if (!name.StartsWith(ConfigurationPrefix)) names.Add(name);
            }
            return (string[])names.ToArray(typeof(string));
        }

        /// <summary>What tools/flash wrote down of the chip, since littlefs here tells no size.</summary>
        private static long ReadCapacity(long otherwiseBytes)
        {
            try
            {
                byte[] text = new byte[CapacityDigits];
                FileStream file = new FileStream(Internal + CapacityFile, FileMode.Open, FileAccess.Read);
                int count = file.Read(text, 0, text.Length);
                file.Close();
                return long.Parse(Encoding.UTF8.GetString(text, 0, count).Trim());
            }
            catch (Exception)
            {
                return otherwiseBytes;
            }
        }
    }
}

using System.Text;
using ScanToMail.Hal;

namespace ScanToMail.Delivery
{
    /// <summary>
    /// What the device has learned about hosts, kept in flash: a line for each, "host note note". Hints only: when the
    /// file is lost to a power cut the device learns again.
    /// </summary>
    internal sealed class HostNotes
    {
        /// <summary>The host stalls when commands come in groups.</summary>
        public const string NoPipelining = "noPipelining";

        /// <summary>The host refused BDAT or what came by it.</summary>
        public const string NoBdat = "noBdat";

        /// <summary>A trial by BDAT has passed.</summary>
        public const string BdatPassed = "bdatPassed";

        private const string FileName = "hosts";
        private const int HostLimit = 8;
        private const int LengthLimitBytes = 2048;

        private readonly IFlash _flash;

        public HostNotes(IFlash flash)
        {
            _flash = flash;
        }

        /// <summary>Whether a host has a note.</summary>
        public bool Has(string host, string note)
        {
            string[] lines = ReadLines();
            int line = Find(lines, host);
            return line >= 0 && (lines[line] + " ").IndexOf(" " + note + " ") > 0;
        }

        /// <summary>Gives a host a note in place of another one, or of none (""). Flash that can't be written loses
        /// it.</summary>
        public void Set(string host, string note, string insteadOf)
        {
            if (Has(host, note)) return;
            string[] lines = ReadLines();
            int found = Find(lines, host);
            string notes = found < 0 ? "" : Without(lines[found].Substring(host.Length), insteadOf);
            string text = host + notes + " " + note + "\n";
            for (int i = 0, kept = 1; i < lines.Length && kept < HostLimit; i++)
            {
                if (i == found || lines[i].Length == 0) continue;
                text = text + lines[i] + "\n";
                kept++;
            }
            Write(Encoding.UTF8.GetBytes(text));
        }

        private static string Without(string notes, string note)
        {
            string[] words = notes.Split(' ');
            string rest = "";
            for (int i = 0; i < words.Length; i++)
            {
                if (words[i].Length > 0 && words[i] != note) rest = rest + " " + words[i];
            }
            return rest;
        }

        private static int Find(string[] lines, string host)
        {
            for (int i = 0; i < lines.Length; i++)
            {
                if (lines[i].StartsWith(host + " ")) return i;
            }
            return -1;
        }

        private string[] ReadLines()
        {
            try
            {
                if (!_flash.Exists(FileName)) return new string[0];
                IFlashFile file = _flash.OpenRead(FileName);
                byte[] bytes = new byte[LengthLimitBytes];
                int count = file.Read(bytes, 0, bytes.Length);
                file.Close();
                return Encoding.UTF8.GetString(bytes, 0, count).Split('\n');
            }
            catch (FlashException)
            {
                return new string[0];
            }
        }

        private void Write(byte[] bytes)
        {
            try
            {
                FlashText.Replace(_flash, FileName, bytes, bytes.Length);
            }
            catch (FlashException)
            {
                // A hint that can't be kept is learned again.
            }
        }
    }
}

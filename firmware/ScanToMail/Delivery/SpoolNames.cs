using System;
using ScanToMail.Hal;

namespace ScanToMail.Delivery
{
    /// <summary>The names of the spool's files: a folder, the job's number in eight digits, and what it is.</summary>
    internal static class SpoolNames
    {
        /// <summary>The folder of all of them.</summary>
        public const string Folder = "spool";

        /// <summary>Inside the spool's, for a board may keep the spool on another medium, and no file moves from one to
        /// another.</summary>
        public const string CorruptFolder = "spool/corrupt";

        private const int Digits = 8;

        /// <summary>The record.</summary>
        public static string Job(int number)
        {
            return Folder + "/" + number.ToString("D8") + ".job";
        }

        /// <summary>The record that is to replace it.</summary>
        public static string New(int number)
        {
            return Folder + "/" + number.ToString("D8") + ".new";
        }

        /// <summary>The document.</summary>
        public static string Document(int number)
        {
            return Folder + "/" + number.ToString("D8") + ".doc";
        }

        /// <summary>Whether it is the name of a document in the spool.</summary>
        public static bool IsDocument(string name)
        {
            return name.StartsWith(Folder + "/") && !name.StartsWith(CorruptFolder + "/") && name.EndsWith(".doc");
        }

        /// <summary>A record that can't be read.</summary>
        public static string CorruptJob(int number)
        {
            return CorruptFolder + "/" + number.ToString("D8") + ".job";
        }

        /// <summary>Its document.</summary>
        public static string CorruptDocument(int number)
        {
            return CorruptFolder + "/" + number.ToString("D8") + ".doc";
        }

        /// <summary>The numbers that files of a folder have, each once, lowest first.</summary>
        public static int[] Numbers(IFlash flash, string folder)
        {
            string[] names = flash.List(folder);
            int[] numbers = new int[names.Length];
            int count = 0;
            for (int i = 0; i < names.Length; i++)
            {
                int start = folder.Length + 1;
                if (names[i].Length < start + Digits) continue;
                if (!int.TryParse(names[i].Substring(start, Digits), out int number) || number <= 0) continue;
                int at = count;
                while (at > 0 && numbers[at - 1] > number) at--;
                if (at > 0 && numbers[at - 1] == number) continue;
                for (int j = count; j > at; j--) numbers[j] = numbers[j - 1];
                numbers[at] = number;
                count++;
            }
            int[] found = new int[count];
            Array.Copy(numbers, found, count);
            return found;
        }
    }
}

namespace ScanToMail.Hal.Esp32
{
    /// <summary>Names of the HAL's files as paths of the board.</summary>
    public static class FlashNames
    {
        private const int NameMaxChars = 64;
        private const string Allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-/";

        /// <summary>Whether a name may be used: parts of letters, digits, '.', '-' and '_', none empty or beginning with
        /// '.', with '/' between them, at most 64 characters in all.</summary>
        public static bool IsGood(string name)
        {
            string rooted = "/" + name + "/";
            if (name.Length > NameMaxChars || rooted.IndexOf("//") >= 0 || rooted.IndexOf("/.") >= 0) return false;
            return HasOnlyAllowed(name.ToCharArray());
        }

        /// <summary>The path below a root ("I:\"), with the board's separators. Throws <see cref="FlashException"/>
        /// BadName.</summary>
        public static string PathOf(string root, string name)
        {
            if (!IsGood(name)) throw new FlashException(FlashFailure.BadName, "'" + name + "' is no name for a file in flash");
            return root + FolderPart(name);
        }

        /// <summary>A name or folder with the board's separators.</summary>
        public static string FolderPart(string name)
        {
            char[] chars = name.ToCharArray();
            for (int i = 0; i < chars.Length; i++)
            {
                if (chars[i] == '/') chars[i] = '\\';
            }
            return new string(chars);
        }

        /// <summary>The name of a file in a folder, from its path.</summary>
        public static string NameOf(string folder, string path)
        {
            string file = path.Substring(path.LastIndexOf('\\') + 1);
            return folder.Length == 0 ? file : folder + "/" + file;
        }

        private static bool HasOnlyAllowed(char[] chars)
        {
            for (int i = 0; i < chars.Length; i++)
            {
                if (Allowed.IndexOf(chars[i]) < 0) return false;
            }
            return true;
        }
    }
}

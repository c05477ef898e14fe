namespace ScanToMail.Config
{
    /// <summary>
    /// A list of names in one string, "en|fr": costs one string in flash where an array would cost an object and its
    /// elements in RAM. An enum's members stand in the same order (Enum.ToString gives a number on the device).
    /// </summary>
    internal static class Choice
    {
        /// <summary>The name at a place, from 0; "" outside the list.</summary>
        internal static string NameAt(string names, int index)
        {
            string[] all = names.Split('|');
            return index >= 0 && index < all.Length ? all[index] : "";
        }

        /// <summary>The place of a name, or -1.</summary>
        internal static int IndexOf(string names, string name)
        {
            string[] all = names.Split('|');
            for (int i = 0; i < all.Length; i++)
            {
                if (all[i] == name)
                {
                    return i;
                }
            }

            return -1;
        }

        /// <summary>The names for people: "en or fr", "pdf, tiff or jpeg".</summary>
        internal static string Describe(string names)
        {
            string[] all = names.Split('|');
            if (all.Length == 1) return all[0] + ", the only one";
            string text = all[0];
            for (int i = 1; i < all.Length; i++)
            {
                text = text + (i == all.Length - 1 ? " or " : ", ") + all[i];
            }

            return text;
        }
    }
}

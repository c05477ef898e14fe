using System.Collections;

namespace ScanToMail.Config
{
    /// <summary>Finds values in a tree of JSON by a path such as "profiles[1].to[0]".</summary>
    internal static class SettingsPath
    {
        /// <summary>The value there, or null.</summary>
        internal static object Read(Hashtable tree, string path)
        {
            object at = tree;
            string[] names = path.Split('.');
            for (int i = 0; i < names.Length && at != null; i++)
            {
                string name = NameOf(names[i], out int place);
                at = at is Hashtable table && table.Contains(name) ? table[name] : null;
                if (place >= 0)
                {
                    at = at is ArrayList list && place < list.Count ? list[place] : null;
                }
            }

            return at;
        }

        /// <summary>
        /// Puts a value there; sections and lists come into being, profiles don't. A place in a list may be the one
        /// after its last. Throws <see cref="SettingsException"/>.
        /// </summary>
        internal static void Write(Hashtable tree, string path, object value)
        {
            int dot = path.LastIndexOf('.');
            Hashtable table = dot < 0 ? tree : SectionFor(tree, path.Substring(0, dot));
            string name = NameOf(path.Substring(dot + 1), out int place);
            if (place < 0)
            {
                table[name] = value;
                return;
            }

            ArrayList list = table.Contains(name) ? table[name] as ArrayList : null;
            int count = list == null ? 0 : list.Count;
            if (place > count)
            {
                throw new SettingsException(path, "", "is beyond the end of the list", "the next place is " + count);
            }

            if (list == null)
            {
                list = new ArrayList();
                table[name] = list;
            }

            if (place == count)
            {
                list.Add(value);
            }
            else
            {
                list[place] = value;
            }
        }

        /// <summary>Takes a value away; true if it was there.</summary>
        internal static bool Remove(Hashtable tree, string path)
        {
            if (Read(tree, path) == null)
            {
                return false;
            }

            int dot = path.LastIndexOf('.');
            Hashtable table = dot < 0 ? tree : (Hashtable)Read(tree, path.Substring(0, dot));
            string name = NameOf(path.Substring(dot + 1), out int place);
            if (place < 0)
            {
                table.Remove(name);
                return true;
            }

            ArrayList list = (ArrayList)table[name];
            list.RemoveAt(place);
            if (list.Count == 0)
            {
                table.Remove(name);
            }

            return true;
        }

        /// <summary>The elements of "a, b": split at commas outside quotes, without spaces around them.</summary>
        internal static ArrayList SplitList(string text)
        {
            ArrayList list = new ArrayList();
            char[] chars = text.ToCharArray();
            bool isQuoted = false;
            int start = 0;
            for (int i = 0; i <= chars.Length; i++)
            {
                bool isEnd = i == chars.Length;
                if (!isEnd && chars[i] == '\\' && isQuoted)
                {
                    i++;
                    continue;
                }

                if (!isEnd && chars[i] == '"')
                {
                    isQuoted = !isQuoted;
                }

                if (isEnd || (chars[i] == ',' && !isQuoted))
                {
                    string element = new string(chars, start, i - start).Trim();
                    if (element.Length > 0)
                    {
                        list.Add(element);
                    }

                    start = i + 1;
                }
            }

            return list;
        }

        private static Hashtable SectionFor(Hashtable tree, string path)
        {
            if (Read(tree, path) is Hashtable section)
            {
                return section;
            }

            string name = NameOf(path, out int place);
            if (place >= 0 || name.Length == 0)
            {
                throw new SettingsException(path, "", "does not exist", "add a profile first");
            }

            section = new Hashtable();
            tree[name] = section;
            return section;
        }

        // "to[3]" is "to" and 3; "to" is "to" and -1.
        private static string NameOf(string step, out int place)
        {
            place = -1;
            int bracket = step.IndexOf('[');
            if (bracket < 0)
            {
                return step;
            }

            string digits = step.Substring(bracket + 1, step.Length - bracket - (step.EndsWith("]") ? 2 : 1));
            if (!int.TryParse(digits, out place) || place < 0)
            {
                place = int.MaxValue;
            }

            return step.Substring(0, bracket);
        }
    }
}

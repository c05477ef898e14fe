using System.Collections;

namespace ScanToMail.Delivery
{
    /// <summary>Jobs that were moved away or lost since somebody was told last: how many, and a line about each of the
    /// first.</summary>
    internal sealed class DamageNotes
    {
        private const int LineLimit = 12;

        private readonly ArrayList _lines = new ArrayList();

        /// <summary>How many jobs there are, with and without a line.</summary>
        public int Count { get; private set; }

        /// <summary>A line about each of the first jobs, then how many more there are.</summary>
        public string Text(bool isFrench)
        {
            string text = "";
            for (int i = 0; i < _lines.Count; i++) text = text + (string)_lines[i] + "\n";
            if (Unnamed == 0) return text;
            return text + Unnamed.ToString() + (isFrench ? " de plus.\n" : " more.\n");
        }

        /// <summary>Writes the same into the log, for the mail may have to wait.</summary>
        public void WriteTo(EventLog log)
        {
            for (int i = 0; i < _lines.Count; i++) log.Add(0, "spool: " + (string)_lines[i]);
            if (Unnamed > 0) log.Add(0, "spool: " + Unnamed.ToString() + " more jobs were moved away or lost");
        }

        /// <summary>Counts a job that was moved away or lost.</summary>
        public void Add(string line)
        {
            if (_lines.Count < LineLimit) _lines.Add(line);
            Count++;
        }

        /// <summary>Adds later ones.</summary>
        public void Add(DamageNotes later)
        {
            for (int i = 0; i < later._lines.Count; i++) Add((string)later._lines[i]);
            Count += later.Unnamed;
        }

        private int Unnamed
        {
            get { return Count - _lines.Count; }
        }
    }
}

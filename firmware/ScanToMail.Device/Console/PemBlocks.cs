using System;
using System.Collections;
using System.Text;

namespace ScanToMail.Console
{
    /// <summary>
    /// The blocks of a PEM text (RFC 7468), line by line as it is pasted. What stands between them, such as the "Bag
    /// Attributes" that OpenSSL writes, is left out.
    /// </summary>
    public sealed class PemBlocks
    {
        /// <summary>The label of a certificate.</summary>
        public const string Certificate = "CERTIFICATE";

        private const string BeginMark = "-----BEGIN ";
        private const string EndMark = "-----END ";
        private const string Dashes = "-----";
        private const string KeyEnding = "PRIVATE KEY";

        private readonly ArrayList _labels = new ArrayList();
        private readonly ArrayList _texts = new ArrayList();
        private StringBuilder _lines;
        private string _label = "";

        /// <summary>Characters of all blocks so far.</summary>
        public int Length { get; private set; }

        /// <summary>How many blocks are complete.</summary>
        public int Count
        {
            get { return _labels.Count; }
        }

        /// <summary>A block has begun and not ended.</summary>
        public bool IsOpen
        {
            get { return _label.Length > 0; }
        }

        /// <summary>All lines of a text. Throws <see cref="FormatException"/>.</summary>
        public static PemBlocks Read(string text)
        {
            PemBlocks blocks = new PemBlocks();
            string[] lines = text.Split('\n');
            for (int i = 0; i < lines.Length; i++) blocks.Take(lines[i].Trim());
            return blocks;
        }

        /// <summary>
        /// The first block of a kind in a file's bytes; no block where there is none. Only its own lines become text, for a
        /// file of 12 KB would become three times that. Throws <see cref="FormatException"/>.
        /// </summary>
        public static PemBlocks ReadFirst(byte[] pem, bool isKey)
        {
            PemBlocks blocks = new PemBlocks();
            object lineFeed = (byte)'\n';
            for (int at = 0, end; at < pem.Length && blocks.Count == 0; at = end + 1)
            {
                end = Array.IndexOf(pem, lineFeed, at, pem.Length - at);
                if (end < 0) end = pem.Length;
                if (!blocks.IsOpen && pem[at] != '-') continue;
                string line = Encoding.UTF8.GetString(pem, at, end - at).Trim();
                string label = LabelOf(line);
                bool isWanted = isKey ? label.EndsWith(KeyEnding) : label == Certificate;
                if (blocks.IsOpen || isWanted) blocks.Take(line);
            }
            return blocks;
        }

        /// <summary>The next line, without blanks around it. Throws <see cref="FormatException"/> for one that can't stand
        /// there.</summary>
        public void Take(string line)
        {
            string label = LabelOf(line);
            if (label.Length > 0)
            {
                if (IsOpen) throw new FormatException("the block " + _label + " has no end");
                _label = label;
                _lines = new StringBuilder();
                return;
            }
            if (!IsOpen || line.Length == 0) return;
            if (line.StartsWith(EndMark)) End(line);
            else AddLine(line);
        }

        /// <summary>A block's label, such as "CERTIFICATE".</summary>
        public string LabelAt(int place)
        {
            return (string)_labels[place];
        }

        /// <summary>Whether a block is a private key.</summary>
        public bool IsKeyAt(int place)
        {
            return LabelAt(place).EndsWith(KeyEnding);
        }

        /// <summary>The place of the first block of a kind, from a place on; -1 where there is none.</summary>
        public int Find(bool isKey, int from)
        {
            for (int i = from; i < Count; i++)
            {
                if (isKey ? IsKeyAt(i) : LabelAt(i) == Certificate) return i;
            }
            return -1;
        }

        /// <summary>A block's bytes. Throws <see cref="FormatException"/>.</summary>
        public byte[] BytesAt(int place)
        {
            string text = (string)_texts[place];
            if (LabelAt(place).StartsWith("ENCRYPTED ") || text.IndexOf("Proc-Type:") >= 0)
            {
                throw new FormatException("the private key is encrypted");
            }
            string[] lines = text.Split('\n');
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < lines.Length; i++) all.Append(lines[i]);
            // The device drops what is left over from a group of four; .NET refuses it.
            if (all.Length % 4 != 0) throw new FormatException("the base64 of the " + LabelAt(place) + " is damaged");
            try
            {
                return Convert.FromBase64String(all.ToString());
            }
            catch (Exception)
            {
                throw new FormatException("the base64 of the " + LabelAt(place) + " is damaged");
            }
        }

        /// <summary>A block with its lines, each ended by a line feed.</summary>
        public string TextAt(int place)
        {
            return BeginMark + LabelAt(place) + Dashes + "\n" + (string)_texts[place] + EndMark + LabelAt(place) + Dashes + "\n";
        }

        /// <summary>All blocks, one behind the other.</summary>
        public string Text()
        {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < Count; i++) text.Append(TextAt(i));
            return text.ToString();
        }

        /// <summary>The label of a line that begins a block; "" for another one.</summary>
        private static string LabelOf(string line)
        {
            int length = line.Length - BeginMark.Length - Dashes.Length;
            bool isBegin = length > 0 && line.StartsWith(BeginMark) && line.EndsWith(Dashes);
            return isBegin ? line.Substring(BeginMark.Length, length) : "";
        }

        private void AddLine(string line)
        {
            _lines.Append(line).Append("\n");
            Length += line.Length + 1;
        }

        private void End(string line)
        {
            if (line != EndMark + _label + Dashes) throw new FormatException("the block " + _label + " ends as another one");
            _labels.Add(_label);
            _texts.Add(_lines.ToString());
            Length += 2 * (_label.Length + 18);
            _label = "";
            _lines = null;
        }
    }
}

using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace ScanToMail.Tests.Documents
{
    /// <summary>
    /// Reads a PDF strictly, as ISO 32000-1 7.5 lays a file out: every cross-reference entry points at its object, every
    /// object has an entry, every stream is as long as it says, the chain of sections ends.
    /// </summary>
    internal sealed partial class PdfVerifier
    {
        private readonly byte[] _bytes;
        private readonly string _text;
        private readonly Dictionary<int, int> _offsets = [];

        public PdfVerifier(byte[] bytes)
        {
            _bytes = bytes;
            _text = Encoding.Latin1.GetString(bytes);
            Assert.StartsWith("%PDF-1.", _text);
            Assert.EndsWith("%%EOF", _text.TrimEnd());
            ReadSections();
            ReadObjects();
        }

        /// <summary>The streams that are images, in the order of their objects.</summary>
        public List<byte[]> Images { get; } = [];

        /// <summary>Text of an object, its stream left out.</summary>
        public string Object(int number) => _text[_offsets[number].._text.IndexOf("endobj", _offsets[number], StringComparison.Ordinal)];

        private void ReadSections()
        {
            int at = int.Parse(Regex.Match(_text, @"startxref\s+(\d+)\s+%%EOF\s*$").Groups[1].Value);
            var seen = new HashSet<int>();
            while (at > 0)
            {
                Assert.True(seen.Add(at), "the sections form a loop");
                at = ReadSection(at);
            }
        }

        /// <summary>Reads a section's entries of 20 bytes and gives the place of the one before it, or 0.</summary>
        private int ReadSection(int at)
        {
            Assert.Equal("xref\n", _text.Substring(at, 5));
            at += 5;
            Match head;
            while ((head = SubsectionHead().Match(_text, at)).Success && head.Index == at)
            {
                int first = int.Parse(head.Groups[1].Value), count = int.Parse(head.Groups[2].Value);
                at += head.Length;
                for (int i = 0; i < count; i++, at += 20) ReadEntry(first + i, _text.Substring(at, 20));
            }
            Assert.Equal("trailer", _text.Substring(at, 7));
            string trailer = _text[at.._text.IndexOf("startxref", at, StringComparison.Ordinal)];
            Assert.Contains("/Root", trailer);
            Assert.Matches(@"/ID\s*\[\s*<[0-9A-Fa-f]{32}>\s*<[0-9A-Fa-f]{32}>\s*\]", trailer);
            Match previous = Regex.Match(trailer, @"/Prev (\d+)");
            return previous.Success ? int.Parse(previous.Groups[1].Value) : 0;
        }

        private void ReadEntry(int number, string entry)
        {
            Assert.Matches(@"^\d{10} \d{5} [nf][ \r][\r\n]$", entry);
            if (entry[17] == 'n') Assert.True(_offsets.TryAdd(number, int.Parse(entry[..10])), $"object {number} stands twice");
        }

        private void ReadObjects()
        {
            foreach ((int number, int offset) in _offsets.OrderBy(entry => entry.Key))
            {
                Assert.StartsWith($"{number} 0 obj", _text[offset..Math.Min(_text.Length, offset + 24)]);
                Match length = Regex.Match(_text[offset..Math.Min(_text.Length, offset + 400)], @"/Length (\d+)( 0 R)?");
                int stream = _text.IndexOf("stream\n", offset, StringComparison.Ordinal);
                int end = _text.IndexOf("endobj", offset, StringComparison.Ordinal);
                if (!length.Success || stream < 0 || stream > end) continue;
                ReadStream(number, offset, stream + 7, length);
            }
        }

        private void ReadStream(int number, int offset, int from, Match length)
        {
            int bytes = int.Parse(length.Groups[1].Value);
            if (length.Groups[2].Success)
            {
                string value = _text.Substring(_offsets[bytes], 60);
                bytes = int.Parse(Regex.Match(value, @"^\d+ 0 obj\s+(\d+)\s+endobj").Groups[1].Value);
            }
            Assert.StartsWith("endstream", _text[(from + bytes)..].TrimStart('\r', '\n')[..9]);
            if (_text[offset..from].Contains("/Subtype /Image") || _text[offset..from].Contains("/Subtype/Image"))
            {
                Images.Add(_bytes[from..(from + bytes)]);
            }
            Assert.True(number > 0);
        }

        [GeneratedRegex(@"(\d+) (\d+)\s*\n")]
        private static partial Regex SubsectionHead();
    }
}

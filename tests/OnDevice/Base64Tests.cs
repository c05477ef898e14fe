using System;
using System.Text;
using nanoFramework.TestFramework;
using ScanToMail.Mime;

namespace ScanToMail.Tests.OnDevice
{
    /// <summary>Base64 in lines, native, by chunk; and that the firmware's sink makes one and the same text of any cut.</summary>
    [TestClass]
    public class Base64Tests
    {
        private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

        [TestMethod]
        public void NativeLinesHave76ColumnsAndCrLf()
        {
            for (int lines = 1; lines <= 72; lines += 71)
            {
                string text = Convert.ToBase64String(Pattern(57 * lines), 0, 57 * lines, Base64FormattingOptions.InsertLineBreaks);
                // The board ends the last full line too, .NET does not; the sink looks.
                int full = 78 * lines;
                Assert.IsTrue(text.Length == full || text.Length == full - 2, "length " + text.Length.ToString());
                char[] chars = text.ToCharArray();
                for (int i = 76; i < chars.Length; i += 78)
                {
                    Assert.IsTrue(chars[i] == '\r' && chars[i + 1] == '\n', "no CRLF at " + i.ToString());
                }
            }
        }

        [TestMethod]
        public void ThePartialLineIsNotEnded()
        {
            Assert.AreEqual("AAEC", Convert.ToBase64String(Pattern(3), 0, 3, Base64FormattingOptions.InsertLineBreaks));
            Assert.AreEqual("AAECAw==", Convert.ToBase64String(Pattern(4), 0, 4, Base64FormattingOptions.InsertLineBreaks));
        }

        [TestMethod]
        public void TheSinkGivesTheSameTextHoweverTheBytesAreCut()
        {
            int[] sizes = new int[] { 0, 1, 56, 57, 58, 114, 500, 4104, 4105, 9000 };
            int[] cuts = new int[] { 1, 7, 57, 100, 4104, 9000 };
            for (int s = 0; s < sizes.Length; s++)
            {
                byte[] bytes = Pattern(sizes[s]);
                byte[] expected = Encode(bytes);
                for (int c = 0; c < cuts.Length; c++) Compare(expected, Sink(bytes, cuts[c]), sizes[s], cuts[c]);
            }
        }

        private static MemorySink Sink(byte[] bytes, int cut)
        {
            MemorySink memory = new MemorySink(bytes.Length * 2 + 16);
            Base64Sink sink = new Base64Sink();
            sink.Begin(memory);
            for (int at = 0; at < bytes.Length; at += cut)
            {
                sink.Write(bytes, at, cut < bytes.Length - at ? cut : bytes.Length - at);
            }
            sink.End();
            return memory;
        }

        private static void Compare(byte[] expected, MemorySink actual, int size, int cut)
        {
            string where = size.ToString() + " bytes by " + cut.ToString();
            Assert.AreEqual(expected.Length, actual.Count, where);
            for (int i = 0; i < expected.Length; i++)
            {
                if (expected[i] != actual.Bytes[i]) Assert.IsTrue(false, where + ": differs at " + i.ToString());
            }
        }

        /// <summary>Base64 by hand, RFC 2045 6.8: lines of 76 columns, each ended by CRLF.</summary>
        private static byte[] Encode(byte[] bytes)
        {
            byte[] alphabet = Encoding.UTF8.GetBytes(Alphabet);
            int groups = (bytes.Length + 2) / 3;
            byte[] text = new byte[groups * 4 + (groups + 18) / 19 * 2];
            int at = 0;
            for (int g = 0; g < groups; g++)
            {
                int left = bytes.Length - g * 3;
                int value = bytes[g * 3] << 16 | (left > 1 ? bytes[g * 3 + 1] << 8 : 0) | (left > 2 ? bytes[g * 3 + 2] : 0);
                text[at++] = alphabet[value >> 18 & 63];
                text[at++] = alphabet[value >> 12 & 63];
                text[at++] = left > 1 ? alphabet[value >> 6 & 63] : (byte)'=';
                text[at++] = left > 2 ? alphabet[value & 63] : (byte)'=';
                if (g % 19 != 18 && g != groups - 1) continue;
                text[at++] = (byte)'\r';
                text[at++] = (byte)'\n';
            }
            return text;
        }

        private static byte[] Pattern(int count)
        {
            byte[] bytes = new byte[count];
            for (int i = 0; i < count; i++) bytes[i] = (byte)(i % 251);
            return bytes;
        }
    }
}

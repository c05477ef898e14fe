using System.Text;
using nanoFramework.TestFramework;

namespace ScanToMail.Tests.OnDevice
{
    /// <summary>Text as bytes, natively and into a buffer of our own.</summary>
    [TestClass]
    public class Utf8Tests
    {
        private const string Text = "Stra\u00dfe 3\u20ac";

        private static readonly byte[] Bytes = new byte[]
        {
            0x53, 0x74, 0x72, 0x61, 0xC3, 0x9F, 0x65, 0x20, 0x33, 0xE2, 0x82, 0xAC
        };

        [TestMethod]
        public void TextBecomesBytes()
        {
            Same(Bytes, 0, Encoding.UTF8.GetBytes(Text), Bytes.Length);
        }

        [TestMethod]
        public void TextIsWrittenIntoABuffer()
        {
            byte[] buffer = new byte[40];
            int count = Encoding.UTF8.GetBytes(Text, 0, Text.Length, buffer, 5);
            Assert.AreEqual(Bytes.Length, count);
            Same(Bytes, 5, buffer, Bytes.Length);
            Assert.AreEqual(0, (int)buffer[4]);
            Assert.AreEqual(0, (int)buffer[5 + count]);
        }

        [TestMethod]
        public void BytesBecomeText()
        {
            Assert.AreEqual(Text, Encoding.UTF8.GetString(Bytes, 0, Bytes.Length));
            Assert.AreEqual("traß", Encoding.UTF8.GetString(Bytes, 1, 5));
        }

        [TestMethod]
        public void CharactersOutsideTheFirstPlaneGoThereAndBack()
        {
            string text = "a\uD83D\uDE00b";
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            Same(new byte[] { 0x61, 0xF0, 0x9F, 0x98, 0x80, 0x62 }, 0, bytes, 6);
            Assert.AreEqual(text, Encoding.UTF8.GetString(bytes, 0, bytes.Length));
        }

        [TestMethod]
        public void LettersAreSeenOneByOneInACharArray()
        {
            char[] chars = Text.ToCharArray();
            Assert.AreEqual(9, chars.Length);
            Assert.IsTrue(chars[4] == '\u00df' && chars[8] == '\u20ac');
        }

        private static void Same(byte[] expected, int offset, byte[] actual, int count)
        {
            for (int i = 0; i < count; i++)
            {
                if (actual[offset + i] != expected[i]) Assert.IsTrue(false, "differs at " + i.ToString());
            }
        }
    }
}

using System.Globalization;
using ScanToMail.Config;
using Xunit;

namespace ScanToMail.Tests.Config
{
    public class DomainNameTests
    {
        [Theory]
        [InlineData("example.com", "example.com")]
        [InlineData("EXAMPLE.Com", "example.com")]
        [InlineData("localhost", "localhost")]
        [InlineData("a-b.3com.example", "a-b.3com.example")]
        [InlineData("r3---sn.example", "r3---sn.example")]
        [InlineData("xn--mller-kva.example", "xn--mller-kva.example")]
        [InlineData("müller.example", "xn--mller-kva.example")]
        [InlineData("MüLLER.example", "xn--mller-kva.example")]
        [InlineData("straße.example", "xn--strae-oqa.example")]
        [InlineData("bücher。example", "xn--bcher-kva.example")]
        [InlineData("παράδειγμα.δοκιμή", "xn--hxajbheg2az3al.xn--jxalpdlp")]
        [InlineData("例え.テスト", "xn--r8jz45g.xn--zckzah")]
        [InlineData("пример.испытание", "xn--e1afmkfd.xn--80akhbyknj4f")]
        public void NamesGetTheirAsciiForm(string name, string expected)
        {
            Assert.Equal(expected, DomainName.ToAscii(name));
        }

        // RFC 3492 7.1, those samples that are labels as they stand (lower case, no signs).
        [Theory]
        [InlineData("ليهمابتكلموشعربي؟", null)]
        [InlineData("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye")]
        [InlineData("他們爲什麽不說中文", "ihqwctvzc91f659drss3x8bo0yb")]
        [InlineData("pročprostěnemluvíčesky", "proprostnemluvesky-uyb24dma41a")]
        [InlineData("למההםפשוטלאמדבריםעברית", "4dbcagdahymbxekheh6e0a7fei0b")]
        [InlineData("यहलोगहिन्दीक्योंनहींबोलसकतेहैं", "i1baa7eci9glrd9b2ae1bj0hfcgg6iyaf8o0a1dig0cd")]
        [InlineData("почемужеонинеговорятпорусски", "b1abfaaepdrnnbgefbadotcwatmq2g4l")]
        [InlineData("porquénopuedensimplementehablarenespañol", "porqunopuedensimplementehablarenespaol-fmd56a")]
        [InlineData("tạisaohọkhôngthểchỉnóitiếngviệt", "tisaohkhngthchnitingvit-kjcr8268qyxafd2f1b9g")]
        [InlineData("3年b組金八先生", "3b-ww4c5e180e575a65lsy2b")]
        [InlineData("そのスピードで", "d9juau41awczczp")]
        public void PunycodeIsThatOfTheRfc(string label, string? expected)
        {
            if (expected == null) Assert.NotNull(DomainName.ToAscii(label));
            else Assert.Equal("xn--" + expected + ".example", DomainName.ToAscii(label + ".example"));
        }

        [Fact]
        public void RandomLabelsAreEncodedAsDotNetEncodesThem()
        {
            var mapping = new IdnMapping();
            int seed = Random.Shared.Next();
            var random = new Random(seed);
            string letters = "abcxyz0189äöüßéèçñøåœășțłžαβγωабвгд中文日本語한국กขאבابदक\U00020000";
            string[] elements = letters.EnumerateRunes().Select(r => r.ToString()).ToArray();
            for (int round = 0; round < 3000; round++)
            {
                string label = string.Concat(Enumerable.Range(0, random.Next(1, 20)).Select(_ => elements[random.Next(elements.Length)]));
                string? expected;
                try
                {
                    expected = mapping.GetAscii(label + ".example");
                }
                catch (ArgumentException)
                {
                    // .NET also holds the rules for right-to-left scripts, which need the Unicode tables.
                    continue;
                }

                Assert.True(expected == DomainName.ToAscii(label + ".example"), $"seed {seed}: {label}");
            }
        }

        [Theory]
        [InlineData("", "empty")]
        [InlineData(".", "empty label")]
        [InlineData("example.", "ends in a dot")]
        [InlineData(".example", "empty label")]
        [InlineData("a..b", "empty label")]
        [InlineData("-a.example", "'-'")]
        [InlineData("a-.example", "'-'")]
        [InlineData("a_b.example", "'_'")]
        [InlineData("a b.example", "a space")]
        [InlineData("a\tb.example", "control character")]
        [InlineData("a\u00a0b.example", "no name may have")]
        [InlineData("müller@example", "'@'")]
        [InlineData("MÜLLER.example", "capital")]
        [InlineData("ŁÓDŹ.example", "capital")]
        [InlineData("ПРИМЕР.example", "capital")]
        [InlineData("ΔΟΚΙΜΉ.example", "capital")]
        [InlineData("mu\u0308ller.example", "accent")]
        [InlineData("a\u200db.example", "no name may have")]
        [InlineData("ｅxample.com", "no name may have")]
        [InlineData("ab--ü.example", "third and fourth")]
        [InlineData("192.168.1.1", "number")]
        [InlineData("example.123", "number")]
        [InlineData("a\ud83d.example", "no name may have")]
        public void WrongNamesAreRefusedWithTheReason(string name, string reason)
        {
            Assert.Contains(reason, Assert.Throws<FormatException>(() => DomainName.ToAscii(name)).Message);
        }

        [Fact]
        public void LengthsAreLimited()
        {
            string label = new('a', 63);
            Assert.Equal(label, DomainName.ToAscii(label));
            Assert.Contains("63", Assert.Throws<FormatException>(() => DomainName.ToAscii(label + "a")).Message);
            Assert.Contains("63", Assert.Throws<FormatException>(() => DomainName.ToAscii(new string('a', 5000))).Message);
            string longest = string.Join(".", label, label, label, new string('b', 61));
            Assert.Equal(253, DomainName.ToAscii(longest).Length);
            Assert.Contains("253", Assert.Throws<FormatException>(() => DomainName.ToAscii(longest + "b")).Message);
            Assert.Contains("63", Assert.Throws<FormatException>(() => DomainName.ToAscii(new string('a', 57) + "ü")).Message);
        }
    }
}

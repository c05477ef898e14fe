using ScanToMail.Config;
using Xunit;

namespace ScanToMail.Tests.Config
{
    public class MailAddressTests
    {
        [Theory]
        [InlineData("a@example.com", "", "a", "example.com")]
        [InlineData("  a@example.com ", "", "a", "example.com")]
        [InlineData("<a@example.com>", "", "a", "example.com")]
        [InlineData("First.Last+tag=x@Example.COM", "", "First.Last+tag=x", "example.com")]
        [InlineData("!#$%&'*+-/=?^_`{|}~@example.com", "", "!#$%&'*+-/=?^_`{|}~", "example.com")]
        [InlineData("root@localhost", "", "root", "localhost")]
        [InlineData("Accounts <a@example.com>", "Accounts", "a", "example.com")]
        [InlineData("Dr. J. Müller <a@example.com>", "Dr. J. Müller", "a", "example.com")]
        [InlineData("Scan \U0001f5a8 <a@example.com>", "Scan \U0001f5a8", "a", "example.com")]
        [InlineData("\"Doe, John\" <j@example.com>", "Doe, John", "j", "example.com")]
        [InlineData("\"a \\\"b\\\" \\\\ c\"   <j@example.com>", "a \"b\" \\ c", "j", "example.com")]
        [InlineData("\"a<b>@c\" <j@example.com>", "a<b>@c", "j", "example.com")]
        [InlineData("\"\" <j@example.com>", "", "j", "example.com")]
        [InlineData("\"two words\"@example.com", "", "\"two words\"", "example.com")]
        [InlineData("\"a@b\\\"c\"@example.com", "", "\"a@b\\\"c\"", "example.com")]
        [InlineData("Name <\"a>b\"@example.com>", "Name", "\"a>b\"", "example.com")]
        [InlineData("a@[192.0.2.1]", "", "a", "[192.0.2.1]")]
        [InlineData("a@[IPv6:2001:db8::1]", "", "a", "[IPv6:2001:db8::1]")]
        [InlineData("a@[IPv6:::ffff:192.0.2.1]", "", "a", "[IPv6:::ffff:192.0.2.1]")]
        [InlineData("a@[IPv6:1:2:3:4:5:6:7:8]", "", "a", "[IPv6:1:2:3:4:5:6:7:8]")]
        [InlineData("jürgen@müller.example", "", "jürgen", "xn--mller-kva.example")]
        [InlineData("用户@例え.テスト", "", "用户", "xn--r8jz45g.xn--zckzah")]
        public void AddressesAreTakenApart(string text, string name, string local, string domain)
        {
            MailAddress address = MailAddress.Parse("k", text);
            Assert.Equal((name, local, domain), (address.DisplayName, address.LocalPart, address.Domain));
            Assert.Equal(local + "@" + domain, address.Address);
            Assert.Equal(local.Any(c => c > 0x7f), address.NeedsUtf8);
        }

        [Theory]
        [InlineData("", "empty")]
        [InlineData(" ", "no '@'")]
        [InlineData("a", "no '@'")]
        [InlineData("@example.com", "nothing before")]
        [InlineData("a@", "domain")]
        [InlineData("a@b@example.com", "domain")]
        [InlineData(".a@example.com", "dot")]
        [InlineData("a.@example.com", "dot")]
        [InlineData("a..b@example.com", "dot")]
        [InlineData("a b@example.com", "without quotes: ' '")]
        [InlineData("a(c)@example.com", "without quotes: '('")]
        [InlineData("a,b@example.com", "without quotes: ','")]
        [InlineData("a@example.com, b@example.com", "','")]
        [InlineData("a@example.com b", "a space")]
        [InlineData("mailto:a@example.com", "':'")]
        [InlineData("A: a@example.com;", "':'")]
        [InlineData("a@example.com>", "'>' without '<'")]
        [InlineData("<a@example.com", "'<'")]
        [InlineData("a <b <c@example.com>", "'<'")]
        [InlineData("Doe, John <j@example.com>", "','")]
        [InlineData("a@b <j@example.com>", "'@'")]
        [InlineData("\"Doe <j@example.com>", "quote")]
        [InlineData("\"Doe\" John <j@example.com>", "quote")]
        [InlineData("\"Doe\\\" <j@example.com>", "quote")]
        [InlineData("\"a@example.com", "quote")]
        [InlineData("\"a\"b@example.com", "after the quoted")]
        [InlineData("\"a\\\"@example.com", "quote")]
        [InlineData("a@[192.0.2.300]", "no IP address")]
        [InlineData("a@[2001:db8::1]", "no IP address")]
        [InlineData("a@[IPv6:1:2:3]", "no IP address")]
        [InlineData("a@[IPv6:1.2.3.4::]", "no IP address")]
        [InlineData("a@[IPv6:1::2::3]", "no IP address")]
        [InlineData("a@[IPv6:12345::]", "no IP address")]
        [InlineData("a@[]", "no IP address")]
        [InlineData("a@192.0.2.1", "number")]
        [InlineData("a@example..com", "empty label")]
        [InlineData("a@-example.com", "'-'")]
        [InlineData("a@example.com\r\nBcc: b@example.com", "control character (code 13)")]
        [InlineData("a@example.com\n", "control character (code 10)")]
        [InlineData("a\0@example.com", "control character (code 0)")]
        [InlineData("Na\u0085me <a@example.com>", "control character (code 133)")]
        [InlineData("\"a\rb\"@example.com", "control character (code 13)")]
        public void WrongAddressesAreRefusedWithTheReason(string text, string problem)
        {
            var e = Assert.Throws<SettingsException>(() => MailAddress.Parse("profiles[1].to[0]", text));
            Assert.Equal("profiles[1].to[0]", e.Key);
            Assert.Contains(problem, e.Problem);
            Assert.Contains("give one address", e.Remedy);
            Assert.DoesNotContain(e.Message, char.IsControl);
        }

        [Fact]
        public void LengthsAreThoseOfRfc5321()
        {
            string local = new('l', 64);
            Assert.Equal(local, MailAddress.Parse("k", local + "@example.com").LocalPart);
            Assert.Contains("64", Error(local + "l@example.com"));
            Assert.Contains("64", Error(new string('ü', 33) + "@example.com"));

            string label = new('d', 63);
            string domain = string.Join(".", label, label, new string('e', 61));
            Assert.Equal(254, MailAddress.Parse("k", local + "@" + domain).Address.Length);
            Assert.Contains("254", Error(local + "@" + domain + "e"));
            Assert.Contains("254", Error("ü" + local[..62] + "@" + domain + "e"));

            string name = new('n', 128);
            Assert.Equal(name, MailAddress.Parse("k", name + " <a@example.com>").DisplayName);
            Assert.Contains("128", Error(name + "n <a@example.com>"));
            Assert.Contains("too long", Error(new string('n', 5000)));
        }

        [Fact]
        public void WhatIsTakenMimeKitReadsAlike()
        {
            int seed = Random.Shared.Next();
            var random = new Random(seed);
            string[] pieces = ["a", "b.c", ".", "@", "@example.com", "\"", "\\", "<", ">", " ", "(", ")", ",", ";", ":", "[", "]", "ü",
                "Name ", "\"q, r\" ", "<x@example.com>", "1", "-", "_", "+", "\U0001f5a8"];
            int taken = 0;
            for (int round = 0; round < 20000; round++)
            {
                string text = string.Concat(Enumerable.Range(0, random.Next(1, 7)).Select(_ => pieces[random.Next(pieces.Length)]));
                MailAddress address;
                try
                {
                    address = MailAddress.Parse("k", text);
                }
                catch (SettingsException)
                {
                    continue;
                }

                taken++;
                Assert.True(MimeKit.MailboxAddress.TryParse(text, out MimeKit.MailboxAddress? other), $"seed {seed}: {text}");
                string encoded = MimeKit.MailboxAddress.EncodeAddrspec(other.Address);
                Assert.True(string.Equals(address.Address, encoded, StringComparison.OrdinalIgnoreCase), $"seed {seed}: {text} gives {encoded}");
                Assert.True(string.Join(' ', address.DisplayName.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    == string.Join(' ', (other.Name ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)),
                    $"seed {seed}: {text} gives {other.Name}");
            }

            Assert.True(taken > 200, $"only {taken} addresses were right");
        }

        private static string Error(string text) =>
            Assert.Throws<SettingsException>(() => MailAddress.Parse("k", text)).Problem;
    }
}

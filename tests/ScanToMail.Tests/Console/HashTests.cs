using System.Security.Cryptography;
using System.Text;
using ScanToMail.Console;
using Xunit;

namespace ScanToMail.Tests.Console
{
    /// <summary>SHA-256, HMAC and PBKDF2 of our own give what the standards and .NET give.</summary>
    public class HashTests
    {
        [Theory]
        [InlineData("passwd", "salt", 1, "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc")] // RFC 7914 11
        [InlineData("Password", "NaCl", 80000, "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56")] // RFC 7914 11
        [InlineData("password", "salt", 4096, "c5e478d59288c841aa530db6845c4c8d962893a001ce4e11a4963873aa98134a")]
        public void Pbkdf2GivesTheStandardVectors(string password, string salt, int iterations, string key)
        {
            byte[] derived = Pbkdf2.Derive(Encoding.ASCII.GetBytes(password), Encoding.ASCII.GetBytes(salt), iterations);
            Assert.Equal(key, Convert.ToHexStringLower(derived));
        }

        [Theory] // RFC 4231 4.2, 4.3, 4.7
        [InlineData("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "4869205468657265", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")]
        [InlineData("4a656665", "7768617420646f2079612077616e7420666f72206e6f7468696e673f", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")]
        public void HmacGivesTheStandardVectors(string key, string message, string code)
        {
            var result = new byte[32];
            new Pbkdf2.Hmac(Convert.FromHexString(key)).Compute(Convert.FromHexString(message), result);
            Assert.Equal(code, Convert.ToHexStringLower(result));
        }

        [Fact]
        public void EveryLengthIsHashedAsDotNetDoes()
        {
            byte[] data = new byte[300];
            new Random(7).NextBytes(data);
            for (int length = 0; length < data.Length; length++)
            {
                var hash = new Sha256();
                int first = length / 3;
                hash.Add(data, 0, first);
                hash.Add(data, first, length - first);
                var digest = new byte[32];
                hash.Finish(digest, 0);
                Assert.Equal(SHA256.HashData(data.AsSpan(0, length)), digest);
                new Pbkdf2.Hmac(data[..length]).Compute(data[length..], digest);
                Assert.Equal(HMACSHA256.HashData(data[..length], data[length..]), digest);
            }
        }

        [Fact]
        public void RandomPasswordsAndSaltsGiveDotNetsKeys()
        {
            var random = new Random(8);
            for (int i = 0; i < 50; i++)
            {
                byte[] password = new byte[random.Next(1, 140)], salt = new byte[random.Next(1, 40)];
                random.NextBytes(password);
                random.NextBytes(salt);
                int iterations = random.Next(1, 40);
                Assert.Equal(Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA256, 32),
                    Pbkdf2.Derive(password, salt, iterations));
            }
        }
    }
}

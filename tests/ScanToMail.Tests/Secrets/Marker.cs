using System.Text;
using ScanToMail.Tests.Support;
using Xunit;

namespace ScanToMail.Tests.Secrets
{
    /// <summary>A secret with a text that is found nowhere by chance, in every form that code might bring it into.</summary>
    internal sealed class Marker
    {
        private readonly string _name;
        private readonly string[] _homes;
        private readonly List<string> _forms;

        /// <param name="name">For people.</param>
        /// <param name="secret">The secret.</param>
        /// <param name="homes">The files of flash in which it may stand.</param>
        public Marker(string name, string secret, params string[] homes)
        {
            _name = name;
            Secret = secret;
            _homes = homes;
            byte[] bytes = Encoding.UTF8.GetBytes(secret);
            _forms = [secret, Convert.ToHexString(bytes), Convert.ToHexStringLower(bytes), Uri.EscapeDataString(secret)];
            for (int shift = 0; shift < 3; shift++)
            {
                // Base64 of a text that the secret is a part of: what depends on its neighbours is left out.
                string base64 = Convert.ToBase64String([.. new byte[shift], .. bytes]);
                int start = shift == 0 ? 0 : 4;
                _forms.Add(base64[start..((bytes.Length + shift) / 3 * 4)]);
            }
            // Half a secret is one too.
            _forms.Add(secret[..(secret.Length / 2)]);
            _forms.Add(secret[(secret.Length / 2)..]);
        }

        public string Secret { get; }

        /// <summary>Looks for it in an output.</summary>
        public void MustNotBeIn(string output, string text)
        {
            foreach (string form in _forms)
            {
                int at = text.IndexOf(form, StringComparison.Ordinal);
                Assert.True(at < 0, $"{_name} is in {output} as \"{form}\": ...{(at < 0 ? "" : text[Math.Max(0, at - 80)..Math.Min(text.Length, at + 80)])}");
            }
        }

        /// <summary>Looks for it in every file but those that are its place.</summary>
        public void MustNotBeIn(SimFlash flash, bool mayBeAtHome = true)
        {
            foreach ((string name, byte[] bytes) in flash.Files)
            {
                if (!mayBeAtHome || !_homes.Contains(name)) MustNotBeIn("the file " + name, Encoding.Latin1.GetString(bytes));
            }
        }

        /// <summary>That it was planted at all, so that looking for it means something.</summary>
        public void MustBeAtHome(SimFlash flash) =>
            Assert.Contains(_homes, home => flash.Files.TryGetValue(home, out byte[]? bytes) && Encoding.UTF8.GetString(bytes).Contains(Secret));
    }
}

using ScanToMail.Config;
using Xunit;

namespace ScanToMail.Tests.Config
{
    public class PlaceholdersTests
    {
        private sealed class Upper : PlaceholderValues
        {
            public override string ValueOf(string name) => name.ToUpperInvariant();
        }

        [Theory]
        [InlineData("", "")]
        [InlineData("plain", "plain")]
        [InlineData("{device}{profile}{date}{time}{pages}{serial}", "DEVICEPROFILEDATETIMEPAGESSERIAL")]
        [InlineData("from {device} – {date}!", "from DEVICE – DATE!")]
        [InlineData("{{device}} {{{device}}}", "{device} {DEVICE}")]
        [InlineData("\U0001f5a8{pages}\U0001f5a8", "\U0001f5a8PAGES\U0001f5a8")]
        public void TextIsFilledIn(string text, string expected)
        {
            Assert.Equal(expected, Placeholders.Expand(text, new Upper()));
        }
    }
}

using ScanToMail.Config;
using ScanToMail.DeviceMemory;
using ScanToMail.Smtp;
using Xunit;

namespace ScanToMail.Tests.Config
{
    public class SettingsMemoryTests
    {
        /// <summary>Settings live as long as the device runs, out of 24 KB for everything.</summary>
        [Fact]
        public void SettingsWithFourProfilesTakeLittleMemory()
        {
            string text = Texts.Full.With("profiles", """
                [
                  {"name":"Accounts","to":["Accounts <accounts@contoso.com>","archive@contoso.com"],
                   "subject":"Invoice {date} from {device}","fileName":"invoice-{date}-{time}","document":"pdf","resolution":300},
                  {"name":"Reception","to":["reception@contoso.com"],"subject":"Post {date} {time}","resolution":200,"color":"gray"},
                  {"name":"Contracts","to":["legal@contoso.com"],"cc":["archive@contoso.com"],"document":"pdf","color":"bilevel"},
                  {"name":"To me","to":["someone@contoso.com"]}
                ]
                """);
            Assert.InRange(BytesOf(Settings.Parse(text)), 1_000, 6_000);
        }

        [Fact]
        public void MinimalSettingsTakeLessThanTwoKilobytes()
        {
            Assert.All(Enum.GetValues<SendingMethod>(), method =>
                Assert.InRange(BytesOf(Settings.Parse(Texts.Minimal(method))), 500, 2_048));
        }

        /// <summary>What the settings add to what the library's statics take anyway.</summary>
        private static long BytesOf(Settings settings) =>
            DeviceHeap.CountReachableBytes(settings) - DeviceHeap.CountReachableBytes(new SmtpTimeouts());
    }
}

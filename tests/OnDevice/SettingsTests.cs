using System.Collections;
using nanoFramework.Json;
using nanoFramework.TestFramework;
using ScanToMail.Config;

namespace ScanToMail.Tests.OnDevice
{
    /// <summary>The settings' JSON through the board's own JSON library.</summary>
    [TestClass]
    public class SettingsTests
    {
        [TestMethod]
        public void SettingsAreRead()
        {
            Settings settings = Settings.Parse(JobTests.SettingsJson);
            Assert.AreEqual("Scanner B\u00fcro", settings.Device.Name);
            Assert.AreEqual("mail.example.com", settings.Sending.Host);
            Assert.AreEqual(25, settings.Sending.Port);
            Assert.AreEqual("office@example.com", settings.Profiles[0].To[0].Address);
        }

        [TestMethod]
        public void EscapesWithLettersAreUnderstood()
        {
            SettingsDocument document = SettingsDocument.Parse("{\"version\":1,\"device\":{\"name\":\"B\\u00fcro \\u20AC\"}}");
            Assert.AreEqual("B\u00fcro \u20ac", document.Get("device.name"));
        }

        [TestMethod]
        public void ADocumentComesBackFromItsOwnText()
        {
            SettingsDocument document = SettingsDocument.Parse(JobTests.SettingsJson);
            document.Set("sending.port", "587");
            SettingsDocument again = SettingsDocument.Parse(document.ToJson(true, true));
            Assert.AreEqual("587", again.Get("sending.port"));
            Assert.AreEqual("Scanner B\u00fcro", again.Get("device.name"));
        }

        [TestMethod]
        public void AWrongValueIsNamedWithItsKey()
        {
            Wrong("{\"version\":1,\"sending\":{\"prot\":25}}", "sending.prot");
            Wrong("{\"version\":1,\"sending\":{\"port\":\"many\"}}", "sending.port");
            Wrong("{\"version\":1,\"sending\":{\"port\":99999}}", "sending.port");
        }

        [TestMethod]
        public void TheLibraryGivesTheWholeTree()
        {
            Hashtable tree = (Hashtable)JsonConvert.DeserializeObject("{\"a\":{\"b\":[1,\"x\",true,null]}}", typeof(Hashtable));
            ArrayList list = (ArrayList)((Hashtable)tree["a"])["b"];
            Assert.AreEqual(4, list.Count);
            Assert.AreEqual(1, (int)list[0]);
            Assert.AreEqual("x", (string)list[1]);
            Assert.IsTrue((bool)list[2]);
            Assert.IsNull(list[3]);
        }

        private static void Wrong(string json, string key)
        {
            try
            {
                Settings.Parse(json);
            }
            catch (SettingsException error)
            {
                Assert.AreEqual(key, error.Key);
                return;
            }
            Assert.IsTrue(false, "nobody minds " + key);
        }
    }
}

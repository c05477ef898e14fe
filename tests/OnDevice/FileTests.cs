using System;
using System.IO;
using System.Text;
using nanoFramework.TestFramework;

namespace ScanToMail.Tests.OnDevice
{
    /// <summary>Files of the board's own flash: what settings, log and spool rely on to survive.</summary>
    [TestClass]
    public class FileTests
    {
        private const string Folder = "I:\\ondevice";
        private const string Old = Folder + "\\settings.a";
        private const string New = Folder + "\\settings.new";

        [Setup]
        public void Clean()
        {
            if (!Directory.Exists(Folder)) Directory.CreateDirectory(Folder);
            File.Delete(Old);
            File.Delete(New);
        }

        [TestMethod]
        public void AFileIsReplacedByWriteCloseDeleteMove()
        {
            Clean();
            Write(Old, "old");
            Write(New, "new and longer");
            File.Delete(Old);
            File.Move(New, Old);
            Assert.AreEqual("new and longer", Read(Old));
            Assert.IsFalse(File.Exists(New));
        }

        [TestMethod]
        public void AMoveNeverOverwrites()
        {
            Clean();
            Write(Old, "old");
            Write(New, "new");
            Assert.ThrowsException(typeof(IOException), MoveOver);
            Assert.AreEqual("old", Read(Old));
            Assert.AreEqual("new", Read(New));
        }

        [TestMethod]
        public void CreateNewRefusesAFileThatIsThere()
        {
            Clean();
            Write(Old, "old");
            Assert.ThrowsException(typeof(IOException), CreateAgain);
            Assert.AreEqual("old", Read(Old));
        }

        [TestMethod]
        public void DeletingWhatIsNotThereIsNoError()
        {
            Clean();
            File.Delete(Old);
            Assert.IsFalse(File.Exists(Old));
        }

        [TestMethod]
        public void AFileIsReadAtAnyPlaceAndListedInItsFolder()
        {
            Clean();
            Write(Old, "0123456789");
            FileStream file = new FileStream(Old, FileMode.Open, FileAccess.Read, FileShare.Read);
            byte[] bytes = new byte[8];
            file.Seek(6, SeekOrigin.Begin);
            Assert.AreEqual(4, file.Read(bytes, 0, 8));
            Assert.AreEqual(0, file.Read(bytes, 0, 8));
            Assert.AreEqual(10L, file.Length);
            file.Close();
            Assert.AreEqual("6789", Encoding.UTF8.GetString(bytes, 0, 4));
            string[] files = Directory.GetFiles(Folder);
            Assert.AreEqual(1, files.Length);
            Assert.AreEqual(Old, files[0]);
        }

        [TestMethod]
        public void LargeFilesComeBackAsTheyWere()
        {
            Clean();
            byte[] block = new byte[1024];
            FileStream file = new FileStream(Old, FileMode.CreateNew, FileAccess.ReadWrite);
            for (int i = 0; i < 40; i++)
            {
                block[0] = (byte)i;
                file.Write(block, 0, block.Length);
            }
            file.Close();
            file = new FileStream(Old, FileMode.Open, FileAccess.Read, FileShare.Read);
            for (int i = 0; i < 40; i++)
            {
                Assert.AreEqual(1024, file.Read(block, 0, block.Length));
                Assert.AreEqual(i, (int)block[0]);
            }
            file.Close();
            File.Delete(Old);
        }

        private static void MoveOver()
        {
            File.Move(New, Old);
        }

        private static void CreateAgain()
        {
            new FileStream(Old, FileMode.CreateNew, FileAccess.ReadWrite).Close();
        }

        private static void Write(string path, string text)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            FileStream file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite);
            file.Write(bytes, 0, bytes.Length);
            file.Close();
        }

        private static string Read(string path)
        {
            byte[] bytes = new byte[100];
            FileStream file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            int count = file.Read(bytes, 0, bytes.Length);
            file.Close();
            return Encoding.UTF8.GetString(bytes, 0, count);
        }
    }
}

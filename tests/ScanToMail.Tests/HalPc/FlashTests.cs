using ScanToMail.Hal;
using ScanToMail.Hal.Pc;
using Xunit;

namespace ScanToMail.Tests.HalPc
{
    /// <summary>A folder as flash, held against the contract of IFlash.</summary>
    public sealed class FlashTests : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("flash-").FullName;
        private readonly PcFlash _flash;

        public FlashTests() => _flash = new PcFlash(_folder, 10_000);

        public void Dispose() => Directory.Delete(_folder, recursive: true);

        [Fact]
        public void AFileIsThereOnceItIsClosedAndNotBefore()
        {
            IFlashFile file = _flash.Create("spool/1.job");
            file.Write("xhello"u8.ToArray(), 1, 5);
            Assert.Equal(5, file.LengthBytes);
            Assert.False(_flash.Exists("spool/1.job"));
            Assert.Empty(_flash.List("spool"));
            file.Close();
            file.Close();
            Assert.True(_flash.Exists("spool/1.job"));
            Assert.Equal(["spool/1.job"], _flash.List("spool"));
            Assert.Empty(_flash.List(""));
            Assert.Empty(_flash.List("nowhere"));
            Assert.Equal("hello", Read("spool/1.job"));
        }

        [Fact]
        public void WhatACrashLeftOpenIsGoneAtTheNextStart()
        {
            Write("a", "kept");
            IFlashFile cut = _flash.Create("folder/b");
            cut.Write(new byte[5000], 0, 5000);
            var after = new PcFlash(CopyOfFolder(), 10_000);
            Assert.True(after.Exists("a"));
            Assert.False(after.Exists("folder/b"));
            IFlashFile whole = after.Create("folder/b");
            whole.Write(new byte[9000], 0, 9000);
            whole.Close();
            cut.Close();
        }

        [Fact]
        public void ReadingSeeksAndEndsWithZero()
        {
            Write("a", "0123456789");
            IFlashFile file = _flash.OpenRead("a");
            Assert.Equal(10, file.LengthBytes);
            file.Seek(7);
            var buffer = new byte[8];
            Assert.Equal(3, file.Read(buffer, 2, 6));
            Assert.Equal("\0\0789\0\0\0", System.Text.Encoding.ASCII.GetString(buffer));
            Assert.Equal(0, file.Read(buffer, 0, 8));
            file.Close();
        }

        [Fact]
        public void NothingIsOverwritten()
        {
            Write("a", "old");
            Write("b", "new");
            Assert.Equal(FlashFailure.AlreadyExists, Failure(() => _flash.Create("a")));
            Assert.Equal(FlashFailure.AlreadyExists, Failure(() => _flash.Move("b", "a")));
            Assert.Equal(FlashFailure.NotFound, Failure(() => _flash.Move("c", "d")));
            Assert.Equal(FlashFailure.NotFound, Failure(() => _flash.OpenRead("c")));
            _flash.Delete("a");
            _flash.Delete("a");
            _flash.Move("b", "folder/a");
            Assert.Equal("new", Read("folder/a"));
            Assert.False(_flash.Exists("b"));
        }

        [Fact]
        public void AFileThatComesIntoBeingMeanwhileIsNotOverwrittenEither()
        {
            IFlashFile file = _flash.Create("a");
            file.Write("late"u8.ToArray(), 0, 4);
            File.WriteAllText(Path.Combine(_folder, "a"), "early");
            Assert.Equal(FlashFailure.AlreadyExists, Failure(file.Close));
            Assert.Equal("early", Read("a"));
        }

        [Theory]
        [InlineData("")]
        [InlineData("/etc/passwd")]
        [InlineData("..")]
        [InlineData("a/../b")]
        [InlineData(".hidden")]
        [InlineData("a//b")]
        [InlineData("a/")]
        [InlineData("a\\b")]
        [InlineData("a b")]
        [InlineData("a\n")]
        [InlineData("ä")]
        [InlineData("a:b")]
        [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
        public void ANameThatTheBoardWouldNotTakeIsRefused(string name)
        {
            Assert.Equal(FlashFailure.BadName, Failure(() => _flash.Create(name)));
            Assert.Equal(FlashFailure.BadName, Failure(() => _flash.Exists(name)));
            Assert.Equal(FlashFailure.BadName, Failure(() => _flash.Delete(name)));
            Write("good", "");
            Assert.Equal(FlashFailure.BadName, Failure(() => _flash.Move("good", name)));
        }

        [Fact]
        public void TheLongestNameIsTaken()
        {
            Write(new string('n', 64), "x");
            Assert.Equal("x", Read(new string('n', 64)));
        }

        [Fact]
        public void ForReadingAPathOfThePcIsTakenToo()
        {
            string path = Path.Combine(_folder, "roots.pem");
            File.WriteAllText(path, "pem");
            Assert.Equal("pem", Read(path));
            Assert.Equal(FlashFailure.NotFound, Failure(() => _flash.OpenRead(path + ".gone")));
        }

        [Fact]
        public void WhatDoesNotFitIsRefusedAndCountsNoMoreOnceDeleted()
        {
            Write("a", new string('a', 6000));
            IFlashFile file = _flash.Create("b");
            file.Write(new byte[4000], 0, 4000);
            Assert.Equal(FlashFailure.Full, Failure(() => file.Write(new byte[1], 0, 1)));
            file.Close();
            Assert.Equal(4000, Read("b").Length);
            _flash.Delete("a");
            Write("c", new string('c', 6000));
            Assert.Equal(FlashFailure.Full, Failure(() => Write("d", "d")));
        }

        [Fact]
        public void TwoFilesWrittenSideBySideShareTheRoom()
        {
            IFlashFile a = _flash.Create("a"), b = _flash.Create("b");
            a.Write(new byte[6000], 0, 6000);
            Assert.Equal(FlashFailure.Full, Failure(() => b.Write(new byte[6000], 0, 6000)));
            b.Write(new byte[4000], 0, 4000);
            Assert.Equal(FlashFailure.Full, Failure(() => a.Write(new byte[1], 0, 1)));
            a.Close();
            b.Close();
        }

        [Fact]
        public void AFolderIsNoFileAndAFileIsNoFolder()
        {
            Write("a/b", "x");
            Assert.Equal(FlashFailure.AlreadyExists, Failure(() => _flash.Create("a")));
            Failure(() => _flash.Create("a/b/c"));
            Assert.Equal(FlashFailure.NotFound, Failure(() => _flash.OpenRead("a")));
            Failure(() => _flash.Move("a/b", "a"));
            Assert.Equal("x", Read("a/b"));
        }

        [Fact]
        public void WhatTheSystemForbidsIsReadOnly()
        {
            // A folder where the file would be written is forbidden to everyone, root included.
            Directory.CreateDirectory(Path.Combine(_folder, "a.unfinished~"));
            Assert.Equal(FlashFailure.ReadOnly, Failure(() => _flash.Create("a")));
        }

        [Fact]
        public void ADiskThatIsFullIsFullFlash()
        {
            if (!OperatingSystem.IsLinux()) return;
            // Linux has a file that takes nothing: "no space left on device".
            File.CreateSymbolicLink(Path.Combine(_folder, "a.unfinished~"), "/dev/full");
            IFlashFile file = _flash.Create("a");
            Assert.Equal(FlashFailure.Full, Failure(() =>
            {
                file.Write(new byte[9000], 0, 9000);
                file.Close();
            }));
        }

        [Fact]
        public void AFolderThatWentAwayIsAnErrorOfTheFlash()
        {
            IFlashFile file = _flash.Create("folder/a");
            file.Write(new byte[10], 0, 10);
            Directory.Delete(Path.Combine(_folder, "folder"), recursive: true);
            Failure(file.Close);
            file.Close();
        }

        private static FlashFailure Failure(Action action) => Assert.Throws<FlashException>(action).Failure;

        private void Write(string name, string text)
        {
            byte[] bytes = System.Text.Encoding.ASCII.GetBytes(text);
            IFlashFile file = _flash.Create(name);
            file.Write(bytes, 0, bytes.Length);
            file.Close();
        }

        private string Read(string name)
        {
            IFlashFile file = _flash.OpenRead(name);
            var bytes = new byte[file.LengthBytes];
            Assert.Equal(bytes.Length, file.Read(bytes, 0, bytes.Length));
            file.Close();
            return System.Text.Encoding.ASCII.GetString(bytes);
        }

        /// <summary>The folder as a crash would leave it at this moment.</summary>
        private string CopyOfFolder()
        {
            string copy = Path.Combine(_folder, "copy~");
            foreach (string file in Directory.GetFiles(_folder, "*", SearchOption.AllDirectories))
            {
                string to = Path.Combine(copy, Path.GetRelativePath(_folder, file));
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                using var from = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                using var into = new FileStream(to, FileMode.Create);
                from.CopyTo(into);
            }
            return copy;
        }
    }
}

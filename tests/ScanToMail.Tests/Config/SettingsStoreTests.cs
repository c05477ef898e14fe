using System.Collections;
using System.Text;
using ScanToMail.Config;
using ScanToMail.Hal;
using ScanToMail.Tests.Support;
using Xunit;

namespace ScanToMail.Tests.Config
{
    public class SettingsStoreTests
    {
        private static readonly string[] SlotFiles = ["settings.a", "secrets.a", "settings.b", "secrets.b"];

        [Fact]
        public void ANewFlashIsEmptyWithoutAProblem()
        {
            var store = new SettingsStore(new SimFlash());
            Assert.Null(store.Load().Get("sending.host"));
            Assert.True(store.IsEmpty);
            Assert.Equal("", store.Problem);
        }

        [Fact]
        public void WhatIsSavedIsLoadedSaveAfterSave()
        {
            var flash = new SimFlash();
            for (int i = 1; i <= 5; i++)
            {
                new SettingsStore(flash).Save(Numbered(i));
                var store = new SettingsStore(flash);
                Assert.Equal(i, NumberOf(store.Load()));
                Assert.False(store.IsEmpty);
                Assert.Equal("", store.Problem);
            }
            Assert.Equal(SlotFiles.Order(), flash.Files.Keys.Order());
        }

        [Fact]
        public void OneStoreSavesAgainAndAgain()
        {
            var flash = new SimFlash();
            var store = new SettingsStore(flash);
            for (int i = 1; i <= 5; i++) store.Save(Numbered(i));
            Assert.Equal(5, NumberOf(new SettingsStore(flash).Load()));
        }

        [Fact]
        public void TheFilesAreAsTheSpecificationSays()
        {
            var flash = new SimFlash();
            new SettingsStore(flash).Save(Numbered(1));
            Check("settings.b", "STMS", 1);
            Check("secrets.b", "STMK", 1);
            new SettingsStore(flash).Save(Numbered(2));
            Check("settings.a", "STMS", 2);
            Check("secrets.a", "STMK", 2);

            void Check(string name, string magic, uint generation)
            {
                byte[] bytes = flash.Files[name];
                Assert.Equal(magic, Encoding.ASCII.GetString(bytes, 0, 4));
                Assert.Equal(1u, BitConverter.ToUInt32(bytes, 4));
                Assert.Equal(generation, BitConverter.ToUInt32(bytes, 8));
                Assert.Equal((uint)(bytes.Length - 20), BitConverter.ToUInt32(bytes, 12));
                Assert.Equal(Checksum.Crc32([.. bytes[..16], .. bytes[20..]]), BitConverter.ToUInt32(bytes, 16));
                Assert.StartsWith("{", Encoding.UTF8.GetString(bytes, 20, bytes.Length - 20));
            }
        }

        [Fact]
        public void SecretsLieInTheirOwnFilesOnly()
        {
            var flash = new SimFlash();
            var store = new SettingsStore(flash);
            store.Save(SettingsDocument.Parse(Texts.Full));
            foreach (string secret in new[] { "s3cret!", "app~secret", "correct horse" })
            {
                Assert.DoesNotContain(secret, Encoding.UTF8.GetString(flash.Files["settings.b"]));
                Assert.Contains(secret, Encoding.UTF8.GetString(flash.Files["secrets.b"]));
            }
            Assert.Equal(SettingsDocument.Parse(Texts.Full).ToJson(false, true), new SettingsStore(flash).Load().ToJson(false, true));
        }

        [Theory]
        [InlineData(1)]
        [InlineData(2)]
        [InlineData(3)]
        public void ASaveCutAnywhereLeavesTheOldOrTheNew(int saves)
        {
            var start = new SimFlash();
            for (int i = 1; i <= saves; i++) new SettingsStore(start).Save(Numbered(i));
            var cuts = new PowerCuts(start, seed: saves);
            cuts.TryAll(
                flash => new SettingsStore(flash).Save(Numbered(saves + 1)),
                flash => new SettingsStore(flash).Load(),
                flash =>
                {
                    Assert.Contains(NumberOf(new SettingsStore(flash).Load()), new[] { saves, saves + 1 });
                    new SettingsStore(flash).Save(Numbered(99));
                    Assert.Equal(99, NumberOf(new SettingsStore(flash).Load()));
                });
            Assert.True(cuts.Tried > 8 * 8, $"{cuts.Tried} cuts only");
        }

        [Fact]
        public void TheVeryFirstSaveCutAnywhereLeavesNothingOrTheNew()
        {
            new PowerCuts(new SimFlash(), seed: 4).TryAll(
                flash => new SettingsStore(flash).Save(Numbered(1)),
                flash => new SettingsStore(flash).Load(),
                flash =>
                {
                    var store = new SettingsStore(flash);
                    SettingsDocument document = store.Load();
                    if (!store.IsEmpty) Assert.Equal(1, NumberOf(document));
                });
        }

        [Fact]
        public void AnErasureCutAnywhereLeavesTheSettingsInForceOrNone()
        {
            var start = new SimFlash();
            for (int i = 1; i <= 2; i++) new SettingsStore(start).Save(Numbered(i));
            start.Files[SettingsStore.ImportFile] = "wrong"u8.ToArray();
            new PowerCuts(start, seed: 5).TryAll(
                flash => new SettingsStore(flash).Erase(),
                flash => new SettingsStore(flash).Load(),
                flash =>
                {
                    var store = new SettingsStore(flash);
                    SettingsDocument document = store.Load();
                    if (!store.IsEmpty) Assert.Equal(2, NumberOf(document));
                    else Assert.DoesNotContain(flash.Files.Keys, name => name.StartsWith("secrets", StringComparison.Ordinal));
                });
            new SettingsStore(start).Erase();
            Assert.Empty(start.Files);
        }

        [Fact]
        public void AnImportCutAnywhereEndsWithTheNewSettings()
        {
            var start = new SimFlash();
            new SettingsStore(start).Save(Numbered(1));
            start.Files[SettingsStore.ImportFile] = Encoding.UTF8.GetBytes(Numbered(2).ToJson(true, true));
            new PowerCuts(start, seed: 6).TryAll(
                flash => new SettingsStore(flash).Load(),
                flash => new SettingsStore(flash).Load(),
                flash =>
                {
                    Assert.Equal(2, NumberOf(new SettingsStore(flash).Load()));
                    Assert.DoesNotContain(SettingsStore.ImportFile, flash.Files.Keys);
                });
        }

        [Theory]
        [InlineData("settings.a")]
        [InlineData("secrets.a")]
        [InlineData("settings.b")]
        [InlineData("secrets.b")]
        public void ADamagedSlotIsReportedAndTheOtherUsedWhicheverByteItIs(string name)
        {
            var sound = new SimFlash();
            new SettingsStore(sound).Save(Numbered(1));
            new SettingsStore(sound).Save(Numbered(2));
            int other = name.EndsWith('a') ? 1 : 2;
            for (int at = 0; at < sound.Files[name].Length; at++)
            {
                SimFlash flash = sound.Copy();
                flash.Files[name][at] ^= (byte)(1 << (at % 8));
                Expect(flash);
                flash = sound.Copy();
                flash.Files[name] = flash.Files[name][..at];
                Expect(flash);
            }
            SimFlash unreadable = sound.Copy();
            unreadable.DamagedFiles.Add(name);
            Expect(unreadable);

            void Expect(SimFlash flash)
            {
                var store = new SettingsStore(flash);
                Assert.Equal(other, NumberOf(store.Load()));
                Assert.Contains(name, store.Problem);
                Assert.Contains("settings." + (other == 1 ? "b" : "a") + " are used", store.Problem);
                Assert.DoesNotContain("password", store.Problem);
            }
        }

        [Fact]
        public void SettingsWithoutTheirSecretsDoNotCount()
        {
            var flash = new SimFlash();
            new SettingsStore(flash).Save(Numbered(1));
            new SettingsStore(flash).Save(Numbered(2));
            flash.Files.Remove("secrets.a");
            var store = new SettingsStore(flash);
            Assert.Equal(1, NumberOf(store.Load()));
            Assert.Contains("secrets.a", store.Problem);
            flash.Files["secrets.a"] = flash.Files["secrets.b"];
            Assert.Equal(1, NumberOf(store.Load()));
            Assert.Contains("secrets.a", store.Problem);
        }

        [Fact]
        public void BothSlotsDamagedIsAnEmptyDocumentWithAProblemAndCanBeSavedOver()
        {
            var flash = new SimFlash();
            new SettingsStore(flash).Save(Numbered(1));
            new SettingsStore(flash).Save(Numbered(2));
            flash.Files["settings.a"][30] ^= 1;
            flash.Files["secrets.b"] = [];
            var store = new SettingsStore(flash);
            SettingsDocument document = store.Load();
            Assert.True(store.IsEmpty);
            Assert.Null(document.Get("sending.sizeLimitBytes"));
            Assert.Contains("settings.a", store.Problem);
            Assert.Contains("secrets.b", store.Problem);
            Assert.Contains("no settings are left", store.Problem);
            store.Save(Numbered(3));
            Assert.Equal("", store.Problem);
            Assert.Equal(3, NumberOf(new SettingsStore(flash).Load()));
        }

        [Fact]
        public void AFullFlashKeepsTheOldSettingsAtEverySize()
        {
            var start = new SimFlash();
            new SettingsStore(start).Save(Numbered(1));
            new SettingsStore(start).Save(Numbered(2));
            long needed = start.UsedBytes;
            bool wasSaved = false;
            for (long capacity = 0; !wasSaved; capacity += 7)
            {
                SimFlash flash = start.Copy();
                flash.CapacityBytes = capacity;
                var store = new SettingsStore(flash);
                try
                {
                    store.Save(Numbered(3));
                    wasSaved = true;
                }
                catch (FlashException e)
                {
                    Assert.Equal(FlashFailure.Full, e.Failure);
                    Assert.Equal(2, NumberOf(store.Load()));
                    Assert.DoesNotContain("secrets.b", flash.Files.Keys);
                }
                Assert.Equal(wasSaved ? 3 : 2, NumberOf(new SettingsStore(flash).Load()));
                Assert.True(capacity <= needed + 100);
            }
        }

        [Fact]
        public void AReadOnlyFlashIsReadAndASaveFailsWithItsReason()
        {
            var flash = new SimFlash();
            new SettingsStore(flash).Save(Numbered(1));
            flash.Files[SettingsStore.ImportFile] = Encoding.UTF8.GetBytes(Numbered(2).ToJson(false, true));
            flash.Files.Remove("settings.a");
            flash.Files["secrets.a"] = [1, 2, 3];
            flash.IsReadOnly = true;
            var store = new SettingsStore(flash);
            Assert.Equal(1, NumberOf(store.Load()));
            Assert.Contains(SettingsStore.ImportFile + " could not be taken over", store.Problem);
            Assert.Equal(FlashFailure.ReadOnly, Assert.Throws<FlashException>(() => store.Save(Numbered(3))).Failure);
            Assert.Equal(1, NumberOf(store.Load()));
        }

        [Fact]
        public void APlainTextInFlashIsTakenOverOnce()
        {
            var flash = new SimFlash();
            new SettingsStore(flash).Save(Numbered(1));
            flash.Files[SettingsStore.ImportFile] = Encoding.UTF8.GetBytes(Texts.Full);
            var store = new SettingsStore(flash);
            Assert.Equal("scanner-2.contoso.com", store.Load().Get("device.hostname"));
            Assert.Equal("", store.Problem);
            Assert.DoesNotContain(SettingsStore.ImportFile, flash.Files.Keys);
            Assert.Equal("scanner-2.contoso.com", new SettingsStore(flash).Load().Get("device.hostname"));
        }

        [Fact]
        public void AsterisksInAPlainTextStandForTheSecretsInForce()
        {
            var flash = new SimFlash();
            new SettingsStore(flash).Save(SettingsDocument.Parse(Texts.Full));
            string exported = SettingsDocument.Parse(Texts.Full).ToJson(true, false);
            flash.Files[SettingsStore.ImportFile] = Encoding.UTF8.GetBytes(exported.Replace("20000000", "2587"));
            Settings settings = new SettingsStore(flash).Load().ToSettings();
            Assert.Equal((2587, "s3cret!"), (settings.Sending.SizeLimitBytes, settings.Sending.Password));
        }

        [Theory]
        [InlineData("{", "line 1")]
        [InlineData("{\"sending\":{\"method\":\"pigeon\",\"password\":\"hunter2\"}}", "sending.method")]
        [InlineData("{\"version\":2}", "newer")]
        public void AWrongPlainTextIsReportedAndLeft(string text, string words)
        {
            foreach (bool hasSettings in new[] { false, true })
            {
                var flash = new SimFlash();
                if (hasSettings) new SettingsStore(flash).Save(Numbered(1));
                flash.Files[SettingsStore.ImportFile] = Encoding.UTF8.GetBytes(text);
                var store = new SettingsStore(flash);
                SettingsDocument document = store.Load();
                Assert.Equal(!hasSettings, store.IsEmpty);
                if (hasSettings) Assert.Equal(1, NumberOf(document));
                Assert.Contains(words, store.Problem);
                Assert.DoesNotContain("hunter2", store.Problem);
                Assert.NotNull(store.ImportError);
                Assert.Contains(SettingsStore.ImportFile, flash.Files.Keys);
            }
        }

        [Fact]
        public void ATextTooLongForSettingsIsReportedAndLeft()
        {
            var flash = new SimFlash();
            flash.Files[SettingsStore.ImportFile] = new byte[JsonText.LengthMaxBytes + 1];
            var store = new SettingsStore(flash);
            store.Load();
            Assert.Contains((JsonText.LengthMaxBytes + 1).ToString(), store.Problem);
        }

        [Fact]
        public void SettingsOfAnOlderVersionAreCarriedOver()
        {
            var flash = new SimFlash();
            new SettingsStore(flash).Save(Numbered(7));
            Reseal(flash, "settings.b", text => text.Replace("\"version\":1", "\"version\":0").Replace("\"sizeLimitBytes\":", "\"maxSize\":"));
            var store = new SettingsStore(flash, [new RenameLimit()]);
            SettingsDocument document = store.Load();
            Assert.Equal(7, NumberOf(document));
            Assert.Equal(0, document.VersionRead);
            Assert.Equal("pass7", document.ToSettings().Sending.Password);
            store.Save(document);
            Assert.Equal(7, NumberOf(new SettingsStore(flash).Load()));
        }

        [Fact]
        public void SettingsOfANewerVersionAreReportedAndTheOtherSlotUsed()
        {
            var flash = new SimFlash();
            new SettingsStore(flash).Save(Numbered(1));
            new SettingsStore(flash).Save(Numbered(2));
            Reseal(flash, "settings.a", text => text.Replace("\"version\":1", "\"version\":2"));
            var store = new SettingsStore(flash);
            Assert.Equal(1, NumberOf(store.Load()));
            Assert.Contains("newer than this firmware", store.Problem);
        }

        /// <summary>Settings whose size limit and password both say which they are.</summary>
        private static SettingsDocument Numbered(int number) => SettingsDocument.Parse(
            Texts.Minimal(SendingMethod.ClientSubmission).With("sending.sizeLimitBytes", number.ToString())
                .With("sending.password", $"\"pass{number}\""));

        private static int NumberOf(SettingsDocument document)
        {
            Settings settings = document.ToSettings();
            Assert.Equal("pass" + settings.Sending.SizeLimitBytes, settings.Sending.Password);
            return settings.Sending.SizeLimitBytes;
        }

        private static void Reseal(SimFlash flash, string name, Func<string, string> change)
        {
            byte[] old = flash.Files[name];
            byte[] content = Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(old, 20, old.Length - 20)));
            flash.Files[name] = Checksum.Reseal(old, content);
        }

        [Fact]
        public void TheTestsOwnChecksumHasTheKnownCheckValue() => Assert.Equal(0xCBF43926, Checksum.Crc32("123456789"u8));

        private sealed class RenameLimit : SettingsStep
        {
            public override int FromVersion => 0;

            public override void Apply(Hashtable tree)
            {
                if (tree["sending"] is not Hashtable sending || !sending.Contains("maxSize")) return;
                sending["sizeLimitBytes"] = sending["maxSize"];
                sending.Remove("maxSize");
            }
        }
    }
}

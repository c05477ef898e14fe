using System.Text;
using ScanToMail.Delivery;
using ScanToMail.Tests.Support;
using Xunit;

namespace ScanToMail.Tests.Delivery
{
    /// <summary>The spool's files as firmware/SPEC-spool.md has them, and what is no record.</summary>
    public class SpoolTests
    {
        [Fact]
        public void ARecordIsAsTheSpecificationSays()
        {
            var rig = new QueueRig();
            rig.Server.IsDown = true;
            rig.Press(1);
            rig.SendDue();
            SpoolRecord record = rig.Record(1);
            byte[] file = rig.Flash.Files["spool/00000001.job"];
            Assert.Equal("STMJ", Encoding.ASCII.GetString(file, 0, 4));
            Assert.Equal(4u, BitConverter.ToUInt32(file, 8));
            var reader = new BinaryReader(new MemoryStream(file[20..]));
            Assert.Equal((2, 0, 1), (reader.ReadByte(), reader.ReadByte(), reader.ReadByte()));
            Assert.Equal((1, 1, 1), (reader.ReadUInt16(), reader.ReadUInt16(), reader.ReadInt32()));
            Assert.Equal((record.WaitS, record.WaitS), (reader.ReadInt32(), reader.ReadInt32()));
            Assert.Equal(record.NextTryS, reader.ReadInt64());
            Assert.Equal((long)(new DateTime(2026, 11, 24, 9, 30, 0) - new DateTime(2000, 1, 1)).TotalSeconds, reader.ReadInt64());
            Assert.Equal((1, record.DocumentBytes), (reader.ReadInt32(), reader.ReadInt64()));
            Assert.Equal((2, record.Counted.DayStartS, 0, 0), (reader.ReadInt32(), reader.ReadInt64(), reader.ReadInt32(), reader.ReadInt32()));
            string[] texts = Enumerable.Range(0, 8).Select(_ => Text(reader)).ToArray();
            Assert.Equal([record.MessageId, "Three", record.Subject, record.Text, record.FileName, "application/pdf", record.Reason, "administrator"], texts);
            Assert.Equal(3, reader.ReadUInt16());
            Assert.Equal("0 0 Anna a@example.com ", Recipient(reader));
            Assert.Equal("0 0  b@example.com ", Recipient(reader));
            Assert.Equal("2 0  c@example.com ", Recipient(reader));
            Assert.Equal(reader.BaseStream.Length, reader.BaseStream.Position);
            Assert.Equal(record.DocumentBytes, rig.Flash.Files["spool/00000001.doc"].Length);
        }

        [Fact]
        public void ARecordOfTheVersionBeforeIsStillRead()
        {
            var rig = new QueueRig();
            rig.Server.IsDown = true;
            rig.Press(1);
            rig.SendDue();
            byte[] file = rig.Flash.Files["spool/00000001.job"];
            byte[] before = Checksum.Reseal(file, [.. file[20..67], .. file[87..]]);
            before[4] = 1;
            rig.Flash.Files["spool/00000001.job"] = Checksum.Reseal(before, before[20..]);
            rig.Server.IsDown = false;
            rig.Boot();
            rig.Pass(0.1);
            Assert.Equal(SpoolState.Delivered, rig.Record(1).State);
            Assert.Equal(2, BitConverter.ToInt32(rig.Flash.Files["spool/00000001.job"], 4));
        }

        [Fact]
        public void WhatIsNoRecordIsNeverTakenForOneHoweverSoundItsSeal()
        {
            int seed = Environment.TickCount;
            var random = new Random(seed);
            var rig = new QueueRig();
            rig.Press(1);
            byte[] sound = rig.Flash.Files["spool/00000001.job"];
            int read = 0;
            for (int round = 0; round < 3000; round++)
            {
                byte[] content = Garble(sound[20..], random);
                rig.Flash.Files["spool/00000001.job"] = Checksum.Reseal(sound, content);
                var spool = new Spool(rig.Flash.Copy(), rig.Clock, rig.Hal.Memory);
                spool.Open(rig.Settings.Spool);
                SpoolRecord? record = spool.Read(1);
                if (record is null) continue;
                read++;
                Assert.True(record.Number == 1 && record.Recipients.Length > 0, $"seed {seed}, round {round}");
                Assert.InRange((int)record.State, 1, 7);
            }
            Assert.InRange(read, 10, 2900);
        }

        /// <summary>Whatever a record's texts are, they reach no header or command that they could break.</summary>
        [Theory]
        [InlineData("a@example.com\r\nDATA")]
        [InlineData("a@example.com\0")]
        [InlineData("no address")]
        [InlineData("")]
        public void ARecordWithAnImpossibleAddressIsMovedAwayAndNothingIsSaid(string address)
        {
            var rig = new QueueRig();
            rig.Press();
            byte[] sound = rig.Flash.Files["spool/00000001.job"];
            byte[] old = [13, 0, .. "a@example.com"u8];
            int at = sound.AsSpan().IndexOf(old);
            byte[] utf8 = Encoding.UTF8.GetBytes(address);
            byte[] content = [.. sound[20..at], (byte)utf8.Length, 0, .. utf8, .. sound[(at + old.Length)..]];
            rig.Flash.Files["spool/00000001.job"] = Checksum.Reseal(sound, content);
            rig.Boot();
            rig.SendDue();
            Assert.Equal(["boss@example.com"], Assert.Single(rig.Server.Mails).Recipients);
            Assert.Contains("moved to spool/corrupt", rig.Queue.Spool.Problem);
            Assert.DoesNotContain(rig.Records(), record => !record.IsReport);
        }

        private static byte[] Garble(byte[] content, Random random)
        {
            byte[] bytes = (byte[])content.Clone();
            if (random.Next(4) == 0) bytes = bytes[..random.Next(bytes.Length)];
            else if (random.Next(4) == 0) bytes = [.. bytes, .. new byte[random.Next(1, 9)]];
            for (int i = random.Next(4); i > 0 && bytes.Length > 0; i--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            return bytes;
        }

        private static string Recipient(BinaryReader reader) =>
            $"{reader.ReadByte()} {reader.ReadByte()} {Text(reader)} {Text(reader)} {Text(reader)}";

        private static string Text(BinaryReader reader) => Encoding.UTF8.GetString(reader.ReadBytes(reader.ReadUInt16()));
    }
}

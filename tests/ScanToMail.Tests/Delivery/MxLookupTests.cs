using System.Text;
using ScanToMail.Delivery;
using ScanToMail.Hal;
using ScanToMail.Tests.Support;
using Xunit;

namespace ScanToMail.Tests.Delivery
{
    /// <summary>MX records are read from what honest, broken and hostile servers say, byte for byte.</summary>
    public class MxLookupTests
    {
        private const string Server = "192.0.2.53";
        private const string Domain = "contoso.com";

        [Fact]
        public void AsksWithOneQuestionAsRfc1035HasIt()
        {
            var rig = new Rig(question => [Answer(question, Mx(0, "contoso-com.mail.protection.outlook.com"))]);
            MxRecord record = rig.Find().Single();
            Assert.Equal("contoso-com.mail.protection.outlook.com", record.Host);
            Assert.True(record.IsMicrosoft);
            Datagram question = rig.Questions.Single();
            Assert.Equal((Server, 53), (question.Address, question.Port));
            Assert.Equal(Convert.FromHexString("0100" + "0001" + "0000" + "0000" + "0000"
                + "07" + "636F6E746F736F" + "03" + "636F6D" + "00" + "000F" + "0001"), question.Bytes[2..]);
        }

        [Fact]
        public void TheLowestPreferenceComesFirstAndEqualOnesAsTheDiceFall()
        {
            var firsts = new HashSet<string>();
            for (int seed = 1; seed <= 20; seed++)
            {
                var rig = new Rig(question => [Answer(question, Mx(20, "c.example"), Mx(10, "a.example"), Mx(10, "b.example"),
                    Mx(5000, "e.example"), Mx(300, "d.example"))], seed);
                string[] hosts = rig.Find().Select(record => record.Host).ToArray();
                Assert.Equal(["c.example", "d.example", "e.example"], hosts[2..]);
                firsts.Add(hosts[0]);
            }
            Assert.Equal(["a.example", "b.example"], firsts.Order());
        }

        [Fact]
        public void IdsAreNotToBeGuessed()
        {
            var ids = new HashSet<int>();
            for (int seed = 1; seed <= 30; seed++)
            {
                var rig = new Rig(question => [Answer(question, Mx(0, "a.example"))], seed);
                rig.Find();
                ids.Add(rig.Questions[0].Bytes[0] << 8 | rig.Questions[0].Bytes[1]);
            }
            Assert.True(ids.Count > 25);
        }

        [Fact]
        public void ASilentServerIsPassedOverForTheNext()
        {
            var rig = new Rig(question => question.Address == Server ? [] : [Answer(question, Mx(0, "a.example"))]);
            rig.Hal.Network.DnsServers = [Server, "192.0.2.54"];
            Assert.Equal("a.example", rig.Find().Single().Host);
            Assert.Equal([Server, "192.0.2.54"], rig.Questions.Select(question => question.Address));
        }

        [Theory]
        [InlineData(2)]
        [InlineData(4)]
        [InlineData(5)]
        public void AServerThatCannotTellIsPassedOverForTheNext(int code)
        {
            var rig = new Rig(question => [question.Address == Server ? Error(question, code) : Answer(question, Mx(0, "a.example"))]);
            rig.Hal.Network.DnsServers = [Server, "192.0.2.54"];
            Assert.Equal("a.example", rig.Find().Single().Host);
        }

        [Fact]
        public void EachServerIsAskedTwiceAndNoLongerThanTheirTimes()
        {
            var rig = new Rig(_ => []);
            rig.Hal.Network.DnsServers = [Server, "192.0.2.54", "192.0.2.55", "192.0.2.56"];
            long startMs = rig.Hal.Clock.MonotonicMs;
            Assert.Equal(MxFailure.NoAnswer, Assert.Throws<MxException>(rig.Find).Failure);
            Assert.Equal(6, rig.Questions.Count);
            Assert.InRange(rig.Hal.Clock.MonotonicMs - startMs, 6 * 3000, 6 * 3000 + 100);
        }

        [Fact]
        public void TheDomainsOwnWordIsFinal()
        {
            var rig = new Rig(question => [Error(question, 3)]);
            Assert.Equal(MxFailure.NoDomain, Assert.Throws<MxException>(rig.Find).Failure);
            Assert.Single(rig.Questions);
            rig = new Rig(question => [Answer(question)]);
            Assert.Equal(MxFailure.NoMail, Assert.Throws<MxException>(rig.Find).Failure);
            rig = new Rig(question => [Answer(question, Mx(0, ""))]);
            Assert.Equal(MxFailure.NoMail, Assert.Throws<MxException>(rig.Find).Failure);
            Assert.Single(rig.Questions);
            rig = new Rig(_ => []);
            rig.Hal.Network.DnsServers = [];
            Assert.Equal(MxFailure.NoServer, Assert.Throws<MxException>(rig.Find).Failure);
        }

        [Theory]
        [InlineData(NetworkFailure.NoInterface)]
        [InlineData(NetworkFailure.NoLink)]
        [InlineData(NetworkFailure.NoAddress)]
        public void WithoutANetworkNobodyIsBlamedForSilence(NetworkFailure failure)
        {
            var hal = new SimHal();
            hal.Network.Datagrams = () => throw new NetworkException(failure, "none");
            Assert.Equal(failure, Assert.Throws<NetworkException>(() => new MxLookup(hal, new byte[1024]).Find(Domain)).Failure);
        }

        /// <summary>The name "mail" and a pointer to the question's (RFC 1035 4.1.4), and one that points into the record before.</summary>
        [Fact]
        public void CompressedNamesAreRead()
        {
            var rig = new Rig(question =>
            {
                int second = question.Bytes.Length + 2 + 8 + 2 + 2;
                return [Answer(question, "C00C" + "000F0001" + "00000E10" + "0009" + "000A" + "046D61696C" + "C00C",
                    "C00C" + "000F0001" + "00000E10" + "0008" + "0014" + "03" + "6D7832" + (0xC000 | second).ToString("X4"))];
            });
            Assert.Equal(["mail." + Domain, "mx2.mail." + Domain], rig.Find().Select(record => record.Host));
        }

        [Theory]
        [InlineData("address")]
        [InlineData("port")]
        [InlineData("id")]
        [InlineData("question")]
        [InlineData("noAnswer")]
        [InlineData("short")]
        [InlineData("empty")]
        [InlineData("twoQuestions")]
        public void ForgedAnswersAreWaitedPast(string what)
        {
            var rig = new Rig(question => [Forge(question, what), Answer(question, Mx(0, "right.example"))]);
            Assert.Equal("right.example", rig.Find().Single().Host);
            Assert.Single(rig.Questions);
        }

        [Fact]
        public void AFloodOfForgedAnswersEnds()
        {
            var rig = new Rig(question => Enumerable.Repeat(Forge(question, "id"), 100_000));
            Assert.Equal(MxFailure.NoAnswer, Assert.Throws<MxException>(rig.Find).Failure);
            Assert.Equal(2, rig.Questions.Count);
        }

        [Fact]
        public void AliasesAreFollowed()
        {
            var rig = new Rig(question => [Answer(question, Alias("C00C", "one.example"),
                Alias(Name("one.example"), "two.example"), Mx(0, "mail.example", Name("Two.Example")))]);
            Assert.Equal("mail.example", rig.Find().Single().Host);
        }

        public static TheoryData<string, string> Hostile => new()
        {
            { "C00C" + "000F0001" + "00000E10" + "0004" + "0000" + "C02B", "points at itself" },
            { "C00C" + "000F0001" + "00000E10" + "0006" + "0000" + "C02D" + "C02B", "point at each other" },
            { "C00C" + "000F0001" + "00000E10" + "0004" + "0000" + "FFFF", "points past the end" },
            { "C00C" + "000F0001" + "00000E10" + "0004" + "0000" + "C00A", "points into the header, where no name is" },
            { "C00C" + "000F0001" + "00000E10" + "0005" + "0000" + "417800", "a label of an unknown kind" },
            { "C00C" + "000F0001" + "00000E10" + "0005" + "0000" + "800000", "a label of an unknown kind" },
            { "C00C" + "000F0001" + "00000E10" + "0004" + "0000" + "3F61", "a label that reaches past the end" },
            { "C00C" + "000F0001" + "00000E10" + "FFFF" + "0000" + "016100", "a record that reaches past the end" },
            { "C00C" + "000F0001" + "00000E10" + "0002" + "0000" + "016100", "a record shorter than its name" },
            { "C00C" + "000F0001" + "00000E10" + "0006" + "0000" + "01610000", "a record longer than its name" },
            { "C00C" + "000F0001" + "00000E10" + "0005" + "0000" + "010D00", "a line end in a name" },
            { "C00C" + "000F0001" + "00000E10" + "0006" + "0000" + "02C3A900", "a name beyond ASCII" },
            { "C00C" + "000F0001" + "00000E10" + "0005" + "0000" + "012E00", "a dot in a label" },
            { "C00C" + "000F0001", "the end in a record" },
            { "C00C", "the end behind an owner" },
            { Name("evil.example") + "000F0001" + "00000E10" + "0005" + "0000" + "016100", "another owner" },
            { "C00C" + "000F0001" + "00000E10" + "0137" + "0000" + string.Concat(Enumerable.Repeat("3C" + string.Concat(Enumerable.Repeat("61", 60)), 5)) + "00", "a name too long" }
        };

        [Theory]
        [MemberData(nameof(Hostile))]
        public void HostileAnswersAreRefused(string record, string what)
        {
            var rig = new Rig(question => [Answer(question, record)]);
            MxException error = Assert.Throws<MxException>(rig.Find);
            Assert.True(error.Failure == MxFailure.BadAnswer, $"{what}: {error.Message}");
            Assert.Equal(2, rig.Questions.Count);
        }

        [Fact]
        public void MoreAliasesThanEightAndCountsThatLieAreRefused()
        {
            string[] chain = [.. Enumerable.Range(0, 9).Select(i => Alias(i == 0 ? "C00C" : Name($"n{i}.example"), $"n{i + 1}.example"))];
            var rig = new Rig(question => [Answer(question, chain)]);
            Assert.Equal(MxFailure.BadAnswer, Assert.Throws<MxException>(rig.Find).Failure);
            rig = new Rig(question =>
            {
                Datagram answer = Answer(question, Mx(0, "a.example"));
                (answer.Bytes[6], answer.Bytes[7]) = (0xFF, 0xFF);
                return [answer];
            });
            Assert.Equal(MxFailure.BadAnswer, Assert.Throws<MxException>(rig.Find).Failure);
        }

        [Theory]
        [InlineData(1)]
        [InlineData(7)]
        [InlineData(100_000)]
        public void WhatIsCutShortComesByTcpInAnyPieces(int pieceBytes)
        {
            var rig = new Rig(question => [Truncated(question)]);
            SimTcp? tcp = null;
            rig.Hal.Network.Server = (address, port) =>
            {
                Assert.Equal((Server, 53), (address, port));
                return tcp = new SimTcp(rig.Hal.Clock, pieceBytes, question => Framed(Answer(question, ManyRecords()).Bytes));
            };
            MxRecord[] records = rig.Find();
            Assert.Equal(16, records.Length);
            Assert.Equal("a-rather-long-name-0.example", records[0].Host);
            Assert.True(tcp!.IsClosed);
        }

        [Fact]
        public void TcpThatLiesOrStallsIsRefused()
        {
            var answers = new Dictionary<Func<Datagram, byte[]>, MxFailure>
            {
                [_ => []] = MxFailure.NoAnswer,
                [_ => [0x01]] = MxFailure.NoAnswer,
                [question => Framed(Answer(question, Mx(0, "a.example")).Bytes)[..^3]] = MxFailure.NoAnswer,
                [_ => [0xFF, 0xFF, 0, 0]] = MxFailure.BadAnswer,
                [_ => [0, 0]] = MxFailure.BadAnswer,
                [question => Framed(Forge(question, "id").Bytes)] = MxFailure.BadAnswer,
                [question => Framed(Forge(question, "question").Bytes)] = MxFailure.BadAnswer
            };
            foreach ((Func<Datagram, byte[]> answer, MxFailure failure) in answers)
            {
                foreach (bool closes in new[] { true, false })
                {
                    var rig = new Rig(question => [Truncated(question)]);
                    rig.Hal.Network.Server = (_, _) => new SimTcp(rig.Hal.Clock, 1, answer) { Closes = closes };
                    long startMs = rig.Hal.Clock.MonotonicMs;
                    Assert.Equal(failure, Assert.Throws<MxException>(rig.Find).Failure);
                    Assert.True(rig.Hal.Clock.MonotonicMs - startMs <= 2 * 8000);
                }
            }
        }

        [Theory]
        [InlineData(20_261_124)]
        public void NoMutationOfAnAnswerBreaksTheReader(int seed)
        {
            for (int i = 0; i < 20_000; i++)
            {
                var random = new Random(unchecked(seed * 31 + i));
                var rig = new Rig(question => [Mutate(Answer(question, Mx(10, "mx1.mail.example"), Alias("C00C", "one.example"),
                    Mx(20, "mx2.mail.example")), random)], seed: i + 1, bufferBytes: 1024);
                try
                {
                    foreach (MxRecord record in rig.Find())
                    {
                        Assert.InRange(record.Preference, 0, 65_535);
                        Assert.Matches("^[a-z0-9_.-]{1,254}$", record.Host);
                    }
                }
                catch (MxException)
                {
                    // Refused, which is what most mutations deserve.
                }
                catch (Exception error)
                {
                    throw new InvalidOperationException($"seed {seed}, mutation {i}: {error.Message}", error);
                }
            }
        }

        [Theory]
        [InlineData("contoso-com.mail.protection.outlook.com", true)]
        [InlineData("wingtiptoys-com.k-v1.mx.microsoft", true)]
        [InlineData("contoso-com.mail.protection.office365.us", true)]
        [InlineData("contoso-cn.mail.protection.partner.outlook.cn", true)]
        [InlineData("mx1.mailfilter.example", false)]
        [InlineData("mail.protection.outlook.com.evil.example", false)]
        [InlineData("evilmx.microsoft", false)]
        public void TellsMicrosoftsNamesFromOthers(string host, bool isMicrosoft) =>
            Assert.Equal(isMicrosoft, new MxRecord { Host = host }.IsMicrosoft);

        private static string[] ManyRecords() =>
            [.. Enumerable.Range(0, 40).Select(i => Mx(i, $"a-rather-long-name-{i}.example"))];

        private static byte[] Framed(byte[] message) => [(byte)(message.Length >> 8), (byte)message.Length, .. message];

        private static string Name(string name) => name.Length == 0 ? "00"
            : string.Concat(name.Split('.').Select(label => label.Length.ToString("X2") + Convert.ToHexString(Encoding.ASCII.GetBytes(label)))) + "00";

        private static string Mx(int preference, string host, string owner = "C00C") =>
            owner + "000F0001" + "00000E10" + (2 + Name(host).Length / 2).ToString("X4") + preference.ToString("X4") + Name(host);

        private static string Alias(string owner, string target) =>
            owner + "00050001" + "00000E10" + (Name(target).Length / 2).ToString("X4") + Name(target);

        private static Datagram Answer(Datagram question, params string[] records) => Reply(question, 0x81, 0x80, records);

        private static Datagram Error(Datagram question, int code) => Reply(question, 0x81, (byte)(0x80 | code));

        private static Datagram Truncated(Datagram question) => Reply(question, 0x83, 0x80);

        private static Datagram Reply(Datagram question, byte flags1, byte flags2, params string[] records)
        {
            byte[] bytes = [.. question.Bytes, .. Convert.FromHexString(string.Concat(records))];
            (bytes[2], bytes[3], bytes[7]) = (flags1, flags2, (byte)records.Length);
            return question with { Bytes = bytes };
        }

        private static Datagram Forge(Datagram question, string what)
        {
            Datagram answer = Answer(question, Mx(0, "evil.example"));
            switch (what)
            {
                case "address": return answer with { Address = "203.0.113.66" };
                case "port": return answer with { Port = 5353 };
                case "id": answer.Bytes[1] ^= 1; break;
                case "question": answer.Bytes[14] ^= 1; break;
                case "noAnswer": answer.Bytes[2] &= 0x7F; break;
                case "short": return answer with { Bytes = answer.Bytes[..20] };
                case "empty": return answer with { Bytes = [] };
                case "twoQuestions": answer.Bytes[5] = 2; break;
            }
            return answer;
        }

        private static Datagram Mutate(Datagram answer, Random random)
        {
            byte[] bytes = answer.Bytes;
            for (int i = random.Next(4); i >= 0; i--)
            {
                switch (random.Next(4))
                {
                    case 0: bytes[random.Next(12, bytes.Length)] = (byte)random.Next(256); break;
                    case 1: bytes[random.Next(29, bytes.Length)] = (byte)(0xC0 | random.Next(4)); break;
                    case 2: bytes = bytes[..random.Next(29, bytes.Length + 1)]; break;
                    default:
                        bytes = [.. bytes, .. new byte[random.Next(40)]];
                        random.NextBytes(bytes.AsSpan(Math.Max(29, bytes.Length - 40)));
                        break;
                }
                if (bytes.Length <= 30) break;
            }
            return answer with { Bytes = bytes };
        }

        private sealed class Rig
        {
            private readonly MxLookup _lookup;

            public Rig(Func<Datagram, IEnumerable<Datagram>> answer, int seed = 1, int bufferBytes = 8192)
            {
                Hal = new SimHal(seed);
                Hal.Network.Datagrams = () => new SimDatagrams(Hal.Clock, question =>
                {
                    Questions.Add(question);
                    return answer(question);
                });
                _lookup = new MxLookup(Hal, new byte[bufferBytes]);
            }

            public SimHal Hal { get; }
            public List<Datagram> Questions { get; } = [];

            public MxRecord[] Find() => _lookup.Find(Domain);
        }

        /// <summary>A DNS server's TCP side: takes a framed question, answers in pieces, then closes or says no more.</summary>
        private sealed class SimTcp(SimClock clock, int pieceBytes, Func<Datagram, byte[]> answer) : IConnection
        {
            private readonly List<byte> _asked = [];
            private readonly Queue<byte> _output = new();

            public bool Closes { get; init; }
            public bool IsClosed { get; private set; }
            public string RemoteAddress => Server;
            public bool IsTls => false;
            public bool DataAvailable => _output.Count > 0;

            public int Read(byte[] buffer, int offset, int count, int timeoutMs)
            {
                if (_output.Count == 0 && !Closes)
                {
                    clock.Sleep(timeoutMs);
                    throw new NetworkException(NetworkFailure.Timeout, "nothing more");
                }
                int read = 0;
                while (read < Math.Min(count, pieceBytes) && _output.TryDequeue(out byte value)) buffer[offset + read++] = value;
                return read;
            }

            public void Write(byte[] buffer, int offset, int count, int timeoutMs)
            {
                _asked.AddRange(buffer.AsSpan(offset, count));
                if (_asked.Count < 2 || _asked.Count < 2 + (_asked[0] << 8 | _asked[1])) return;
                foreach (byte value in answer(new Datagram(Server, 53, _asked.Skip(2).ToArray()))) _output.Enqueue(value);
            }

            public void StartTls(TlsOptions options, int timeoutMs) => throw new NotSupportedException();

            public void Close() => IsClosed = true;
        }
    }
}

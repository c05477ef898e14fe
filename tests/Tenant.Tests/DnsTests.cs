using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using DnsClient;
using DnsClient.Protocol;
using ScanToMail.Tenant.Dns;
using Xunit;

namespace ScanToMail.Tenant.Tests
{
    /// <summary>The DNS responder answers a library's questions, and does wrong what it is asked to.</summary>
    public sealed class DnsTests
    {
        [Theory]
        [InlineData(false)]
        [InlineData(true)]
        public async Task MxRecordsOverUdpAndTcp(bool tcp)
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            IDnsQueryResponse answer = await Client(server, tcp).QueryAsync("FABRIKAM.com", QueryType.MX);

            Assert.Equal(
                ["20 mx2.mailfilter.example.", "10 mx1.mailfilter.example."],
                answer.Answers.MxRecords().Select(mx => $"{mx.Preference} {mx.Exchange}"));
            Assert.Equal(2, answer.Additionals.ARecords().Count());
            Assert.Equal(tcp, server.Dns.Questions.Single().Tcp);
        }

        [Fact]
        public async Task OtherTypesAndNames()
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            server.Options.Dns.Records.Add(DnsRecord.Alias("mail.contoso.com", "smtp.office365.com"));
            server.Options.Dns.Records.Add(DnsRecord.Address("v6.contoso.com", "2001:db8::25"));
            LookupClient client = Client(server);
            IDnsQueryResponse alias = await client.QueryAsync("mail.contoso.com", QueryType.A);
            Assert.Equal("smtp.office365.com.", alias.Answers.CnameRecords().Single().CanonicalName.Value);
            Assert.Equal(IPAddress.Loopback, alias.Answers.ARecords().Single().Address);
            Assert.Equal(
                IPAddress.Parse("2001:db8::25"),
                (await client.QueryAsync("v6.contoso.com", QueryType.AAAA)).Answers.AaaaRecords().Single().Address);
            IDnsQueryResponse text = await client.QueryAsync("contoso.com", QueryType.TXT);
            Assert.StartsWith("v=spf1 ", text.Answers.TxtRecords().Single().Text.Single());
            IDnsQueryResponse none = await client.QueryAsync("nomail.example", QueryType.MX);
            Assert.Equal(".", none.Answers.MxRecords().Single().Exchange.Value);
            IDnsQueryResponse empty = await client.QueryAsync("contoso.com", QueryType.AAAA);
            Assert.False(empty.HasError);
            Assert.Empty(empty.Answers);
            Assert.Single(empty.Authorities.OfType<SoaRecord>());
            Assert.Equal(
                DnsHeaderResponseCode.NotExistentDomain,
                (await client.QueryAsync("nobody.contoso.com", QueryType.MX)).Header.ResponseCode);
        }

        [Fact]
        public async Task LongAnswersAreTruncatedAndComeOverTcp()
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            for (int i = 0; i < 40; i++)
            {
                server.Options.Dns.Records.Add(DnsRecord.Mx("many.example", i, $"a-rather-long-name-{i}.many.example"));
            }

            IDnsQueryResponse answer = await Client(server).QueryAsync("many.example", QueryType.MX);

            Assert.Equal(40, answer.Answers.MxRecords().Count());
            Assert.Equal([false, true], server.Dns.Questions.Select(q => q.Tcp));
        }

        [Fact]
        public async Task FaultStrikesAsOftenAsAsked()
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            server.Dns.SetFault(DnsFault.ServerFailure, times: 1);
            LookupClient client = Client(server);
            IDnsQueryResponse first = await client.QueryAsync("contoso.com", QueryType.MX);
            Assert.Equal(DnsHeaderResponseCode.ServerFailure, first.Header.ResponseCode);
            Assert.Single((await client.QueryAsync("contoso.com", QueryType.MX)).Answers.MxRecords());
        }

        public static TheoryData<DnsFault> Hostile =>
        [
            .. Enum.GetValues<DnsFault>().Except([DnsFault.None, DnsFault.ForgedThenRight, DnsFault.Truncated]),
        ];

        [Theory]
        [MemberData(nameof(Hostile))]
        public async Task HostileAnswerDiffersFromTheRightOne(DnsFault fault)
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            byte[] question = Question(0x1234, "contoso.com", 15);
            byte[] right = (await AskAsync(server, question))!;
            Assert.Equal(question[..2], right[..2]);

            server.Dns.SetFault(fault);
            byte[]? wrong = await AskAsync(server, question, waitMs: fault is DnsFault.Silence ? 300 : 5000);

            Assert.Equal(fault is DnsFault.Silence, wrong == null);
            if (fault != DnsFault.WrongSource)
            {
                Assert.NotEqual(right, wrong);
            }

            // The responder itself lives on.
            server.Dns.SetFault(DnsFault.None);
            Assert.Equal(right, await AskAsync(server, question));
        }

        [Theory]
        [InlineData(DnsFault.PointerToItself)]
        [InlineData(DnsFault.PointerPair)]
        [InlineData(DnsFault.PointerPastEnd)]
        public async Task PointersPointWhereTheyShould(DnsFault fault)
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            server.Dns.SetFault(fault);
            byte[] answer = (await AskAsync(server, Question(1, "contoso.com", 15)))!;

            // 12 octets of header, 17 of question; owner 2, type 2, class 2, time 4, length 2, preference 2.
            const int ExchangeAt = 12 + 17 + 14;
            int target = BinaryPrimitives.ReadUInt16BigEndian(answer.AsSpan(ExchangeAt)) & 0x3FFF;
            int expected = fault switch
            {
                DnsFault.PointerToItself => ExchangeAt,
                DnsFault.PointerPair => ExchangeAt + 2,
                _ => 0x3FFF,
            };
            Assert.Equal(expected, target);
            if (fault == DnsFault.PointerPair)
            {
                Assert.Equal(0xC000 | ExchangeAt, BinaryPrimitives.ReadUInt16BigEndian(answer.AsSpan(ExchangeAt + 2)));
            }
        }

        [Fact]
        public async Task ForgedAnswerComesBeforeTheRightOne()
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            server.Dns.SetFault(DnsFault.ForgedThenRight);
            using var udp = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
            byte[] question = Question(0x1234, "contoso.com", 15);
            await udp.SendAsync(question, new IPEndPoint(IPAddress.Loopback, server.Dns.Port));
            byte[] forged = (await udp.ReceiveAsync().WaitAsync(TimeSpan.FromSeconds(5))).Buffer;
            byte[] right = (await udp.ReceiveAsync().WaitAsync(TimeSpan.FromSeconds(5))).Buffer;
            Assert.NotEqual(question[..2], forged[..2]);
            Assert.Contains("evil", Encoding.Latin1.GetString(forged));
            Assert.Equal(question[..2], right[..2]);
            Assert.Contains("contoso-com", Encoding.Latin1.GetString(right));
        }

        [Fact]
        public async Task WrongSourceIsAnotherPort()
        {
            await using TenantServer server = await SharedAuthority.StartAsync();
            server.Dns.SetFault(DnsFault.WrongSource);
            using var udp = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
            await udp.SendAsync(Question(1, "contoso.com", 15), new IPEndPoint(IPAddress.Loopback, server.Dns.Port));
            UdpReceiveResult answer = await udp.ReceiveAsync().WaitAsync(TimeSpan.FromSeconds(5));
            Assert.NotEqual(server.Dns.Port, answer.RemoteEndPoint.Port);
        }

        [SkippableFact]
        [Trait("Category", "Interop")]
        public async Task Dig()
        {
            Tool.Require("dig");
            await using TenantServer server = await SharedAuthority.StartAsync();
            (int exit, string output) = await Tool.RunAsync(
                "dig", "@127.0.0.1", "-p", server.Dns.Port.ToString(), "contoso.com", "MX", "+noall", "+answer",
                "+comments");
            Assert.True(exit == 0, output);
            Assert.Contains("0 contoso-com.mail.protection.outlook.com.", output);
            Assert.DoesNotContain("WARNING", output);
        }

        private static LookupClient Client(TenantServer server, bool tcp = false)
        {
            return new LookupClient(new LookupClientOptions(new IPEndPoint(IPAddress.Loopback, server.Dns.Port))
            {
                UseCache = false,
                UseTcpOnly = tcp,
                Retries = 0,
                ThrowDnsErrors = false,
                Timeout = TimeSpan.FromSeconds(5),
            });
        }

        private static byte[] Question(ushort id, string name, byte type)
        {
            var bytes = new List<byte> { (byte)(id >> 8), (byte)id, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0 };
            foreach (string label in name.Split('.'))
            {
                bytes.Add((byte)label.Length);
                bytes.AddRange(Encoding.ASCII.GetBytes(label));
            }

            bytes.AddRange([0, 0, type, 0, 1]);
            return [.. bytes];
        }

        private static async Task<byte[]?> AskAsync(TenantServer server, byte[] question, int waitMs = 5000)
        {
            using var udp = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
            await udp.SendAsync(question, new IPEndPoint(IPAddress.Loopback, server.Dns.Port));
            try
            {
                return (await udp.ReceiveAsync().WaitAsync(TimeSpan.FromMilliseconds(waitMs))).Buffer;
            }
            catch (TimeoutException)
            {
                return null;
            }
        }
    }
}

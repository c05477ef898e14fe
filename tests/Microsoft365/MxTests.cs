using ScanToMail.Delivery;
using ScanToMail.Tenant;
using ScanToMail.Tenant.Dns;
using Xunit;

namespace ScanToMail.Tests.Microsoft365
{
    /// <summary>The tenant's endpoint comes from DNS, and from nothing that only looks like it.</summary>
    public sealed class MxTests
    {
        [Theory]
        [InlineData("contoso.com")]
        [InlineData("wingtiptoys.com")]
        public async Task MailGoesToTheMxThatDnsNames(string domain)
        {
            await using Board board = await Board.StartAsync("directSend");
            board.Sending["domain"] = domain;
            DeliveryResult result = board.Send();
            Assert.Equal(DeliveryOutcome.Delivered, result.Outcome);
            ReceivedMessage message = await board.Tenant.Inbox.WaitForMessageAsync();
            Assert.NotNull(message.Tls);
            Assert.Equal("mx", message.Session.Endpoint);
            Assert.Empty(message.Session.Violations);
            Assert.Equal(domain, board.Tenant.Dns.Questions.Single().Name);
        }

        [Fact]
        public async Task AFilterInFrontOfTheTenantIsToldApart()
        {
            await using Board board = await Board.StartAsync("relay");
            board.Sending["domain"] = "fabrikam.com";
            DeliveryResult result = board.Send();
            Assert.Equal(DeliveryOutcome.NotSent, result.Outcome);
            Assert.Equal("dns.notMicrosoft", result.Diagnosis.Symptom.Kind);
            Assert.False(result.Diagnosis.Retry);
            Assert.Contains("mx1.mailfilter.example", result.Diagnosis.Line());
            Assert.Contains("sending.host", result.Diagnosis.Remedy);
            Assert.Empty(board.Tenant.Sessions);
        }

        [Theory]
        [InlineData("nomail.example", "dns.noMail")]
        [InlineData("nobody.contoso.com", "dns.noDomain")]
        public async Task DomainsWithoutMailAreToldApart(string domain, string kind)
        {
            await using Board board = await Board.StartAsync("relay");
            board.Sending["domain"] = domain;
            DeliveryResult result = board.Send();
            Assert.Equal(kind, result.Diagnosis.Symptom.Kind);
            Assert.Contains(domain, result.Diagnosis.Cause);
        }

        private static readonly DnsFault[] Mastered = [DnsFault.Truncated, DnsFault.ForgedThenRight, DnsFault.None];

        public static TheoryData<DnsFault> Harmless => [.. Mastered];

        [Theory]
        [MemberData(nameof(Harmless))]
        public async Task WhatCanBeMasteredIs(DnsFault fault)
        {
            await using Board board = await Board.StartAsync("directSend");
            board.Tenant.Dns.SetFault(fault);
            Assert.Equal(DeliveryOutcome.Delivered, board.Send().Outcome);
        }

        public static TheoryData<DnsFault> Harmful =>
        [
            .. Enum.GetValues<DnsFault>().Except(Mastered).Except([DnsFault.TruncatedAndTcpStalls]),
        ];

        [Theory]
        [MemberData(nameof(Harmful))]
        public async Task HostileAnswersLeadNowhereAndTheNextTryGoesThrough(DnsFault fault)
        {
            await using Board board = await Board.StartAsync("directSend");
            board.Tenant.Dns.SetFault(fault);
            DeliveryResult result = board.Send();
            Assert.Equal(DeliveryOutcome.NotSent, result.Outcome);
            Assert.StartsWith("dns.", result.Diagnosis.Symptom.Kind);
            Assert.DoesNotContain("evil", result.Diagnosis.Line());
            Assert.Empty(board.Tenant.Sessions);

            board.Tenant.Dns.SetFault(DnsFault.None);
            Assert.Equal(DeliveryOutcome.Delivered, board.Send().Outcome);
        }

        [Fact]
        public async Task LongAnswersComeByTcp()
        {
            await using Board board = await Board.StartAsync("directSend");
            for (int i = 1; i < 30; i++) board.Tenant.Options.Dns.Records.Add(DnsRecord.Mx("contoso.com", i, $"a-rather-long-name-{i}.contoso.com"));
            Assert.Equal(DeliveryOutcome.Delivered, board.Send().Outcome);
            Assert.Equal([false, true], board.Tenant.Dns.Questions.Select(question => question.Tcp));
        }
    }
}

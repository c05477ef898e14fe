using System.IO.Enumeration;

namespace ScanToMail.Tenant.Smtp
{
    /// <summary>One thing that goes wrong on demand.</summary>
    public sealed class SmtpFault
    {
        /// <summary>When it strikes.</summary>
        public required SmtpPhase Phase { get; init; }

        /// <summary>What happens.</summary>
        public SmtpFaultAction Action { get; init; } = SmtpFaultAction.Reply;

        /// <summary>
        /// The reply's lines, such as <c>550 5.1.1 No such user</c>, lines parted by \n. Filled in: {id} Microsoft's
        /// tail of host, time and session; {host} {ip} {login} {from} {recipient} {domain}.
        /// </summary>
        public string Reply { get; init; } = "";

        /// <summary>Name of the endpoint; null: any.</summary>
        public string? Endpoint { get; init; }

        /// <summary>For RCPT: the recipient, with * and ? (case does not count); null: any.</summary>
        public string? Recipient { get; init; }

        /// <summary>Lets this many go by before it strikes first.</summary>
        public int Skip { get; init; }

        /// <summary>Strikes this often; null: always.</summary>
        public int? Times { get; init; }

        /// <summary>For <see cref="SmtpPhase.Content"/>: octets of content taken before it strikes.</summary>
        public long AfterBytes { get; init; }

        /// <summary>For <see cref="SmtpFaultAction.Delay"/>.</summary>
        public int DelayMs { get; init; }

        internal bool Concerns(string endpoint, SmtpPhase phase, string? recipient)
        {
            return Phase == phase
                && (Endpoint == null || Endpoint == endpoint)
                && (Recipient == null
                    || (recipient != null && FileSystemName.MatchesSimpleExpression(Recipient, recipient)));
        }
    }
}

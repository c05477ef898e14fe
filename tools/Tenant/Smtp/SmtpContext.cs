using System.Globalization;
using System.Net;

namespace ScanToMail.Tenant.Smtp
{
    /// <summary>What is known in a session at this moment; the policy decides by it.</summary>
    internal sealed class SmtpContext
    {
        public required SmtpEndpointOptions Options { get; init; }

        public required SessionRecord Record { get; init; }

        public required TimeProvider Time { get; init; }

        /// <summary>The client's address as the server sees it.</summary>
        public required IPAddress RemoteAddress { get; init; }

        /// <summary>EHLO was given, not HELO.</summary>
        public bool Extended { get; set; }

        /// <summary>The name in EHLO or HELO; null: none was given since the greeting or TLS.</summary>
        public string? HeloName { get; set; }

        public TlsFacts? Tls { get; set; }

        public Authentication? Authentication { get; set; }

        public SmtpTransaction? Transaction { get; set; }

        /// <summary>The mailbox that is logged in; null: none, or a server on the premises.</summary>
        public MailboxOptions? Mailbox { get; set; }

        /// <summary>The last refusal of a login in this session.</summary>
        public SmtpReply? LoginRefusal { get; set; }

        /// <summary>Sends what is ready to be sent, then waits.</summary>
        public Func<TimeSpan, ValueTask> PauseAsync { get; set; } = _ => ValueTask.CompletedTask;

        /// <summary>The client's address as the endpoint is told to see it.</summary>
        public IPAddress SeenAddress => Options.SeenAddress ?? RemoteAddress;

        public DateTimeOffset Now => Time.GetUtcNow();

        /// <summary>The lines of the EHLO reply that is valid now.</summary>
        public IReadOnlyList<string> Offered()
        {
            IEnumerable<string> lines = Tls == null ? Options.EhloBeforeTls : Options.EhloAfterTls;
            bool tlsPossible = Tls == null && Options.Tls == TlsMode.StartTls && Options.OfferStartTls;
            return lines
                .Where(line => tlsPossible || !line.Equals("STARTTLS", StringComparison.OrdinalIgnoreCase))
                .Select(line => line.Replace("{size}", Options.SizeLimitBytes.ToString(CultureInfo.InvariantCulture)))
                .ToList();
        }

        /// <summary>An extension's keyword stands in the EHLO list, and the client said EHLO.</summary>
        public bool Offers(string keyword)
        {
            return Extended && Offered().Select(FirstWord).Contains(keyword, StringComparer.OrdinalIgnoreCase);
        }

        /// <summary>A login mechanism is offered.</summary>
        public bool OffersMechanism(string mechanism)
        {
            return Extended && Offered()
                .Where(line => FirstWord(line).Equals("AUTH", StringComparison.OrdinalIgnoreCase))
                .SelectMany(line => line.Split([' ', '='], StringSplitOptions.RemoveEmptyEntries).Skip(1))
                .Contains(mechanism, StringComparer.OrdinalIgnoreCase);
        }

        public void Violation(string text) => Record.Violation(Now, text);

        /// <summary>
        /// Fills in what stands in braces in a reply: {id} Microsoft's tail, such as
        /// <c>[AM0PR02CA0134.eurprd02.prod.outlook.com 2025-05-15T10:11:12.345Z 08DDD30471EE4ED5]</c>; {host} our name;
        /// {ip} the client's address; {login} {from} {recipient} {domain} as in the session.
        /// </summary>
        public string Expand(string text, string? recipient = null)
        {
            if (!text.Contains('{'))
            {
                return text;
            }

            string time = Now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
            string from = Transaction?.MailFrom ?? "";
            string to = recipient ?? Transaction?.Recipients.FirstOrDefault() ?? "";
            return text
                .Replace("{id}", $"[{Options.HostName} {time} {Record.Id}]")
                .Replace("{host}", Options.HostName)
                .Replace("{ip}", SeenAddress.ToString())
                .Replace("{login}", Authentication?.User ?? "")
                .Replace("{from}", from)
                .Replace("{recipient}", to)
                .Replace("{domain}", MailPath.DomainOf(from));
        }

        private static string FirstWord(string line)
        {
            int end = line.IndexOfAny([' ', '=']);
            return end < 0 ? line : line[..end];
        }
    }
}

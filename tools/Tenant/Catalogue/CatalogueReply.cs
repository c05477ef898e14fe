using ScanToMail.Tenant.Smtp;

namespace ScanToMail.Tenant.Catalogue
{
    /// <summary>A reply of Exchange Online that can be asked for by name.</summary>
    public sealed class CatalogueReply
    {
        /// <summary>Its name, such as <c>auth-disabled-mailbox</c>.</summary>
        public required string Name { get; init; }

        /// <summary>When Exchange Online gives it.</summary>
        public required SmtpPhase Phase { get; init; }

        /// <summary>The endpoint that gives it: <c>submission</c>, <c>mx</c> or <c>any</c>.</summary>
        public required string Endpoint { get; init; }

        /// <summary>Its text, with {id}, {ip}, {login} and so on to be filled in.</summary>
        public required string Reply { get; init; }

        /// <summary>Where it is documented or was seen.</summary>
        public required string Source { get; init; }

        /// <summary>The fault that gives it.</summary>
        /// <param name="times">How often; null: always.</param>
        public SmtpFault ToFault(int? times = null)
        {
            return new SmtpFault
            {
                Phase = Phase,
                Reply = Reply,
                Endpoint = Endpoint == "any" ? null : Endpoint,
                Times = times,
            };
        }

        internal SmtpReply ToReply() => new(Reply);
    }
}

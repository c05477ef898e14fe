using System.Text;

namespace ScanToMail.Tenant
{
    /// <summary>A message that the server took responsibility for (it answered 250 after the last byte).</summary>
    public sealed class ReceivedMessage
    {
        /// <summary>1, 2, 3... in the order of arrival.</summary>
        public required int Number { get; init; }

        /// <summary>The session it came in.</summary>
        public required SessionRecord Session { get; init; }

        /// <summary>Name of the endpoint that took it, such as <c>submission</c>.</summary>
        public required string Endpoint { get; init; }

        /// <summary>Envelope sender without brackets; empty: the null sender.</summary>
        public required string MailFrom { get; init; }

        /// <summary>What stood behind the address in the MAIL line, such as <c>SIZE=1000</c>, in order.</summary>
        public required IReadOnlyList<string> MailParameters { get; init; }

        /// <summary>Envelope recipients that were accepted, in order.</summary>
        public required IReadOnlyList<string> Recipients { get; init; }

        /// <summary>Envelope recipients that were refused, in order.</summary>
        public required IReadOnlyList<string> RefusedRecipients { get; init; }

        /// <summary>
        /// The message exactly as it was sent, byte for byte; dot-stuffing of DATA undone (RFC 5321 section 4.5.2).
        /// </summary>
        public required byte[] Content { get; init; }

        /// <summary>It came by BDAT (RFC 3030), not by DATA.</summary>
        public required bool Chunked { get; init; }

        /// <summary>Sizes of the BDAT chunks in order; empty for DATA.</summary>
        public required IReadOnlyList<long> ChunkSizesBytes { get; init; }

        /// <summary>How the client logged in; null: it did not.</summary>
        public required Authentication? Authentication { get; init; }

        /// <summary>TLS of the connection; null: clear text.</summary>
        public required TlsFacts? Tls { get; init; }

        /// <summary>How the message was attributed: <c>login</c>, <c>connector:NAME</c>, <c>anonymous</c>.</summary>
        public required string Attribution { get; init; }

        /// <summary>When MAIL came.</summary>
        public required DateTimeOffset StartedAt { get; init; }

        /// <summary>When the first byte of the content came.</summary>
        public required DateTimeOffset ContentAt { get; init; }

        /// <summary>When the 250 was decided.</summary>
        public required DateTimeOffset AcceptedAt { get; init; }

        /// <summary>The content as Latin-1, one char a byte: for looking at headers.</summary>
        public string Text => Encoding.Latin1.GetString(Content);
    }
}

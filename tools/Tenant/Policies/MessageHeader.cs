using MimeKit;

namespace ScanToMail.Tenant.Policies
{
    /// <summary>What the policies look at in a message's header.</summary>
    internal sealed class MessageHeader
    {
        private MessageHeader()
        {
        }

        /// <summary>Addresses of the From header; empty: there is no valid one.</summary>
        public IReadOnlyList<string> From { get; private init; } = [];

        /// <summary>The Message-ID with its brackets; null: there is none.</summary>
        public string? MessageId { get; private init; }

        /// <summary>Octets of the longest value.</summary>
        public int LongestValue { get; private init; }

        /// <summary>Name of the header with the longest value.</summary>
        public string LongestName { get; private init; } = "";

        /// <summary>Reads the header of a message; what is no header gives an empty one.</summary>
        public static MessageHeader Read(MemoryStream content)
        {
            content.Position = 0;
            HeaderList headers;
            try
            {
                headers = HeaderList.Load(content);
            }
            catch (FormatException)
            {
                headers = [];
            }

            Header? longest = headers.MaxBy(header => header.RawValue.Length);
            return new MessageHeader
            {
                From = ReadFrom(headers[HeaderId.From]),
                MessageId = headers[HeaderId.MessageId]?.Trim(),
                LongestValue = longest?.RawValue.Length ?? 0,
                LongestName = longest?.Field ?? "",
            };
        }

        private static List<string> ReadFrom(string? value)
        {
            return value != null && InternetAddressList.TryParse(value, out InternetAddressList? list)
                ? list.Mailboxes.Where(mailbox => mailbox.Address.Contains('@')).Select(m => m.Address).ToList()
                : [];
        }
    }
}

namespace ScanToMail.Tenant.Dns
{
    /// <summary>A record that the responder knows.</summary>
    public sealed class DnsRecord
    {
        /// <summary>Its owner, without the last dot.</summary>
        public required string Name { get; set; }

        /// <summary>Its type.</summary>
        public required DnsRecordType Type { get; set; }

        /// <summary>An address, a name or a text; for MX and "." a null MX (RFC 7505).</summary>
        public required string Value { get; set; }

        /// <summary>For MX: the lowest comes first.</summary>
        public int Preference { get; set; }

        /// <summary>Time to live.</summary>
        public int TtlSeconds { get; set; } = 300;

        /// <summary>An MX record.</summary>
        public static DnsRecord Mx(string name, int preference, string exchange) => new()
        {
            Name = name, Type = DnsRecordType.Mx, Preference = preference, Value = exchange,
        };

        /// <summary>An address record: A or AAAA, as the address is.</summary>
        public static DnsRecord Address(string name, string address) => new()
        {
            Name = name, Type = address.Contains(':') ? DnsRecordType.Aaaa : DnsRecordType.A, Value = address,
        };

        /// <summary>A text record.</summary>
        public static DnsRecord Text(string name, string text) => new()
        {
            Name = name, Type = DnsRecordType.Txt, Value = text,
        };

        /// <summary>An alias.</summary>
        public static DnsRecord Alias(string name, string target) => new()
        {
            Name = name, Type = DnsRecordType.Cname, Value = target,
        };
    }
}

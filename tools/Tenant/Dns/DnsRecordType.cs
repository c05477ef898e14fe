namespace ScanToMail.Tenant.Dns
{
    /// <summary>Types of DNS records, by their numbers (RFC 1035 section 3.2.2, RFC 3596).</summary>
    public enum DnsRecordType
    {
        /// <summary>IPv4 address.</summary>
        A = 1,

        /// <summary>Name server.</summary>
        Ns = 2,

        /// <summary>Alias.</summary>
        Cname = 5,

        /// <summary>Start of authority.</summary>
        Soa = 6,

        /// <summary>Mail exchanger.</summary>
        Mx = 15,

        /// <summary>Text.</summary>
        Txt = 16,

        /// <summary>IPv6 address.</summary>
        Aaaa = 28,

        /// <summary>EDNS (RFC 6891).</summary>
        Opt = 41,

        /// <summary>Question for every type.</summary>
        Any = 255,
    }
}

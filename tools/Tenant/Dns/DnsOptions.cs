namespace ScanToMail.Tenant.Dns
{
    /// <summary>The DNS responder.</summary>
    public sealed class DnsOptions
    {
        /// <summary>It runs.</summary>
        public bool Enabled { get; set; } = true;

        /// <summary>UDP and TCP port on loopback; 0: any free one.</summary>
        public int Port { get; set; }

        /// <summary>
        /// What it knows. By default: a tenant with the classic MX name, one with the name of 2026, one behind a
        /// third-party filter, and the addresses of Microsoft's names, all of them this PC.
        /// </summary>
        public List<DnsRecord> Records { get; set; } =
        [
            DnsRecord.Mx("contoso.com", 0, "contoso-com.mail.protection.outlook.com"),
            DnsRecord.Text("contoso.com", "v=spf1 include:spf.protection.outlook.com ~all"),
            DnsRecord.Mx("contoso.onmicrosoft.com", 0, "contoso.mail.protection.outlook.com"),
            DnsRecord.Mx("wingtiptoys.com", 0, "wingtiptoys-com.k-v1.mx.microsoft"),
            DnsRecord.Mx("fabrikam.com", 20, "mx2.mailfilter.example"),
            DnsRecord.Mx("fabrikam.com", 10, "mx1.mailfilter.example"),
            DnsRecord.Mx("nomail.example", 0, "."),
            DnsRecord.Address("contoso-com.mail.protection.outlook.com", "127.0.0.1"),
            DnsRecord.Address("contoso.mail.protection.outlook.com", "127.0.0.1"),
            DnsRecord.Address("wingtiptoys-com.k-v1.mx.microsoft", "127.0.0.1"),
            DnsRecord.Address("mx1.mailfilter.example", "127.0.0.1"),
            DnsRecord.Address("mx2.mailfilter.example", "127.0.0.1"),
            DnsRecord.Address("smtp.office365.com", "127.0.0.1"),
            DnsRecord.Address("login.microsoftonline.com", "127.0.0.1"),
            DnsRecord.Address("mail.contoso.test", "127.0.0.1"),
        ];

        /// <summary>What it does wrong.</summary>
        public DnsFault Fault { get; set; }

        /// <summary>The fault strikes this many questions, then the answers are right; null: all.</summary>
        public int? FaultTimes { get; set; }

        /// <summary>Longest answer over UDP without EDNS, octets (RFC 1035 section 2.3.4).</summary>
        public int UdpLimitOctets { get; set; } = 512;
    }
}

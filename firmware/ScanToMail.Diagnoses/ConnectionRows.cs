namespace ScanToMail.Diagnoses
{
    /// <summary>Rows about clock, network and DNS.</summary>
    internal static class ConnectionRows
    {
        /// <summary>What a row takes, and its source.</summary>
        public static string Pattern(int number)
        {
            if (number-- == 0) return
                "clock-not-set|clock.notSet|*|*|*|*||administrator|connection"; // RFC 4330
            if (number-- == 0) return
                "no-interface|network.noInterface|*|*|*|*||administrator|connection"; // device
            if (number-- == 0) return
                "no-link|network.noLink|*|*|*|*||administrator|connection"; // device
            if (number-- == 0) return
                "no-address|network.noAddress|*|*|*|*||administrator|connection"; // RFC 2131
            if (number-- == 0) return
                "name-not-found|network.nameNotFound|*|*|*|*||administrator|connection"; // RFC 1035
            if (number-- == 0) return
                "name-timeout|network.timeout|resolve|*|*|*||administrator|connection"; // RFC 1035
            if (number-- == 0) return
                "port-refused|network.refused|*|*|*|*||administrator|connection"; // RFC 9293
            if (number-- == 0) return
                "unreachable|network.unreachable|*|*|*|*||administrator|connection"; // RFC 1122
            if (number-- == 0) return
                "port-25-blocked-submission|network.timeout|connect|*|*|*|port25 clientSubmission|administrator|connection"; // TS24
            if (number-- == 0) return
                "port-25-blocked|network.timeout|connect|*|*|*|port25|administrator|connection"; // TS24
            if (number-- == 0) return
                "port-465-blocked|network.timeout|connect|*|*|*|port465|administrator|connection"; // TS24
            if (number-- == 0) return
                "port-blocked|network.timeout|connect|*|*|*||administrator|connection"; // TS24
            if (number-- == 0) return
                "network-timeout|network.timeout|*|*|*|*||administrator|connection"; // device
            if (number-- == 0) return
                "network-broken|network.*|*|*|*|*||nobody|connection"; // device
            if (number-- == 0) return
                "dns-no-server|dns.noServer|*|*|*|*||administrator|connection"; // RFC 1035
            if (number-- == 0) return
                "dns-no-answer|dns.noAnswer|*|*|*|*||administrator|connection"; // RFC 1035
            if (number-- == 0) return
                "dns-server-failed|dns.serverFailed|*|*|*|*||administrator|connection"; // RFC 1035
            if (number-- == 0) return
                "dns-bad-answer|dns.badAnswer|*|*|*|*||administrator|connection"; // RFC 5452
            if (number-- == 0) return
                "dns-no-domain|dns.noDomain|*|*|*|*||administrator|stop"; // RFC 1035
            if (number-- == 0) return
                "dns-no-mail|dns.noMail|*|*|*|*||administrator|stop"; // RFC 7505
            if (number-- == 0) return
                "dns-not-microsoft|dns.notMicrosoft|*|*|*|*||administrator|stop"; // MX
            return null;
        }

        /// <summary>Its cause and remedy.</summary>
        public static string Text(int number)
        {
            if (number-- == 0) return
                "clock-not-set|The device's clock is not set, so no certificate can be judged and no mail dated.|Let the device reach a time server (time.servers, UDP port 123), or set the time by hand.";
            if (number-- == 0) return
                "no-interface|The board has no such network interface, or it does not start.|Set network.interface to what the board has (wifi or ethernet), then switch the device off and on.";
            if (number-- == 0) return
                "no-link|The device has no network link.|Check the cable and what it leads to, or the Wi-Fi settings (network.ssid, network.password).";
            if (number-- == 0) return
                "no-address|The device has a network link, and no address on it.|Check whether DHCP gives addresses in this network, or set network.address, network.mask and network.gateway.";
            if (number-- == 0) return
                "name-not-found|The name of {server} is not known to DNS.|Check the name in the settings for a typing error, then the DNS servers (network.dns).";
            if (number-- == 0) return
                "name-timeout|The DNS server did not answer the question for {server} in time.|Check network.dns and the firewall (UDP and TCP port 53).";
            if (number-- == 0) return
                "port-refused|{server} refuses the connection: nothing listens on that port, or a firewall forbids it.|Check sending.host and sending.port, then the firewall.";
            if (number-- == 0) return
                "unreachable|There is no way to {server}.|Check the gateway (network.gateway) and the firewall.";
            if (number-- == 0) return
                "port-25-blocked-submission|{server} does not answer on port 25, which many providers and firewalls block.|Set sending.port to 587, which client submission prefers, or have port 25 opened.";
            if (number-- == 0) return
                "port-25-blocked|{server} does not answer on port 25, which many providers and firewalls block.|Have outgoing port 25 opened for the device by the firewall or the provider. Where that can't be had, client submission on port 587 is the way.";
            if (number-- == 0) return
                "port-465-blocked|{server} does not answer on port 465; Microsoft 365 has no such port.|Check sending.host, or use port 587 with sending.tls required.";
            if (number-- == 0) return
                "port-blocked|{server} does not answer the connection.|Check sending.host and sending.port; then whether a firewall lets the device out on that port.";
            if (number-- == 0) return
                "network-timeout|{server} did not answer in time.|Check the network; the device tries again.";
            if (number-- == 0) return
                "network-broken|The connection to {server} broke.|The device tries again; if it goes on, check the network and the firewall.";
            if (number-- == 0) return
                "dns-no-server|The device knows no DNS server, so it can't find the mail servers of {server}.|Set network.dns, or let DHCP give a DNS server.";
            if (number-- == 0) return
                "dns-no-answer|No DNS server answers the question for the mail servers of {server}.|Check network.dns and the firewall (UDP and TCP port 53), or write the tenant's MX name into sending.host.";
            if (number-- == 0) return
                "dns-server-failed|The DNS servers can't tell the mail servers of {server}.|Check network.dns and the domain's DNS zone, or write the tenant's MX name into sending.host.";
            if (number-- == 0) return
                "dns-bad-answer|What answers for the mail servers of {server} is no sound DNS answer; it was not believed.|Check network.dns and who else is on the network; or write the tenant's MX name into sending.host.";
            if (number-- == 0) return
                "dns-no-domain|DNS knows no domain {server}.|Check sending.domain for a typing error.";
            if (number-- == 0) return
                "dns-no-mail|The domain {server} names no mail server.|Check sending.domain: it must be a domain whose mail Microsoft 365 takes; or write the tenant's MX name into sending.host.";
            if (number-- == 0) return
                "dns-not-microsoft|The mail of {server} goes to a filter or another provider first, not to Microsoft 365.|Write the tenant's own MX name into sending.host; the Microsoft 365 admin center shows it (Settings, Domains, DNS records).";
            return null;
        }
    }
}

using System.Text;

namespace ScanToMail.Delivery
{
    /// <summary>
    /// The one catalogue of diagnoses: data, not code. A row is
    /// <c>kind|phase|code|who|retry|cause|remedy</c>; "*" and a trailing "*" match anything, the first row that matches
    /// counts, so special rows stand before general ones. <c>{server}</c> in a text is the server that was tried.
    /// The rows are string literals, which the interpreter leaves in flash.
    /// </summary>
    internal static class Catalogue
    {
        private const int Kind = 0, Phase = 1, Code = 2, Who = 3, Retry = 4, Cause = 5, Remedy = 6;

        /// <summary>The diagnosis of what was seen; there is always one.</summary>
        public static Diagnosis Diagnose(Symptom symptom)
        {
            string code = symptom.Reply == null ? "" : symptom.Reply.Code.ToString();
            string[] rows = symptom.Kind.StartsWith("signIn.") ? SignInRows() : Rows();
            for (int i = 0; i < rows.Length; i++)
            {
                string[] row = rows[i].Split('|');
                if (Matches(row[Kind], symptom.Kind) && Matches(row[Phase], symptom.Phase) && Matches(row[Code], code))
                {
                    return new Diagnosis
                    {
                        Symptom = symptom,
                        Who = row[Who],
                        Retry = row[Retry] == "retry",
                        Cause = Fill(row[Cause], symptom),
                        Remedy = Fill(row[Remedy], symptom)
                    };
                }
            }
            return new Diagnosis { Symptom = symptom, Who = "administrator", Cause = symptom.Detail };
        }

        private static bool Matches(string pattern, string value)
        {
            if (pattern.EndsWith("*")) return value.StartsWith(pattern.Substring(0, pattern.Length - 1));
            return pattern == value;
        }

        private static string Fill(string text, Symptom symptom)
        {
            return new StringBuilder(text).Replace("{server}", symptom.Server).ToString();
        }

        private static string[] SignInRows()
        {
            return new string[]
            {
                "signIn.needed|*|*|administrator|stop|Nobody has signed the device in at {server}, or its sign-in settings have changed since.|Type signin at the device's console and confirm the code in a browser, as the mailbox of sending.mailbox; mail that waits goes out then.",
                "signIn.expired|*|*|administrator|stop|{server} no longer takes the device's sign-in.|Type signin at the console and sign in again; the service's words tell why.",
                "signIn.throttled|*|*|nobody|retry|{server} asks the device to wait before it signs in again.|The device tries again later.",
                "signIn.serverFailed|*|*|nobody|retry|{server} can't sign the device in now.|The device tries again; if it goes on, look at the service's health page.",
                "signIn.notJson|*|*|administrator|retry|What answers for {server} is not the sign-in service: a proxy's or a guest network's page, perhaps.|Let the device reach {server} without a proxy or a portal; check signIn.authority.",
                "signIn.badAnswer|*|*|administrator|retry|The answer of {server} is cut short or lacks what it must have.|The device tries again; if it goes on, check signIn.authority and what stands between the device and the service.",
                "signIn.tokenTooLong|*|*|administrator|stop|The access token is longer than AUTH allows (12,288 octets in base64, RFC 4954), so it was not sent.|Take group claims and roles that the device does not need off the application or the account, then type signin at the console.",
                "signIn.declined|*|*|administrator|stop|The person who was asked to sign the device in said no.|Type signin at the console again.",
                "signIn.codeExpired|*|*|administrator|stop|Nobody confirmed the code in time.|Type signin at the console again; a code is good for about 15 minutes.",
                "signIn.refused|*|*|administrator|stop|{server} refuses to sign the device in.|The service's words tell why; check the signIn settings.",
            };
        }

        private static string[] Rows()
        {
            return new string[]
            {
                "clock.notSet|*|*|administrator|retry|The device's clock is not set, so no certificate can be judged and no mail dated.|Let the device reach a time server (time.servers, UDP port 123), or set the time by hand.",
                "network.noLink|*|*|administrator|retry|The device has no network link or no address.|Check the cable or the Wi-Fi settings (network.ssid, network.password) and DHCP.",
                "network.nameNotFound|*|*|administrator|retry|The name of {server} is not known to DNS.|Check sending.host for a typing error and the DNS servers (network.dns).",
                "network.refused|*|*|administrator|retry|{server} refuses the connection: nothing listens on that port.|Check sending.host and sending.port.",
                "network.unreachable|*|*|administrator|retry|There is no way to {server}.|Check the gateway (network.gateway) and the firewall.",
                "network.timeout|connect|*|administrator|retry|{server} does not answer the connection.|Check sending.host and sending.port; a firewall or the provider may block the port (25 often is).",
                "network.timeout|*|*|administrator|retry|{server} did not answer in time.|Check the network; the device tries again.",
                "network.*|*|*|nobody|retry|The connection to {server} broke.|The device tries again; if it goes on, check the network and the firewall.",
                "dns.noServer|*|*|administrator|retry|The device knows no DNS server, so it can't find the mail servers of {server}.|Set network.dns, or let DHCP give a DNS server.",
                "dns.noAnswer|*|*|administrator|retry|No DNS server answers the question for the mail servers of {server}.|Check network.dns and the firewall (UDP and TCP port 53), or write the tenant's MX name into sending.host.",
                "dns.serverFailed|*|*|administrator|retry|The DNS servers can't tell the mail servers of {server}.|Check network.dns and the domain's DNS zone, or write the tenant's MX name into sending.host.",
                "dns.badAnswer|*|*|administrator|retry|What answers for the mail servers of {server} is no sound DNS answer; it was not believed.|Check network.dns and who else is on the network; or write the tenant's MX name into sending.host.",
                "dns.noDomain|*|*|administrator|stop|DNS knows no domain {server}.|Check sending.domain for a typing error.",
                "dns.noMail|*|*|administrator|stop|The domain {server} names no mail server.|Check sending.domain: it must be a domain whose mail Microsoft 365 takes; or write the tenant's MX name into sending.host.",
                "dns.notMicrosoft|*|*|administrator|stop|The mail of {server} goes to a filter or another provider first, not to Microsoft 365.|Write the tenant's own MX name into sending.host; the Microsoft 365 admin center shows it (Settings, Domains, DNS records).",
                "tls.certificateRefused|*|*|administrator|retry|The certificate of {server} was refused. Likeliest first: the device's clock is wrong; the root is not among sending.trustedRoots; the certificate is for another name than sending.host; it has expired.|Check the time, then the trusted roots, then the name in sending.host.",
                "tls.handshakeFailed|*|*|administrator|retry|No TLS could be agreed on with {server}.|The server must offer TLS 1.2 or 1.3 on this port; port 465 needs sending.tls implicit, ports 25 and 587 need required.",
                "tls.closed|*|*|administrator|retry|{server} closed the connection in the TLS handshake.|Check that the port speaks TLS as set (sending.tls) and that no firewall inspects it.",
                "tls.timeout|*|*|administrator|retry|{server} did not finish the TLS handshake in time.|Check that the port speaks TLS as set (sending.tls) and that no firewall inspects it.",
                "smtp.tlsNotOffered|*|*|administrator|stop|{server} does not offer STARTTLS, and the settings require TLS; nothing was sent in clear.|Turn TLS on at the server, or use its TLS port; set sending.tls to none only in a network you trust and without a login.",
                "smtp.authNotOffered|*|*|administrator|stop|{server} offers no way of signing in that the device may use.|Turn AUTH LOGIN or PLAIN on at the server, or set sending.auth to none.",
                "smtp.sizeLimit|*|*|user|stop|The mail is larger than the limit, so it was given up before its end.|Scan fewer pages, or with a lower resolution; the limit is the server's SIZE or sending.sizeLimitBytes.",
                "smtp.timeout|*|*|administrator|retry|{server} did not answer in time.|The device tries again; if it goes on, look at the server's log.",
                "smtp.garbage|*|*|administrator|stop|{server} does not speak SMTP as it should.|Check sending.host and sending.port: something else may listen there.",
                "smtp.injection|*|*|administrator|stop|{server} sent more in clear than its answer to STARTTLS: somebody may be tampering with the line.|Check the network between the device and the server.",
                "smtp.serviceClosing|*|*|nobody|retry|{server} is closing its service for now.|The device tries again.",
                "smtp.perhapsDelivered|*|*|user|retry|The connection broke after the end of the mail, so it may have arrived or not.|Look into the inbox before scanning again; a repeated mail has the same Message-ID.",
                "smtp.*|*|*|nobody|retry|The connection to {server} broke.|The device tries again; if it goes on, look at the server's log.",
                "scan.feederEmpty|*|*|user|stop|There is no paper in the feeder.|Put the paper in and press the button again.",
                "scan.jam|*|*|user|stop|The paper jammed; nothing was sent.|Clear the jam and scan all pages again.",
                "scan.coverOpen|*|*|user|stop|A cover of the scanner is open; nothing was sent.|Close it and scan all pages again.",
                "scan.cancelled|*|*|nobody|stop|The scan was cancelled; nothing was sent.|Press the button again to scan.",
                "scan.*|*|*|user|stop|The scan engine failed; nothing was sent.|Scan again; if it goes on, switch the device off and on.",
                "document.notAnImage|*|*|user|stop|A page is not an image of the expected kind; nothing was sent.|Check what the scan engine delivers: PDF pages must be JPEG.",
                "document.truncated|*|*|user|stop|A page's image ends too early; nothing was sent.|Scan again; if it goes on, check the link to the scan engine.",
                "document.*|*|*|administrator|stop|A page's image can't be put into the document; nothing was sent.|Choose another document or color in the profile.",
                "spool.full|*|*|user|stop|The device is full of mail that could not be sent yet, so it can't take another scan.|Wait until it has been sent; if it goes on, ask the administrator to look at the jobs on the console (jobs, retry, delete).",
                "spool.*|*|*|administrator|stop|The device's flash can't keep the scan; nothing was sent.|Scan again; if it goes on, set spool.sizeLimitBytes lower, or have the flash looked at.",
                "flash.*|*|*|administrator|stop|A file of the settings can't be read from flash.|Check the names in sending.trustedRoots and sending.clientCertificate, and import the file again.",
                "reply|auth|5*|administrator|stop|{server} refuses the login.|Check sending.user and sending.password; the account may not be allowed to send by SMTP.",
                "reply|auth|4*|nobody|retry|{server} can't check the login now.|The device tries again.",
                "reply|mailFrom|5*|administrator|stop|{server} refuses the sender.|Check sending.from: it must be an address this login or device may send as.",
                "reply|rcptTo|5*|user|stop|{server} refuses a recipient.|Check the address; without a login many servers take mail for their own domains only.",
                "reply|rcptTo|4*|nobody|retry|{server} puts a recipient off.|The device tries again later.",
                "reply|rcptTo|0|administrator|stop|The address needs SMTPUTF8, which {server} does not offer.|Use an address whose part before the @ is ASCII.",
                "reply|*|552|user|stop|The mail is too large for {server}.|Scan fewer pages, or with a lower resolution.",
                "reply|*|5*|administrator|stop|{server} refuses the mail.|Read the server's words; its log says more.",
                "reply|*|4*|nobody|retry|{server} can't take the mail now.|The device tries again later.",
                "reply|*|*|administrator|stop|{server} answers what the protocol does not allow here.|Look at the server's log.",
            };
        }
    }
}

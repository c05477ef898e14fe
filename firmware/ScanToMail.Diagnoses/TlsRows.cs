namespace ScanToMail.Diagnoses
{
    /// <summary>Rows about TLS and the conversation itself.</summary>
    internal static class TlsRows
    {
        /// <summary>What a row takes, and its source.</summary>
        public static string Pattern(int number)
        {
            if (number-- == 0) return
                "tls-clock-wrong|tls.certificateRefused|*|*|*|*|clockWrong|administrator|connection"; // TS24
            if (number-- == 0) return
                "tls-certificate-sign-in|tls.certificateRefused|signIn|*|*|*||administrator|connection"; // RFC 5280
            if (number-- == 0) return
                "tls-certificate-microsoft|tls.certificateRefused|*|*|*|*|microsoft|administrator|connection"; // G2
            if (number-- == 0) return
                "tls-certificate|tls.certificateRefused|*|*|*|*||administrator|connection"; // RFC 5280
            if (number-- == 0) return
                "tls-handshake|tls.handshakeFailed|*|*|*|*||administrator|connection"; // CIPH
            if (number-- == 0) return
                "tls-closed|tls.closed|*|*|*|*||administrator|connection"; // device
            if (number-- == 0) return
                "tls-timeout|tls.timeout|*|*|*|*||administrator|connection"; // device
            if (number-- == 0) return
                "tls-not-offered-microsoft|smtp.tlsNotOffered|*|*|*|*|microsoft|administrator|stop"; // RFC 3207
            if (number-- == 0) return
                "tls-not-offered|smtp.tlsNotOffered|*|*|*|*||administrator|stop"; // RFC 3207
            if (number-- == 0) return
                "auth-not-offered|smtp.authNotOffered|*|*|*|*||administrator|stop"; // RFC 4954
            if (number-- == 0) return
                "size-limit|smtp.sizeLimit|*|*|*|*||user|stop"; // RFC 1870
            if (number-- == 0) return
                "smtp-timeout|smtp.timeout|*|*|*|*||administrator|connection"; // RFC 5321
            if (number-- == 0) return
                "smtp-garbage|smtp.garbage|*|*|*|*||administrator|stop"; // RFC 5321
            if (number-- == 0) return
                "smtp-injection|smtp.injection|*|*|*|*||administrator|stop"; // RFC 3207
            if (number-- == 0) return
                "perhaps-delivered|smtp.perhapsDelivered|*|*|*|*||user|perhaps"; // RFC 1047
            if (number-- == 0) return
                "smtp-broken|smtp.*|*|*|*|*||nobody|connection"; // RFC 5321
            return null;
        }

        /// <summary>Its cause and remedy.</summary>
        public static string Text(int number)
        {
            if (number-- == 0) return
                "tls-clock-wrong|The certificate of {server} was refused because the device's clock is wrong: it says {clock}.|Let the device reach a time server (time.servers, UDP port 123), or set the time by hand.";
            if (number-- == 0) return
                "tls-certificate-sign-in|The certificate of {server} was refused. Likeliest first: the clock is wrong (it says {clock}); the service's root is not among sending.trustedRoots; a firewall inspects TLS; the name in signIn.authority is not the service's.|Check the time, then the trusted roots (roots list), then let the firewall pass the device's sign-in uninspected.";
            if (number-- == 0) return
                "tls-certificate-microsoft|The certificate of {server} was refused. Likeliest first: the clock is wrong (it says {clock}); DigiCert Global Root G2 is not among sending.trustedRoots; a firewall inspects TLS; the name in sending.host is not the server's.|Check the time, then the trusted roots (roots list), then let the firewall pass the device's mail uninspected.";
            if (number-- == 0) return
                "tls-certificate|The certificate of {server} was refused. Likeliest first: the device's clock is wrong (it says {clock}); the root is not among sending.trustedRoots; the certificate is for another name than sending.host; it has expired.|Check the time, then the trusted roots (roots list), then the name in sending.host.";
            if (number-- == 0) return
                "tls-handshake|No TLS could be agreed on with {server}.|The server must offer TLS 1.2 or 1.3 on this port; port 465 needs sending.tls implicit, ports 25 and 587 need required.";
            if (number-- == 0) return
                "tls-closed|{server} closed the connection in the TLS handshake.|Check that the port speaks TLS as set (sending.tls) and that no firewall inspects it.";
            if (number-- == 0) return
                "tls-timeout|{server} did not finish the TLS handshake in time.|Check that the port speaks TLS as set (sending.tls) and that no firewall inspects it.";
            if (number-- == 0) return
                "tls-not-offered-microsoft|{server} does not offer STARTTLS, though Microsoft 365 always does; nothing was sent in clear.|A firewall or mail proxy in between takes STARTTLS out (SMTP inspection, fixup). Turn that off for the device.";
            if (number-- == 0) return
                "tls-not-offered|{server} does not offer STARTTLS, and the settings require TLS; nothing was sent in clear.|Turn TLS on at the server, or use its TLS port; set sending.tls to none only in a network you trust and without a login.";
            if (number-- == 0) return
                "auth-not-offered|{server} offers no way of signing in that the device may use.|Client submission goes to smtp.office365.com. On a server of your own turn AUTH LOGIN or PLAIN on, or set sending.auth to none.";
            if (number-- == 0) return
                "size-limit|The mail is larger than the limit, so it was given up before its end.|Scan fewer pages, or with a lower resolution; the limit is the server's SIZE or sending.sizeLimitBytes.";
            if (number-- == 0) return
                "smtp-timeout|{server} did not answer in time.|The device tries again; if it goes on, look at the server's log.";
            if (number-- == 0) return
                "smtp-garbage|{server} does not speak SMTP as it should.|Check sending.host and sending.port: something else may listen there.";
            if (number-- == 0) return
                "smtp-injection|{server} sent more in clear than its answer to STARTTLS: somebody may be tampering with the line.|Check the network between the device and the server.";
            if (number-- == 0) return
                "perhaps-delivered|The connection broke after the end of the mail, so it may have arrived or not.|Look into the inbox before scanning again; a repeated mail has the same Message-ID.";
            if (number-- == 0) return
                "smtp-broken|The connection to {server} broke.|The device tries again; if it goes on, look at the server's log.";
            return null;
        }
    }
}

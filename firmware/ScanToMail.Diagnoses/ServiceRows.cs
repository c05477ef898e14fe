namespace ScanToMail.Diagnoses
{
    /// <summary>Rows about replies about the service's state and the mail's form.</summary>
    internal static class ServiceRows
    {
        /// <summary>What a row takes, and its source.</summary>
        public static string Pattern(int number)
        {
            if (number-- == 0) return
                "mailbox-connections|reply|*|4*|*|Concurrent connections limit;sender thread limit||nobody|throttled"; // SUB; Exchange team blog 607825
            if (number-- == 0) return
                "too-many-connections|reply|*|421|4.3.2|maximum number of concurrent connections||nobody|throttled"; // Exchange Server
            if (number-- == 0) return
                "service-draining|reply|*|421|4.3.2|*||nobody|connection"; // MailKit issue 1106
            if (number-- == 0) return
                "throttled|reply|*|4*|4.3.2|*||nobody|throttled"; // SUB; RFC 3463
            if (number-- == 0) return
                "submission-rate|reply|*|4*|*|submission rate||nobody|throttled"; // Exchange Server
            if (number-- == 0) return
                "connection-dropped|reply|*|421|4.4.2|*||nobody|connection"; // Exchange Server
            if (number-- == 0) return
                "transient-at-end|reply|*|4*|4.3.111|*||nobody|later"; // seq-app-htmlemail issue 101
            if (number-- == 0) return
                "no-resources|reply|*|4*|4.3.1|*||nobody|throttled"; // RFC 3463; Exchange Server
            if (number-- == 0) return
                "tls-unavailable|reply|startTls|4*|*|*||nobody|connection"; // RFC 3207
            if (number-- == 0) return
                "message-size|reply|*|5*|5.3.4|Message size||user|stop"; // MailKit issue 904
            if (number-- == 0) return
                "chunked-header-size|reply|*|5*|5.3.4|Header size||boardMaker|stop"; // MailKit issues 904 and 921
            if (number-- == 0) return
                "invalid-hello|reply|ehlo|5*|5.5.4|*||administrator|action"; // fastapi-mail issue 205; zammad issue 5635
            if (number-- == 0) return
                "no-from|reply|*|5*|5.7.512|*||boardMaker|stop"; // NDR
            if (number-- == 0) return
                "bare-line-feed|reply|*|5*|5.6.11|*||boardMaker|stop"; // NDR
            if (number-- == 0) return
                "header-too-long|reply|*|5*|5.6.211|*||administrator|stop"; // stalwart smtp-server issue 26
            if (number-- == 0) return
                "invalid-content|reply|*|5*|5.6.0|*||boardMaker|stop"; // zammad issue 5334
            if (number-- == 0) return
                "out-of-step|reply|*|5*|5.3.3,5.5.2|*||boardMaker|stop"; // mailsend issue 152; OpaqueMail issue 35
            return null;
        }

        /// <summary>Its cause and remedy.</summary>
        public static string Text(int number)
        {
            if (number-- == 0) return
                "mailbox-connections|More than three connections use the device's mailbox at once, Microsoft 365's limit.|The device tries again at a random moment. If it happens often, give each few devices a mailbox of their own.";
            if (number-- == 0) return
                "too-many-connections|{server} has too many connections.|The device tries again later.";
            if (number-- == 0) return
                "service-draining|{server} is going out of service; another server will answer.|The device tries again soon.";
            if (number-- == 0) return
                "throttled|{server} has had too much from the device for now.|The device tries again later.";
            if (number-- == 0) return
                "submission-rate|The device sends faster than {server} allows.|The device waits and tries again.";
            if (number-- == 0) return
                "connection-dropped|{server} dropped the connection.|The device tries again; if it goes on, look for a firewall that cuts long connections.";
            if (number-- == 0) return
                "transient-at-end|{server} could not store the mail now.|The device tries again.";
            if (number-- == 0) return
                "no-resources|{server} is short of resources.|The device tries again later; on a server of your own look at its disk and memory.";
            if (number-- == 0) return
                "tls-unavailable|{server} can't start TLS now; nothing was sent in clear.|The device tries again.";
            if (number-- == 0) return
                "message-size|The mail is too large for {server}.|Scan fewer pages, or with a lower resolution.";
            if (number-- == 0) return
                "chunked-header-size|{server} finds the header too long, which it is known to say wrongly of mail sent in chunks (BDAT).|Set sending.transfer to data.";
            if (number-- == 0) return
                "invalid-hello|{server} does not take the name that the device introduces itself with.|Correct device.hostname (letters, digits, hyphens, dots), or leave it empty.";
            if (number-- == 0) return
                "no-from|{server} finds no sound From field in the mail.|Check sending.from; if it is right, report it to the device's maker with the log.";
            if (number-- == 0) return
                "bare-line-feed|{server} finds lone line feeds in the mail.|Set sending.transfer to data; then report it to the device's maker with the log.";
            if (number-- == 0) return
                "header-too-long|A field of the mail's header is too long for {server}.|Give the profile a shorter subject and fewer recipients.";
            if (number-- == 0) return
                "invalid-content|{server} can't read the mail's content.|Give the profile a plain subject and file name; if it goes on, report it to the device's maker with the log.";
            if (number-- == 0) return
                "out-of-step|{server} and the device are out of step in their conversation.|Look for a mail proxy or firewall that changes SMTP in between; else report it to the device's maker with the log.";
            return null;
        }
    }
}

namespace ScanToMail.Diagnoses
{
    /// <summary>Rows about replies by their first digit alone; the last row takes everything.</summary>
    internal static class GeneralRows
    {
        /// <summary>What a row takes, and its source.</summary>
        public static string Pattern(int number)
        {
            if (number-- == 0) return
                "closing|reply|*|421|*|*||nobody|connection"; // RFC 5321
            if (number-- == 0) return
                "greylisted|reply|*|4*|*|greylist;graylist;grey-list||nobody|greylisted"; // RFC 6647
            if (number-- == 0) return
                "recipient-put-off|reply|rcptTo|450,451|*|*||nobody|greylisted"; // RFC 5321
            if (number-- == 0) return
                "too-much|reply|*|452|*|*||nobody|throttled"; // RFC 5321
            if (number-- == 0) return
                "put-off|reply|*|4*|*|*||nobody|later"; // RFC 5321
            if (number-- == 0) return
                "needs-smtputf8|reply|*|0|5.6.7|*||administrator|stop"; // RFC 6531
            if (number-- == 0) return
                "too-large|reply|*|552|*|*||user|stop"; // RFC 5321
            if (number-- == 0) return
                "sender-refused|reply|mailFrom|5*|*|*||administrator|action"; // RFC 5321
            if (number-- == 0) return
                "recipient-refused|reply|rcptTo|5*|*|*||user|stop"; // RFC 5321
            if (number-- == 0) return
                "refused|reply|*|5*|*|*||administrator|stop"; // RFC 5321
            if (number-- == 0) return
                "out-of-protocol|reply|*|*|*|*||administrator|stop"; // RFC 5321
            if (number-- == 0) return
                "unknown|*|*|*|*|*||administrator|stop"; // device
            return null;
        }

        /// <summary>Its cause and remedy.</summary>
        public static string Text(int number)
        {
            if (number-- == 0) return
                "closing|{server} is closing its service for now.|The device tries again.";
            if (number-- == 0) return
                "greylisted|{server} puts off mail of senders that it does not know yet.|The device tries again in some minutes.";
            if (number-- == 0) return
                "recipient-put-off|{server} puts a recipient off.|The device tries again in some minutes.";
            if (number-- == 0) return
                "too-much|{server} has no room, or has had enough from the device for now.|The device tries again later.";
            if (number-- == 0) return
                "put-off|{server} can't take the mail now.|The device tries again later.";
            if (number-- == 0) return
                "needs-smtputf8|The address needs SMTPUTF8, which {server} does not offer.|Use an address whose part before the @ is ASCII.";
            if (number-- == 0) return
                "too-large|The mail is too large for {server}.|Scan fewer pages, or with a lower resolution.";
            if (number-- == 0) return
                "sender-refused|{server} refuses the sender.|Check sending.from: it must be an address this login or device may send as.";
            if (number-- == 0) return
                "recipient-refused|{server} refuses a recipient.|Check the address; without a login many servers take mail for their own domains only.";
            if (number-- == 0) return
                "refused|{server} refuses the mail.|Read the server's words; its log says more.";
            if (number-- == 0) return
                "out-of-protocol|{server} answers what the protocol does not allow here.|Look at the server's log.";
            if (number-- == 0) return
                "unknown|Something failed that the device has no name for.|Look at the device's log (log on the console).";
            return null;
        }
    }
}

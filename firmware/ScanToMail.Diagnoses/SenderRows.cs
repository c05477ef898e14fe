namespace ScanToMail.Diagnoses
{
    /// <summary>Rows about replies about the sender, its mailbox, domain and address, and notices about the address.</summary>
    internal static class SenderRows
    {
        /// <summary>What a row takes, and its source.</summary>
        public static string Pattern(int number)
        {
            if (number-- == 0) return
                "throttled-mailbox-full|reply|*|5*|5.2.251|*||administrator|action"; // THR
            if (number-- == 0) return
                "throttled-send-as-denied|reply|*|5*|5.2.252|throttled||administrator|action"; // THR
            if (number-- == 0) return
                "throttled-licence|reply|*|5*|5.2.253|*||administrator|action"; // THR
            if (number-- == 0) return
                "throttled-recipients|reply|*|5*|5.2.254,5.2.255|*||administrator|action"; // THR
            if (number-- == 0) return
                "send-as-denied|reply|*|5*|5.7.60,5.2.252|*||administrator|action"; // SEED; TS24
            if (number-- == 0) return
                "send-as-denied-store|reply|*|5*|*|SendAsDenied||administrator|action"; // OfficeDocs-Support issue 1187
            if (number-- == 0) return
                "submission-quota|reply|*|5*|*|SubmissionQuotaExceeded||administrator|hours"; // SUB; OfficeDocs-Support issue 1150
            if (number-- == 0) return
                "daily-limit|reply|*|5*|5.1.90|*||administrator|hours"; // NDR
            if (number-- == 0) return
                "outbound-spam|reply|*|5*|*|OutboundSpamException||administrator|action"; // nodemailer issue 1486
            if (number-- == 0) return
                "bad-outbound-sender|reply|*|5*|5.1.8|*|microsoft|administrator|action"; // NDR; TS24
            if (number-- == 0) return
                "mailbox-full|reply|*|5*|*|QuotaExceededException||administrator|action"; // SUB
            if (number-- == 0) return
                "mailbox-size-limit|reply|*|5*|*|MaxSubmissionExceeded||administrator|action"; // pm2-health issue 52
            if (number-- == 0) return
                "spf-failed|reply|*|5*|5.7.23|*||administrator|action"; // NDR
            if (number-- == 0) return
                "dmarc-failed|reply|*|5*|5.7.509|*||administrator|action"; // NDR
            if (number-- == 0) return
                "unregistered-domain|reply|*|5*|5.7.750|*||administrator|action"; // NDR
            if (number-- == 0) return
                "banned-sender|reply|*|5*|5.7.501-503,5.7.511|*||administrator|action"; // NDR
            if (number-- == 0) return
                "tenant-threshold|reply|*|5*|5.7.705|*||administrator|action"; // NDR
            if (number-- == 0) return
                "ip-reputation|reply|*|5*|5.7.708|*||administrator|action"; // NDR
            if (number-- == 0) return
                "banned-ip|reply|*|5*|5.7.606-649|*||administrator|action"; // NDR
            if (number-- == 0) return
                "ipv6-unsigned|reply|*|4*|4.7.26|*||administrator|later"; // NDR
            if (number-- == 0) return
                "ipv6-refused|reply|*|5*|5.7.25,5.7.508,5.7.510|*|microsoft|administrator|action"; // NDR
            if (number-- == 0) return
                "bad-hello|reply|*|5*|5.7.506|*||administrator|action"; // NDR
            if (number-- == 0) return
                "address-unseen|address.unseen|*|*|*|*||administrator|stop"; // device
            if (number-- == 0) return
                "direct-send-anonymous|directSend.anonymous|*|*|*|*||administrator|stop"; // SEED; RDS
            return null;
        }

        /// <summary>Its cause and remedy.</summary>
        public static string Text(int number)
        {
            if (number-- == 0) return
                "throttled-mailbox-full|Microsoft 365 has stopped the device's mailbox, because it was full too often.|Empty the mailbox, Sent Items above all, and set a retention policy on it; then retry the job.";
            if (number-- == 0) return
                "throttled-send-as-denied|Microsoft 365 has stopped the device's mailbox, because it sent in another's name too often.|Set sending.from to the login's own address, or grant Send As; then wait some hours and retry the job.";
            if (number-- == 0) return
                "throttled-licence|Microsoft 365 has stopped the device's mailbox, because it has no valid licence.|Assign an Exchange Online licence to the account, then retry the job.";
            if (number-- == 0) return
                "throttled-recipients|Microsoft 365 has stopped the device's mailbox, because of too many, or too many invalid, recipients.|Correct the profiles' addresses, then wait some hours and retry the job.";
            if (number-- == 0) return
                "send-as-denied|The login may not send in the name of sending.from.|Set sending.from to the login's own address, or grant the login Send As on that mailbox (takes up to an hour). A relay connector needs no mailbox at all.";
            if (number-- == 0) return
                "send-as-denied-store|The login may not send in the name of sending.from; Microsoft 365 found it after the mail was handed over.|Set sending.from to the login's own address, or grant the login Send As on that mailbox (takes up to an hour).";
            if (number-- == 0) return
                "submission-quota|The mailbox has sent to 10,000 recipients in 24 hours, its limit.|The device tries again every few hours. Give busy devices mailboxes of their own, or use High Volume Email.";
            if (number-- == 0) return
                "daily-limit|The mailbox has reached its daily limit of recipients.|The device tries again every few hours. Give busy devices mailboxes of their own, or use High Volume Email.";
            if (number-- == 0) return
                "outbound-spam|Microsoft 365 holds the device's mailbox for a sender of spam.|Unblock it in the Defender portal (Restricted entities), and find out what was sent.";
            if (number-- == 0) return
                "bad-outbound-sender|The device's account is blocked for sending spam.|Unblock it in the Defender portal (Restricted entities); it takes an hour or more. Then retry the job.";
            if (number-- == 0) return
                "mailbox-full|The device's own mailbox is full, most likely of Sent Items.|Empty it, and set a retention policy on Sent Items; or turn the copies off: Set-Mailbox ADDRESS -MessageCopyForSMTPClientSubmissionEnabled $false.";
            if (number-- == 0) return
                "mailbox-size-limit|The mail is larger than the device's mailbox may send.|Scan with a lower resolution; or raise the limit: Set-Mailbox ADDRESS -MaxSendSize 150MB, and sending.sizeLimitBytes with it.";
            if (number-- == 0) return
                "spf-failed|The SPF record of the sender's domain does not allow the address that the device sends from ({address}).|Add ip4: with that address to the domain's SPF record in DNS, or send by client submission.";
            if (number-- == 0) return
                "dmarc-failed|The sender's domain has a DMARC policy of reject, and the mail passes neither SPF nor DKIM.|Add ip4:{address} to the domain's SPF record in DNS, or send by client submission, which signs.";
            if (number-- == 0) return
                "unregistered-domain|The domain of sending.from is not one of the tenant's accepted domains.|Add the domain to the tenant in the admin center, or send from an address of an accepted domain.";
            if (number-- == 0) return
                "banned-sender|Microsoft 365 has banned the sender for abuse.|Find out what was sent in the tenant's name, then ask Microsoft's support to unblock it; for 5.7.511 forward the reply to delist@microsoft.com.";
            if (number-- == 0) return
                "tenant-threshold|The whole tenant is stopped: it has sent too much, or too much spam.|Look for misused accounts, then ask Microsoft's support to lift the block.";
            if (number-- == 0) return
                "ip-reputation|Microsoft 365 takes no mail from this tenant's addresses, usual for new and trial tenants.|Ask Microsoft's support; a paid subscription often ends it.";
            if (number-- == 0) return
                "banned-ip|The public address {address} that the device sends from is on Microsoft's block list.|Ask for its removal at https://sender.office.com, and find out what else sends from that address.";
            if (number-- == 0) return
                "ipv6-unsigned|Mail over IPv6 must pass SPF or DKIM, and this one does not.|The device speaks IPv4: look for a proxy that turns it into IPv6. It tries again.";
            if (number-- == 0) return
                "ipv6-refused|{server} does not take mail from this IPv6 address.|The device speaks IPv4: look for a proxy that turns it into IPv6, and let it use IPv4 on port 25.";
            if (number-- == 0) return
                "bad-hello|{server} finds the name that the device introduces itself with forged.|Set device.hostname to a name of the device's own, or leave it empty.";
            if (number-- == 0) return
                "address-unseen|No server has told the device its public address since it was switched on.|Write test connection on the console: Microsoft 365 answers with the address, and status then shows it and the SPF record.";
            if (number-- == 0) return
                "direct-send-anonymous|Microsoft 365 takes direct send for anonymous mail: SPF alone vouches for the sender, for the device does not sign with DKIM, and DMARC rests on one of the two. A tenant with RejectDirectSend refuses all of it (550 5.7.68).|Write the device's static public address into the domain's SPF record (status shows it): without, mail may go to junk or, as DMARC says, be refused. See that RejectDirectSend is off (Get-OrganizationConfig), or choose clientSubmission or relay.";
            return null;
        }
    }
}

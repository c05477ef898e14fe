namespace ScanToMail.Diagnoses
{
    /// <summary>Rows about replies about recipients, connectors and the way to the tenant.</summary>
    internal static class RecipientRows
    {
        /// <summary>What a row takes, and its source.</summary>
        public static string Pattern(int number)
        {
            if (number-- == 0) return
                "relay-denied-certificate|reply|*|5*|5.7.64|*|relay certificate|administrator|action"; // NDR; TS24; KB3212877
            if (number-- == 0) return
                "relay-denied-address|reply|*|5*|5.7.64|*||administrator|action"; // NDR; TS24
            if (number-- == 0) return
                "wrong-region|reply|*|*|4.4.62,5.4.62|*||administrator|action"; // TS24
            if (number-- == 0) return
                "direct-send-off|reply|*|5*|5.7.68|*|directSend|administrator|action"; // RDS
            if (number-- == 0) return
                "connector-unknown|reply|*|5*|5.7.68|*||administrator|action"; // RDS
            if (number-- == 0) return
                "direct-send-outside|reply|*|5*|5.4.1|Relay Access Denied|directSend|user|stop"; // NDR
            if (number-- == 0) return
                "relay-denied|reply|*|5*|5.4.1|Relay Access Denied|microsoft|administrator|action"; // NDR
            if (number-- == 0) return
                "recipient-blocked-at-edge|reply|*|5*|5.4.1|*|microsoft|user|stop"; // NDR
            if (number-- == 0) return
                "recipient-unknown|reply|*|5*|5.1.1,5.1.10|*||user|stop"; // NDR
            if (number-- == 0) return
                "receive-limit|reply|*|*|5.2.121,5.2.122,4.2.121,4.2.122|*||administrator|hours"; // NDR
            if (number-- == 0) return
                "sender-restricted|reply|*|5*|5.7.12,5.7.133,5.7.134,5.7.136|*|clientSubmission|administrator|action"; // NDR
            if (number-- == 0) return
                "sender-not-authenticated|reply|*|5*|5.7.12,5.7.133,5.7.134,5.7.136|*||administrator|action"; // NDR
            if (number-- == 0) return
                "too-many-recipients|reply|*|4*|4.5.3|*||nobody|later"; // NDR
            if (number-- == 0) return
                "too-many-connections-address|reply|*|4*|4.7.652|*||administrator|throttled"; // spamresource.com 2025-07
            if (number-- == 0) return
                "server-busy|reply|*|4*|4.7.500-699|*||administrator|throttled"; // NDR
            if (number-- == 0) return
                "address-suspicious|reply|*|4*|4.7.850-899|*||administrator|throttled"; // NDR
            if (number-- == 0) return
                "recipient-too-large|reply|*|5*|5.2.3|*||user|stop"; // RFC 3463
            if (number-- == 0) return
                "recipient-full|reply|*|5*|5.2.2|*||user|stop"; // RFC 3463
            return null;
        }

        /// <summary>Its cause and remedy.</summary>
        public static string Text(int number)
        {
            if (number-- == 0) return
                "relay-denied-certificate|No connector of the tenant knows the device: the certificate does not match, or its chain was not complete.|Compare the certificate's subject (certificate show) with the connector's domain in the Exchange admin center, and import the intermediate certificates too.";
            if (number-- == 0) return
                "relay-denied-address|No connector of the tenant knows the device: its public address is {address}.|Write that address into the connector (Exchange admin center, Mail flow, Connectors) and the SPF record; it must be static and nobody else's.";
            if (number-- == 0) return
                "wrong-region|The mail went to another region of Microsoft 365 than the tenant's.|Read the domain's MX anew (mx DOMAIN) and correct sending.host, or take it out and set sending.domain; then check the connector.";
            if (number-- == 0) return
                "direct-send-off|The tenant takes no direct send any more (RejectDirectSend).|Use client submission, or make a connector and the method relay; or allow it again: Set-OrganizationConfig -RejectDirectSend $false.";
            if (number-- == 0) return
                "connector-unknown|No connector knows the device (its public address is {address}), so its mail counts as direct send, which the tenant rejects.|Correct the connector's address or certificate domain in the Exchange admin center.";
            if (number-- == 0) return
                "direct-send-outside|Direct send reaches recipients of the tenant only, and this one is not.|Choose a recipient of the organization; the administrator can use client submission or relay for others.";
            if (number-- == 0) return
                "relay-denied|{server} does not relay for the device: no connector matches (its public address is {address}), or the domain was not accepted yet.|Check the connector's address or certificate and the tenant's accepted domains in the Exchange admin center.";
            if (number-- == 0) return
                "recipient-blocked-at-edge|The organization knows no such recipient.|Check the address. A new mailbox is known after some hours; the administrator can look at the domain's type in the Exchange admin center.";
            if (number-- == 0) return
                "recipient-unknown|There is no such recipient.|Check the address for a typing error.";
            if (number-- == 0) return
                "receive-limit|The recipient gets more mail an hour than Microsoft 365 allows.|The device tries again in an hour or more. Send less to that mailbox, or to a group.";
            if (number-- == 0) return
                "sender-restricted|The recipient takes mail from certain senders only, and the device's mailbox is none of them.|Allow the device's mailbox at the recipient (Exchange admin center, message delivery restrictions).";
            if (number-- == 0) return
                "sender-not-authenticated|The recipient takes mail from inside the organization only, and the device counts as outside.|Use client submission, or a connector that knows the device; or let the recipient accept senders from outside.";
            if (number-- == 0) return
                "too-many-recipients|{server} takes no more recipients in one go.|The device sends to the others in the next try.";
            if (number-- == 0) return
                "too-many-connections-address|Too many connections come from the device's public address ({address}).|The device tries again later. Let fewer devices send at the same time, or give them another way out.";
            if (number-- == 0) return
                "server-busy|Microsoft 365 slows the device's public address ({address}) down, for it does not know it.|The device tries again for hours. A connector for that address ends it; client submission is not slowed down.";
            if (number-- == 0) return
                "address-suspicious|Microsoft 365 finds the device's public address ({address}) suspicious for now.|The device tries again for hours. Find out what else sends from that address.";
            if (number-- == 0) return
                "recipient-too-large|The mail is larger than the recipient takes.|Scan fewer pages, or with a lower resolution.";
            if (number-- == 0) return
                "recipient-full|The mailbox is full.|Ask the recipient to make room, then send again.";
            return null;
        }
    }
}

namespace ScanToMail.Diagnoses
{
    /// <summary>Rows about scanner, document, spool and flash.</summary>
    internal static class ScanRows
    {
        /// <summary>What a row takes, and its source.</summary>
        public static string Pattern(int number)
        {
            if (number-- == 0) return
                "feeder-empty|scan.feederEmpty|*|*|*|*||user|stop"; // device
            if (number-- == 0) return
                "jam|scan.jam|*|*|*|*||user|stop"; // device
            if (number-- == 0) return
                "cover-open|scan.coverOpen|*|*|*|*||user|stop"; // device
            if (number-- == 0) return
                "scan-cancelled|scan.cancelled|*|*|*|*||nobody|stop"; // device
            if (number-- == 0) return
                "scan-failed|scan.*|*|*|*|*||user|stop"; // device
            if (number-- == 0) return
                "page-no-image|document.notAnImage|*|*|*|*||user|stop"; // device
            if (number-- == 0) return
                "page-truncated|document.truncated|*|*|*|*||user|stop"; // device
            if (number-- == 0) return
                "page-unsupported|document.*|*|*|*|*||administrator|stop"; // device
            if (number-- == 0) return
                "too-many-recipients-unspooled|limit.recipients|*|*|*|*||administrator|stop"; // device
            if (number-- == 0) return
                "day-limit-unspooled|limit.day|*|*|*|*||user|stop"; // device
            if (number-- == 0) return
                "recipient-forbidden|recipient.forbidden|*|*|*|*||administrator|stop"; // device
            if (number-- == 0) return
                "spool-full|spool.full|*|*|*|*||user|stop"; // device
            if (number-- == 0) return
                "spool-failed|spool.*|*|*|*|*||administrator|stop"; // device
            if (number-- == 0) return
                "flash-failed|flash.*|*|*|*|*||administrator|stop"; // device
            return null;
        }

        /// <summary>Its cause and remedy.</summary>
        public static string Text(int number)
        {
            if (number-- == 0) return
                "feeder-empty|There is no paper in the feeder.|Put the paper in and press the button again.";
            if (number-- == 0) return
                "jam|The paper jammed; nothing was sent.|Clear the jam and scan all pages again.";
            if (number-- == 0) return
                "cover-open|A cover of the scanner is open; nothing was sent.|Close it and scan all pages again.";
            if (number-- == 0) return
                "scan-cancelled|The scan was cancelled; nothing was sent.|Press the button again to scan.";
            if (number-- == 0) return
                "scan-failed|The scan engine failed; nothing was sent.|Scan again; if it goes on, switch the device off and on.";
            if (number-- == 0) return
                "page-no-image|A page is not an image of the expected kind; nothing was sent.|Check what the scan engine delivers: PDF pages must be JPEG.";
            if (number-- == 0) return
                "page-truncated|A page's image ends too early; nothing was sent.|Scan again; if it goes on, check the link to the scan engine.";
            if (number-- == 0) return
                "page-unsupported|A page's image can't be put into the document; nothing was sent.|Choose another document or color in the profile.";
            if (number-- == 0) return
                "too-many-recipients-unspooled|The mail has more recipients than {server} takes at once, and a scan that is not kept in flash can't be sent in parts; nothing was sent.|Give the profile fewer recipients or the address of a group, or set spool.sizeLimitBytes so that scans have room in flash.";
            if (number-- == 0) return
                "day-limit-unspooled|The device has sent to as many recipients in 24 hours as sending.recipientsPerDay allows, and a scan that is not kept in flash can't wait; nothing was sent.|Scan again in some hours. Give busy devices mailboxes of their own, or set spool.sizeLimitBytes so that scans have room in flash.";
            if (number-- == 0) return
                "recipient-forbidden|The settings let a recipient of this profile have no mail any more; nothing was sent.|Scan again by a profile of today's settings, or add the domain where it is missing: to sending.acceptedDomains with direct send, to sending.recipientDomains.";
            if (number-- == 0) return
                "spool-full|The device is full of mail that could not be sent yet, so it can't take another scan.|Wait until it has been sent; if it goes on, ask the administrator to look at the jobs on the console (jobs, retry, delete).";
            if (number-- == 0) return
                "spool-failed|The device's flash can't keep the scan; nothing was sent.|Scan again; if it goes on, set spool.sizeLimitBytes lower, or have the flash looked at.";
            if (number-- == 0) return
                "flash-failed|A file of the settings can't be read from flash.|Check the names in sending.trustedRoots and sending.clientCertificate, and import the file again.";
            return null;
        }
    }
}

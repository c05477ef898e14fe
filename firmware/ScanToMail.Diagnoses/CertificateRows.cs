namespace ScanToMail.Diagnoses
{
    /// <summary>Rows about the device's own certificate, seen before a connection is opened. Those that expire soon and those of
    /// another sender's domain are warnings.</summary>
    internal static class CertificateRows
    {
        /// <summary>What a row takes, and its source.</summary>
        public static string Pattern(int number)
        {
            if (number-- == 0) return
                "certificate-missing|certificate.missing|*|*|*|*||administrator|action"; // SEED
            if (number-- == 0) return
                "certificate-key-encrypted|certificate.damaged|*|*|*|encrypted||administrator|action"; // RFC 7468
            if (number-- == 0) return
                "certificate-damaged|certificate.damaged|*|*|*|*||administrator|action"; // RFC 7468
            if (number-- == 0) return
                "certificate-no-key|certificate.noKey|*|*|*|*||administrator|action"; // RFC 8446
            if (number-- == 0) return
                "certificate-other-key|certificate.otherKey|*|*|*|*||administrator|action"; // RFC 8446
            if (number-- == 0) return
                "certificate-clock-wrong|certificate.notYetValid|*|*|*|*|clockWrong|administrator|connection"; // RFC 5280
            if (number-- == 0) return
                "certificate-not-yet-valid|certificate.notYetValid|*|*|*|*||administrator|hours"; // RFC 5280
            if (number-- == 0) return
                "certificate-expired|certificate.expired|*|*|*|*||administrator|action"; // RFC 5280
            if (number-- == 0) return
                "certificate-other-domain|certificate.otherDomain|*|*|*|*||administrator|action"; // SEED
            if (number-- == 0) return
                "certificate-expires-soon|certificate.expiresSoon|*|*|*|*||administrator|stop"; // RFC 5280
            if (number-- == 0) return
                "certificate-other-sender|certificate.otherSender|*|*|*|*||administrator|stop"; // SEED
            return null;
        }

        /// <summary>Its cause and remedy.</summary>
        public static string Text(int number)
        {
            if (number-- == 0) return
                "certificate-missing|The file of sending.clientCertificate is not in flash, so no server can know the device by it.|Write certificate import on the console and paste certificate, intermediates and key, or correct sending.clientCertificate; mail that waits goes out then.";
            if (number-- == 0) return
                "certificate-key-encrypted|The private key in the file of sending.clientCertificate is encrypted, and the device has no password for it.|Write the key plain (openssl pkey -in FILE), then import it with its certificate: certificate import on the console.";
            if (number-- == 0) return
                "certificate-damaged|The file of sending.clientCertificate has no certificate in it, or the certificate or its key is damaged.|Import them again: certificate import on the console; mail that waits goes out then.";
            if (number-- == 0) return
                "certificate-no-key|The file of sending.clientCertificate has no private key in it, without which TLS can't show the certificate.|Import the certificate together with its key: certificate import on the console; mail that waits goes out then.";
            if (number-- == 0) return
                "certificate-other-key|The private key in the file of sending.clientCertificate belongs to another certificate.|Import the device's certificate with the key that was made for it, the device's own certificate first: certificate import on the console.";
            if (number-- == 0) return
                "certificate-clock-wrong|The device's own certificate does not seem valid yet because the device's clock is wrong: it says {clock}.|Let the device reach a time server (time.servers, UDP port 123), or set the time by hand.";
            if (number-- == 0) return
                "certificate-not-yet-valid|The device's own certificate is not valid yet, or the device's clock is wrong: it says {clock}.|Check the clock first (time on the console). If it is right, wait for the certificate's first day, or import one that is valid now.";
            if (number-- == 0) return
                "certificate-expired|The device's own certificate has expired, or the device's clock is wrong: it says {clock}.|Import a new one for the same names: certificate import on the console. The connector needs no change then, and mail that waits goes out.";
            if (number-- == 0) return
                "certificate-other-domain|None of the names in the device's own certificate is in one of sending.acceptedDomains, so no connector of the tenant matches it.|Import a certificate for a name in an accepted domain, or add the domain to sending.acceptedDomains if it is one of the tenant's.";
            if (number-- == 0) return
                "certificate-expires-soon|The device's own certificate expires within 30 days; from then on no mail leaves the device.|Import a new one for the same names in time: certificate import on the console.";
            if (number-- == 0) return
                "certificate-other-sender|None of the names in the device's own certificate is in the domain of sending.from.|See that the connector names the certificate's domain and that the tenant has it among its accepted domains; list those in sending.acceptedDomains.";
            return null;
        }
    }
}

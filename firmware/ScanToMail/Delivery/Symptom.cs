using ScanToMail.Smtp;

namespace ScanToMail.Delivery
{
    /// <summary>Everything the device saw of a failure; what a diagnosis is made from.</summary>
    public sealed class Symptom
    {
        /// <summary>What kind of thing failed, such as "tls.certificateRefused" or "reply" (see
        /// <see cref="Symptoms"/>).</summary>
        public string Kind = "";

        /// <summary>The phase it failed in, as people know it: "connect", "greeting", "mailFrom", "scan".</summary>
        public string Phase = "";

        /// <summary>The server's reply, or null.</summary>
        public SmtpReply Reply;

        /// <summary>The recipient it is about, or "".</summary>
        public string Recipient = "";

        /// <summary>The platform's or protocol's own words, without secrets.</summary>
        public string Detail = "";

        /// <summary>The server and port that were tried.</summary>
        public string Server = "";

        /// <summary>Whether the conversation was encrypted when it failed.</summary>
        public bool IsTls;

        /// <summary>The device's public address as the server greeted it with (Microsoft 365 does), or "".</summary>
        public string PublicAddress = "";

        /// <summary>What the device's clock said, "2026-11-25 15:20:00 UTC"; "" where it was not set.</summary>
        public string ClockText = "";

        /// <summary>What else the catalogue may ask for: words with a blank before and behind each.</summary>
        public string Facts = " ";
    }
}

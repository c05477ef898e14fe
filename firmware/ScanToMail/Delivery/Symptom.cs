using ScanToMail.Config;
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

        /// <summary>The sending method of the settings.</summary>
        public SendingMethod Method;

        /// <summary>The server and port that were tried.</summary>
        public string Server = "";

        /// <summary>Whether the clock was set.</summary>
        public bool ClockIsSet;
    }
}

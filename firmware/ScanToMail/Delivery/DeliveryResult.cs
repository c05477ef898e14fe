using ScanToMail.Smtp;

namespace ScanToMail.Delivery
{
    /// <summary>What became of a mail in one try.</summary>
    public enum DeliveryOutcome
    {
        /// <summary>A server has taken it for every recipient.</summary>
        Delivered,

        /// <summary>A server has taken it for some recipients; the others are refused or put off.</summary>
        PartlyDelivered,

        /// <summary>A server has refused it for good, for every recipient.</summary>
        Refused,

        /// <summary>It could not be sent now; a later try may succeed.</summary>
        NotSent,

        /// <summary>The line broke after the end of the data: nobody knows.</summary>
        PerhapsDelivered,

        /// <summary>A person cancelled it before the end of the data; the server has nothing.</summary>
        Cancelled
    }

    /// <summary>The names of the outcomes, for people and programs.</summary>
    public static class DeliveryOutcomes
    {
        /// <summary>The outcome's name in lower camel case.</summary>
        public static string Name(DeliveryOutcome outcome)
        {
            if (outcome == DeliveryOutcome.Delivered) return "delivered";
            if (outcome == DeliveryOutcome.PartlyDelivered) return "partlyDelivered";
            if (outcome == DeliveryOutcome.Refused) return "refused";
            if (outcome == DeliveryOutcome.NotSent) return "notSent";
            return outcome == DeliveryOutcome.PerhapsDelivered ? "perhapsDelivered" : "cancelled";
        }
    }

    /// <summary>What became of a mail in one try, recipient by recipient.</summary>
    public sealed class DeliveryResult
    {
        /// <summary>What became of it as a whole.</summary>
        public DeliveryOutcome Outcome = DeliveryOutcome.NotSent;

        /// <summary>The recipients in the order To, Cc, Bcc, each once, with the server's last word on it; the reply
        /// is null where none was given.</summary>
        public SmtpRecipient[] Recipients = new SmtpRecipient[0];

        /// <summary>Why not all is well, or null.</summary>
        public Diagnosis Diagnosis;

        /// <summary>Why the first recipient that a later try may still reach was not taken, or null where there is none or
        /// nobody was asked.</summary>
        public Diagnosis PutOff;

        /// <summary>The attachment's bytes that were made, before any encoding.</summary>
        public long AttachmentBytes;

        /// <summary>Bytes sent above TLS.</summary>
        public long BytesSent;

        /// <summary>Bytes received above TLS.</summary>
        public long BytesReceived;

        /// <summary>How often the conversation waited for the server.</summary>
        public int RoundTrips;
    }
}

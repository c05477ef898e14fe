using System.Text.Encodings.Web;
using System.Text.Json;
using ScanToMail.Delivery;
using ScanToMail.Jobs;

namespace ScanToMail.VirtualDevice
{
    /// <summary>A job's result for people and for programs.</summary>
    internal static class ResultReport
    {
        private static readonly JsonSerializerOptions Options = new()
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping
        };

        /// <summary>One JSON object on one line.</summary>
        public static string Json(Job job, LiveMemory memory, long durationMs) => JsonSerializer.Serialize(new
        {
            result = DeliveryOutcomes.Name(job.Result.Outcome),
            messageId = job.MessageId,
            recipients = job.Result.Recipients.Select(recipient => new
            {
                address = recipient.Address,
                accepted = recipient.Accepted,
                code = recipient.Reply?.Code ?? 0,
                enhancedCode = recipient.Reply?.EnhancedCode ?? "",
                text = recipient.Reply?.Text ?? ""
            }),
            diagnosis = job.Result.Diagnosis?.Line() ?? "",
            pages = job.Pages,
            attachmentBytes = job.Result.AttachmentBytes,
            bytesSent = job.Result.BytesSent,
            bytesReceived = job.Result.BytesReceived,
            roundTrips = job.Result.RoundTrips,
            liveBytesMax = memory.MaxBytes,
            liveBytesMaxByStage = memory.MaxBytesByStage,
            durationMs
        }, Options);

        /// <summary>A few lines for a person.</summary>
        public static IEnumerable<string> Lines(Job job)
        {
            foreach (var recipient in job.Result.Recipients)
            {
                string reply = recipient.Reply is null ? "no answer" : $"{recipient.Reply.Code} {recipient.Reply.Text}";
                yield return $"{recipient.Address}: {(recipient.Accepted ? "accepted" : "not accepted")} ({reply})";
            }
            yield return $"{DeliveryOutcomes.Name(job.Result.Outcome)}: {job.Pages} pages, "
                + $"{job.Result.AttachmentBytes} bytes attached, Message-ID {job.MessageId}";
            if (job.Result.Diagnosis is not null) yield return job.Result.Diagnosis.Line();
        }

        /// <summary>0 all recipients accepted, 1 some or all refused, 3 could not be sent now.</summary>
        public static int ExitCode(DeliveryResult result) => result.Outcome switch
        {
            DeliveryOutcome.Delivered => 0,
            DeliveryOutcome.PartlyDelivered or DeliveryOutcome.Refused => 1,
            _ => 3
        };
    }
}

using System.Security.Cryptography.X509Certificates;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace ScanToMail.Tests.Bench.Peers
{
    /// <summary>MailKit, by DATA with base64 or by BDAT with BINARYMIME.</summary>
    internal sealed class MailKitPeer(bool usesBdat) : Peer
    {
        public override string Name => usesBdat ? "MailKit BDAT+BINARYMIME" : "MailKit DATA";

        public override PeerFigures Send(Target target, Work work)
        {
            long peak = 0;
            return InProcess.Measure(() =>
            {
                using var client = new SmtpClient { CheckCertificateRevocation = false };
                client.ServerCertificateValidationCallback = (_, certificate, _, _) => certificate is X509Certificate2;
                client.Connect(target.Host, target.Port, SecureSocketOptions.StartTls);
                client.Authenticate(target.User, target.Password);
                if (!usesBdat) client.Capabilities &= ~(SmtpCapabilities.Chunking | SmtpCapabilities.BinaryMime);
                for (int mail = 0; mail < work.Mails; mail++) client.Send(Message(work));
                peak = GC.GetTotalMemory(forceFullCollection: false);
                client.Disconnect(true);
            }, () => peak);
        }

        private MimeMessage Message(Work work)
        {
            var message = new MimeMessage { Subject = Work.Subject };
            message.From.Add(MailboxAddress.Parse(Work.From));
            foreach (string recipient in Work.To) message.To.Add(MailboxAddress.Parse(recipient));
            var attachment = new MimePart("application", "pdf")
            {
                Content = new MimeContent(new MemoryStream(work.Attachment)),
                ContentDisposition = new ContentDisposition(ContentDisposition.Attachment),
                ContentTransferEncoding = usesBdat ? ContentEncoding.Binary : ContentEncoding.Base64,
                FileName = Work.FileName
            };
            message.Body = new Multipart("mixed") { new TextPart("plain") { Text = Work.Text }, attachment };
            return message;
        }
    }
}

using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace ScanToMail.Tests.Bench.Peers
{
    /// <summary>
    /// MailKit, by DATA with base64 or by BDAT with BINARYMIME. It leaves Nagle's algorithm on; to see what that costs in a
    /// queue of small mails it is measured once more over a socket without.
    /// </summary>
    internal sealed class MailKitPeer(bool usesBdat, bool hasNoDelay = false) : Peer
    {
        public override string Name => (usesBdat ? "MailKit BDAT+BINARYMIME" : "MailKit DATA") + (hasNoDelay ? ", TCP_NODELAY" : "");

        public override string? Absent(Work work) => hasNoDelay && work.Mails == 1 ? "for the queue only" : null;

        public override PeerFigures Send(Target target, Work work)
        {
            long peak = 0;
            return InProcess.Measure(() =>
            {
                using var client = new SmtpClient { CheckCertificateRevocation = false };
                client.ServerCertificateValidationCallback = (_, certificate, _, _) => certificate is X509Certificate2;
                using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                if (hasNoDelay)
                {
                    socket.Connect("127.0.0.1", target.Port);
                    client.Connect(socket, target.Host, target.Port, SecureSocketOptions.StartTls);
                }
                else
                {
                    client.Connect(target.Host, target.Port, SecureSocketOptions.StartTls);
                }
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

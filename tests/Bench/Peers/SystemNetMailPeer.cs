using System.Net;
using System.Net.Mail;

namespace ScanToMail.Tests.Bench.Peers
{
    /// <summary>.NET's own SmtpClient.</summary>
    internal sealed class SystemNetMailPeer : Peer
    {
        public override string Name => "System.Net.Mail DATA";

        public override void Prepare(Target target, Work work) =>
#pragma warning disable SYSLIB0014 // The only way to tell this client whom to trust.
            ServicePointManager.ServerCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore SYSLIB0014

        public override PeerFigures Send(Target target, Work work)
        {
            long peak = 0;
            return InProcess.Measure(() =>
            {
                using (var client = new SmtpClient(target.Host, target.Port)
                {
                    EnableSsl = true,
                    Credentials = new NetworkCredential(target.User, target.Password)
                })
                {
                    for (int mail = 0; mail < work.Mails; mail++) client.Send(Message(work));
                    peak = GC.GetTotalMemory(forceFullCollection: false);
                }
            }, () => peak);
        }

        private static MailMessage Message(Work work)
        {
            var message = new MailMessage { From = new MailAddress(Work.From), Subject = Work.Subject, Body = Work.Text };
            foreach (string recipient in Work.To) message.To.Add(recipient);
            message.Attachments.Add(new Attachment(new MemoryStream(work.Attachment), Work.FileName, "application/pdf"));
            return message;
        }
    }
}

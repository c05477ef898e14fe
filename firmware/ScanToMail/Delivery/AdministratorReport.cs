using ScanToMail.Config;
using ScanToMail.Hal;
using ScanToMail.Mime;

namespace ScanToMail.Delivery
{
    /// <summary>Tells device.administrator by mail of what needs a person. The report waits in the spool like any mail; one
    /// that can't be sent is not reported in turn.</summary>
    internal sealed class AdministratorReport
    {
        private readonly IHal _hal;
        private readonly Spool _spool;

        public AdministratorReport(IHal hal, Spool spool)
        {
            _hal = hal;
            _spool = spool;
        }

        /// <summary>Adds a report about a job that is refused or held; without an administrator there is none. Throws
        /// <see cref="FlashException"/>.</summary>
        public void Add(Settings settings, SpoolRecord job)
        {
            if (settings.Device.Administrator == null || job.IsReport) return;
            SpoolRecord report = New(settings);
            if (settings.Device.Language == Language.French) WriteFrench(report, settings.Device.Name, job);
            else WriteEnglish(report, settings.Device.Name, job);
            _spool.AcceptReport(report);
        }

        /// <summary>Adds a report about all mail that is lost or can no longer be read; otherwise as <see cref="Add"/>.</summary>
        public void AddDamage(Settings settings, DamageNotes damage)
        {
            if (settings.Device.Administrator == null) return;
            SpoolRecord report = New(settings);
            string device = settings.Device.Name;
            bool isFrench = settings.Device.Language == Language.French;
            string others = (damage.Count - 1).ToString();
            report.Subject = device + (isFrench ? " : un message est perdu" : ": a mail is lost")
                + (damage.Count == 1 ? "" : isFrench ? ", et " + others + " de plus" : ", and " + others + " more");
            report.Text = (isFrench
                ? "Le scanner " + device + " n'a plus du courrier qu'il gardait, ou ne peut plus le lire. Ses destinataires "
                    + "ne l'ont peut-être pas : numérisez-le de nouveau, et faites examiner la mémoire de l'appareil si cela "
                    + "se répète.\n\n"
                : "The scanner " + device + " has mail no more that it kept, or can't read it. Its recipients may not have it: "
                    + "scan it again, and have the device's flash looked at if this comes again.\n\n") + damage.Text(isFrench);
            _spool.AcceptReport(report);
        }

        private SpoolRecord New(Settings settings)
        {
            MailAddress administrator = settings.Device.Administrator;
            byte[] random = new byte[12];
            _hal.Random.Fill(random, 0, random.Length);
            return new SpoolRecord
            {
                Number = _spool.NextNumber(),
                Profile = "report",
                MessageId = MessageIds.NewMessageId(_hal.Clock.UtcNow, random, settings.Sending.From.Domain),
                Recipients = new SpoolRecipient[]
                {
                    new SpoolRecipient { DisplayName = administrator.DisplayName, Address = administrator.Address }
                }
            };
        }

        private static void WriteEnglish(SpoolRecord report, string device, SpoolRecord job)
        {
            report.Subject = device + ": job " + job.Number.ToString() + " needs you";
            report.Text = "The scanner " + device + " keeps a mail that it could not deliver to everybody.\n\n"
                + "Job: " + job.Number.ToString() + ", profile " + job.Profile + ", " + job.Pages.ToString() + " pages\n"
                + "Subject: " + job.Subject + "\n"
                + "Tries: " + job.Tries.ToString() + "\n"
                + Recipients(job, "has it", "refused", "waits")
                + "Reason: " + job.Reason + "\n\n"
                + "On the device's console: retry " + job.Number.ToString() + ", readdress " + job.Number.ToString()
                + " ADDRESS, or delete " + job.Number.ToString() + ".\n";
        }

        private static void WriteFrench(SpoolRecord report, string device, SpoolRecord job)
        {
            report.Subject = device + " : le travail " + job.Number.ToString() + " demande votre aide";
            report.Text = "Le scanner " + device + " garde un message qu'il n'a pas pu remettre à tous.\n\n"
                + "Travail : " + job.Number.ToString() + ", profil " + job.Profile + ", " + job.Pages.ToString() + " pages\n"
                + "Objet : " + job.Subject + "\n"
                + "Essais : " + job.Tries.ToString() + "\n"
                + Recipients(job, "l'a reçu", "refusé", "attend")
                + "Raison : " + job.Reason + "\n\n"
                + "Sur la console de l'appareil : retry " + job.Number.ToString() + ", readdress " + job.Number.ToString()
                + " ADRESSE, ou delete " + job.Number.ToString() + ".\n";
        }

        private static string Recipients(SpoolRecord job, string delivered, string refused, string waiting)
        {
            string text = "";
            for (int i = 0; i < job.Recipients.Length; i++)
            {
                SpoolRecipient recipient = job.Recipients[i];
                string state = recipient.State == RecipientState.Delivered ? delivered
                    : recipient.State == RecipientState.Refused ? refused : waiting;
                text = text + "- " + recipient.Address + ": " + state
                    + (recipient.LastReply.Length > 0 ? " (" + recipient.LastReply + ")" : "") + "\n";
            }
            return text;
        }
    }
}

using System.Collections;
using ScanToMail.Config;
using ScanToMail.Delivery;
using ScanToMail.Hal;

namespace ScanToMail.Console
{
    /// <summary>
    /// What an administrator should know though nothing has failed: rows of the catalogue whose kind is no failure's. Those
    /// of the certificate are shown by status and test connection, and are in the log; that of direct send, which stays
    /// for as long as the method does, is shown by test connection and when the method is chosen.
    /// </summary>
    internal static class Notices
    {
        /// <summary>All of them, each a <see cref="Diagnosis"/>; the certificate's where there is one that can be read. Throws
        /// nothing.</summary>
        public static ArrayList Of(Settings settings, CertificateReader leaf, IClock clock)
        {
            ArrayList notices = new ArrayList();
            if (leaf != null) AddCertificate(notices, leaf, settings, clock);
            return notices;
        }

        /// <summary>Adds those about the device's own certificate.</summary>
        public static void AddCertificate(ArrayList notices, CertificateReader leaf, Settings settings, IClock clock)
        {
            string description = CertificateRules.Describe(leaf);
            if (clock.IsSet && CertificateRules.IsNearEnd(leaf, clock.UtcNow))
            {
                notices.Add(New("certificate.expiresSoon", description, settings, clock));
            }
            if (!CertificateRules.IsSenders(leaf, settings.Sending))
            {
                notices.Add(New("certificate.otherSender", description, settings, clock));
            }
        }

        /// <summary>What SPF, DKIM, DMARC and RejectDirectSend mean for direct send. Needs no complete settings, for the method
        /// may be the first thing that is set.</summary>
        public static Diagnosis DirectSend(Language language)
        {
            return Catalogue.Diagnose(new Symptom { Kind = "directSend.anonymous", Phase = "settings" }, language);
        }

        /// <summary>That the device's public address is not known yet, and how it is learned.</summary>
        public static Diagnosis UnseenAddress(Settings settings, IClock clock)
        {
            return New("address.unseen", "", settings, clock);
        }

        /// <summary>A notice in one line, with its id.</summary>
        public static string Text(Diagnosis notice)
        {
            string detail = notice.Symptom.Detail;
            return notice.Id + ": " + notice.Cause + (detail.Length > 0 ? " (" + detail + ")" : "") + " " + notice.Remedy;
        }

        private static Diagnosis New(string kind, string detail, Settings settings, IClock clock)
        {
            Symptom symptom = new Symptom { Kind = kind, Phase = "settings", Detail = detail };
            return Symptoms.Diagnose(symptom, settings, clock);
        }
    }
}

using System;
using ScanToMail.Config;
using ScanToMail.Delivery;
using ScanToMail.Hal;

namespace ScanToMail.Console
{
    /// <summary>
    /// What the device's own certificate must be for a server to know the device by it. For relay the names count: a
    /// connector of Exchange Online is matched by the certificate's subject or alternative names, which must be in a domain
    /// that the tenant has verified ("How to set up a multifunction device or application to send email using Microsoft
    /// 365", learn.microsoft.com).
    /// </summary>
    internal static class CertificateRules
    {
        private const int ExpiryWarningDays = 30;

        /// <summary>Reads the certificate that the settings name, and its key. Throws <see cref="CertificateException"/> where
        /// one of them is missing or wrong, <see cref="FlashException"/>.</summary>
        public static CertificateReader Read(IFlash flash, SendingSettings sending)
        {
            string file = sending.ClientCertificate;
            if (!flash.Exists(file)) throw new CertificateException(CertificateFailure.Missing, "there is no file " + file);
            byte[] pem = FlashText.ReadAll(flash, file);
            try
            {
                PemBlocks block = PemBlocks.ReadFirst(pem, false);
                if (block.Count == 0) throw new FormatException("there is no certificate in " + file);
                CertificateReader leaf = new CertificateReader(block.BytesAt(0));
                block = PemBlocks.ReadFirst(pem, true);
                if (block.Count == 0)
                {
                    throw new CertificateException(CertificateFailure.NoKey, "there is no private key in " + file);
                }
                if (!PublicKey.OfPrivateKey(block.LabelAt(0), block.BytesAt(0)).Contradicts(leaf.Key)) return leaf;
                throw new CertificateException(CertificateFailure.OtherKey, "the certificate is for " + leaf.Subject);
            }
            catch (FormatException error)
            {
                throw new CertificateException(CertificateFailure.Damaged, error.Message);
            }
        }

        /// <summary>The certificate that the settings name, for people to see; null where there is none. The problem is what
        /// keeps it from serving, or null.</summary>
        public static CertificateReader TryRead(IHal hal, Settings settings, out Diagnosis problem)
        {
            problem = null;
            CertificateReader leaf = null;
            if (settings.Sending.ClientCertificate.Length == 0) return null;
            try
            {
                leaf = Read(hal.Flash, settings.Sending);
                Check(leaf, settings.Sending, hal.Clock);
            }
            catch (Exception error)
            {
                Symptom symptom = new Symptom();
                if (!Symptoms.Fill(symptom, error, "settings")) throw;
                problem = Symptoms.Diagnose(symptom, settings, hal.Clock);
            }
            return leaf;
        }

        /// <summary>Throws <see cref="CertificateException"/> where the time, while it is known, or the names are
        /// wrong.</summary>
        public static void Check(CertificateReader leaf, SendingSettings sending, IClock clock)
        {
            if (clock.IsSet && clock.UtcNow < leaf.NotBefore)
            {
                throw new CertificateException(CertificateFailure.NotYetValid,
                    leaf.Subject + " is valid from " + Time(leaf.NotBefore));
            }
            if (clock.IsSet) CheckEnd(leaf.NotAfter, clock);
            bool isAccepted = !sending.GoesToMx || sending.AcceptedDomains.Length == 0;
            for (int i = 0; i < sending.AcceptedDomains.Length; i++) isAccepted |= IsFor(leaf, sending.AcceptedDomains[i]);
            if (!isAccepted) throw new CertificateException(CertificateFailure.OtherDomain, Describe(leaf));
        }

        /// <summary>Throws <see cref="CertificateException"/> behind a certificate's end.</summary>
        public static void CheckEnd(DateTime notAfter, IClock clock)
        {
            if (clock.UtcNow <= notAfter) return;
            throw new CertificateException(CertificateFailure.Expired, "it was valid to " + Time(notAfter));
        }

        /// <summary>Whether it ends within 30 days.</summary>
        public static bool IsNearEnd(CertificateReader leaf, DateTime utcNow)
        {
            return leaf.NotAfter <= utcNow.AddDays(ExpiryWarningDays);
        }

        /// <summary>Whether its names are in the sender's domain, or nobody looks at them.</summary>
        public static bool IsSenders(CertificateReader leaf, SendingSettings sending)
        {
            return !sending.GoesToMx || IsFor(leaf, sending.From.Domain);
        }

        /// <summary>Subject, DNS names and end, in one line.</summary>
        public static string Describe(CertificateReader leaf)
        {
            return leaf.Subject + (leaf.NameCount > 0 ? "; " + leaf.Names() : "") + "; valid to " + Time(leaf.NotAfter);
        }

        private static bool IsFor(CertificateReader leaf, string domain)
        {
            bool isFor = IsIn(leaf.CommonName.ToLower(), domain);
            for (int i = 0; i < leaf.NameCount; i++) isFor |= IsIn(leaf.NameAt(i).ToLower(), domain);
            return isFor;
        }

        /// <summary>A domain itself, a name below it, a star for the names below it, or a star that stands for it.</summary>
        private static bool IsIn(string name, string domain)
        {
            if (name == domain || name.EndsWith("." + domain)) return true;
            int dot = domain.IndexOf('.');
            return dot > 0 && name == "*" + domain.Substring(dot);
        }

        private static string Time(DateTime utc)
        {
            return utc.ToString("yyyy-MM-dd HH:mm:ss") + " UTC";
        }
    }
}

using System;
using ScanToMail.Config;
using ScanToMail.Documents;
using ScanToMail.Hal;
using ScanToMail.SignIn;
using ScanToMail.Smtp;

namespace ScanToMail.Delivery
{
    /// <summary>Turns what was thrown into what was seen: the catalogue's kinds.</summary>
    internal static class Symptoms
    {
        /// <summary>A clock that is set to an earlier year than this firmware's is wrong for sure.</summary>
        private const int FirmwareYear = 2026;

        /// <summary>What a symptom means with these settings.</summary>
        public static Diagnosis Diagnose(Symptom symptom, Settings settings, IClock clock)
        {
            SendingSettings sending = settings.Sending;
            if (symptom.Server.Length == 0) symptom.Server = sending.Host + ":" + sending.Port.ToString();
            if (clock.IsSet) symptom.ClockText = clock.UtcNow.ToString("yyyy-MM-dd HH:mm:ss") + " UTC";
            bool isClockWrong = !clock.IsSet || clock.UtcNow.Year < FirmwareYear;
            bool isMicrosoft = sending.Method != SendingMethod.OnPremises || MicrosoftHosts.Has(sending.Host);
            symptom.Facts = " " + SendingMethods.Name(sending.Method)
                + (sending.Auth == AuthMode.None ? " authNone" : " " + AuthModes.Name(sending.Auth))
                + " port" + sending.Port.ToString()
                + (symptom.IsTls ? " tls" : " clear")
                + (isMicrosoft ? " microsoft" : "")
                + (sending.ClientCertificate.Length > 0 ? " certificate" : "")
                + (isClockWrong ? " clockWrong" : "") + " ";
            return Catalogue.Diagnose(symptom, settings.Device.Language);
        }

        /// <summary>Fills kind, phase, reply and detail from the exception; false when it is none of the known
        /// families, which is then a fault of the firmware and must not be swallowed.</summary>
        public static bool Fill(Symptom symptom, Exception error, string phase)
        {
            symptom.Phase = phase;
            symptom.Detail = error.Message;
            if (error is SmtpRefusedException) return FillRefused(symptom, (SmtpRefusedException)error);
            if (error is SmtpBrokenException) return FillBroken(symptom, (SmtpBrokenException)error);
            symptom.Kind = KindOf(error, symptom);
            return symptom.Kind.Length > 0;
        }

        private static bool FillRefused(Symptom symptom, SmtpRefusedException error)
        {
            symptom.Kind = "reply";
            symptom.Phase = SmtpPhases.Name(error.Phase);
            symptom.Reply = error.Reply;
            symptom.Recipient = error.Recipient;
            return true;
        }

        private static bool FillBroken(Symptom symptom, SmtpBrokenException error)
        {
            symptom.Phase = SmtpPhases.Name(error.Phase);
            symptom.Reply = error.LastReply;
            bool isReply = error.Cause == SmtpBreak.ServiceClosing && error.LastReply != null;
            symptom.Kind = error.PerhapsDelivered ? "smtp.perhapsDelivered" : isReply ? "reply" : SmtpKind(error.Cause);
            return true;
        }

        private static string KindOf(Exception error, Symptom symptom)
        {
            if (error is NetworkException) return NetworkKind(((NetworkException)error).Failure);
            if (error is MxException)
            {
                symptom.Phase = "resolve";
                return MxKind(((MxException)error).Failure);
            }
            if (error is SignInException)
            {
                symptom.Phase = "signIn";
                return SignInKinds.Of(((SignInException)error).Failure);
            }
            if (error is CertificateException)
            {
                symptom.Phase = "settings";
                return CertificateKind(((CertificateException)error).Failure);
            }
            if (error is TlsException) return TlsKind(((TlsException)error).Failure);
            if (error is ScanException)
            {
                symptom.Phase = "scan";
                return ScanKind(((ScanException)error).Failure);
            }
            if (error is MailTooLargeException)
            {
                symptom.Phase = "scan";
                return "smtp.sizeLimit";
            }
            if (error is DocumentException)
            {
                symptom.Phase = "scan";
                return DocumentKind(((DocumentException)error).Failure);
            }
            if (error is FlashException)
            {
                symptom.Phase = "settings";
                return "flash.failed";
            }
            return "";
        }

        private static string SmtpKind(SmtpBreak cause)
        {
            if (cause == SmtpBreak.Timeout) return "smtp.timeout";
            if (cause == SmtpBreak.Garbage) return "smtp.garbage";
            if (cause == SmtpBreak.Injection) return "smtp.injection";
            if (cause == SmtpBreak.TlsNotOffered) return "smtp.tlsNotOffered";
            if (cause == SmtpBreak.TlsCertificateRefused) return "tls.certificateRefused";
            if (cause == SmtpBreak.TlsHandshakeFailed) return "tls.handshakeFailed";
            if (cause == SmtpBreak.TlsClosed) return "tls.closed";
            if (cause == SmtpBreak.TlsTimeout) return "tls.timeout";
            if (cause == SmtpBreak.AuthNotOffered) return "smtp.authNotOffered";
            if (cause == SmtpBreak.SizeLimit) return "smtp.sizeLimit";
            if (cause == SmtpBreak.LengthChanged) return "flash.failed";
            return "smtp.closed";
        }

        private static string NetworkKind(NetworkFailure failure)
        {
            if (failure == NetworkFailure.NoLink) return "network.noLink";
            if (failure == NetworkFailure.NoAddress) return "network.noAddress";
            if (failure == NetworkFailure.NoInterface) return "network.noInterface";
            if (failure == NetworkFailure.NameNotFound) return "network.nameNotFound";
            if (failure == NetworkFailure.Refused) return "network.refused";
            if (failure == NetworkFailure.Unreachable) return "network.unreachable";
            return failure == NetworkFailure.Timeout ? "network.timeout" : "network.closed";
        }

        private static string MxKind(MxFailure failure)
        {
            if (failure == MxFailure.NoServer) return "dns.noServer";
            if (failure == MxFailure.NoAnswer) return "dns.noAnswer";
            if (failure == MxFailure.ServerFailed) return "dns.serverFailed";
            if (failure == MxFailure.BadAnswer) return "dns.badAnswer";
            if (failure == MxFailure.NoDomain) return "dns.noDomain";
            return failure == MxFailure.NoMail ? "dns.noMail" : "dns.notMicrosoft";
        }

        private static string TlsKind(TlsFailure failure)
        {
            if (failure == TlsFailure.CertificateRefused) return "tls.certificateRefused";
            if (failure == TlsFailure.HandshakeFailed) return "tls.handshakeFailed";
            return failure == TlsFailure.Closed ? "tls.closed" : "tls.timeout";
        }

        private static string CertificateKind(CertificateFailure failure)
        {
            if (failure == CertificateFailure.Missing) return "certificate.missing";
            if (failure == CertificateFailure.NoKey) return "certificate.noKey";
            if (failure == CertificateFailure.OtherKey) return "certificate.otherKey";
            if (failure == CertificateFailure.NotYetValid) return "certificate.notYetValid";
            if (failure == CertificateFailure.Expired) return "certificate.expired";
            return failure == CertificateFailure.OtherDomain ? "certificate.otherDomain" : "certificate.damaged";
        }

        private static string ScanKind(ScanFailure failure)
        {
            if (failure == ScanFailure.FeederEmpty) return "scan.feederEmpty";
            if (failure == ScanFailure.Jam) return "scan.jam";
            if (failure == ScanFailure.CoverOpen) return "scan.coverOpen";
            if (failure == ScanFailure.Cancelled) return "scan.cancelled";
            return "scan.failed";
        }

        private static string DocumentKind(DocumentFailure failure)
        {
            if (failure == DocumentFailure.NotAnImage) return "document.notAnImage";
            return failure == DocumentFailure.Truncated ? "document.truncated" : "document.unsupported";
        }
    }
}

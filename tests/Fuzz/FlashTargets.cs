using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ScanToMail.Delivery;
using ScanToMail.Tests.Support;

namespace ScanToMail.Tests.Fuzz
{
    /// <summary>What lies in flash: the bytes are the content of a file whose seal is sound.</summary>
    internal static class FlashTargets
    {
        private const string Job = "spool/00000001.job";
        private const string Segment = "log/00000001";

        private static readonly QueueRig Spooled = NewSpool();

        public static byte[][] RecordSeeds { get; } = [Spooled.Flash.Files[Job][20..]];

        public static void TakeRecord(byte[] content)
        {
            SimFlash flash = Spooled.Flash.Copy();
            flash.Files[Job] = Checksum.Reseal(flash.Files[Job], content);
            var rig = new QueueRig(Spooled.Settings, 1, flash);
            foreach (SpoolRecord record in rig.Records())
            {
                if (record.Recipients.Length == 0 || record.MessageId is null) throw new InvalidOperationException("half a record");
            }
            rig.SendDue();
        }

        public static void TakeLog(byte[] content)
        {
            SimFlash flash = Spooled.Flash.Copy();
            flash.Files[Segment] = Checksum.Reseal([.. "STML"u8, 1, 0, 0, 0, 1, 0, 0, 0], content);
            var log = new EventLog(flash, new SimClock());
            log.LastJob();
            log.WriteTo(new Lines(), 0);
            log.Add(1, "a new line");
            log.Flush();
            log.WriteTo(new Lines(), 1);
        }

        public static byte[] NewCertificate(bool isEcdsa)
        {
            using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            using RSA rsa = RSA.Create(1024);
            CertificateRequest request = isEcdsa ? new("CN=scanner.contoso.com, O=Contoso", ec, HashAlgorithmName.SHA256)
                : new("CN=Büro", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName("scanner.contoso.com");
            names.AddDnsName("*.contoso.com");
            names.AddEmailAddress("a@contoso.com");
            request.CertificateExtensions.Add(names.Build());
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 2, true));
            using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTime(2055, 1, 1));
            return certificate.RawData;
        }

        private static QueueRig NewSpool()
        {
            var rig = new QueueRig { PageBytes = 300 };
            rig.Boot();
            rig.Server.Recipient = address => address[0] == 'b' ? "450 4.2.0 later" : "250 ok";
            rig.Press(1);
            rig.SendDue();
            return rig;
        }

        private sealed class Lines : EventLogReader
        {
            public override void Line(DateTime utc, int job, string text) => _ = text.Length;
        }
    }
}

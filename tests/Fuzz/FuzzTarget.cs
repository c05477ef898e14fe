using System.Text;
using ScanToMail.Config;
using ScanToMail.Console;
using ScanToMail.Delivery;
using ScanToMail.Documents;
using ScanToMail.Hal;
using ScanToMail.Tests.Support;

namespace ScanToMail.Tests.Fuzz
{
    using Encoding = System.Text.Encoding;

    /// <summary>A parser that takes bytes from outside, with inputs to begin with. Whatever it throws that it does not
    /// declare is a fault.</summary>
    /// <param name="Name">For the command line, and the name of its corpus.</param>
    /// <param name="Take">Takes an input; swallows what the parser may throw.</param>
    /// <param name="Seeds">Inputs that reach deep.</param>
    public sealed record FuzzTarget(string Name, Action<byte[]> Take, byte[][] Seeds)
    {
        /// <summary>Everything of the firmware that reads what others wrote.</summary>
        public static IReadOnlyList<FuzzTarget> All { get; } =
        [
            new("replies", bytes => MailTargets.Converse(bytes),
            [
                Bytes("220 mail ESMTP\r\n250-mail\r\n250 SIZE 1000\r\n250 2.1.0 ok\r\n250 2.1.5 ok\r\n550 5.1.1 no\r\n354 go\r\n250 2.0.0 queued\r\n221 bye\r\n"),
                Bytes("220 m\r\n502 what\r\n250 helo\r\n250 ok\r\n450-4.2.0 a\r\n450 4.2.0 greylisted\r\n451 4.7.1 x\r\n503 no\r\n"),
                Bytes("421 4.3.2 closing\r\n"), Bytes("220-a\n220 b\n250 c\n")
            ]),
            new("ehlo", bytes => MailTargets.Converse([.. "220 mail\r\n"u8, .. bytes, .. "\r\n250 ok\r\n250 ok\r\n250 ok\r\n354 go\r\n250 taken\r\n"u8]),
            [
                Bytes("250-mail Hello [192.0.2.7]\r\n250-SIZE 157286400\r\n250-PIPELINING\r\n250-DSN\r\n250-ENHANCEDSTATUSCODES\r\n250-STARTTLS\r\n"
                    + "250-8BITMIME\r\n250-BINARYMIME\r\n250-CHUNKING\r\n250-AUTH LOGIN PLAIN XOAUTH2\r\n250 SMTPUTF8"),
                Bytes("250-m\r\n250-AUTH=LOGIN\r\n250-size\r\n250 SIZE 99999999999999999999")
            ]),
            new("settings", TakeSettings,
            [
                Bytes("""{"version":1,"device":{"name":"B\u00fcro"},"time":{"zone":"CET-1CEST,M3.5.0,M10.5.0/3"},"sending":{"method":"onPremises","host":"mail.example.com","tls":"required","auth":"basic","user":"u","password":"p","from":"\"Scan, 2\" <a@b.example>"},"profiles":[{"to":["x@y.example"],"subject":"{date}"}]}"""),
                Bytes("""{"network":{"interface":"wifi","ssid":"x","password":"12345678","address":"192.168.1.2","mask":"255.255.255.0","gateway":"192.168.1.1","dns":["9.9.9.9"]},"sending":{"method":"directSend","domain":"contoso.com","from":"a@contoso.com","acceptedDomains":["contoso.com"]},"profiles":[{"to":["x@contoso.com"]}]}""")
            ]),
            new("scanLink", LinkTargets.Take, LinkTargets.Seeds),
            new("jpeg", TakeJpeg, [TestJpeg.Make(scanBytes: 60), TestJpeg.Make(scanBytes: 600, seed: 2)]),
            new("spoolRecord", FlashTargets.TakeRecord, FlashTargets.RecordSeeds),
            new("log", FlashTargets.TakeLog, [Bytes("1\n2026-11-24 09:30:00Z 1 profile Office\n+83s 0 settings\n2026-11-24 09:30:01Z 1 C: EHLO x\n")]),
            new("tokenAnswer", SignInTargets.TakeAnswer, SignInTargets.AnswerSeeds),
            new("tokenSlot", SignInTargets.TakeSlot, SignInTargets.SlotSeeds),
            new("dns", DnsTargets.Take, DnsTargets.Seeds),
            new("certificate", TakeCertificate, [FlashTargets.NewCertificate(isEcdsa: true), FlashTargets.NewCertificate(isEcdsa: false)]),
            new("console", MailTargets.Type,
            [
                Bytes("status --json\rset device.name \"A b\"\rshow device.name\rjobs\rlog\r"),
                Bytes("import\r{\"device\":{\"name\":\"x\"}}\rprofile add A a@b.example\rprofile list\r"),
                Bytes("roots list\rroots add\r-----BEGIN CERTIFICATE-----\rMIIB\r-----END CERTIFICATE-----\rhelp set\r\x1b[A\x15scan\rtime sync\r")
            ])
        ];

        /// <summary>A target by its name. Throws <see cref="FormatException"/>.</summary>
        public static FuzzTarget Find(string name) => All.FirstOrDefault(target => target.Name == name)
            ?? throw new FormatException($"there is no target {name}; there are {string.Join(", ", All.Select(target => target.Name))}");

        private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

        private static void TakeSettings(byte[] bytes)
        {
            try
            {
                SettingsDocument document = SettingsDocument.Parse(Encoding.UTF8.GetString(bytes));
                string json = document.ToJson(true, true);
                Settings settings = document.ToSettings();
                // What is taken can be written and read again, and then it is the same.
                Settings again = SettingsDocument.Parse(json).ToSettings();
                if (again.Profiles.Length != settings.Profiles.Length || again.Sending.Password != settings.Sending.Password)
                {
                    throw new InvalidOperationException("written and read again, the settings are others");
                }
            }
            catch (SettingsException)
            {
                // Wrong settings are no fault.
            }
        }

        private static void TakeJpeg(byte[] bytes)
        {
            var writer = new PdfWriter();
            var pdf = new MemorySink();
            try
            {
                writer.Begin(pdf, new DocumentInfo { Title = "x", Producer = "y", Id = new byte[16], LocalTime = new DateTime(2026, 11, 24) });
                ByteSink page = writer.BeginPage(new PageInfo { Encoding = PageEncoding.Jpeg, ResolutionXDpi = 300, ResolutionYDpi = 300 });
                // In pieces whose size depends on the input, for a segment may be cut anywhere.
                int piece = bytes.Length == 0 ? 1 : 1 + bytes[^1] % 97;
                for (int at = 0; at < bytes.Length; at += piece) page.Write(bytes, at, Math.Min(piece, bytes.Length - at));
                writer.EndPage();
                writer.End();
            }
            catch (DocumentException)
            {
                // No image.
            }
        }

        private static void TakeCertificate(byte[] bytes)
        {
            try
            {
                var reader = new CertificateReader(bytes);
                for (int i = 0; i < reader.NameCount; i++) _ = reader.NameAt(i).Length;
            }
            catch (FormatException)
            {
                // No certificate.
            }
            try
            {
                PemBlocks blocks = PemBlocks.Read(Encoding.Latin1.GetString(bytes));
                for (int i = 0; i < blocks.Count; i++) PublicKey.OfPrivateKey(blocks.LabelAt(i), blocks.BytesAt(i));
            }
            catch (FormatException)
            {
                // No PEM.
            }
        }
    }
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ScanToMail.Console;
using ScanToMail.Tests.Jobs;
using ScanToMail.Tests.Support;
using Xunit;

namespace ScanToMail.Tests.Console
{
    /// <summary>Roots and the device's certificate: what is shown is what .NET reads in them, what is wrong is refused, and
    /// a power cut leaves the old or the new file.</summary>
    public class CertificateTests
    {
        private static readonly RSA RsaKey = RSA.Create(2048);
        private static readonly ECDsa EcKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        private static readonly X509Certificate2 RsaLeaf = Make(new CertificateRequest(
            "CN=scanner3.contoso.com, OU=Büro, O=\"Contoso, Ltd.\", C=DE", RsaKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        private static readonly X509Certificate2 EcLeaf = Make(new CertificateRequest("CN=ec.contoso.com", EcKey, HashAlgorithmName.SHA256));
        private static readonly X509Certificate2 Intermediate = Make(new CertificateRequest(
            "CN=Issuing CA 7", EcKey, HashAlgorithmName.SHA256));

        public static TheoryData<string, string> Bundles => new()
        {
            { RsaLeaf.ExportCertificatePem(), RsaKey.ExportPkcs8PrivateKeyPem() },
            { RsaLeaf.ExportCertificatePem(), RsaKey.ExportRSAPrivateKeyPem() },
            { EcLeaf.ExportCertificatePem(), EcKey.ExportPkcs8PrivateKeyPem() },
            { EcLeaf.ExportCertificatePem(), EcKey.ExportECPrivateKeyPem() }
        };

        [Fact]
        public void RootsAreAddedListedAndRemoved()
        {
            TypedConsole rig = TypedConsole.LoggedIn();
            Assert.Empty(rig.Do("roots list"));
            Assert.EndsWith("OK", Paste(rig, "roots add", RsaLeaf.ExportCertificatePem()));
            Assert.EndsWith("OK", Paste(rig, "roots add", "Bag Attributes\n  friendlyName: x\n" + EcLeaf.ExportCertificatePem()));
            Assert.Contains("ERROR roots: this root is trusted already", Paste(rig, "roots add", EcLeaf.ExportCertificatePem()));
            string[] listed = rig.Do("roots list");
            Assert.Equal(2, listed.Length);
            Assert.StartsWith("0: ", listed[0]);
            Assert.Contains("CN=scanner3.contoso.com", listed[0]);
            Assert.Contains($"valid {RsaLeaf.NotBefore.ToUniversalTime():yyyy-MM-dd} to {RsaLeaf.NotAfter.ToUniversalTime():yyyy-MM-dd}", listed[0]);
            Assert.Equal("CN=ec.contoso.com", rig.Json("roots list")[1].GetProperty("subject").GetString());
            rig.Do("roots remove 0");
            Assert.Contains("CN=ec.contoso.com", Assert.Single(rig.Do("roots list")));
            Assert.Equal(EcLeaf.ExportCertificatePem().Trim(), System.Text.Encoding.ASCII.GetString(rig.Hal.Flash.Files["roots.pem"]).Trim());
        }

        [Fact]
        public void ANameCanNotSteerTheTerminal()
        {
            var name = new X500DistinguishedNameBuilder();
            name.AddCommonName("a\u001b[2J\u009b2J\u007fb\u00fc");
            TypedConsole rig = TypedConsole.LoggedIn();
            Paste(rig, "roots add", Make(new CertificateRequest(name.Build(), EcKey, HashAlgorithmName.SHA256)).ExportCertificatePem());
            Assert.Contains("CN=a?[2J??2J?b\u00fc", Assert.Single(rig.Do("roots list")));
        }

        [Fact]
        public void ARootsFileThatIsDamagedIsToldAndCanBeMended()
        {
            TypedConsole rig = TypedConsole.LoggedIn();
            Paste(rig, "roots add", RsaLeaf.ExportCertificatePem());
            byte[] sound = rig.Hal.Flash.Files["roots.pem"];
            rig.Hal.Flash.Files["roots.pem"] = [.. sound, .. "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"u8, .. sound[..300]];
            string[] listed = rig.Do("roots list");
            Assert.Equal(2, listed.Length);
            Assert.Contains("damaged", listed[1]);
            Assert.Contains("damaged", rig.Json("roots list")[1].GetProperty("problem").GetString());
            rig.Do("roots remove 1");
            Assert.Equal(sound, rig.Hal.Flash.Files["roots.pem"]);
        }

        [Theory]
        [MemberData(nameof(Bundles))]
        public void ACertificateWithItsKeyIsTakenAndDescribed(string certificate, string key)
        {
            foreach (string text in new[]
            {
                certificate + "\n" + Intermediate.ExportCertificatePem() + "\n" + key, key + "\n\n" + certificate + "\n" + Intermediate.ExportCertificatePem()
            })
            {
                TypedConsole rig = TypedConsole.LoggedIn();
                string said = Paste(rig, "certificate import", text + "\n\n");
                Assert.EndsWith("OK", said);
                Assert.Contains("SAN: scanner3.contoso.com, alt.contoso.com", said);
                Assert.Contains("intermediates: 1", said);
                Assert.DoesNotContain("PRIVATE KEY", rig.Said + rig.Log());
                Assert.Equal("client.pem", rig.Do("show sending.clientCertificate").Single());
                string stored = System.Text.Encoding.ASCII.GetString(rig.Hal.Flash.Files["client.pem"]);
                Assert.Equal(3, stored.Split("-----BEGIN").Length - 1);
                Assert.Equal(key.Contains("EC PRIVATE") ? EcLeaf.Thumbprint : X509Certificate2.CreateFromPem(certificate).Thumbprint,
                    X509Certificate2.CreateFromPem(stored).Thumbprint);
            }
        }

        [Fact]
        public void WhatIsShownIsWhatDotNetReads()
        {
            foreach (X509Certificate2 certificate in new[] { RsaLeaf, EcLeaf, Intermediate })
            {
                var reader = new CertificateReader(certificate.RawData);
                Assert.Equal(certificate.NotBefore.ToUniversalTime(), DateTime.SpecifyKind(reader.NotBefore, DateTimeKind.Utc));
                Assert.Equal(certificate.NotAfter.ToUniversalTime(), DateTime.SpecifyKind(reader.NotAfter, DateTimeKind.Utc));
                Assert.Equal(["scanner3.contoso.com", "alt.contoso.com"], Enumerable.Range(0, reader.NameCount).Select(reader.NameAt));
            }
            string subject = new CertificateReader(RsaLeaf.RawData).Subject;
            Assert.All(new[] { "CN=scanner3.contoso.com", "OU=Büro", "O=Contoso, Ltd.", "C=DE" }, part => Assert.Contains(part, subject));
            foreach (string file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "device-config", "roots"), "*.pem"))
            {
                var all = new X509Certificate2Collection();
                all.ImportFromPemFile(file);
                Assert.All(all, root => Assert.Contains("O=", new CertificateReader(root.RawData).Subject));
            }
        }

        [Fact]
        public void WhatDoesNotBelongTogetherIsRefused()
        {
            string rsa = RsaLeaf.ExportCertificatePem() + "\n", ec = EcLeaf.ExportCertificatePem() + "\n";
            string otherRsa = RSA.Create(2048).ExportPkcs8PrivateKeyPem();
            string otherEc = ECDsa.Create(ECCurve.NamedCurves.nistP256).ExportECPrivateKeyPem();
            string encrypted = RsaKey.ExportEncryptedPkcs8PrivateKeyPem("pass", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));
            string damaged = RsaKey.ExportPkcs8PrivateKeyPem().Remove(200, 8);
            Refuse(rsa, "there is no private key in it");
            Refuse(RsaKey.ExportPkcs8PrivateKeyPem(), "there is no certificate in it");
            Refuse(rsa + otherRsa, "the private key does not belong to the certificate of ");
            Refuse(ec + otherEc, "the private key does not belong");
            Refuse(rsa + otherEc, "the private key does not belong");
            Refuse(ec + RsaKey.ExportRSAPrivateKeyPem(), "the private key does not belong");
            Refuse(ec + rsa + RsaKey.ExportPkcs8PrivateKeyPem(), "the private key does not belong");
            Refuse(rsa + encrypted, "the private key is encrypted");
            Refuse(rsa + damaged, "the private key is damaged");
            Refuse(rsa + RsaKey.ExportPkcs8PrivateKeyPem() + "\n" + otherRsa, "more than one private key");
            Refuse("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n" + otherRsa, "no certificate or key, or a damaged one");
            Refuse("-----BEGIN CERTIFICATE-----\nAAAA\n-----END PRIVATE KEY-----\n", "ends as another one");
            Refuse("-----BEGIN CERTIFICATE-----\nAAAA\n-----BEGIN PRIVATE KEY-----\n", "has no end");
        }

        [Fact]
        public void AKeyThatDoesNotTellItsPointIsTaken()
        {
            ECParameters parameters = EcKey.ExportParameters(true);
            var writer = new System.Formats.Asn1.AsnWriter(System.Formats.Asn1.AsnEncodingRules.DER);
            using (writer.PushSequence())
            {
                writer.WriteInteger(1);
                writer.WriteOctetString(parameters.D);
                using (writer.PushSequence(new System.Formats.Asn1.Asn1Tag(System.Formats.Asn1.TagClass.ContextSpecific, 0)))
                {
                    writer.WriteObjectIdentifier("1.2.840.10045.3.1.7");
                }
            }
            string key = PemEncoding.WriteString("EC PRIVATE KEY", writer.Encode());
            TypedConsole rig = TypedConsole.LoggedIn();
            Assert.EndsWith("OK", Paste(rig, "certificate import", EcLeaf.ExportCertificatePem() + "\n" + key + "\n\n"));
        }

        [Fact]
        public void APastedKeyIsNeverShownWhateverBreaksIt()
        {
            string key = RsaKey.ExportPkcs8PrivateKeyPem();
            string secret = key.Split('\n')[5];
            TypedConsole rig = TypedConsole.LoggedIn();
            string said = Paste(rig, "certificate import", RsaLeaf.ExportCertificatePem() + "\n" + key.Insert(200, "\u0001") + "\n\n");
            Assert.Contains("ERROR pem", said);
            said += Paste(rig, "certificate import", "-----BEGIN X-----\n" + key + "\n\n");
            said += Paste(rig, "roots add", key + "\n");
            said += Paste(rig, "certificate import", string.Concat(Enumerable.Repeat(RsaLeaf.ExportCertificatePem() + "\n", 12)) + key + "\n\n");
            Assert.Contains("more than 12,288 bytes", said);
            Assert.DoesNotContain(secret, rig.Said + rig.Log());
            Assert.DoesNotContain("there is no command", said);
            Assert.DoesNotContain("client.pem", rig.Hal.Flash.Files.Keys);
        }

        [Fact]
        public void AnExpiredCertificateIsTakenAndTold()
        {
            var request = new CertificateRequest("CN=old", EcKey, HashAlgorithmName.SHA256);
            TypedConsole rig = TypedConsole.LoggedIn();
            DateTime now = rig.Hal.Clock.UtcNow;
            foreach ((int days, string words) in new[] { (-1, "It has expired."), (29, "It expires within 30 days."), (31, "intermediates: 0\r\nOK") })
            {
                using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-100), now.AddDays(days));
                Assert.Contains(words, Paste(rig, "certificate import", certificate.ExportCertificatePem() + "\n" + EcKey.ExportECPrivateKeyPem() + "\n\n"));
            }
        }

        [Fact]
        public void ACertificateWithAnyByteChangedOrCutIsReadOrRefusedAndNothingElse()
        {
            foreach (byte[] sound in new[] { RsaLeaf.RawData, EcLeaf.RawData })
            {
                for (int at = 0; at < sound.Length; at++)
                {
                    foreach (byte change in new byte[] { 0x01, 0x80, 0xFF })
                    {
                        byte[] mutated = (byte[])sound.Clone();
                        mutated[at] ^= change;
                        Try(() => _ = new CertificateReader(mutated));
                    }
                    byte[] cut = sound[..at];
                    Assert.Throws<FormatException>(() => new CertificateReader(cut));
                }
            }

            static void Try(Action read)
            {
                try
                {
                    read();
                }
                catch (FormatException)
                {
                    // Refused.
                }
            }
        }

        [Fact]
        public void APowerCutLeavesTheOldOrTheNewRoots()
        {
            string old = RsaLeaf.ExportCertificatePem() + "\n", added = EcLeaf.ExportCertificatePem() + "\n";
            foreach (bool isFirst in new[] { true, false })
            {
                TypedConsole rig = TypedConsole.LoggedIn();
                if (!isFirst) Paste(rig, "roots add", old);
                var cuts = new PowerCuts(rig.Hal.Flash, 20261125) { DrawsPerCut = 3 };
                cuts.TryAll(
                    flash => Paste(LogIn(flash), "roots add", added),
                    flash => new TypedConsole(null, flash),
                    flash =>
                    {
                        string text = flash.Files.TryGetValue("roots.pem", out byte[]? bytes) ? System.Text.Encoding.ASCII.GetString(bytes) : "";
                        Assert.Contains(text, isFirst ? new[] { "", added } : new[] { old, old + added });
                        Assert.DoesNotContain(flash.Files.Keys, name => name.EndsWith(".new") || name.EndsWith(".tmp"));
                    });
                Assert.True(cuts.Tried > 20, $"{cuts.Tried} cuts only");
            }
        }

        [Fact]
        public void FlashThatIsFullOrReadOnlyKeepsTheOldRoots()
        {
            TypedConsole rig = TypedConsole.LoggedIn();
            Paste(rig, "roots add", RsaLeaf.ExportCertificatePem());
            byte[] old = rig.Hal.Flash.Files["roots.pem"];
            rig.Hal.Flash.CapacityBytes = rig.Hal.Flash.UsedBytes + 1000;
            Assert.Contains("ERROR flash", Paste(rig, "roots add", EcLeaf.ExportCertificatePem()));
            rig.Hal.Flash.CapacityBytes = 262_144;
            rig.Hal.Flash.IsReadOnly = true;
            Assert.Contains("ERROR flash", Paste(rig, "roots add", EcLeaf.ExportCertificatePem()));
            Assert.Equal(old, rig.Hal.Flash.Files["roots.pem"]);
            Assert.Single(rig.Do("roots list"));
        }

        private static TypedConsole LogIn(SimFlash flash)
        {
            var rig = new TypedConsole(null, flash);
            rig.Type(TypedConsole.Pin + "\r");
            return rig;
        }

        private static void Refuse(string text, string words)
        {
            TypedConsole rig = TypedConsole.LoggedIn(Device.Settings);
            string said = Paste(rig, "certificate import", text + "\n\n\n");
            Assert.Matches("ERROR pem: [^:]*" + System.Text.RegularExpressions.Regex.Escape(words), said);
            Assert.Contains("nothing has changed", said);
            Assert.DoesNotContain("client.pem", rig.Hal.Flash.Files.Keys);
        }

        private static string Paste(TypedConsole rig, string command, string text) =>
            rig.Type(command + "\r" + text.Replace("\n", "\r") + (text.EndsWith('\n') ? "" : "\r"));

        private static X509Certificate2 Make(CertificateRequest request)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName("scanner3.contoso.com");
            names.AddIpAddress(System.Net.IPAddress.Loopback);
            names.AddDnsName("alt.contoso.com");
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
            request.CertificateExtensions.Add(names.Build());
            return request.CreateSelfSigned(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), new DateTimeOffset(2051, 1, 2, 3, 4, 5, TimeSpan.Zero));
        }
    }
}

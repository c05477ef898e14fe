using System.Text;
using MimeKit;
using ScanToMail.Delivery;
using ScanToMail.Hal;
using ScanToMail.Jobs;
using ScanToMail.Smtp;
using ScanToMail.Tests.Support;
using UglyToad.PdfPig;
using Xunit;

namespace ScanToMail.Tests.Jobs
{
    public class JobTests
    {
        [Fact]
        public void APressBecomesAMailWithThePagesInIt()
        {
            var device = new Device(Device.Accepted);
            byte[][] pages = [TestJpeg.Make(scanBytes: 9000), TestJpeg.Make(components: 1, seed: 2), TestJpeg.Make(scanBytes: 3, seed: 3)];
            foreach (byte[] page in pages) device.Hal.Scanner.Pages.Add(SimPage.Jpeg(page));
            Job job = device.Press();
            Assert.Equal(DeliveryOutcome.Delivered, job.Result.Outcome);
            Assert.Null(job.Result.Diagnosis);
            Assert.True(device.Server.IsDone);
            MimeMessage message = device.Message();
            Assert.Equal("3 pages from Scanner 3", message.Subject);
            Assert.Equal("office@example.com", message.To.Mailboxes.Single().Address);
            Assert.Equal(TimeSpan.FromHours(1), message.Date.Offset);
            byte[] pdf = Device.Attachment(message);
            Assert.Equal(job.Result.AttachmentBytes, pdf.Length);
            using PdfDocument document = PdfDocument.Open(pdf);
            Assert.Equal(3, document.NumberOfPages);
            for (int i = 0; i < pages.Length; i++)
            {
                Assert.Equal(pages[i], document.GetPage(i + 1).GetImages().Single().RawBytes.ToArray());
            }
        }

        [Fact]
        public void TheSameSeedGivesTheSameMailByteForByte()
        {
            byte[] Run(int seed, int stripBytes)
            {
                var device = new Device(Device.Accepted, seed: seed);
                device.Hal.Scanner.Pages.Add(SimPage.Jpeg(TestJpeg.Make(scanBytes: 20000)));
                device.Hal.Scanner.StripBytes = stripBytes;
                device.Press();
                return device.Server.Messages.Single();
            }
            Assert.Equal(Run(7, 4096), Run(7, 4096));
            Assert.Equal(Run(7, 4096), Run(7, 13));
            Assert.NotEqual(Run(7, 4096), Run(8, 4096));
        }

        [Theory]
        [InlineData(ScanFailure.Jam, 2, 500, "jam")]
        [InlineData(ScanFailure.CoverOpen, 1, 0, "cover")]
        [InlineData(ScanFailure.FeederEmpty, 0, 0, "paper")]
        [InlineData(ScanFailure.Damaged, 3, 999, "scan engine")]
        [InlineData(ScanFailure.Timeout, 2, -1, "scan engine")]
        public void AFailingEngineLeavesNoMail(ScanFailure failure, int page, long atByte, string word)
        {
            var device = new Device(page == 0 ? Device.Opening + "C: QUIT\nS: 221 bye" : Device.Envelope);
            for (int i = 0; i < 3; i++) device.Hal.Scanner.Pages.Add(SimPage.Jpeg(TestJpeg.Make()));
            device.Hal.Scanner.Fault = (failure, page, atByte);
            Job job = device.Press();
            Assert.Equal(DeliveryOutcome.NotSent, job.Result.Outcome);
            Assert.Contains(word, job.Result.Diagnosis.Line());
            Assert.Empty(device.Server.Messages);
            Assert.True(device.Server.IsClosed);
            Assert.Equal(0, device.Hal.Scanner.OpenSessions);
            Assert.All(job.Result.Recipients, recipient => Assert.False(recipient.Accepted));
        }

        [Fact]
        public void NoPagesMeansNoMail()
        {
            var device = new Device(Device.Opening);
            Job job = device.Press();
            Assert.Contains("no paper", job.Result.Diagnosis.Line());
            Assert.Equal(DeliveryOutcome.NotSent, job.Result.Outcome);
        }

        [Theory]
        [InlineData("%PDF-1.4 something else", "PDF document")]
        [InlineData("just a letter", "text")]
        [InlineData("\x89PNG\r\n\x1a\n----", "PNG")]
        [InlineData("", "empty")]
        public void APageThatIsNoImageSaysWhatItIs(string content, string word)
        {
            var device = new Device(Device.Envelope);
            device.Hal.Scanner.Pages.Add(SimPage.Jpeg(Encoding.Latin1.GetBytes(content)));
            Job job = device.Press();
            Assert.Equal(DeliveryOutcome.NotSent, job.Result.Outcome);
            Assert.Contains(word, job.Result.Diagnosis.Line());
            Assert.Empty(device.Server.Messages);
        }

        [Fact]
        public void ATruncatedJpegLeavesNoMailWhereverItIsCut()
        {
            byte[] whole = TestJpeg.Make(scanBytes: 300);
            for (int length = 0; length < whole.Length; length++)
            {
                var device = new Device(Device.Envelope);
                device.Hal.Scanner.Pages.Add(SimPage.Jpeg(whole[..length]));
                Job job = device.Press();
                Assert.True(job.Result.Outcome == DeliveryOutcome.NotSent, $"cut at {length}: {job.Result.Outcome}");
                Assert.Empty(device.Server.Messages);
            }
        }

        [Fact]
        public void OneRefusedRecipientStopsNoOther()
        {
            string settings = Device.Settings.Replace("[\"office@example.com\"]", "[\"office@example.com\", \"gone@example.com\"]")
                .Replace("\"subject\"", "\"bcc\": [\"office@example.com\", \"boss@example.com\"], \"subject\"");
            var device = new Device(Device.Opening + "C: MAIL FROM:<scanner@example.com>\nS: 250 ok\n"
                + "C: RCPT TO:<office@example.com>\nS: 250 ok\nC: RCPT TO:<gone@example.com>\nS: 550 5.1.1 nobody here\n"
                + "C: RCPT TO:<boss@example.com>\nS: 250 ok\nC: DATA\nS: 354 go\nC*\nS: 250 queued\nC: QUIT\nS: 221 bye", settings);
            device.Hal.Scanner.Pages.Add(SimPage.Jpeg(TestJpeg.Make()));
            Job job = device.Press();
            Assert.Equal(DeliveryOutcome.PartlyDelivered, job.Result.Outcome);
            Assert.Equal([true, false, true], job.Result.Recipients.Select(recipient => recipient.Accepted));
            Assert.Contains("gone@example.com", job.Result.Diagnosis.Line());
            Assert.Contains("nobody here", job.Result.Diagnosis.Line());
            Assert.DoesNotContain("boss", Encoding.Latin1.GetString(device.Server.Messages.Single()));
        }

        [Theory]
        [InlineData("550 5.7.1 no", DeliveryOutcome.Refused)]
        [InlineData("450 4.7.1 later", DeliveryOutcome.NotSent)]
        [InlineData("421 4.3.2 draining", DeliveryOutcome.NotSent)]
        public void WhatTheServerSaysAfterTheDataCounts(string reply, DeliveryOutcome outcome)
        {
            var device = new Device(Device.Envelope + "S: " + reply + "\nC: QUIT\nS: 221 bye");
            device.Hal.Scanner.Pages.Add(SimPage.Jpeg(TestJpeg.Make()));
            Job job = device.Press();
            Assert.Equal(outcome, job.Result.Outcome);
            Assert.False(job.Result.Recipients.Single().Accepted);
            Assert.Contains(reply[..3], job.Result.Diagnosis.Line());
        }

        [Fact]
        public void ALineThatBreaksAtAnyByteIsNeverDeliveredBeforeThe250()
        {
            var whole = new Device(Device.Accepted);
            whole.Hal.Scanner.Pages.Add(SimPage.Jpeg(TestJpeg.Make(scanBytes: 200)));
            whole.Press();
            (long sent, long read) = whole.Server.Traffic;
            for (long k = 0; k < sent + read; k++)
            {
                var device = new Device(Device.Accepted);
                device.Hal.Scanner.Pages.Add(SimPage.Jpeg(TestJpeg.Make(scanBytes: 200)));
                if (k < sent) device.Server.DropAfterSentBytes = k;
                else device.Server.DropAfterReadBytes = k - sent;
                Job job = device.Press();
                bool isInQuit = k < sent ? k >= sent - 6 : k - sent >= read - "221 bye\r\n".Length;
                bool isInEnd = k < sent ? k >= sent - 6 - 3 : k - sent >= read - "250 2.0.0 queued\r\n221 bye\r\n".Length;
                DeliveryOutcome outcome = job.Result.Outcome;
                if (isInQuit) Assert.Equal(DeliveryOutcome.Delivered, outcome);
                else if (isInEnd) Assert.Equal(DeliveryOutcome.PerhapsDelivered, outcome);
                else Assert.True(outcome is DeliveryOutcome.NotSent or DeliveryOutcome.PerhapsDelivered, $"k={k}: {outcome}");
                if (!isInQuit) Assert.NotNull(job.Result.Diagnosis);
            }
        }

        [Fact]
        public void ACancelBeforeTheFinalDotLeavesNothingAndOneAfterItIsTooLate()
        {
            var device = new Device(Device.Envelope);
            device.Hal.Scanner.Pages.Add(SimPage.Jpeg(TestJpeg.Make(scanBytes: 50000)));
            bool? cancelled = null;
            device.Hal.Scanner.Reading = (_, at) =>
            {
                if (at >= 8192) cancelled ??= device.Firmware.Runner.Cancel();
            };
            Job job = device.Press();
            Assert.True(cancelled);
            Assert.Equal(DeliveryOutcome.Cancelled, job.Result.Outcome);
            Assert.Empty(device.Server.Messages);
            Assert.True(device.Server.IsClosed);

            var late = new Device(Device.Accepted);
            late.Hal.Scanner.Pages.Add(SimPage.Jpeg(TestJpeg.Make()));
            bool? tooLate = null;
            late.Listener.OnChange = seen =>
            {
                if (seen.State == JobState.Done) tooLate = late.Firmware.Runner.Cancel();
            };
            Assert.Equal(DeliveryOutcome.Delivered, late.Press().Result.Outcome);
            Assert.False(tooLate);
        }

        [Fact]
        public void WithoutTheTimeNothingIsSent()
        {
            var device = new Device(Device.Accepted);
            device.Hal.Clock.IsSet = false;
            Job job = device.Press();
            Assert.Equal(DeliveryOutcome.NotSent, job.Result.Outcome);
            Assert.Contains("clock", job.Result.Diagnosis.Line());
            Assert.Equal(0, job.Result.BytesSent);
        }

        [Fact]
        public void TlsThatIsRequiredAndNotOfferedMeansNoMailAndNoLogin()
        {
            string settings = Device.Settings.Replace("\"tls\": \"none\", \"auth\": \"none\"",
                "\"tls\": \"required\", \"auth\": \"basic\", \"user\": \"u\", \"password\": \"TOPSECRET\"");
            var device = new Device("S: 220 mail\nC: EHLO scanner3.example.com\nS: 250-mail\nS: 250 AUTH LOGIN PLAIN", settings);
            Job job = device.Press();
            Assert.Equal(DeliveryOutcome.NotSent, job.Result.Outcome);
            Assert.Contains("STARTTLS", job.Result.Diagnosis.Line());
            Assert.DoesNotContain("TOPSECRET", job.Result.Diagnosis.Line() + device.Transcript.Text);
        }

        [Fact]
        public void WhenOfferedNeverFallsBackAfterAFailedHandshake()
        {
            string settings = Device.Settings.Replace("\"none\", \"auth\"", "\"whenOffered\", \"auth\"");
            var device = new Device("S: 220 mail\nC: EHLO scanner3.example.com\nS: 250-mail\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go\nTLS",
                settings);
            device.Server.TlsFault = TlsFailure.CertificateRefused;
            Job job = device.Press();
            Assert.Equal(DeliveryOutcome.NotSent, job.Result.Outcome);
            Assert.Equal("tls.certificateRefused", job.Result.Diagnosis.Symptom.Kind);
            Assert.StartsWith("tlsHandshake", job.Result.Diagnosis.Line());

            var clear = new Device(Device.Accepted, settings);
            clear.Hal.Scanner.Pages.Add(SimPage.Jpeg(TestJpeg.Make()));
            Assert.Equal(DeliveryOutcome.Delivered, clear.Press().Result.Outcome);
        }

        [Fact]
        public void TheServersNameIsWhatTlsMustProve()
        {
            string settings = Device.Settings.Replace("\"none\", \"auth\"", "\"implicit\", \"auth\"");
            var device = new Device("TLS\n" + Device.Accepted, settings);
            device.Hal.Scanner.Pages.Add(SimPage.Jpeg(TestJpeg.Make()));
            Assert.Equal(DeliveryOutcome.Delivered, device.Press().Result.Outcome);
            Assert.Equal("mail.example.com", device.Server.Tls!.TargetHost);
            Assert.NotEmpty(device.Server.Tls.TrustedRootsPem);
        }

        [Theory]
        [InlineData(NetworkFailure.Refused, "nothing listens")]
        [InlineData(NetworkFailure.Timeout, "does not answer")]
        [InlineData(NetworkFailure.Unreachable, "no way")]
        public void ABrokenNetworkIsNamed(NetworkFailure failure, string words)
        {
            var device = new Device(Device.Accepted);
            device.Hal.Network.Server = (_, _) => throw new NetworkException(failure, "simulated");
            Job job = device.Press();
            Assert.Equal(DeliveryOutcome.NotSent, job.Result.Outcome);
            Assert.Contains(words, job.Result.Diagnosis.Line());
            Assert.True(job.Result.Diagnosis.Retry);
        }

        [Fact]
        public void ANameWithoutAddressIsNamed()
        {
            var device = new Device(Device.Accepted);
            device.Hal.Network.Names["mail.example.com"] = null;
            Assert.Contains("mail.example.com:25", device.Press().Result.Diagnosis.Line());
        }

        [Fact]
        public void TheNextAddressIsTriedWhereOneIsDead()
        {
            var device = new Device(Device.Accepted);
            device.Hal.Network.Names["mail.example.com"] = ["192.0.2.1", "192.0.2.2"];
            device.Hal.Network.Server = (address, _) => address == "192.0.2.2"
                ? device.Server : throw new NetworkException(NetworkFailure.Timeout, "dead");
            device.Hal.Scanner.Pages.Add(SimPage.Jpeg(TestJpeg.Make()));
            Assert.Equal(DeliveryOutcome.Delivered, device.Press().Result.Outcome);
        }

        [Fact]
        public void AMissingRootsFileIsNamed()
        {
            string settings = Device.Settings.Replace("\"none\", \"auth\"", "\"implicit\", \"trustedRoots\": \"other.pem\", \"auth\"");
            Job job = new Device("TLS", settings).Press();
            Assert.Contains("other.pem", job.Result.Diagnosis.Line());
        }
    }
}

using System.Text;
using ScanToMail.Boot;
using ScanToMail.Delivery;
using ScanToMail.Hal;
using ScanToMail.Jobs;
using ScanToMail.Tests.Jobs;
using ScanToMail.Tests.Support;
using Xunit;

namespace ScanToMail.Tests.Boot
{
    /// <summary>A handshake that never ended is known at the next start; one that ended leaves nothing.</summary>
    public class HandshakeMarkTests
    {
        private const string TlsSettings = """
            {
              "version": 1,
              "device": { "name": "Scanner 3", "hostname": "scanner3.example.com" },
              "sending": { "method": "onPremises", "host": "mail.example.com", "port": 25, "tls": "TLSMODE", "auth": "none",
                "from": "Scanner <scanner@example.com>" },
              "profiles": [ { "name": "Office", "to": ["office@example.com"], "subject": "scan" } ]
            }
            """;

        private const string StartTls = "S: 220 mail\nC: EHLO scanner3.example.com\nS: 250-mail\nS: 250 STARTTLS\n"
            + "C: STARTTLS\nS: 220 go\nTLS\n";

        private const string AfterTls = "C: EHLO scanner3.example.com\nS: 250 mail\nC: MAIL FROM:<scanner@example.com>\nS: 250 ok\n"
            + "C: RCPT TO:<office@example.com>\nS: 250 ok\nC: DATA\nS: 354 go\nC*\nS: 250 2.0.0 queued\nC: QUIT\nS: 221 bye";

        [Theory]
        [InlineData("required", StartTls + AfterTls)]
        [InlineData("implicit", "TLS\nS: 220 mail\n" + AfterTls)]
        public void TheMarkIsInFlashWhileTheHandshakeRunsAndOnlyThen(string tls, string script)
        {
            var device = NewDevice(script, tls);
            var seen = new List<bool>();
            var watched = new WatchedConnection(device.Server, () => seen.Add(device.Hal.Flash.Files.ContainsKey("handshake")));
            device.Hal.Network.Server = (_, _) => watched;
            Job job = device.Press();
            Assert.Equal(DeliveryOutcome.Delivered, job.Result.Outcome);
            Assert.Equal([true], seen);
            Assert.DoesNotContain("handshake", device.Hal.Flash.Files.Keys);
        }

        [Theory]
        [InlineData(TlsFailure.CertificateRefused)]
        [InlineData(TlsFailure.Timeout)]
        public void AHandshakeThatFailedLeavesNoMark(TlsFailure failure)
        {
            var device = NewDevice(StartTls, "required");
            device.Server.TlsFault = failure;
            Assert.NotEqual(DeliveryOutcome.Delivered, device.Press().Result.Outcome);
            Assert.DoesNotContain("handshake", device.Hal.Flash.Files.Keys);
            Assert.Equal("", HandshakeMark.TakeReport(device.Hal.Flash));
        }

        [Theory]
        [InlineData("required", StartTls)]
        [InlineData("implicit", "TLS\n")]
        public void ADeviceCutOffInTheHandshakeTellsSoAtItsNextStart(string tls, string script)
        {
            var device = NewDevice(script, tls);
            device.Hal.Network.Server = (_, _) => new WatchedConnection(device.Server, () =>
            {
                device.Hal.Flash.CutAt(1, 7);
                device.Hal.Flash.Create("other");
            });
            Assert.Throws<PowerCutException>(() => device.Press());
            device.Hal.Flash.PowerOn();

            var hal = new SimHal(2, device.Hal.Flash, device.Hal.Clock);
            hal.Flash.Files["settings.json"] = Encoding.UTF8.GetBytes(TlsSettings.Replace("TLSMODE", tls));
            Firmware firmware = Start(hal);
            Assert.Contains("TLS handshake with mail.example.com at 2026-11-24 09:3", firmware.Notice);
            Assert.Contains(Lines(firmware), line => line.Contains("TLS handshake with mail.example.com"));
            Assert.Equal("", Start(new SimHal(3, hal.Flash, hal.Clock)).Notice);
        }

        [Fact]
        public void APowerCutAtAnyPlaceLeavesAReportOrNone()
        {
            new PowerCuts(new SimFlash(), 20261124).TryAll(
                flash =>
                {
                    HandshakeMark.Begin(flash, new SimClock(), "mail.example.com");
                    HandshakeMark.End(flash);
                },
                flash => HandshakeMark.TakeReport(flash),
                flash => Assert.Empty(flash.Files));
        }

        [Fact]
        public void FlashThatCantBeWrittenStopsNoMail()
        {
            var flash = new SimFlash { IsReadOnly = true };
            HandshakeMark.Begin(flash, new SimClock(), "mail.example.com");
            HandshakeMark.End(flash);
            Assert.Equal("", HandshakeMark.TakeReport(flash));
            flash.IsReadOnly = false;
            flash.CapacityBytes = 10;
            HandshakeMark.Begin(flash, new SimClock(), "mail.example.com");
            HandshakeMark.End(flash);
            Assert.Empty(flash.Files);
        }

        [Theory]
        [InlineData(0)]
        [InlineData(5000)]
        [InlineData(20000)]
        public void AMarkThatIsDamagedIsAMarkAllTheSame(int lengthBytes)
        {
            var flash = new SimFlash { Files = { ["handshake"] = new byte[lengthBytes] } };
            string report = HandshakeMark.TakeReport(flash);
            Assert.Contains("with a server:", report);
            Assert.Empty(flash.Files);
        }

        private static Device NewDevice(string script, string tls)
        {
            var device = new Device(script, TlsSettings.Replace("TLSMODE", tls));
            device.Hal.Scanner.Pages.Add(SimPage.Jpeg(TestJpeg.Make()));
            return device;
        }

        /// <summary>Runs the firmware as the flashed program does, until its first look at the buttons.</summary>
        private static Firmware Start(SimHal hal)
        {
            var supervisor = new Supervisor(hal);
            var thread = new Thread(() => supervisor.Run(new Listener(), new Transcript()));
            thread.Start();
            SpinWait.SpinUntil(() => supervisor.Firmware?.Settings is not null, 10_000);
            supervisor.Firmware!.Stop();
            Assert.True(thread.Join(10_000));
            return supervisor.Firmware;
        }

        private static List<string> Lines(Firmware firmware) => LogLines.Of(firmware.Log);

        private sealed class WatchedConnection(IConnection inner, Action inHandshake) : IConnection
        {
            public string RemoteAddress => inner.RemoteAddress;
            public bool IsTls => inner.IsTls;
            public bool DataAvailable => inner.DataAvailable;

            public int Read(byte[] buffer, int offset, int count, int timeoutMs) => inner.Read(buffer, offset, count, timeoutMs);

            public void Write(byte[] buffer, int offset, int count, int timeoutMs) => inner.Write(buffer, offset, count, timeoutMs);

            public void StartTls(TlsOptions options, int timeoutMs)
            {
                inHandshake();
                inner.StartTls(options, timeoutMs);
            }

            public void Close() => inner.Close();
        }
    }
}

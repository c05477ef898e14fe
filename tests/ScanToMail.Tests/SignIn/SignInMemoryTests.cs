using ScanToMail.Boot;
using ScanToMail.DeviceMemory;
using ScanToMail.Hal.Esp32;
using ScanToMail.Jobs;
using ScanToMail.Tests.Jobs;
using ScanToMail.Tests.Support;
using Xunit;

namespace ScanToMail.Tests.SignIn
{
    /// <summary>Memory of a device that signs in by OAuth, counted as in MemoryTests: tokens pass through and are never held.</summary>
    public class SignInMemoryTests
    {
        private const int IdleLimitBytes = 24 * 1024;
        private const int JobLimitBytes = 32 * 1024;

        /// <summary>What is left of the first mail: the ring of the minute's messages (504 bytes), the last scan's names, the last reply.</summary>
        private const int FirstMailBytes = 1200;

        [Fact]
        public void IdleRefreshAndJobStayWithinTheLimitsWhateverTheTokensLength()
        {
            (long idle, long refresh, long send, long after) = Measure(accessBytes: 1_800, refreshBytes: 1_200);
            (long longIdle, long longRefresh, long longSend, long longAfter) = Measure(accessBytes: 9_000, refreshBytes: 8_000);
            Assert.True(idle <= IdleLimitBytes, $"idle {idle} bytes");
            Assert.True(longRefresh - idle <= JobLimitBytes, $"a refresh takes {longRefresh - idle} bytes more");
            Assert.True(send - idle <= JobLimitBytes, $"a job takes {send - idle} bytes more");
            Assert.InRange(after - idle, 0, FirstMailBytes);
            // The refresh token is in memory while it is sent, whole in the form and nowhere else; the access token never.
            Assert.Equal((idle, send, after), (longIdle, longSend, longAfter));
            Assert.Equal(8_000 - 1_200, longRefresh - refresh);
        }

        /// <summary>The board's TLS wants a NUL behind the roots. Where it stands in the file's own array nobody makes a second
        /// one, which with Microsoft's roots would be 9 KB of a heap of 100.</summary>
        [Fact]
        public void TheRootsAreInMemoryOnce()
        {
            SimHal hal = Board(accessBytes: 1_800, refreshBytes: 1_200);
            var server = new CountingServer(hal.Clock) { Offers = ["STARTTLS", "AUTH LOGIN XOAUTH2"] };
            hal.Network.Server = (_, _) => server;
            var handed = new HashSet<byte[]>();
            hal.Network.Posting = held => handed.Add((byte[])held[1]);
            var firmware = new Firmware(hal, new Listener(), new Transcript());
            firmware.Start(Settings);
            SignIn(firmware, hal);
            firmware.Enqueue(1);
            Assert.True(firmware.Queue.ScanOnce());
            Assert.True(firmware.Queue.SendOnce());
            handed.Add(server.Tls!.TrustedRootsPem);
            // One for the code, one for the tokens, one for the mail.
            Assert.Equal(3, handed.Count);
            byte[] file = hal.Flash.Files["roots.pem"];
            Assert.All(handed, roots => Assert.Equal([.. file, 0], roots));
            Assert.All(handed, roots => Assert.Same(roots, TlsCertificates.Terminated(roots)));
        }

        /// <summary>The most that is reachable while idle and signed in, in a refresh and in the mail behind it, and what stays.</summary>
        private static (long Idle, long Refresh, long Send, long After) Measure(int accessBytes, int refreshBytes)
        {
            SimHal hal = Board(accessBytes, refreshBytes);
            var server = new CountingServer(hal.Clock) { Offers = ["STARTTLS", "AUTH LOGIN XOAUTH2"] };
            hal.Network.Server = (_, _) => server;
            var firmware = new Firmware(hal, new Listener(), new Transcript());
            firmware.Start(Settings);
            SignIn(firmware, hal);
            long idle = DeviceHeap.CountReachableBytes(firmware);
            // The access token has ended, so the mail's way begins with a refresh.
            hal.Clock.Sleep(3_600_000);
            long refresh = 0;
            hal.Network.Posting = held => refresh = Math.Max(refresh, DeviceHeap.CountReachableBytes(firmware)
                + ((byte[])held[0]).Length + ((byte[])held[1]).Length + DeviceHeap.CountReachableBytes(held[2]));
            long send = 0;
            server.Writing = writes =>
            {
                if (writes < 50 || writes % 50 == 0) send = Math.Max(send, DeviceHeap.CountReachableBytes(firmware));
            };
            firmware.Enqueue(1);
            Assert.True(firmware.Queue.ScanOnce());
            Assert.True(firmware.Queue.SendOnce());
            Assert.False(firmware.Queue.SendOnce());
            Assert.True(server.Bytes > 2_500_000 * 1.36);
            return (idle, refresh, send, DeviceHeap.CountReachableBytes(firmware));
        }

        private static void SignIn(Firmware firmware, SimHal hal)
        {
            Assert.Null(firmware.Control.BeginSignIn());
            hal.Clock.Sleep(firmware.Control.SignInCode.IntervalMs);
            Assert.Null(firmware.Control.PollSignIn());
            Assert.Null(firmware.Control.SignInCode);
        }

        private static SimHal Board(int accessBytes, int refreshBytes)
        {
            var hal = new SimHal();
            hal.Flash.CapacityBytes = 10_000_000;
            hal.Flash.Files["roots.pem"] = [.. Enumerable.Repeat((byte)'r', 4000)];
            hal.Network.Https = (url, _) => url.EndsWith("/devicecode", StringComparison.Ordinal) ? SignInRig.Code()
                : SignInRig.Tokens(new string('a', accessBytes), new string('r', refreshBytes));
            byte[] page = TestJpeg.Make(scanBytes: 250_000);
            for (int i = 0; i < 10; i++) hal.Scanner.Pages.Add(SimPage.Jpeg(page));
            return hal;
        }

        private const string Settings = $$"""
            {
              "version": 1,
              "device": { "name": "Scanner 3", "hostname": "scanner3.example.com" },
              "time": { "zone": "CET-1CEST,M3.5.0,M10.5.0/3" },
              "sending": { "method": "clientSubmission", "auth": "oauth", "from": "Scanner <scanner@contoso.com>" },
              "signIn": { "tenant": "contoso.com", "clientId": "{{SignInRig.ClientId}}" },
              "spool": { "sizeLimitBytes": 5000000 },
              "profiles": [ { "name": "Office", "to": ["office@example.com"], "subject": "{pages} pages from {device}" } ]
            }
            """;
    }
}

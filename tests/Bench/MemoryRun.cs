using ScanToMail.Boot;
using ScanToMail.Delivery;
using ScanToMail.DeviceMemory;
using ScanToMail.Hal;
using ScanToMail.Hal.Pc;
using ScanToMail.Jobs;
using ScanToMail.Smtp;
using ScanToMail.Tests.Bench.Peers;
using ScanToMail.Tests.Support;

namespace ScanToMail.Tests.Bench
{
    /// <summary>Bytes reachable from the firmware's root, as the device counts them: idle, and the most in a job.</summary>
    internal sealed record MemoryFigures(string Way, long PayloadBytes, long IdleBytes, long PeakBytes, SinkFigures Sink);

    /// <summary>
    /// The whole firmware sends documents of 25 MB and 250 MB to the sink over TLS, by DATA while they are scanned and by
    /// BDAT out of flash, on a board with a large heap, where a body's buffer is the largest.
    /// </summary>
    internal static class MemoryRun
    {
        private const int PageBytes = 625_000;
        private const int WritesASample = 200;
        private static readonly int[] Sizes = [25_000_000, 250_000_000];

        public static List<MemoryFigures> Measure(SinkProcess sink, Target target)
        {
            List<MemoryFigures> figures = [];
            foreach (string way in new[] { IlRun.Data, IlRun.Binary })
            {
                foreach (int size in Sizes) figures.Add(Measure(way, size, sink, target));
            }
            return figures;
        }

        private static MemoryFigures Measure(string way, int sizeBytes, SinkProcess sink, Target target)
        {
            bool isSpooled = way != IlRun.Data;
            var map = new LoopbackMap();
            using var pc = new PcHal(new PcHalOptions { FlashFolder = Path.GetTempPath(), Map = map });
            var sim = new SimHal();
            sim.Memory.TotalBytes = 4_000_000;
            sim.Flash.CapacityBytes = isSpooled ? 400_000_000 : 262_144;
            sim.Flash.Files["roots.pem"] = System.Text.Encoding.ASCII.GetBytes(target.RootPem);
            byte[] page = TestJpeg.Make(scanBytes: PageBytes);
            for (int i = 0; i < sizeBytes / PageBytes; i++) sim.Scanner.Pages.Add(SimPage.Jpeg(page));
            var firmware = new Firmware(sim, new Listener(), new Quiet());
            long peak = 0;
            sim.Network.Server = (_, _) => new Sampled(pc.Network.Connect("127.0.0.1", target.Port, 10_000),
                () => peak = Math.Max(peak, DeviceHeap.CountReachableBytes(firmware)));
            firmware.Start(SettingsText(target, isSpooled));
            long idle = DeviceHeap.CountReachableBytes(firmware);
            if (isSpooled) SendFromFlash(firmware);
            else Check(firmware.Press(1));
            return new MemoryFigures(way, sizeBytes, idle, peak, sink.ReadFigures());
        }

        private static void SendFromFlash(Firmware firmware)
        {
            Job job = firmware.Enqueue(1);
            firmware.Queue.ScanOnce();
            if (job.State != JobState.Kept || !firmware.Queue.SendOnce()) throw new InvalidOperationException("nothing was sent from flash");
            firmware.Queue.SendOnce();
        }

        private static void Check(Job job)
        {
            if (job.Result.Outcome != DeliveryOutcome.Delivered) throw new InvalidOperationException(job.Result.Diagnosis?.Line());
        }

        private static string SettingsText(Target target, bool isSpooled) => $$"""
            { "version": 1, "device": { "hostname": "bench.example.com" },
              "sending": { "method": "onPremises", "host": "{{target.Host}}", "port": {{target.Port}}, "tls": "required",
                "auth": "basic", "user": "{{target.User}}", "password": "{{target.Password}}", "from": "{{Work.From}}",
                "trustedRoots": "roots.pem" },
              "spool": { "sizeLimitBytes": {{(isSpooled ? 300_000_000 : 0)}} },
              "profiles": [{ "name": "Bench", "to": ["{{string.Join("\",\"", Work.To)}}"] }] }
            """;

        private sealed class Sampled(IConnection inner, Action sample) : IConnection
        {
            private int _writes;

            public string RemoteAddress => inner.RemoteAddress;
            public bool IsTls => inner.IsTls;
            public bool DataAvailable => inner.DataAvailable;
            public int Read(byte[] buffer, int offset, int count, int timeoutMs) => inner.Read(buffer, offset, count, timeoutMs);

            public void Write(byte[] buffer, int offset, int count, int timeoutMs)
            {
                if (_writes++ % WritesASample == 20) sample();
                inner.Write(buffer, offset, count, timeoutMs);
            }

            public void StartTls(TlsOptions options, int timeoutMs) => inner.StartTls(options, timeoutMs);
            public void Close() => inner.Close();
        }

        private sealed class Listener : JobListener
        {
            public override void Changed(Job job)
            {
            }
        }

        private sealed class Quiet : SmtpTranscript
        {
            public override void Sent(string line)
            {
            }

            public override void Received(string line)
            {
            }

            public override void Note(string line)
            {
            }
        }
    }
}

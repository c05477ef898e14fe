using System.Diagnostics;
using ScanToMail.Tests.Bench.Peers;
using ScanToMail.Tests.Interop;

namespace ScanToMail.Tests.Bench
{
    /// <summary>One peer on one work, run by run: all peers of a work have the same rounds.</summary>
    internal sealed record BenchCase(string Table, string Work, Peer Peer, long PayloadBytes)
    {
        public List<double> Seconds { get; } = [];

        public List<PeerFigures> Figures { get; } = [];

        public SinkFigures? Sink { get; set; }

        public double MedianSeconds => Median(Seconds);

        public PeerFigures MedianFigures => Figures.OrderBy(figures => figures.CpuMs).ElementAt(Figures.Count / 2);

        /// <summary>How many times as fast as another one: the median of what each round says, for both had the same
        /// machine in it.</summary>
        public double? Against(BenchCase? other)
        {
            if (other is null || other.Seconds.Count != Seconds.Count) return null;
            return Median(Seconds.Select((seconds, round) => other.Seconds[round] / seconds));
        }

        private static double Median(IEnumerable<double> values)
        {
            double[] sorted = values.Order().ToArray();
            return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
        }
    }

    /// <summary>All that one run measured.</summary>
    internal sealed record BenchResult(IReadOnlyList<BenchCase> Cases, IReadOnlyList<IlFigures> Il, IReadOnlyList<MemoryFigures> Memory);

    /// <summary>All tables of one run.</summary>
    internal static class BenchRun
    {
        public const string SinkTable = "TLS sink";
        public const string LargeWork = "25 MB";
        public const string ScanToMailData = "ScanToMail DATA";
        public const string ScanToMailBinary = "ScanToMail BDAT+BINARYMIME";
        public const string MailKitData = "MailKit DATA";
        public const string MailKitBinary = "MailKit BDAT+BINARYMIME";
        public const string FloorData = "floor (1.37 bytes a byte, raw)";
        public const string FloorBinary = "floor (1.00 bytes a byte, raw)";
        private const int SlowLineRuns = 2;
        private const int PostfixRunsMax = 3;

        public static int Run(int runs, bool isQuick, bool isJson)
        {
            IlFigures[] il = IlRun.Measure();
            List<BenchCase> cases = [];
            List<MemoryFigures> memory = [];
            using (var sink = new SinkProcess())
            {
                var target = new Target(SinkProcess.Host, sink.SmtpPort, sink.RawPort, sink.RootPem, sink.RootFile, "scanner", "secret-7");
                foreach (Work work in Works(isQuick)) cases.AddRange(Measure(SinkTable, target, work, runs, sink));
                if (!isQuick) cases.AddRange(MeasureSlowLine(sink, target));
                if (!isQuick) memory = MemoryRun.Measure(sink, target);
            }
            if (!isQuick) cases.AddRange(MeasurePostfix(runs));
            var result = new BenchResult(cases, il, memory);
            if (isJson) Report.WriteJson(result);
            else Report.WriteTables(result);
            return 0;
        }

        /// <summary>The floor that a peer is held against: as many bytes as its way of sending needs.</summary>
        public static string FloorOf(string peer) => peer.Contains("BINARYMIME") || peer == FloorBinary ? FloorBinary : FloorData;

        private static Peer[] Peers() =>
        [
            new FloorPeer(FloorData, 1.3685), new FloorPeer(FloorBinary, 1.0), new OneThreadPeer(), new OneChunkPeer(),
            new ScanToMailPeer(ScanToMailData, "data", false),
            new ScanToMailPeer("ScanToMail BDAT", "bdat", true),
            new ScanToMailPeer(ScanToMailBinary, "bdat", false),
            new MailKitPeer(false), new MailKitPeer(true), new MailKitPeer(false, hasNoDelay: true), new MailKitPeer(true, hasNoDelay: true),
            new SystemNetMailPeer(), new MsmtpPeer(), new CurlPeer()
        ];

        private static IEnumerable<Work> Works(bool isQuick)
        {
            yield return new Work("1 MB", Documents.Pdf(1_000_000), 1);
            if (isQuick) yield break;
            yield return new Work(LargeWork, Documents.Pdf(25_000_000), 1);
            yield return new Work("20 mails of 50 KB", Documents.Pdf(50_000), 20);
        }

        /// <summary>Alternating, after two rounds that warm up and are not counted.</summary>
        private static List<BenchCase> Measure(string table, Target target, Work work, int runs, SinkProcess? sink, int warmUps = 2)
        {
            List<BenchCase> cases = Peers().Where(peer => peer.Absent(work) is null)
                .Where(peer => sink is not null || peer is not (FloorPeer or OneThreadPeer or OneChunkPeer))
                .Select(peer => new BenchCase(table, work.Name, peer, work.PayloadBytes)).ToList();
            foreach (BenchCase one in cases) one.Peer.Prepare(target, work);
            for (int run = -warmUps; run < runs; run++)
            {
                foreach (BenchCase one in cases) RunOnce(one, target, work, sink, isCounted: run >= 0);
            }
            return cases;
        }

        private static void RunOnce(BenchCase one, Target target, Work work, SinkProcess? sink, bool isCounted)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            long start = Stopwatch.GetTimestamp();
            PeerFigures figures = one.Peer.Send(target, work);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            SinkFigures? seen = sink?.ReadFigures();
            if (seen is { Messages: < 1 }) throw new InvalidOperationException($"{one.Peer.Name}: the sink got no message");
            if (!isCounted) return;
            one.Seconds.Add(seconds);
            one.Figures.Add(figures);
            one.Sink = seen;
        }

        private static List<BenchCase> MeasureSlowLine(SinkProcess sink, Target target)
        {
            using var proxy = new DelayingProxy(sink.SmtpPort, TimeSpan.FromMilliseconds(50), 2_000_000);
            using var rawProxy = new DelayingProxy(sink.RawPort, TimeSpan.FromMilliseconds(50), 2_000_000);
            Target slow = target with { Port = proxy.Port, RawPort = rawProxy.Port };
            return Measure("50 ms, 2 Mbit/s", slow, new Work("1 MB", Documents.Pdf(1_000_000), 1), SlowLineRuns, sink, warmUps: 0);
        }

        private static List<BenchCase> MeasurePostfix(int runs)
        {
            try
            {
                using PostfixServer postfix = PostfixServer.Start();
                string root = Path.GetTempFileName();
                File.WriteAllText(root, postfix.RootPem);
                var target = new Target(PostfixServer.Host, postfix.Port, 0, postfix.RootPem, root, PostfixServer.User, PostfixServer.Password);
                return Measure("Postfix", target, new Work(LargeWork, Documents.Pdf(25_000_000), 1), Math.Min(runs, PostfixRunsMax), null, warmUps: 1);
            }
            catch (Xunit.SkipException error)
            {
                System.Console.Error.WriteLine("No table for Postfix: " + error.Message);
                return [];
            }
        }
    }
}

using System.Diagnostics;
using ScanToMail.Tests.Bench.Peers;
using ScanToMail.Tests.Interop;

namespace ScanToMail.Tests.Bench
{
    /// <summary>One peer on one work: the median of its runs.</summary>
    internal sealed record BenchCase(string Table, string Work, Peer Peer, long PayloadBytes)
    {
        public List<double> Seconds { get; } = [];

        public List<PeerFigures> Figures { get; } = [];

        public SinkFigures? Sink { get; set; }

        public double MedianSeconds => Seconds.Order().ElementAt(Seconds.Count / 2);

        public PeerFigures Median => Figures.OrderBy(figures => figures.CpuMs).ElementAt(Figures.Count / 2);
    }

    /// <summary>All tables of one run.</summary>
    internal static class BenchRun
    {
        private const string FloorData = "floor (1.37 bytes a byte, raw)";
        private const string FloorBinary = "floor (1.00 bytes a byte, raw)";
        private const int SlowRuns = 1;

        public static int Run(int runs, bool isQuick, bool isJson)
        {
            IlFigures[] il = IlRun.Measure();
            List<BenchCase> cases = [];
            using (var sink = new SinkProcess())
            {
                var target = new Target(SinkProcess.Host, sink.SmtpPort, sink.RawPort, sink.RootPem, sink.RootFile, "scanner", "secret-7");
                foreach (Work work in Works(isQuick)) cases.AddRange(Measure("TLS sink", target, work, runs, sink));
                if (!isQuick) cases.AddRange(MeasureSlowLine(sink, target));
            }
            if (!isQuick) cases.AddRange(MeasurePostfix(runs));
            if (isJson) Report.WriteJson(cases, il);
            else Report.WriteTables(cases, il);
            return 0;
        }

        /// <summary>The floor that a peer is held against: as many bytes as its way of sending needs.</summary>
        public static string FloorOf(string peer) => peer.Contains("BINARYMIME") ? FloorBinary : FloorData;

        private static Peer[] Peers() =>
        [
            new FloorPeer(FloorData, 1.3685), new FloorPeer(FloorBinary, 1.0),
            new ScanToMailPeer("ScanToMail DATA", "data", false),
            new ScanToMailPeer("ScanToMail BDAT", "bdat", true),
            new ScanToMailPeer("ScanToMail BDAT+BINARYMIME", "bdat", false),
            new MailKitPeer(false), new MailKitPeer(true), new SystemNetMailPeer(), new MsmtpPeer(), new CurlPeer()
        ];

        private static IEnumerable<Work> Works(bool isQuick)
        {
            yield return new Work("1 MB", Documents.Pdf(1_000_000), 1);
            if (isQuick) yield break;
            yield return new Work("25 MB", Documents.Pdf(25_000_000), 1);
            yield return new Work("20 mails of 50 KB", Documents.Pdf(50_000), 20);
        }

        private static List<BenchCase> Measure(string table, Target target, Work work, int runs, SinkProcess? sink)
        {
            List<BenchCase> cases = Peers().Where(peer => peer.Absent(work) is null)
                .Where(peer => sink is not null || peer is not FloorPeer)
                .Select(peer => new BenchCase(table, work.Name, peer, work.PayloadBytes)).ToList();
            foreach (BenchCase one in cases) one.Peer.Prepare(target, work);
            // The first round warms up and is not counted.
            for (int run = 0; run <= runs; run++)
            {
                foreach (BenchCase one in cases) RunOnce(one, target, work, sink, isCounted: run > 0);
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
            return Measure("50 ms, 2 Mbit/s", slow, new Work("1 MB", Documents.Pdf(1_000_000), 1), SlowRuns, sink);
        }

        private static List<BenchCase> MeasurePostfix(int runs)
        {
            try
            {
                using PostfixServer postfix = PostfixServer.Start();
                string root = Path.GetTempFileName();
                File.WriteAllText(root, postfix.RootPem);
                var target = new Target(PostfixServer.Host, postfix.Port, 0, postfix.RootPem, root, PostfixServer.User, PostfixServer.Password);
                return Measure("Postfix", target, new Work("25 MB", Documents.Pdf(25_000_000), 1), Math.Min(runs, 3), null);
            }
            catch (Xunit.SkipException error)
            {
                System.Console.Error.WriteLine("No table for Postfix: " + error.Message);
                return [];
            }
        }
    }
}

namespace ScanToMail.Tests.Bench
{
    /// <summary>One of the figures that must be reached.</summary>
    internal sealed record Requirement(string What, double? Measured, string Limit, bool IsReached, string Note = "");

    /// <summary>What was asked for, against what one run measured.</summary>
    internal static class Verdict
    {
        private const int EnvelopeBytes = 3 * 1024;
        private const int IdleLimitBytes = 24 * 1024;
        private const int JobLimitBytes = 32 * 1024;

        public static List<Requirement> Of(BenchResult result)
        {
            List<Requirement> all = [];
            foreach (string work in result.Cases.Where(one => one.Table == BenchRun.SinkTable).Select(one => one.Work).Distinct())
            {
                AddBytes(all, result, work);
            }
            AddTimes(all, result);
            AddMemory(all, result);
            AddInterpreter(all, result);
            return all;
        }

        private static BenchCase? Find(BenchResult result, string work, string peer) =>
            result.Cases.FirstOrDefault(one => one.Table == BenchRun.SinkTable && one.Work == work && one.Peer.Name == peer);

        private static void AddBytes(List<Requirement> all, BenchResult result, string work)
        {
            foreach ((string peer, double limit) in new[] { (BenchRun.ScanToMailData, 1.37), (BenchRun.ScanToMailBinary, 1.001) })
            {
                if (Find(result, work, peer) is not { Sink: { } sink } one) continue;
                // A queue has an envelope for each of its mails.
                int mails = sink.Messages;
                double perByte = (sink.SmtpBytes - EnvelopeBytes * mails) / (double)one.PayloadBytes;
                all.Add(new Requirement($"SMTP bytes a byte less 3 KB a mail, {work}, {peer}", perByte, $"<= {limit}", perByte <= limit));
            }
            foreach ((string peer, string other) in new[]
                { (BenchRun.ScanToMailData, BenchRun.MailKitData), (BenchRun.ScanToMailBinary, BenchRun.MailKitBinary) })
            {
                if (Find(result, work, peer)?.Sink is not { } own || Find(result, work, other)?.Sink is not { } theirs) continue;
                all.Add(new Requirement($"round trips, {work}, {peer}", own.RoundTrips, $"<= {theirs.RoundTrips - 1}",
                    own.RoundTrips < theirs.RoundTrips, $"{other} has {theirs.RoundTrips}"));
            }
        }

        private static void AddTimes(List<Requirement> all, BenchResult result)
        {
            BenchCase? On(string peer) => Find(result, BenchRun.LargeWork, peer);
            if (On(BenchRun.ScanToMailData) is not { } data || On(BenchRun.ScanToMailBinary) is not { } binary) return;
            double? bound = On(Peers.OneThreadPeer.Title)?.Against(On(BenchRun.FloorData));
            double? chunk = On(Peers.OneChunkPeer.Title)?.Against(On(BenchRun.FloorBinary));
            AddTime(all, "throughput, 25 MB by DATA, x MailKit DATA", data.Against(On(BenchRun.MailKitData)), 1.8, "");
            AddTime(all, "throughput, 25 MB by DATA, of the floor", data.Against(On(BenchRun.FloorData)), 0.75,
                $"base64 and raw TLS alone, on one thread, reach {bound:0.00} here; "
                + $"ScanToMail has {data.Against(On(Peers.OneThreadPeer.Title)):0.00} of that");
            AddTime(all, "throughput, 25 MB by BDAT+BINARYMIME, of the floor", binary.Against(On(BenchRun.FloorBinary)), 0.95,
                $"the conversation and the bytes in one chunk, ready-made, reach {chunk:0.00} here; "
                + $"ScanToMail has {binary.Against(On(Peers.OneChunkPeer.Title)):0.00} of that");
            AddTime(all, "throughput, 25 MB by BDAT+BINARYMIME, x MailKit's", binary.Against(On(BenchRun.MailKitBinary)), 1.25, "");
        }

        private static void AddTime(List<Requirement> all, string what, double? measured, double limit, string note) =>
            all.Add(new Requirement(what, measured, $">= {limit}", measured >= limit, note));

        private static void AddMemory(List<Requirement> all, BenchResult result)
        {
            foreach (MemoryFigures one in result.Memory)
            {
                string work = $"{one.PayloadBytes / 1_000_000} MB, {one.Way}";
                all.Add(new Requirement($"live bytes idle, {work}", one.IdleBytes, $"<= {IdleLimitBytes}", one.IdleBytes <= IdleLimitBytes));
                long more = one.PeakBytes - one.IdleBytes;
                all.Add(new Requirement($"live bytes more in a job, {work}", more, $"<= {JobLimitBytes}", more <= JobLimitBytes && one.PeakBytes > 0));
            }
        }

        private static void AddInterpreter(List<Requirement> all, BenchResult result)
        {
            foreach (IlFigures one in result.Il.Where(figures => figures.StripBytes == 4096 && figures.Way != IlRun.Bdat))
            {
                double il = one.Way == IlRun.Data ? 0.25 : 0.05, allocated = one.Way == IlRun.Data ? 3 : 0.01;
                all.Add(new Requirement($"IL a byte, strips of 4 KB, {one.Way}", one.IlPerByte, $"<= {il}", one.IlPerByte <= il));
                all.Add(new Requirement($"allocated a byte (device), {one.Way}", one.AllocatedPerByte, $"<= {allocated}", one.AllocatedPerByte <= allocated));
            }
        }
    }
}

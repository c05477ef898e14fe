using System.Text.Json;
using Spectre.Console;

namespace ScanToMail.Tests.Bench
{
    /// <summary>The figures as tables or as one JSON object. Times appear as ratios only.</summary>
    internal static class Report
    {
        private const int TableColumns = 200;

        public static void WriteTables(BenchResult result)
        {
            AnsiConsole.Profile.Width = TableColumns;
            foreach (var group in result.Cases.GroupBy(one => (one.Table, one.Work)))
            {
                Table table = NewTable($"{group.Key.Table}: {group.Key.Work}", "peer", "SMTP bytes/byte", "TLS bytes/byte",
                    "round trips", "live bytes", "allocated/byte (device)", "allocated/byte (.NET)", "CPU ratio", "x MailKit", "of floor");
                foreach (BenchCase one in group) table.AddRow(Row(one, group, result));
                AnsiConsole.Write(table);
            }
            WriteMemory(result.Memory);
            WriteInterpreter(result.Il);
            WriteVerdict(Verdict.Of(result));
        }

        /// <summary>Allocation is counted as the device counts for ScanToMail, and is .NET's own figure for its peers.</summary>
        public static void WriteJson(BenchResult result)
        {
            var cases = result.Cases.GroupBy(one => (one.Table, one.Work)).SelectMany(group => group.Select(one => new
            {
                name = $"{one.Table}: {one.Work}",
                peer = one.Peer.Name,
                payloadBytes = one.PayloadBytes,
                smtpBytesPerPayloadByte = Ratio(one.Sink?.SmtpBytes, one.PayloadBytes),
                tlsBytesPerPayloadByte = Ratio(one.Sink?.TcpBytes, one.PayloadBytes),
                roundTrips = one.Sink?.RoundTrips,
                cpuMs = (double?)Math.Round(one.MedianFigures.CpuMs, 1),
                peakLiveBytes = NotZero(one.MedianFigures.PeakLiveBytes),
                allocatedBytesPerPayloadByte = DeviceAllocation(one, result.Il) ?? DotnetAllocation(one),
                throughputVsMailKit = Speed(one, Find(group, BenchRun.MailKitData)),
                throughputVsFloor = Speed(one, Find(group, BenchRun.FloorOf(one.Peer.Name)))
            })).Concat(result.Memory.Select(one => new
            {
                name = $"memory of the whole firmware: {one.PayloadBytes / 1_000_000} MB",
                peer = "ScanToMail " + one.Way,
                payloadBytes = one.PayloadBytes,
                smtpBytesPerPayloadByte = Ratio(one.Sink.SmtpBytes, one.PayloadBytes),
                tlsBytesPerPayloadByte = Ratio(one.Sink.TcpBytes, one.PayloadBytes),
                roundTrips = (int?)one.Sink.RoundTrips,
                cpuMs = (double?)null,
                peakLiveBytes = NotZero(one.PeakBytes),
                allocatedBytesPerPayloadByte = (double?)null,
                throughputVsMailKit = (double?)null,
                throughputVsFloor = (double?)null
            }));
            System.Console.WriteLine(JsonSerializer.Serialize(new { cases }, new JsonSerializerOptions { WriteIndented = true }));
        }

        private static void WriteMemory(IReadOnlyList<MemoryFigures> memory)
        {
            if (memory.Count == 0) return;
            Table table = NewTable("Memory of the whole firmware, as the device counts it", "way", "payload", "idle", "peak", "more in the job");
            foreach (MemoryFigures one in memory)
            {
                table.AddRow(one.Way, $"{one.PayloadBytes / 1_000_000} MB", $"{one.IdleBytes}", $"{one.PeakBytes}", $"{one.PeakBytes - one.IdleBytes}");
            }
            AnsiConsole.Write(table);
        }

        private static void WriteInterpreter(IReadOnlyList<IlFigures> il)
        {
            Table table = NewTable("Interpreter: the body path for each payload byte", "way", "strip", "IL/byte", "allocated/byte (device)");
            foreach (IlFigures one in il)
            {
                table.AddRow(one.Way, $"{one.StripBytes}", one.IlPerByte.ToString("0.000"), one.AllocatedPerByte.ToString("0.0000"));
            }
            AnsiConsole.Write(table);
        }

        private static void WriteVerdict(List<Requirement> requirements)
        {
            Table table = NewTable("Must reach", "what", "measured", "must be", "reached", "note");
            foreach (Requirement one in requirements)
            {
                table.AddRow(one.What, Text(one.Measured, one.Measured >= 100 ? "0" : "0.0000"), one.Limit, one.IsReached ? "yes" : "NO", one.Note);
            }
            AnsiConsole.Write(table);
        }

        private static string[] Row(BenchCase one, IEnumerable<BenchCase> group, BenchResult result)
        {
            BenchCase? mailKit = Find(group, BenchRun.MailKitData);
            return
            [
                one.Peer.Name, Text(Ratio(one.Sink?.SmtpBytes, one.PayloadBytes), "0.0000"),
                Text(Ratio(one.Sink?.TcpBytes, one.PayloadBytes), "0.0000"), one.Sink?.RoundTrips.ToString() ?? "",
                NotZero(one.MedianFigures.PeakLiveBytes)?.ToString() ?? "", Text(DeviceAllocation(one, result.Il), "0.00"),
                Text(DotnetAllocation(one), "0.00"),
                mailKit is null ? "" : (one.MedianFigures.CpuMs / Math.Max(mailKit.MedianFigures.CpuMs, 1)).ToString("0.00"),
                Text(Speed(one, mailKit), "0.00"), Text(Speed(one, Find(group, BenchRun.FloorOf(one.Peer.Name))), "0.00")
            ];
        }

        private static BenchCase? Find(IEnumerable<BenchCase> group, string peer) => group.FirstOrDefault(one => one.Peer.Name == peer);

        private static double? Speed(BenchCase one, BenchCase? other) => one.Against(other) is { } speed ? Math.Round(speed, 3) : null;

        private static double? DeviceAllocation(BenchCase one, IReadOnlyList<IlFigures> il) =>
            il.FirstOrDefault(figures => figures.StripBytes == 4096 && one.Peer.Name == "ScanToMail " + figures.Way)?.AllocatedPerByte;

        private static double? DotnetAllocation(BenchCase one) =>
            one.MedianFigures.AllocatedBytes > 0 ? Ratio(one.MedianFigures.AllocatedBytes, one.PayloadBytes) : null;

        private static long? NotZero(long value) => value > 0 ? value : null;

        private static double? Ratio(long? bytes, long payloadBytes) =>
            bytes is null ? null : Math.Round(bytes.Value / (double)payloadBytes, 5);

        private static string Text(double? value, string format) => value?.ToString(format) ?? "";

        private static Table NewTable(string title, params string[] columns)
        {
            var table = new Table { Title = new TableTitle(title), Border = TableBorder.Markdown };
            foreach (string column in columns) table.AddColumn(column);
            return table;
        }
    }
}

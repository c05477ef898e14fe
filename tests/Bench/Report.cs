using System.Text.Json;
using Spectre.Console;

namespace ScanToMail.Tests.Bench
{
    /// <summary>The figures as tables or as one JSON object. Times appear as ratios only.</summary>
    internal static class Report
    {
        private const string MailKit = "MailKit DATA";
        private const int TableColumns = 200;

        public static void WriteTables(IReadOnlyList<BenchCase> cases, IlFigures[] il)
        {
            AnsiConsole.Profile.Width = TableColumns;
            foreach (var group in cases.GroupBy(one => (one.Table, one.Work)))
            {
                Table table = NewTable($"{group.Key.Table}: {group.Key.Work}", "peer", "SMTP bytes/byte", "TLS bytes/byte",
                    "round trips", "live bytes", "allocated/byte (.NET)", "CPU ratio", "x MailKit", "of floor");
                BenchCase? mailKit = group.FirstOrDefault(one => one.Peer.Name == MailKit);
                foreach (BenchCase one in group) table.AddRow(Row(one, group, mailKit));
                AnsiConsole.Write(table);
            }
            Table costs = NewTable("Interpreter: the body path for each payload byte", "way", "strip", "IL/byte", "allocated/byte (device)");
            foreach (IlFigures one in il)
            {
                costs.AddRow(one.Way, one.StripBytes.ToString(), one.IlPerByte.ToString("0.000"), one.AllocatedPerByte.ToString("0.0000"));
            }
            AnsiConsole.Write(costs);
        }

        public static void WriteJson(IReadOnlyList<BenchCase> cases, IlFigures[] il)
        {
            var list = cases.GroupBy(one => (one.Table, one.Work)).SelectMany(group => group.Select(one =>
            {
                IlFigures? cost = one.Peer.Name.StartsWith("ScanToMail", StringComparison.Ordinal)
                    ? il.FirstOrDefault(figures => figures.StripBytes == 4096 && one.Peer.Name.EndsWith(figures.Way, StringComparison.Ordinal))
                    : null;
                return new
                {
                    name = $"{one.Table}: {one.Work}",
                    peer = one.Peer.Name,
                    payloadBytes = one.PayloadBytes,
                    smtpBytesPerPayloadByte = Ratio(one.Sink?.SmtpBytes, one.PayloadBytes),
                    tlsBytesPerPayloadByte = Ratio(one.Sink?.TcpBytes, one.PayloadBytes),
                    roundTrips = one.Sink?.RoundTrips,
                    cpuMs = Math.Round(one.Median.CpuMs, 1),
                    peakLiveBytes = one.Median.PeakLiveBytes,
                    allocatedBytesPerPayloadByte = cost?.AllocatedPerByte,
                    dotnetAllocatedBytesPerPayloadByte = Ratio(one.Median.AllocatedBytes, one.PayloadBytes),
                    ilPerPayloadByte = cost?.IlPerByte,
                    throughputVsMailKit = Speed(one, group.FirstOrDefault(other => other.Peer.Name == MailKit)),
                    throughputVsFloor = Speed(one, Floor(one, group))
                };
            }));
            System.Console.WriteLine(JsonSerializer.Serialize(new { cases = list, interpreter = il }, new JsonSerializerOptions
            {
                WriteIndented = true,
                PropertyNamingPolicy = JsonNamingPolicy.CamelCase
            }));
        }

        private static string[] Row(BenchCase one, IEnumerable<BenchCase> group, BenchCase? mailKit) =>
        [
            one.Peer.Name, Text(Ratio(one.Sink?.SmtpBytes, one.PayloadBytes), "0.0000"),
            Text(Ratio(one.Sink?.TcpBytes, one.PayloadBytes), "0.0000"), one.Sink?.RoundTrips.ToString() ?? "",
            one.Median.PeakLiveBytes > 0 ? one.Median.PeakLiveBytes.ToString() : "",
            one.Median.AllocatedBytes > 0 ? Text(Ratio(one.Median.AllocatedBytes, one.PayloadBytes), "0.00") : "",
            mailKit is null ? "" : (one.Median.CpuMs / Math.Max(mailKit.Median.CpuMs, 1)).ToString("0.00"),
            Text(Speed(one, mailKit), "0.00"), Text(Speed(one, Floor(one, group)), "0.00")
        ];

        private static BenchCase? Floor(BenchCase one, IEnumerable<BenchCase> group) =>
            group.FirstOrDefault(other => other.Peer.Name == BenchRun.FloorOf(one.Peer.Name));

        private static double? Speed(BenchCase one, BenchCase? other) =>
            other is null ? null : Math.Round(other.MedianSeconds / one.MedianSeconds, 3);

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

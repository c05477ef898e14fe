using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using ScanToMail.Tests.Bench.Peers;

namespace ScanToMail.Tests.Bench
{
    /// <summary>What one payload byte costs on the interpreter, by the slope between two sizes.</summary>
    internal sealed record IlFigures(string Way, int StripBytes, double IlPerByte, double AllocatedPerByte);

    /// <summary>
    /// Runs the body path over an assembly in which every basic block counts its instructions and every allocation its
    /// bytes, both as the device would have them: in a copy of this program's folder, in a process of its own.
    /// </summary>
    internal static class IlRun
    {
        public const string Data = "DATA";
        public const string Bdat = "BDAT";
        public const string Binary = "BDAT+BINARYMIME";
        private static readonly int[] Strips = [512, 4096, 16384];

        /// <summary>Makes the copy, runs it, reads its figures. What is done to the copy of the firmware's file before is for
        /// seeing that the figures notice it.</summary>
        public static IlFigures[] Measure(Action<string>? change = null)
        {
            string folder = Directory.CreateTempSubdirectory("scantomail-il-").FullName;
            try
            {
                foreach (string file in Directory.GetFiles(AppContext.BaseDirectory))
                {
                    File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
                }
                change?.Invoke(Path.Combine(folder, "ScanToMail.dll"));
                IlInstrumenter.Rewrite(Path.Combine(folder, "ScanToMail.dll"));
                using Process process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(folder, "Bench.dll"), "il"])
                {
                    RedirectStandardOutput = true
                })!;
                string output = process.StandardOutput.ReadToEnd();
                process.WaitForExit();
                return JsonSerializer.Deserialize<IlFigures[]>(output)!;
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        /// <summary>The child's part: prints the figures as JSON.</summary>
        public static void Run()
        {
            List<IlFigures> figures = [];
            foreach (string way in new[] { Data, Bdat, Binary })
            {
                foreach (int strip in Strips) figures.Add(Slope(way, strip));
            }
            System.Console.WriteLine(JsonSerializer.Serialize(figures));
        }

        private static IlFigures Slope(string way, int stripBytes)
        {
            const int small = 500_000, large = 2_500_000;
            var path = new BodyPath(way, stripBytes);
            path.Send(small);
            (long il, long allocated) first = Count(() => path.Send(small)), second = Count(() => path.Send(large));
            return new IlFigures(way, stripBytes, (second.il - first.il) / (double)(large - small),
                (second.allocated - first.allocated) / (double)(large - small));
        }

        private static (long Il, long Allocated) Count(Action action)
        {
            Type meter = typeof(ByteSink).Assembly.GetType(IlInstrumenter.MeterName, throwOnError: true)!;
            FieldInfo il = meter.GetField("Il")!, allocated = meter.GetField("AllocatedBytes")!;
            il.SetValue(null, 0L);
            allocated.SetValue(null, 0L);
            action();
            return ((long)il.GetValue(null)!, (long)allocated.GetValue(null)!);
        }
    }
}

using System.Diagnostics;

namespace ScanToMail.Tests.Bench.Peers
{
    /// <summary>Measures what a peer that runs within this process uses.</summary>
    internal static class InProcess
    {
        public static PeerFigures Measure(Action send, Func<long> peakLiveBytes)
        {
            long allocated = GC.GetTotalAllocatedBytes(precise: true);
            TimeSpan cpu = Process.GetCurrentProcess().TotalProcessorTime;
            send();
            double cpuMs = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMilliseconds;
            return new PeerFigures(cpuMs, peakLiveBytes(), GC.GetTotalAllocatedBytes(precise: true) - allocated);
        }
    }
}

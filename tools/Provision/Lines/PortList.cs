using System.IO.Ports;

namespace ScanToMail.Provision.Lines
{
    /// <summary>A serial port of this PC.</summary>
    internal sealed record PortEntry(string Name, string Description);

    /// <summary>The serial ports of this PC.</summary>
    internal static class PortList
    {
        /// <summary>All of them, in the order of their names (COM3 before COM10).</summary>
        public static PortEntry[] Find() =>
            [.. SerialPort.GetPortNames().Distinct().OrderBy(SortKey, StringComparer.Ordinal)
                .Select(name => new PortEntry(name, Describe(name)))];

        // Linux says what a USB adapter calls itself; elsewhere the name must do.
        private static string Describe(string name)
        {
            string? at = Path.Combine("/sys/class/tty", Path.GetFileName(name), "device");
            at = Directory.Exists(at) ? new DirectoryInfo(at).ResolveLinkTarget(true)?.FullName ?? at : null;
            for (int level = 0; at != null && level < 4; level++, at = Path.GetDirectoryName(at))
            {
                string product = Path.Combine(at, "product");
                if (File.Exists(product))
                {
                    string maker = Path.Combine(at, "manufacturer");
                    string by = File.Exists(maker) ? ", " + File.ReadAllText(maker).Trim() : "";
                    return File.ReadAllText(product).Trim() + by;
                }
            }

            return "";
        }

        private static string SortKey(string name)
        {
            string letters = name.TrimEnd("0123456789".ToCharArray());
            return letters + name[letters.Length..].PadLeft(6, '0');
        }
    }
}

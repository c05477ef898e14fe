using System.CommandLine;
using ScanToMail.Hal.Pc;

namespace ScanToMail.VirtualDevice
{
    /// <summary>Options that more than one command has.</summary>
    internal static class CommonOptions
    {
        public static Option<string[]> Map() => new("--map")
        {
            Description = "NAME:PORT=ADDRESS:PORT: connections for a name go elsewhere; the certificate must still be the name's",
            AllowMultipleArgumentsPerToken = true
        };

        public static Option<string[]> Scan() => new("--scan")
        {
            Description = "image files or folders, read in name order",
            Required = true,
            AllowMultipleArgumentsPerToken = true
        };

        public static Option<bool> Link() => new("--link")
        {
            Description = "the pages go through a scan link, as on a board with a scan engine of its own"
        };

        /// <summary>The map that the options ask for. Throws <see cref="FormatException"/>.</summary>
        public static LoopbackMap ParseMap(string[]? entries)
        {
            var map = new LoopbackMap();
            foreach (string entry in entries ?? []) map.Add(entry);
            return map;
        }
    }
}

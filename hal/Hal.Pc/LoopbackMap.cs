using System.Net;
using System.Net.Sockets;

namespace ScanToMail.Hal.Pc
{
    /// <summary>
    /// Names that are somewhere else on this PC: what the firmware believes to be smtp.office365.com:587 may be a port
    /// of loopback. A mapped name resolves to an address of 198.18.0.0/15 (RFC 2544, never routed), and what goes to
    /// that address and port goes to the mapped end.
    /// </summary>
    public sealed class LoopbackMap
    {
        private const int DnsPort = 53;
        private readonly Dictionary<string, string> _addresses = new(StringComparer.OrdinalIgnoreCase);
        private readonly Dictionary<(string Address, int Port), IPEndPoint> _ends = [];

        /// <summary>Adds NAME:PORT=ADDRESS:PORT. Throws <see cref="FormatException"/>.</summary>
        public void Add(string entry)
        {
            string[] sides = entry.Split('=');
            int colon = sides[0].LastIndexOf(':');
            if (sides.Length != 2 || colon <= 0 || !ushort.TryParse(sides[0][(colon + 1)..], out ushort port) || port == 0
                || !IPEndPoint.TryParse(sides[1], out IPEndPoint? end) || end.Port == 0
                || end.AddressFamily != AddressFamily.InterNetwork)
            {
                throw new FormatException($"'{entry}' is no NAME:PORT=ADDRESS:PORT, such as smtp.office365.com:587=127.0.0.1:10587");
            }
            Add(sides[0][..colon], port, end);
        }

        /// <summary>Lets a name's port be an end of loopback.</summary>
        public void Add(string name, int port, IPEndPoint end)
        {
            if (!IPAddress.TryParse(name, out _) && !_addresses.ContainsKey(name))
            {
                int number = _addresses.Count + 1;
                _addresses.Add(name, $"198.18.{number / 250}.{number % 250 + 1}");
            }
            _ends[(Find(name) ?? name, port)] = end;
        }

        /// <summary>The ends mapped for port 53, which are the DNS servers then, in the order they were added.</summary>
        internal string[] DnsServers => _ends.Keys.Where(key => key.Port == DnsPort).Select(key => key.Address).ToArray();

        internal string? Find(string name) => _addresses.GetValueOrDefault(name);

        /// <summary>Where an address and port really are; a mapped name's other ports lead nowhere.</summary>
        internal IPEndPoint EndOf(string address, int port)
        {
            if (_ends.TryGetValue((address, port), out IPEndPoint? end)) return end;
            if (_addresses.ContainsValue(address)) throw new SocketException((int)SocketError.ConnectionRefused);
            return new IPEndPoint(IPAddress.Parse(address), port);
        }
    }
}

using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace ScanToMail.Hal.Pc
{
    /// <summary>This PC's network.</summary>
    public sealed class PcNetwork(LoopbackMap map) : INetwork
    {
        private readonly TlsSlot _slot = new();

        /// <inheritdoc/>
        public bool HasLink => true;

        /// <inheritdoc/>
        public bool IsUp => true;

        /// <inheritdoc/>
        public string Problem => "";

        /// <inheritdoc/>
        public string Gateway { get; } = FindGateway();

        /// <inheritdoc/>
        public string MacAddress { get; } = FindMacAddress();

        /// <inheritdoc/>
        public string OwnAddress { get; } = FindOwnAddress();

        /// <inheritdoc/>
        public string[] DnsServers => map.DnsServers.Length > 0 ? map.DnsServers : NetworkInterface.GetAllNetworkInterfaces()
            .Where(card => card.OperationalStatus == OperationalStatus.Up)
            .SelectMany(card => card.GetIPProperties().DnsAddresses)
            .Where(address => address.AddressFamily == AddressFamily.InterNetwork)
            .Select(address => address.ToString()).Distinct().ToArray();

        /// <inheritdoc/>
        public string[] Resolve(string name, int timeoutMs)
        {
            if (map.Find(name) is { } mapped) return [mapped];
            if (IsDotted(name)) return [name];
            if (name.Length == 0 || IPAddress.TryParse(name, out _)) throw NoAddress(name);
            try
            {
                using var limit = new CancellationTokenSource(timeoutMs);
                IPAddress[] found = Dns.GetHostAddressesAsync(name, AddressFamily.InterNetwork, limit.Token)
                    .WaitAsync(limit.Token).GetAwaiter().GetResult();
                if (found.Length > 0) return found.Select(address => address.ToString()).ToArray();
            }
            catch (OperationCanceledException)
            {
                throw new NetworkException(NetworkFailure.Timeout, $"no answer from DNS for {name}");
            }
            catch (SocketException)
            {
                // No address is no address, whatever the resolver's reason.
            }
            throw NoAddress(name);
        }

        /// <inheritdoc/>
        public IConnection Connect(string address, int port, int timeoutMs)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                if (ConnectBlocking(socket, map.EndOf(address, port), timeoutMs)) return new PcConnection(socket, address, _slot);
                socket.Dispose();
                throw new NetworkException(NetworkFailure.Timeout, $"{address}:{port} does not answer");
            }
            catch (SocketException error)
            {
                socket.Dispose();
                // Accepted and reset at once is refused, too.
                throw error.SocketErrorCode == SocketError.ConnectionReset
                    ? new NetworkException(NetworkFailure.Refused, error.Message) : SocketErrors.Translate(error);
            }
        }

        /// <inheritdoc/>
        public IDatagramSocket OpenDatagramSocket() => new PcDatagramSocket(map);

        /// <inheritdoc/>
        public HttpsAnswer PostForm(string url, byte[] form, byte[] trustedRootsPem, int timeoutMs, int answerLimitBytes,
            AnswerSink sink) => new HttpsPost(this).Send(new Uri(url), form, trustedRootsPem, timeoutMs, answerLimitBytes, sink);

        /// <inheritdoc/>
        public void Start(NetworkSetup setup)
        {
            // The operating system has brought the network up.
        }

        /// <summary>
        /// False where the time is over. On a thread of its own and not by ConnectAsync: a socket that has once done
        /// something asynchronous never blocks in the system again on Unix, and .NET then wakes pool threads for every wait.
        /// </summary>
        private static bool ConnectBlocking(Socket socket, IPEndPoint end, int timeoutMs)
        {
            Task connecting = Task.Factory.StartNew(() => socket.Connect(end), CancellationToken.None,
                TaskCreationOptions.LongRunning, TaskScheduler.Default);
            if (Task.WaitAny([connecting], timeoutMs) < 0) return false;
            connecting.GetAwaiter().GetResult();
            return true;
        }

        /// <summary>Four numbers with dots between, and none of the shorter forms that .NET takes too.</summary>
        private static bool IsDotted(string name) =>
            IPAddress.TryParse(name, out IPAddress? address) && address.ToString() == name
            && address.AddressFamily == AddressFamily.InterNetwork;

        private static NetworkException NoAddress(string name) =>
            new(NetworkFailure.NameNotFound, $"DNS knows no address of {name}");

        private static IEnumerable<NetworkInterface> Cards() => NetworkInterface.GetAllNetworkInterfaces()
            .Where(card => card.OperationalStatus == OperationalStatus.Up
                && card.NetworkInterfaceType != NetworkInterfaceType.Loopback);

        private static string FindGateway() => Cards()
            .SelectMany(card => card.GetIPProperties().GatewayAddresses)
            .Where(gateway => gateway.Address.AddressFamily == AddressFamily.InterNetwork)
            .Select(gateway => gateway.Address.ToString()).FirstOrDefault() ?? "";

        private static string FindMacAddress() => Cards()
            .Select(card => string.Join(':', card.GetPhysicalAddress().GetAddressBytes().Select(part => part.ToString("X2"))))
            .FirstOrDefault() ?? "";

        private static string FindOwnAddress()
        {
            IPAddress? own = Cards()
                .SelectMany(card => card.GetIPProperties().UnicastAddresses)
                .Select(unicast => unicast.Address)
                .FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork);
            return (own ?? IPAddress.Loopback).ToString();
        }
    }

    /// <summary>The board has native memory for one TLS connection; so has this PC.</summary>
    internal sealed class TlsSlot
    {
        private int _taken;

        public void Take()
        {
            if (Interlocked.Exchange(ref _taken, 1) == 1)
            {
                throw new InvalidOperationException("a TLS connection is open already, and the board has memory for one");
            }
        }

        public void Free() => Volatile.Write(ref _taken, 0);
    }

    /// <summary>Turns socket errors into the HAL's kinds.</summary>
    internal static class SocketErrors
    {
        public static NetworkException Translate(SocketException error) => new(error.SocketErrorCode switch
        {
            SocketError.ConnectionRefused => NetworkFailure.Refused,
            SocketError.TimedOut => NetworkFailure.Timeout,
            SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.AddressNotAvailable
                => NetworkFailure.Unreachable,
            SocketError.NetworkDown => NetworkFailure.NoLink,
            SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown => NetworkFailure.Reset,
            _ => NetworkFailure.Closed
        }, error.Message);

        /// <summary>What a stream threw, in the HAL's kinds.</summary>
        public static NetworkException Translate(Exception error)
        {
            for (Exception? inner = error; inner is not null; inner = inner.InnerException)
            {
                if (inner is SocketException socket) return Translate(socket);
            }
            return new NetworkException(NetworkFailure.Closed, error.Message);
        }
    }
}

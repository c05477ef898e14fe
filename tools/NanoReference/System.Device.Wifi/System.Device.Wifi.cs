// Declarations only: what the compiler needs to know of this nanoFramework assembly. The code is on the board.
[assembly: System.Reflection.AssemblyVersion("1.5.149.0")]

namespace System.Device.Wifi
{
    public delegate void AvailableNetworksChangedEventHandler(System.Device.Wifi.WifiAdapter sender, object e);

    public sealed class WifiAdapter : System.IDisposable
    {
        public int NetworkInterface { get => throw null; }
        public System.Device.Wifi.WifiNetworkReport NetworkReport { get => throw null; }
        public event System.Device.Wifi.AvailableNetworksChangedEventHandler AvailableNetworksChanged { add { } remove { } }
        public System.Device.Wifi.WifiConnectionResult Connect(System.Device.Wifi.WifiAvailableNetwork availableNetwork, System.Device.Wifi.WifiReconnectionKind reconnectionKind, string passwordCredential) => throw null;
        public System.Device.Wifi.WifiConnectionResult Connect(string ssid, System.Device.Wifi.WifiReconnectionKind reconnectionKind, string passwordCredential) => throw null;
        public void Disconnect() => throw null;
        public static System.Device.Wifi.WifiAdapter[] FindAllAdapters() => throw null;
        public void SetDeviceName(string deviceName) => throw null;
        public void ScanAsync() => throw null;
        ~WifiAdapter() { }
        public void Dispose() => throw null;
        internal WifiAdapter() { }
    }

    public class WifiAvailableNetwork
    {
        public string Bsid { get => throw null; }
        public string Ssid { get => throw null; }
        public System.Device.Wifi.WifiNetworkKind NetworkKind { get => throw null; }
        public double NetworkRssiInDecibelMilliwatts { get => throw null; }
        public byte SignalBars { get => throw null; }
        public WifiAvailableNetwork() { }
    }

    public class WifiConnectionResult
    {
        public System.Device.Wifi.WifiConnectionStatus ConnectionStatus { get => throw null; }
        internal WifiConnectionResult() { }
    }

    public enum WifiConnectionStatus
    {
        AccessRevoked = 0,
        InvalidCredential = 1,
        NetworkNotAvailable = 2,
        Success = 3,
        Timeout = 4,
        UnspecifiedFailure = 5,
        UnsupportedAuthenticationProtocol = 6,
    }

    public enum WifiNetworkKind
    {
        Adhoc = 0,
        Any = 1,
        Infrastructure = 2,
    }

    public class WifiNetworkReport
    {
        public System.Device.Wifi.WifiAvailableNetwork[] AvailableNetworks { get => throw null; }
        internal WifiNetworkReport() { }
    }

    public enum WifiReconnectionKind
    {
        Automatic = 0,
        Manual = 1,
    }
}

namespace nanoFramework.Networking
{
    public static class WifiNetworkHelper
    {
        public static System.Threading.ManualResetEvent NetworkReady { get => throw null; }
        public static nanoFramework.Networking.NetworkHelperStatus Status { get => throw null; }
        public static System.Exception HelperException { get => throw null; }
        public static System.Device.Wifi.WifiAdapter WifiAdapter { get => throw null; }
        public static void SetupNetworkHelper(bool requiresDateTime = false) => throw null;
        public static void SetupNetworkHelper(nanoFramework.Networking.IPConfiguration ipConfiguration, bool requiresDateTime = false) => throw null;
        public static void SetupNetworkHelper(string ssid, string password, System.Device.Wifi.WifiReconnectionKind reconnectionKind = (System.Device.Wifi.WifiReconnectionKind)0, bool requiresDateTime = false) => throw null;
        public static void Disconnect() => throw null;
        public static bool ConnectDhcp(string ssid, string password, System.Device.Wifi.WifiReconnectionKind reconnectionKind = (System.Device.Wifi.WifiReconnectionKind)0, bool requiresDateTime = false, int wifiAdapterId = 0, System.Threading.CancellationToken token = default) => throw null;
        public static bool ConnectFixAddress(string ssid, string password, nanoFramework.Networking.IPConfiguration ipConfiguration, System.Device.Wifi.WifiReconnectionKind reconnectionKind = (System.Device.Wifi.WifiReconnectionKind)0, bool requiresDateTime = false, int WifiAdapter = 0, System.Threading.CancellationToken token = default) => throw null;
        public static bool ScanAndConnectDhcp(string ssid, string password, System.Device.Wifi.WifiReconnectionKind reconnectionKind = (System.Device.Wifi.WifiReconnectionKind)0, bool requiresDateTime = false, int WifiAdapter = 0, System.Threading.CancellationToken token = default) => throw null;
        public static bool Reconnect(bool requiresDateTime = false, int wifiAdapterId = 0, System.Threading.CancellationToken token = default) => throw null;
        public static void Reset() => throw null;
    }
}

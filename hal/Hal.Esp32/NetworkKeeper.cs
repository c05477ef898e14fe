using System;
using System.Device.Wifi;
using System.Net.NetworkInformation;
using System.Threading;

namespace ScanToMail.Hal.Esp32
{
    /// <summary>
    /// Brings the network up and up again. The chip's firmware reconnects to a Wi-Fi that it has been told to by itself;
    /// this thread tells it, says what is wrong, and tells it again, ever less often, while there is no address.
    /// </summary>
    internal sealed class NetworkKeeper
    {
        private const int LookMs = 2000;
        private const int FirstPauseMs = 10000;
        private const int LongestPauseMs = 300000;

        /// <summary>By WifiConnectionStatus: why there is no connection.</summary>
        private static readonly string[] WifiProblems = new string[]
        {
            "the Wi-Fi has withdrawn its admission", "the Wi-Fi refuses the password",
            "no Wi-Fi of this name is in reach", "waiting for an address on the Wi-Fi",
            "the Wi-Fi did not answer in time", "the Wi-Fi can't be joined",
            "the Wi-Fi wants a way of signing in that the board has not got"
        };

        private readonly AutoResetEvent _hasNewSetup = new AutoResetEvent(false);
        private NetworkSetup _setup;
        private Thread _thread;
        private long _nextTryMs;
        private int _pauseMs;

        /// <summary>Why there is no address; "" where all that can be done for one was done.</summary>
        internal string Problem { get; private set; } = "the network has not been started";

        /// <summary>The address, or "".</summary>
        internal string OwnAddress
        {
            get
            {
                NetworkInterface card = FindCard();
                return card == null ? "" : AddressOrNothing(card.IPv4Address);
            }
        }

        internal void Start(NetworkSetup setup)
        {
            _setup = setup;
            _hasNewSetup.Set();
            if (_thread != null) return;
            _thread = new Thread(Run);
            _thread.Start();
        }

        /// <summary>The interface in use, or null before the start or where the board has none of the kind.</summary>
        internal NetworkInterface FindCard()
        {
            NetworkSetup setup = _setup;
            if (setup == null) return null;
            return Card.Find(setup.UsesWifi ? NetworkInterfaceType.Wireless80211 : NetworkInterfaceType.Ethernet);
        }

        /// <summary>An address that is none ("0.0.0.0") is "".</summary>
        internal static string AddressOrNothing(string address)
        {
            return address == "0.0.0.0" ? "" : address;
        }

        private void Run()
        {
            while (true)
            {
                if (_hasNewSetup.WaitOne(LookMs, false)) Forget();
                try
                {
                    Look();
                }
                catch (Exception error)
                {
                    // An exception that left this thread would end the program without a word.
                    Problem = "the network can't be brought up: " + error.GetType().Name;
                }
            }
        }

        private void Look()
        {
            if (OwnAddress.Length > 0 && _nextTryMs > 0) _pauseMs = FirstPauseMs;
            else if (Environment.TickCount64 >= _nextTryMs) Try();
        }

        private void Forget()
        {
            _nextTryMs = 0;
            _pauseMs = FirstPauseMs;
        }

        private void Try()
        {
            try
            {
                Problem = BringUp(_setup);
            }
            finally
            {
                _nextTryMs = Environment.TickCount64 + _pauseMs;
                _pauseMs = _pauseMs * 2 < LongestPauseMs ? _pauseMs * 2 : LongestPauseMs;
            }
        }

        private string BringUp(NetworkSetup setup)
        {
            NetworkInterface card = FindCard();
            if (card == null) return setup.UsesWifi ? "this board has no Wi-Fi" : "this board has no Ethernet";
            Card.Apply(card, setup);
            return setup.UsesWifi ? Join(setup) : "";
        }

        /// <summary>Joins a Wi-Fi; without a name the one that the board has stored, which the chip does by itself.</summary>
        private static string Join(NetworkSetup setup)
        {
            if (setup.Ssid.Length == 0) return "the Wi-Fi that is stored in the board is not there; set network.ssid";
            WifiAdapter adapter = WifiAdapter.FindAllAdapters()[0];
            if (setup.Hostname.Length > 0) adapter.SetDeviceName(setup.Hostname);
            WifiConnectionResult result = adapter.Connect(setup.Ssid, WifiReconnectionKind.Automatic, setup.Password);
            return WifiProblems[(int)result.ConnectionStatus];
        }
    }
}

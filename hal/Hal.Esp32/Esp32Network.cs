using System;
using System.Collections;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace ScanToMail.Hal.Esp32
{
    /// <summary>The board's network over lwIP.</summary>
    internal sealed class Esp32Network : INetwork
    {
        private readonly TlsSlot _slot = new TlsSlot();
        private readonly NetworkKeeper _keeper = new NetworkKeeper();

        public void Start(NetworkSetup setup)
        {
            _keeper.Start(setup);
        }

        /// <summary>lwIP's word on every interface of the board (nf-interpreter, lwIP_Sockets.cpp).</summary>
        public bool HasLink
        {
            get { return NetworkInterface.GetIsNetworkAvailable(); }
        }

        public bool IsUp
        {
            get { return _keeper.OwnAddress.Length > 0; }
        }

        public string Problem
        {
            get
            {
                if (IsUp) return "";
                if (_keeper.Problem.Length > 0) return _keeper.Problem;
                return HasLink ? "no DHCP server answers" : "no cable";
            }
        }

        public string OwnAddress
        {
            get { return _keeper.OwnAddress; }
        }

        public string Gateway
        {
            get
            {
                NetworkInterface card = _keeper.FindCard();
                return card == null ? "" : NetworkKeeper.AddressOrNothing(card.IPv4GatewayAddress);
            }
        }

        public string MacAddress
        {
            get
            {
                NetworkInterface card = _keeper.FindCard();
                return card == null ? "" : Card.Text(card.PhysicalAddress, ":");
            }
        }

        public string[] DnsServers
        {
            get
            {
                NetworkInterface card = _keeper.FindCard();
                return card == null ? new string[0] : card.IPv4DnsAddresses;
            }
        }

        /// <summary>The resolver is native: it has its own limit of some seconds and stops all threads meanwhile.</summary>
        public string[] Resolve(string name, int timeoutMs)
        {
            RequireLink();
            try
            {
                return AddressesOf(Dns.GetHostEntry(name), name);
            }
            catch (SocketException error)
            {
                NetworkFailure kind = SocketCodes.OfSocket(error.ErrorCode);
                throw new NetworkException(kind == NetworkFailure.Timeout ? kind : NetworkFailure.NameNotFound,
                    "DNS gives no address of " + name + " (" + error.ErrorCode.ToString() + ")");
            }
        }

        public IConnection Connect(string address, int port, int timeoutMs)
        {
            RequireLink();
            return Esp32Connection.Open(address, port, timeoutMs, _slot);
        }

        public IDatagramSocket OpenDatagramSocket()
        {
            RequireLink();
            return new Esp32DatagramSocket();
        }

        public HttpsAnswer PostForm(string url, byte[] form, byte[] trustedRootsPem, int timeoutMs,
            int answerLimitBytes, AnswerSink sink)
        {
            RequireLink();
            return new HttpsPost(_slot, url, form, trustedRootsPem, answerLimitBytes, sink).Send(timeoutMs);
        }

        private void RequireLink()
        {
            if (IsUp) return;
            NetworkFailure failure = MacAddress.Length == 0 ? NetworkFailure.NoInterface
                : HasLink ? NetworkFailure.NoAddress : NetworkFailure.NoLink;
            throw new NetworkException(failure, Problem);
        }

        private static string[] AddressesOf(IPHostEntry entry, string name)
        {
            ArrayList found = new ArrayList();
            for (int i = 0; i < entry.AddressList.Length; i++)
            {
                IPAddress address = entry.AddressList[i];
                if (address.AddressFamily == AddressFamily.InterNetwork) found.Add(address.ToString());
            }
            if (found.Count > 0) return (string[])found.ToArray(typeof(string));
            throw new NetworkException(NetworkFailure.NameNotFound, "DNS knows no address of " + name);
        }
    }
}

using System.Text;
using ScanToMail.Hal;

namespace ScanToMail.Tests.Support
{
    /// <summary>A board of which every part is a simulation.</summary>
    public sealed class SimHal : IHal
    {
        /// <summary>A new board; or one that was switched on again, with the flash and the clock that it had.</summary>
        public SimHal(int seed = 1, SimFlash? flash = null, SimClock? clock = null)
        {
            Flash = flash ?? new SimFlash();
            Clock = clock ?? new SimClock();
            Random = new SimRandom(seed);
            Light = new SimLight(Clock);
            Network = new SimNetwork(Clock);
        }

        public SimClock Clock { get; }
        public SimNetwork Network { get; }
        public SimFlash Flash { get; }
        public SimRandom Random { get; }
        public SimScanner Scanner { get; } = new();
        public SimButtons Buttons { get; } = new(4);
        public SimLight Light { get; }
        public SimSerial Serial { get; } = new();
        public SimMemory Memory { get; } = new();
        public SimBoard Board { get; } = new();

        IClock IHal.Clock => Clock;
        INetwork IHal.Network => Network;
        IFlash IHal.Flash => Flash;
        IRandom IHal.Random => Random;
        IScanner IHal.Scanner => Scanner;
        IButtons IHal.Buttons => Buttons;
        IStatusLight IHal.Light => Light;
        ISerialLine IHal.Serial => Serial;
        IMemory IHal.Memory => Memory;
        IBoard IHal.Board => Board;
    }

    /// <summary>A network whose connections a test makes.</summary>
    public sealed class SimNetwork(SimClock clock) : INetwork
    {
        /// <summary>What is at an address and port; by default nobody.</summary>
        public Func<string, int, IConnection> Server { get; set; } =
            (address, port) => throw new NetworkException(NetworkFailure.Refused, $"{address}:{port} refuses");

        /// <summary>Addresses of names; a name that is not here has the address 192.0.2.1, null has none.</summary>
        public Dictionary<string, string[]?> Names { get; } = [];

        /// <summary>Null: as there is an address.</summary>
        public bool? Link { get; set; }

        public bool HasLink => Link ?? IsUp;

        public bool IsUp { get; set; } = true;

        public string Problem => IsUp ? "" : HasLink ? "no DHCP server answers" : "no cable";

        public string OwnAddress => IsUp ? "192.0.2.7" : "";

        public string Gateway => "192.0.2.254";

        public string MacAddress => "02:00:5E:00:53:07";

        /// <summary>The last setup that the firmware asked for.</summary>
        public NetworkSetup? Setup { get; private set; }

        public void Start(NetworkSetup setup) => Setup = setup;

        public string[] DnsServers { get; set; } = ["192.0.2.53"];

        /// <summary>Makes UDP sockets; by default there are none.</summary>
        public Func<IDatagramSocket> Datagrams { get; set; } =
            () => throw new NetworkException(NetworkFailure.NoLink, "no datagrams here");

        /// <summary>What a form posted to an address is answered; by default nobody is there.</summary>
        public Func<string, string, SimHttpsAnswer> Https { get; set; } =
            (url, form) => throw new NetworkException(NetworkFailure.NameNotFound, "no HTTPS here");

        public string[] Resolve(string name, int timeoutMs)
        {
            RequireLink();
            if (!Names.TryGetValue(name, out string[]? addresses)) return ["192.0.2.1"];
            return addresses ?? throw new NetworkException(NetworkFailure.NameNotFound, name + " is not known");
        }

        public IConnection Connect(string address, int port, int timeoutMs)
        {
            try
            {
                return Server(address, port);
            }
            catch (NetworkException error) when (error.Failure == NetworkFailure.Timeout)
            {
                clock.Sleep(timeoutMs);
                throw;
            }
        }

        public IDatagramSocket OpenDatagramSocket() => Datagrams();

        private void RequireLink()
        {
            if (!IsUp) throw new NetworkException(HasLink ? NetworkFailure.NoAddress : NetworkFailure.NoLink, Problem);
        }

        /// <summary>In pieces of how many bytes an answer's body comes.</summary>
        public int PieceBytes { get; set; } = 512;

        /// <summary>Called with what a request holds while it is under way: form, roots, sink.</summary>
        public Action<object[]>? Posting { get; set; }

        public HttpsAnswer PostForm(string url, byte[] form, byte[] trustedRootsPem, int timeoutMs, int answerLimitBytes, AnswerSink sink)
        {
            RequireLink();
            SimHttpsAnswer answer;
            try
            {
                answer = Https(url, Encoding.UTF8.GetString(form));
            }
            catch (NetworkException error) when (error.Failure == NetworkFailure.Timeout)
            {
                clock.Sleep(timeoutMs);
                throw;
            }
            byte[] body = Encoding.UTF8.GetBytes(answer.Body);
            for (int at = 0; at < body.Length && at < answerLimitBytes; at += PieceBytes)
            {
                sink.Write(body, at, Math.Min(PieceBytes, body.Length - at));
                Posting?.Invoke([form, trustedRootsPem, sink]);
            }
            if (body.Length > answerLimitBytes)
            {
                throw new NetworkException(NetworkFailure.AnswerTooLong, $"an answer of more than {answerLimitBytes} bytes");
            }
            return new HttpsAnswer { Status = answer.Status, ContentType = answer.ContentType, RetryAfterS = answer.RetryAfterS };
        }
    }

    /// <summary>An answer over HTTPS as a test gives it.</summary>
    /// <param name="Status">HTTP status.</param>
    /// <param name="Body">The body.</param>
    /// <param name="ContentType">Its type.</param>
    /// <param name="RetryAfterS">Retry-After in seconds, 0 for none.</param>
    public sealed record SimHttpsAnswer(int Status, string Body, string ContentType = "application/json; charset=utf-8", int RetryAfterS = 0);
}

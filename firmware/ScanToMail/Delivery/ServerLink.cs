using ScanToMail.Config;
using ScanToMail.Hal;
using ScanToMail.SignIn;
using ScanToMail.Smtp;

namespace ScanToMail.Delivery
{
    /// <summary>
    /// The way to the server and into it: its name from the settings or from DNS, its address, TCP, greeting, TLS, login.
    /// Knows at every moment which phase it is in, which is what failures are explained by. One thread uses it;
    /// <see cref="Cancel"/> may come from another.
    /// </summary>
    internal sealed class ServerLink
    {
        private const int ResolveTimeoutMs = 15000;
        private const int ConnectTimeoutMs = 30000;
        private const int HostLimit = 4;
        private const int AddressLimit = 4;
        private const int CodeCredentials = 535;
        private const string NotTheToken = "5.7.139";

        private readonly IHal _hal;
        private readonly MxLookup _mx;
        private readonly SignInDesk _signIn;
        private readonly SmtpTimeouts _timeouts = new SmtpTimeouts();
        private readonly object _lock = new object();
        private IConnection _connection;
        private bool _isCancelled;
        private bool _isPastTheEnd;

        /// <summary>A way over a board, with the wire buffer that all its conversations share.</summary>
        public ServerLink(IHal hal, byte[] wireBuffer, SignInDesk signIn)
        {
            _hal = hal;
            _signIn = signIn;
            Session = new SmtpSession(hal.Clock, wireBuffer);
            // Nothing lies in the wire buffer before a conversation begins.
            _mx = new MxLookup(hal, wireBuffer);
        }

        /// <summary>The conversation.</summary>
        public SmtpSession Session { get; }

        /// <summary>What is being done now: "signIn", "resolve", "connect", or a name of <see cref="SmtpPhases"/>.</summary>
        public string Phase { get; set; }

        /// <summary>The server that was chosen last, or "".</summary>
        public string Host { get; private set; } = "";

        /// <summary>The device's public address as a server greeted it with last, or "".</summary>
        public string PublicAddress { get; private set; } = "";

        /// <summary>Whether the conversation is, or was at its end, encrypted.</summary>
        public bool IsTls
        {
            get { return _connection != null && _connection.IsTls; }
        }

        /// <summary>Who hears of each step that went well, or null.</summary>
        public ConnectionSteps Steps { get; set; }

        /// <summary>Who looks at the device's own certificate before a connection is opened; null where nobody can read
        /// it.</summary>
        public CertificateCheck CertificateCheck { get; set; }

        /// <summary>Whether <see cref="Cancel"/> came in time.</summary>
        public bool IsCancelled
        {
            get { return _isCancelled && !_isPastTheEnd; }
        }

        /// <summary>The server and port for people; the domain while the server is not known.</summary>
        public string ServerOf(SendingSettings sending)
        {
            string host = Host.Length > 0 ? Host : sending.Host;
            return host.Length > 0 ? host + ":" + sending.Port.ToString() : sending.Domain;
        }

        /// <summary>Starts a new try.</summary>
        public void Begin()
        {
            lock (_lock)
            {
                _isCancelled = false;
                _isPastTheEnd = false;
                _connection = null;
            }
            if (Session.State == SmtpState.Closed) Host = "";
            Session.ResetCounters();
            Phase = "resolve";
        }

        /// <summary>Gives the try up unless it is too late; returns whether it did.</summary>
        public bool Cancel()
        {
            IConnection connection;
            lock (_lock)
            {
                if (_isPastTheEnd) return false;
                _isCancelled = true;
                connection = _connection;
            }
            if (connection != null) connection.Close();
            return true;
        }

        /// <summary>From here on nobody can cancel. Throws <see cref="CancelledException"/> where somebody has.</summary>
        public void PassTheEnd()
        {
            lock (_lock)
            {
                StopIfCancelled();
                _isPastTheEnd = true;
            }
        }

        /// <summary>
        /// Goes the whole way up to the login. With OAuth the token is fetched before the connection is opened, for there is
        /// one TLS connection; a token that the server refuses is replaced once. Throws <see cref="NetworkException"/>, <see
        /// cref="TlsException"/>, <see cref="MxException"/>, <see cref="SignInException"/>, <see cref="SmtpException"/>, <see
        /// cref="CertificateException"/>, <see cref="FlashException"/>, <see cref="CancelledException"/>.
        /// </summary>
        public void Open(Settings settings, SmtpTranscript transcript)
        {
            Phase = "resolve";
            Host = "";
            OpenAt(settings, FindHosts(settings.Sending), transcript);
        }

        /// <summary>The same to the first of these servers that can be reached.</summary>
        public void OpenAt(Settings settings, string[] hosts, SmtpTranscript transcript)
        {
            lock (_lock) _isPastTheEnd = false;
            CheckCertificate(settings);
            if (settings.Sending.Auth != AuthMode.OAuth)
            {
                OpenWith(Password(settings.Sending), settings, hosts, transcript);
                return;
            }
            try
            {
                OpenWith(Token(settings, false), settings, hosts, transcript);
            }
            catch (SmtpRefusedException error)
            {
                if (!IsTokenRefused(error)) throw;
                transcript.Note("once more with a new token: " + error.Message);
                Leave();
                OpenWith(Token(settings, true), settings, hosts, transcript);
            }
        }

        /// <summary>The first address of a server. Throws <see cref="NetworkException"/>.</summary>
        public string Resolve(string host)
        {
            Host = host;
            Phase = "resolve";
            return _hal.Network.Resolve(host, ResolveTimeoutMs)[0];
        }

        /// <summary>The open connection, to be given back to <see cref="Resume"/> later; cancelling does not close it
        /// meanwhile.</summary>
        public IConnection Connection
        {
            get { return _connection; }
        }

        /// <summary>Goes on with a connection that was kept open.</summary>
        public void Resume(IConnection connection)
        {
            lock (_lock) _connection = connection;
        }

        /// <summary>Ends the conversation as politely as its state allows.</summary>
        public void Leave()
        {
            try
            {
                Session.GiveUpChunks();
                Session.Quit();
            }
            catch (SmtpException)
            {
                Session.Abort();
            }
        }

        /// <summary>Ends the try; the connection is closed unless it is kept.</summary>
        public void End(bool keepsOpen)
        {
            if (!keepsOpen) Session.Abort();
            lock (_lock) _connection = null;
        }

        /// <summary>Tells of a step that went well.</summary>
        public void Passed(string step, string detail)
        {
            if (Steps != null) Steps.Passed(step, detail);
        }

        /// <summary>The servers to try, in order: the one of the settings, or Microsoft's among the domain's MX. A filter in
        /// front of the tenant would take the mail for its own and refuse it.</summary>
        public string[] FindHosts(SendingSettings sending)
        {
            if (sending.Host.Length > 0) return new string[] { sending.Host };
            MxRecord[] records = _mx.Find(sending.Domain);
            string[] hosts = new string[records.Length];
            int count = 0;
            for (int i = 0; i < records.Length && count < HostLimit; i++)
            {
                if (records[i].IsMicrosoft) hosts[count++] = records[i].Host;
            }
            if (count == 0)
            {
                throw new MxException(MxFailure.NotMicrosoft, "the MX of " + sending.Domain + " is " + records[0].Host);
            }
            Passed("mx", sending.Domain + " has " + hosts[0]);
            string[] found = new string[count];
            for (int i = 0; i < count; i++) found[i] = hosts[i];
            return found;
        }

        /// <summary>Asks DNS for a domain's mail servers.</summary>
        public MxRecord[] FindMx(string domain)
        {
            return _mx.Find(domain);
        }

        /// <summary>The server would answer a certificate that can't serve by a refusal that names no reason.</summary>
        private void CheckCertificate(Settings settings)
        {
            if (settings.Sending.ClientCertificate.Length == 0 || CertificateCheck == null) return;
            Phase = "settings";
            Passed("certificate", CertificateCheck.Check(settings));
        }

        private void OpenWith(SaslMechanism mechanism, Settings settings, string[] hosts, SmtpTranscript transcript)
        {
            Connect(settings.Sending, hosts, transcript);
            Greet(settings);
            if (settings.Sending.Auth == AuthMode.None) return;
            Phase = "auth";
            // PLAIN needs one wait where LOGIN needs three.
            bool isLogin = mechanism is SaslPlain && !Session.Capabilities.OffersAuth("PLAIN");
            Session.Authenticate(isLogin ? new SaslLogin(settings.Sending.User, settings.Sending.Password) : mechanism);
            Passed("auth", mechanism.Name);
        }

        private static SaslMechanism Password(SendingSettings sending)
        {
            return sending.Auth == AuthMode.Basic ? new SaslPlain(sending.User, sending.Password) : null;
        }

        private SaslMechanism Token(Settings settings, bool isRefused)
        {
            Phase = "signIn";
            StopIfCancelled();
            StoredTokens tokens = _signIn.TokenFor(settings, isRefused);
            SaslXOAuth2 mechanism = new SaslXOAuth2(
                settings.Sending.Mailbox.Address, _hal.Flash, tokens.File, tokens.AccessAt, tokens.AccessBytes);
            if (mechanism.LineBytes > SaslXOAuth2.LineLimitBytes)
            {
                throw new SignInException(SignInFailure.TokenTooLong, "the access token has " + tokens.AccessBytes.ToString()
                    + " octets, its line in AUTH would have " + mechanism.LineBytes.ToString());
            }
            Passed("signIn", RecordTime.ToUtc(tokens.ExpiresS).ToString("yyyy-MM-dd HH:mm:ss") + " UTC");
            return mechanism;
        }

        /// <summary>Whether another token may help: 535 says so of the present one, but 5.7.139 (Exchange Online) of the
        /// mailbox, the tenant or a policy.</summary>
        private static bool IsTokenRefused(SmtpRefusedException error)
        {
            return error.Phase == SmtpPhase.Auth && error.Reply.Code == CodeCredentials
                && error.Reply.EnhancedCode != NotTheToken;
        }

        private void Connect(SendingSettings sending, string[] hosts, SmtpTranscript transcript)
        {
            IConnection connection = null;
            for (int i = 0; connection == null; i++)
            {
                connection = TryHost(hosts[i], sending.Port, i + 1 == hosts.Length);
            }
            lock (_lock) _connection = connection;
            StopIfCancelled();
            Passed("tcp", connection.RemoteAddress + ":" + sending.Port.ToString());
            Phase = "tlsHandshake";
            if (sending.Tls == TlsMode.Implicit)
            {
                StartTls(connection, sending);
                Passed("tls", TlsDetail(sending));
            }
            Phase = "greeting";
            Session.Open(connection, _timeouts, transcript);
            Passed("greeting", Session.Greeting);
        }

        /// <summary>TLS from the connection's start, or by STARTTLS in the session (no connection).</summary>
        private void StartTls(IConnection connection, SendingSettings sending)
        {
            TlsOptions options = NewTlsOptions(sending);
            HandshakeMark.Begin(_hal.Flash, _hal.Clock, Host);
            try
            {
                if (connection != null) connection.StartTls(options, _timeouts.TlsMs);
                else Session.StartTls(options);
            }
            finally
            {
                HandshakeMark.End(_hal.Flash);
            }
        }

        /// <summary>A connection to one of the host's addresses; null where none can be had and another host is left.</summary>
        private IConnection TryHost(string host, int port, bool isLastHost)
        {
            Host = host;
            Phase = "resolve";
            string[] addresses;
            try
            {
                addresses = _hal.Network.Resolve(host, ResolveTimeoutMs);
            }
            catch (NetworkException)
            {
                if (isLastHost) throw;
                return null;
            }
            Phase = "connect";
            int count = addresses.Length < AddressLimit ? addresses.Length : AddressLimit;
            IConnection connection = null;
            for (int i = 0; connection == null && i < count; i++)
            {
                connection = TryAddress(addresses[i], port, isLastHost && i + 1 == count);
            }
            return connection;
        }

        private IConnection TryAddress(string address, int port, bool isLast)
        {
            StopIfCancelled();
            try
            {
                return _hal.Network.Connect(address, port, ConnectTimeoutMs);
            }
            catch (NetworkException)
            {
                if (isLast) throw;
                return null;
            }
        }

        private void Greet(Settings settings)
        {
            Session.Ehlo(ClientName(settings.Device.Hostname));
            PassHello("ehlo");
            TlsMode tls = settings.Sending.Tls;
            bool isOffered = Session.Capabilities.StartTls;
            if (tls == TlsMode.Required || (tls == TlsMode.WhenOffered && isOffered))
            {
                StartTlsAndGreet(settings.Sending);
                PassHello("ehloAfterTls");
            }
        }

        private void StartTlsAndGreet(SendingSettings sending)
        {
            try
            {
                StartTls(null, sending);
            }
            catch (SmtpException error)
            {
                if (error.Phase == SmtpPhase.Ehlo) Passed("tls", TlsDetail(sending));
                throw;
            }
            Passed("tls", TlsDetail(sending));
        }

        private void PassHello(string step)
        {
            string address = Delivery.PublicAddress.In(Session.Capabilities.HelloText);
            bool isNew = address.Length > 0 && (step == "ehlo" || address != PublicAddress);
            PublicAddress = address;
            Passed(step, Session.Capabilities.HelloText);
            if (isNew && Steps != null) Steps.Learned("publicAddress", address);
        }

        /// <summary>All that the board can know: version and cipher it can't see.</summary>
        private string TlsDetail(SendingSettings sending)
        {
            return "TLS 1.2 or newer; the certificate is " + Host + "'s and chains to " + sending.TrustedRoots
                + (sending.ClientCertificate.Length > 0 ? "; the device's own is " + sending.ClientCertificate : "");
        }

        /// <summary>A host name is only said where it can be one in DNS; else the address literal of RFC 5321 4.1.3,
        /// which no server may refuse for its form.</summary>
        private string ClientName(string hostname)
        {
            return hostname.IndexOf('.') > 0 ? hostname : "[" + _hal.Network.OwnAddress + "]";
        }

        private TlsOptions NewTlsOptions(SendingSettings sending)
        {
            return new TlsOptions
            {
                TargetHost = Host,
                TrustedRootsPem = FlashText.ReadPem(_hal.Flash, sending.TrustedRoots),
                ClientCertificatePem = sending.ClientCertificate.Length == 0
                    ? null : FlashText.ReadPem(_hal.Flash, sending.ClientCertificate)
            };
        }

        private void StopIfCancelled()
        {
            if (_isCancelled) throw new CancelledException();
        }
    }
}

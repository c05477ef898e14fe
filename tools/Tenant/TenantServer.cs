using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ScanToMail.Tenant.Catalogue;
using ScanToMail.Tenant.Certificates;
using ScanToMail.Tenant.Dns;
using ScanToMail.Tenant.Policies;
using ScanToMail.Tenant.SignIn;
using ScanToMail.Tenant.Smtp;

namespace ScanToMail.Tenant
{
    /// <summary>
    /// A stand-in for Microsoft 365, or for a mail server on the premises, on this PC. Listens on 127.0.0.1 alone. Any
    /// number may run side by side; nothing is shared between them but what the caller shares.
    /// </summary>
    public sealed class TenantServer : IAsyncDisposable
    {
        private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(3);
        private readonly CancellationTokenSource stopping = new();
        private readonly ServerCertificates certificates;
        private readonly Lock gate = new();
        private readonly List<SessionRecord> sessions = [];
        private readonly List<Action> bound = [];
        private readonly TokenStore tokens;
        private Socket? udp;
        private Socket? dnsTcp;
        private WebApplication? app;

        private TenantServer(TenantOptions options)
        {
            Options = options;
            Authority = options.Authority ?? new CertificateAuthority();
            certificates = new ServerCertificates(Authority);
            tokens = new TokenStore(options);
            SignIn = new SignInService(options, tokens);
            Dns = new DnsResponder(options.Dns, stopping.Token);
            Endpoints = options.Smtp.Select(smtp => new SmtpEndpoint(
                this, smtp, CreatePolicy(smtp.Role), certificates, stopping.Token)).ToList();
            options.Faults.ForEach(Faults.Add);
            options.Replies.ForEach(name => Give(name));
        }

        /// <summary>What it was told; lists in it may be changed while it runs.</summary>
        public TenantOptions Options { get; }

        /// <summary>Issues its certificates, and client certificates that its connectors can trust.</summary>
        public CertificateAuthority Authority { get; }

        /// <summary>The root that a client has to trust, PEM.</summary>
        public string RootCertificatePem => Authority.RootPem;

        /// <summary>The messages that it took.</summary>
        public MailInbox Inbox { get; } = new();

        /// <summary>What is to go wrong.</summary>
        public FaultPlan Faults { get; } = new();

        /// <summary>The sign-in service.</summary>
        public SignInService SignIn { get; }

        /// <summary>The DNS responder.</summary>
        public DnsResponder Dns { get; }

        /// <summary>The SMTP endpoints, in the order of the options.</summary>
        public IReadOnlyList<SmtpEndpoint> Endpoints { get; }

        /// <summary>Client submission, as smtp.office365.com:587.</summary>
        public SmtpEndpoint Submission => Endpoint("submission");

        /// <summary>The tenant's MX endpoint, as contoso-com.mail.protection.outlook.com:25.</summary>
        public SmtpEndpoint Mx => Endpoint("mx");

        /// <summary>A server on the premises with STARTTLS and a login.</summary>
        public SmtpEndpoint OnPremises => Endpoint("onPremises");

        /// <summary>A server on the premises with TLS from the first byte and a login.</summary>
        public SmtpEndpoint OnPremisesImplicitTls => Endpoint("onPremisesImplicitTls");

        /// <summary>The SMTP sessions so far, in order, those under way included.</summary>
        public IReadOnlyList<SessionRecord> Sessions
        {
            get
            {
                lock (gate)
                {
                    return [.. sessions];
                }
            }
        }

        /// <summary>Starts a server with all its endpoints; they listen when this returns.</summary>
        /// <exception cref="IOException">A port is taken.</exception>
        public static async Task<TenantServer> StartAsync(
            TenantOptions? options = null, CancellationToken cancellation = default)
        {
            var server = new TenantServer(options ?? new TenantOptions());
            try
            {
                await server.ListenAsync(cancellation).ConfigureAwait(false);
                return server;
            }
            catch
            {
                await server.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }

        /// <summary>The endpoint of that name.</summary>
        /// <exception cref="ArgumentException">There is none; the text names those there are.</exception>
        public SmtpEndpoint Endpoint(string name)
        {
            return Endpoints.FirstOrDefault(endpoint => endpoint.Name == name)
                ?? throw new ArgumentException(
                    $"No endpoint '{name}'. There are: {string.Join(", ", Endpoints.Select(e => e.Name))}.");
        }

        /// <summary>From now on a reply of Exchange Online is given, by its name in the catalogue.</summary>
        /// <param name="name">Such as <c>auth-disabled-mailbox</c>: see <see cref="ReplyCatalogue.All"/>.</param>
        /// <param name="times">How often; null: always.</param>
        /// <exception cref="ArgumentException">No reply is called so.</exception>
        public CatalogueReply Give(string name, int? times = null)
        {
            CatalogueReply reply = ReplyCatalogue.Get(name);
            Faults.Add(reply.ToFault(times));
            return reply;
        }

        /// <summary>
        /// Where the names of the world lead: <c>smtp.office365.com:587</c> to an address on this PC, and so on. DNS
        /// servers are not in it: <see cref="Dns"/> has its port.
        /// </summary>
        public IReadOnlyDictionary<string, IPEndPoint> NameMap()
        {
            var map = new Dictionary<string, IPEndPoint>(StringComparer.OrdinalIgnoreCase);
            foreach (SmtpEndpoint endpoint in Endpoints)
            {
                endpoint.Options.StandsFor.ForEach(name => map[name] = endpoint.Address);
            }

            if (Options.SignIn.Enabled)
            {
                var address = new IPEndPoint(IPAddress.Loopback, SignIn.Port);
                Options.SignIn.StandsFor.ForEach(name => map[name] = address);
            }

            return map;
        }

        /// <summary>Closes every connection and stops listening.</summary>
        public async ValueTask DisposeAsync()
        {
            await stopping.CancelAsync().ConfigureAwait(false);
            udp?.Dispose();
            dnsTcp?.Dispose();
            if (app != null)
            {
                using var limit = new CancellationTokenSource(StopTimeout);
                await app.StopAsync(limit.Token).ConfigureAwait(false);
                await app.DisposeAsync().ConfigureAwait(false);
                app = null;
            }

            certificates.Dispose();
            if (Options.Authority == null)
            {
                Authority.Dispose();
            }
        }

        internal void Add(SessionRecord record)
        {
            lock (gate)
            {
                sessions.Add(record);
            }
        }

        private SmtpPolicy CreatePolicy(SmtpRole role)
        {
            return role switch
            {
                SmtpRole.Submission => new SubmissionPolicy(Options, tokens),
                SmtpRole.Mx => new MxPolicy(Options, Authority.Root),
                _ => new SmtpPolicy(Options),
            };
        }

        private async Task ListenAsync(CancellationToken cancellation)
        {
            BindDns();

            // The empty builder reads no environment variable and no file: a server is what its options say.
            WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
            builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
            builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(Configure)
                .UseSockets(sockets => sockets.CreateBoundListenSocket = BoundListenSocket);
            app = builder.Build();
            app.Run(new SignInEndpoint(Options, SignIn, stopping.Token).HandleAsync);
            await app.StartAsync(cancellation).ConfigureAwait(false);
            bound.ForEach(action => action());
            if (udp != null)
            {
                _ = Dns.ServeUdpAsync(udp);
            }
        }

        private void Configure(KestrelServerOptions kestrel)
        {
            kestrel.AddServerHeader = false;
            foreach (SmtpEndpoint endpoint in Endpoints)
            {
                kestrel.Listen(IPAddress.Loopback, endpoint.Options.Port, listen =>
                {
                    listen.Run(endpoint.ServeAsync);
                    bound.Add(() => endpoint.Address = listen.IPEndPoint!);
                });
            }

            if (Options.SignIn.Enabled)
            {
                kestrel.Listen(IPAddress.Loopback, Options.SignIn.Port, listen =>
                {
                    listen.Protocols = HttpProtocols.Http1;
                    listen.UseHttps(new TlsHandshakeCallbackOptions
                    {
                        OnConnection = _ => new(new SslServerAuthenticationOptions
                        {
                            ServerCertificateContext = certificates.Context(
                                Options.SignIn.CertificateNames, Options.SignIn.CertificateFault),
                        }),
                    });
                    bound.Add(() => SignIn.Port = listen.IPEndPoint!.Port);
                });
            }

            if (udp != null)
            {
                kestrel.Listen(IPAddress.Loopback, Dns.Port, listen => listen.Run(Dns.ServeTcpAsync));
            }
        }

        // Both sockets are bound here, UDP first: where any port will do, TCP takes the one that UDP was given, and holds it
        // from then on, so that nobody else on this PC gets it before Kestrel listens.
        private void BindDns()
        {
            const int Attempts = 20;
            for (int i = 0; i < Attempts && Options.Dns.Enabled && udp == null; i++)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
                socket.Bind(new IPEndPoint(IPAddress.Loopback, Options.Dns.Port));
                Dns.Port = ((IPEndPoint)socket.LocalEndPoint!).Port;
                dnsTcp = TryBindTcp(Dns.Port);
                if (dnsTcp == null && Options.Dns.Port == 0)
                {
                    socket.Dispose();
                    continue;
                }

                udp = socket;
            }
        }

        private static Socket? TryBindTcp(int port)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return socket;
            }
            catch (SocketException)
            {
                socket.Dispose();
                return null;
            }
        }

        // Where TCP could not be bound to a port that was asked for, Kestrel's own try tells why.
        private Socket BoundListenSocket(EndPoint endPoint)
        {
            bool isDns = dnsTcp != null && endPoint is IPEndPoint ip && ip.Port == Dns.Port;
            return isDns ? dnsTcp! : SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint);
        }
    }
}

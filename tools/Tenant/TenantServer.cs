using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ScanToMail.Tenant.Certificates;
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
        private WebApplication? app;

        private TenantServer(TenantOptions options)
        {
            Options = options;
            Authority = options.Authority ?? new CertificateAuthority();
            certificates = new ServerCertificates(Authority);
            Endpoints = options.Smtp.Select(smtp => new SmtpEndpoint(
                this, smtp, CreatePolicy(smtp.Role), certificates, stopping.Token)).ToList();
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

        /// <summary>The SMTP endpoints, in the order of the options.</summary>
        public IReadOnlyList<SmtpEndpoint> Endpoints { get; }

        /// <summary>Client submission, as smtp.office365.com:587.</summary>
        public SmtpEndpoint Submission => Endpoint("submission");

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

        /// <summary>Closes every connection and stops listening.</summary>
        public async ValueTask DisposeAsync()
        {
            await stopping.CancelAsync().ConfigureAwait(false);
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
                _ => new SmtpPolicy(Options),
            };
        }

        private async Task ListenAsync(CancellationToken cancellation)
        {
            // The empty builder reads no environment variable and no file: a server is what its options say.
            WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
            builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
            var listening = new List<(SmtpEndpoint Endpoint, ListenOptions Options)>();
            builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            {
                foreach (SmtpEndpoint endpoint in Endpoints)
                {
                    kestrel.Listen(IPAddress.Loopback, endpoint.Options.Port, options =>
                    {
                        options.Run(endpoint.ServeAsync);
                        listening.Add((endpoint, options));
                    });
                }
            });
            app = builder.Build();
            await app.StartAsync(cancellation).ConfigureAwait(false);
            foreach ((SmtpEndpoint endpoint, ListenOptions options) in listening)
            {
                endpoint.Address = options.IPEndPoint!;
            }
        }
    }
}

using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Connections;
using ScanToMail.Tenant.Certificates;
using ScanToMail.Tenant.Policies;

namespace ScanToMail.Tenant.Smtp
{
    /// <summary>A running SMTP endpoint.</summary>
    public sealed class SmtpEndpoint
    {
        private readonly TenantServer server;
        private readonly SmtpPolicy policy;
        private readonly ServerCertificates certificates;
        private readonly CancellationToken stopped;

        internal SmtpEndpoint(TenantServer server, SmtpEndpointOptions options, SmtpPolicy policy,
            ServerCertificates certificates, CancellationToken stopped)
        {
            this.server = server;
            Options = options;
            this.policy = policy;
            this.certificates = certificates;
            this.stopped = stopped;
        }

        /// <summary>What it is and does; may be changed while it runs.</summary>
        public SmtpEndpointOptions Options { get; }

        /// <summary>Its name.</summary>
        public string Name => Options.Name;

        /// <summary>Where it listens.</summary>
        public IPEndPoint Address { get; internal set; } = new(IPAddress.None, 0);

        /// <summary>TCP port it listens on.</summary>
        public int Port => Address.Port;

        internal async Task ServeAsync(ConnectionContext connection)
        {
            string id = Convert.ToHexString(RandomNumberGenerator.GetBytes(8));
            TimeProvider time = server.Options.Time;
            var record = new SessionRecord(id, Name, connection.RemoteEndPoint, time.GetUtcNow());
            server.Add(record);
            var context = new SmtpContext
            {
                Options = Options,
                Record = record,
                Time = time,
                RemoteAddress = (connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.Loopback,
            };
            var session = new SmtpSession(
                connection, context, policy, server.Faults, certificates, server.Inbox, stopped);
            await session.RunAsync().ConfigureAwait(false);
        }
    }
}

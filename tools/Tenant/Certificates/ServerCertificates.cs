using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace ScanToMail.Tenant.Certificates
{
    /// <summary>The certificates of one server: made when first needed, by names and fault, and kept.</summary>
    internal sealed class ServerCertificates : IDisposable
    {
        private readonly CertificateAuthority authority;
        private readonly Lazy<CertificateAuthority> stranger = new(() => new CertificateAuthority("Unknown root"));
        private readonly ConcurrentDictionary<string, Lazy<SslStreamCertificateContext>> contexts = new();

        public ServerCertificates(CertificateAuthority authority)
        {
            this.authority = authority;
        }

        public SslStreamCertificateContext Context(IReadOnlyList<string> names, CertificateFault fault)
        {
            string key = fault + "|" + string.Join('|', names);
            return contexts.GetOrAdd(key, _ => new(() => Create(names, fault))).Value;
        }

        public void Dispose()
        {
            foreach (Lazy<SslStreamCertificateContext> context in contexts.Values)
            {
                context.Value.TargetCertificate.Dispose();
            }

            if (stranger.IsValueCreated)
            {
                stranger.Value.Dispose();
            }
        }

        private SslStreamCertificateContext Create(IReadOnlyList<string> names, CertificateFault fault)
        {
            DateTimeOffset now = DateTimeOffset.UtcNow;
            DateTimeOffset from = now.AddDays(-30);
            DateTimeOffset to = now.AddDays(335);
            CertificateAuthority issuer = fault == CertificateFault.Untrusted ? stranger.Value : authority;
            X509Certificate2 leaf = fault switch
            {
                CertificateFault.Expired => issuer.IssueServer(names, now.AddDays(-366), now.AddDays(-1)),
                CertificateFault.NotYetValid => issuer.IssueServer(names, now.AddYears(1), now.AddYears(2)),
                CertificateFault.WrongName => issuer.IssueServer(["somewhere.else.invalid"], from, to),
                CertificateFault.SelfSigned => issuer.IssueSelfSigned(names, from, to),
                _ => issuer.IssueServer(names, from, to),
            };
            var chain = new X509Certificate2Collection();
            if (fault is not (CertificateFault.SelfSigned or CertificateFault.MissingIntermediate))
            {
                chain.Add(issuer.Intermediate);
            }

            return SslStreamCertificateContext.Create(leaf, chain, offline: true);
        }
    }
}

using System.Net;
using System.Security.Cryptography.X509Certificates;
using ScanToMail.Tenant.Smtp;

namespace ScanToMail.Tenant.Policies
{
    /// <summary>
    /// Finds the inbound connector that a connection belongs to: by its certificate, else by its address.
    /// </summary>
    internal sealed class ConnectorMatcher
    {
        private const string SubjectAlternativeName = "2.5.29.17";
        private readonly TenantOptions tenant;
        private readonly X509Certificate2 root;

        public ConnectorMatcher(TenantOptions tenant, X509Certificate2 root)
        {
            this.tenant = tenant;
            this.root = root;
        }

        /// <summary>The connector; null: there is none, the mail is anonymous.</summary>
        public ConnectorOptions? Find(SmtpContext context)
        {
            List<ConnectorOptions> connectors = tenant.Organization.Connectors.Where(c => c.Enabled).ToList();
            IReadOnlyList<string> names = context.Tls?.ClientCertificate == null
                ? []
                : TrustedNames(context.Tls.ClientChain, context.Now);
            return connectors.FirstOrDefault(c => c.CertificateDomain != null
                    && names.Any(name => Covers(c.CertificateDomain, name)))
                ?? connectors.FirstOrDefault(c => c.Addresses.Any(a => Contains(a, context.SeenAddress)));
        }

        /// <summary>Names in a client's certificate; none where its chain does not lead to a trusted root.</summary>
        private IReadOnlyList<string> TrustedNames(IReadOnlyList<X509Certificate2> sent, DateTimeOffset now)
        {
            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.Add(root);
            foreach (string pem in tenant.Organization.ClientRoots)
            {
                chain.ChainPolicy.CustomTrustStore.Add(X509Certificate2.CreateFromPem(pem));
            }

            // A client that leaves its intermediate out is not attributed (KB3212877): only what it sent counts.
            chain.ChainPolicy.ExtraStore.AddRange(sent.Skip(1).ToArray());
            chain.ChainPolicy.DisableCertificateDownloads = true;
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            chain.ChainPolicy.VerificationTime = now.UtcDateTime;
            return chain.Build(sent[0]) ? Names(sent[0]) : [];
        }

        private static IReadOnlyList<string> Names(X509Certificate2 certificate)
        {
            var names = new List<string> { certificate.GetNameInfo(X509NameType.SimpleName, false) };
            X509Extension? extension = certificate.Extensions[SubjectAlternativeName];
            if (extension != null)
            {
                names.AddRange(new X509SubjectAlternativeNameExtension(extension.RawData).EnumerateDnsNames());
            }

            return names;
        }

        /// <summary>
        /// A connector's name covers a certificate's: equal, or either with a star for one label or more.
        /// </summary>
        private static bool Covers(string connector, string name)
        {
            return connector.Equals(name, StringComparison.OrdinalIgnoreCase)
                || (connector.StartsWith("*.", StringComparison.Ordinal)
                    && name.EndsWith(connector[1..], StringComparison.OrdinalIgnoreCase))
                || (name.StartsWith("*.", StringComparison.Ordinal)
                    && connector.EndsWith(name[1..], StringComparison.OrdinalIgnoreCase)
                    && !connector[..^(name.Length - 1)].Contains('.'));
        }

        private static bool Contains(string range, IPAddress address)
        {
            return range.Contains('/')
                ? IPNetwork.TryParse(range, out IPNetwork network) && network.Contains(address)
                : IPAddress.TryParse(range, out IPAddress? one) && one.Equals(address);
        }
    }
}

using ScanToMail.Tenant.Certificates;

namespace ScanToMail.Tenant.Tests
{
    /// <summary>One authority for all tests: making keys is the slow part of starting a server.</summary>
    internal static class SharedAuthority
    {
        public static CertificateAuthority Instance { get; } = new();

        public static Task<TenantServer> StartAsync(TenantOptions? options = null)
        {
            options ??= new TenantOptions();
            options.Authority = Instance;
            return TenantServer.StartAsync(options);
        }
    }
}
